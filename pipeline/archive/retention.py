"""When a clock starts and when it ends.

Permenhub PM 92/2014 Pasal 4 counts from the day on which rights and duties are done or the file is complete; a bare date of
creation is only one of the schedule's triggers. What the paper itself can date, starts at filing; everything else waits for its
event.
"""

from __future__ import annotations

from datetime import date

from pipeline.document import Retention, RetentionRule, Trigger


def add_years(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28 February where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def trigger_date_on_paper(rule: RetentionRule, paper_date: str) -> date | None:
    """The date on which the rule's clock starts, if the paper's own date tells it.

    CR and SK start on the paper's date; FY on the last day of its budget year (the calendar year, UU 17/2003 Pasal 4).
    """
    if not paper_date:
        return None
    day = date.fromisoformat(paper_date)
    match rule.trigger:
        case Trigger.CR | Trigger.SK:
            return day
        case Trigger.FY:
            return date(day.year, 12, 31)
        case _:
            return None


def apply(rule: RetentionRule, trigger_date: date | None) -> Retention:
    """The rule from a given start; without one the clock stands still and nothing ever expires."""
    if trigger_date is None:
        return Retention(rule)
    return Retention(
        rule,
        trigger_date=trigger_date.isoformat(),
        active_until=add_years(trigger_date, rule.active_years).isoformat(),
        ends=add_years(trigger_date, rule.years).isoformat(),
    )


def at_filing(rule: RetentionRule, paper_date: str) -> Retention:
    """A record's retention at the moment it is filed."""
    return apply(rule, trigger_date_on_paper(rule, paper_date))

"""When a retention period starts and ends.

Permenhub PM 92/2014 Pasal 4 counts from the day on which rights and duties are done or the file is complete; a bare date of
creation is only one of the schedule's triggers. What the paper itself can date, starts at filing; everything else waits for its
event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.document import Disposition, Record, Retention, RetentionRule
from pipeline.document.triggers import Trigger, TriggerSubject

RECORDED = tuple(sorted(kind for kind in Trigger if kind.subject not in {TriggerSubject.PAPER, TriggerSubject.YEAR_OF_PAPER}))
"""Kinds of events that somebody has to record."""
_MILDEST_LAST = (Disposition.MUSNAH, Disposition.BERKAS_PERSEORANGAN, Disposition.DINILAI_KEMBALI, Disposition.PERMANEN)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the office and starts the clock of the papers that ``covers`` names."""

    kind: Trigger
    day: date
    codes: frozenset[str] = frozenset()
    """The classes it is about, where it is about classes."""
    year: int = 0
    """The budget year it is about, where it is about one."""
    record: str = ""
    """The one record it is about, where it is about one."""

    def covers(self, code: str, paper_date: date | None, record_id: str) -> bool:
        """Whether this event is about a paper. A stage or a successor ends only what was there before it; the law ends the papers
        of its budget year. Of a paper without a date nobody can tell, so it goes on waiting.
        """
        if self.kind.subject is TriggerSubject.BUDGET_YEAR:
            return paper_date is not None and paper_date.year == self.year
        if self.record:
            return record_id == self.record
        return code in self.codes and paper_date is not None and paper_date <= self.day


def add_years(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28 February where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def trigger_date_on_paper(rule: RetentionRule, paper_date: str) -> date | None:
    """The date on which the rule's clock starts, if the paper's own date tells it.

    It is that date itself, or the last day of its year: ``Trigger`` says which.
    """
    if not paper_date:
        return None
    day = date.fromisoformat(paper_date)
    match rule.trigger.subject:
        case TriggerSubject.PAPER:
            return day
        case TriggerSubject.YEAR_OF_PAPER:
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


def clock_start(
    rule: RetentionRule,
    paper_date: str,
    *,
    record_id: str = "",
    code: str = "",
    dossier: Mapping[str, str] | None = None,
    events: Iterable[Event] = (),
) -> date | None:
    """The day on which the rule's clock starts for a paper; None while what it waits for has not happened.

    Args:
        rule: the rule.
        paper_date: the paper's own date, or empty.
        record_id: the paper's record.
        code: its class.
        dossier: the dates of the dossier it lies in, by trigger.
        events: what has happened to the office. Of several that speak of the paper the earliest counts: the stage that it was
            written in, not the next one.
    """
    if own := trigger_date_on_paper(rule, paper_date):
        return own
    if rule.trigger.subject is TriggerSubject.DOSSIER:
        told = (dossier or {}).get(rule.trigger, "")
        return date.fromisoformat(told) if told else None
    day = date.fromisoformat(paper_date) if paper_date else None
    return min((e.day for e in events if e.kind is rule.trigger and e.covers(code, day, record_id)), default=None)


def longest(retentions: Iterable[Retention]) -> Retention | None:
    """Of several retentions of one paper the one that keeps it longest; None of none.

    Permanent is longer than any clock, and a clock that still waits is longer than one that runs, since nobody knows its end.
    At equal ends the milder disposition counts.
    """
    return max(retentions, key=_length, default=None)


def _length(of: Retention) -> tuple[bool, bool, str, int, int]:
    stays = of.rule.disposition is Disposition.PERMANEN
    return stays, of.ends is None, of.ends or "", of.rule.years, _MILDEST_LAST.index(of.rule.disposition)


def retention_at_filing(rule: RetentionRule, paper_date: str) -> Retention:
    """A record's retention at the moment it is filed."""
    return apply(rule, trigger_date_on_paper(rule, paper_date))


TRANSFER, TRANSFER_BACK = "transfer", "transfer_back"
"""What history calls the acts of ticking a record off as inactive, and of taking that back."""


def transfer_day(record: Record) -> str:
    """The day on which a record went to the inactive store; empty while it stands among the active ones.

    A transfer counts as long as the active period had ended by its day: where a later event starts the clock anew, the record is
    due for transfer once more when that day comes.
    """
    told = next((entry for entry in reversed(record.history) if entry.act in (TRANSFER, TRANSFER_BACK)), None)
    if told is None or told.act == TRANSFER_BACK or record.retention is None:
        return ""
    ended = record.retention.active_until or ""
    return told.detail["on"] if "" < ended <= told.detail["on"] else ""

"""Clocks: what the paper itself can date starts at filing, everything else waits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import retention
from pipeline.document import Disposition, RetentionRule, Trigger

DAYS = st.dates(date(1900, 1, 1), date(2900, 12, 31))
YEARS = st.integers(0, 100)


def a_rule(trigger: Trigger = Trigger.CR, active: int = 2, inactive: int = 3) -> RetentionRule:
    return RetentionRule("HM.02", active, inactive, trigger, "", Disposition.MUSNAH, True, "uji", "1")


@pytest.mark.parametrize("trigger", [Trigger.CR, Trigger.SK])
def test_the_papers_own_date_starts_the_clock(trigger: Trigger) -> None:
    due = retention.at_filing(a_rule(trigger), "2024-03-14")
    assert (due.trigger_date, due.active_until, due.ends) == ("2024-03-14", "2026-03-14", "2029-03-14")


def test_a_budget_year_ends_on_its_last_day() -> None:
    due = retention.at_filing(a_rule(Trigger.FY), "2024-03-14")
    assert (due.trigger_date, due.active_until, due.ends) == ("2024-12-31", "2026-12-31", "2029-12-31")


@pytest.mark.parametrize("trigger", sorted(set(Trigger) - {Trigger.CR, Trigger.SK, Trigger.FY}))
def test_every_other_clock_waits_for_its_event(trigger: Trigger) -> None:
    due = retention.at_filing(a_rule(trigger), "2024-03-14")
    assert (due.trigger_date, due.active_until, due.ends) == (None, None, None)


@pytest.mark.parametrize("trigger", sorted(Trigger))
def test_a_paper_without_a_date_starts_no_clock(trigger: Trigger) -> None:
    assert retention.at_filing(a_rule(trigger), "").ends is None


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),
        (date(1996, 2, 29), 4, date(2000, 2, 29)),
        (date(2024, 12, 31), 5, date(2029, 12, 31)),
    ],
)
def test_a_leap_day_ends_on_the_last_of_february(day: date, years: int, then: date) -> None:
    assert retention.add_years(day, years) == then


@given(DAYS, YEARS)
def test_years_may_be_added_to_any_day(day: date, years: int) -> None:
    then = retention.add_years(day, years)
    assert then.year == day.year + years
    assert then.month == day.month
    assert then.day == day.day or (day.month, day.day, then.day) == (2, 29, 28)


@given(DAYS, YEARS, YEARS)
def test_a_clock_never_ends_before_it_starts_nor_before_the_active_years_are_over(day: date, active: int, inactive: int) -> None:
    due = retention.apply(a_rule(active=active, inactive=inactive), day)
    assert due.trigger_date is not None
    assert due.active_until is not None
    assert due.ends is not None
    assert due.trigger_date <= due.active_until <= due.ends


@given(DAYS, YEARS, YEARS, st.integers(0, 50))
def test_more_years_never_end_sooner(day: date, active: int, inactive: int, more: int) -> None:
    shorter = retention.apply(a_rule(active=active, inactive=inactive), day)
    longer = retention.apply(a_rule(active=active, inactive=inactive + more), day)
    assert str(longer.ends) >= str(shorter.ends)


@given(DAYS, DAYS, YEARS)
def test_a_later_paper_never_ends_sooner(one: date, other: date, years: int) -> None:
    earlier, later = sorted([one, other])
    assert retention.add_years(earlier, years) <= retention.add_years(later, years)

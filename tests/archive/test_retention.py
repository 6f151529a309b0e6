"""Clocks: what the paper itself can date starts at filing, everything else waits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import retention
from pipeline.document import Disposition, Retention, RetentionRule
from pipeline.document.triggers import Trigger, TriggerSubject

DAYS = st.dates(date(1900, 1, 1), date(2900, 12, 31))
YEARS = st.integers(0, 100)


def a_rule(trigger: Trigger = Trigger.CR, active: int = 2, inactive: int = 3) -> RetentionRule:
    return RetentionRule("HM.02", active, inactive, trigger, "", Disposition.MUSNAH, True, "uji", "1")


@pytest.mark.parametrize("trigger", [Trigger.CR, Trigger.SK])
def test_the_papers_own_date_starts_the_clock(trigger: Trigger) -> None:
    due = retention.retention_at_filing(a_rule(trigger), "2024-03-14")
    assert (due.trigger_date, due.active_until, due.ends) == ("2024-03-14", "2026-03-14", "2029-03-14")


def test_a_budget_year_ends_on_its_last_day() -> None:
    due = retention.retention_at_filing(a_rule(Trigger.FY), "2024-03-14")
    assert (due.trigger_date, due.active_until, due.ends) == ("2024-12-31", "2026-12-31", "2029-12-31")


@pytest.mark.parametrize("trigger", sorted(set(Trigger) - {Trigger.CR, Trigger.SK, Trigger.FY}))
def test_every_other_clock_waits_for_its_event(trigger: Trigger) -> None:
    due = retention.retention_at_filing(a_rule(trigger), "2024-03-14")
    assert (due.trigger_date, due.active_until, due.ends) == (None, None, None)


@pytest.mark.parametrize("trigger", sorted(Trigger))
def test_a_paper_without_a_date_starts_no_clock(trigger: Trigger) -> None:
    assert retention.retention_at_filing(a_rule(trigger), "").ends is None


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


OF_OFFICE = {kind for kind in retention.RECORDED if kind.subject is not TriggerSubject.DOSSIER}
OF_PAPER = [Trigger.CR, Trigger.SK, Trigger.FY]
RULES = st.builds(
    RetentionRule,
    st.just("HM.02"),
    YEARS,
    YEARS,
    st.sampled_from(Trigger),
    st.just(""),
    st.sampled_from(Disposition),
    st.booleans(),
    st.just("uji"),
    st.just("1"),
)
RETENTIONS = st.builds(retention.apply, RULES, st.none() | DAYS)
EVENTS = st.builds(
    retention.Event,
    st.sampled_from(sorted(OF_OFFICE)),
    DAYS,
    st.frozensets(st.sampled_from(["HM.02", "PL.01"])),
    st.integers(2000, 2030),
    st.sampled_from(["", "2026-000001"]),
)


@given(st.lists(RETENTIONS, min_size=1, max_size=5))
def test_of_several_rules_the_longest_wins(several: list[Retention]) -> None:
    won = retention.longest(several)
    assert won in several
    assert retention.longest(reversed(several)) == won or retention.longest([won, *several]).ends == won.ends
    stays = [one for one in several if one.rule.disposition is Disposition.PERMANEN]
    if stays:
        assert won in stays
    elif any(one.ends is None for one in several):
        assert won.ends is None
    else:
        assert won.ends == max(one.ends for one in several)  # type: ignore[type-var]  # each has an end


@given(RETENTIONS, RETENTIONS)
def test_another_rule_never_makes_a_paper_go_earlier(one: Retention, other: Retention) -> None:
    both = retention.longest([one, other])
    for alone in (one, other):
        if alone.rule.disposition is Disposition.PERMANEN:
            assert both.rule.disposition is Disposition.PERMANEN
        elif both.rule.disposition is not Disposition.PERMANEN:
            assert both.ends is None or (alone.ends is not None and both.ends >= alone.ends)


def test_of_no_rule_nothing_follows() -> None:
    assert retention.longest([]) is None


@given(DAYS, YEARS, YEARS)
def test_active_ends_before_inactive_and_both_stay_in_their_month(day: date, active: int, inactive: int) -> None:
    due = retention.apply(a_rule(active=active, inactive=inactive), day)
    until, end = date.fromisoformat(due.active_until), date.fromisoformat(due.ends)  # type: ignore[arg-type]  # each has an end
    assert day <= until <= end
    assert (until.year, end.year) == (day.year + active, day.year + active + inactive)
    assert until.month == end.month == day.month
    leap = (day.month, day.day) == (2, 29)
    assert leap or until.day == end.day == day.day
    assert not leap or {until.day, end.day} <= {28, 29}


@given(DAYS)
def test_every_paper_of_a_budget_year_goes_on_the_same_day(day: date) -> None:
    assert retention.clock_start(a_rule(Trigger.FY), day.isoformat()) == date(day.year, 12, 31)


@given(RULES, DAYS, st.lists(EVENTS, max_size=4), st.dictionaries(st.sampled_from(sorted(Trigger)), DAYS, max_size=4))
def test_a_clock_starts_only_by_what_its_rule_waits_for(
    rule: RetentionRule, day: date, events: list[retention.Event], dates: dict[Trigger, date]
) -> None:
    dossier = {kind.value: told.isoformat() for kind, told in dates.items()}
    began = retention.clock_start(rule, day.isoformat(), record_id="2026-000001", code="HM.02", dossier=dossier, events=events)
    if rule.trigger in OF_PAPER:
        assert began == retention.trigger_date_on_paper(rule, day.isoformat())
    elif rule.trigger.subject is TriggerSubject.DOSSIER:
        assert began == dates.get(rule.trigger)
    else:
        mine = [event for event in events if event.kind is rule.trigger]
        assert (began is None) == (not any(event.covers("HM.02", day, "2026-000001") for event in mine))
        assert began is None or began in {event.day for event in mine}


@given(DAYS, DAYS)
def test_a_stage_ends_what_was_written_before_its_end_and_nothing_without_a_date(day: date, end: date) -> None:
    event = retention.Event(Trigger.STG, end, frozenset({"PL.01"}))
    assert event.covers("PL.01", day, "") == (day <= end)
    assert not event.covers("PL.01", None, "")
    assert not event.covers("PL.02", day, "")


@given(DAYS, st.integers(1900, 2900))
def test_the_accountability_law_ends_the_papers_of_its_year(day: date, year: int) -> None:
    assert retention.Event(Trigger.UU, day, year=year).covers("KU", day, "") == (day.year == year)

"""The share of the records that is looked into by itself every night."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pipeline.catalogue import models
from pipeline.home import Home
from pipeline.maintenance import deep_check, nightly
from pipeline.worker import indexer
from tests.builders.home import queued

EVENING = datetime(2026, 12, 1, 21, 0)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ("", EVENING, True),
        ("", EVENING.replace(hour=10), False),
        ("2026-12-01", EVENING, False),
        ("2026-11-30", EVENING, True),
        ("2026-11-30", EVENING.replace(hour=10), False),
        ("2026-11-30", EVENING.replace(hour=3), True),
        ("2026-11-29", EVENING.replace(hour=10), True),
        ("kacau", EVENING.replace(hour=10), False),
    ],
)
def test_it_is_due_once_a_night_and_by_day_where_nights_were_missed(last: str, now: datetime, due: bool):
    assert nightly.is_due(nightly.LastNight(last), now) == due


def test_in_a_month_of_nights_damage_is_found_and_stands_where_the_start_page_looks(home: Home):
    record = queued(home)
    index = indexer.open_engine(home)
    indexer.update_index(index)
    models.Page.objects.filter(record_id=record.id).update(text="sesuatu yang lain")
    first = date(2026, 12, 1)
    nights = [nightly.look(home, index, first + timedelta(days=number)) for number in range(deep_check.SHARES)]
    assert [night.findings for night in nights if night.findings] == [(f"{record.id} pages", f"{record.id} index")]
    assert nightly.last_night(home) == nights[-1]


def test_a_home_without_a_night_says_nothing(home: Home):
    assert nightly.last_night(home) == nightly.LastNight()
    (home.index / nightly.STATE).write_text("[]")
    assert nightly.last_night(home) == nightly.LastNight()

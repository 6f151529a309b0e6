"""Three pictures, and the numbers that say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.web import charts

MONDAYS = [date(2026, 11, 9), date(2026, 11, 16)]


def test_intake_is_counted_by_week_and_kind(office):
    chart = charts.intake(
        MONDAYS,
        [("2026-11-10", "undangan", 2), ("2026-11-15", "undangan", 1), ("2026-11-16", "", 4), ("2026-10-01", "undangan", 9)],
    )
    assert chart.rows == ((3, 0), (0, 4))
    assert chart.series[0] == "undangan"


def test_rare_kinds_are_counted_together(office):
    rows = [("2026-11-10", f"jenis {number}", 10 - number) for number in range(8)]
    chart = charts.intake(MONDAYS, rows)
    assert len(chart.series) == charts.KINDS + 1
    assert chart.total == sum(10 - number for number in range(8))


def test_the_queue_is_counted_by_age(office):
    counts = charts.ages({"queued": (1, 3, 6, 6, 10), "verified": (0, 0, 0, 2, 2)}).rows
    assert [sum(row) for row in counts] == [1, 2, 3, 2, 4]
    assert counts[3] == (0, 0, 0, 0, 2)


def test_the_age_of_what_waits_is_taken_from_its_arrival(office):
    from pipeline.catalogue import models
    from pipeline.records import people
    from pipeline.web.views import home

    for record, days in zip(models.Record.objects.order_by("pk"), (0, 2, 5, 20, 100), strict=True):
        at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
        models.Record.objects.filter(pk=record.pk).update(received_at=at)
    assert [sum(row) for row in home._ages(people.get_actor("rahma", "web")).rows] == [1, 1, 1, 1, 1]
    assert [sum(row) for row in home._ages(people.get_actor("siti", "web")).rows] == [1, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("arrived", "week"), [("2026-11-22T16:59:59", 10), ("2026-11-22T17:00:00", 11), ("2026-11-22T23:35:00", 11)]
)
def test_a_week_begins_on_monday_by_the_clock_of_the_office(office, arrived, week):
    """Seven hours before it does in UTC."""
    from pipeline.catalogue import models
    from pipeline.records import people
    from pipeline.web.views import home

    home._tally.cache_clear()
    models.Record.objects.update(received_at=f"{arrived}.000+00:00")
    rows = home._charts(people.get_actor("rahma", "web"), date(2026, 11, 23))[0].rows
    assert [number for number, row in enumerate(rows) if sum(row)] == [week]


def test_what_an_act_changes_is_in_the_very_next_picture(as_, file):
    from pipeline.records import people
    from pipeline.web.views import home

    def ends(name: str) -> int:
        return home._charts(people.get_actor(name, "web"), date.today())[2].total

    assert (ends("siti"), ends("rahma")) == (0, 0)
    file("2026-000001")
    file("2026-000005", category="dikecualikan_usul")
    assert (ends("siti"), ends("rahma")) == (1, 2)


def test_what_has_no_end_is_said_too(office):
    chart = charts.endings([("2027", 3), ("2030", 1)], undated=5)
    assert chart.rows == ((3,), (1,), (5,))


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the picture
@given(st.lists(st.lists(st.integers(0, 5000), min_size=2, max_size=2), min_size=1, max_size=14))
def test_no_column_leaves_the_picture(rows):
    chart = charts.draw("", ["a", "b"], [str(n) for n in range(len(rows))], rows)
    for bar in chart.bars:
        assert charts.LEFT <= bar.x <= bar.x + bar.width <= charts.WIDTH
        assert charts.TOP - 0.2 <= bar.y <= bar.y + bar.height <= charts.HEIGHT - charts.BOTTOM + 0.2
    assert 2 <= len(chart.up) <= 7


def test_the_front_page_of_the_office_shows_them_with_their_tables(as_):
    text = as_("siti").get("/").content.decode()
    assert text.count("<figure") == 3
    assert text.count("<table") >= 2
    assert "Giliran saya" in text


def test_readers_and_admins_begin_elsewhere(as_):
    assert as_("tamu").get("/")["Location"] == "/cari/"
    assert as_("admin").get("/")["Location"] == "/orang/"

"""Three pictures, and the numbers that say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

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
    now = datetime(2026, 11, 22, tzinfo=UTC)
    rows = [("queued", (now - timedelta(days=days)).isoformat()) for days in (0, 2, 5, 20, 100)]
    assert [sum(row) for row in charts.ages(rows, now).rows] == [1, 1, 1, 1, 1]


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

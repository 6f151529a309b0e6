"""Three charts of the office's work as SVG, with their numbers as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from pipeline.document import Status
from pipeline.web.labels import STATUSES, in_office_language, label_of

WIDTH, HEIGHT = 440, 220
LEFT, BOTTOM, TOP = 36, 28, 10
KINDS = 4
"""Kinds of paper with a colour of their own; what is left is *other*."""
YEARS = 12
AGES = (timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=28))


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a column, in the picture's own units."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked columns and the table that says the same."""

    title: str
    series: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    """For each label the count of each series."""
    bars: tuple[Bar, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(map(sum, self.rows))

    @property
    def table(self) -> list[tuple[str, tuple[int, ...]]]:
        """Label and counts, line by line."""
        return list(zip(self.labels, self.rows, strict=True))


def draw(title: str, series: Sequence[str], labels: Sequence[str], rows: Sequence[Sequence[int]]) -> Chart:
    """Columns side by side, each stacked from its series.

    Args:
        title: what is shown.
        series: the pieces of each column.
        labels: the columns.
        rows: for each column the counts of its pieces.
    """
    step = _step(max((sum(row) for row in rows), default=0))
    top = step * max(1, -(-max((sum(row) for row in rows), default=0) // step))
    room, tall = (WIDTH - LEFT) / max(len(labels), 1), HEIGHT - BOTTOM - TOP
    bars: list[Bar] = []
    for column, row in enumerate(rows):
        below = 0
        for number, count in enumerate(row):
            height = count / top * tall
            if count:
                y = HEIGHT - BOTTOM - (below / top * tall) - height
                bars.append(
                    Bar(round(LEFT + column * room + room * 0.16, 1), round(y, 1), round(room * 0.68, 1), round(height, 1), number)
                )
            below += count
    every = -(-len(labels) // 5)
    across = tuple(Tick(round(LEFT + (n + 0.5) * room, 1), text) for n, text in enumerate(labels) if n % every == 0)
    up = tuple(
        Tick(round(HEIGHT - BOTTOM - value / top * tall, 1), formats.number_format(value, 0, force_grouping=True))
        for value in range(0, top + 1, step)
    )
    return Chart(title, tuple(series), tuple(labels), tuple(tuple(row) for row in rows), tuple(bars), across, up)


def _step(most: int) -> int:
    """A round step that gives some four lines."""
    step, factors = 1, (2, 2.5, 2)
    turn = 0
    while most / step > 5:
        step = int(step * factors[turn % 3])
        turn += 1
    return step


def intake(weeks: Sequence[date], rows: Sequence[tuple[str, str, int]]) -> Chart:
    """What came in, week by week and kind by kind.

    Args:
        weeks: the Mondays shown, the earliest first.
        rows: ISO day, kind, count.
    """
    kinds = Counter[str]()
    for _day, kind, count in rows:
        kinds[kind] += count
    shown = [kind for kind, _count in kinds.most_common() if kind][:KINDS]
    counts = {week: [0] * (len(shown) + 1) for week in weeks}
    for day, kind, count in rows:
        on = date.fromisoformat(day)
        week = on - timedelta(days=on.weekday())
        if week in counts:
            counts[week][shown.index(kind) if kind in shown else len(shown)] += count
    labels = [formats.date_format(week, "j M", use_l10n=False) for week in weeks]
    return draw(
        _("Naskah masuk tiap pekan"), [*map(in_office_language, shown), _("lainnya")], labels, [counts[week] for week in weeks]
    )


def ages(younger: Mapping[str, Sequence[int]]) -> Chart:
    """How long papers have been waiting, by what they wait for.

    Args:
        younger: status → how many are younger than each of ``AGES``, and how many there are.
    """
    labels = (_("hari ini"), _("1–3 hari"), _("3–7 hari"), _("1–4 pekan"), _("lebih lama"))
    statuses = (Status.RECEIVED, Status.QUEUED, Status.RETURNED, Status.UNREADABLE, Status.VERIFIED)
    sums = [younger.get(status, (0,) * len(labels)) for status in statuses]
    counts = [[of_one[age] - (of_one[age - 1] if age else 0) for of_one in sums] for age in range(len(labels))]
    return draw(_("Umur antrean"), [label_of(STATUSES, status) for status in statuses], labels, counts)


def endings(rows: Sequence[tuple[str, int]], undated: int) -> Chart:
    """When retention ends, year by year; the far future together, and what has no date yet.

    Args:
        rows: year and count, the earliest first.
        undated: permanent records, and those whose clock has not started.
    """
    near, far = list(rows[:YEARS]), sum(count for _year, count in rows[YEARS:])
    columns = [*near, *([(_("kemudian"), far)] if far else []), (_("tanpa tanggal"), undated)]
    return draw(
        _("Masa simpan berakhir"), [_("naskah")], [label for label, _count in columns], [[count] for _label, count in columns]
    )

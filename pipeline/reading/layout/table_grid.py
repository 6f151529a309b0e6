"""The grid of a ruled table: cells, merged cells, and which cell a box lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.document.pages import Box

MOST_ROWS, MOST_COLUMNS = 400, 80
NOWHERE = -1


@dataclass(frozen=True)
class GridCell:
    """One cell's place in the grid, from row 0 and column 0."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True)
class Grid:
    """The rules of one table, in fractions of the page as it stands upright."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, ...], ...]
    """Row by row, the cell that owns each field between the rules; ``NOWHERE`` for fields outside every cell."""
    slope: float = 0.0
    """By how much the rules fall over the width of a page that does not lie quite level, in fractions of its height."""
    lean: float = 0.0
    """By how much they lean to the left over its height, in fractions of its width."""

    @cached_property
    def places(self) -> dict[int, GridCell]:
        """Every cell's place, row by row. A cell that is no rectangle gets the one around it."""
        fields: dict[int, list[tuple[int, int]]] = {}
        for row, line in enumerate(self.owners):
            for column, owner in enumerate(line):
                if owner != NOWHERE:
                    fields.setdefault(owner, []).append((row, column))
        places = {}
        for owner, held in fields.items():
            top, bottom = min(row for row, _ in held), max(row for row, _ in held) + 1
            left, right = min(column for _, column in held), max(column for _, column in held) + 1
            box = self.slanted((self.xs[left], self.ys[top], self.xs[right], self.ys[bottom]))
            places[owner] = GridCell(top, left, bottom - top, right - left, box)
        return dict(sorted(places.items(), key=lambda item: (item[1].row, item[1].column)))

    @property
    def box(self) -> Box:
        """Around the whole table."""
        return self.slanted((self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]))

    @property
    def rows(self) -> int:
        """How many."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many."""
        return len(self.xs) - 1

    def cell_at(self, box: Box) -> int:
        """The cell that the middle of a box lies in; ``NOWHERE`` outside the table."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        column = bisect_right(self.xs, x + self.lean * y) - 1
        row = bisect_right(self.ys, y - self.slope * x) - 1
        if 0 <= row < self.rows and 0 <= column < self.columns:
            return self.owners[row][column]
        return NOWHERE

    def slanted(self, box: Box) -> Box:
        """A box between the rules, as it lies on the page."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        across, down = -self.lean * y, self.slope * x
        return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def clusters(values: Iterable[float], slack: float) -> list[float]:
    """Values that lie within ``slack`` of their neighbour as one, their mean: a double rule is one edge."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= slack:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def from_cells(cells: Sequence[Box], slack: float) -> Grid | None:
    """The grid of cells whose boxes are known; ``None`` for fewer than two rows or two columns, or for too many to be a table."""
    xs = clusters([x for cell in cells for x in (cell[0], cell[2])], slack)
    ys = clusters([y for cell in cells for y in (cell[1], cell[3])], slack)
    if not is_table(len(ys) - 1, len(xs) - 1):
        return None
    owners = [[NOWHERE] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for index, (x0, y0, x1, y1) in enumerate(cells):
        for row in range(_nearest(ys, y0), _nearest(ys, y1)):
            for column in range(_nearest(xs, x0), _nearest(xs, x1)):
                owners[row][column] = index
    return Grid(tuple(xs), tuple(ys), tuple(map(tuple, owners)))


def is_table(rows: int, columns: int) -> bool:
    """A frame around a page is none, nor is a list between rules."""
    return 2 <= rows <= MOST_ROWS and 2 <= columns <= MOST_COLUMNS


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))

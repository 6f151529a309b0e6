"""Ruled tables on a page's picture: long thin lines, and the cells between them.

Works on the level page that Tesseract was given. Costs about ten milliseconds for a page without rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.layout.table_grid import Grid, clusters, is_table

Grey = NDArray[np.uint8]

FINE = 100.0
"""Dots per inch at which rules are looked for. All lengths below are pixels of it."""
SHORTEST = 32
UNBROKEN = 0.94
EVERY = 4
THICKEST = 7.0
STEEPEST = 0.03
GAP = 14
MEET = 6.0
ONE_EDGE = 7.0
OPEN_SIDE = 25.0
WALL = 0.6
"""Share of a cell's side that must be ruled for it to be a wall."""
DARKER = 0.74
"""Of the paper's grey. A hairline comes out of the scanner as grey as a pencil stroke."""
MOST_RUNS, MOST_RULES = 6000, 400


@dataclass
class Ruling:
    """One rule: where it lies (its height, or its distance from the left), and from where to where it runs."""

    at: float
    start: float
    end: float


class _Traced:
    """Runs of neighbouring rows that make up one stroke."""

    def __init__(self, row: int, start: int, end: int) -> None:
        self.start, self.end, self.last = start, end, row
        self.area = 0
        self.sums = np.zeros(4)
        self.first = row
        self.add(row, start, end)

    def add(self, row: int, start: int, end: int) -> None:
        """One more run."""
        self.start, self.end, self.last = min(self.start, start), max(self.end, end), row
        length, middle = end - start, (start + end) / 2
        self.area += length
        self.sums += (length * middle, length * row, length * middle * middle, length * middle * row)

    @property
    def thickness(self) -> float:
        return self.area / max(1, self.end - self.start)

    @property
    def slope(self) -> float:
        """By how much it falls per pixel."""
        across, down, square, both = self.sums / self.area
        spread = square - across * across
        return float((both - across * down) / spread) if spread > 1 and self.last - self.first > 2 else 0.0

    def rule(self, slope: float) -> Ruling:
        """Level, on a page sheared by its slope."""
        across, down = self.sums[:2] / self.area
        at = float(down - slope * across)
        return Ruling(at, self.start + slope * at, self.end + slope * at)


def find_grids(pixels: Grey, dpi: float) -> tuple[Grid, ...]:
    """The tables on a level grey page, in fractions of it."""
    factor = max(1, round(dpi / FINE))
    height, width = pixels.shape
    across = _runs(_pooled(pixels, factor))
    if len(across) < 2:
        return ()
    down = _runs(_pooled(pixels.T, factor))
    if len(down) < 2 or len(across) + len(down) > MOST_RUNS:
        return ()
    lying, standing = _strokes(across), _strokes(down)
    slope = _slope(lying)
    rules = _joined([one.rule(slope) for one in lying]), _joined([one.rule(-slope) for one in standing])
    if not 2 <= len(rules[0]) <= MOST_RULES or not 2 <= len(rules[1]) <= MOST_RULES:
        return ()
    size = width / factor, height / factor
    found = (_grid(some_lying, some_standing, slope, size) for some_lying, some_standing in _meeting(*rules))
    return tuple(grid for grid in found if grid)


def _pooled(pixels: Grey, factor: int) -> Grey:
    """The darkest of every few rows, every few columns: thin rules that lie across stay whole."""
    rows = pixels.shape[0] // factor
    thin = pixels[: rows * factor, ::factor]
    if factor == 1:
        return np.ascontiguousarray(thin)
    pooled = np.ascontiguousarray(thin[0::factor])
    for step in range(1, factor):
        np.minimum(pooled, thin[step::factor], out=pooled)
    return pooled


def _runs(pixels: Grey) -> list[tuple[int, int, int]]:
    """Row, start and end of every long dark run across."""
    if min(pixels.shape) <= SHORTEST:
        return []
    paper = float(np.median(pixels[::8, ::8]))
    dark = pixels < DARKER * paper
    rows = _with_runs(dark)
    if not len(rows):
        return []
    total = np.zeros((len(rows), dark.shape[1] + 1), dtype=np.int32)
    np.cumsum(dark[rows], axis=1, out=total[:, 1:])
    full = (total[:, SHORTEST:] - total[:, :-SHORTEST]) >= UNBROKEN * SHORTEST
    edges = np.diff(np.pad(full, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    begun, ended = np.nonzero(edges == 1), np.nonzero(edges == -1)
    if len(begun[0]) > MOST_RUNS:
        # A photograph, a dark cover.
        return []
    return [
        (int(rows[row]), int(start), int(end) + SHORTEST - 1) for row, start, end in zip(begun[0], begun[1], ended[1], strict=True)
    ]


def _with_runs(dark: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The rows that may hold a long run: of every ``EVERY`` th pixel of one, no more can be light than are light in all of it."""
    few = np.cumsum(dark[:, ::EVERY], axis=1, dtype=np.int32)
    most_light = int(SHORTEST * (1 - UNBROKEN))
    inside = SHORTEST // EVERY
    held = few[:, inside - 1 :].copy()
    held[:, 1:] -= few[:, :-inside]
    return np.flatnonzero((held >= inside - most_light).any(axis=1))


def _strokes(runs: Sequence[tuple[int, int, int]]) -> list[_Traced]:
    """Runs gathered into strokes; what is too thick for a rule (a black edge, a picture) is left out."""
    done: list[_Traced] = []
    growing: list[_Traced] = []
    for row, start, end in runs:
        done += [one for one in growing if row - one.last > 2]
        growing = [one for one in growing if row - one.last <= 2]
        touching = next((one for one in growing if start <= one.end + GAP and end >= one.start - GAP), None)
        if touching is None:
            growing.append(_Traced(row, start, end))
        else:
            touching.add(row, start, end)
    return [one for one in done + growing if one.thickness <= THICKEST]


def _slope(strokes: Sequence[_Traced]) -> float:
    """By how much the longest rule falls per pixel."""
    slope = max(strokes, key=lambda one: one.end - one.start).slope if strokes else 0.0
    return slope if abs(slope) < STEEPEST else 0.0


def _joined(rules: list[Ruling]) -> list[Ruling]:
    """Pieces of one rule put together: a scan breaks thin ones."""
    joined: list[Ruling] = []
    for rule in sorted(rules, key=lambda one: (one.at, one.start)):
        piece = next((one for one in joined[-12:] if _continues(one, rule)), None)
        if piece is None:
            joined.append(rule)
        else:
            piece.start, piece.end = min(piece.start, rule.start), max(piece.end, rule.end)
    return joined


def _continues(one: Ruling, other: Ruling) -> bool:
    return abs(one.at - other.at) <= 2.5 and other.start <= one.end + GAP and other.end >= one.start - GAP


def _meeting(lying: Sequence[Ruling], standing: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rules that meet, table by table."""
    left = list(standing)
    rest = list(lying)
    found = []
    while rest:
        some_lying, some_standing = [rest.pop()], list[Ruling]()
        grown = True
        while grown:
            more_standing = [one for one in left if any(_meets(other, one) for other in some_lying)]
            left = [one for one in left if one not in more_standing]
            more_lying = [one for one in rest if any(_meets(one, other) for other in more_standing)]
            rest = [one for one in rest if one not in more_lying]
            some_standing += more_standing
            some_lying += more_lying
            grown = bool(more_lying or more_standing)
        if len(some_lying) > 1 and some_standing:
            found.append((some_lying, some_standing))
    return found


def _meets(lying: Ruling, standing: Ruling) -> bool:
    return lying.start - MEET <= standing.at <= lying.end + MEET and standing.start - MEET <= lying.at <= standing.end + MEET


def _edges(rules: Sequence[Ruling], crossing: Sequence[Ruling]) -> list[float]:
    """Where cells begin and end: at the rules, and where the rules that cross them end, if the table has open sides."""
    edges = clusters((rule.at for rule in rules), ONE_EDGE)
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if first < edges[0] - OPEN_SIDE:
        edges.insert(0, first)
    if last > edges[-1] + OPEN_SIDE:
        edges.append(last)
    return edges


def _grid(lying: Sequence[Ruling], standing: Sequence[Ruling], slope: float, size: tuple[float, float]) -> Grid | None:
    ys, xs = _edges(lying, standing), _edges(standing, lying)
    rows, columns = len(ys) - 1, len(xs) - 1
    if not is_table(rows, columns):
        return None
    owner = list(range(rows * columns))

    def root(index: int) -> int:
        while owner[index] != index:
            index = owner[index]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _walled(standing, xs[column + 1], ys[row], ys[row + 1]):
                owner[root(here + 1)] = root(here)
            if row + 1 < rows and not _walled(lying, ys[row + 1], xs[column], xs[column + 1]):
                owner[root(here + columns)] = root(here)
    width, height = size
    owners = tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))
    if len({one for line in owners for one in line}) < 4:
        return None
    # The shear was measured in square pixels; a page's fractions are not square.
    return Grid(tuple(x / width for x in xs), tuple(y / height for y in ys), owners, slope * width / height, slope * height / width)


def _walled(rules: Sequence[Ruling], at: float, start: float, end: float) -> bool:
    ruled = sum(max(0.0, min(end, one.end) - max(start, one.start)) for one in rules if abs(one.at - at) <= ONE_EDGE)
    return ruled >= WALL * (end - start)

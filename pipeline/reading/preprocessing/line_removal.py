"""Removes black scratches across the print, as dirt on a scanner's glass draws them.

A run of ink that is no wider than the line is the line's own and goes; where a stroke of a letter comes out on both sides, it
stays. This is staff removal as in printed music (Dalitz et al., "A comparative study of staff removal algorithms", 2008). Rules
of tables, which no print touches, stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.preprocessing import components

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]
Ints = NDArray[np.int64]

DARK = 185
"""Of 255, on a page whose paper is white: a hairline comes out of the scanner as grey as this."""
THICKEST = 0.035
"""Inches: dirt is a dot wide or three, a rule under a letterhead wider."""
SEED = 0.17
"""Inches of a thin straight run from which it is no letter's stroke: a line shows so much of itself between two lines of print."""
LONG = 1.2
"""Inches of a line that is worth lifting."""
STEP = 16
"""Rows by which a line is followed; it may move by a pixel from one step to the next."""
INKED = 0.8
"""Share of the rows of a step that must be dark for the line to go on."""
TOUCHED = 0.015
"""Share of its length at which a line is touched by print from which it crosses print. Rules of tables 0.00 to 0.01."""
SPECK, HELD = 0.02, 0.02
"""Inches: what hangs on a line by less may be a speck; and the share of its length that more must hang on if it begins and ends at
other lines, as rules do. Rules of tables under thousands of specks 0.000 to 0.005."""
LETTER = 0.2
"""Inches: what hangs on a line by more is another rule."""
MOST = 80
EDGE = 1
"""Pixels by which a line's own edge may waver."""


@dataclass(frozen=True)
class Scratch:
    """A line down the page: its first and last row, and the columns that it takes in each row between."""

    top: int
    lefts: Ints
    rights: Ints

    def crosses(self, row: int) -> bool:
        """Whether it has this row, or ends close to it."""
        return self.top - STEP <= row <= self.top + len(self.lefts) + STEP

    def holds(self, row: int, left: int, right: int) -> bool:
        """Whether a run in this row is a piece of it."""
        at = row - self.top
        return 0 <= at < len(self.lefts) and left <= self.rights[at] + EDGE and right >= self.lefts[at] - EDGE


def remove_scratches(page: Grey, dpi: float) -> Grey | None:
    """The page, level and with white paper, without the lines that cross its print; ``None`` when there are none."""
    out = page
    lying = _lines(np.ascontiguousarray(page.T) < DARK, dpi)
    standing = _lines(page < DARK, dpi)
    for turned, across in ((False, lying), (True, standing)):
        seen = np.ascontiguousarray(out.T) if turned else out
        lines = standing if not turned else lying if out is page else _lines(seen < DARK, dpi)
        found = [line for line in lines if _crosses(seen < DARK, line, dpi, held=_is_held(line, across))]
        if found:
            seen, stroke = seen.copy(), _stroke(seen < DARK)
            for line in found:
                _remove_scratch(seen, line, stroke)
            out = np.ascontiguousarray(seen.T) if turned else seen
    return None if out is page else out


def _lines(ink: Ink, dpi: float) -> list[Scratch]:
    """Thin lines that run down the page."""
    thick = max(3, round(THICKEST * dpi))
    pieces = components.connected_components(_narrow(ink, thick))
    seeds = np.flatnonzero((pieces.height >= SEED * dpi) & (pieces.area <= 1.3 * thick * pieces.height))
    lines: list[Scratch] = []
    for seed in seeds[np.argsort(-pieces.height[seeds])][: 4 * MOST]:
        middle = int(pieces.top[seed] + pieces.bottom[seed]) // 2
        left, right = pieces.first_run(int(seed), middle)
        if any(line.holds(middle, left, right) for line in lines):
            continue
        line = _followed(ink, middle, left, right - left)
        if len(line.lefts) >= LONG * dpi:
            lines.append(line)
        if len(lines) >= MOST:
            break
    return lines


def _narrow(ink: Ink, thick: int) -> Ink:
    """The ink in runs across that are no wider than a line."""
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    few = ends - starts <= thick
    marks = np.zeros((ink.shape[0], ink.shape[1] + 1), np.int8)
    marks[rows[few], starts[few]] = 1
    marks[rows[few], ends[few]] = -1
    return np.cumsum(marks, axis=1, dtype=np.int8)[:, :-1].astype(np.bool_)


def _followed(ink: Ink, middle: int, left: int, width: int) -> Scratch:
    """The line through these columns of the middle row, up and down as far as it goes on."""
    up = _one_way(ink[middle::-1], left, width)
    down = _one_way(ink[middle + 1 :], left, width)
    lefts = np.array([*up[::-1], *down], np.int64)
    return Scratch(middle + 1 - len(up), lefts, np.minimum(lefts + width, ink.shape[1]))


def _one_way(ink: Ink, left: int, width: int) -> list[int]:
    """Where the line begins in each row from the first on."""
    lefts: list[int] = []
    for row in range(0, len(ink), STEP):
        step = ink[row : row + STEP]
        counts = {at: _dark(step, at, width) for at in (left, left - 1, left + 1) if 0 <= at <= ink.shape[1] - width}
        left = max(counts, key=lambda at: counts[at])
        if counts[left] < INKED * len(step) * width:
            break
        lefts += [left] * len(step)
    return lefts


def _dark(step: Ink, left: int, width: int) -> int:
    return int(np.count_nonzero(step[:, left : left + width]))


def _overhang(ink: Ink, line: Scratch, reach: int) -> tuple[Ints, Ints]:
    """How many pixels of ink hang together with the line, left and right of it, in each of its rows; at most ``reach``."""
    rows = (line.top + np.arange(len(line.lefts)))[:, None]
    steps = np.arange(reach)[None, :]
    wide = ink.shape[1]
    left, right = line.lefts[:, None] - 1 - steps, line.rights[:, None] + steps
    on_left = ink[rows, np.maximum(left, 0)] & (left >= 0)
    on_right = ink[rows, np.minimum(right, wide - 1)] & (right < wide)
    return np.cumprod(on_left, axis=1).sum(axis=1), np.cumprod(on_right, axis=1).sum(axis=1)


def _is_held(line: Scratch, across: Sequence[Scratch]) -> bool:
    """Whether it begins and ends at lines across, as the rules of a table do; dirt runs on."""
    left, right = int(line.lefts[0]), int(line.lefts[-1])
    bottom = line.top + len(line.lefts)
    ends = (line.top, left), (bottom, right)
    return all(any(abs(int(other.lefts[0]) - row) <= 2 * STEP and other.crosses(at) for other in across) for row, at in ends)


def _crosses(ink: Ink, line: Scratch, dpi: float, *, held: bool) -> bool:
    reach = round(LETTER * dpi)
    sides = _overhang(ink, line, reach)

    def touched(least: float) -> float:
        return float(np.logical_or(*((side > least) & (side < reach) for side in sides)).mean())

    return touched(SPECK * dpi) > HELD if held else touched(EDGE) > TOUCHED


def _remove_scratch(page: Grey, line: Scratch, stroke: int) -> None:
    """Turn the line to paper but for the strokes that cross it or lie under it."""
    left, right = _overhang(page < DARK, line, 2 * stroke)
    # A stroke that crosses at a slant comes out a row or two further on.
    either = np.ones(5)
    from_left, from_right = (np.convolve(side > EDGE, either, "same") > 0 for side in (left, right))
    crossed = ((left > EDGE) & from_right) | ((right > EDGE) & from_left)
    for at in np.flatnonzero(~crossed):
        row, start, end = line.top + int(at), int(line.lefts[at]), int(line.rights[at])
        # What hangs out by less than a stroke is the edge of one that lies under the line.
        start = max(start - EDGE - 1, 0) if left[at] <= EDGE else start + max(0, stroke - int(left[at]))
        end = end + EDGE + 1 if right[at] <= EDGE else end - max(0, stroke - int(right[at]))
        page[row, start : max(start, end)] = 255


def _stroke(ink: Ink) -> int:
    """How many pixels across a letter's stroke is."""
    edges = np.diff(np.pad(ink[::5], ((0, 0), (1, 1))).astype(np.int8), axis=1)
    widths = np.nonzero(edges == -1)[1] - np.nonzero(edges == 1)[1]
    return round(float(np.median(widths))) if len(widths) else 1

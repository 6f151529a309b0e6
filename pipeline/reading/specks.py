"""Dirt and dots between the print: toner specks, dust, the dotted lines of a form. What is no part of a letter turns to paper.

A dot stays where print puts one: above a stem (i, j), at the foot of a letter (full stop, comma), or above or below another one in
a line of print (colon); and it must be as large as the page's own dots, which are measured over its stems.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.reading import blobs
from pipeline.reading.blobs import Blobs

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]
Ints = NDArray[np.int64]

DARK = 200
FEWEST = 120
"""Specks on a page that are worth taking away."""
HIGHEST_PRINT = 0.05
"""Of the page's longer side: higher pieces (the rules of a table, a stamp) do not tell how high print is."""
TINY, SMALL, MEDIUM, TALLEST = 0.45, 0.75, 1.2, 4.0
"""By a small letter's height: what is no letter by itself, what is one only in a line with others, what may be specks that run
together, and the tallest letter."""
COMPANY, LEVEL, LEAST_LEVEL, UNDER, FLAT = 2.5, 0.08, 2, 0.8, 1.8
"""By the same height: how far from a letter another may be, by how much the feet of one line differ (in pixels at least), and how
much paper lies under a foot. How much wider than tall a hyphen is."""
BELOW, STEM, STEM_INKED = 0.5, 1.0, 0.55
"""How far below its dot a stem begins, how far below it is looked for, and how much of a column of that is inked."""
BESIDE, NEARER, WORD, RISE = 0.6, 0.3, 2.0, (1.5, 1.12)
"""How far a full stop stands from its letter, by how much the next one may be nearer, over how much of its word the foot of the
line is sought, and how high capitals and figures reach."""
EVENLY, FULL = (0.25, 1.0), (1.0, 0.85)
"""In print of one width: how far a stop stands from the letters on both sides, and how high the next one reaches at least."""
INSIDE, LEAST_ZEROS = 0.6, 6
"""How far the dot of a figure 0 is from it, and how many such a page has."""
NEAREST, FARTHEST, LABEL = 0.3, 1.0, 6.0
"""How far apart the dots of a colon stand, and how far before it a form's label ends."""
LEAST_DOTS, EDGE = 12, 0.02
LESS, MORE, SMALLER = 0.15, 0.3, 0.6
"""By how much a dot may be smaller or larger than is usual on the page (a pixel is always allowed), and how large one over a stem
must be."""
LARGEST_STOP, FEWEST_STOPS, OF_ONE_SIZE = 1.6, 6, 0.6
"""A full stop by the dot of an i, at most; and how many of those larger than it must be alike to a pixel, in number and share."""
COMMA_WIDTH, COMMA_HEIGHT, COMMA_FOOT = 2.0, 2.6, (0.5, 1.7)
"""By the usual dot: how wide and tall a comma is at most, and how far below its top the foot of the line is."""
AROUND = 2
"""Pixels around a speck that are still its shade."""


def cleaned(page: Grey) -> Grey | None:
    """The page, evened and with white paper, without its specks; ``None`` when there are few."""
    pieces = blobs.find(page < DARK)
    height = _small_letter(pieces, HIGHEST_PRINT * max(page.shape))
    size = np.maximum(pieces.width, pieces.height)
    if np.count_nonzero(size <= TINY * height) < FEWEST:
        return None
    letters = _letters(pieces, size, height)
    # A letter with a speck at its foot is not on the line either: what is as large as one stays.
    specks = (size <= SMALL * height) & ~letters
    few = np.flatnonzero(specks)
    specks[few] = ~_belongs(_Near(pieces, few, letters, height))
    return _without(page, pieces, specks) if specks.sum() >= FEWEST else None


def _small_letter(pieces: Blobs, highest: float) -> float:
    """How high a small letter is; 0 without any. By the ink in them, so that thousands of specks do not outvote the print."""
    some = np.flatnonzero(pieces.height <= highest)
    if not len(some):
        return 0.0
    heights, inks = pieces.height[some], pieces.area[some]
    order = np.argsort(heights)
    return float(heights[order][np.searchsorted(np.cumsum(inks[order]), inks.sum() / 2)])


def _letters(pieces: Blobs, size: Ints, height: float) -> Ink:
    """Which pieces are letters: large ones, and smaller ones on the line of another, lying in it (hyphens), or alone."""
    letters = (size > TINY * height) & (pieces.height <= TALLEST * height)
    some = np.flatnonzero(letters & (size <= MEDIUM * height))
    left, right, top, bottom = (side[some] for side in (pieces.left, pieces.right, pieces.top, pieces.bottom))
    reach, level = round(COMPANY * height), max(LEAST_LEVEL, round(LEVEL * height))
    letter, foot = _sums(pieces, letters & (size > SMALL * height), height)
    near, on_line = np.zeros((2, len(some)), np.bool_)
    for start, end in ((left - reach, left - 1), (right + 1, right + reach)):
        near |= letter.any(start, top, end, bottom)
        on_line |= foot.any(start, bottom - level - 1, end, bottom + level)
    flat = right - left >= FLAT * (bottom - top)
    letters[some] = on_line | (near & flat) | (~near & (size[some] > SMALL * height))
    return letters


def _sums(pieces: Blobs, letters: Ink, height: float) -> tuple[_Sums, _Sums]:
    """Where letters are, and where their feet are: ink that has none of theirs close under it."""
    drawn = pieces.drawn(letters)
    letter = _Sums(drawn)
    ends = np.minimum(np.arange(letter.high) + 1 + round(UNDER * height), letter.high)
    column = np.diff(letter.sums, axis=1)
    return letter, _Sums(drawn & (column[ends] == column[1:]))


class _Near:
    """Pieces that may be marks of print, and the letters around them."""

    def __init__(self, pieces: Blobs, few: Ints, letters: Ink, height: float) -> None:
        self.pieces, self.few, self.height = pieces, few, height
        self.left, self.right, self.top, self.bottom = (
            side[few] for side in (pieces.left, pieces.right, pieces.top, pieces.bottom)
        )
        self.wide, self.tall = self.right - self.left, self.bottom - self.top
        self.letter, self.foot = _sums(pieces, letters, height)
        self.level = max(LEAST_LEVEL, round(LEVEL * height))

    def far(self, part: float) -> int:
        """Pixels, of a part of a small letter's height."""
        return round(part * self.height)

    def over_stem(self, left: Ints, right: Ints) -> Ink:
        """Which have a letter close below them, and a stem of it under these columns."""
        stem = np.zeros(len(left), np.bool_)
        for column in range(int((right - left).max(initial=0))):
            at = np.minimum(left + column, right - 1)
            stem |= self.letter.count(at, self.bottom, at + 1, self.bottom + self.far(STEM)) >= STEM_INKED * self.far(STEM)
        return stem & self.letter.any(self.left, self.bottom, self.right, self.bottom + self.far(BELOW))

    def on_line(self, reach: float) -> Ink:
        """Which stand as low as the feet of the letters so far before them."""
        return self.foot.any(self.left - self.far(reach), self.bottom - self.level - 1, self.left, self.bottom + self.level)

    def gap(self, edge: Ints, way: int, most: float = BESIDE, *, down: bool = False) -> Ints:
        """How much paper lies before the next letter to the left (-1) or right (1) of an edge, or over or under it."""
        farthest = self.far(most)
        gap = np.full(len(edge), farthest)
        for reach in range(farthest, 0, -1):
            end = edge + way * reach
            first, last = np.minimum(edge, end), np.maximum(edge, end)
            if down:
                met = self.letter.any(self.left, first, self.right, last)
            else:
                met = self.letter.any(first, self.top - farthest, last, self.bottom + 1)
            gap[met] = reach - 1
        return gap

    def meets(self, chosen: Ink, top: Ints, bottom: Ints) -> Ink:
        """Which have one of the chosen straight over or under their middle, between these rows."""
        among = np.zeros(len(self.pieces.area), np.bool_)
        among[self.few[chosen]] = True
        middle = (self.left + self.right) // 2
        return _Sums(self.pieces.drawn(among)).any(middle, top, middle + 1, bottom)


def _belongs(near: _Near) -> Ink:
    """Which are marks of print."""
    middle = (near.left + near.right) // 2
    # Along the edge of a sheet its own frayed border looks like dots over stems.
    edge = round(EDGE * near.letter.wide)
    inner = (near.left > edge) & (near.right < near.letter.wide - edge)
    wide, tall = _usual(near, near.over_stem(middle - 1, middle + 2) & inner)
    alike = (near.wide >= wide - max(1, LESS * wide)) & (near.wide <= wide + max(1, MORE * wide))
    alike &= (near.tall >= tall - max(1, LESS * tall)) & (near.tall <= tall + max(1, MORE * tall))
    if not wide:
        alike[:] = True
    stops = _stops(near)
    larger = _larger_stops(near, stops & ~alike, wide, tall)
    # Some of the print is smaller; and a dot that a speck touches is a dot still: without it, i is read as l or r.
    of_i = near.over_stem(near.left, near.right) & (near.wide >= SMALLER * wide) & (near.tall >= SMALLER * tall)
    commas = _commas(near, wide, tall)
    marks: Ink = of_i | (alike & stops) | larger | commas | _colons(near, alike, commas) | _in_zeros(near)
    return marks


def _usual(near: _Near, dots: Ink) -> tuple[float, float]:
    """How wide and tall the page's dots are; 0 and 0 when it has too few to tell."""
    if np.count_nonzero(dots) < LEAST_DOTS:
        return 0.0, 0.0
    return float(np.median(near.wide[dots])), float(np.median(near.tall[dots]))


def _larger_stops(near: _Near, stops: Ink, wide: float, tall: float) -> Ink:
    """Which are full stops larger than the page's dots, as in some prints: specks that stand there are of many sizes."""
    larger = stops & (near.wide >= wide) & (near.tall >= tall)
    larger &= (near.wide <= LARGEST_STOP * wide) & (near.tall <= LARGEST_STOP * tall)
    sizes, counts = np.unique(np.stack([near.wide[larger], near.tall[larger]]), axis=1, return_counts=True)
    if not len(counts) or counts.max() < max(FEWEST_STOPS, OF_ONE_SIZE * counts.sum()):
        return np.zeros(len(stops), np.bool_)
    width, height = sizes[:, int(np.argmax(counts))]
    return np.asarray(larger & (np.abs(near.wide - width) <= 1) & (np.abs(near.tall - height) <= 1))


def _stops(near: _Near) -> Ink:
    """Which stand where a full stop does: nearer to the word before, and before a space, a capital or a figure."""
    before, after = near.gap(near.left, -1), near.gap(near.right, 1)
    high, low = (near.bottom - near.far(part) for part in RISE)
    tall_after = near.letter.any(near.right, high, near.right + near.far(BESIDE), low)
    ends: Ink = (before < near.far(BESIDE)) & (before <= after + near.far(NEARER)) & ((after == near.far(BESIDE)) | tall_after)
    # Where all letters are equally wide, a stop stands alone in the middle between two.
    before, after = near.gap(near.left, -1, EVENLY[1]), near.gap(near.right, 1, EVENLY[1])
    between = (np.minimum(before, after) >= near.far(EVENLY[0])) & (np.maximum(before, after) < near.far(EVENLY[1]))
    between &= np.abs(before - after) <= max(2, near.far(LEVEL))
    top, under = (near.bottom - near.far(part) for part in FULL)
    between &= near.letter.any(near.right, top, near.right + near.far(EVENLY[1]), under)
    stops: Ink = (ends | between) & near.on_line(WORD)
    return stops


def _in_zeros(near: _Near) -> Ink:
    """Which are the dot in the middle of a figure 0, as some print of one width has it; none where the page has few."""
    left, right = near.gap(near.left, -1, INSIDE), near.gap(near.right, 1, INSIDE)
    above, below = near.gap(near.top, -1, INSIDE, down=True), near.gap(near.bottom, 1, INSIDE, down=True)
    closed = np.maximum.reduce([left, right, above, below]) < near.far(INSIDE)
    even = (np.abs(left - right) <= LEAST_LEVEL) & (np.abs(above - below) <= max(LEAST_LEVEL, near.far(LEVEL)))
    dots: Ink = closed & even & (above + below > left + right)
    return dots if np.count_nonzero(dots) >= LEAST_ZEROS else np.zeros_like(dots)


def _commas(near: _Near, wide: float, tall: float) -> Ink:
    """Which hang under the foot of a line as a comma does."""
    # The dots of some prints are flat, their stops and commas are not.
    dot = max(wide, tall)
    like = (near.wide >= wide - 1) & (near.wide <= COMMA_WIDTH * wide)
    like &= (near.tall > (1 + MORE) * tall) & (near.tall <= COMMA_HEIGHT * dot)
    high, low = (near.top + round(part * dot) for part in COMMA_FOOT)
    after_letter = near.gap(near.left, -1) < near.far(BESIDE)
    return like & after_letter & near.foot.any(near.left - near.far(WORD), high, near.left, low)


def _colons(near: _Near, alike: Ink, commas: Ink) -> Ink:
    """Which are the dots of colons and semicolons: one at the foot of a line, the other straight over it."""
    nearest, farthest = near.far(NEAREST), near.far(FARTHEST)
    low = alike & near.on_line(LABEL)
    high = alike & near.meets(low | commas, near.bottom + nearest, near.bottom + farthest)
    dots: Ink = high | (low & near.meets(high, near.top - farthest, near.top - nearest))
    return dots


class _Sums:
    """How much ink is in any rectangle, by running sums (an integral image)."""

    def __init__(self, ink: Ink) -> None:
        self.high, self.wide = ink.shape
        self.sums = np.zeros((self.high + 1, self.wide + 1), np.int32)
        np.cumsum(np.cumsum(ink, axis=0, dtype=np.int32), axis=1, out=self.sums[1:, 1:])

    def any(self, x0: Ints, y0: Ints, x1: Ints, y1: Ints) -> Ink:
        """Whether there is any, for each of these rectangles."""
        return np.asarray(self.count(x0, y0, x1, y1) > 0)

    def count(self, x0: Ints, y0: Ints, x1: Ints, y1: Ints) -> Ints:
        """How many pixels, for each of these rectangles."""
        x0, x1 = np.clip(x0, 0, self.wide), np.clip(x1, 0, self.wide)
        y0, y1 = np.clip(y0, 0, self.high), np.clip(y1, 0, self.high)
        return np.asarray(self.sums[y1, x1] - self.sums[y0, x1] - self.sums[y1, x0] + self.sums[y0, x0], np.int64)


def _without(page: Grey, pieces: Blobs, specks: Ink) -> Grey:
    out = page.copy()
    kept = pieces.drawn(~specks)
    for x0, y0, x1, y1 in zip(*(side[specks] for side in (pieces.left, pieces.top, pieces.right, pieces.bottom)), strict=True):
        where = slice(max(0, y0 - AROUND), y1 + AROUND), slice(max(0, x0 - AROUND), x1 + AROUND)
        out[where][~kept[where]] = 255
    return out

"""Dirt and dots between the print: toner specks, dust, the dotted lines of a form. What is no part of a letter turns to paper.

A dot stays where print puts one: above a letter (i, j), or beside a letter's foot (full stop, comma), or over another one (colon).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.reading import blobs

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]
Ints = NDArray[np.int64]

DARK = 170
FEWEST = 120
"""Specks on a page that are worth taking away."""
LARGEST = 0.45
"""Of a small letter's height: what is wider and taller is no speck."""
LEAST_LETTER, MOST_LETTER = 0.6, 4.0
BELOW, BESIDE, FOOT = 0.5, 0.6, 0.3
"""By the same height: how far below a dot its letter begins, how far before a full stop, how far a comma hangs under the line."""
COLON, SPACE = 1.1, 2.5
"""How far apart the two dots of a colon stand at most, and how far before it the word ends."""
AROUND = 2
"""Pixels around a speck that are still its shade."""


def cleaned(page: Grey) -> Grey | None:
    """The page, evened and with white paper, without its specks; ``None`` when there are few."""
    pieces = blobs.find(page < DARK)
    if not len(pieces.area):
        return None
    # By the ink in them, so that thousands of specks do not outvote the print.
    order = np.argsort(pieces.height)
    small_letter = float(pieces.height[order][np.searchsorted(np.cumsum(pieces.area[order]), pieces.area.sum() / 2)])
    size = np.maximum(pieces.width, pieces.height)
    letters = (pieces.height >= LEAST_LETTER * small_letter) & (pieces.height <= MOST_LETTER * small_letter)
    tiny = np.flatnonzero(size <= LARGEST * small_letter)
    if len(tiny) < FEWEST:
        return None
    specks = np.zeros(len(size), np.bool_)
    specks[tiny] = True
    specks[tiny[_belongs(pieces, tiny, letters, small_letter)]] = False
    if specks.sum() < FEWEST:
        return None
    return _without(page, pieces, specks)


def _belongs(pieces: blobs.Blobs, tiny: Ints, letters: Ink, height: float) -> Ink:
    """Which of the tiny pieces are marks of print."""
    left, right, top, bottom = (side[tiny] for side in (pieces.left, pieces.right, pieces.top, pieces.bottom))
    dots = np.zeros(len(letters), np.bool_)
    dots[tiny] = True
    letter, dot = _Sums(pieces.drawn(letters)), _Sums(pieces.drawn(dots))
    below, beside, foot, colon, space = (round(share * height) for share in (BELOW, BESIDE, FOOT, COLON, SPACE))
    of_i = letter.any(left, bottom, right, bottom + below)
    stop = letter.any(left - beside, bottom - foot, left, bottom + 1)
    stop &= ~letter.any(left - beside, bottom + foot, left, bottom + 2 * foot)
    pair = dot.any(left, bottom + 1, right, bottom + colon) | dot.any(left, top - colon, right, top - 1)
    return np.asarray(of_i | stop | (pair & letter.any(left - space, top, left, bottom)))


class _Sums:
    """How much ink is in any rectangle, by running sums (an integral image)."""

    def __init__(self, ink: Ink) -> None:
        self.high, self.wide = ink.shape
        self.sums = np.zeros((self.high + 1, self.wide + 1), np.int32)
        np.cumsum(np.cumsum(ink, axis=0, dtype=np.int32), axis=1, out=self.sums[1:, 1:])

    def any(self, x0: Ints, y0: Ints, x1: Ints, y1: Ints) -> Ink:
        """Whether there is any, for each of these rectangles."""
        x0, x1 = np.clip(x0, 0, self.wide), np.clip(x1, 0, self.wide)
        y0, y1 = np.clip(y0, 0, self.high), np.clip(y1, 0, self.high)
        return np.asarray(self.sums[y1, x1] - self.sums[y0, x1] - self.sums[y1, x0] + self.sums[y0, x0] > 0)


def _without(page: Grey, pieces: blobs.Blobs, specks: Ink) -> Grey:
    out = page.copy()
    kept = pieces.drawn(~specks)
    for x0, y0, x1, y1 in zip(*(side[specks] for side in (pieces.left, pieces.top, pieces.right, pieces.bottom)), strict=True):
        where = slice(max(0, y0 - AROUND), y1 + AROUND), slice(max(0, x0 - AROUND), x1 + AROUND)
        out[where][~kept[where]] = 255
    return out

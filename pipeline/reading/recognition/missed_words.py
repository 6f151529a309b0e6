"""Print on a line that Tesseract did not read: list numbers, columns of figures.

A few figures cross too few strokes to be known for a line. But they stand as high as the words of their line, and nothing of them
reaches above or below it: signatures, rules and the sides of boxes do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Piece = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the page."""

FEWEST = 3
"""A page has print here and there that is no word: an arrow, a box to tick."""
SAME_LINE = 0.5
"""By the height of the words, like what follows: how far apart the middles of a line's words are."""
USUAL = (0.6, 1.6)
TOGETHER = 0.6
"""Less paper than this parts letters, more parts words."""
CLEAR = 0.35
"""Paper above and below."""
LEAST_HEIGHT, MOST_HEIGHT, OFF_MIDDLE = 0.5, 1.3, 0.3
LEAST_WIDTH, MOST_WIDTH = 0.2, 30.0
INKED = (0.12, 0.75)
"""Share of its box that is ink: a rule's end has more, dust less."""


def find_missed_words(ink: NDArray[np.bool_], boxes: NDArray[np.float64], height: float) -> list[Piece]:
    """Such print on a page's ``ink`` without the words that were read, whose boxes (there is at least one, a row each) and usual
    height are given in its pixels.
    """
    found: list[Piece] = []
    for top, bottom in _lines(boxes, height):
        found += _on_line(ink, top, bottom, height)
    return found if len(found) >= FEWEST else []


def _lines(boxes: NDArray[np.float64], height: float) -> list[tuple[int, int]]:
    """Upper and lower edge of each line of words."""
    tall = boxes[:, 3] - boxes[:, 1]
    usual = boxes[(tall >= USUAL[0] * height) & (tall <= USUAL[1] * height)][:, (1, 3)]
    if not len(usual):
        return []
    usual = usual[np.argsort(usual.sum(axis=1))]
    starts = np.flatnonzero(np.diff(usual.sum(axis=1) / 2) > SAME_LINE * height) + 1
    counts = np.diff(np.append(np.append(0, starts), len(usual)))
    edges = np.add.reduceat(usual, np.append(0, starts)) / counts[:, None]
    return [(round(float(top)), round(float(bottom))) for top, bottom in edges]


def _on_line(ink: NDArray[np.bool_], top: int, bottom: int, height: float) -> list[Piece]:
    clear = max(2, round(CLEAR * height))
    first = max(0, top - clear)
    band = ink[first : bottom + clear]
    inked = np.flatnonzero(ink[max(0, top) : bottom].any(axis=0))
    if not len(inked):
        return []
    ends = np.flatnonzero(np.diff(inked) > TOGETHER * height)
    found = []
    for left, right in zip(inked[np.append(0, ends + 1)], inked[np.append(ends, len(inked) - 1)] + 1, strict=True):
        rows = np.flatnonzero(band[:, left:right].any(axis=1))
        tall, middle = rows[-1] + 1 - rows[0], first + (rows[0] + rows[-1] + 1) / 2
        if not (LEAST_WIDTH * height <= right - left <= MOST_WIDTH * height) or rows[0] == 0 or rows[-1] == len(band) - 1:
            continue
        if not LEAST_HEIGHT * height <= tall <= MOST_HEIGHT * height or abs(middle - (top + bottom) / 2) > OFF_MIDDLE * height:
            continue
        part = band[rows[0] : rows[-1] + 1, left:right]
        if INKED[0] <= part.mean() <= INKED[1]:
            found.append((int(left), int(first + rows[0]), int(right), int(first + rows[-1] + 1)))
    return found

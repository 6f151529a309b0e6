"""Lines of print that Tesseract left out without a word: it drops a whole line when it cannot make sense of its beginning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.document import Box

LOOKED_AT_DPI = 75.0
INK = 0.5
"""Of the paper's grey."""
FEWEST_STROKES = 12
"""Strokes that a row through a line of print crosses. A signature, a stamp's edge, a logo cross fewer."""
LEAST_HEIGHT, MOST_HEIGHT = 0.35, 2.2
"""Rows of a line that are so crossed, by the height of the words that were read. What is higher is a picture, or dirt."""
WIDEST_STROKE = 1.5
"""By the same height: letters run together where print is blurred, but not to dashes and bars."""
BLUNT = 1.2
"""Pixels at 150 dots per inch."""


def lines(sheet: Image.Image, boxes: Sequence[Box], dpi: float) -> int:
    """How many lines of print stand on a level grey page beside the words that were read, whose boxes are given in its pixels.

    0 where no word was read: what the print looks like is not known then.
    """
    if not boxes:
        return 0
    factor = max(1, int(dpi / LOOKED_AT_DPI + 0.05))
    pixels = np.asarray(sheet.reduce(factor))
    height = float(np.median([box[3] - box[1] for box in boxes])) / factor
    ink = pixels < INK * float(np.median(pixels))
    for x0, y0, x1, y1 in boxes:
        left, top = max(0, int(x0 / factor) - 2), max(0, int(y0 / factor) - 2)
        ink[top : int(y1 / factor) + 3, left : int(x1 / factor) + 3] = False
    return sum(_is_line(band, height) for band in _bands(ink))


def blunted(sheet: Image.Image, dpi: float) -> Image.Image:
    """The same page, a little softer: enough for Tesseract to come to another opinion of its lines."""
    return sheet.filter(ImageFilter.GaussianBlur(BLUNT * dpi / 150.0))


def _bands(ink: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Rows next to each other that cross many strokes."""
    crossed = np.count_nonzero(ink[:, 1:] & ~ink[:, :-1], axis=1) >= FEWEST_STROKES
    edges = np.flatnonzero(np.diff(np.pad(crossed, 1).astype(np.int8)))
    return [ink[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _is_line(band: NDArray[np.bool_], height: float) -> bool:
    if not LEAST_HEIGHT * height <= len(band) <= MOST_HEIGHT * height:
        return False
    row = np.pad(band[len(band) // 2], 1).astype(np.int8)
    turns = np.flatnonzero(np.diff(row))
    return float(np.median(turns[1::2] - turns[::2])) <= WIDEST_STROKE * height

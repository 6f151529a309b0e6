"""Cells of a scanned table that hold ink and were read as empty: Tesseract overlooks a figure that stands alone in a narrow column.

They are laid one below the other on one strip, which is read once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.document import Box
from pipeline.reading.grids import NOWHERE, Grid
from pipeline.reading.ocr import Token

Grey = NDArray[np.uint8]

DARKER = 0.6
"""Of the paper's grey: what counts as ink."""
INNER = 0.025
"""Inches of a cell's side that may be its rule."""
LEAST_PRINT, MOST_PRINT = 0.05, 1.2
"""Inches from which ink is as tall as a figure, and above which it is no print."""
MOST_CELLS = 120
AROUND = 0.12
"""Inches of white around each cell on the strip."""


@dataclass(frozen=True)
class Strip:
    """Overlooked cells, one below the other."""

    pixels: Image.Image
    places: tuple[tuple[int, int, int], ...]
    """For each cell: its top on the strip, and by how much the strip lies left of and above the page there."""

    def led_back(self, box: Box) -> Box:
        """From pixels of the strip to pixels of the page it was cut from."""
        middle = (box[1] + box[3]) / 2
        _, across, down = [place for place in self.places if place[0] <= middle][-1]
        return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def overlooked(pixels: Grey, grids: Sequence[Grid], boxes: Sequence[Box], dpi: float) -> Strip | None:
    """The inked cells that hold none of ``boxes`` (fractions of the page); ``None`` without any."""
    cut = [box for grid in grids for box in _inked(pixels, grid, boxes, dpi)][:MOST_CELLS]
    if not cut:
        return None
    white, pad = int(np.median(pixels)), max(4, round(AROUND * dpi))
    height = sum(y1 - y0 + pad for _, y0, _, y1 in cut) + pad
    strip = np.full((height, max(x1 - x0 for x0, _, x1, _ in cut) + 2 * pad), white, dtype=np.uint8)
    places: list[tuple[int, int, int]] = []
    top = pad
    for x0, y0, x1, y1 in cut:
        strip[top : top + y1 - y0, pad : pad + x1 - x0] = pixels[y0:y1, x0:x1]
        places.append((top - pad // 2 if places else 0, x0 - pad, y0 - top))
        top += y1 - y0 + pad
    return Strip(Image.fromarray(strip), tuple(places))


def _inked(pixels: Grey, grid: Grid, boxes: Sequence[Box], dpi: float) -> Iterator[tuple[int, int, int, int]]:
    """Around the ink of each cell without words, in pixels."""
    height, width = pixels.shape
    read = {grid.cell_at(box) for box in boxes} - {NOWHERE}
    if not read:
        # Not one word inside: a form to be filled in, a drawing.
        return
    dark, edge = DARKER * float(np.median(pixels)), max(2, round(INNER * dpi))
    for owner, place in grid.places.items():
        if owner in read:
            continue
        x0, y0, x1, y1 = place.box
        left, top = max(0, round(x0 * width) + edge), max(0, round(y0 * height) + edge)
        inside = pixels[top : max(top, round(y1 * height) - edge), left : max(left, round(x1 * width) - edge)] < dark
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        if len(rows) and LEAST_PRINT * dpi <= rows[-1] - rows[0] <= MOST_PRINT * dpi:
            yield left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def believed(tokens: Sequence[Token]) -> list[Token]:
    """What was read on a strip and is no speck."""
    return [token for token in tokens if token.confidence >= 0.5 and any(c.isalnum() for c in token.text)]

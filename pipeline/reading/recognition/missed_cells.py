"""Cells of a scanned table that hold ink and no words.

They are read once more by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.document.pages import Box
from pipeline.reading.layout.table_grid import NOWHERE, Grid

Grey = NDArray[np.uint8]

DARKER = 0.6
"""Of the paper's grey: what counts as ink."""
INNER = 0.025
"""Inches of a cell's side that may be its rule."""
LEAST_PRINT, MOST_PRINT = 0.05, 1.2
"""Inches from which ink is as tall as a figure, and above which it is no print."""
MOST_CELLS = 120
AROUND = 0.02
"""Inches of white around the ink."""


def find_missed_cells(pixels: Grey, grids: Sequence[Grid], boxes: Sequence[Box], dpi: float) -> list[Box]:
    """Around the ink, in pixels, of the inked cells that hold none of ``boxes`` (fractions of the page)."""
    around = max(2.0, AROUND * dpi)
    found = [box for grid in grids for box in _inked(pixels, grid, boxes, dpi)][:MOST_CELLS]
    return [(x0 - around, y0 - around, x1 + around, y1 + around) for x0, y0, x1, y1 in found]


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

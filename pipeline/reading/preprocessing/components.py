"""Connected components of ink, with their boxes and areas.

Takes about a fifth of a second for a page at 300 dots per inch: only for pages that have been read badly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Components:
    """The pieces of one page; every array but the first has one entry for each piece."""

    owner: NDArray[np.int32]
    """The piece that each pixel of the page belongs to, from 0; -1 for paper."""
    area: Ints
    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    """One past the last, like ``right``."""

    @property
    def width(self) -> Ints:
        """Of each piece, in pixels."""
        return self.right - self.left

    @property
    def height(self) -> Ints:
        """Of each piece, in pixels."""
        return self.bottom - self.top

    def drawn(self, chosen: Ink) -> Ink:
        """The pixels of the chosen pieces."""
        # Paper is the piece before the first.
        drawn: Ink = np.append(chosen, np.False_)[self.owner]
        return drawn

    def first_run(self, piece: int, row: int) -> tuple[int, int]:
        """Where the leftmost run of a piece begins and ends in a row that it has ink in."""
        columns = np.flatnonzero(self.owner[row] == piece)
        ends = np.flatnonzero(np.diff(columns) > 1)
        return int(columns[0]), int(columns[ends[0] if len(ends) else -1]) + 1


def connected_components(ink: Ink) -> Components:
    """The connected pieces of ink on a page; ink that touches at a corner is connected."""
    # Imported with the first page that needs it: most never do.
    from scipy import ndimage

    labels, count = ndimage.label(ink, np.ones((3, 3)))
    area = np.bincount(labels.ravel(), minlength=count + 1)[1:].astype(np.int64)
    boxes = [(down.start, down.stop, across.start, across.stop) for down, across in ndimage.find_objects(labels)]
    top, bottom, left, right = np.array(boxes, np.int64).reshape(-1, 4).T
    return Components(labels - 1, area, left, top, right, bottom)

"""Lays pieces of a page on one strip, so that Tesseract can read them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.document.pages import Box

Grey = NDArray[np.uint8]
Piece = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the page."""

AROUND = 0.12
"""Inches of white around each piece on the strip."""


@dataclass(frozen=True)
class CropStrip:
    """Pieces of a page, one below the other."""

    pixels: Image.Image
    places: tuple[tuple[int, int, int], ...]
    """For each piece: its top on the strip, and by how much the strip lies left of and above the page there."""

    def piece_of(self, box: Box) -> int:
        """Which piece a box on the strip lies on."""
        middle = (box[1] + box[3]) / 2
        return sum(top <= middle for top, _, _ in self.places[1:])

    def to_source(self, box: Box) -> Box:
        """From pixels of the strip to pixels of the page it was cut from."""
        _, across, down = self.places[self.piece_of(box)]
        return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def lay_out_strip(pixels: Grey, pieces: Sequence[Piece], dpi: float) -> CropStrip:
    """The pieces (there is at least one) on a strip of the paper's grey."""
    white, pad = int(np.median(pixels)), max(4, round(AROUND * dpi))
    height = sum(y1 - y0 + pad for _, y0, _, y1 in pieces) + pad
    strip = np.full((height, max(x1 - x0 for x0, _, x1, _ in pieces) + 2 * pad), white, dtype=np.uint8)
    places: list[tuple[int, int, int]] = []
    top = pad
    for x0, y0, x1, y1 in pieces:
        strip[top : top + y1 - y0, pad : pad + x1 - x0] = pixels[y0:y1, x0:x1]
        places.append((top - pad // 2 if places else 0, x0 - pad, y0 - top))
        top += y1 - y0 + pad
    return CropStrip(Image.fromarray(strip), tuple(places))

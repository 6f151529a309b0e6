"""Pages in black and white alone, so coarse that their steps are as high as strokes are wide: smoothed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.reading import light

if TYPE_CHECKING:
    from PIL import Image

COARSE_DPI = 250.0
"""Dots per inch under which a stroke is two or three pixels wide."""
SMOOTH = 1.5
"""Radius of the blur that evens the steps of print."""


def is_coarse(page: Image.Image, dpi: float) -> bool:
    """Whether a grey page is in black and white alone, and coarse."""
    return dpi < COARSE_DPI and light.two_levels(np.asarray(page))


def smoothed(page: Image.Image) -> Image.Image:
    """The grey page with the steps of its print evened."""
    return light.smoothed(page, SMOOTH)

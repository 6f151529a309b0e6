"""Pages in black and white alone, so coarse that their steps are as high as strokes are wide: smoothed.

Those that were set so light that thin strokes broke are made thicker, until most gaps close. Only on pages that were read badly:
thin print that is whole runs together (missed 0.01 of its words, then 0.28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.reading import light

if TYPE_CHECKING:
    from PIL import Image

COARSE_DPI = 250.0
"""Dots per inch under which a stroke is two or three pixels wide."""
SMOOTH, SOFT = 1.5, 1.0
"""Radius of the blur that evens the steps of print, and of print that was made thicker."""


def is_coarse(page: Image.Image, dpi: float) -> bool:
    """Whether a grey page is in black and white alone, and coarse."""
    return dpi < COARSE_DPI and light.two_levels(np.asarray(page))


def smoothed(page: Image.Image) -> Image.Image:
    """The grey page with the steps of its print evened."""
    return light.smoothed(page, SMOOTH)


def thickened(page: Image.Image) -> Image.Image:
    """The grey page with strokes a pixel thicker all around, their edges smooth."""
    from PIL import ImageFilter

    return light.smoothed(page.filter(ImageFilter.MinFilter(3)), SOFT)

"""Print told from what is paler than print: stamps, watermarks, dirt and highlighters that a scanner has seen in grey.

Every stroke of print has a core as dark as the ink; a stamp's has not, unless print lies under it. What holds no core nearby
turns to paper (hysteresis thresholding: Canny, "A computational approach to edge detection", 1986; here without following edges,
since a stamp's strokes hang together with the letters that they cross).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]

SIDE = 3
"""Pixels across that must be of one tone to be a surface: the strokes of print are edges nearly all the way through."""
EVEN = 12
"""Levels of grey by which a surface may waver."""
PALEST = 225
LEAST_SURFACE = 0.0006
"""Share of the page."""
APART = 22
"""Levels of grey between print and the darkest of what lies over it."""
CORE = 0.0125
"""Inches around a core that belong to its stroke."""


def separated(page: Grey, dpi: float) -> Grey | None:
    """The page, evened and with white paper, without what is paler than its print; ``None`` when there is no such thing."""
    ink = _ink(page)
    if ink is None:
        return None
    level = _surface(page, ink)
    if level is None:
        return None
    cores = Image.fromarray(page <= (ink + level) / 2).convert("L")
    strokes = np.asarray(cores.filter(ImageFilter.MaxFilter(2 * max(1, round(CORE * dpi / 2)) + 1)))
    return np.where(strokes, page, 255).astype(np.uint8)


def _ink(page: Grey) -> float | None:
    """The tone of print's cores."""
    dark = page[page < 128]
    return float(np.percentile(dark, 10)) if len(dark) > 1000 else None


def _surface(page: Grey, ink: float) -> float | None:
    """The darkest tone of even surfaces that are neither print nor paper."""
    picture = Image.fromarray(page)
    high, low = (np.asarray(picture.filter(kind(SIDE))) for kind in (ImageFilter.MaxFilter, ImageFilter.MinFilter))
    even = (high - low <= EVEN) & (page > ink + APART) & (page < PALEST)
    tones = page[even]
    if len(tones) < LEAST_SURFACE * page.size:
        return None
    return float(np.percentile(tones, 5))

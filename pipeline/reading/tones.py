"""Print told from what is paler than print: stamps, watermarks, dirt and highlighters that a scanner has seen in grey.

Every stroke of print has a core as dark as the ink; a stamp's has not, unless print lies under it. What holds no core nearby
turns to paper (hysteresis thresholding: Canny, "A computational approach to edge detection", 1986; here without following edges,
since a stamp's strokes hang together with the letters that they cross).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]

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
    strokes = _spread(page <= (ink + level) / 2, max(1, round(CORE * dpi / 2)))
    return np.where(strokes, page, 255).astype(np.uint8)


def _spread(mask: Ink, reach: int) -> Ink:
    """The mask and everything within ``reach`` pixels of it, across and down."""
    out = mask
    for axis in (0, 1):
        wide = out.copy()
        for step in range(1, reach + 1):
            ahead, here = [slice(None)] * 2, [slice(None)] * 2
            ahead[axis], here[axis] = slice(step, None), slice(None, -step)
            wide[tuple(ahead)] |= out[tuple(here)]
            wide[tuple(here)] |= out[tuple(ahead)]
        out = wide
    return out


def _ink(page: Grey) -> float | None:
    """The tone of print's cores."""
    dark = page[page < 128]
    return float(np.percentile(dark, 10)) if len(dark) > 1000 else None


def _surface(page: Grey, ink: float) -> float | None:
    """The darkest tone of even surfaces that are neither print nor paper."""
    high, low = page, page
    for axis in (0, 1):
        size = page.shape[axis] - SIDE + 1
        across = [(slice(step, step + size), slice(None))[:: 1 - 2 * axis] for step in range(SIDE)]
        high = np.maximum.reduce([high[part] for part in across])
        low = np.minimum.reduce([low[part] for part in across])
    page = page[SIDE // 2 : -(SIDE // 2), SIDE // 2 : -(SIDE // 2)]
    even = (high - low <= EVEN) & (page > ink + APART) & (page < PALEST)
    tones = page[even]
    if len(tones) < LEAST_SURFACE * page.size:
        return None
    return float(np.percentile(tones, 5))

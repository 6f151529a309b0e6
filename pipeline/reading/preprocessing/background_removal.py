"""Removes what lies under print in a paler grey: stamps, watermarks and highlighters scanned without colour.

Every stroke of print has a core as dark as the ink; a stamp's has not, unless print lies under it. What holds no core nearby
turns to paper (hysteresis thresholding: Canny, "A computational approach to edge detection", 1986; here without following edges,
since a stamp's strokes hang together with the letters that they cross).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.document.pages import Box

Grey = NDArray[np.uint8]

SIDE = 3
"""Pixels across that must be of one tone to be a surface: the strokes of print are edges nearly all the way through."""
EVEN = 12
"""Levels of grey by which a surface may waver."""
PALEST, DARK = 225, 128
LEAST_SURFACE = 0.0006
"""Share of the page."""
APART = 22
"""Levels of grey between print and the darkest of what lies over it."""
CORE = 0.0125
"""Inches around a core that belong to its stroke."""
CONTRAST = 60.0
"""Greys between ink and paper under which a word tells nothing."""
NEAR_INK, NEAR_PAPER = 0.12, 0.2
"""Of the way from ink to paper: what is nearer to either is no grey."""
COVERED = 0.008
"""Share of a word's surroundings under an even grey from which something lies over it."""


def lies_over(page: Grey, box: Box) -> bool:
    """Whether a word of a grey page stands under an even grey that is neither ink nor paper."""
    x0, y0, x1, y1 = box
    beside = (y1 - y0) / 2
    part = page[max(0, int(y0 - beside)) : int(y1 + beside), max(0, int(x0 - beside)) : int(x1 + beside)]
    if min(part.shape) < SIDE:
        return False
    ink, paper = np.percentile(part, (2, 95))
    if paper - ink < CONTRAST:
        return False
    least, most = ink + NEAR_INK * (paper - ink), paper - NEAR_PAPER * (paper - ink)
    return float((_even(part) & (part > least) & (part < most)).mean()) > COVERED


def remove_background(page: Grey, dpi: float) -> Grey | None:
    """The page, on white paper, without what is paler than its print; ``None`` when there is no such thing."""
    ink = _ink(page)
    level = None if ink is None else _surface(page, ink)
    if ink is None or level is None:
        return None
    cores = Image.fromarray(page <= (ink + level) / 2).convert("L")
    strokes = np.asarray(cores.filter(ImageFilter.MaxFilter(2 * max(1, round(CORE * dpi / 2)) + 1)))
    return np.where(strokes, page, np.uint8(255))


def _ink(page: Grey) -> float | None:
    """The tone of print's cores."""
    dark = page[page < DARK]
    return float(np.percentile(dark, 10)) if len(dark) > 1000 else None


def _surface(page: Grey, ink: float) -> float | None:
    """The darkest tone of even surfaces that are neither print nor paper."""
    tones = page[_even(page) & (page > ink + APART) & (page < PALEST)]
    if len(tones) < LEAST_SURFACE * page.size:
        return None
    return float(np.percentile(tones, 5))


def _even(page: Grey) -> NDArray[np.bool_]:
    """Which pixels have all their neighbours' tone."""
    picture = Image.fromarray(page)
    high, low = (np.asarray(picture.filter(kind(SIDE))) for kind in (ImageFilter.MaxFilter, ImageFilter.MinFilter))
    even: NDArray[np.bool_] = high - low <= EVEN
    return even

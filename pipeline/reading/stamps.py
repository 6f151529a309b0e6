"""Stamps darker than the print under them, as on a faint page scanned in grey: what is wider than a stroke of print and darker
than its ink is taken for the ground there, and the page divided by it.

What a disc wider than a stroke cannot hide is the ground (a morphological closing; the rest is the "black top-hat" of Meyer, 1979).
A stamp's ink lets print shine through: their darknesses multiply, and dividing leaves the print.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.reading import light

Grey = NDArray[np.uint8]

DARKER = 18
"""Levels of grey by which a stamp is darker than the print's ink."""
LEAST_SHARE = 0.0006
"""Of the page."""
WIDER = 2
"""Pixels by which the disc is wider than a stroke."""
NEAR = 0.15
"""Inches around a stamp's dark ink in which it may be worn and as pale as print. Headings elsewhere are left as they are."""


def lifted(page: Grey, dpi: float) -> Grey | None:
    """The page, evened but with its greys, without the stamps darker than its print; ``None`` when it has none."""
    ink = light.ink_level(page)
    across = light.stroke(page < (ink + 255) / 2)
    if ink <= DARKER or not across:
        return None
    ground = _closed(page, (across + WIDER) // 2)
    dark = ground < ink - DARKER
    if dark.mean() < LEAST_SHARE:
        return None
    parted = np.minimum(page * (255.0 / np.maximum(ground, 1)), 255.0)
    return np.where(_near(dark, round(NEAR * dpi)), parted, page).astype(np.uint8)


def _near(places: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Where one of the places is within reach, on a coarse grid."""
    high, wide = (side // reach for side in places.shape)
    squares = places[: high * reach, : wide * reach].reshape(high, reach, wide, reach).any(axis=(1, 3))
    around = Image.fromarray(squares).convert("L").filter(ImageFilter.MaxFilter(3))
    near: NDArray[np.bool_] = np.asarray(around.resize(places.shape[::-1], Image.Resampling.NEAREST)) > 0
    return near


def _closed(page: Grey, radius: int) -> Grey:
    """Dark things narrower than an octagon of this radius filled with what is around them."""
    square, cross = (radius + 1) // 2, radius // 2
    picture = Image.fromarray(page).filter(ImageFilter.MaxFilter(2 * square + 1))
    wide = np.asarray(picture)
    for _ in range(cross):
        wide = np.maximum.reduce(_neighbours(wide))
    for _ in range(cross):
        wide = np.minimum.reduce(_neighbours(wide))
    return np.asarray(Image.fromarray(wide).filter(ImageFilter.MinFilter(2 * square + 1)))


def _neighbours(page: Grey) -> list[Grey]:
    """The page, and it moved by one pixel each way."""
    framed = np.pad(page, 1, mode="edge")
    return [page, framed[:-2, 1:-1], framed[2:, 1:-1], framed[1:-1, :-2], framed[1:-1, 2:]]

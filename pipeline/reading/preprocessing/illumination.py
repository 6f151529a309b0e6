"""Corrects illumination: dark print on even white paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.reading.preprocessing.arrays import Floats, Grey, as_image

if TYPE_CHECKING:
    from PIL import Image


POOL = 6
LEAST_CONTRAST = 10.0
NEARBY = 3
"""Squares across which print is compared with its neighbours."""
LEAST_INK, PALER, PALE_SHARE = 35, 30.0, 0.08
"""Greys under white from which a square holds print; greys by which its print is paler than usual; the share of such squares from
which every place is drawn down to black for itself."""
BLANK = 100.0
PAPER_LEAST = 24.0
"""Nothing darker than this is taken for lit paper: dividing by it would only enlarge the noise."""


def estimate_paper(small: Grey) -> Floats:
    """How bright the bare paper would be, everywhere on a picture already shrunk about fourfold.

    The brightest spot of each little square is paper unless the square lies inside a blot; a wider maximum bridges blots and thick
    strokes, a blur evens the steps.
    """
    from PIL import Image, ImageFilter

    height, width = small.shape
    rows, columns = max(1, height // POOL), max(1, width // POOL)
    cut = small[: rows * POOL, : columns * POOL]
    if cut.shape[0] < POOL or cut.shape[1] < POOL:
        return np.full((1, 1), max(PAPER_LEAST, float(small.max())), np.float32)
    # First down, where neighbours in memory are compared at once: a third of the time.
    brightest = cut.reshape(rows, POOL, -1).max(axis=1).reshape(rows, columns, POOL).max(axis=2)
    pooled = Image.fromarray(brightest)
    # Opened the other way round: a maximum then a minimum keeps the edges of shadows where they are.
    even = pooled.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MinFilter(5)).filter(ImageFilter.GaussianBlur(1.2))
    return np.maximum(np.asarray(even, np.float32), PAPER_LEAST)


def flatten(grey: Image.Image, factor: int) -> Image.Image:
    """Divide the picture by the light that falls on its paper. ``factor``: by how much to shrink it for finding the paper."""
    from PIL import Image

    small = np.asarray(grey.reduce(factor) if factor > 1 else grey)
    return Image.fromarray(normalize_illumination(np.asarray(grey), estimate_paper(small)))


def normalize_illumination(grey: Grey, lit: Floats) -> Grey:
    """The picture divided by the light, which is known on a coarser grid."""
    from PIL import Image

    height, width = grey.shape
    light = np.asarray(Image.fromarray(255.0 / lit).resize((width, height), Image.Resampling.BILINEAR))
    even = grey * light
    np.minimum(even, 255.0, out=even)
    done: Grey = even.astype(np.uint8)
    return done


def stretch_contrast(flat: Image.Image, white: float) -> Image.Image:
    """Draw ink down to black and everything above the share ``white`` of the way to paper up to white.

    Ink is what the darkest part of the print reaches, by squares, so that one blot does not decide for a faint page.
    """
    pixels = np.asarray(flat)
    ink = ink_level(pixels)
    nearby = _ink_nearby(pixels, ink)
    if nearby is not None:
        return as_image(_stretched(pixels, nearby, white))
    top = ink + (255 - ink) * white
    table = np.clip((np.arange(256) - ink) / max(1.0, top - ink) * 255, 0, 255)
    return flat.point([round(value) for value in table])


def _stretched(pixels: Grey, ink: Floats, white: float) -> Grey:
    """The same with an ink that differs from place to place, known on a coarser grid."""
    from PIL import Image

    wide = np.asarray(Image.fromarray(ink).resize(pixels.shape[::-1], Image.Resampling.BILINEAR))
    out = (pixels - wide) * (255.0 / ((255.0 - wide) * white))
    drawn: Grey = np.clip(out, 0, 255).astype(np.uint8)
    return drawn


def _ink_nearby(pixels: Grey, usual: float) -> Floats | None:
    """How dark print is, square by square, on a page that was printed paler in some places; ``None`` on any other.

    Thermal paper fades in bands, a worn drum prints one side pale: one level for the whole page leaves those grey.
    """
    from PIL import Image, ImageFilter

    darkest = _darkest(pixels)
    if darkest is None:
        return None
    near = Image.fromarray(darkest).filter(ImageFilter.MinFilter(NEARBY))
    ink = np.asarray(near, np.float32)
    printed = np.asarray(near) < 255 - LEAST_INK
    pale = printed & (ink > usual + PALER)
    if not printed.any() or pale.sum() < PALE_SHARE * printed.sum():
        return None
    ink = np.where(printed, np.maximum(ink, usual), usual)
    return np.asarray(as_image(ink.astype(np.uint8)).filter(ImageFilter.BoxBlur(1)), np.float32)


def _darkest(pixels: Grey) -> Grey | None:
    """The darkest tenth or so of each square of 48 pixels."""
    side = 48
    rows, columns = pixels.shape[0] // side, pixels.shape[1] // side
    if not rows or not columns:
        return None
    squares = pixels[: rows * side : 3, : columns * side : 3]
    side //= 3
    squares = squares.reshape(rows, side, columns, side).swapaxes(1, 2).reshape(rows * columns, side * side)
    return np.partition(squares, 8, axis=1)[:, 8].reshape(rows, columns)


def ink_level(pixels: Grey) -> float:
    """How dark print is on a flattened page: the middle value, over squares with print in them, of the square's darkest tenth."""
    squares = _darkest(pixels)
    if squares is None:
        return BLANK
    darkest = squares.ravel().astype(np.float64)
    bare, darkest_of_all = np.percentile(darkest, 92), np.percentile(darkest, 2)
    if bare - darkest_of_all < LEAST_CONTRAST:
        # Drawing the grain of a blank page down to black would make words of it.
        return BLANK
    return float(np.percentile(darkest[darkest <= bare - 0.4 * (bare - darkest_of_all)], 35))

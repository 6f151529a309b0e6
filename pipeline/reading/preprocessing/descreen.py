"""Finds a printer's coarse raster by its period and removes its dots.

Dots stand on a lattice. Its two periods, of one length and square to each other, stand out of the page's spectrum as nothing in
print does. A place that is dark, and is dark too at most of the places a few periods away, is a dot; what lay under it is guessed
from around it.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]
Ink = NDArray[np.bool_]
Period = tuple[float, float]
"""Pixels down and across from one dot to the next."""

TILE = 256
MOST_TILES = 24
FINEST, COARSEST = 5.0, 22.0
"""Pixels from dot to dot. Finer rasters are smoothed away."""
STANDS_OUT = 60.0
"""Times the power of other waves of the same length."""
STRONG = 0.02
"""Of the strongest wave's power."""
DARK = 185
REACH = 3
"""Periods each way."""
DARK_TOO = 0.45
"""Share of those places that are dark around a dot; print makes a quarter of them dark."""
LEAST_SHARE = 0.004
"""Of the page, under dots."""
AROUND, SOFT = 1.5, 1.0
"""Pixels: how far around a dot it is looked for what lay under it, and the blur after that."""


def find_dots(page: Grey) -> Ink | None:
    """The raster's dots on a grey page whose paper is white; ``None`` when it has none."""
    period = _period(page)
    if period is None:
        return None
    found = _dots(page < DARK, period)
    return found if found.mean() >= LEAST_SHARE else None


def remove_dots(page: Grey, dark: Ink) -> Grey:
    """The page with what lies around its dots in their place."""
    clear = np.asarray(_blurred(np.where(dark, np.uint8(0), np.uint8(255)), AROUND), np.float32) / 255
    around = np.asarray(_blurred(np.where(dark, np.uint8(0), page), AROUND), np.float32) / np.maximum(clear, np.float32(0.02))
    filled = np.where(dark, np.minimum(around, 255).astype(np.uint8), page)
    return np.asarray(_blurred(filled, SOFT))


def _blurred(pixels: Grey, radius: float) -> Image.Image:
    return Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(radius))


def _period(page: Grey) -> Period | None:
    """From one dot to the next; the other next one lies at a right angle."""
    power = _power(page)
    if power is None:
        return None
    down, across = np.fft.fftfreq(TILE), np.fft.fftfreq(TILE)
    length = np.hypot(down[:, None], across[None, :])
    ring = np.round(length * TILE).astype(np.int64)
    usual = np.array([np.median(power[ring == at]) if (ring == at).any() else 1.0 for at in range(ring.max() + 1)])
    # Square to each other: the spectrum turned by a right angle about its middle.
    pair = np.minimum(power, np.roll(np.rot90(power), 1, axis=0))
    coarse = (length > 1 / COARSEST) & (length < 1 / FINEST)
    out = coarse & (pair > STANDS_OUT * usual[ring]) & (pair > STRONG * power.max())
    if not out.any():
        return None
    row, column = np.unravel_index(int(np.argmax(np.where(out, pair, 0.0))), pair.shape)
    frequency = _refined(power, int(row), int(column))
    squared = frequency[0] ** 2 + frequency[1] ** 2
    return frequency[0] / squared, frequency[1] / squared


def _power(page: Grey) -> Floats | None:
    """How strong each wave is, in the middle over the tiles with most ink; ``None`` for a page smaller than a few tiles."""
    rows, columns = page.shape[0] // TILE, page.shape[1] // TILE
    if rows * columns < 4:
        return None
    tiles = page[: rows * TILE, : columns * TILE].reshape(rows, TILE, columns, TILE).swapaxes(1, 2)
    inked = np.argsort(tiles[:, :, ::4, ::4].mean(axis=(2, 3)).ravel())[:MOST_TILES]
    window = np.outer(np.hanning(TILE), np.hanning(TILE))
    powers = []
    for at in inked[: max(4, len(inked) // 2)]:
        tile = tiles[at // columns, at % columns]
        powers.append(np.abs(np.fft.fft2((tile - tile.mean()) * window)) ** 2)
    return np.asarray(np.median(powers, axis=0))


def _refined(power: Floats, row: int, column: int) -> tuple[float, float]:
    """The wave's frequency between the bins of the spectrum: the middle of its peak's weight."""
    steps = np.arange(-1, 2)
    peak = power[np.ix_((row + steps) % TILE, (column + steps) % TILE)]
    down = float((peak.sum(axis=1) * steps).sum() / peak.sum())
    across = float((peak.sum(axis=0) * steps).sum() / peak.sum())
    half = TILE // 2
    return ((row + half) % TILE - half + down) / TILE, ((column + half) % TILE - half + across) / TILE


def _dots(dark: Ink, period: Period) -> Ink:
    """What is dark at most of the places a few periods away as well."""
    down, across = period
    seen = np.zeros(dark.shape, np.uint8)
    ones = dark.view(np.uint8)
    for one, other in product(range(-REACH, REACH + 1), repeat=2):
        seen += np.roll(ones, (round(one * down - other * across), round(one * across + other * down)), (0, 1))
    found: Ink = seen >= DARK_TOO * (2 * REACH + 1) ** 2
    return found

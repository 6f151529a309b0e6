"""Measures noise: grain, and grey veils."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.preprocessing.arrays import Grey


def measure_grain(grey: Grey, where: NDArray[np.bool_] | None = None) -> float:
    """Standard deviation of the noise, from differences of neighbours; print is the minority that the median leaves out.

    ``where``: the pixels that are looked at.
    """
    every = slice(None, None, max(1, grey.shape[0] // 200))
    part = grey[every].astype(np.int16)
    steps = np.abs(part[:, 2:] - 2 * part[:, 1:-1] + part[:, :-2])
    inner = (part[:, 1:-1] > 8) & (part[:, 1:-1] < 247)
    if where is not None and where[every].any():
        inside = where[every][:, 1:-1]
        steps, inner = steps[inside], inner[inside]
    kept = steps[inner] if inner.mean() > 0.3 else steps
    return float(np.median(kept) / 0.6745 / 6**0.5)


def veiled_share(flat: Grey) -> float:
    """Share of the (small, flattened) page under an even grey, neither ink nor paper: watermark, raster, the back's print."""
    inner = flat[1:-1, 1:-1].astype(np.int16)
    steps = np.maximum(np.abs(inner - flat[1:-1, :-2]), np.abs(inner - flat[:-2, 1:-1]))
    return float(((inner > 120) & (inner < 228) & (steps < 6)).mean())

"""Pages out of focus or shaken: how blurred, and the blur taken back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]

BLURRED = 3.4
"""Pixels from paper to ink. Sharp scans have 1 to 2, photographs up to 2, a page out of focus 4 to 10."""
KEPT = 3.2
"""Pixels from paper to ink that are left after shrinking: finer detail is gone anyway, and a quarter of the pixels is quicker."""
LEAST = 0.5
SHARP = 1.0
STRONG, ENOUGH = 12, 500


@dataclass(frozen=True)
class Keenness:
    """How hard a blur is taken back: the harder, the thinner the strokes and the stronger the ripples around them."""

    spread: float = 2.2
    """Edge width by the standard deviation of the blur: less for print so thin that no edge reaches ink."""
    noise: float = 0.01
    """How much weaker than ink the noise is, squared."""
    kept: float = KEPT
    deep: bool = True
    """Whether half-tones are made darker."""


USUAL = Keenness()
KEENER = (Keenness(1.75, 0.003), Keenness(1.6, 0.003, 4.2, deep=False))
"""For pages that are read badly after the usual. Of seven blurred pages the usual read most on two, the first of these on two, the
second on three; it alone missed 0.15 of their words, the best of each 0.06."""


def edges(grey: Grey) -> tuple[float, float]:
    """How many pixels the step from paper to ink takes, across and down: a page shaken is blurred one way only.

    0 where there are no steps.
    """
    return _edge(grey), _edge(grey.T)


def _edge(grey: Grey) -> float:
    # So blurred that no step from one pixel to the next is strong: seen from farther off.
    return _steps(grey) or 2.0 * _steps(grey[::2, ::2])


def _steps(grey: Grey) -> float:
    rows = grey[:: max(1, grey.shape[0] // 500)].astype(np.int16)
    steps = np.abs(np.diff(rows, axis=1))
    strong = steps[steps > STRONG]
    if len(strong) < ENOUGH:
        return 0.0
    return float(255.0 / max(1.0, np.percentile(strong, 92)))


def deepened(grey: Image.Image) -> Image.Image:
    """The half-tones that sharpening leaves around strokes made darker, their square: letters keep their thin parts.

    Measured: three pages of which Tesseract left out whole lines missed 0.25, 0.05 and 0.23 of their words, so 0.06, 0.01 and 0.01.
    """
    return grey.point([round(level * level / 255) for level in range(256)])


def sharpened(grey: Grey, across: float, down: float, keenness: Keenness = USUAL) -> Grey:
    """The page with a Gaussian blur of these edge widths taken back, as far as noise allows (Wiener's filter).

    Measured, words missed with edges of 6 pixels: 0.31 as it came, 0.05 with an unsharp mask, 0.01 so; edges of 10: 0.59, now 0.03.
    """
    wide, high = (max(0.0, width**2 - SHARP**2) ** 0.5 / keenness.spread for width in (across, down))
    border = int(4 * max(wide, high)) + 2
    ink = np.pad(255.0 - grey.astype(np.float32), border)
    up, along = np.fft.fftfreq(ink.shape[0])[:, None], np.fft.rfftfreq(ink.shape[1])[None, :]
    blur = np.exp(-2 * np.pi**2 * ((high * up) ** 2 + (wide * along) ** 2)).astype(np.float32)
    clear = np.fft.irfft2(np.fft.rfft2(ink) * (blur / (blur**2 + keenness.noise)), ink.shape)
    return np.clip(255.0 - clear[border:-border, border:-border], 0, 255).astype(np.uint8)

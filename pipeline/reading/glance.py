"""The cheap look at a page's picture that decides how much effort the page needs.

A tenth of a second on a small copy. A clean page goes to Tesseract as it is; only what this look finds wrong is mended.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.reading import geometry, light
from pipeline.reading.geometry import Lines
from pipeline.reading.image import Picture

UNEVEN = 0.72
PALE = 112.0
GRAINY = 5.0
SKEWED = 0.6
COARSE = 130.0
"""Dots per inch under which a page is enlarged. Measured: 150 loses nothing, 100 loses a word in a hundred."""
TINTED = 0.002
VEILED = 0.012
DARK_PAGE = 95
A4_INCHES = 297 / 25.4
"""The height of a sheet."""


@dataclass(frozen=True)
class Look:
    """What the cheap look saw."""

    lines: Lines
    evenness: float
    """Darkest lit paper by brightest: 1 under even light."""
    ink: float
    """How dark print is on even paper: 0 black, 255 nothing."""
    grain: float
    """Noise, as strong as it becomes once ink is drawn down to black."""
    creased: bool
    veil: float
    """Share of the page under an even grey: a watermark, shaded table heads, the back's print."""
    tint: float
    """Share of the page under coloured ink."""
    tint_of_ink: float
    """Coloured ink's share of all ink."""
    negative: bool
    dpi: float
    """Dots per inch: the file's, or as if the picture were one sheet of A4."""
    print_height: float
    """Height of the small letters, in pixels of the whole picture, within a fifth or so; 0 where no lines were found."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the page, in a clerk's words."""
        lines = self.lines
        found = {
            "cahaya tidak rata": self.evenness < UNEVEN,
            "cetakan pudar": self.ink > PALE,
            "berbintik": self.grain > GRAINY,
            "terlipat": self.creased,
            "berlatar kelabu": self.veil > VEILED,
            "miring": abs(lines.skew) > SKEWED,
            "baris melengkung": lines.bent,
            "rebah": not lines.upright,
            "terbalik": lines.upside_down,
            "bercap warna": self.tint > TINTED,
            "negatif": self.negative,
            "resolusi rendah": self.dpi < COARSE,
        }
        return tuple(name for name, is_so in found.items() if is_so)


def judge(picture: Picture) -> Look:
    """Look at a page's picture."""
    seen = picture.glance()
    tint, tint_of_ink = (0.0, 0.0)
    if seen.mode == "RGB":
        tint, tint_of_ink = light.coloured_ink(seen)
    grey = seen.convert("L")
    pixels = np.asarray(grey)
    usual = float(np.median(pixels[::4, ::4]))
    negative = bool(usual < DARK_PAGE and np.percentile(pixels, 99) > 2 * usual + 40 and _dark_rim(pixels))
    if negative:
        pixels = 255 - pixels
    lit = light.paper(pixels)
    flat = light.evened(pixels, lit)
    ink = light.ink_level(flat)
    # Half way between ink and paper: a faint or blurred page has lines too.
    lines = geometry.find_lines(flat, max(140.0, ink + 0.45 * (255 - ink)))
    return Look(
        lines,
        float(np.percentile(lit, 3) / np.percentile(lit, 97)),
        ink,
        light.grain(pixels) * 255 / max(40.0, float(np.median(lit))) * 255 / max(20.0, 255 - ink),
        light.creased(flat),
        light.veiled(flat),
        tint,
        tint_of_ink,
        negative,
        picture.dpi or max(picture.size) / A4_INCHES,
        lines.print_height * max(picture.size) / max(seen.size),
    )


def _dark_rim(pixels: light.Grey) -> bool:
    """A negative is dark to its edges and has no large light part: a page photographed on a dark desk has."""
    return float((pixels > 128).mean()) < 0.25

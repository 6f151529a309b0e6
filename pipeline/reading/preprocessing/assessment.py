"""A cheap assessment of a page's picture: how much preprocessing it needs.

A tenth of a second on a small copy. A clean page goes to Tesseract as it is; only what this look finds wrong is mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.line_recognition import Quad
from pipeline.reading.preprocessing import arrays, colour, illumination, noise, skew
from pipeline.reading.preprocessing.skew import LineGeometry
from pipeline.reading.sources.image import Picture

UNEVEN = 0.72
PALE = 112.0
GRAINY, VERY_GRAINY = 5.0, 12.0
"""From the second on, Tesseract loses minutes in the grain."""
SKEWED = 0.6
COARSE = 130.0
"""Dots per inch under which a page is enlarged. Measured: 150 loses nothing, 100 loses a word in a hundred."""
TINTED = 0.002
VEILED = 0.012
DARK_PAGE = 95
LETTER_INCHES = 0.072
"""Height of a small letter of 11 points."""
LEAST_MEASURED = 3.0
"""Pixels of the small copy under which a height is none: a dense page's letters are one or two high there."""
BESIDE = 7
"""Reach, in pixels of the small copy, around a line that is looked at with it."""
LEAST_DPI, MOST_DPI = 60.0, 600.0
A4_INCHES = 297 / 25.4
"""The height of a sheet."""


@dataclass(frozen=True)
class PageAssessment:
    """What the cheap look saw."""

    lines: LineGeometry
    evenness: float
    """Darkest lit paper by brightest: 1 under even light."""
    ink: float
    """How dark print is on even paper: 0 black, 255 nothing."""
    grain: float
    """Noise, as strong as it becomes once ink is drawn down to black."""
    veil: float
    """Share of the page under an even grey: a watermark, shaded table heads, the back's print."""
    tint: float
    """Share of the page under coloured ink."""
    tint_of_ink: float
    """Coloured ink's share of all ink."""
    negative: bool
    dpi: float
    """Dots per inch: the file's, else by the height of the letters, else as if the picture were one sheet of A4."""
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

    @property
    def needs_preprocessing(self) -> bool:
        """Whether Tesseract can make nothing of the page as it is; what else is wrong it often reads all the same."""
        lines = self.lines
        return bool(self.evenness < UNEVEN or self.grain > VERY_GRAINY or abs(lines.skew) > SKEWED or lines.bent or self.negative)


def assess(picture: Picture, text: Sequence[Quad] | None = None) -> PageAssessment:
    """Look at a page's picture; with its lines of ``text`` known, at them alone: a photograph says nothing about print."""
    seen = picture.glance()
    scale = max(seen.size) / max(picture.size)
    mask = _around(text, scale, seen.size, BESIDE) if text else None
    between = mask & ~_around(text, scale, seen.size, 3) if text and mask is not None else None
    tint, tint_of_ink = (0.0, 0.0)
    if seen.mode == "RGB":
        tint, tint_of_ink = colour.coloured_ink(seen, mask)
    grey = seen.convert("L")
    pixels = np.asarray(grey)
    usual = float(np.median(pixels[::4, ::4] if mask is None else pixels[mask]))
    negative = bool(usual < DARK_PAGE and np.percentile(pixels, 99) > 2 * usual + 40 and _dark_rim(pixels))
    if negative:
        pixels = 255 - pixels
    lit = illumination.estimate_paper(pixels)
    flat = illumination.normalize_illumination(pixels, lit)
    if mask is not None:
        flat = np.where(mask, flat, np.uint8(255))
    ink = illumination.ink_level(flat)
    # Half way between ink and paper: a faint or blurred page has lines too.
    lines = skew.measure_lines(flat, max(140.0, ink + 0.45 * (255 - ink)))
    height = lines.print_height / scale if lines.print_height >= LEAST_MEASURED else 0.0
    paper = lit if mask is None else lit[_coarse(mask, lit.shape)]
    return PageAssessment(
        lines,
        float(np.percentile(paper, 3) / np.percentile(paper, 97)),
        ink,
        noise.measure_grain(pixels, between) * 255 / max(40.0, float(np.median(lit))) * 255 / max(20.0, 255 - ink),
        noise.veiled_share(flat),
        tint,
        tint_of_ink,
        negative,
        picture.dpi or _dpi_by_letters(height) or max(picture.size) / A4_INCHES,
        height,
    )


def _around(text: Sequence[Quad], scale: float, size: tuple[int, int], reach: int) -> NDArray[np.bool_]:
    """Which pixels of a small copy lie on lines of text or right beside them; ``reach``: twice how far beside, and one."""
    from PIL import Image, ImageDraw, ImageFilter

    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    for quad in text:
        pen.polygon([(float(x * scale), float(y * scale)) for x, y in quad], fill=255)
    return np.asarray(mask.filter(ImageFilter.MaxFilter(reach))) > 0


def _coarse(mask: NDArray[np.bool_], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """The same on a coarser grid."""
    from PIL import Image

    small = Image.fromarray(mask.astype(np.uint8) * 255).resize((shape[1], shape[0]), Image.Resampling.BOX)
    return np.asarray(small) > 0


def _dpi_by_letters(height: float) -> float:
    """Dots per inch if small letters are as high as those of office print; 0 where none were measured."""
    return min(MOST_DPI, max(LEAST_DPI, height / LETTER_INCHES)) if height else 0.0


def _dark_rim(pixels: arrays.Grey) -> bool:
    """A negative is dark to its edges and has no large light part: a page photographed on a dark desk has."""
    return float((pixels > 128).mean()) < 0.25

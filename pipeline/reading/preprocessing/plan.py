"""Plans and applies preprocessing; keeps the matrix that maps boxes back to the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.document.pages import Box
from pipeline.reading.preprocessing import arrays, colour, deblur, dewarp, illumination
from pipeline.reading.preprocessing.assessment import COARSE, GRAINY, SKEWED, TINTED, VERY_GRAINY, PageAssessment

if TYPE_CHECKING:
    from PIL import Image

Matrix = NDArray[np.float64]

TARGET_DPI = 300.0
GRAINY_DPI, SPECKLED_DPI = 160.0, 220.0
"""Grain averages out when a page is shrunk, and print still has the 11 pixels that Tesseract needs."""
LEAST_PRINT, LEAST_DPI, WORTH_SHRINKING = 11.2, 160.0, 0.9
ALL_INK_TINTED = 0.8
"""Coloured ink's share of all ink from which the print itself is coloured (a carbon copy) and must not be made pale."""
RIPPLED = 0.94
"""Where white begins on a sharpened page: ripples lie around its letters, and Tesseract drops lines for them."""


@dataclass(frozen=True)
class PreprocessingPlan:
    """What to do to a page."""

    turn: int = 0
    """Degrees clockwise: 0, 90, 180, 270."""
    skew: float = 0.0
    """Degrees, anticlockwise positive, by which the lines rise once the page has been turned."""
    negative: bool = False
    lightest: bool = False
    """Take the lightest colour channel: red, blue and purple ink turns pale, black print stays black."""
    even: bool = True
    straighten: bool = True
    """Look for lines that bend."""
    white: float = 0.75
    scale: float = 1.0
    deblur: bool = False
    """Look for the page's very blur, and take it back."""
    grainy: bool = False
    """Whether the page has grain, which taking a blur back makes stronger."""


@dataclass(frozen=True)
class PreprocessedPage:
    """A mended page."""

    pixels: Image.Image
    back: Matrix
    """Takes a point on the mended picture (x, y, 1) to the pixel of the page's picture that it shows."""
    dpi: float
    bend: dewarp.Bend | None = None
    """How the lines ran before they were straightened."""
    blurred: bool = False
    """Whether a blur was found and taken back."""

    def to_source(self, box: Box) -> Box:
        """The upright box, on the page's picture, around a box on the mended one."""
        if self.bend:
            box = self.bend.box_to_source(box, self.pixels.size)
        return box_to_source(box, self.back)


def plan_for(look: PageAssessment, turn: int | None = None) -> PreprocessingPlan:
    """What the look asks for; ``turn`` overrules the turn it would choose."""
    grainy = look.grain > GRAINY
    scale = 1.0
    if look.dpi < COARSE:
        scale = min(3.0, 200.0 / look.dpi)
    elif look.dpi > 1.25 * TARGET_DPI:
        scale = TARGET_DPI / look.dpi
    coarse = GRAINY_DPI if look.grain > VERY_GRAINY else SPECKLED_DPI
    if grainy and look.dpi * scale > 1.2 * coarse:
        scale = coarse / look.dpi
    return PreprocessingPlan(
        turn=guess_turn(look) if turn is None else turn,
        skew=look.lines.skew if abs(look.lines.skew) > SKEWED / 2 else 0.0,
        negative=look.negative,
        lightest=look.tint > TINTED and look.tint_of_ink < ALL_INK_TINTED,
        grainy=grainy,
        scale=scale,
    )


def downscale_factor(look: PageAssessment) -> float:
    """How far a clean page may be shrunk: a quarter of Tesseract's time goes into pixels that it does not need.

    It brings every line of print to one height, and the white it leaves around the line, in pixels, weighs less on a fine picture:
    the finer, the wider the line it reads. Measured on clean letters: docs/reading.md. Footnotes of two thirds keep 7 pixels.
    """
    if look.print_height < LEAST_PRINT:
        return 1.0
    scale = max(LEAST_DPI / look.dpi, LEAST_PRINT / look.print_height)
    return scale if scale < WORTH_SHRINKING else 1.0


def guess_turn(look: PageAssessment) -> int:
    """The turn that stands the page upright, by the lines alone."""
    if look.lines.upright:
        return 180 if look.lines.upside_down else 0
    # Standing lines were measured on the page turned anticlockwise.
    return 270 if look.lines.head_up >= 0 else 90


def with_deblurring(plan: PreprocessingPlan, dpi: float) -> PreprocessingPlan:
    """The same with the page's blur looked for: that needs the page as it was seen, its grain too."""
    scale = plan.scale if plan.scale > 1 else min(1.0, deblur.DPI / dpi)
    return replace(plan, deblur=True, scale=scale)


def preprocess(pixels: Image.Image, plan: PreprocessingPlan, dpi: float) -> PreprocessedPage:
    """Do what the plan says."""
    grey = _plane(pixels, plan)
    if plan.scale < 1:
        grey = _resized(grey, plan.scale)
    blurred = False
    if plan.even:
        flat = illumination.flatten(grey, max(1, round(dpi * min(1.0, plan.scale) / 75)))
        grey, blurred = _clean(flat, plan)
    if plan.scale > 1:
        grey = _resized(grey, plan.scale)
    upright, back = _level(grey, plan)
    bent = dewarp.find_bend(upright) if plan.straighten else None
    if bent:
        upright = dewarp.dewarp(upright, bent)
    shrunk = np.diag([pixels.width / grey.width, pixels.height / grey.height, 1.0])
    return PreprocessedPage(upright, shrunk @ back, dpi * grey.width / pixels.width, bent, blurred)


def _clean(flat: Image.Image, plan: PreprocessingPlan) -> tuple[Image.Image, bool]:
    """An evened page with its print from black to white, and whether a blur was taken back."""
    if plan.deblur:
        return _unblurred(flat, deblur.GRAINY if plan.grainy else deblur.NOISE)
    return illumination.stretch_contrast(flat, plan.white), False


def _unblurred(flat: Image.Image, noise: float) -> tuple[Image.Image, bool]:
    """A page without the blur that trial finds on it, or as it is; and whether one was found."""
    pixels = np.asarray(flat)
    found = deblur.find_blur(pixels, noise)
    if found is None:
        return flat, False
    return illumination.stretch_contrast(arrays.as_image(deblur.remove_blur(pixels, found, noise)), RIPPLED), True


def _plane(pixels: Image.Image, plan: PreprocessingPlan) -> Image.Image:
    from PIL import ImageChops

    grey = colour.remove_colour(pixels) if pixels.mode == "RGB" and plan.lightest else pixels.convert("L")
    return ImageChops.invert(grey) if plan.negative else grey


def _resized(grey: Image.Image, scale: float) -> Image.Image:
    from PIL import Image

    size = max(1, round(grey.width * scale)), max(1, round(grey.height * scale))
    return grey.resize(size, Image.Resampling.BOX if scale <= 0.5 else Image.Resampling.BICUBIC)


def _level(grey: Image.Image, plan: PreprocessingPlan) -> tuple[Image.Image, Matrix]:
    """The picture turned and levelled, and the matrix back from it."""
    from PIL import Image

    width, height = grey.size
    # Pillow's transposes count anticlockwise; the matrices take the turned picture's (u, v) back to (x, y).
    turned, back = {
        0: (None, np.eye(3)),
        90: (Image.Transpose.ROTATE_270, np.array([[0.0, 1, 0], [-1, 0, height], [0, 0, 1]])),
        180: (Image.Transpose.ROTATE_180, np.array([[-1.0, 0, width], [0, -1, height], [0, 0, 1]])),
        270: (Image.Transpose.ROTATE_90, np.array([[0.0, -1, width], [1, 0, 0], [0, 0, 1]])),
    }[plan.turn % 360]
    if turned is not None:
        grey = grey.transpose(turned)
    if not plan.skew:
        return grey, back
    level, size = _levelling_matrix(grey.size, plan.skew)
    flat = grey.transform(size, Image.Transform.AFFINE, tuple(level[:2].ravel()), Image.Resampling.BICUBIC, fillcolor=255)
    return flat, back @ level


def _levelling_matrix(size: tuple[int, int], skew: float) -> tuple[Matrix, tuple[int, int]]:
    """The matrix from the levelled picture to the skewed one, and the size that holds all of it."""
    width, height = size
    angle = np.deg2rad(skew)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    wide = round(abs(width * cos) + abs(height * sin))
    high = round(abs(width * sin) + abs(height * cos))
    # Lines that rise to the right are turned clockwise, about the middle.
    turn = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    to_middle = np.array([[1, 0, -wide / 2], [0, 1, -high / 2], [0, 0, 1]])
    from_middle = np.array([[1, 0, width / 2], [0, 1, height / 2], [0, 0, 1]])
    return from_middle @ turn @ to_middle, (wide, high)


def box_to_source(box: Box, back: Matrix) -> Box:
    """The upright box, on the page's picture, around a box on the mended one."""
    x0, y0, x1, y1 = box
    corners = back @ np.array([[x0, x1, x0, x1], [y0, y0, y1, y1], [1, 1, 1, 1]])
    xs, ys = corners[0] / corners[2], corners[1] / corners[2]
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())

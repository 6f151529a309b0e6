"""What is done to a page that was read badly, on the level, evened picture of it: each remedy looks for its own trouble first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.reading import enhance, rules, screens, specks, tones
from pipeline.reading.enhance import ALL_INK_TINTED, TARGET_DPI, Mended, Plan
from pipeline.reading.glance import Look

if TYPE_CHECKING:
    from PIL import Image

Grey = NDArray[np.uint8]
Remedy = tuple[str, Callable[[Grey, float], Grey | None]]
"""The trouble in a clerk's words, and what takes it away."""

GROUND: tuple[Remedy, ...] = (
    ("raster kasar", screens.taken_out),
    ("cap atau noda kelabu", tones.separated),
)
MARKS: tuple[Remedy, ...] = (
    ("garis melintang", rules.lifted),
    ("bintik kotoran", lambda page, _: specks.cleaned(page)),
)
REMEDIES = (*GROUND, *MARKS)
"""Later ones clear up after earlier ones."""
DARK_STAMP, BLACK_STAMP = "cap lebih gelap dari cetakan", "cap hitam pada cetakan berwarna"
ALL_COLOURED = 0.985
"""Coloured ink's share of all ink from which nothing black lies on a coloured page."""


def applied(page: Grey, dpi: float, remedies: Sequence[Remedy] = REMEDIES) -> tuple[Grey, tuple[str, ...]]:
    """The page, grey on white, after every remedy that found its trouble, and the names of those."""
    names = []
    for name, remedy in remedies:
        better = remedy(page, dpi)
        if better is not None:
            page = better
            names.append(name)
    return page, tuple(names)


def sheet(pixels: Image.Image, plan: Plan, dpi: float, look: Look) -> tuple[Mended, Grey, tuple[str, ...]]:
    """The page mended by the plan, its picture after every remedy that found its trouble, and the names of those."""
    coloured = pixels.mode == "RGB" and not plan.lightest and ALL_INK_TINTED <= look.tint_of_ink < ALL_COLOURED
    plan = replace(plan, unstamped=True, coloured=coloured)
    done, page, names = _with_ground_cleared(pixels, plan, dpi)
    page, marks = applied(page, done.dpi, MARKS)
    found = {BLACK_STAMP: coloured, DARK_STAMP: done.unstamped}
    return done, page, (*(name for name, was in found.items() if was), *names, *marks)


def _with_ground_cleared(pixels: Image.Image, plan: Plan, dpi: float) -> tuple[Mended, Grey, tuple[str, ...]]:
    """As it is when the page is not smoothed, if that helps: fine lines and dots under print look like grain to a glance."""
    if plan.smooth:
        sharp = enhance.mend(pixels, replace(plan, smooth=0.0, scale=min(1.0, TARGET_DPI / dpi)), dpi)
        page, names = applied(np.asarray(sharp.pixels), sharp.dpi, GROUND)
        if names:
            return sharp, page, names
    done = enhance.mend(pixels, plan, dpi)
    return done, *applied(np.asarray(done.pixels), done.dpi, GROUND)

"""What is done to a page that was read badly, on the level, evened picture of it: each remedy looks for its own trouble first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pipeline.reading import rules, specks, tones

Grey = NDArray[np.uint8]

REMEDIES: tuple[tuple[str, Callable[[Grey, float], Grey | None]], ...] = (
    ("cap atau noda kelabu", tones.separated),
    ("garis melintang", rules.lifted),
    ("bintik kotoran", lambda page, _: specks.cleaned(page)),
)
"""The trouble in a clerk's words, and what takes it away: later ones clear up after earlier ones."""


def applied(page: Grey, dpi: float) -> tuple[Grey, tuple[str, ...]]:
    """The page, grey on white, after every remedy that found its trouble, and the names of those."""
    names = []
    for name, remedy in REMEDIES:
        better = remedy(page, dpi)
        if better is not None:
            page = better
            names.append(name)
    return page, tuple(names)

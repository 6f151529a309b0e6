"""Whether a text layer belongs to the picture it lies on. Copiers shift pages, and some tools mix up papers.

Every word of a layer that belongs covers ink, and begins where the white between two printed words ends: pages of one book have
their lines in the same places, but not their words. Costs a twentieth of a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.document.pages import Word

DPI = 60.0
DARKER = 0.8
"""Of the paper's grey: what counts as ink at this size."""
LEAST_INK = 0.06
"""Share of a word's box that is ink; print fills a fifth to a half of it."""
FITS = 0.93
"""Share of words on ink from which a layer is taken to lie where its picture has print. Measured on 18 pages of regulations: their
own picture 0.999 and more, another page's 0.05 to 0.96, half of them under 0.55."""
BEFORE = 0.15
"""How far before a word the white is looked for, by the height of the word."""
BEGINS = 0.55
"""Share of words with white before them from which a layer's words are the printed ones. Measured on full pages set in the same
lines: 0.83 to 1.0 for the page's own layer (by words, as Tesseract lays them, or only by lines), 0.17 to 0.28 for another's."""
SAME_WORDS = 0.5
"""Share of what is read off the picture that the layer must say too for both to be one text."""


def share_on_ink(pixels: NDArray[np.uint8], words: Sequence[Word]) -> float:
    """The share of words (by letters) that lie on ink of this grey page; 1 without words."""
    height, width = pixels.shape
    dark = pixels < DARKER * float(np.median(pixels))
    on = total = 0
    for word in words:
        x0, y0, x1, y1 = word.box
        left, top = int(x0 * width), int(y0 * height)
        part = dark[top : max(top + 1, round(y1 * height)), left : max(left + 1, round(x1 * width))]
        total += len(word.text)
        if part.size and part.mean() >= LEAST_INK:
            on += len(word.text)
    return on / total if total else 1.0


def share_after_white(pixels: NDArray[np.uint8], words: Sequence[Word]) -> float:
    """The share of words, of those that follow another on their line, with white just before them; 1 without such words."""
    height, width = pixels.shape
    dark = pixels < DARKER * float(np.median(pixels))
    white = total = 0
    for before, word in pairwise(words):
        x0, y0, _, y1 = word.box
        tall = y1 - y0
        if x0 < before.box[0] or min(y1, before.box[3]) - max(y0, before.box[1]) < tall / 2:
            continue
        # The upper and lower quarter may hold the letters of the lines above and below.
        top, x = int((y0 + tall / 4) * height), int(x0 * width - BEFORE * tall * height)
        total += 1
        white += not dark[top : max(top + 1, round((y1 - tall / 4) * height)), max(0, x)].any()
    return white / total if total else 1.0


def agreement(layer: Sequence[str], read: Sequence[str]) -> float:
    """The share of what was read off the picture that the layer says too, by pairs of words that follow each other, each as often
    as it is there: pages of one paper share most of their words. Short words say nothing.
    """
    said, seen = (Counter(pairwise(word.casefold() for word in words if len(word) > 3)) for words in (layer, read))
    return (said & seen).total() / max(1, seen.total())

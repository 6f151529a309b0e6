"""White print on coloured bars: the heads of tables and of chapters. Where coloured ink is made paper, such print would go too.

A bar is where coloured ink covers most of a few square millimetres; stamps and handwriting cover less. What is light and lies
wholly in a bar is print, and drawn dark on the page without colour.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.reading import light

Grey = NDArray[np.uint8]

LOOKED_AT_DPI = 50.0
COLOURED, DEPTH = 0.25, 60
"""Difference of the colour channels by the ink's depth, and that depth, from which ink is coloured and deep."""
WIDE, COVERED = 9, 0.6
"""Squares of the small copy, each way, over which a bar covers so much: bold white print leaves two thirds, stamps cover half."""
BESIDE = 4
"""Squares of the small copy beside a bar."""
LEAST_CONTRAST = 55.0
"""Between a bar's grey and the print on it: on yellow there is no white print."""
LOWEST, TALLEST = 0.035, 0.6
"""Height of a letter, in inches: less is grain, more is paper between bars."""
AROUND = 0.03
"""Inches around a letter that may hold its dot."""


def with_print(rgb: Image.Image, faded: Image.Image, dpi: float) -> Image.Image:
    """The grey page without its colours (``faded``), and on it, dark, what is printed white on coloured bars of ``rgb``."""
    factor = max(1, round(dpi / LOOKED_AT_DPI))
    bars = _bars(rgb.reduce(factor))
    if not bars.any():
        return faded
    from scipy import ndimage

    out = np.array(faded)
    labels, _ = ndimage.label(bars)
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        # With some paper around it: what is light there reaches out of the bar.
        top, left = max(0, rows.start - BESIDE), max(0, columns.start - BESIDE)
        inside = labels[top : rows.stop + BESIDE, left : columns.stop + BESIDE] == number
        where = tuple(slice(start * factor, (start + side) * factor) for start, side in zip((top, left), inside.shape, strict=True))
        part = np.asarray(rgb.crop((where[1].start, where[0].start, where[1].stop, where[0].stop)).convert("L"))
        turned = _turned(part, np.kron(inside, np.ones((factor, factor), np.bool_)), dpi)
        out[where] = np.minimum(out[where], turned[: out.shape[0] - where[0].start, : out.shape[1] - where[1].start])
    return light.as_image(out)


def _bars(small: Image.Image) -> NDArray[np.bool_]:
    """Where bars lie, on a small copy of the page."""
    channels = np.asarray(light.white_balance(small)).astype(np.int16)
    high, low = channels.max(axis=2), channels.min(axis=2)
    coloured = (high - low > COLOURED * (255 - low)) & (255 - low > DEPTH)
    covered = Image.fromarray(coloured).convert("L").filter(ImageFilter.BoxBlur(WIDE // 2))
    # Its middle is so covered: the bar reaches as far as it was asked, but no farther than to its own ink.
    middle = (np.asarray(covered) >= COVERED * 255).astype(np.uint8)
    reached = np.asarray(Image.fromarray(middle).filter(ImageFilter.MaxFilter(WIDE))) > 0
    filled = np.asarray(Image.fromarray(coloured).convert("L").filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MinFilter(5)))
    return reached & (filled > 0)


def _turned(part: Grey, inside: NDArray[np.bool_], dpi: float) -> Grey:
    """White with the bar's light print in black, for a part of the page of which ``inside`` is a bar."""
    from scipy import ndimage

    blank = np.full(part.shape, 255, np.uint8)
    ground = float(np.median(part[inside]))
    white = float(np.percentile(part, 99))
    if white - ground < LEAST_CONTRAST:
        return blank
    labels, count = ndimage.label(part > (ground + white) / 2)
    if not count:
        return blank
    height = np.array([down.stop - down.start for down, _ in ndimage.find_objects(labels)])
    outside = np.bincount(labels[~inside], minlength=count + 1)[1:]
    area = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    enclosed = (outside < 0.1 * area) & (height <= TALLEST * dpi)
    letters = np.append(False, enclosed & (height >= LOWEST * dpi))[labels]
    if not letters.any():
        return blank
    reach = max(1, round(AROUND * dpi))
    near = ndimage.binary_dilation(letters, np.ones((2 * reach + 1, 2 * reach + 1))) & np.append(True, enclosed)[labels]
    print_ = np.clip((white - part) * (255.0 / (white - ground)), 0, 255)
    return np.where(near & inside, print_, 255.0).astype(np.uint8)

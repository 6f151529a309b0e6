"""Pages in black and white alone whose strokes broke are read with thicker ones."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from pipeline.reading import bilevel

DPI = 200


def test_a_broken_stroke_is_made_whole():
    page = Image.new("L", (100, 60), 255)
    for x in (20, 43):
        ImageDraw.Draw(page).line((x, 30, x + 20, 30), fill=0)
    gap = np.asarray(bilevel.thickened(page))[30, 41:43]
    assert (gap < 128).all()


def test_only_coarse_pages_without_greys_are_such(papers):
    sheet = papers.sheet(dpi=DPI)
    page = sheet.point(lambda grey: 255 if grey > 128 else 0)
    assert bilevel.is_coarse(page, DPI)
    assert not bilevel.is_coarse(page, 300)
    assert not bilevel.is_coarse(sheet.filter(ImageFilter.GaussianBlur(1)), DPI)

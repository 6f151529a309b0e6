"""Coarse pages in black and white alone are known, and their steps evened."""

from __future__ import annotations

from PIL import ImageFilter

from pipeline.reading import bilevel

DPI = 200


def test_only_coarse_pages_without_greys_are_such(papers):
    sheet = papers.sheet(dpi=DPI)
    page = sheet.point(lambda grey: 255 if grey > 128 else 0)
    assert bilevel.is_coarse(page, DPI)
    assert not bilevel.is_coarse(page, 300)
    assert not bilevel.is_coarse(sheet.filter(ImageFilter.GaussianBlur(1)), DPI)

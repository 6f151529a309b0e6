"""Whether words run across or up the page, where something else on it makes sharper profiles than its lines do."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.reading import glance, image, wideness


def scratched(sheet):
    """Black lines from the head to the foot of the sheet, leaning a little."""
    sheet = sheet.copy()
    pen = ImageDraw.Draw(sheet)
    for share in (0.5, 0.6):
        pen.line((share * sheet.width, 0, share * sheet.width + 5, sheet.height), fill=20, width=2)
    return sheet


def curled(sheet):
    """Lines that bend down towards the left edge."""
    pixels = np.asarray(sheet)
    drop = (0.035 * sheet.height * np.exp(-np.arange(sheet.width) / (0.16 * sheet.width))).astype(int)
    rows = np.clip(np.arange(sheet.height)[:, None] - drop, 0, sheet.height - 1)
    return Image.fromarray(pixels[rows, np.arange(sheet.width)])


def askew(sheet):
    return sheet.rotate(3, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


@pytest.mark.parametrize("damage", [lambda sheet: askew(scratched(sheet)), curled])
@pytest.mark.parametrize("turned", [0, 90])
def test_neither_scratches_nor_a_curl_lay_a_page_on_its_side(papers, damage, turned):
    page = damage(papers.sheet(lines=papers.letter * 2, dpi=200)).rotate(turned, expand=True)
    assert glance.judge(image.of_pixels(page, 200)).lines.upright == (turned == 0)


def test_the_skew_of_a_scratched_page_is_that_of_its_lines(papers):
    assert abs(glance.judge(image.of_pixels(askew(scratched(papers.sheet(dpi=200))), 200)).lines.skew - 3) < 0.3


def test_words_are_wider_than_high_and_an_empty_page_is_upright(papers):
    ink = np.asarray(papers.sheet(dpi=75)) < 140
    assert wideness.across(ink)
    assert not wideness.across(ink.T)
    assert wideness.across(np.zeros((50, 40), np.bool_))

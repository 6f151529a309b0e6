"""Sheets photographed at a slant are drawn straight, and their boxes led back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.reading import image, look, photograph, read_page

QUAD = ((190, 120), (1010, 180), (1160, 1490), (40, 1400))


def homography(quad, size):
    width, height = size
    rows, values = [], []
    for (x, y), (u, v) in zip(quad, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows, float), np.array(values, float)), 1.0).reshape(3, 3)


def photographed(sheet, quad=QUAD, size=(1200, 1600), desk=70):
    """The sheet as a telephone sees it on a desk, its corners at ``quad``."""
    numbers = tuple(homography(quad, sheet.size).ravel()[:8])
    mask = Image.new("L", sheet.size, 255).transform(size, Image.Transform.PERSPECTIVE, numbers)
    seen = sheet.transform(size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC)
    grain = np.random.default_rng(1).normal(desk, 4, size[::-1]).clip(0, 255).astype(np.uint8)
    return Image.composite(seen, Image.fromarray(grain), mask)


def ruled(papers):
    """A letter between the rules of a table: slanted rules are what a reading stumbles over."""
    from PIL import ImageDraw

    sheet = papers.sheet(dpi=130, points=14, start=0.6, paper=225)
    pen = ImageDraw.Draw(sheet)
    for row in range(16):
        y = round(130 * 0.6) - 6 + row * 40
        pen.line((90, y, 1000, y), fill=0, width=2)
    for x in (90, 700, 1000):
        pen.line((x, 72, x, 672), fill=0, width=2)
    return sheet


def test_a_table_photographed_at_a_slant_is_read_straight(papers, missed):
    path = papers.folder / "foto.png"
    photographed(ruled(papers)).save(path)
    page = read_page(look(path), 1)
    assert len(missed(page)) <= 5
    assert "difoto dari samping" in page.notes[0]
    dark = np.asarray(Image.open(path)) < 128
    for word in page.words:
        x0, y0, x1, y1 = (round(v * s) for v, s in zip(word.box, (1200, 1600) * 2, strict=True))
        assert dark[y0:y1, x0:x1].any()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(-60, 60), min_size=8, max_size=8))
def test_corners_are_found_within_a_hundredth_of_the_picture(moved):
    steps = np.array(moved).reshape(4, 2)
    quad = np.array(((150, 150), (1050, 150), (1050, 1450), (150, 1450))) + steps
    picture = image.of_pixels(photographed(Image.new("L", (827, 1169), 230), [tuple(map(int, corner)) for corner in quad]), None)
    found = photograph.find(picture.glance(), picture.size)
    if found is None:
        # Hardly slanted: nothing to draw anew.
        assert photograph._slant(quad.astype(float)) < 2 * photograph.SLANTED
        return
    width, height = found.size
    corners = found.back @ np.array([[0, width, width, 0], [0, 0, height, height], [1, 1, 1, 1]])
    assert np.abs(corners[:2] / corners[2] - quad.T).max() < 16


@pytest.mark.parametrize("desk", [215, 235])
def test_a_desk_as_light_as_paper_hides_the_sheet(papers, desk):
    seen = photographed(papers.sheet(paper=235), desk=desk)
    assert photograph.find(seen, seen.size) is None


def test_a_scan_that_fills_its_picture_is_no_photograph(papers):
    sheet = papers.sheet()
    assert photograph.find(sheet.resize((600, 850)), sheet.size) is None


def test_a_dark_picture_on_a_page_is_no_sheet(papers):
    sheet = papers.sheet()
    sheet.paste(60, (200, 900, 1000, 1500))
    assert photograph.find(sheet.resize((600, 850)), sheet.size) is None


def shadowed(picture, light=0.45, soft=120):
    """With a soft shadow that leaves the right of the sheet, its own edge as straight as the sheet's."""
    width, height = picture.size
    x = np.tile(np.arange(width), (height, 1))
    lit = 1 / (1 + np.exp(-(x - 0.45 * width) / soft * 4))
    return Image.fromarray((np.asarray(picture) * (light + (1 - light) * lit)).astype(np.uint8))


def test_the_edge_of_a_shadow_is_not_taken_for_the_sheets():
    paper = photographed(Image.new("L", (1000, 1400), 235), ((190, 120), (1010, 180), (1040, 1490), (160, 1400)), desk=60)
    true = photograph.find(paper, paper.size)
    found = photograph.find(shadowed(paper), paper.size)
    assert true is not None
    assert found is None or abs(found.size[0] - true.size[0]) < 0.05 * true.size[0]


def test_a_sheet_that_lies_half_in_a_hard_shadow_is_found_whole():
    paper = photographed(Image.new("L", (1000, 1400), 235), ((190, 120), (1010, 180), (1040, 1490), (160, 1400)), desk=40)
    true = photograph.find(paper, paper.size)
    found = photograph.find(shadowed(paper, soft=20), paper.size)
    assert true is not None
    assert found is not None
    assert np.abs(np.subtract(found.size, true.size)).max() < 0.02 * true.size[1]

"""Pages read badly for what lies over their print: each remedy finds its own trouble, and only that."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from pipeline.reading import Options, blobs, look, read_page, remedies, rules, specks, tones

DPI = 200


def read(papers, sheet, effort="auto"):
    path = papers.folder / "surat.png"
    sheet.save(path, dpi=(DPI, DPI))
    return read_page(look(path), 1, Options(effort=effort))


def stamped(sheet, tone):
    """A thick round stamp over the middle of the letter."""
    layer = Image.new("L", sheet.size, 255)
    for radius in (100, 160, 220, 280):
        ImageDraw.Draw(layer).ellipse((620 - radius, 520 - radius, 620 + radius, 520 + radius), outline=tone, width=9)
    return ImageChops.multiply(sheet, layer)


def scratched(sheet):
    """Lines down the page, as dirt on the glass of a feeder draws them."""
    sheet = sheet.copy()
    for x in (250, 333, 471, 682, 777):
        ImageDraw.Draw(sheet).line((x, 0, x + 1, sheet.height), fill=10, width=2)
    return sheet


def dotted(sheet):
    """Dotted lines close under the print."""
    sheet = sheet.copy()
    pen = ImageDraw.Draw(sheet)
    for row in range(15):
        y = 200 + row * 53 + 42
        for x in range(200, 1400, 12):
            pen.ellipse((x, y, x + 3, y + 3), fill=0)
    return sheet


def specked(sheet):
    sheet, chance = sheet.copy(), random.Random(3)
    pen = ImageDraw.Draw(sheet)
    for _ in range(3000):
        x, y, size = chance.randrange(sheet.width), chance.randrange(sheet.height), chance.choice((1, 2, 3, 4))
        pen.ellipse((x, y, x + size, y + size), fill=20)
    return sheet


@pytest.mark.parametrize(("trouble", "damage"), [("garis melintang", scratched), ("bintik kotoran", specked)])
def test_what_lies_over_print_is_taken_off(papers, missed, trouble, damage):
    sheet = damage(papers.sheet(dpi=DPI))
    better, names = remedies.applied(np.asarray(sheet), DPI)
    assert trouble in names
    assert len(missed(read(papers, sheet, "plain"))) >= 10
    assert len(missed(read(papers, Image.fromarray(better), "plain"))) <= 5


def test_a_page_stamped_in_grey_is_read_again_without_the_stamp(papers, missed):
    page = read(papers, stamped(papers.sheet(dpi=DPI), 90))
    assert len(missed(page)) <= 2
    assert "cap atau noda kelabu" in page.notes[0]


def test_the_dotted_lines_of_a_form_are_not_read(papers, missed):
    assert len(missed(read(papers, dotted(papers.sheet(dpi=DPI))))) <= 2


@pytest.mark.parametrize("points", [9, 14])
def test_clean_print_needs_no_remedy(papers, points):
    page = np.asarray(papers.sheet(dpi=DPI, points=points))
    assert remedies.applied(page, DPI)[1] == ()


def test_the_rules_of_a_table_stay(papers):
    sheet = papers.sheet(dpi=DPI)
    pen = ImageDraw.Draw(sheet)
    for y in range(192, 1000, 53):
        pen.line((150, y, 1500, y), fill=0, width=3)
    for x in (150, 1500):
        pen.line((x, 192, x, 987), fill=0, width=3)
    assert rules.lifted(np.asarray(sheet), DPI) is None


def test_strokes_that_cross_a_line_stay():
    page = np.full((600, 200), 255, np.uint8)
    page[:, 100:103] = 0
    page[100:104, 60:140] = 0
    page[200:204, 60:102] = 0
    page[300:304, 101:140] = 0
    for y in range(400, 500, 8):
        page[y : y + 3, 80:120] = 0
    cleared = rules.lifted(page, DPI)
    assert (cleared[101:103, 60:140] == 0).all()
    assert (cleared[:98, 96:108] == 255).all()
    assert (cleared[201, 60:98] == 0).all()


def test_dots_of_letters_stay_and_specks_go(papers):
    clean = np.asarray(papers.sheet(dpi=300))
    dirty = clean.copy()
    dirty[3000:3400:15, 300:2000:40] = 0
    assert (specks.cleaned(dirty) == clean).all()


def test_print_under_a_grey_stamp_stays_and_the_stamp_goes(papers):
    clean = papers.sheet(dpi=300)
    stamp = stamped(Image.new("L", clean.size, 255), 120)
    cleared = tones.separated(np.asarray(ImageChops.multiply(clean, stamp)), 300)
    print_, far = np.asarray(clean) < 60, np.asarray(clean.resize((310, 438)).resize(clean.size)) > 250
    assert (cleared[print_] < 60).mean() > 0.99
    assert (cleared[far & (np.asarray(stamp) < 200)] == 255).mean() > 0.9


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), share=st.floats(0.05, 0.7), rows=st.integers(1, 25), columns=st.integers(1, 25))
def test_pieces_of_ink_are_those_that_a_flood_fills(seed, share, rows, columns):
    ink = np.random.default_rng(seed).random((rows, columns)) < share
    found = blobs.find(ink)
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(ink), strict=True)}
    sizes = []
    while left:
        edge = [left.pop()]
        size = 0
        while edge:
            y, x = edge.pop()
            size += 1
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            edge += near
        sizes.append(size)
    assert sorted(found.area.tolist()) == sorted(sizes)
    assert (found.drawn(np.ones(len(found.area), np.bool_)) == ink).all()

"""Pages read badly for what lies over their print: each remedy finds its own trouble, and only that."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from pipeline.reading import Options, blobs, light, look, read_page, remedies, rules, screens, specks, stamps, tones

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


def ruled(papers):
    """A letter between the rules of a table."""
    sheet = papers.sheet(dpi=DPI)
    pen = ImageDraw.Draw(sheet)
    for y in range(192, 1000, 53):
        pen.line((150, y, 1500, y), fill=0, width=3)
    for x in (150, 1500):
        pen.line((x, 192, x, 987), fill=0, width=3)
    return sheet


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


def scattered(sheet):
    """Specks in the empty lower part of a page."""
    pixels = np.array(sheet)
    pixels[3000:3400:15, 300:2000:40] = 0
    return Image.fromarray(pixels)


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
    sheet = ruled(papers)
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
    assert (specks.cleaned(np.asarray(scattered(clean))) == clean).all()


@pytest.mark.parametrize("face", ["LiberationSans-Regular.ttf", "NimbusRoman-Regular.otf"])
def test_stops_commas_colons_and_hyphens_stay(face):
    clean = Image.new("L", (2480, 3508), 255)
    lines = "pembinaan disiplin diri di instansi ini,", "Nomor : 12-34/1, sebesar Rp12.345.000,00; lalu isi.", "Hal : izin"
    for row, line in enumerate(lines):
        ImageDraw.Draw(clean).text((300, 300 + 70 * row), line, font=ImageFont.truetype(face, 48), fill=0)
    assert (specks.cleaned(np.asarray(scattered(clean))) == np.asarray(clean)).all()


def test_full_stops_larger_than_the_dots_of_letters_stay():
    page = Image.new("L", (2480, 3508), 255)
    font = ImageFont.truetype("LiberationSerif-Regular.ttf", 52)
    words = "pembinaan disiplin diri di instansi ini"
    for row in range(8):
        foot, end = 300 + 70 * row + font.getmetrics()[0], 300 + round(font.getlength(words)) + 4
        ImageDraw.Draw(page).text((300, 300 + 70 * row), words, font=font, fill=0)
        ImageDraw.Draw(page).rectangle((end, foot - 7, end + 7, foot - 1), fill=0)
    assert (specks.cleaned(np.asarray(scattered(page))) == np.asarray(page)).all()


def test_stops_and_dotted_zeros_of_print_of_one_width_stay():
    clean = Image.new("L", (2480, 3508), 255)
    font = ImageFont.truetype("LiberationMono-Regular.ttf", 48)
    for row, line in enumerate(("Stempel kayu 12 x 34.000", "TOTAL 1.496.000", "Tinta printer isi 55.000")):
        ImageDraw.Draw(clean).text((300, 300 + 70 * row), line, font=font, fill=0)
    assert (specks.cleaned(np.asarray(scattered(clean))) == np.asarray(clean)).all()


def test_a_speck_between_two_words_is_no_full_stop():
    page = Image.new("L", (2480, 3508), 255)
    font = ImageFont.truetype("LiberationSerif-Regular.ttf", 48)
    words = "pembinaan disiplin diri di instansi ini dan di sini "
    ImageDraw.Draw(page).text((300, 300), words + "acara", font=font, fill=0)
    clean, dirty = np.asarray(page), np.asarray(scattered(page)).copy()
    foot, x = 300 + font.getmetrics()[0], round(300 + font.getlength(words)) - 8
    dirty[foot - 6 : foot, x : x + 5] = 0
    assert (dirty != clean)[:1000].any()
    assert (specks.cleaned(dirty) == clean).all()


def test_the_rules_of_a_table_stay_under_specks(papers):
    sheet = ruled(papers)
    pen = ImageDraw.Draw(sheet)
    chance = random.Random(5)
    for _ in range(700):
        x, y = chance.randrange(160, 1490), chance.randrange(16) * 53 + 192 + chance.choice((-3, 3))
        pen.ellipse((x, y - 2, x + 4, y + 2), fill=0)
    assert rules.lifted(np.asarray(sheet), DPI) is None


def test_print_under_a_grey_stamp_stays_and_the_stamp_goes(papers):
    clean = papers.sheet(dpi=300)
    stamp = stamped(Image.new("L", clean.size, 255), 120)
    cleared = tones.separated(np.asarray(ImageChops.multiply(clean, stamp)), 300)
    print_, far = np.asarray(clean) < 60, np.asarray(clean.resize((310, 438)).resize(clean.size)) > 250
    assert (cleared[print_] < 60).mean() > 0.99
    assert (cleared[far & (np.asarray(stamp) < 200)] == 255).mean() > 0.9


def rastered(sheet, angle):
    """A printer's raster over the whole sheet, 13 pixels from dot to dot."""
    y, x = np.mgrid[0 : sheet.height, 0 : sheet.width] * (2 * np.pi / 13)
    turn = np.deg2rad(angle)
    waves = np.cos(x * np.cos(turn) + y * np.sin(turn)) + np.cos(y * np.cos(turn) - x * np.sin(turn))
    dots = Image.fromarray(np.where(waves > 1.1, 40, 255).astype(np.uint8))
    return ImageChops.darker(sheet, dots.filter(ImageFilter.GaussianBlur(1)))


@pytest.mark.parametrize("angle", [0, 45])
def test_a_coarse_raster_goes_and_print_stays(papers, angle):
    sheet = papers.sheet(dpi=300).crop((300, 200, 1600, 1300))
    clean, rough = np.asarray(sheet), np.asarray(rastered(sheet, angle))
    better = screens.taken_out(rough, 300)
    paper, print_ = clean > 250, clean < 60
    assert (rough[paper] < 140).mean() > 0.1
    assert (better[paper] < 140).mean() < 0.02
    assert (better[print_] < 140).mean() > 0.85
    assert screens.taken_out(clean, 300) is None


def test_print_paler_than_the_stamp_over_it_stays_and_the_stamp_goes(papers):
    faint = papers.sheet(dpi=300).crop((0, 0, 2480, 1300)).point(lambda level: 165 + level * 90 // 255)
    stamp = Image.new("L", faint.size, 255)
    ImageDraw.Draw(stamp).ellipse((500, 500, 1000, 1000), outline=110, width=14)
    lifted = stamps.lifted(np.asarray(ImageChops.multiply(faint, stamp)), 300)
    print_, far = np.asarray(faint) < 180, np.asarray(faint.resize((310, 162)).resize(faint.size)) > 250
    assert (lifted[print_] < 215).mean() > 0.95
    assert (lifted[far & (np.asarray(stamp) < 200)] > 240).mean() > 0.9
    assert stamps.lifted(np.asarray(faint), 300) is None


def test_of_red_print_under_a_black_stamp_the_print_stays(papers):
    sheet = papers.sheet(dpi=DPI)
    red = Image.merge("RGB", [sheet.point(lambda level: 170 + level * 85 // 255), sheet, sheet])
    black = stamped(Image.new("L", sheet.size, 255), 40)
    kept = np.asarray(light.colour_alone(ImageChops.multiply(red, Image.merge("RGB", [black] * 3))))
    print_, stamp = np.asarray(sheet) < 60, np.asarray(black) < 60
    assert (kept[print_] < 150).all()
    assert (kept[stamp & (np.asarray(sheet) > 250)] > 240).all()


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

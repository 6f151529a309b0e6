"""White print on coloured bars is read, and what else is coloured still turns to paper."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading import Options, bars, light, look, read_page

DPI = 200
BLUE = (30, 70, 150)


def barred(papers, colour=BLUE, ink="white"):
    """A letter under a heading on a bar, and the words on that bar."""
    sheet = papers.sheet(dpi=DPI, mode="RGB", paper="white", colour="black", start=2.0)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((150, 200, 1500, 270), fill=colour)
    pen.text((200, 213), "Persyaratan umum calon anggota", fill=ink, font=ImageFont.truetype("LiberationSans-Bold.ttf", 36))
    return sheet


def test_a_white_heading_on_a_blue_bar_is_read(papers):
    barred(papers).save(papers.folder / "surat.png", dpi=(DPI, DPI))
    page = read_page(look(papers.folder / "surat.png"), 1, Options())
    assert "Persyaratan umum calon anggota" in page.text


def test_the_bar_goes_and_its_white_print_becomes_dark(papers):
    sheet = barred(papers)
    drawn = np.asarray(bars.with_print(sheet, light.without_colour(sheet), DPI))
    white = np.asarray(sheet.convert("L")) > 250
    assert (drawn[200:270, 150:1500][white[200:270, 150:1500]] < 20).all()
    assert drawn[205:265, 900:1490].min() > 240
    assert (drawn[280:] == np.asarray(light.without_colour(sheet))[280:]).all()


def test_black_print_on_a_highlighter_stays_as_it_is(papers):
    sheet = barred(papers, (250, 230, 70), "black")
    faded = light.without_colour(sheet)
    assert bars.with_print(sheet, faded, DPI).tobytes() == faded.tobytes()


def test_a_round_stamp_is_no_bar():
    sheet = Image.new("RGB", (900, 900), "white")
    pen = ImageDraw.Draw(sheet)
    for radius in (120, 180):
        pen.ellipse((450 - radius, 450 - radius, 450 + radius, 450 + radius), outline=BLUE, width=7)
    pen.text((380, 420), "KPU", fill=BLUE, font=ImageFont.truetype("LiberationSans-Bold.ttf", 60))
    faded = light.without_colour(sheet)
    assert bars.with_print(sheet, faded, DPI).tobytes() == faded.tobytes()

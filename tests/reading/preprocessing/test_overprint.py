"""What lies over print and is no print: a stamp seen in grey, a printer's coarse raster, scratches on a fine scan."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from pipeline.reading import identify, read_page
from pipeline.reading.preprocessing import background_removal, descreen

DPI = 300


def read(papers, sheet, dpi=DPI):
    path = papers.folder / "surat.png"
    sheet.save(path, dpi=(dpi, dpi))
    return read_page(identify(path), 1)


def stamped(sheet, ink=80):
    """A worn rubber stamp over the letter, as a scanner set to grey sees it."""
    mark = Image.new("L", sheet.size, 255)
    pen = ImageDraw.Draw(mark)
    pen.ellipse((300, 500, 1200, 1400), outline=ink, width=16)
    font = ImageFont.truetype("LiberationSans-Bold.ttf", 84)
    pen.text((750, 930), "SEKRETARIAT\nKPU BINTAN\nTELAH DITERIMA", font=font, fill=ink, anchor="mm", align="center")
    return ImageChops.multiply(sheet, mark)


def rastered(sheet, period=12.0):
    """Dots a millimetre apart under all of it but the head."""
    x, y = np.meshgrid(np.arange(sheet.width), np.arange(sheet.height))
    wave = 2 * np.pi / period / 2**0.5
    dots = np.where(np.cos((x + y) * wave) + np.cos((y - x) * wave) > 1.05, 45, 255).astype(np.uint8)
    dots[:600] = dots[1500:] = 255
    return ImageChops.darker(sheet, Image.fromarray(dots)).filter(ImageFilter.GaussianBlur(0.8))


def scratched(sheet):
    sheet = sheet.copy()
    for x in (375, 500, 706, 1023, 1165, 1400):
        ImageDraw.Draw(sheet).line((x, 0, x + 2, sheet.height), fill=15, width=3)
    return sheet


def test_print_under_a_stamp_seen_in_grey_is_read_whole_and_the_note_says_so(papers, missed):
    page = read(papers, stamped(papers.sheet(dpi=DPI, colour=20)))
    assert missed(page) == []
    assert "cap atau noda kelabu" in page.notes[0]


def test_print_on_a_coarse_raster_is_read_but_for_two_words_and_the_note_says_so(papers, missed):
    page = read(papers, rastered(papers.sheet(dpi=DPI, colour=20)))
    assert len(missed(page)) <= 2
    assert "raster kasar" in page.notes[0]


def test_a_coarse_raster_on_a_page_laid_down_askew_is_taken_out_too(papers, missed):
    sheet = rastered(papers.sheet(dpi=DPI, colour=20)).rotate(2, Image.Resampling.BICUBIC, fillcolor=255)
    page = read(papers, sheet)
    assert len(missed(page)) <= 2
    assert "raster kasar" in page.notes[0]


def test_scratches_on_a_fine_scan_cost_no_more_than_a_word(papers, missed):
    page = read(papers, scratched(papers.sheet(dpi=DPI, colour=20)))
    assert len(missed(page)) <= 1
    assert "garis melintang" in page.notes[0]


def test_a_word_on_white_or_on_even_grey_paper_has_nothing_over_it(papers):
    for paper in (255, 180):
        sheet = papers.sheet(dpi=DPI, colour=20, paper=paper).filter(ImageFilter.GaussianBlur(1))
        assert not background_removal.lies_over(np.asarray(sheet), (300, 300, 900, 345))


def test_a_page_without_a_raster_has_no_dots(papers):
    page = np.asarray(papers.sheet(dpi=DPI))
    ruled = page.copy()
    ruled[::53] = 0
    assert descreen.find_dots(page) is None
    assert descreen.find_dots(ruled) is None


@pytest.mark.parametrize("period", [9.0, 12.0, 16.0])
def test_the_dots_of_a_raster_go_and_print_stays(papers, period):
    sheet = papers.sheet(dpi=DPI, colour=20)
    page = np.asarray(rastered(sheet, period))
    found = descreen.find_dots(page)
    assert found is not None
    clear, print_ = descreen.remove_dots(page, found), np.asarray(sheet) < 128
    assert clear[700:1400][~print_[700:1400]].mean() > 225
    assert clear[700:1400][print_[700:1400]].mean() < 110

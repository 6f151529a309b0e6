"""Black lines across the print, as dirt on a feeder's glass draws them, are lifted out of the letters; rules of tables stay."""

from __future__ import annotations

import numpy as np
from PIL import ImageDraw

from pipeline.reading import Options, identify, read_page
from pipeline.reading.preprocessing import line_removal

DPI = 200


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
    """Lines down the page."""
    sheet = sheet.copy()
    for x in (250, 333, 471, 682, 777):
        ImageDraw.Draw(sheet).line((x, 0, x + 1, sheet.height), fill=10, width=2)
    return sheet


def test_a_scratched_page_is_read_and_the_note_says_so(papers, missed):
    scratched(papers.sheet(dpi=DPI)).save(papers.folder / "surat.png", dpi=(DPI, DPI))
    page = read_page(identify(papers.folder / "surat.png"), 1)
    assert len(missed(page)) <= 5
    assert len(missed(read_page(identify(papers.folder / "surat.png"), 1, Options(effort="plain")))) > 10
    assert "garis melintang" in page.notes[0]


def test_the_rules_of_a_table_stay(papers):
    assert line_removal.remove_scratches(np.asarray(ruled(papers)), DPI) is None


def test_strokes_that_cross_a_line_stay():
    page = np.full((600, 200), 255, np.uint8)
    page[:, 100:103] = 0
    page[100:104, 60:140] = 0
    page[200:204, 60:102] = 0
    page[300:304, 101:140] = 0
    for y in range(400, 500, 8):
        page[y : y + 3, 80:120] = 0
    cleared = line_removal.remove_scratches(page, DPI)
    assert (cleared[101:103, 60:140] == 0).all()
    assert (cleared[:98, 96:108] == 255).all()
    assert (cleared[201, 60:98] == 0).all()

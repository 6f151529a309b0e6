"""Lines that Tesseract left out are counted, and nothing else is taken for one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.recognition import assembly, missed_lines
from pipeline.reading.recognition.assembly import OcrSheet
from pipeline.reading.recognition.attempt import Attempt
from pipeline.reading.recognition.tesseract import Token
from pipeline.reading.sources import image

FONT = ImageFont.truetype("DejaVuSerif.ttf", 42)
LINE = "Sehubungan dengan kegiatan tersebut diminta menugaskan 10 orang"


@pytest.fixture
def page():
    """A page of ten lines at 300 dots per inch, and where each stands."""
    sheet = Image.new("L", (2480, 3508), 250)
    pen = ImageDraw.Draw(sheet)
    boxes = []
    for number in range(10):
        at = (300, 400 + 90 * number)
        pen.text(at, LINE, font=FONT, fill=20)
        boxes.append(pen.textbbox(at, LINE, font=FONT))
    return sheet, pen, boxes


def unread_lines(sheet, boxes, dpi):
    return missed_lines.find_missed_lines(sheet, boxes, dpi)[0]


def test_every_line_without_words_is_counted(page):
    sheet, _, boxes = page
    assert unread_lines(sheet, boxes, 300) == []
    assert len(unread_lines(sheet, boxes[:3] + boxes[4:8] + boxes[9:], 300)) == 2


def test_a_rule_a_signature_and_a_stamp_are_no_lines(page):
    sheet, pen, boxes = page
    pen.line([(300, 1500), (2200, 1500)], fill=0, width=6)
    pen.line([(1500 + 60 * step, 1700 + (step * 137) % 210) for step in range(9)], fill=30, width=5)
    pen.ellipse((1700, 1900, 2200, 2400), outline=60, width=14)
    pen.rectangle((300, 2500, 900, 3100), fill=90)
    assert unread_lines(sheet, boxes, 300) == []


def test_a_line_beside_a_picture_is_seen_though_the_picture_runs_on(page):
    sheet, pen, boxes = page
    left, top, right, bottom = boxes[5]
    for x in range(1900, 2200, 20):
        pen.line([(x, top - 300), (x, bottom + 300)], fill=20, width=8)
    (piece,) = unread_lines(sheet, [*boxes[:5], *boxes[6:]], 300)
    assert abs(piece[0] - left) < 30
    assert abs(piece[1] - top) < 30
    assert piece[2] > right - 30


def test_a_pale_line_is_seen_where_pale_ones_were_read(page):
    sheet, _, boxes = page
    pale = sheet.point(lambda level: 150 + level * 105 // 255)
    assert len(unread_lines(pale, boxes[:4] + boxes[5:], 300)) == 1
    assert unread_lines(pale, boxes, 300) == []


def test_a_page_with_an_unread_line_is_believed_by_so_much_less(page, tmp_path):
    sheet, _, boxes = page
    sheet.save(tmp_path / "page.bmp")
    words = [
        Token(word, (x0 + 190 * at, y0, x0 + 190 * at + 170, y1), 0.96, 1, 1, line)
        for line, (x0, y0, _, y1) in enumerate(boxes[:9])
        for at, word in enumerate(LINE.split())
    ]
    attempt = Attempt(tuple(words), 0, sheet=OcrSheet(tmp_path / "page.bmp", tuple(one.box for one in words), lambda box: box, 300))
    assert attempt.unread_lines == 1
    read = assembly.assemble_page(image.from_pixels(sheet, 300), 1, words, 0, (), 300, attempt.sheet, None, attempt.unread)
    assert 0.87 < read.confidence < 0.92


def test_where_nothing_was_read_nothing_is_said_of_lines(page):
    assert unread_lines(page[0], [], 300) == []


def test_a_rough_desk_around_the_sheet_is_no_line_of_print(page):
    sheet, _, boxes = page
    rough = np.random.default_rng(3).normal(150, 60, (30, sheet.width // 24)).clip(0, 250).astype(np.uint8)
    desk = Image.fromarray(rough).resize((sheet.width, 40), Image.Resampling.BICUBIC)
    sheet.paste(desk, (0, 60))
    assert unread_lines(sheet, boxes, 300) == []
    assert len(unread_lines(sheet, boxes[1:], 300)) == 1

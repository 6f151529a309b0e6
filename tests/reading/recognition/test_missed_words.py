"""Figures that Tesseract dropped from lines that it read are found, read by themselves and put where they stand."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.recognition import missed_lines

DPI, HIGH = 150.0, 25
FONT = ImageFont.truetype("LiberationSans-Regular.ttf", HIGH)
ROWS = 6


@pytest.fixture(name="contents")
def contents_fixture():
    """A sheet with a list and its page numbers, and the boxes of the words, without the numbers."""
    sheet = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(sheet)
    boxes = []
    for row in range(ROWS):
        x, y = 200.0, 200 + 60 * row
        for word in ("Surat", "masuk", "Wonosari", "tahun", "2024"):
            pen.text((x, y), word, font=FONT, fill=0)
            boxes.append(tuple(float(side) for side in pen.textbbox((x, y), word, font=FONT)))
            x += pen.textlength(word + " ", font=FONT)
        pen.text((1000, y), str(11 + 7 * row), font=FONT, fill=0)
    return sheet, boxes


def test_a_column_of_figures_without_words_is_found(contents):
    sheet, boxes = contents
    _, found = missed_lines.find_missed_lines(sheet, boxes, DPI)
    assert len(found) == ROWS
    assert all(990 < left < 1010 and right < 1045 for left, _, right, _ in found)


def test_what_was_read_is_not_found_again(contents):
    sheet, boxes = contents
    numbers = [(995.0, 200.0 + 60 * row, 1040.0, 200.0 + 60 * row + HIGH) for row in range(ROWS)]
    assert missed_lines.find_missed_lines(sheet, boxes + numbers, DPI) == ([], [])


def test_a_signature_a_rule_and_two_arrows_are_no_print(contents):
    sheet, boxes = contents
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((980, 150, 1239, 700), fill=255)
    pen.line([(1000 + 8 * step, 300 + 70 * (step % 2)) for step in range(20)], fill=0, width=3)
    pen.line((1100, 190, 1100, 560), fill=0, width=3)
    for row in (0, 1):
        pen.text((1150, 200 + 60 * row), "X", font=FONT, fill=0)
    assert missed_lines.find_missed_lines(sheet, boxes, DPI)[1] == []

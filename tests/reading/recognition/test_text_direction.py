"""Which way lines run is told by what can be read of them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from pipeline.reading.line_recognition import Character, LineWord, TextLine, quad_of, rotate_quad
from pipeline.reading.recognition import second_recognizer, text_direction


def reader(right):
    """Reads surely whatever lies as ``right`` says: a test of corners."""

    def read(quads):
        said = [0.99 if right(quad) else 0.3 for quad in quads]
        return [TextLine(quad, (LineWord((Character("a", 0, 1, sure),)),)) for quad, sure in zip(quads, said, strict=True)]

    return read


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_turned_the_way_its_words_can_be_read(papers, turn):
    second = second_recognizer.second_recognizer()
    lying = papers.sheet(dpi=150).rotate(turn, expand=True, fillcolor=255)
    found = second.find(lying)
    assert text_direction.detect_turn(found, 0.2, lambda quads: second.read(lying, quads, "ind")) == turn
    assert abs(text_direction.detect_skew(found, turn)) < 0.3


def test_a_page_that_tesseract_reads_is_not_asked(papers):
    def refuse(_quads):
        raise AssertionError

    assert text_direction.detect_turn([quad_of((0, 0, 400, 20))], 0.9, refuse) == 0


def test_a_barcode_beside_lines_that_run_across_does_not_lay_the_page_on_its_side():
    quads = [quad_of((0, 30 * row, 400, 30 * row + 20)) for row in range(5)] + [quad_of((500, 0, 520, 150))]
    assert text_direction.detect_turn(quads, 0.3, reader(lambda quad: quad[0][0] < quad[1][0])) == 0


@pytest.mark.parametrize("turn", [0, 90, 270])
@pytest.mark.parametrize("degrees", [-14.0, -2.0, 0.7, 9.0])
def test_the_skew_of_lines_is_measured_once_the_page_is_turned(papers, degrees, turn):
    page = papers.sheet(dpi=150).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).rotate(turn, expand=True)
    found = second_recognizer.second_recognizer().find(page)
    assert abs(text_direction.detect_skew(found, turn) - degrees) < 0.4


def test_corners_of_a_turned_line_begin_where_it_is_read_from():
    quad = quad_of((0, 0, 20, 200))
    assert np.array_equal(rotate_quad(quad, 90)[0], (0, 200))
    assert np.array_equal(rotate_quad(quad, 270)[0], (20, 0))

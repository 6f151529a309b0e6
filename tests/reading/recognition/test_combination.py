"""Two readings of the same print: the likelier word counts, and none is lost or doubled."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.line_recognition import Character, LineWord, TextLine, quad_of
from pipeline.reading.recognition import combination
from pipeline.reading.recognition.tesseract import Token
from pipeline.reading.recognition.vocabulary import Vocabulary

WIDE = 20
"""Pixels of a character; words are parted by one."""


def row(words, top=100, line=1):
    """Tesseract's words ``(text, confidence)`` on one line, a number leaving so many characters white."""
    tokens, at = [], 0
    for word in words:
        if isinstance(word, int):
            at += word
            continue
        text, confidence = word
        box = (float(at * WIDE), float(top), float((at + len(text)) * WIDE), top + 30.0)
        tokens.append(Token(text, box, confidence, 1, 1, line))
        at += len(text) + 1
    return tokens


def line(words, top=100, length=40):
    """A line of the second recogniser that long, its words ``(text, confidence)``."""
    found, at = [], 0
    for text, confidence in words:
        spans = [(at + index, at + index + 1) for index in range(len(text))]
        found.append(
            LineWord(tuple(Character(one, a / length, b / length, confidence) for one, (a, b) in zip(text, spans, strict=True)))
        )
        at += len(text) + 1
    return TextLine(quad_of((0, top, length * WIDE, top + 30)), tuple(found))


WORDS = Vocabulary({"kegiatan", "layanan", "informasi", "keputusan", "tanggung", "jawab"})


def together(tokens, lines, read=None):
    boxes = [token.box for token in tokens]
    where = combination.assign_to_lines(boxes, [one.quad for one in lines])
    chosen = dict(enumerate(lines)) if read is None else {at: lines[at] for at in read}
    seen, words = combination.combine(tokens, boxes, where, chosen, lambda box: box, WORDS)
    assert seen == tuple(word.box for word in words)
    return words


def texts(words):
    return [word.text for word in words]


def test_the_surer_reading_of_each_word_counts():
    words = together(row([("rapat", 0.96), ("p1eno", 0.4)]), [line([("rapat", 0.99), ("pleno", 0.99)])])
    assert texts(words) == ["rapat", "pleno"]
    assert words[0].chance > words[1].chance > 0.5


def test_a_word_that_tesseract_is_sure_of_stays_where_the_other_doubts():
    assert texts(together(row([("Tax", 0.96)]), [line([("Iax", 0.4)])])) == ["Tax"]


def test_spaces_that_the_second_recogniser_dropped_are_tesseracts():
    words = together(row([("layanan", 0.5), ("informasi", 0.5)]), [line([("layanan?informasi", 0.99)])])
    assert len(words) == 2


def test_spaces_that_tesseract_dropped_are_the_second_recognisers():
    assert texts(together(row([("Total.GST", 0.9)]), [line([("Total", 0.99), ("GST", 0.99)])])) == ["Total", "GST"]


def test_points_of_figures_that_tesseract_dropped_come_back():
    assert texts(together(row([("4028", 0.93)]), [line([("40.28", 0.99)])])) == ["40.28"]


def test_a_number_that_tesseract_tore_stays_one():
    assert texts(together(row([("21:", 0.6), ("20", 0.6)]), [line([("21.20", 0.99)])])) == ["21.20"]


def test_a_line_without_tesseracts_words_is_put_below_the_line_above_it():
    tokens = row([("satu", 0.96)], 100, 1) + row([("tiga", 0.96)], 200, 2)
    lines = [line([("satu", 0.99)], 100), line([("dua", 0.99)], 150), line([("tiga", 0.99)], 200)]
    words = together(tokens, lines, read=[1])
    assert texts(words) == ["satu", "dua", "tiga"]
    assert len({(word.block, word.paragraph, word.line) for word in words}) == 3


def test_a_page_that_tesseract_lost_is_read_in_the_order_of_its_lines():
    lines = [line([(word, 0.99)], 100 + 50 * number) for number, word in enumerate(("satu", "dua", "tiga", "empat"))]
    assert texts(together([], [lines[2], lines[0], lines[3], lines[1]])) == ["satu", "dua", "tiga", "empat"]


def test_what_tesseract_doubts_outside_all_lines_goes():
    tokens = row([("rapat", 0.96)]) + row([("~:", 0.3), ("Ketua", 0.95)], 400, 2)
    assert texts(together(tokens, [line([("rapat", 0.99)])])) == ["rapat", "Ketua"]


def test_a_word_of_the_language_counts_before_one_that_is_none():
    assert texts(together(row([("kegiatan", 0.8)]), [line([("keglatan", 0.97)])])) == ["kegiatan"]


def test_a_word_that_the_second_recogniser_parted_is_one():
    assert texts(together(row([("kes?", 0.2)]), [line([("keg", 0.97), ("iatan", 0.97)])])) == ["kegiatan"]


def test_words_that_both_ran_together_are_parted_where_the_language_parts_them():
    assert texts(together(row([("layananinfcrmasi", 0.4)]), [line([("layananinformasi,", 0.97)])])) == ["layanan", "informasi,"]


def test_a_word_that_both_read_alike_is_not_parted():
    assert texts(together(row([("layananinformasi", 0.8)]), [line([("layananinformasi", 0.97)])])) == ["layananinformasi"]


WORD = st.tuples(st.text("abcdef012", min_size=1, max_size=6), st.floats(0, 1))


@given(st.lists(st.lists(WORD, max_size=5), min_size=1, max_size=5), st.data())
def test_every_place_is_read_once(rows, data):
    tokens = [token for number, words in enumerate(rows) for token in row(words, 100 + 50 * number, number)]
    lines = [line(data.draw(st.lists(WORD, max_size=5)), 100 + 50 * number) for number in range(len(rows))]
    words = together(tokens, lines)
    for one in range(len(words)):
        for other in range(one):
            a, b = words[one].box, words[other].box
            shared = min(a[2], b[2]) - max(a[0], b[0])
            assert abs(a[1] - b[1]) > 20 or shared < 0.5 * min(a[2] - a[0], b[2] - b[0])
    assert all(word.chance is None or 0 <= word.chance <= 1 for word in words)


def test_corners_that_are_not_upright_count_as_the_box_around_them():
    slanted = TextLine(np.array([(0, 110), (800, 100), (800, 130), (0, 140)], np.float32), line([("rapat", 0.99)]).words)
    assert texts(together(row([("r@pat", 0.3)]), [slanted])) == ["rapat"]

"""Which lines are read again, and which pieces of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.line_recognition import quad_bounds, quad_of
from pipeline.reading.recognition import uncertain_print
from pipeline.reading.recognition.vocabulary import Vocabulary
from tests.reading.recognition.test_combination import WIDE, row

WORDS = Vocabulary({"rapat", "pleno", "terbuka"})
SURE = [("rapat", 0.96), ("pleno", 0.95), ("terbuka", 0.95), ("untuk", 0.96), ("umum", 0.96)]


def pieces(words, share=0.99, length=32):
    tokens = row(words)
    boxes, quads = [token.box for token in tokens], [quad_of((0, 100, length * WIDE, 130))]
    return uncertain_print.find_uncertain_pieces(tokens, boxes, quads, [tuple(range(len(tokens)))], share, WORDS)


def again(words, share=0.99, length=32):
    """The words that are read again, and whether some print is."""
    _, rows, wanted = pieces(words, share, length)
    texts = [word for word in words if not isinstance(word, int)]
    return [texts[index][0] for at in wanted for index in rows[at]], bool(wanted)


@pytest.mark.parametrize(
    ("words", "share", "read"),
    [
        (SURE, 0.99, False),
        ([SURE[0], ("p1eno", 0.8), *SURE[2:]], 0.99, True),
        ([SURE[0], ("pleno", 0.8), *SURE[2:]], 0.99, False),
        ([SURE[0], ("pleno", 0.5), *SURE[2:]], 0.99, True),
        ([SURE[0], ("pleno", 0.8), *SURE[2:]], 0.85, True),
        ([SURE[0], ("pleno", 0.9), *SURE[2:]], 0.99, False),
        ([SURE[0], ("pleno", 0.9), *SURE[2:]], 0.85, True),
        ([("rapat", 0.96)], 0.99, True),
        ([], 0.99, True),
    ],
)
def test_print_is_read_again_where_a_word_is_unsure_or_was_dropped(words, share, read):
    assert again(words, share)[1] is read


def test_only_the_unsure_word_and_its_neighbours_are_read_again():
    words = [*SURE, ("dibuka", 0.5), *SURE, *SURE]
    assert again(words, length=99)[0] == ["umum", "dibuka", "rapat"]


def test_words_beside_bare_paper_are_read_again_where_their_line_is():
    words = [("satu", 0.96), ("dua", 0.96), ("tiga", 0.96), ("empat", 0.5), ("lima", 0.96), *SURE, 4, ("akhir", 0.96)]
    assert again(words, length=65)[0] == ["tiga", "empat", "lima", "umum", "akhir"]


def test_a_word_that_was_dropped_at_the_end_of_a_sure_line_is_read():
    assert again([*SURE, *SURE], length=61) == ([], False)
    assert again([*SURE, *SURE], length=68) == (["untuk", "umum"], True)
    assert again([6, *SURE, *SURE], length=67) == (["rapat", "pleno"], True)


def test_a_line_in_doubt_for_the_most_part_is_read_whole():
    words = [("rapat", 0.5), ("pleno", 0.95), ("terbuka", 0.5), ("untuk", 0.96), ("umum", 0.5)]
    assert again(words)[0] == ["rapat", "pleno", "terbuka", "untuk", "umum"]


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=8), st.floats(0, 1)), max_size=12), st.floats(0, 1))
def test_the_pieces_of_a_line_are_the_line(words, share):
    quads, rows, _ = pieces(words, share, 110)
    assert [index for row in rows for index in row] == list(range(len(words)))
    edges = [quad_bounds(quad) for quad in quads]
    assert (edges[0][0], edges[-1][2]) == (0, 110 * WIDE)
    assert all(abs(before[2] - after[0]) < 0.1 for before, after in pairwise(edges))

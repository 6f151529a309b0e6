"""Whatever a paper holds, twice as much of it takes twice as long: no pattern looks at every letter from every other."""

import time

import pytest

from pipeline import classification, search
from pipeline.document.pages import Page, Reading, TextSource, Word
from pipeline.reading import dehyphenate
from pipeline.reading.layout import header_footer, running_headers, text_lines
from pipeline.reading.text_layer import plausibility, word_spacing
from pipeline.reading.text_layer.glyphs import Font, Glyph
from pipeline.search.tokenizer import tokens

LETTERS = 200_000
SHAPES = (
    "(",
    "a",
    "1",
    " ",
    ".",
    "- ",
    "ab-\n",
    "A.1/",
    "Nomor : ",
    "\t",
    "a@",
    "1. ",
    "12/HM.02/2101/2024 ",
    "_",
    "e\u0301",
    "a.b",
    "\n",
)
SHORT = 0.5
"""Seconds under which a ratio says nothing."""
FONT = Font("Serif", False)


def page(text):
    return Page(1, text, TextSource.TEXT, 1.0)


def words(text):
    return [Word(word, (0.1, 0.04, 0.2, 0.05), 1.0) for word in text.split()]


def propose(text):
    scheme = classification.load_default()
    office = classification.Office(name="KPU Kabupaten Bintan", region="Bintan", place="Kijang")
    classification.propose(Reading("text/plain", (page(text),)), scheme, office, "surat.txt")


def letters(text):
    """A page with more letters than 40,000 is not laid out."""
    some = enumerate(text[: len(text) // 8])
    word_spacing.group_words(
        [Glyph(letter, index % 7 * 30.0, 0, index % 7 * 30.0 + 5, 10, 10.0, 10.0, 0, FONT) for index, letter in some]
    )


FUNCTIONS = {
    "is it text": lambda text: plausibility.assess_text(text.split() or [text]),
    "one word": plausibility.is_plausible,
    "clean words": lambda text: text_lines.clean_words(text, (0.0, 0.0, 1.0, 1.0), 1.0),
    "broken words": dehyphenate,
    "edges": lambda text: header_footer.split_margins([[line for line in [words(text)] if line]]),
    "running lines": lambda text: running_headers.split_running_lines([page(text)] * 4),
    "letters into words": letters,
    "tokens": lambda text: list(tokens(text)),
    "a question": search.parse,
    "an excerpt": lambda text: search.snippet([(1, text, [])], search.parse("kata")),
    "a proposal": propose,
}


def seconds(function, text):
    started = time.process_time()
    function(text)
    return time.process_time() - started


@pytest.mark.parametrize("name", FUNCTIONS)
def test_twice_the_text_takes_no_more_than_about_twice_as_long(name):
    function = FUNCTIONS[name]
    function("surat")
    for shape in SHAPES:
        whole = (shape * LETTERS)[:LETTERS]
        half, full = seconds(function, whole[: LETTERS // 2]), seconds(function, whole)
        assert full < max(SHORT, 3.3 * half), (shape, half, full)

"""Spaces that the second recogniser lost or made, by a dictionary."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reading.recognition import dictionary_spacing
from pipeline.reading.recognition.vocabulary import Vocabulary
from tests.reading.recognition.test_combination import line

WORDS = Vocabulary({"kegiatan", "di", "samping", "disamping", "layanan", "informasi", "tanggung"})


def words(*texts, white=1.0):
    return [replace(word, white=white) for word in line([(text, 0.9) for text in texts], length=80).words]


@pytest.mark.parametrize(
    ("read", "joined"),
    [
        (("keg", "iatan"), ["kegiatan"]),
        (("tan", "ggung", "keg", "iatan"), ["tanggung", "kegiatan"]),
        (("di", "samping"), ["di", "samping"]),
        (("keg.", "iatan"), ["keg.", "iatan"]),
        (("KEG", "IATAN,"), ["KEGIATAN,"]),
        ((), []),
    ],
)
def test_neighbours_are_made_one_where_only_together_they_are_a_word(read, joined):
    assert [word.text for word in dictionary_spacing.join_words(words(*read), WORDS)] == joined


@pytest.mark.parametrize(
    ("read", "joined"),
    [
        (("b1a", "nko"), ["b1anko"]),
        (("layanan", "informasi"), ["layanan", "informasi"]),
        (("Sari", "Bentan"), ["Sari", "Bentan"]),
        (("layanan", "22"), ["layanan", "22"]),
        (("HM.", "02"), ["HM.02"]),
        (("di", "samping"), ["disamping"]),
    ],
)
def test_without_paper_between_them_pieces_are_made_one_and_words_are_not(read, joined):
    assert [word.text for word in dictionary_spacing.join_words(words(*read, white=0.0), WORDS)] == joined


@pytest.mark.parametrize(
    ("read", "parts"),
    [
        ("layananinformasi", ["layanan", "informasi"]),
        ("(layananinformasi).", ["(layanan", "informasi)."]),
        ("kegiatan", ["kegiatan"]),
        ("08:30", ["08:30"]),
        ("layananxyz", ["layananxyz"]),
    ],
)
def test_a_run_of_words_is_parted(read, parts):
    (word,) = words(read)
    found = dictionary_spacing.split_word(word, WORDS)
    assert [part.text for part in found] == parts
    assert [one for part in found for one in part.characters] == list(word.characters)


def test_how_much_of_a_reading_are_words_of_the_language():
    assert dictionary_spacing.known_share(["layanan", "informasi"], WORDS) == 1.0
    assert 0.4 < dictionary_spacing.known_share(["layanan", "inf0rmasl"], WORDS) < 0.6
    assert dictionary_spacing.known_share(["12/2026"], WORDS) == 0.0

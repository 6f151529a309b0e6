"""The words of a language, from Tesseract's own data."""

from __future__ import annotations

import pytest

from pipeline.reading.recognition.vocabulary import Vocabulary, vocabulary_of

WORDS = Vocabulary({"layanan", "informasi", "tanjungpinang", "tanjung", "pinang", "undang", "rapat", "koordinasi"})


@pytest.mark.parametrize(
    ("word", "known"), [("Kegiatan,", True), ("(KEPUTUSAN)", True), ("undang-undang", True), ("keglatan", False), ("a", False)]
)
def test_the_dictionary_of_the_installed_language_is_read(word, known):
    assert vocabulary_of("ind").knows(word) is known


def test_two_languages_know_the_words_of_both():
    assert all(vocabulary_of("ind+eng").knows(word) for word in ("kegiatan", "meeting"))


def test_a_language_that_is_not_installed_has_no_words_and_stops_nobody():
    assert not vocabulary_of("xyz")
    assert not vocabulary_of("xyz").knows("rapat")


@pytest.mark.parametrize(
    ("letters", "cuts"),
    [
        ("layananinformasi", [7]),
        ("RapatKoordinasi", [5]),
        ("Tanjungpinang", []),
        ("layananinf0rmasi", None),
        ("layananinformas", None),
        ("layanan", None),
    ],
)
def test_a_run_of_letters_is_cut_where_all_its_parts_are_words(letters, cuts):
    assert WORDS.cuts(letters) == cuts


def test_a_run_that_a_hostile_page_made_long_is_cut_in_no_time():
    assert WORDS.cuts("layanan" * 2000) is None

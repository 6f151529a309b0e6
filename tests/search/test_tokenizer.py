"""The stem under which the forms of a word are kept."""

from __future__ import annotations

import pytest

from pipeline.language.indonesian import stem
from pipeline.search.tokenizer import indexed_stem


@pytest.mark.parametrize(
    "forms",
    [
        "dinas dinasnya kedinasan",
        "batas batasan pembatasan membatasi",
        "penting pentingnya kepentingan",
        "tugas tugasnya penugasan ditugaskan",
        "pilih memilih dipilih pemilihan",
        "kode kodenya pengkodean",
    ],
)
def test_english_endings_part_no_indonesian_forms(forms: str) -> None:
    together = [form for form in forms.split() if stem(form) == stem(forms.split()[0])]
    assert len(together) > 1
    assert len({indexed_stem(form) for form in together}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "register registers registered registering",
        "election elections",
        "party parties",
        "approve approves approved approving",
        "class classes",
        "plan plans planned planning",
        "box boxes",
        "process processes processed",
    ],
)
def test_english_forms_are_kept_together(forms: str) -> None:
    assert len({indexed_stem(form) for form in forms.split()}) == 1


def test_what_is_left_of_a_word_stands_in_all_its_forms() -> None:
    """The snippet relies on it."""
    for form in ("countries", "policies", "planned", "hoping", "processes", "menulis", "penulisan"):
        assert indexed_stem(form)[1:] in form

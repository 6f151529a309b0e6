"""Does a text name a certain paper? By number, title or class, as a decision on it would."""

from __future__ import annotations

import pytest

from pipeline.classification import load_default, mentions
from pipeline.document.facts import Facts

NUMBER = "009/SDM.06.3-SD/2101/2026"
PATH = load_default().path("SDM.06.3")
NAMED_BY_NUMBER = [
    "naskah nomor 9/SDM.06.3-SD/2101/2026 dikecualikan",
    "naskah nomor 009/SDM.06.3-SD/2101/2026.",
    "Nomor.009 / SDM. 06.3 – SD / 2101 / 2026, tanggal",
    "nomor\n9/sdm.6.3-sd/2101/2026",
]
NOT_NAMED = [
    "naskah nomor 19/SDM.06.3-SD/2101/2026",
    "naskah nomor 1.9/SDM.06.3-SD/2101/2026",
    "naskah nomor 9/SDM.06.3-SD/2101/20261",
    "naskah nomor 9/SDM.06.4-SD/2101/2026",
    "naskah nomor 9/SDM.06.3-ST/2101/2026",
    "nomor 9 tahun 2026",
    "",
]


@pytest.mark.parametrize("text", NAMED_BY_NUMBER)
def test_a_number_is_found_whatever_its_blanks_dashes_and_leading_zeros(text: str) -> None:
    assert mentions(text, Facts(number=NUMBER))


@pytest.mark.parametrize("text", NOT_NAMED)
def test_another_number_is_another_paper(text: str) -> None:
    assert not mentions(text, Facts(number=NUMBER))


@pytest.mark.parametrize("number", ["", "9", "12", "no", "9/2026"])
def test_a_number_that_many_papers_may_have_names_none(number: str) -> None:
    assert not mentions("keputusan nomor 9/2026 butir 12, no 9", Facts(number=number))


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Persetujuan cuti sakit pegawai", True),
        ("PERSETUJUAN  CUTI, SAKIT PEGAWAI", True),
        ("Persetujuan cuti sakit", True),
        ("setujuan cuti sakit", False),
        ("cuti", False),
        ("Cuti sakit", False),
        ("Persetujuan", False),
        ("", False),
    ],
)
def test_a_title_is_found_as_whole_words_and_only_when_it_is_one(title: str, named: bool) -> None:
    assert mentions("Menetapkan surat Persetujuan Cuti\nSakit Pegawai sebagai dikecualikan", Facts(title=title)) is named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("informasi kelas SDM.06.3 dikecualikan", True),
        ("informasi kelas SDM.06.3.", True),
        ("(SDM. 06. 3)", True),
        ("SDM.06.3 - cuti sakit", True),
        ("seluruh kelas SDM.06 dikecualikan", True),
        ("seluruh kelas SDM dikecualikan", False),
        ("kelas SDM.06.4", False),
        ("kelas SDM.06.31", False),
        ("nomor 5/SDM.06.3-SD/2101/2026", False),
        ("nomor 5 / SDM.06.3 / 2101 / 2026", False),
        ("XSDM.06.3", False),
    ],
)
def test_a_class_is_found_by_its_code_but_not_inside_another_papers_number(text: str, named: bool) -> None:
    exempt = text if "dikecualikan" in text else f"dikecualikan: {text}"
    assert mentions(exempt, Facts(code="SDM.06.3"), PATH) is named


def test_a_class_is_found_by_its_name() -> None:
    assert mentions(f"dikecualikan informasi tentang {PATH[-1].name.lower()} pegawai", Facts(), PATH)
    assert not mentions(f"rapat tentang {PATH[-1].name.lower()} pegawai", Facts(), PATH)
    assert not mentions(f"dikecualikan informasi tentang {PATH[0].name.lower()}", Facts(), PATH)

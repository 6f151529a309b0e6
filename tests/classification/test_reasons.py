"""Every reason is told in both languages, also one that was stored."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipeline.classification import reasons as texts
from pipeline.classification.propose import Office, propose
from pipeline.classification.scheme.scheme import load_default
from pipeline.document.pages import Page, Reading, TextSource
from pipeline.language.phrases import BilingualText, Message, day_text, translate_older

ROOM = Path(texts.__file__).parent
NAMES = vars(texts).values()
PHRASES = [one for one in [*NAMES, *texts.PARTS.values()] if isinstance(one, Message)]
WHOLE = [one for one in [*NAMES, *texts.NO_PARTS.values()] if isinstance(one, BilingualText)]
FILLED = {
    "why": texts.AFTER_WORD(word="Nomor"),
    "date": day_text("2024-08-17"),
    "name": "Dana (Kampanye)",
    "names": "PL.01.7 (Dana Kampanye); HM.02 (Publikasi (cetak))",
    "version": "KPU 1257/2024",
    "shown": "Rapat 14 Maret 2024; ditunda, tetapi kurang meyakinkan",
}
HEAD = "KOMISI PEMILIHAN UMUM\nKABUPATEN BINTAN\n\n"
PAPERS = (
    "",
    "ab 12 cd",
    f"{HEAD}Nomor : 12/PL.01.4-SD/2101/2024\nSifat : Terbatas\nHal : Daftar calon\n\nYth. Bawaslu\n\nBintan, 14 Maret 2024\nKetua,",
    f"{HEAD}Nomor : 12/PL.77.4-ST/2101/2024\nHal : Undangan rapat\nTanggal 3 Februari 2024\n\nKetua,\n\nTembusan:\n1. Arsip.",
    "KEPUTUSAN KPU KABUPATEN BINTAN\nNOMOR 4 TAHUN 2024\nTENTANG\nJADWAL\n\nDitetapkan di Bintan\npada tanggal 1 Juni 2024\nKETUA,",
    "STANDAR OPERASIONAL PROSEDUR\nTanggal Pengesahan : 20 Juli 2020\nDisahkan Oleh : Ketua",
)


def reasons(text: str) -> list[str]:
    reading = Reading("image/png", (Page(1, text, TextSource.OCR, 0.9),))
    made = propose(reading, load_default(), Office(place="Kijang"), "12_PL.01.4-SD_2101_2024.pdf")
    return [reason.text for reason in made.reasons]


@pytest.mark.parametrize("said", WHOLE)
def test_a_stored_reason_is_told_in_english(said: BilingualText) -> None:
    assert translate_older(str(said), "en") == said.english != str(said)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.indonesian)
def test_a_stored_reason_keeps_what_it_says_of_the_paper(phrase: Message) -> None:
    wanted = {name: FILLED.get(name, "PL.01.7") for name in phrase.places}
    said = phrase(**wanted)
    assert translate_older(str(said), "en") == said.english != str(said)
    assert all(str(value) in said for value in wanted.values())


@pytest.mark.parametrize("text", PAPERS)
def test_every_reason_of_a_proposal_has_its_english(text: str) -> None:
    for reason in reasons(text):
        assert isinstance(reason, BilingualText)
        assert translate_older(str(reason), "en") == reason.english != str(reason)


def test_a_day_inside_a_reason_is_written_as_its_language_writes_it() -> None:
    said = texts.ABOVE_SIGNATURE(date=day_text("2024-08-17"))
    assert (str(said), said.english) == (
        "tercetak di atas tanda tangan: 17 Agustus 2024",
        "printed above the signature: 17 August 2024",
    )


WORDED = {"FoundValue", "DetectedType", "Reason", "_Guess"}


def test_no_reason_is_worded_outside_the_rooms_wording() -> None:
    for module in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in WORDED:
                continue
            why = [*node.args[2:4], *(keyword.value for keyword in node.keywords if keyword.arg == "reason")]
            worded = [one for one in why if isinstance(one, ast.JoinedStr) or isinstance(getattr(one, "value", None), str)]
            assert not worded, f"{module.name}:{node.lineno}"

"""``berkas read`` as a tool for itself: many files at once, each page as its user wishes."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli.app import print_row
from tests.builders import write
from tests.builders.command import Office


def test_files_are_answered_in_their_order_and_a_missing_one_is_named_without_stopping_the_rest(tmp_path: Path) -> None:
    papers = [write(tmp_path, f"{number}.txt", f"surat ke-{number}\n".encode()) for number in range(9)]
    said = Office(tmp_path)("read", *papers[:4], tmp_path / "tiada.pdf", *papers[4:], "--json")
    assert said.code == 1
    assert "tiada.pdf: tidak ditemukan" in said.err
    assert [(reading["file"], reading["pages"][0]["text"].strip()) for reading in said.json] == [
        (str(paper), f"surat ke-{number}") for number, paper in enumerate(papers)
    ]


def test_a_turn_that_no_page_can_have_is_wrong_use(tmp_path: Path) -> None:
    said = Office(tmp_path)("read", write(tmp_path, "a.txt", b"surat"), "--turn", "45")
    assert (said.code, said.out) == (2, "")
    assert "--turn" in said.err


def test_a_long_text_goes_on_under_its_own_beginning_in_a_window_of_80_columns(monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_row("2026-000001  queued  ", "Penetapan Tim Pendokumentasian Informasi Publik Tahun 2026 di Bandar Seri Bentan [x]")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("2026-000001  queued  Penetapan")
    assert second == " " * 21 + second.strip()
    assert second.endswith("[x]")
    assert len(first) <= 80

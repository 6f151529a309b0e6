"""``berkas read`` as a tool for itself: many files at once, each page as its user wishes."""

from __future__ import annotations

from pathlib import Path

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

"""What people are told of papers that they hand in by command."""

from __future__ import annotations

from pathlib import Path

from pipeline.training.papers import a_letter, as_txt
from tests.builders import write
from tests.builders.bad import pdf_that_lacks_a_page
from tests.builders.command import an_office


def test_a_page_that_could_not_be_read_is_named_and_lowers_the_papers_confidence(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    said = office("add", write(tmp_path, *pdf_that_lacks_a_page()), "--json")
    assert said.code == 0
    assert "halaman 2 tidak terbaca" in said.err
    (record,) = said.json
    assert record["confidence"] <= 0.5
    assert "halaman 2" in office("show", record["id"]).out


def test_who_finds_nothing_in_the_archive_is_told_of_what_waits(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    assert office("add", write(tmp_path, "surat.txt", as_txt(a_letter(word="Tirtalaya")))).code == 0
    assert "Di antrean ada 1" in office("search", "Tirtalaya").out
    assert "antrean" not in office("search", "Purnakarya").out

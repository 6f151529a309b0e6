"""What the catalogue keeps in few bytes, and a catalogue of an earlier Berkas."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from pipeline.catalogue import database, encoding, models
from pipeline.document.facts import Facts
from pipeline.document.pages import Word
from pipeline.maintenance import check
from pipeline.worker import indexer
from tests.builders import home as builders

WORDS = tuple(
    Word(text, (place / 4, 0.25, place / 4 + 0.125, 0.375), 0.5) for place, text in enumerate(["surat", "dinas", "nomor"])
)


def test_the_words_of_a_page_come_back_with_their_boxes() -> None:
    boxed = encoding.PackedWords("surat dinas\nnomor", encoding.pack(WORDS))
    assert [len(boxed), boxed[-1].text, boxed[0:2], tuple(boxed)] == [3, "nomor", WORDS[:2], WORDS]
    assert boxed[1].box == pytest.approx(WORDS[1].box, abs=1e-4)


def test_a_paper_without_fixed_pages_has_no_boxes() -> None:
    assert len(encoding.PackedWords("surat dinas", encoding.pack(()))) == 0


def test_words_that_are_not_those_of_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="words"):
        len(encoding.PackedWords("surat dinas", encoding.pack(WORDS)))


def test_a_brief_shows_a_record_as_lists_do(tmp_path: Path) -> None:
    record = builders.filed(builders.a_home(tmp_path), title="Jadwal")
    brief = models.Record.objects.get(pk=record.id).in_brief()
    proposal = replace(record.proposal, facts=Facts(), reasons=()) if record.proposal else None
    assert brief == replace(record, history=(), arrivals=(), derived={}, proposal=proposal)


def test_a_catalogue_of_an_earlier_berkas_is_brought_up_to_date(tmp_path: Path) -> None:
    home = builders.a_home(tmp_path)
    record = builders.filed(home, title="Jadwal")
    builders.queued(home)
    call_command("migrate", "catalogue", "0002", verbosity=0, interactive=False)
    database.migrate()
    indexer.update_index(indexer.open_engine(home))
    assert check.check(home, indexer.open_engine(home)) == []
    assert models.Record.objects.get(pk=record.id).in_brief().facts.title == "Jadwal"

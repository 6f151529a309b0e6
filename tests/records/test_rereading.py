"""A page is read once more because a person wishes it; what was decided about the paper stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import approval
from pipeline.archive import bag, record_folder
from pipeline.catalogue import models
from pipeline.document import Entry, Record, Status
from pipeline.failures import Unreadable
from pipeline.home import Home
from pipeline.records import lifecycle, rereading
from pipeline.records.rereading import RereadOptions
from pipeline.training.papers import a_letter, as_jpeg
from tests.builders.home import DESK, PPID, READER, At

LETTER = a_letter(code="TU.01.2", word="Rimbatara")
TYPED = b"KOMISI PEMILIHAN UMUM\n\nPerihal: Undangan\n"


def text_of(home: Home, record: Record) -> str:
    stands = models.Record.objects.get(pk=record.id)
    read = record_folder.load_reading(home.archive / stands.shelf)
    assert [page.text for page in read.pages] == [page.text for page in stands.page_rows.order_by("number")]
    return read.text


def test_a_filed_page_is_turned_as_wished_and_back_again_and_its_facts_stay(home: Home, at: At) -> None:
    before = at.filed(as_jpeg(LETTER), "pindai.jpg")
    wrong = rereading.read_again(home, before.id, at.pool, DESK, RereadOptions(page=1, turn=180))
    assert "Rimbatara" not in text_of(home, wrong)
    assert wrong.confidence < before.confidence  # type: ignore[operator]  # both were read
    again = rereading.read_again(home, before.id, at.pool, PPID, RereadOptions(page=1))
    assert "Rimbatara" in text_of(home, again)
    assert (again.facts, again.status, again.proposal) == (before.facts, Status.FILED, before.proposal)
    assert [(entry.act, entry.by, entry.detail) for entry in again.history[-2:]] == [
        ("reread", "dewi", {"page": "1", "turn": "180"}),
        ("reread", "putra", {"page": "1"}),
    ]
    assert bag.findings(home.archive / models.Record.objects.get(pk=before.id).shelf / "bag") == []


def test_history_says_in_both_languages_which_page_was_wished_and_how() -> None:
    entry = Entry("", "reread", "dewi", "web", 2, Status.FILED)
    said = rereading.describe_options(replace(entry, detail=RereadOptions(2, 180, "eng", enhanced=True).told()))
    assert said == "halaman 2; diputar 180°; bahasa naskah: Inggris; gambarnya diperbaiki dulu"
    assert said.english == "page 2; turned by 180°; language: English; its picture mended first"
    assert rereading.describe_options(replace(entry, detail=RereadOptions().told())) == ""
    assert rereading.describe_options(replace(entry, act="verify", detail={"page": "2"})) == ""


def test_a_queued_paper_is_proposed_anew_but_for_what_a_person_typed(home: Home, at: At) -> None:
    record = at.queued(as_jpeg(LETTER), "pindai.jpg")
    lifecycle.edit(home, record.id, DESK, {"title": "Judul dari Dewi"})
    upside_down = rereading.read_again(home, record.id, at.pool, DESK, RereadOptions(turn=180))
    assert (upside_down.facts.title, upside_down.facts.code_printed) == ("Judul dari Dewi", "")
    upright = rereading.read_again(home, record.id, at.pool, DESK, RereadOptions(turn=0, language="ind+eng", enhanced=True))
    assert (upright.facts.title, upright.facts.code_printed) == ("Judul dari Dewi", "TU.01.2")
    assert upright.history[-1].detail == {"turn": "0", "language": "ind+eng", "enhanced": "True"}
    assert upright.status is Status.QUEUED


@pytest.mark.parametrize(
    ("actor", "wish", "failure"),
    [
        (READER, RereadOptions(page=1), approval.NotAllowed),
        (DESK, RereadOptions(page=2), approval.WrongValue),
        (DESK, RereadOptions(page=0), approval.WrongValue),
        (DESK, RereadOptions(turn=45), approval.WrongValue),
        (DESK, RereadOptions(language="eng; rm -r"), approval.WrongValue),
    ],
)
def test_a_wish_that_cannot_be_leaves_everything_as_it_was(home: Home, at: At, actor, wish: RereadOptions, failure) -> None:
    record = at.filed(TYPED, access_level="biasa")
    with pytest.raises(failure):
        rereading.read_again(home, record.id, at.pool, actor, wish)
    assert at.record(record.id) == record


def test_a_paper_that_cannot_be_read_any_more_keeps_its_earlier_reading(home: Home, at: At) -> None:
    record = at.filed(TYPED)
    shelf = home.archive / models.Record.objects.get(pk=record.id).shelf
    (shelf / record.original).write_bytes(b"")
    with pytest.raises(Unreadable):
        rereading.read_again(home, record.id, at.pool, DESK, RereadOptions(page=1))
    assert "Undangan" in text_of(home, record)


def test_what_another_read_meanwhile_is_not_overwritten(home: Home, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    record, read = at.queued(TYPED), rereading._reading

    def meanwhile(*words):
        monkeypatch.setattr(rereading, "_reading", read)
        again = read(*words)
        rereading.read_again(home, record.id, at.pool, PPID, RereadOptions())
        return replace(again, pages=(replace(again.pages[0], text="lama"),))

    monkeypatch.setattr(rereading, "_reading", meanwhile)
    with pytest.raises(lifecycle.StaleRecord):
        rereading.read_again(home, record.id, at.pool, PPID, RereadOptions(page=1))
    assert "lama" not in text_of(home, record)

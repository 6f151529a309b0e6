"""A stored sentence keeps the key and values that it was made from; one without them is recognised by its words."""

from __future__ import annotations

import ast
import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import failures
from pipeline.archive import decisions, record_folder
from pipeline.catalogue import encoding
from pipeline.document import Entry, Proposal, Reason, Record, Status
from pipeline.document.facts import Facts
from pipeline.document.pages import Page, Reading, TextSource
from pipeline.failures import NothingRead, TooBig, TookTooLong
from pipeline.language import older_texts, phrases
from pipeline.language.phrases import BilingualText, FromMessage, Message, day_text, translate
from pipeline.reading import messages
from pipeline.reading.page import failed_page
from tests.builders.sentences import ROOT, all_messages

STORED = sorted((one for one in all_messages() if one.stored), key=lambda one: one.key)
LOOKS_OURS = "naskah kosong"
"""A title of a paper that is, word for word, a sentence of ours."""
LARGE = TooBig(what=messages.MEMORY)


def a_record(text: str = "", why: str = "", problem: str = "") -> Record:
    entry = Entry("2026-01-01", "unreadable", "berkas", "up", 1, Status.UNREADABLE, why=why)
    return Record(
        "2026-000001",
        1,
        Status.UNREADABLE,
        "a.txt",
        "0" * 64,
        1,
        "text/plain",
        "bag/data/original.txt",
        "2026-01-01",
        proposal=Proposal(Facts(), reasons=(Reason("title", text),)),
        problem=problem,
        history=(entry,),
    )


def filed(record: Record) -> Record:
    return record_folder.load_record(record_folder.dump_record(record))


def reason_of(record: Record) -> str:
    assert record.proposal
    return record.proposal.reasons[0].text


def stored(text: str) -> str:
    return reason_of(filed(a_record(text)))


def in_file(record: Record) -> Any:
    return json.loads(record_folder.dump_record(record))


def never(*_: object) -> None:
    raise AssertionError("a new record was recognised by its words")


@pytest.mark.parametrize("message", STORED, ids=lambda message: message.key)
def test_each_stored_message_comes_back_from_a_record_by_its_key(message: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    said = message(**dict.fromkeys(message.places, LOOKS_OURS))
    monkeypatch.setattr(older_texts, "recognise", never)
    again = stored(said)
    assert (str(again), translate(again, "en"), translate(again, "id")) == (str(said), said.english, str(said))
    assert isinstance(again, BilingualText)
    assert again.origin == said.origin


@pytest.mark.parametrize("message", STORED, ids=lambda message: message.key)
def test_a_value_that_reads_like_a_sentence_of_ours_is_not_translated(message: Message) -> None:
    again = stored(message(**dict.fromkeys(message.places, LOOKS_OURS)))
    assert str(translate(again, "en")).count(LOOKS_OURS) == message.english.count("{")


def test_each_stored_message_has_a_key_of_its_own() -> None:
    assert len(STORED) > 200
    assert len({one.key for one in STORED}) == len({(one.key, one.indonesian, one.english) for one in STORED})
    with pytest.raises(ValueError, match="key of its own"):
        Message("Kalimat lain.", "Another sentence.", key="reading.hard")
    with pytest.raises(ValueError, match="key of its own"):
        Message("Kalimat tanpa kunci.", "A sentence without a key.")


def test_a_key_is_written_out_and_does_not_follow_from_a_name_in_the_code() -> None:
    written = {
        one.value
        for file in ROOT.rglob("*.py")
        for one in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(one, ast.Constant)
    }
    assert [one.key for one in STORED if one.key not in written and not one.key.startswith("test.")] == []


def test_what_stands_inside_a_sentence_keeps_its_key_too() -> None:
    page = failed_page(3, LARGE.said())
    said = NothingRead(reason=BilingualText.joined(page.notes, " ")).said()
    again = stored(said)
    assert translate(again, "en") == (
        "Not one page could be read. Page 3 could not be read. "
        "This file is over a safety limit (memory). Split it into smaller parts and hand it in once more."
    )
    assert translate(stored(messages.UNREAD_PAGE(number=1, why=day_text("2024-03-14"))), "en") == (
        "Page 1 could not be read. 14 March 2024"
    )


def test_the_text_of_a_record_stays_a_text_and_key_and_values_stand_beside_it() -> None:
    said = TookTooLong(seconds=3).said()
    written = in_file(a_record(said, why=said, problem=said))
    beside = {"key": "failure.took_too_long", "values": {"seconds": 3}}
    assert (written["problem"], written["said"]) == (str(said), beside)
    assert (written["history"][0]["why"], written["history"][0]["said"]) == (str(said), beside)
    assert (written["proposal"]["reasons"][0]["text"], written["proposal"]["reasons"][0]["said"]) == (str(said), beside)


def test_a_sentence_that_was_stored_in_english_is_told_in_indonesian() -> None:
    again = filed(a_record(problem=LARGE.said("en"))).problem
    assert (str(again), translate(again, "id")) == (LARGE.sentence("en"), LARGE.sentence("id"))


def test_a_message_that_is_worded_anew_is_told_as_it_is_worded_today(monkeypatch: pytest.MonkeyPatch) -> None:
    again = stored(messages.UNREAD_LINES(count=4))
    anew = replace(messages.UNREAD_LINES, indonesian="{count} baris hilang.", english="{count} lines are lost.", stored=False)
    monkeypatch.setitem(phrases._MESSAGES, messages.UNREAD_LINES.key, anew)
    assert (translate(again, "en"), str(again)) == ("4 lines are lost.", "4 baris pada halaman ini tidak terbaca.")


def test_a_persons_own_words_stay_as_they_are_even_where_they_read_like_ours() -> None:
    again = filed(a_record(problem=LOOKS_OURS, why=LOOKS_OURS))
    assert in_file(again)["said"] is None
    assert translate(again.problem, "en") == translate(again.history[0].why, "en") == LOOKS_OURS


def test_a_record_of_an_older_version_is_recognised_by_its_words_and_stays_as_it_is_when_written_again() -> None:
    written = in_file(
        a_record(LOOKS_OURS, why="Berkas ini kosong (0 bita). Pindai atau salin ulang, lalu masukkan lagi.", problem="x")
    )
    for one in (written, *written["history"], *written["proposal"]["reasons"]):
        del one["said"]
    old = record_folder.load_record(json.dumps(written).encode())
    assert translate(reason_of(old), "en") == translate(stored(reason_of(old)), "en") == "the paper is empty"
    assert str(translate(old.history[0].why, "en")).startswith("This file is empty (0 bytes).")
    assert translate(old.problem, "en") == "x"
    assert in_file(old) == written


def test_a_key_of_a_later_version_is_kept_and_its_text_is_recognised_if_it_is_known() -> None:
    for text, english in ((LOOKS_OURS, "the paper is empty"), ("Kalimat dari masa depan.", "Kalimat dari masa depan.")):
        said = BilingualText(text, origin=FromMessage("later.sentence", {"count": 2}))
        assert translate(stored(said), "en") == english
        assert in_file(filed(a_record(said)))["proposal"]["reasons"][0]["said"] == {"key": "later.sentence", "values": {"count": 2}}


@pytest.mark.parametrize("said", ["?", 7, [], {"key": 3}, {"key": "reading.unread_lines", "values": {}}])
def test_what_is_damaged_beside_a_text_costs_no_more_than_its_english(said: object) -> None:
    written = in_file(a_record(problem="Kata orang."))
    written["said"] = said
    assert translate(record_folder.load_record(json.dumps(written).encode()).problem, "en") == "Kata orang."


@pytest.mark.parametrize("old", [False, True], ids=["new", "of an older version"])
def test_the_notes_of_a_page_come_back_from_the_reading(tmp_path: Path, old: bool) -> None:
    notes = (messages.HARD(), messages.COMMENTS(count=1, said=LOOKS_OURS))
    data = record_folder.dump_reading(Reading("text/plain", (Page(1, "", TextSource.OCR, 1.0, notes=notes),)))
    if old:
        fields = json.loads(gzip.decompress(data))
        del fields["pages"][0]["said"]
        data = gzip.compress(json.dumps(fields).encode())
    (tmp_path / record_folder.READING_FILE).write_bytes(data)
    again = record_folder.load_reading(tmp_path).pages[0].notes
    assert again == notes
    assert [translate(note, "en") for note in again[:1]] == [notes[0].english]
    assert (LOOKS_OURS in str(translate(again[1], "en"))) is not old


@pytest.mark.parametrize(("why", "english"), [(LARGE.said(), LARGE.sentence("en")), (LOOKS_OURS, LOOKS_OURS)])
def test_why_a_record_is_unreadable_is_kept_in_what_lists_show(why: str, english: str) -> None:
    assert translate(encoding.from_brief(encoding.to_brief(a_record(problem=why))).problem, "en") == english


def test_a_brief_of_an_older_version_is_recognised_by_its_words() -> None:
    fields = json.loads(encoding.to_brief(a_record(problem=str(LARGE))))
    del fields["said"]
    assert translate(encoding.from_brief(json.dumps(fields, separators=(",", ":"))).problem, "en") == LARGE.sentence("en")


def test_the_reason_of_a_hold_keeps_its_key_and_that_of_a_person_is_theirs() -> None:
    for why, english in ((LARGE.said(), LARGE.sentence("en")), (LOOKS_OURS, LOOKS_OURS)):
        entry = Entry("2026-01-01", "hold", "siti", "web", 1, Status.FILED, why=why)
        again = decisions.load(decisions.dump(decisions.Decision(decisions.HOLDS, "a.audit", 1, {"why": why}, (entry,))))
        assert translate(again.data["why"], "en") == translate(again.history[0].why, "en") == english
        assert set(again.data) == {"why"}


def test_an_office_file_of_an_older_version_is_recognised_by_its_words() -> None:
    data = {"format": decisions.FORMAT, "kind": "holds", "id": "a.audit", "version": 1, "data": {"why": LOOKS_OURS}, "history": []}
    assert translate(decisions.load(json.dumps(data).encode()).data["why"], "en") == "the paper is empty"


def test_each_failure_has_a_key_of_its_own() -> None:
    kinds = [one for one in vars(failures).values() if isinstance(one, type) and issubclass(one, failures.Failure)]
    assert len({one.key for one in kinds}) == len(kinds)

"""A record's files: what is written is what is read, whatever people and scanners put into it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.archive import record_folder
from pipeline.archive.newer import NewerFormat
from pipeline.document import Arrival, Disposition, Entry, Proposal, Reason, Record, Retention, RetentionRule, Status
from pipeline.document.facts import Facts
from pipeline.document.pages import Page, Reading, TextSource, Word
from pipeline.document.triggers import Trigger
from tests.builders import write

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SHARE = st.floats(0, 1)
BOX = st.tuples(SHARE, SHARE, SHARE, SHARE)
FACTS = st.builds(Facts, title=TEXT, number=TEXT, date=TEXT, code=TEXT, category=TEXT)
REASONS = st.builds(Reason, TEXT, TEXT, st.none() | st.integers(1, 9), st.lists(BOX, max_size=2).map(tuple))
PROPOSALS = st.builds(Proposal, FACTS, st.dictionaries(TEXT, SHARE, max_size=2), st.lists(REASONS, max_size=2).map(tuple))
STATUSES, TRIGGERS, ENDS = st.sampled_from(Status), st.sampled_from(Trigger), st.sampled_from(Disposition)
RULES = st.builds(RetentionRule, TEXT, st.integers(0, 99), st.integers(0, 99), TRIGGERS, TEXT, ENDS, st.booleans(), TEXT, TEXT)
ENTRIES = st.builds(
    Entry, TEXT, TEXT, TEXT, TEXT, st.integers(1), STATUSES, TEXT, TEXT, st.dictionaries(TEXT, st.tuples(TEXT, TEXT), max_size=2)
)
RECORDS = st.builds(
    Record,
    id=TEXT,
    version=st.integers(1),
    status=STATUSES,
    file=TEXT,
    sha256=TEXT,
    size=st.integers(0),
    media_type=TEXT,
    original=TEXT,
    received_at=TEXT,
    facts=FACTS,
    proposal=st.none() | PROPOSALS,
    confidence=st.none() | SHARE,
    retention=st.none() | st.builds(Retention, RULES, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT),
    arrivals=st.lists(st.builds(Arrival, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    derived=st.dictionaries(TEXT, TEXT, max_size=2),
    history=st.lists(ENTRIES, max_size=2).map(tuple),
)
PAGES = st.builds(
    Page,
    st.integers(1),
    TEXT,
    st.sampled_from(TextSource),
    SHARE,
    words=st.lists(st.builds(Word, TEXT, BOX, SHARE), max_size=3).map(tuple),
)
READINGS = st.builds(Reading, TEXT, st.lists(PAGES, max_size=3).map(tuple), SHARE)
A_RECORD = Record("2026-000001", 1, Status.RECEIVED, "a.txt", "0" * 64, 1, "text/plain", "bag/data/original.txt", "2026-01-01")


@settings(max_examples=60, deadline=None)
@given(RECORDS)
def test_a_record_comes_back_as_it_was_written(record: Record) -> None:
    assert record_folder.load_record(record_folder.dump_record(record)) == record


@settings(max_examples=40, deadline=None)
@given(READINGS)
def test_a_reading_comes_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, reading: Reading) -> None:
    path = tmp_path_factory.mktemp("bacaan")
    write(path, record_folder.READING_FILE, record_folder.dump_reading(reading))
    assert record_folder.load_reading(path) == reading


def test_the_same_reading_is_the_same_bytes() -> None:
    reading = Reading("text/plain", (Page(1, "isi", TextSource.TEXT, 1.0),))
    assert record_folder.dump_reading(reading) == record_folder.dump_reading(reading)


def test_people_can_read_a_record() -> None:
    text = record_folder.dump_record(A_RECORD).decode()
    assert '"file": "a.txt"' in text
    assert json.loads(text)["format"] == record_folder.FORMAT


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b'{"format": "berkas-record/99"}', b"\xff\xfe", b'{"format":'])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        record_folder.load_record(data)


def test_a_record_of_a_later_kind_is_refused_rather_than_misread() -> None:
    later = record_folder.dump_record(A_RECORD).replace(b"berkas-record/1", b"berkas-record/2")
    with pytest.raises(NewerFormat):
        record_folder.load_record(later)


def test_every_record_folder_is_found_wherever_it_stands(tmp_path: Path) -> None:
    places = ["disposed/2026-000001", "queue/2026-000002", "set-aside/2026-000003", "shelves/2029-01-01/HM.02/2026-000004"]
    places += ["shelves/permanent/bag/2026-000005", "shelves/salah-taruh/2026-000006"]
    for place in places:
        write(tmp_path, f"{place}/{record_folder.RECORD_FILE}", b"{}")
    assert sorted(str(path.relative_to(tmp_path)) for path in record_folder.folders(tmp_path)) == places


def test_what_lies_in_a_bag_is_no_record(tmp_path: Path) -> None:
    write(tmp_path, f"queue/2026-000001/{record_folder.RECORD_FILE}", b"{}")
    write(tmp_path, f"queue/2026-000001/bag/data/{record_folder.RECORD_FILE}", b"{}")
    assert [path.name for path in record_folder.folders(tmp_path)] == ["2026-000001"]


def test_what_is_under_way_is_no_record(tmp_path: Path) -> None:
    write(tmp_path, f".staging/2026-000001/folder/{record_folder.RECORD_FILE}", b"{}")
    assert list(record_folder.folders(tmp_path)) == []


def test_an_empty_archive_holds_no_records(tmp_path: Path) -> None:
    assert list(record_folder.folders(tmp_path)) == []


@pytest.mark.parametrize("place", ["queue", "set-aside", "disposed", "shelves/2029-01-01/HM.02"])
def test_a_record_is_found_by_its_number(tmp_path: Path, place: str) -> None:
    write(tmp_path, f"{place}/2026-000001/{record_folder.RECORD_FILE}", b"{}")
    assert record_folder.find(tmp_path, "2026-000001") == tmp_path / place / "2026-000001"
    assert record_folder.find(tmp_path, "2026-000002") is None


def test_a_reading_that_is_not_the_stored_one_counts_as_none(tmp_path: Path) -> None:
    data = record_folder.dump_reading(Reading("text/plain", ()))
    record = Record(
        "x", 1, Status.QUEUED, "", "", 0, "", "", "", derived={record_folder.READING_FILE: record_folder.sha256_of(data)}
    )
    assert not record_folder.has_reading(tmp_path, record)
    write(tmp_path, record_folder.READING_FILE, data)
    assert record_folder.has_reading(tmp_path, record)
    write(tmp_path, record_folder.READING_FILE, data[:-1])
    assert not record_folder.has_reading(tmp_path, record)


@pytest.mark.parametrize("pages", [None, [3], [{"notes": 3}], [{"notes": [3], "said": [None]}]])
def test_a_damaged_reading_is_refused_as_damaged(tmp_path: Path, pages: object) -> None:
    fields = {"format": record_folder.READING_FORMAT, "media_type": "text/plain"} | ({"pages": pages} if pages else {})
    (tmp_path / record_folder.READING_FILE).write_bytes(gzip.compress(json.dumps(fields).encode()))
    with pytest.raises(ValueError, match="validation error"):
        record_folder.load_reading(tmp_path)

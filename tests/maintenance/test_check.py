"""``berkas check`` finds each kind of damage, and nothing where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.archive import ledger, record_folder
from pipeline.catalogue import models, staging
from pipeline.document import Record
from pipeline.home import Home
from pipeline.maintenance import check
from pipeline.records import lifecycle, set_aside
from pipeline.training.papers import a_letter, as_txt
from pipeline.worker import indexer
from tests.builders import write
from tests.builders.home import DESK, MACHINE, At

FILED = as_txt(a_letter(code="TU.01.2", date="2024-03-14"))
WAITING = as_txt(a_letter(word="Telukbakau"))


@pytest.fixture
def record(home: Home, at: At) -> Record:
    """A filed record, beside one that waits; everything indexed."""
    at.queued(WAITING, "lain.txt")
    filed = at.filed(FILED, code="TU.01.2")
    indexer.update_index(indexer.open_engine(home))
    return filed


def found(home: Home) -> set[tuple[str, str]]:
    return {(finding.subject, finding.kind) for finding in check.check(home, indexer.open_engine(home))}


def place(home: Home, record: Record) -> Path:
    return home.archive / models.Record.objects.get(pk=record.id).shelf


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_sound_home_has_no_findings(home: Home, record: Record) -> None:
    assert found(home) == set()


def test_an_empty_home_has_no_findings(home: Home) -> None:
    assert found(home) == set()


def test_a_flipped_bit_of_the_paper_is_found(home: Home, record: Record) -> None:
    flip(place(home, record) / record.original)
    assert found(home) == {(record.id, "fixity")}


def test_a_lost_paper_is_found(home: Home, record: Record) -> None:
    (place(home, record) / record.original).unlink()
    assert (record.id, "fixity") in found(home)


def test_a_seal_taken_away_is_found(home: Home, record: Record) -> None:
    (place(home, record) / "bag" / "tagmanifest-sha256.txt").unlink()
    assert found(home) == {(record.id, "unsealed")}


def test_a_changed_word_in_a_record_is_found(home: Home, record: Record) -> None:
    path = place(home, record) / record_folder.RECORD_FILE
    path.write_bytes(path.read_bytes().replace(b'"file": "surat.txt"', b'"file": "Surat.txt"'))
    assert found(home) == {(record.id, "ledger"), (record.id, "catalogue")}


def test_a_record_that_is_no_json_any_more_is_found(home: Home, record: Record) -> None:
    (place(home, record) / record_folder.RECORD_FILE).write_bytes(b"\0\0\0")
    assert found(home) == {(record.id, "damaged")}


def test_a_damaged_reading_is_found(home: Home, record: Record) -> None:
    flip(place(home, record) / record_folder.READING_FILE)
    assert found(home) == {(record.id, "derived")}


@pytest.mark.parametrize("where", ["shelves/2999-01-01/TU.01.2", "shelves/2999-01-01", "queue"])
def test_a_folder_moved_by_hand_is_found(home: Home, record: Record, where: str) -> None:
    target = home.archive / where / record.id
    target.parent.mkdir(parents=True, exist_ok=True)
    place(home, record).rename(target)
    assert found(home) == {(record.id, "shelf"), (record.id, "catalogue")}


def test_a_folder_that_is_gone_is_found(home: Home, record: Record) -> None:
    shutil.rmtree(place(home, record))
    assert found(home) == {(record.id, "missing")}


def test_a_copied_folder_is_found(home: Home, record: Record) -> None:
    shutil.copytree(place(home, record), home.archive / "queue" / record.id)
    assert (record.id, "twice") in found(home)


def test_a_changed_row_is_found(home: Home, record: Record) -> None:
    row = models.Record.objects.get(pk=record.id)
    models.Record.objects.filter(pk=record.id).update(json=row.json.replace("surat.txt", "lain.txt"))
    assert found(home) == {(record.id, "catalogue")}


def test_a_lost_row_is_found(home: Home, record: Record) -> None:
    models.Record.objects.filter(pk=record.id).delete()
    assert (record.id, "catalogue") in found(home)


@pytest.mark.parametrize(
    "column", ["status", "title", "category", "access_level", "code", "sha256", "retention_end", "date", "number"]
)
def test_a_column_that_says_otherwise_than_its_record_is_found(home: Home, record: Record, column: str) -> None:
    models.Record.objects.filter(pk=record.id).update(**{column: "lain"})
    assert found(home) == {(record.id, "catalogue")}


def test_a_record_that_the_index_lacks_is_found(home: Home, record: Record) -> None:
    indexer.open_engine(home).apply([], [record.id])
    assert found(home) == {(record.id, "index")}


def test_a_record_that_only_the_index_has_is_found(home: Home, record: Record) -> None:
    row = models.Record.objects.get(pk=record.id)
    indexer.open_engine(home).apply([replace(indexer.document(row, ""), id="2026-999999")], [])
    assert found(home) == {("2026-999999", "index")}


@pytest.mark.parametrize("damage", [b"", b"rusak", b"\0" * 16, b"\xff"])
def test_an_index_that_does_not_open_is_found(home: Home, record: Record, damage: bytes) -> None:
    for path in (home.index / "fulltext").rglob("*"):
        if path.is_file():
            path.write_bytes(damage)
    assert found(home) == {("index", "broken")}


def test_an_index_that_is_behind_is_no_finding(home: Home, at: At, record: Record) -> None:
    at.queued(b"belum diindeks\n")
    assert found(home) == set()


def test_a_changed_line_of_the_recap_book_is_found(home: Home, record: Record) -> None:
    _change_line(home, 2, lambda line: line.replace(b'"by": "berkas"', b'"by": "hantu"'))
    assert ("ledger", "chain") in found(home)


def test_a_changed_last_line_of_the_recap_book_is_found(home: Home, record: Record) -> None:
    _change_line(home, -1, lambda line: line.replace(b'"by": "putra"', b'"by": "hantu"'))
    assert (record.id, "ledger") in found(home)


def test_a_line_that_is_no_json_any_more_is_found(home: Home, record: Record) -> None:
    _change_line(home, 2, lambda _line: b"\xff\xfe\n")
    assert ("ledger", "chain") in found(home)


def test_a_recap_book_without_its_last_line_is_found(home: Home, record: Record) -> None:
    _change_line(home, -1, lambda _line: b"")
    assert ("ledger", "behind") in found(home)


def _change_line(home: Home, number: int, change: Callable[[bytes], bytes]) -> None:
    [book] = (home.archive / "ledger").glob("*.jsonl")
    lines = book.read_bytes().splitlines(keepends=True)
    assert change(lines[number]) != lines[number]
    lines[number] = change(lines[number])
    book.write_bytes(b"".join(lines))


def test_a_changed_office_file_is_found(home: Home, record: Record) -> None:
    path = home.archive / "office" / "people" / "sari.json"
    path.write_bytes(path.read_bytes().replace(b'"exempt_right": false', b'"exempt_right": true'))
    assert found(home) == {("people/sari", "ledger"), ("people/sari", "catalogue")}


def test_a_lost_office_file_is_found(home: Home, record: Record) -> None:
    (home.archive / "office" / "people" / "sari.json").unlink()
    assert found(home) == {("people/sari", "missing"), ("people/sari", "catalogue")}


def test_a_person_whom_only_the_catalogue_knows_is_found(home: Home, record: Record) -> None:
    models.Person.objects.create(name="hantu", version=1, role="ppid", json="{}")
    assert found(home) == {("people/hantu", "catalogue")}


def test_a_damaged_office_file_is_found(home: Home, record: Record) -> None:
    write(home.archive, "office/people/sari.json", b"[]")
    assert found(home) == {("people/sari", "damaged")}


def test_a_right_given_in_the_catalogue_alone_is_found(home: Home, record: Record) -> None:
    models.Person.objects.filter(pk="sari").update(exempt_right=True)
    assert found(home) == {("people/sari", "catalogue")}


def test_an_act_that_cannot_be_finished_is_named_and_blocks_only_its_own_record(home: Home, at: At, record: Record) -> None:
    (place(home, record) / record_folder.RECORD_FILE).write_bytes(b"[]")
    staging.begin(home, record.id)
    assert (record.id, "unfinished") in found(home)
    assert at.queued(b"yang lain tetap jalan\n").status == "queued"
    with pytest.raises(staging.Unfinished, match="berkas check"):
        set_aside.undo(home, record.id, DESK)


def test_what_changes_while_it_looks_is_no_finding(home: Home, at: At, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = next(row for row in models.Record.objects.all() if row.status == "queued")
    last_written = check._last_written

    def and_meanwhile(of: Home) -> dict[str, ledger.Line]:
        written = last_written(of)
        if models.Record.objects.get(pk=waiting.id).status == "queued":
            set_aside.set_aside(of, waiting.id, DESK, "sementara diperiksa")
        return written

    monkeypatch.setattr(check, "_last_written", and_meanwhile)
    assert found(home) == set()


def test_it_says_how_far_it_is(home: Home, record: Record) -> None:
    seen: list[tuple[int, int]] = []
    check.check(home, indexer.open_engine(home), lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_nothing_about_a_sound_home_depends_on_who_acts(home: Home, at: At, record: Record) -> None:
    at.received(FILED, "kembar.txt")
    lifecycle.read_record(home, at.received(b"baru\n").id, at.pool, MACHINE)
    assert found(home) == set()

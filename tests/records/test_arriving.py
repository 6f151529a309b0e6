"""Papers arrive: once each, however they come."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import durable, intake, reading
from pipeline.archive import bag
from pipeline.catalogue import ingest, models, staging, transactions
from pipeline.document import Record, Status
from pipeline.document.pages import Reading
from pipeline.home import Home
from pipeline.records import lifecycle, set_aside
from pipeline.training.papers import a_letter, as_txt
from tests.builders import write
from tests.builders.home import DESK, MACHINE, PPID, At

LETTER = as_txt(a_letter())
OTHER = as_txt(a_letter(word="Telukbakau"))
LONGER = LETTER + b"\nlembar kedua\n"


def hand_in(home: Home, data: bytes, name: str = "surat.txt") -> lifecycle.Receipt:
    return lifecycle.receive(home, intake.claim_copy(home.inbox, write(home.root, "luar", data), name), MACHINE)


def records() -> list[Record]:
    return [row.record() for row in models.Record.objects.order_by("pk")]


def acts(record: Record) -> list[str]:
    return [entry.act for entry in record.history]


def dispose(home: Home, record_id: str) -> None:
    transactions.commit_change(home, record_id, PPID, "dispose", lambda record: replace(record, status=Status.DISPOSED))


def test_an_arrival_becomes_a_record_in_a_valid_bag_and_leaves_the_inbox(home: Home) -> None:
    received = hand_in(home, LETTER)
    [record] = records()
    folder = home.archive / "queue" / received.record_id
    assert (record.status, record.version, acts(record)) == (Status.RECEIVED, 1, ["receive"])
    assert (folder / record.original).read_bytes() == LETTER
    assert bag.findings(folder / "bag") == []
    assert intake.pending_claims(home.inbox) == []
    assert list(staging.staging_folder(home).iterdir()) == []


def test_numbers_run_through_the_year(home: Home) -> None:
    numbers = [hand_in(home, data).record_id for data in (LETTER, OTHER, b"ketiga\n")]
    year = numbers[0][:4]
    assert numbers == [f"{year}-000001", f"{year}-000002", f"{year}-000003"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\nb.txt", "sub/folder/surat.txt", "tanpa ekstensi", "s.TXT", "x.", "\u202efdp.exe", "n.a-b"]
)
def test_no_name_leads_out_of_the_records_folder(home: Home, name: str) -> None:
    received = hand_in(home, LETTER, name)
    [record] = records()
    assert Path(record.original).parent == Path("bag/data")
    assert bag.findings(home.archive / "queue" / received.record_id / "bag") == []
    assert "/" not in record.file
    assert "\n" not in record.file


def test_a_second_copy_is_noted_on_the_record_it_repeats(home: Home) -> None:
    first = hand_in(home, LETTER)
    again = hand_in(home, LETTER, "salinan.txt")
    assert again == lifecycle.Receipt(first.record_id, duplicate=True)
    [record] = records()
    assert [arrival.name for arrival in record.arrivals] == ["surat.txt", "salinan.txt"]
    assert acts(record) == ["receive", "repeat"]
    assert intake.pending_claims(home.inbox) == []


@pytest.mark.parametrize("state", ["received", "queued", "verified", "filed", "set aside", "unreadable", "returned"])
def test_a_second_copy_changes_nothing_but_the_arrivals(home: Home, at: At, state: str) -> None:
    record = in_state(home, at, state)
    again = hand_in(home, LETTER)
    now = at.record(record.id)
    assert again.duplicate
    assert len(now.arrivals) == 2
    assert replace(now, version=record.version, arrivals=record.arrivals, history=record.history) == record


def in_state(home: Home, at: At, state: str) -> Record:
    match state:
        case "received":
            return at.received(LETTER)
        case "queued":
            return at.queued(LETTER)
        case "verified":
            return at.verified(LETTER)
        case "filed":
            return at.filed(LETTER)
        case "set aside":
            return set_aside.set_aside(home, at.queued(LETTER).id, DESK, "kosong")
        case "returned":
            return lifecycle.return_to_desk(home, at.verified(LETTER).id, PPID, "salah kode")
        case _:
            return lifecycle.give_up(home, at.received(LETTER).id, MACHINE)


def test_a_claim_is_noted_once_however_often_it_is_taken(home: Home) -> None:
    claim = intake.claim_copy(home.inbox, write(home.root, "luar", LETTER), "surat.txt")
    first = lifecycle.receive(home, claim, MACHINE)
    assert lifecycle.receive(home, claim, MACHINE) == first
    assert [acts(record) for record in records()] == [["receive"]]


def test_a_claim_whose_act_failed_only_at_its_end_is_not_taken_twice(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = intake.claim_copy(home.inbox, write(home.root, "luar", LETTER), "surat.txt")

    def fails(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(ingest.placement, "remove_empty_shelves", fails)  # type: ignore[attr-defined]  # an import of that module
        with pytest.raises(OSError, match="Input/output"):
            lifecycle.receive(home, claim, MACHINE)
    assert lifecycle.receive(home, claim, MACHINE).record_id == records()[0].id
    assert [acts(record) for record in records()] == [["receive"]]


def test_bytes_of_a_disposed_record_become_a_new_record_that_names_it(home: Home, at: At) -> None:
    old = at.filed(LETTER)
    dispose(home, old.id)
    new = hand_in(home, LETTER)
    assert not new.duplicate
    assert at.record(new.record_id).repeats == old.id


def test_a_third_copy_is_noted_on_the_living_record_not_on_the_disposed(home: Home, at: At) -> None:
    dispose(home, at.filed(LETTER).id)
    second = hand_in(home, LETTER)
    assert hand_in(home, LETTER) == lifecycle.Receipt(second.record_id, duplicate=True)


def test_a_later_file_of_the_same_name_is_a_new_paper(home: Home) -> None:
    assert hand_in(home, LETTER).record_id != hand_in(home, OTHER).record_id
    assert [record.status for record in records()] == [Status.RECEIVED, Status.RECEIVED]


def test_a_longer_scan_that_begins_with_the_earlier_bytes_takes_its_place(home: Home, at: At) -> None:
    short = at.queued(LETTER)
    assert hand_in(home, LONGER).record_id == short.id
    [record] = records()
    assert record.status is Status.RECEIVED
    assert acts(record) == ["receive", "read", "replace"]
    assert record.history[-1].detail["replaced_sha256"] == short.sha256
    assert (home.archive / "queue" / record.id / record.original).read_bytes() == LONGER
    assert [record.proposal, record.retention, record.confidence] == [None, None, None]
    assert not models.Page.objects.exists()


def test_under_another_name_a_longer_file_is_a_new_paper(home: Home) -> None:
    hand_in(home, LETTER)
    hand_in(home, LONGER, "lain.txt")
    assert len(records()) == 2


def test_a_shorter_file_of_the_same_name_is_a_new_paper(home: Home) -> None:
    hand_in(home, LONGER)
    hand_in(home, LETTER)
    assert len(records()) == 2


@pytest.mark.parametrize("state", ["verified", "filed", "set aside"])
def test_what_people_have_decided_on_is_never_replaced(home: Home, at: At, state: str) -> None:
    decided = in_state(home, at, state)
    assert hand_in(home, LONGER).record_id != decided.id
    assert at.record(decided.id) == decided


@pytest.mark.parametrize("state", ["returned", "unreadable"])
def test_what_waits_for_desk_again_may_be_replaced(home: Home, at: At, state: str) -> None:
    waiting = in_state(home, at, state)
    assert hand_in(home, LONGER).record_id == waiting.id
    assert at.record(waiting.id).problem == ""


def test_a_record_whose_bytes_are_lost_does_not_stop_a_new_paper_of_its_name(home: Home, at: At) -> None:
    lost = at.queued(LETTER)
    (home.archive / "queue" / lost.id / lost.original).unlink()
    assert hand_in(home, LONGER).record_id != lost.id


def test_what_was_read_of_the_shorter_scan_is_not_used(home: Home, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    short = at.received(LETTER)
    read = reading.read

    def and_meanwhile(*args: Any) -> Reading:
        of_the_shorter = read(*args)
        hand_in(home, LONGER)
        return of_the_shorter

    monkeypatch.setattr(reading, "read", and_meanwhile)
    with pytest.raises(lifecycle.StaleRecord):
        lifecycle.read_record(home, short.id, at.pool, MACHINE)
    assert at.record(short.id).status is Status.RECEIVED


def test_a_full_disk_leaves_the_claim_and_nothing_half(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = intake.claim_copy(home.inbox, write(home.root, "luar", LETTER), "surat.txt")

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"separuh")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "copy", full)
        with pytest.raises(OSError, match="No space"):
            lifecycle.receive(home, claim, MACHINE)
    assert intake.pending_claims(home.inbox) == [claim]
    assert list(staging.staging_folder(home).iterdir()) == []
    assert not records()
    lifecycle.receive(home, claim, MACHINE)
    assert len(records()) == 1

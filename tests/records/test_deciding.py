"""People decide: Desk verifies, PPID ratifies, and nothing else leads into the archive."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import approval, classification, reading
from pipeline.archive import bag
from pipeline.catalogue import models
from pipeline.document import Actor, Record, Role, Status
from pipeline.home import Home
from pipeline.records import lifecycle, rereading, scheme_versions, set_aside
from pipeline.training.papers import a_letter, as_txt
from tests.builders.home import CLERK, DESK, MACHINE, PPID, READER, At, a_home

LETTER = as_txt(a_letter(code="TU.01.2", date="2024-03-14"))
COMPLETE = {"title": "Judul", "code": "HM.02", "category": "setiap_saat"}


def acts(record: Record) -> list[str]:
    return [entry.act for entry in record.history]


def test_a_read_paper_waits_in_the_queue_with_its_proposal_and_reasons(at: At) -> None:
    record = at.queued(LETTER)
    assert record.status is Status.QUEUED
    assert record.proposal is not None
    assert record.facts == record.proposal.facts
    assert record.facts.code == "TU.01.2"
    assert record.retention is not None
    assert record.retention.ends == "2027-03-14"
    assert record.confidence == 1.0


def test_an_unreadable_paper_says_why_and_waits(at: At) -> None:
    record = at.queued(b"", "kosong.pdf")
    assert record.status is Status.UNREADABLE
    assert "kosong" in record.problem
    assert record.history[-1].why == record.problem


def test_what_is_not_waiting_is_not_read(home: Home, at: At) -> None:
    with pytest.raises(lifecycle.StaleRecord):
        lifecycle.read_record(home, at.queued(LETTER).id, at.pool, MACHINE)


@pytest.mark.parametrize("name", ["code", "category", "title"])
def test_verifying_names_what_is_missing(home: Home, at: At, name: str) -> None:
    record = at.queued(LETTER)
    with pytest.raises(approval.Missing, match=approval.LABELS[name]):
        lifecycle.verify(home, record.id, DESK, COMPLETE | {name: " "})
    assert at.record(record.id) == record


def test_verifying_keeps_what_desk_typed_and_who_it_was(home: Home, at: At) -> None:
    record = lifecycle.verify(home, at.queued(LETTER).id, DESK, COMPLETE)
    assert (record.status, record.verified_by) == (Status.VERIFIED, "dewi")
    assert record.facts.title == "Judul"
    assert record.history[-1].changes["title"][1] == "Judul"


def test_ratifying_files_on_the_retention_shelf_and_seals_the_bag(home: Home, at: At) -> None:
    record = at.filed(LETTER, code="TU.01.2")
    folder = home.archive / "shelves" / "2027-03-14" / "TU.01.2" / record.id
    assert record.status is Status.FILED
    assert bag.findings(folder / "bag") == []
    sealed = json.loads((folder / "bag" / "metadata" / "ratified.json").read_bytes())
    assert (sealed["by"], sealed["verified_by"], sealed["facts"]["code"]) == ("putra", "dewi", "TU.01.2")
    assert not (home.archive / "queue" / record.id).exists()


def test_the_seal_stays_when_a_second_copy_arrives_later(home: Home, at: At) -> None:
    record = at.filed(LETTER, code="TU.01.2")
    ratified = home.archive / "shelves" / "2027-03-14" / "TU.01.2" / record.id / "bag" / "metadata" / "ratified.json"
    before = ratified.read_bytes()
    at.received(LETTER)
    assert ratified.read_bytes() == before


def test_who_verified_may_not_ratify(home: Home, at: At) -> None:
    record = at.verified(LETTER)
    with pytest.raises(approval.NotAllowed, match="yang memeriksa tidak boleh mengesahkan"):
        lifecycle.ratify(home, record.id, Actor(DESK.name, Role.PPID, True, "test"))


def test_an_office_of_one_may_turn_four_eyes_off(tmp_path: Path, pool: reading.Pool) -> None:
    home = a_home(tmp_path / "rumah", four_eyes=False)
    record = At(home, pool).verified(LETTER)
    assert lifecycle.ratify(home, record.id, Actor(DESK.name, Role.PPID, True, "test")).status is Status.FILED


@pytest.mark.parametrize("state", ["queued", "returned", "unreadable", "set aside"])
def test_no_other_path_leads_into_the_archive(home: Home, at: At, state: str) -> None:
    match state:
        case "queued":
            record = at.queued(LETTER)
        case "returned":
            record = lifecycle.return_to_desk(home, at.verified(LETTER).id, PPID, "salah")
        case "unreadable":
            record = at.queued(b"", "kosong.pdf")
        case _:
            record = set_aside.set_aside(home, at.queued(LETTER).id, DESK, "kosong")
    with pytest.raises(approval.NotAllowed):
        lifecycle.ratify(home, record.id, PPID)
    assert not (home.archive / "shelves").exists()


def test_what_is_filed_cannot_be_taken_back(home: Home, at: At) -> None:
    record = at.filed(LETTER)
    for attempt in (
        lambda: set_aside.undo(home, record.id, PPID),
        lambda: lifecycle.return_to_desk(home, record.id, PPID, "salah"),
        lambda: set_aside.set_aside(home, record.id, DESK, "salah"),
        lambda: lifecycle.edit(home, record.id, DESK, {"title": "lain"}),
        lambda: lifecycle.verify(home, record.id, DESK, {"title": "lain"}),
        lambda: rereading.retry(home, record.id, DESK),
    ):
        with pytest.raises(approval.NotAllowed):
            attempt()
    assert at.record(record.id) == record


def test_a_returned_paper_goes_back_to_desk_with_the_reason(home: Home, at: At) -> None:
    record = lifecycle.return_to_desk(home, at.verified(LETTER).id, PPID, " salah\nkode ")
    assert (record.status, record.problem, record.history[-1].why) == (Status.RETURNED, "salah kode", "salah kode")


def test_desk_may_verify_a_returned_paper_again(home: Home, at: At) -> None:
    returned = lifecycle.return_to_desk(home, at.verified(LETTER).id, PPID, "salah kode")
    record = lifecycle.verify(home, returned.id, DESK, {"code": "TU.01.2"})
    assert (record.status, record.problem) == (Status.VERIFIED, "")
    assert lifecycle.ratify(home, record.id, PPID).status is Status.FILED


@pytest.mark.parametrize("why", ["", "  ", "\n", "a\0b", "\ud800"])
def test_a_reason_must_be_given_in_writing(home: Home, at: At, why: str) -> None:
    record = at.verified(LETTER)
    with pytest.raises(approval.WrongValue, match="alasan"):
        lifecycle.return_to_desk(home, record.id, PPID, why)
    assert at.record(record.id) == record


@pytest.mark.parametrize("before", ["queued", "returned", "unreadable"])
def test_what_is_set_aside_can_be_restored_as_it_was(home: Home, at: At, before: str) -> None:
    match before:
        case "queued":
            record = at.queued(LETTER)
        case "returned":
            record = lifecycle.return_to_desk(home, at.verified(LETTER).id, PPID, "salah")
        case _:
            record = at.queued(b"", "kosong.pdf")
    aside = set_aside.set_aside(home, record.id, DESK, "salah pindai")
    assert (home.archive / "set-aside" / record.id / record.original).is_file()
    assert aside.history[-1].why == "salah pindai"
    back = set_aside.restore(home, record.id, PPID)
    assert replace(back, version=record.version, history=record.history) == record
    assert (home.archive / "queue" / record.id).is_dir()


def without_history(record: Record) -> Record:
    return replace(record, version=0, history=())


def test_a_verification_can_be_undone_with_what_was_typed(home: Home, at: At) -> None:
    before = at.queued(LETTER)
    lifecycle.verify(home, before.id, DESK, COMPLETE)
    assert without_history(set_aside.undo(home, before.id, DESK)) == without_history(before)


def test_a_return_can_be_undone(home: Home, at: At) -> None:
    before = at.verified(LETTER)
    lifecycle.return_to_desk(home, before.id, PPID, "salah")
    assert without_history(set_aside.undo(home, before.id, PPID)) == without_history(before)


def test_setting_aside_can_be_undone(home: Home, at: At) -> None:
    before = at.queued(LETTER)
    set_aside.set_aside(home, before.id, DESK, "salah")
    assert without_history(set_aside.undo(home, before.id, DESK)) == without_history(before)


def test_undoing_brings_back_the_reason_of_a_return_however_often_one_changes_ones_mind(home: Home, at: At) -> None:
    before = lifecycle.return_to_desk(home, at.verified(LETTER).id, PPID, "salah kode")
    for _ in range(2):
        lifecycle.verify(home, before.id, DESK, {"code": "TU.01.2"})
        set_aside.undo(home, before.id, DESK)
        set_aside.set_aside(home, before.id, DESK, "kosong")
        set_aside.undo(home, before.id, DESK)
    assert without_history(at.record(before.id)) == without_history(before)


def test_an_undone_verification_is_no_verification(home: Home, at: At) -> None:
    record = at.verified(LETTER)
    set_aside.undo(home, record.id, DESK)
    set_aside.set_aside(home, record.id, DESK, "kosong")
    assert set_aside.undo(home, record.id, DESK).verified_by == ""


def test_only_ones_own_act_can_be_undone(home: Home, at: At) -> None:
    record = at.verified(LETTER)
    for other in (PPID, CLERK):
        with pytest.raises(approval.NotAllowed, match="hanya tindakan terakhir Anda sendiri"):
            set_aside.undo(home, record.id, other)


def test_undo_ends_with_the_next_act(home: Home, at: At) -> None:
    record = at.verified(LETTER)
    lifecycle.return_to_desk(home, record.id, PPID, "salah")
    with pytest.raises(approval.NotAllowed):
        set_aside.undo(home, record.id, DESK)


def test_an_undo_cannot_be_undone(home: Home, at: At) -> None:
    record = at.verified(LETTER)
    set_aside.undo(home, record.id, DESK)
    with pytest.raises(approval.NotAllowed):
        set_aside.undo(home, record.id, DESK)


def test_an_unreadable_paper_can_be_tried_again(home: Home, at: At) -> None:
    record = rereading.retry(home, at.queued(b"", "kosong.pdf").id, DESK)
    assert (record.status, record.problem) == (Status.RECEIVED, "")
    assert lifecycle.read_record(home, record.id, at.pool, MACHINE).status is Status.UNREADABLE


def test_editing_decides_nothing(home: Home, at: At) -> None:
    record = lifecycle.edit(home, at.queued(LETTER).id, DESK, {"title": "Lain"}, place=" Lemari  3 ")
    assert (record.status, record.facts.title, record.place, record.verified_by) == (Status.QUEUED, "Lain", "Lemari 3", "")


def test_the_retention_follows_the_code(home: Home, at: At) -> None:
    record = at.queued(LETTER)
    assert record.retention is not None
    changed = lifecycle.edit(home, record.id, DESK, {"code": "PP.01.1"})
    assert changed.retention is not None
    assert changed.retention.trigger_date == "2024-12-31"
    assert lifecycle.edit(home, record.id, DESK, {"code": "PR.01.1"}).retention is None


def test_an_act_that_is_refused_leaves_no_trace(home: Home, at: At) -> None:
    record = at.queued(LETTER)
    lines = models.LedgerLine.objects.count()
    with pytest.raises(approval.NotAllowed):
        lifecycle.ratify(home, record.id, DESK)
    assert at.record(record.id) == record
    assert models.LedgerLine.objects.count() == lines
    assert list((home.archive / ".staging").iterdir()) == []


def test_a_reader_learns_nothing_of_the_queue(home: Home, at: At) -> None:
    record = at.queued(LETTER)
    with pytest.raises(approval.NotFound):
        lifecycle.verify(home, record.id, READER)


def test_what_does_not_exist_is_not_found(home: Home) -> None:
    for record_id in ("2026-999999", "", "..", ".", "../..", "x" * 500, "\0", "\udcff", "2026-000001\n"):
        with pytest.raises(approval.NotFound):
            lifecycle.verify(home, record_id, DESK)
    assert list((home.archive / ".staging").iterdir()) == []


def test_desk_without_the_right_may_propose_an_exemption_and_then_sees_it_no_more(home: Home, at: At) -> None:
    record = at.queued(LETTER)
    lifecycle.verify(home, record.id, CLERK, COMPLETE | {"category": "dikecualikan_usul"})
    with pytest.raises(approval.NotFound):
        set_aside.undo(home, record.id, CLERK)


def test_the_longest_code_that_can_be_typed_can_be_filed(home: Home, at: At) -> None:
    own = classification.Scheme("jra", (classification.SchemeRow("A" * 64, "", "fasilitatif", "Panjang"),))
    scheme_versions.put_in_force(home, own, PPID)
    record = at.filed(LETTER, code="A" * 64)
    assert (home.archive / models.Record.objects.get(pk=record.id).shelf).is_dir()

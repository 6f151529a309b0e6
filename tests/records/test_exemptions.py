"""Exempt information is proposed with a sheet, settled by a decision, and reconsidered in time."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from pipeline import approval
from pipeline import register as registers
from pipeline.catalogue import decisions, transactions
from pipeline.document import Status
from pipeline.home import Home
from pipeline.records import amendment, due_list, exemptions, lifecycle, publication, retention_events
from tests.builders.exempt import SHEET, proposed, settled
from tests.builders.home import CLERK, DECIDING, DESK, PPID, READER, a_decision_on, filed, queued, stands, verified


@pytest.mark.parametrize("way", ["edit", "verify"])
def test_nobody_simply_types_exempt(home: Home, way: str) -> None:
    record = queued(home)
    with pytest.raises(approval.WrongValue, match="usulkan dulu"):
        getattr(lifecycle, way)(home, record.id, DESK, {"category": "dikecualikan", "title": "Judul", "code": "HM.02"})


def test_sheet_and_decision_make_it_exempt_and_the_list_says_why(home: Home) -> None:
    record = settled(home)
    assert record.facts.category == "dikecualikan"
    (entry,) = publication.exempt_list(home, PPID).entries
    assert publication.exempt_list(home, PPID, after="2000-000000", most=1).entries == (entry,)
    assert publication.exempt_list(home, PPID, after=entry.id).entries == ()
    assert (entry.id, entry.harm, entry.until) == (record.id, "data keluarga terbuka", "2099-01-31")
    assert entry.basis.startswith("UU 14/2008 Pasal 17 huruf h")
    assert stands(entry.decision).facts.title == DECIDING["title"]
    for kind in registers.EXEMPT_FORMATS:
        assert registers.export_exempt(publication.exempt_list(home, PPID), kind)
    assert publication.current(home).entries == tuple(e for e in publication.current(home).entries if e.id != record.id)


def test_without_a_sheet_there_is_no_decision(home: Home) -> None:
    record = proposed(home)
    decision = a_decision_on(home, record)
    with pytest.raises(exemptions.ConsequenceTestMissing):
        exemptions.settle_exemption(home, record.id, PPID, decision.id)


@pytest.mark.parametrize("which", ["itself", "unknown", "not filed", "no number"])
def test_the_decision_is_another_record_of_the_archive(home: Home, which: str) -> None:
    record = proposed(home)
    exemptions.write_consequence_test(home, record.id, DESK, **SHEET)
    decision = {"itself": record.id, "unknown": "2020-000001", "not filed": verified(home).id, "no number": "../x"}[which]
    with pytest.raises(exemptions.DecisionMissing):
        exemptions.settle_exemption(home, record.id, PPID, decision)
    assert stands(record.id).facts.category == "dikecualikan_usul"


def _is_decided_anew(home: Home, decision: str) -> None:
    amendment.amend(home, decision, PPID, {"document_type": "laporan"}, "ternyata laporan")


def _is_superseded(home: Home, decision: str) -> None:
    retention_events.record_event(home, retention_events.parse_event(home, "SUP", decision, "2026-01-31", PPID), PPID)


def _is_disposed_of(home: Home, decision: str) -> None:
    transactions.commit_change(home, decision, PPID, "dispose", lambda it: dataclasses.replace(it, status=Status.DISPOSED))


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (_is_decided_anew, "jenisnya “laporan”"),
        (_is_superseded, "sudah diganti sejak 31 Januari 2026"),
        (_is_disposed_of, "tidak lagi tersimpan di arsip"),
    ],
)
def test_when_its_decision_falls_the_paper_stays_exempt_and_comes_back_to_be_reconsidered(home: Home, happens, told: str) -> None:
    record = settled(home)
    decision = publication.exempt_list(home, PPID).entries[0].decision
    today = date.today().isoformat()
    assert due_list.due(PPID, today) == []
    happens(home, decision)
    rows = [row for row in due_list.due(PPID, today) if row.kind == "exemption"]
    assert [row.record.id for row in rows] == [record.id]
    assert told in rows[0].blocked[0]
    assert f"its decision ({decision}) cannot be its basis" in rows[0].blocked[0].english  # type: ignore[attr-defined]  # in both languages
    assert stands(record.id) == record
    assert [row for row in due_list.due(CLERK, today) if row.kind == "exemption"] == []
    assert due_list.count(PPID, today) == len(due_list.due(PPID, today))


@pytest.mark.parametrize(
    "wrong", [{"basis": "k"}, {"basis": "j"}, {"harm": " "}, {"benefit": ""}, {"until": "2001-01-01"}, {"until": ""}]
)
def test_a_sheet_that_says_too_little_is_none(home: Home, wrong: dict[str, str]) -> None:
    record = proposed(home)
    with pytest.raises(approval.WrongValue):
        exemptions.write_consequence_test(home, record.id, DESK, **(SHEET | wrong))
    assert decisions.get_decision("exemptions", record.id) is None


def test_a_sheet_belongs_to_a_proposal(home: Home) -> None:
    with pytest.raises(approval.NotAllowed):
        exemptions.write_consequence_test(home, filed(home).id, DESK, **SHEET)


def test_desk_proposes_and_only_the_ppid_settles(home: Home) -> None:
    record = proposed(home)
    decision = a_decision_on(home, record)
    exemptions.write_consequence_test(home, record.id, DESK, **SHEET)
    with pytest.raises(approval.NotAllowed):
        exemptions.settle_exemption(home, record.id, DESK, decision.id)


def test_it_comes_back_on_its_day_and_not_before(home: Home) -> None:
    record = settled(home)
    assert [row for row in due_list.due(PPID, "2099-01-30") if row.kind == "exemption"] == []
    (row,) = [row for row in due_list.due(PPID, "2099-01-31") if row.kind == "exemption"]
    assert (row.record.id, row.day, row.proposal) == (record.id, "2099-01-31", "tinjau kembali")


def test_opening_it_again_is_a_decision_anew(home: Home) -> None:
    record = settled(home)
    opened = amendment.amend(home, record.id, PPID, {"category": "setiap_saat"}, "masa pengecualian berakhir")
    assert approval.may_see(READER, dataclasses.replace(opened))
    assert publication.exempt_list(home, PPID).entries == ()

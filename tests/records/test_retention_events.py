"""Dossiers, events and what they bring: clocks that start, a list of what is due, holds that keep it back."""

from __future__ import annotations

import re

import pytest

from pipeline import approval
from pipeline.archive import retention, shelf
from pipeline.catalogue import decisions, transactions
from pipeline.document import Record
from pipeline.document.triggers import Trigger
from pipeline.home import Home
from pipeline.maintenance import check, rebuild
from pipeline.records import dossiers, due_list, holds, lifecycle, retention_events, set_aside, transfers
from pipeline.worker import indexer
from tests.builders.home import DESK, MACHINE, PPID, READER, filed, queued, stands

WAITING = "PP.02.1"
"""A class of the general election that waits for the end of its stage, 2+3 years."""


def happen(home: Home, kind: str, subject: str, day: str, **also) -> list[Record]:
    return retention_events.record_event(home, retention_events.parse_event(home, kind, subject, day, PPID), PPID, **also)


def ends(record: Record) -> str | None:
    return stands(record.id).retention.ends


def test_the_end_of_a_stage_empties_the_shelf_of_those_who_waited_for_it(home: Home) -> None:
    waited = [filed(home, code=WAITING, date="2024-01-31") for _ in range(2)]
    other = filed(home, code="PP.02.2", date="2024-01-31")
    assert (home.archive / "shelves" / "awaiting-05y" / WAITING).is_dir()
    said = retention_events.parse_event(home, "stg", "Pemilu-2024", "2024-10-20", PPID)
    assert [record.id for record in retention_events.preview(home, said, PPID)] == [record.id for record in waited]
    assert ends(waited[0]) is None
    moved = retention_events.record_event(home, said, PPID)
    assert [record.id for record in moved] == [record.id for record in waited]
    assert {ends(record) for record in waited} == {"2029-10-20"}
    assert ends(other) is None
    assert not (home.archive / "shelves" / "awaiting-05y" / WAITING).exists()
    assert all((home.archive / shelf.shelf(stands(record.id))).is_dir() for record in waited)
    assert moved[0].history[-1].detail == {"kind": "STG", "subject": "pemilu-2024", "date": "2024-10-20"}


def test_given_again_it_moves_nothing_twice(home: Home) -> None:
    record = filed(home, code=WAITING, date="2024-01-31")
    happen(home, "STG", WAITING, "2024-10-20")
    version = stands(record.id).version
    assert happen(home, "STG", WAITING, "2024-10-20") == []
    assert stands(record.id).version == version
    assert decisions.get_decision("events", f"stg-{WAITING.lower()}").version == 1


def test_a_paper_follows_the_stage_that_it_was_written_in(home: Home) -> None:
    first = filed(home, code=WAITING, date="2019-01-31")
    second, undated = filed(home, code=WAITING, date="2024-01-31"), filed(home, code=WAITING, date="")
    happen(home, "STG", "PP.02", "2024-10-20")
    happen(home, "STG", "PP.02", "2019-10-20")
    assert (ends(first), ends(second), ends(undated)) == ("2024-10-20", "2029-10-20", None)


def test_what_is_filed_after_the_event_knows_of_it(home: Home) -> None:
    happen(home, "STG", "pemilu", "2024-10-20")
    assert filed(home, code=WAITING, date="2024-01-31").retention.ends == "2029-10-20"
    assert filed(home, code=WAITING, date="2024-12-31").retention.ends is None


def test_an_event_that_did_not_happen_is_withdrawn_with_a_reason(home: Home) -> None:
    record = filed(home, code=WAITING, date="2024-01-31")
    happen(home, "STG", WAITING, "2024-10-20")
    with pytest.raises(approval.WrongValue):
        happen(home, "STG", WAITING, "2024-10-20", withdraw=True)
    with pytest.raises(retention_events.NotHappened):
        happen(home, "STG", WAITING, "2024-10-21", withdraw=True, why="salah")
    happen(home, "STG", WAITING, "2024-10-20", withdraw=True, why="salah tanggal")
    assert ends(record) is None


def test_closing_a_dossier_starts_the_clock_of_all_that_lies_in_it(home: Home) -> None:
    folder = dossiers.open_dossier(home, "HM.02", "Hubungan media", DESK)
    inside, outside = filed(home), filed(home)
    dossiers.join_dossier(home, inside.id, PPID, folder.id)
    happen(home, "FC", folder.id, "2024-02-29")
    assert (ends(inside), ends(outside)) == ("2029-02-28", None)
    with pytest.raises(dossiers.DossierClosed):
        dossiers.join_dossier(home, outside.id, PPID, folder.id)
    happen(home, "FC", folder.id, "2024-02-29", withdraw=True, why="masih ada naskah")
    assert ends(inside) is None
    dossiers.join_dossier(home, outside.id, PPID, folder.id)


def test_a_paper_stays_as_long_as_the_longer_rule_of_its_dossier(home: Home) -> None:
    folder = dossiers.open_dossier(home, "HM.02", "Hubungan media", DESK)
    short = filed(home, code="TU.01.2", date="2024-03-14")
    assert short.retention.ends == "2027-03-14"
    joined = dossiers.join_dossier(home, short.id, PPID, folder.id)
    assert (joined.retention.ends, joined.retention.rule.code) == (None, "HM.02")
    happen(home, "FC", folder.id, "2024-06-30")
    assert ends(short) == "2029-06-30"
    happen(home, "FC", folder.id, "2020-06-30")
    assert ends(short) == "2027-03-14"
    assert dossiers.join_dossier(home, short.id, PPID, "").retention.ends == "2027-03-14"


@pytest.mark.parametrize(
    ("kind", "subject", "day"),
    [
        ("CR", "HM.02", "2024-01-01"),
        ("STG", "tidak-ada", "2024-01-01"),
        ("STG", "../../x", "2024-01-01"),
        ("STG", "PP", "besok"),
        ("STG", "PP", ""),
        ("UU", "HM.02", "2024-01-01"),
        ("FC", "tidak-ada", "2024-01-01"),
        ("SUP", "2020-000001", "2024-01-01"),
    ],
)
def test_an_event_about_nothing_is_refused(home: Home, kind: str, subject: str, day: str) -> None:
    with pytest.raises((retention_events.WrongSubject, approval.WrongValue)):
        retention_events.parse_event(home, kind, subject, day, PPID)


@pytest.mark.parametrize("actor", [DESK, READER])
def test_events_are_the_ppids(home: Home, actor) -> None:
    with pytest.raises(approval.NotAllowed):
        retention_events.record_event(home, retention_events.RetentionEvent(Trigger.STG, "pp", "2024-01-01"), actor)


def test_a_dossier_is_suggested_by_class_year_and_words_and_says_why(home: Home) -> None:
    folder = dossiers.open_dossier(home, "HM.02", "Rapat koordinasi logistik", DESK, on="2024-01-05")
    dossiers.open_dossier(home, "HM.02", "Lomba foto", DESK, on="2024-01-05")
    paper = filed(home, title="Undangan rapat koordinasi logistik", date="2024-03-01")
    suggestion = dossiers.suggest(paper, PPID)
    assert suggestion.name == folder.id
    assert "koordinasi, logistik, rapat" in suggestion.why
    other = dossiers.suggest(filed(home, title="Undangan peresmian gedung", date="2024-03-01"), PPID)
    assert (other.name, other.title) == ("", "peresmian gedung")
    assert dossiers.suggest(filed(home, title="Rapat koordinasi logistik", date="2023-03-01"), PPID).name == ""
    assert dossiers.suggest(queued(home), PPID) is None


def test_desk_lays_a_waiting_paper_into_a_dossier_and_only_the_ppid_a_filed_one(home: Home) -> None:
    folder = dossiers.open_dossier(home, "HM.02", "Perkara", DESK)
    assert dossiers.join_dossier(home, queued(home).id, DESK, folder.id).dossier == folder.id
    with pytest.raises(approval.NotAllowed):
        dossiers.join_dossier(home, filed(home).id, DESK, folder.id)
    with pytest.raises(dossiers.UnknownDossier):
        dossiers.join_dossier(home, queued(home).id, DESK, "tidak-ada")


def test_two_dossiers_of_one_title_have_two_names(home: Home) -> None:
    names = [dossiers.open_dossier(home, "HM.02", "Perkara", DESK, on="2024-01-01").id for _ in range(3)]
    assert len(set(names)) == 3
    assert [name for name in names if not re.fullmatch(r"hm\.02-2024-perkara-[0-9a-f]{4}", name)] == []


def test_the_due_list_is_in_order_and_an_unconfirmed_rule_never_leads_to_a_destruction(home: Home) -> None:
    ended = filed(home, code="TU.01.2", date="2020-03-14")
    inactive = filed(home, code="TU.01.2", date="2023-01-10")
    filed(home, code="TU.01.2", date="2024-05-01")
    rows = due_list.due(PPID, "2024-06-01")
    assert [(row.kind, row.record.id, row.day) for row in rows] == [
        ("transfer", inactive.id, inactive.retention.active_until),
        ("disposition", ended.id, "2023-03-14"),
    ]
    assert rows[1].proposal == ""
    assert "belum dikonfirmasi" in rows[1].blocked[0]
    assert due_list.due(READER, "2024-06-01") == rows
    assert due_list.count(READER, "2024-06-01") == 2


def test_the_due_list_goes_on_after_any_of_its_lines(home: Home) -> None:
    for code, day in (("TU.01.2", "2020-03-14"), ("TU.01.2", "2020-03-14"), ("SDM.01", "2018-01-10"), ("TU.01.2", "2023-01-10")):
        filed(home, code=code, date=day)
    rows = due_list.due(PPID, "2025-06-01")
    assert len(rows) == 4
    for place, row in enumerate(rows):
        assert due_list.due(PPID, "2025-06-01", after=row.mark, most=2) == rows[place + 1 : place + 3]


def test_a_hold_keeps_it_back_and_says_why_until_it_is_released(home: Home) -> None:
    record = filed(home, code="TU.01.2", date="2020-03-14")
    folder = dossiers.open_dossier(home, "TU.01.2", "Perkara", DESK)
    dossiers.join_dossier(home, record.id, PPID, folder.id)
    holds.hold(home, record.id, "audit", PPID, "diperiksa BPK")
    holds.hold(home, folder.id, "dispute", PPID, "digugat")
    (row,) = due_list.due(PPID, "2024-06-01")
    assert row.blocked[:2] == ("ditahan (pemeriksaan): diperiksa BPK", "ditahan (sengketa): digugat")
    holds.release(home, record.id, "audit", PPID, "selesai")
    holds.release(home, folder.id, "dispute", PPID, "selesai")
    (row,) = due_list.due(PPID, "2024-06-01")
    assert not any("ditahan" in why for why in row.blocked)
    with pytest.raises(holds.NoHold):
        holds.release(home, record.id, "audit", PPID, "selesai")


@pytest.mark.parametrize("target", ["2020-000001", "tidak-ada", "../x"])
def test_nothing_is_held_that_is_not_there(home: Home, target: str) -> None:
    with pytest.raises(approval.NotFound):
        holds.hold(home, target, "audit", PPID, "alasan")


def test_all_that_was_decided_comes_back_from_the_archive_alone(home: Home) -> None:
    folder = dossiers.open_dossier(home, "HM.02", "Perkara", DESK)
    record = filed(home)
    dossiers.join_dossier(home, record.id, PPID, folder.id)
    happen(home, "FC", folder.id, "2020-02-29")
    happen(home, "STG", "pemilu-2024", "2024-10-20")
    holds.hold(home, record.id, "loan", PPID, "dipinjam bagian hukum")
    before, due = (
        sorted(file.subject for kind in ("dossiers", "events", "holds", "people") for file in decisions.iter_decisions(kind)),
        due_list.due(PPID, "2030-01-01"),
    )
    rebuild.rebuild(home, MACHINE)
    after = sorted(file.subject for kind in ("dossiers", "events", "holds", "people") for file in decisions.iter_decisions(kind))
    assert after == before
    assert due_list.due(PPID, "2030-01-01") == due
    assert filed(home, code=WAITING, date="2024-01-31").retention.ends == "2029-10-20"
    index = indexer.open_engine(home)
    indexer.update_index(index)
    assert check.check(home, index) == []


def test_check_names_an_office_file_that_was_tampered_with(home: Home) -> None:
    folder = dossiers.open_dossier(home, "HM.02", "Perkara", DESK)
    path = home.archive / "office" / "dossiers" / f"{folder.id}.json"
    path.write_bytes(path.read_bytes().replace(b"Perkara", b"Perkata"))
    assert {finding.kind for finding in check.check(home, indexer.open_engine(home))} == {"ledger", "catalogue"}


def test_a_transfer_is_ticked_off_and_then_the_next_step_alone_is_due(home: Home) -> None:
    record = filed(home, code="TU.01.2", date="2025-03-14")
    assert [(row.kind, row.day) for row in due_list.due(PPID, "2026-06-01")] == [("transfer", "2026-03-14")]
    before = (home.archive / shelf.shelf(record)).resolve()
    moved = transfers.transfer(home, record.id, DESK, on="2026-04-01")
    assert (moved.history[-1].act, moved.history[-1].detail, retention.transfer_day(moved)) == (
        "transfer",
        {"on": "2026-04-01"},
        "2026-04-01",
    )
    assert (home.archive / shelf.shelf(moved)).resolve() == before
    assert before.is_dir()
    assert due_list.due(PPID, "2026-06-01") == []
    assert [(row.kind, row.day) for row in due_list.due(PPID, "2028-06-01")] == [("disposition", "2028-03-14")]
    with pytest.raises(transfers.NotDue, match="sudah dipindahkan"):
        transfers.transfer(home, record.id, PPID)
    with pytest.raises(approval.WrongValue):
        transfers.transfer(home, record.id, PPID, withdraw=True)
    transfers.transfer(home, record.id, PPID, withdraw=True, why="boksnya masih di ruang kerja")
    assert [row.kind for row in due_list.due(PPID, "2026-06-01")] == ["transfer"]
    with pytest.raises(transfers.NotDue):
        transfers.transfer(home, record.id, PPID, withdraw=True, why="dua kali")


def test_what_is_not_due_or_held_or_on_a_day_to_come_is_not_transferred(home: Home) -> None:
    waiting, running, held = (
        filed(home),
        filed(home, code="TU.01.2", date="2025-03-14"),
        filed(home, code="TU.01.2", date="2025-03-14"),
    )
    holds.hold(home, held.id, "loan", PPID, "dipinjam bagian hukum")
    for record, day, why in ((waiting, "", "belum berjalan"), (running, "2026-03-13", "14 Maret 2026"), (held, "", "dipinjam")):
        with pytest.raises(transfers.NotDue, match=why):
            transfers.transfer(home, record.id, DESK, on=day)
    with pytest.raises(approval.WrongValue):
        transfers.transfer(home, running.id, DESK, on="2999-01-01")
    with pytest.raises(approval.NotAllowed):
        transfers.transfer(home, running.id, READER)
    assert [stands(record.id).version for record in (waiting, running, held)] == [r.version for r in (waiting, running, held)]


def test_a_clock_that_starts_anew_asks_for_the_transfer_anew(home: Home) -> None:
    record = filed(home, code=WAITING, date="2019-01-31")
    happen(home, "STG", WAITING, "2020-10-20")
    transfers.transfer(home, record.id, PPID, on="2023-01-01")
    assert due_list.due(PPID, "2023-06-01") == []
    happen(home, "STG", WAITING, "2020-10-20", withdraw=True, why="tahapannya belum selesai")
    happen(home, "STG", WAITING, "2021-10-20")
    assert [(row.kind, row.day) for row in due_list.due(PPID, "2024-01-01")] == [("transfer", "2023-10-20")]


def test_a_paper_is_laid_into_its_dossier_while_it_is_verified(home: Home) -> None:
    said = {"title": "Undangan rapat logistik", "code": "HM.02", "category": "setiap_saat", "date": "2024-03-14"}
    first, second, third = (queued(home).id for _ in range(3))
    opened = dossiers.choose_dossier(home, first, DESK, dossiers.NEW, said)
    folder = decisions.get_decision("dossiers", opened.dossier)
    assert (folder.data["title"], folder.data["code"], folder.data["opened"]) == ("rapat logistik", "HM.02", "2024-03-14")
    assert lifecycle.verify(home, first, DESK, said).dossier == opened.dossier
    assert dossiers.choose_dossier(home, second, DESK, opened.dossier, said).dossier == opened.dossier
    assert dossiers.choose_dossier(home, third, DESK, "", said).history[-1].act == "read"
    assert set_aside.undo(home, first, DESK).dossier == opened.dossier


def test_what_cannot_be_verified_opens_no_dossier(home: Home) -> None:
    incomplete, complete = queued(home).id, queued(home, title="Rapat", code="HM.02", category="berkala").id
    with pytest.raises(approval.Missing):
        dossiers.choose_dossier(home, incomplete, DESK, dossiers.NEW)
    with pytest.raises(approval.NotAllowed):
        dossiers.choose_dossier(home, complete, PPID, dossiers.NEW)
    with pytest.raises(dossiers.UnknownDossier):
        dossiers.choose_dossier(home, complete, DESK, "tidak-ada")
    assert list(decisions.iter_decisions("dossiers")) == []
    assert stands(complete).dossier == ""


def test_check_names_what_an_event_cut_short_by_death_has_not_moved_and_giving_it_again_moves_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (filed(home, code=WAITING, date="2024-01-31") for _ in range(3))
    index, change = indexer.open_engine(home), transactions.commit_change

    def dying(of: Home, record_id: str, *said, **also) -> Record:
        if record_id == second.id:
            raise KeyboardInterrupt
        return change(of, record_id, *said, **also)

    monkeypatch.setattr(transactions, "commit_change", dying)
    with pytest.raises(KeyboardInterrupt):
        happen(home, "STG", WAITING, "2024-10-20")
    monkeypatch.undo()
    assert (ends(first), ends(second), ends(third)) == ("2029-10-20", None, None)
    named = check.check(home, index)
    assert [(finding.subject, finding.kind) for finding in named] == [(second.id, "clock"), (third.id, "clock")]
    assert "STG" in named[0].text
    assert [record.id for record in happen(home, "STG", WAITING, "2024-10-20")] == [second.id, third.id]
    assert check.check(home, index) == []

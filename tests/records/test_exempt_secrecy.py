"""Who has no right to exempt records learns nothing of one: not of its sheet, its holds, its dossier or its events."""

from __future__ import annotations

import pytest

from pipeline import approval
from pipeline.document import Actor, Role
from pipeline.home import Home
from pipeline.records import amendment, dossiers, due_list, exemptions, holds, publication, retention_events, search
from tests.builders.exempt import SHEET, settled
from tests.builders.home import CLERK, DESK, PPID, READER, filed, stands

BLIND = Actor("budi", Role.PPID, door="test")
"""A PPID without the right to see exempt records."""


@pytest.mark.parametrize("actor", [CLERK, BLIND, READER])
def test_without_the_right_every_way_to_it_answers_as_if_it_were_not_there(home: Home, actor: Actor) -> None:
    record = settled(home)
    ways = [
        lambda name: exemptions.write_consequence_test(home, name, actor, **SHEET),
        lambda name: exemptions.settle_exemption(home, name, actor, "2026-000001"),
        lambda name: amendment.amend(home, name, actor, {"category": "berkala"}, "alasan"),
        lambda name: dossiers.join_dossier(home, name, actor, "x"),
        lambda name: holds.hold(home, name, "audit", actor, "alasan"),
        lambda name: holds.release(home, name, "audit", actor, "alasan"),
    ]
    for way in ways:
        said = []
        for name in (record.id, "2020-000009"):
            with pytest.raises(approval.NotFound) as refusal:
                way(name)
            said.append(str(refusal.value).replace(name, "X"))
        assert said[0] == said[1]
    with pytest.raises(approval.NotAllowed):
        publication.exempt_list(home, actor)
    assert record.id not in str(due_list.due(actor, "2100-01-01"))


def test_its_sheet_holds_and_dossier_are_not_told_of_either(home: Home) -> None:
    record = settled(home)
    folder = dossiers.open_dossier(home, "HM.02", "Perkara rahasia", DESK)
    dossiers.join_dossier(home, record.id, PPID, folder.id)
    holds.hold(home, record.id, "audit", PPID, "diperiksa")
    holds.hold(home, folder.id, "dispute", PPID, "digugat")
    hidden = search.hidden_ledger_subjects(CLERK)
    assert hidden == {
        record.id,
        f"exemptions/{record.id}",
        f"holds/{record.id}.audit",
        folder.subject,
        *(f"holds/{folder.id}.{kind}" for kind in holds.KINDS),
    }
    assert search.hidden_ledger_subjects(DESK) == set()
    assert dossiers.list_dossiers(CLERK) == []
    assert [one.records for one in dossiers.list_dossiers(DESK)] == [1]


def test_an_event_moves_it_too_but_tells_only_those_who_may_know(home: Home) -> None:
    record, beside = settled(home), filed(home)
    folder = dossiers.open_dossier(home, "HM.02", "Perkara", DESK)
    dossiers.join_dossier(home, beside.id, PPID, folder.id)
    dossiers.join_dossier(home, record.id, PPID, folder.id)
    said = retention_events.parse_event(home, "FC", folder.id, "2024-06-30", BLIND)
    assert [record.id for record in retention_events.preview(home, said, BLIND)] == [beside.id]
    assert [record.id for record in retention_events.record_event(home, said, BLIND)] == [beside.id]
    assert stands(record.id).retention.ends == stands(beside.id).retention.ends == "2029-06-30"


def test_no_event_is_written_down_for_a_dossier_that_was_opened_for_it(home: Home) -> None:
    folder = dossiers.open_dossier(home, "HM.02", "Perkara", DESK)
    dossiers.join_dossier(home, settled(home).id, PPID, folder.id)
    for _ in range(2):
        with pytest.raises(retention_events.WrongSubject):
            retention_events.parse_event(home, "FC", folder.id, "2024-06-30", BLIND)
        dossiers.join_dossier(home, filed(home).id, PPID, folder.id)

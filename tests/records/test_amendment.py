"""What is filed may be decided on anew: by the PPID, with a reason, without touching the bag."""

from __future__ import annotations

import pytest

from pipeline import approval
from pipeline.archive import bag, shelf
from pipeline.home import Home
from pipeline.maintenance import check
from pipeline.records import amendment, publication
from pipeline.worker import indexer
from tests.builders.home import DESK, PPID, READER, filed, stands


def change(home: Home, record_id: str, **changes: str):
    return amendment.amend(home, record_id, PPID, changes, "salah kode")


def test_a_new_code_moves_the_folder_by_one_act_and_leaves_the_bag_as_it_was_sealed(home: Home) -> None:
    before = filed(home, code="HM.02", date="2024-03-14")
    sealed = (home.archive / shelf.shelf(before) / "bag" / bag.RATIFIED).read_bytes()
    after = change(home, before.id, code="TU.01.2")
    assert not (home.archive / shelf.shelf(before)).exists()
    folder = home.archive / "shelves" / "2027-03-14" / "TU.01.2" / before.id
    assert (folder / "bag" / bag.RATIFIED).read_bytes() == sealed
    assert bag.findings(folder / "bag") == []
    assert after.version == before.version + 1
    last = after.history[-1]
    assert (last.act, last.by, last.why, last.changes["code"]) == ("change", "putra", "salah kode", ("HM.02", "TU.01.2"))
    index = indexer.open_engine(home)
    indexer.update_index(index)
    assert check.check(home, index) == []


@pytest.mark.parametrize("actor", [DESK, READER])
def test_it_is_the_ppids(home: Home, actor) -> None:
    record = filed(home)
    with pytest.raises(approval.NotAllowed):
        amendment.amend(home, record.id, actor, {"category": "berkala"}, "alasan")
    assert stands(record.id) == record


@pytest.mark.parametrize(
    ("changes", "why"), [({"code": ""}, "x"), ({"code": "TU.01.2"}, " "), ({}, "x"), ({"category": "dikecualikan"}, "x")]
)
def test_it_needs_a_reason_a_change_and_all_that_a_decision_needs(home: Home, changes, why) -> None:
    record = filed(home)
    with pytest.raises((approval.WrongValue, approval.Missing)):
        amendment.amend(home, record.id, PPID, changes, why)
    assert stands(record.id) == record


def test_a_published_register_is_stale_from_then_on_and_says_where(home: Home) -> None:
    kept, moved, hidden = filed(home), filed(home), filed(home)
    assert not publication.staleness(home).stale
    publication.publish(home, PPID)
    assert not publication.staleness(home).stale
    change(home, moved.id, title="Judul lain")
    change(home, hidden.id, category="dikecualikan_usul")
    added = filed(home)
    stale = publication.staleness(home)
    assert (stale.version, stale.added, stale.removed, stale.changed) == (1, (added.id,), (hidden.id,), (moved.id,))
    assert stale.stale
    assert publication.publish(home, PPID).id == "0002"
    assert not publication.staleness(home).stale
    assert kept.id not in (*stale.added, *stale.removed, *stale.changed)


def test_an_act_that_changes_no_line_makes_no_register_stale(home: Home) -> None:
    from pipeline.records import dossiers

    record = filed(home, code="TU.01.2")
    publication.publish(home, PPID)
    folder = dossiers.open_dossier(home, "TU.01.2", "Perkara", DESK)
    dossiers.join_dossier(home, record.id, PPID, folder.id)
    assert not publication.staleness(home).stale


def test_only_the_ppid_publishes(home: Home) -> None:
    with pytest.raises(approval.NotAllowed):
        publication.publish(home, DESK)

"""Of several copies of a record the one that the recap book knows as the last counts; the others are set apart and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import approval
from pipeline.archive import record_folder
from pipeline.catalogue import models, transactions
from pipeline.document import AccessLevel, Actor, Category, Record, Status
from pipeline.home import Home
from pipeline.maintenance import check, rebuild
from pipeline.maintenance.rebuild_report import RebuildReport
from pipeline.records import lifecycle, search, set_aside
from pipeline.records.amendment import amend
from pipeline.worker import indexer
from tests.builders.home import CLERK, DESK, MACHINE, PPID, READER, filed, queued, stands, verified
from tests.maintenance.test_rebuild import lose_index

EXEMPT = {"category": Category.DIKECUALIKAN_USUL.value}


def place(home: Home, record: Record) -> Path:
    return home.archive / models.Record.objects.get(pk=record.id).shelf


def keep(home: Home, record: Record) -> Path:
    """A copy of the record's folder as it stands, as a backup has it; where it has to be put back."""
    path = place(home, record)
    aside = home.root / "cadangan" / path.relative_to(home.archive)
    shutil.copytree(path, aside, dirs_exist_ok=True)
    return path


def put_back(home: Home, path: Path) -> None:
    shutil.copytree(home.root / "cadangan" / path.relative_to(home.archive), path, dirs_exist_ok=True)


def apart(home: Home) -> list[str]:
    base = home.archive / "set-apart"
    return sorted(str(path.parent.relative_to(base)) for path in base.rglob(record_folder.RECORD_FILE))


def rebuilt(home: Home) -> RebuildReport:
    lose_index(home)
    return rebuild.rebuild(home, MACHINE)


def sees(home: Home, actor: Actor, record: Record) -> bool:
    row = models.Record.objects.filter(pk=record.id).first()
    return row is not None and approval.may_see(actor, row.record())


def exempted(home: Home) -> tuple[Record, Path]:
    """A paper that readers saw once, and was found to be exempt; where it stands, and its copy from the day when it was open."""
    record = filed(home)
    path = keep(home, record)
    return amend(home, record.id, PPID, EXEMPT, "rahasia pribadi"), path


def test_a_copy_on_each_place_where_it_ever_stood_is_set_apart(home: Home) -> None:
    record = verified(home)
    was = [keep(home, record)]
    lifecycle.ratify(home, record.id, PPID)
    was.append(keep(home, record))
    record = amend(home, record.id, PPID, {"code": "TU.01.2"}, "salah kode")
    data = (place(home, record) / record_folder.RECORD_FILE).read_bytes()
    for path in was:
        put_back(home, path)
    found = rebuilt(home)
    assert [one.path for one in found.set_apart] == sorted(str(path.relative_to(home.archive)) for path in was)
    assert {one.kept for one in found.set_apart} == {models.Record.objects.get().shelf}
    assert (found.damaged, found.recovered, found.unknown, found.sound) == ((), (), (), False)
    assert (place(home, record) / record_folder.RECORD_FILE).read_bytes() == data
    assert apart(home) == sorted(str(path.relative_to(home.archive)) for path in was)
    assert check.check(home, indexer.open_engine(home)) == []
    assert rebuilt(home).sound, "once they are apart, nothing is left to say"


def test_an_exempt_paper_does_not_come_back_open_from_a_shelf_where_it_once_stood(home: Home) -> None:
    record = filed(home)
    path = keep(home, record)
    record = amend(home, record.id, PPID, EXEMPT | {"code": "TU.01.2"}, "rahasia pribadi")
    put_back(home, path)
    assert path != place(home, record)
    assert [one.id for one in rebuilt(home).set_apart] == [record.id]
    assert not sees(home, READER, record)
    assert not sees(home, CLERK, record)
    assert sees(home, DESK, record)
    assert search.find(indexer.open_engine(home), READER, "Judul", place="all").total == 0


def test_a_destroyed_paper_does_not_come_back_from_its_shelf(home: Home) -> None:
    record = filed(home)
    path = keep(home, record)
    transactions.commit_change(home, record.id, PPID, "dispose", lambda one: replace(one, status=Status.DISPOSED))
    shutil.rmtree(place(home, record) / record_folder.BAG)
    put_back(home, path)
    found = rebuilt(home)
    assert [(one.path, one.kept) for one in found.set_apart] == [(str(path.relative_to(home.archive)), f"disposed/{record.id}")]
    assert stands(record.id).status is Status.DISPOSED


def test_a_copy_that_the_recap_book_never_knew_is_set_apart(home: Home) -> None:
    record = filed(home)
    forged = home.archive / "queue" / record.id
    shutil.copytree(place(home, record), forged)
    said = forged / record_folder.RECORD_FILE
    said.write_bytes(said.read_bytes().replace(b'"version": ', b'"version": 9', 1))
    assert [one.path for one in rebuilt(home).set_apart] == [f"queue/{record.id}"]
    assert stands(record.id) == record


def test_a_damaged_copy_of_a_sound_record_is_set_apart(home: Home) -> None:
    record = filed(home)
    shutil.copytree(place(home, record), home.archive / "queue" / record.id)
    (home.archive / "queue" / record.id / record_folder.RECORD_FILE).write_bytes(b"[]")
    found = rebuilt(home)
    assert ([one.path for one in found.set_apart], found.damaged) == ([f"queue/{record.id}"], ())


def test_a_copy_under_another_name_is_set_apart(home: Home) -> None:
    record = filed(home)
    name = f"{record.id} (salinan)"
    shutil.copytree(place(home, record), home.archive / "queue" / name)
    assert [one.path for one in rebuilt(home).set_apart] == [f"queue/{name}"]
    assert place(home, record).is_dir()


def _lost_wholly(path: Path, original: str) -> None:
    shutil.rmtree(path / record_folder.BAG)


def _lost(path: Path, original: str) -> None:
    (path / original).unlink()


def _damaged(path: Path, original: str) -> None:
    (path / original).write_bytes(b"rusak")


def _without_its_tags(path: Path, original: str) -> None:
    (path / record_folder.BAG / "bagit.txt").unlink()
    (path / record_folder.BAG / "bag-info.txt").unlink()


@pytest.mark.parametrize("harm", [_lost_wholly, _lost, _damaged, _without_its_tags])
def test_a_paper_that_the_last_version_lost_is_taken_from_an_older_copy(home: Home, harm: Callable[[Path, str], None]) -> None:
    record = verified(home)
    older = keep(home, record)
    record = lifecycle.ratify(home, record.id, PPID)
    data = (place(home, record) / record.original).read_bytes()
    harm(place(home, record), record.original)
    put_back(home, older)
    found = rebuilt(home)
    assert [(one.id, one.taken_from) for one in found.mended] == [(record.id, str(older.relative_to(home.archive)))]
    assert not found.sound
    assert (place(home, record) / record.original).read_bytes() == data
    assert stands(record.id) == record
    assert check.check(home, indexer.open_engine(home)) == []


def test_a_paper_that_no_copy_holds_any_more_is_named(home: Home) -> None:
    record = verified(home)
    older = keep(home, record)
    record = lifecycle.ratify(home, record.id, PPID)
    put_back(home, older)
    for path in (older, place(home, record)):
        _damaged(path, record.original)
    assert [(one.id, one.taken_from) for one in rebuilt(home).mended] == [(record.id, "")]


def test_what_was_set_apart_earlier_from_the_same_place_is_kept_too(home: Home) -> None:
    record = queued(home)
    path = keep(home, record)
    set_aside.set_aside(home, record.id, DESK, "kosong")
    for _ in range(2):
        put_back(home, path)
        assert len(rebuilt(home).set_apart) == 1
    assert apart(home) == [f"queue/{record.id}", f"queue/{record.id}~2"]


def test_where_the_last_version_is_lost_the_newest_that_the_book_knows_counts_and_is_named(home: Home) -> None:
    record = queued(home)
    older = keep(home, record)
    verified_ = set_aside.set_aside(home, record.id, DESK, "kosong")
    shutil.rmtree(place(home, verified_))
    put_back(home, older)
    found = rebuilt(home)
    assert [(one.subject, one.version, one.last_version, one.hidden) for one in found.recovered] == [
        (record.id, record.version, verified_.version, False)
    ]
    now = stands(record.id)
    assert (now.status, now.version) == (Status.QUEUED, verified_.version + 1)
    assert [entry.act for entry in now.history[-2:]] == ["set_aside", "recover"]
    assert check.check(home, indexer.open_engine(home)) == []
    assert set_aside.set_aside(home, record.id, DESK, "memang kosong").version == now.version + 1


def test_where_the_exempt_version_is_lost_the_open_one_stays_hidden(home: Home) -> None:
    record, path = exempted(home)
    shutil.rmtree(place(home, record))
    put_back(home, path)
    found = rebuilt(home)
    assert [(one.subject, one.hidden) for one in found.recovered] == [(record.id, True)]
    assert not found.sound
    assert not sees(home, READER, record)
    assert not sees(home, CLERK, record)
    assert sees(home, DESK, record)
    assert rebuilt(home).sound
    assert not sees(home, READER, record)


def test_where_a_stricter_access_level_is_lost_the_open_one_stays_hidden(home: Home) -> None:
    record = filed(home)
    path = keep(home, record)
    level = {"access_level": AccessLevel.TERBATAS.value}
    record = amend(home, record.id, PPID, level, "terbatas")
    shutil.rmtree(place(home, record))
    put_back(home, path)
    assert [one.hidden for one in rebuilt(home).recovered] == [True]
    assert stands(record.id).facts.access_level == AccessLevel.TERBATAS
    assert not sees(home, READER, record)


def test_where_the_tombstone_is_lost_the_destroyed_paper_stays_away(home: Home) -> None:
    record = filed(home)
    path = keep(home, record)
    transactions.commit_change(home, record.id, PPID, "dispose", lambda one: replace(one, status=Status.DISPOSED))
    shutil.rmtree(place(home, record))
    put_back(home, path)
    found = rebuilt(home)
    assert [(one.path, one.kept) for one in found.set_apart] == [(str(path.relative_to(home.archive)), "")]
    assert not models.Record.objects.exists()
    assert ("missing", record.id) in {(one.kind, one.subject) for one in check.check(home, indexer.open_engine(home))}


def test_acts_that_the_book_does_not_have_yet_count_where_they_hid_the_record(home: Home) -> None:
    record = filed(home)
    path = keep(home, record)
    record = amend(home, record.id, PPID, EXEMPT | {"code": "TU.01.2"}, "rahasia pribadi")
    [book] = (home.archive / "ledger").glob("*.jsonl")
    book.write_bytes(b"".join(book.read_bytes().splitlines(keepends=True)[:-1]))
    put_back(home, path)
    assert [one.path for one in rebuilt(home).set_apart] == [str(path.relative_to(home.archive))]
    assert not sees(home, READER, record)
    assert check.check(home, indexer.open_engine(home)) == []


def test_a_lone_record_that_the_book_does_not_know_is_named_and_opens_to_nobody_else(home: Home) -> None:
    record, _ = exempted(home)
    other = filed(home)
    for one, (old, new) in (
        (record, (b'"category": "dikecualikan_usul"', b'"category": "setiap_saat"')),
        (other, (b'"title": "Judul"', b'"title": "Judul lain"')),
    ):
        said = place(home, one) / record_folder.RECORD_FILE
        said.write_bytes(said.read_bytes().replace(old, new))
    found = rebuilt(home)
    assert ([one.id for one in found.set_apart], found.unknown) == ([record.id], (other.id,))
    assert not sees(home, READER, record)


def test_check_names_a_copy_and_finds_nothing_wrong_with_the_record_itself(home: Home) -> None:
    record = queued(home)
    path = keep(home, record)
    set_aside.set_aside(home, record.id, DESK, "kosong")
    put_back(home, path)
    indexer.update_index(indexer.open_engine(home))
    [found] = check.check(home, indexer.open_engine(home))
    assert (found.subject, found.kind) == (record.id, "twice")
    assert f"queue/{record.id}" in found.text
    assert "berkas rebuild" in found.text


def test_a_damaged_record_is_named_without_a_traceback(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    record = queued(home)
    (place(home, record) / record_folder.RECORD_FILE).write_bytes(b"")
    assert rebuilt(home).damaged == (f"queue/{record.id}",)
    assert "Traceback" not in capfd.readouterr().err

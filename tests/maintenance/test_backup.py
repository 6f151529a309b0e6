"""Backups: every night can be restored as it was, whatever happened while it was taken."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import home as homes
from pipeline.catalogue import database, models
from pipeline.home import Home
from pipeline.maintenance import check
from pipeline.maintenance.backup import night_writer, nights, restore, state, take
from pipeline.maintenance.findings import Finding
from pipeline.records import lifecycle, set_aside
from pipeline.worker import indexer
from tests.builders.home import DESK, PPID, opened, queued

FORK = multiprocessing.get_context("fork")


def told(home: Home) -> dict[str, tuple[int, str, str]]:
    """What the archive says of each record."""
    return {row.pk: (row.version, row.status, row.record().facts.title) for row in models.Record.objects.all()}


def restored(target: Path, root: Path, at: str = "") -> Home:
    """A night restored as ``berkas restore`` does, its catalogue in use."""
    root.mkdir(exist_ok=True)
    restore.restore(target, root, at)
    restore.end(root)
    database.close()
    home = opened(root)
    database.migrate()
    indexer.rebuild(indexer.open_engine(home))
    return home


def findings(home: Home) -> list[Finding]:
    return check.check(home, indexer.open_engine(home))


def file_one(home: Home) -> str:
    record = queued(home)
    lifecycle.verify(home, record.id, DESK, {"title": f"Judul {record.id}", "code": "HM.02", "category": "setiap_saat"})
    return lifecycle.ratify(home, record.id, PPID).id


def test_a_fortnight_of_nights_is_restored_night_by_night_with_the_acts_between(home: Home, tmp_path: Path):
    target, expected = tmp_path / "backup", {}
    first = file_one(home)
    for number in range(14):
        match number % 4:
            case 0:
                file_one(home)
            case 1:
                set_aside.set_aside(home, queued(home).id, DESK, "kosong")
            case 2:
                queued(home)
            case _:
                file_one(home)
        expected[take.take(home, target).night] = told(home)
    assert len(expected) == 14
    for night, wanted in expected.items():
        again = restored(target, tmp_path / f"home-{night}", night)
        assert told(again) == wanted
        assert findings(again) == []
        assert models.Record.objects.get(pk=first).record().history[-1].act == "ratify"
    database.use(home.catalogue)


def test_a_night_costs_what_changed_and_shares_the_rest_with_the_night_before(home: Home, tmp_path: Path):
    record = file_one(home)
    first = take.take(home, tmp_path / "backup")
    second = take.take(home, tmp_path / "backup")
    assert first.new_files == first.files
    assert second.new_files == 1  # the catalogue
    one, two = (next((tmp_path / "backup/nights" / taken.night).rglob(f"{record}/record.json")) for taken in (first, second))
    assert one.samefile(two)


def test_ordinary_tools_verify_a_night(home: Home, tmp_path: Path):
    file_one(home)
    (home.inbox / "surat baris\nbaru\\x.txt").write_text("menunggu")
    night = take.take(home, tmp_path / "backup").night
    folder = tmp_path / "backup/nights" / night
    run = subprocess.run(
        ["sha256sum", "--check", "--quiet", nights.MANIFEST], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert list(nights.choose(tmp_path / "backup").damages()) == []


def test_a_paper_that_waits_in_the_inbox_waits_there_again(home: Home, tmp_path: Path):
    (home.inbox / "menunggu.txt").write_text("belum diambil")
    take.take(home, tmp_path / "backup")
    again = restored(tmp_path / "backup", tmp_path / "again")
    assert (again.inbox / "menunggu.txt").read_text() == "belum diambil"
    database.use(home.catalogue)


def test_passwords_come_back(home: Home, tmp_path: Path):
    person = models.Person.objects.get(pk=DESK.name)
    person.set_password("kenanga-2026-biru")
    person.save()
    take.take(home, tmp_path / "backup")
    restored(tmp_path / "backup", tmp_path / "again")
    assert models.Person.objects.get(pk=DESK.name).check_password("kenanga-2026-biru")
    database.use(home.catalogue)


def _act(root: Path, stop: str) -> None:
    home = opened(root)
    while not Path(stop).exists():
        file_one(home)


def test_acts_go_on_meanwhile_and_every_night_fits_together(home: Home, tmp_path: Path):
    database.close()
    stop = tmp_path / "stop"
    busy = FORK.Process(target=_act, args=(home.root, str(stop)))
    busy.start()
    try:
        names = [take.take(home, tmp_path / "backup").night for _ in range(4)]
    finally:
        stop.touch()
        busy.join(60)
    counts = []
    for name in names:
        again = restored(tmp_path / "backup", tmp_path / f"home-{name}", name)
        assert findings(again) == []
        counts.append(models.Record.objects.count())
    assert counts == sorted(counts)
    database.use(home.catalogue)


def _take_until_killed(home: Home, target: Path) -> None:
    while True:
        take.take(home, target, keep=3)


@pytest.mark.parametrize("seconds", [0.02, 0.08, 0.15, 0.3, 0.5])
def test_a_backup_killed_at_any_instant_leaves_whole_nights_only(home: Home, tmp_path: Path, seconds: float):
    for _ in range(3):
        file_one(home)
    target = tmp_path / "backup"
    take.take(home, target)
    database.close()
    taking = FORK.Process(target=_take_until_killed, args=(home, target))
    taking.start()
    time.sleep(seconds)
    os.kill(taking.pid or 0, signal.SIGKILL)
    taking.join()
    assert nights.find_nights(target)
    for night in nights.find_nights(target):
        assert list(night.damages()) == []
    take.take(home, target)
    assert not list((target / "nights").glob(f"{nights.INCOMPLETE}*"))


def _restore_until_killed(target: Path, root: Path) -> None:
    restore.restore(target, root)


@pytest.mark.parametrize("seconds", [0.005, 0.02, 0.04, 0.08])
def test_a_restore_killed_at_any_instant_is_no_home_and_may_be_begun_again(home: Home, tmp_path: Path, seconds: float):
    for _ in range(4):
        file_one(home)
    wanted, target, root = told(home), tmp_path / "backup", tmp_path / "again"
    take.take(home, target)
    database.close()
    root.mkdir()
    restoring = FORK.Process(target=_restore_until_killed, args=(target, root))
    restoring.start()
    time.sleep(seconds)
    os.kill(restoring.pid or 0, signal.SIGKILL)
    restoring.join()
    with pytest.raises((homes.RestoreUnfinished, homes.NoHomeYet)):
        homes.open_home(root)
    restore.restore(target, root)
    restore.end(root)
    again = opened(root)
    assert told(again) == wanted
    database.use(home.catalogue)


def test_a_restore_that_is_not_finished_is_said_and_finished_by_the_same_command(home: Home, tmp_path: Path):
    file_one(home)
    target, root = tmp_path / "backup", tmp_path / "again"
    take.take(home, target)
    root.mkdir()
    restore.restore(target, root)
    for opening in (homes.open_home, homes.make_home):
        with pytest.raises(homes.RestoreUnfinished):
            opening(root)
    restore.restore(target, root)
    restore.end(root)
    restore.end(root)
    assert homes.open_home(root).archive.is_dir()


def test_a_full_disk_during_a_restore_is_one_sentence_and_the_command_begins_again(home: Home, tmp_path: Path, monkeypatch):
    file_one(home)
    target, root = tmp_path / "backup", tmp_path / "again"
    take.take(home, target)
    root.mkdir()
    monkeypatch.setattr(os, "fsync", failing_with(errno.ENOSPC))
    with pytest.raises(restore.CannotWrite, match=os.strerror(errno.ENOSPC)):
        restore.restore(target, root)
    monkeypatch.undo()
    restore.restore(target, root)
    restore.end(root)
    assert homes.open_home(root).archive.is_dir()


def test_a_file_of_the_inbox_that_cannot_be_read_is_named_and_the_rest_is_saved(home: Home, tmp_path: Path, monkeypatch):
    file_one(home)
    (home.inbox / "kunci.pdf").write_text("milik orang lain")
    real = Path.open

    def failing(path: Path, *args: Any, **named: Any) -> Any:
        if path.name == "kunci.pdf":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *args, **named)

    monkeypatch.setattr(Path, "open", failing)
    taken = take.take(home, tmp_path / "backup")
    assert taken.skipped == ("inbox/kunci.pdf",)
    assert list(nights.choose(tmp_path / "backup").damages()) == []


def failing_with(code: int) -> Callable[..., None]:
    def failing(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return failing


@pytest.mark.parametrize("how", ["changed", "missing", "another", "manifest", "description", "link"])
def test_a_damaged_night_is_refused_and_the_damage_is_named(home: Home, tmp_path: Path, how: str):
    record = file_one(home)
    target, root = tmp_path / "backup", tmp_path / "again"
    night = target / "nights" / take.take(home, target).night
    paper = next(night.rglob(f"{record}/record.json"))
    name = paper.relative_to(night).as_posix()
    match how:
        case "changed":
            paper.write_bytes(paper.read_bytes()[:-3] + b" }\n")
        case "missing":
            paper.unlink()
        case "link":
            paper.unlink()
            paper.symlink_to("/etc/passwd")
        case "another":
            name = nights.MANIFEST
            with (night / name).open("a") as file:
                file.write(f"{'0' * 64}  ../../../etc/berkas\n")
        case "manifest":
            name = nights.MANIFEST
            (night / name).write_text("")
        case "description":
            name = nights.DESCRIPTION
            (night / name).write_text("{}")
    root.mkdir()
    with pytest.raises(restore.DamagedBackup, match=name):
        restore.restore(target, root)
    assert not [path for path in root.iterdir() if path.name != homes.RESTORING]
    assert name in list(nights.choose(target).damages())


def test_a_night_of_a_newer_berkas_is_refused_with_a_sentence(home: Home, tmp_path: Path):
    target = tmp_path / "backup"
    night = target / "nights" / take.take(home, target).night
    described = (night / nights.DESCRIPTION).read_text().replace("berkas-backup/1", "berkas-backup/2")
    (night / nights.DESCRIPTION).write_text(described)
    (tmp_path / "again").mkdir()
    with pytest.raises(nights.NewerBackup):
        restore.restore(target, tmp_path / "again")


def test_only_an_empty_folder_becomes_a_home(home: Home, tmp_path: Path):
    take.take(home, tmp_path / "backup")
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "foto.jpg").touch()
    with pytest.raises(restore.NotEmpty, match=r"foto\.jpg"):
        restore.restore(tmp_path / "backup", tmp_path / "again")
    with pytest.raises(restore.NotEmpty):
        restore.restore(tmp_path / "backup", home.root)
    assert (home.archive / "ledger").is_dir() or home.archive.is_dir()


def test_a_target_inside_the_home_is_refused(home: Home):
    for target in (home.root, home.root / "cadangan", home.archive / "x"):
        with pytest.raises(take.InsideHome):
            take.take(home, target)
    assert not (home.root / "cadangan").exists()


def test_two_at_once_are_refused_with_a_sentence(home: Home, tmp_path: Path):
    target = tmp_path / "backup"
    take.take(home, target)
    with take._only_one(target):
        refused: list[BaseException] = []

        def second() -> None:
            try:
                take.take(home, target)
            except take.AnotherRuns as failure:
                refused.append(failure)

        other = threading.Thread(target=second)
        other.start()
        other.join(30)
    assert len(refused) == 1


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_target_that_fails_is_said_and_leaves_earlier_nights(home: Home, tmp_path: Path, monkeypatch, code: int):
    file_one(home)
    target = tmp_path / "backup"
    kept = take.take(home, target).night
    file_one(home)

    monkeypatch.setattr(os, "utime", failing_with(code))
    with pytest.raises(take.TargetFailed) as failed:
        take.take(home, target)
    assert os.strerror(code) in str(failed.value)
    assert [night.name for night in nights.find_nights(target)] == [kept]
    assert list(nights.choose(target).damages()) == []
    assert not list((target / "nights").glob(f"{nights.INCOMPLETE}*"))
    assert state.last_backup(home).problem == str(failed.value)
    assert state.last_backup(home).night == kept


def test_a_file_of_the_home_that_cannot_be_read_stops_it_and_is_named(home: Home, tmp_path: Path, monkeypatch):
    record = file_one(home)
    real = Path.open

    def failing(path: Path, *args: Any, **named: Any) -> Any:
        if record in path.parts and path.name == "record.json" and args == ("rb",) and home.root in path.parents:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return real(path, *args, **named)

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(night_writer.HomeUnreadable, match=r"record\.json"):
        take.take(home, tmp_path / "backup")
    assert nights.find_nights(tmp_path / "backup") == []


def test_without_hard_links_every_night_is_a_copy(home: Home, tmp_path: Path, monkeypatch):
    def none(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", none)
    record = file_one(home)
    taken = [take.take(home, tmp_path / "backup") for _ in range(2)]
    assert taken[1].new_files == taken[1].files
    one, two = (next((tmp_path / "backup/nights" / each.night).rglob(f"{record}/record.json")) for each in taken)
    assert not one.samefile(two)


def test_what_rots_on_the_backup_disk_is_copied_anew_when_its_turn_comes(home: Home, tmp_path: Path, monkeypatch):
    record = file_one(home)
    target = tmp_path / "backup"
    first = target / "nights" / take.take(home, target).night
    paper = next(first.rglob(f"{record}/record.json"))
    status, content = paper.stat(), paper.read_bytes()
    paper.write_bytes(b"?" + content[1:])
    os.utime(paper, ns=(status.st_atime_ns, status.st_mtime_ns))
    monkeypatch.setattr("pipeline.maintenance.backup.night_writer.SHARES", 1)
    monkeypatch.setattr(take, "SHARES", 1)
    second = target / "nights" / take.take(home, target).night
    assert next(second.rglob(f"{record}/record.json")).read_bytes() == content
    assert list(nights.choose(target).damages()) == []


def test_every_month_begins_with_a_night_that_shares_nothing(home: Home, tmp_path: Path):
    file_one(home)
    target = tmp_path / "backup"
    first = take.take(home, target)
    night = target / "nights" / first.night
    old = (datetime.now(UTC) - timedelta(days=29)).isoformat(timespec="seconds")
    described = nights.Night(night).describe()
    (night / nights.DESCRIPTION).write_text((night / nights.DESCRIPTION).read_text().replace(described.taken_at, old))
    assert take.take(home, target).new_files == first.files
    assert take.take(home, target).new_files == 1


def dated(target: Path, name: str, day: str) -> None:
    """A night as if it had been taken on another day."""
    described = target / "nights" / name / nights.DESCRIPTION
    described.write_text(json.dumps(json.loads(described.read_text()) | {"day": day}))


def test_of_earlier_days_the_last_night_stays_and_of_the_newest_every_one(home: Home, tmp_path: Path):
    target = tmp_path / "backup"
    names = []
    for day in ("2026-01-01", "2026-01-02", "2026-01-02", "2026-01-03"):
        names.append(take.take(home, target, keep=0).night)
        dated(target, names[-1], day)
    today = [take.take(home, target, keep=3).night for _ in range(3)]
    assert [night.name for night in nights.find_nights(target)] == [names[2], names[3], *today]
    assert take.take(home, target, keep=0).removed == ()
    assert nights.choose(target, "2026-01-02").name == names[2]
    assert nights.choose(target, names[3]).name == names[3]
    for wrong in ("2026-1", "2026-01", "2026-01-01"):
        with pytest.raises(nights.NoNight):
            nights.choose(target, wrong)


def test_a_backup_is_private(home: Home, tmp_path: Path):
    file_one(home)
    target = tmp_path / "backup"
    take.take(home, target)
    for path in (target, *target.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_home_knows_how_old_its_last_backup_is(home: Home, tmp_path: Path):
    assert state.last_backup(home).is_old()
    take.take(home, tmp_path / "backup")
    last = state.last_backup(home)
    assert not last.is_old()
    assert last.is_old(datetime.now(UTC) + timedelta(hours=49))
    assert last.target == str(tmp_path / "backup")
    shutil.rmtree(tmp_path / "backup")
    assert not state.last_backup(home).problem

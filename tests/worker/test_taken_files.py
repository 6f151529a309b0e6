"""What was taken is kept until it has rested: growth is taken, and nothing is removed before it is in the archive."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from pipeline import intake
from pipeline.catalogue import models
from pipeline.document import Record, Status
from pipeline.home import Home
from pipeline.worker import inbox as worker_inbox
from pipeline.worker import taken_files
from pipeline.worker import worker as home_worker
from tests.builders import slow_scanner
from tests.builders.home import DESK, MACHINE


def a_pdf(sheets: int, kind: str = "pdf") -> bytes:
    file = BytesIO()
    slow_scanner.write(file, kind, sheets, 0.0)
    return file.getvalue()


@pytest.fixture
def inbox(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[worker_inbox.Inbox]:
    monkeypatch.setattr(taken_files, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(taken_files, "SHEET_SECONDS", 0.0)
    monkeypatch.setattr(taken_files, "AGAIN_SECONDS", 0.0)
    with home_worker.working(home, MACHINE) as worker:
        yield worker_inbox.Inbox(worker)


def restart(inbox: worker_inbox.Inbox) -> worker_inbox.Inbox:
    """As after ``kill -9``: nothing is remembered."""
    return worker_inbox.Inbox(inbox.worker)


def scanning(inbox: worker_inbox.Inbox, data: bytes, name: str = "pindai.pdf") -> BinaryIO:
    """A file in the inbox that its scanner keeps open."""
    file = (inbox.home.inbox / name).open("w+b")
    file.write(data)
    file.flush()
    return file


def records() -> list[Record]:
    return [row.record() for row in models.Record.objects.order_by("pk")]


def resting(inbox: worker_inbox.Inbox) -> list[Path]:
    return [one.path for one in intake.resting_files(inbox.home.inbox)]


def rest_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "REST_SECONDS", 0.0)


def original(inbox: worker_inbox.Inbox, record: Record) -> bytes:
    return (inbox.home.archive / "queue" / record.id / record.original).read_bytes()


def test_a_file_that_was_taken_rests_and_is_still_the_same_file(inbox: worker_inbox.Inbox) -> None:
    with scanning(inbox, a_pdf(1)) as file:
        inbox.once()
        [path] = resting(inbox)
        assert os.path.samestat(path.stat(), os.fstat(file.fileno()))


@pytest.mark.parametrize("kind", ["pdf", "rewritten", "tiff"])
def test_growth_takes_the_place_of_what_it_goes_on_with(inbox: worker_inbox.Inbox, kind: str) -> None:
    with scanning(inbox, a_pdf(1, kind)) as file:
        if kind == "tiff":
            os.utime(inbox.home.inbox / "pindai.pdf", (1e9, 1e9))
        inbox.once()
        file.seek(0)
        file.write(a_pdf(2, kind))
        file.flush()
        inbox.once()
        [record] = records()
        assert original(inbox, record) == a_pdf(2, kind)
        assert len(resting(inbox)) == 1


def test_growth_while_nobody_worked_is_taken_at_the_next_start(inbox: worker_inbox.Inbox) -> None:
    with scanning(inbox, a_pdf(1)) as file:
        inbox.once()
        file.write(a_pdf(2)[len(a_pdf(1)) :])
    restart(inbox).once()
    assert [original(inbox, record) for record in records()] == [a_pdf(2)]


def test_growth_is_taken_once(inbox: worker_inbox.Inbox) -> None:
    with scanning(inbox, a_pdf(1)) as file:
        inbox.once()
        file.write(a_pdf(2)[len(a_pdf(1)) :])
    inbox.once()
    for again in (inbox, restart(inbox), restart(inbox)):
        again.once()
    [record] = records()
    assert [entry.act for entry in record.history if entry.act != "read"] == ["receive", "replace"]


def test_half_a_sheet_waits_for_its_other_half(inbox: worker_inbox.Inbox) -> None:
    with scanning(inbox, a_pdf(1, "rewritten")) as file:
        inbox.once()
        file.seek(0)
        file.write(a_pdf(2, "rewritten")[:-200])
        file.flush()
        inbox.once()
        assert [record.size for record in records()] == [len(a_pdf(1, "rewritten"))]
        file.write(a_pdf(2, "rewritten")[-200:])
        file.flush()
        inbox.once()
    assert [original(inbox, record) for record in records()] == [a_pdf(2, "rewritten")]


def test_half_a_sheet_behind_a_whole_one_ends_in_the_same_paper(inbox: worker_inbox.Inbox) -> None:
    with scanning(inbox, a_pdf(1)) as file:
        for cut in (a_pdf(2)[len(a_pdf(1)) : -200], a_pdf(2)[-200:]):
            inbox.once()
            file.write(cut)
            file.flush()
        inbox.once()
    assert [original(inbox, record) for record in records()] == [a_pdf(2)]


def test_growth_of_what_people_have_decided_on_becomes_a_paper_of_its_own(inbox: worker_inbox.Inbox) -> None:
    from pipeline.records import set_aside

    with scanning(inbox, a_pdf(1)) as file:
        inbox.once()
        assert inbox.worker.wait_until_idle(60)
        set_aside.set_aside(inbox.home, records()[0].id, DESK, "kosong")
        file.write(a_pdf(2)[len(a_pdf(1)) :])
    inbox.once()
    assert [record.size for record in records()] == [len(a_pdf(1)), len(a_pdf(2))]
    assert records()[0].status is Status.SET_ASIDE


def test_what_has_rested_is_removed(inbox: worker_inbox.Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    scanning(inbox, a_pdf(1)).close()
    inbox.once()
    rest_is_over(monkeypatch)
    inbox.once()
    assert resting(inbox) == []
    assert len(records()) == 1


def test_the_shorter_scan_that_a_longer_one_replaced_is_removed_too(
    inbox: worker_inbox.Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sheets in (1, 2):
        scanning(inbox, a_pdf(sheets)).close()
        inbox.once()
    assert len(records()) == 1
    rest_is_over(monkeypatch)
    later = restart(inbox)
    for _ in range(2):
        later.once()
    assert resting(inbox) == []
    assert len(records()) == 1


def test_bytes_that_changed_behind_an_unchanged_stamp_are_not_removed(
    inbox: worker_inbox.Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanning(inbox, a_pdf(1)).close()
    inbox.once()
    [path] = resting(inbox)
    status = path.stat()
    changed = path.read_bytes().replace(b"lambat", b"LAMBAT")
    path.write_bytes(changed)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    rest_is_over(monkeypatch)
    for _ in range(3):
        inbox.once()
    assert changed in [original(inbox, record) for record in records()]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no leases")
def test_what_a_program_holds_open_is_not_removed(inbox: worker_inbox.Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    with scanning(inbox, a_pdf(1)):
        inbox.once()
        rest_is_over(monkeypatch)
        inbox.once()
        assert len(resting(inbox)) == 1
    inbox.once()
    assert resting(inbox) == []


@pytest.fixture
def share(inbox: worker_inbox.Inbox, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the inbox on another file system."""
    folder = inbox.home.inbox / "bagi"
    folder.mkdir()
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self.is_relative_to(folder):
            raise OSError(errno.EXDEV, "lain disk")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    return folder


def test_on_a_mounted_share_the_source_stays_until_it_has_rested(
    inbox: worker_inbox.Inbox, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanning(inbox, a_pdf(1), "bagi/pindai.pdf").close()
    for again in (inbox, inbox, restart(inbox)):
        again.once()
    assert (share / "pindai.pdf").exists()
    [record] = records()
    assert len(record.arrivals) == 1
    rest_is_over(monkeypatch)
    inbox.once()
    assert not (share / "pindai.pdf").exists()
    assert resting(inbox) == []


def test_on_a_mounted_share_growth_is_taken(inbox: worker_inbox.Inbox, share: Path) -> None:
    with scanning(inbox, a_pdf(1), "bagi/pindai.pdf") as file:
        inbox.once()
        time.sleep(0.02)
        file.write(a_pdf(2)[len(a_pdf(1)) :])
        file.flush()
        for _ in range(2):
            inbox.once()
    assert [original(inbox, record) for record in records()] == [a_pdf(2)]
    assert [one.path for one in intake.resting_files(inbox.home.inbox)] == [share / "pindai.pdf"]


def test_a_copy_that_berkas_made_itself_does_not_rest(inbox: worker_inbox.Inbox, tmp_path: Path) -> None:
    given = tmp_path / "surat.pdf"
    given.write_bytes(a_pdf(1))
    intake.claim_copy(inbox.home.inbox, given)
    restart(inbox).once()
    assert len(records()) == 1
    assert resting(inbox) == []

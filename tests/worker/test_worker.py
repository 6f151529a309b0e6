"""One home at work: one worker, and nothing that a paper, a disk or another process does stops it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from filelock import FileLock

from pipeline import durable, intake, reading, search
from pipeline.catalogue import ingest, models, staging
from pipeline.document import Record, Status
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.maintenance import check
from pipeline.records import lifecycle, rereading
from pipeline.training.papers import a_letter, as_pdf, as_txt
from pipeline.worker import inbox as worker_inbox
from pipeline.worker import indexer, progress, role
from pipeline.worker import worker as home_worker
from tests.builders import write
from tests.builders.command import wait_until
from tests.builders.home import DESK, MACHINE, At

LETTER = as_txt(a_letter())


@pytest.fixture
def worker(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[home_worker.Worker]:
    monkeypatch.setattr(home_worker, "TICK_SECONDS", 0.02)
    with home_worker.working(home, MACHINE) as worker:
        yield worker


def hand_in(home: Home, data: bytes = LETTER, name: str = "surat.txt") -> intake.Claim:
    return intake.claim_copy(home.inbox, write(home.root, "luar", data), name)


def drop(home: Home, name: str, data: bytes) -> Path:
    """In the inbox, as quiet as if it had come a minute ago."""
    path = write(home.inbox, name, data)
    minute_ago = time.time() - 60
    os.utime(path, (minute_ago, minute_ago))
    return path


def settled(worker: home_worker.Worker) -> list[Record]:
    assert worker.wait_until_idle(30)
    return [row.record() for row in models.Record.objects.order_by("pk")]


def failing(error: Exception, times: int = 99) -> Callable[..., object]:
    left = [times]
    real = lifecycle.read_record

    def read(*args: Any, **named: Any) -> object:
        if left[0]:
            left[0] -= 1
            raise error
        return real(*args, **named)

    return read


def test_a_worker_reads_what_it_takes_and_indexes_it(worker: home_worker.Worker) -> None:
    worker.take(hand_in(worker.home))
    [record] = settled(worker)
    assert record.status is Status.QUEUED
    assert worker.indexing.engine.versions() == {record.id: record.version}


def test_there_is_one_worker_to_a_home(home: Home, worker: home_worker.Worker) -> None:
    with pytest.raises(role.WorkerAlreadyRunning), home_worker.working(home, MACHINE):
        pass


def test_the_role_falls_with_the_worker(home: Home) -> None:
    with role.worker_role(home):
        pass
    with FileLock(home.archive / role.WORKER_LOCK, timeout=0) as lock:
        assert lock.is_locked


def test_a_worker_first_puts_back_what_a_dead_one_was_copying(home: Home) -> None:
    write(staging.staging_folder(home), f"{'0' * 32}/folder/bag/data/original.txt", b"separuh")
    with home_worker.working(home, MACHINE):
        assert list(staging.staging_folder(home).iterdir()) == []


def test_a_worker_goes_on_with_what_a_dead_one_was_reading(home: Home, at: At) -> None:
    record = at.received(LETTER)
    with home_worker.working(home, MACHINE) as worker:
        settled(worker)
    assert at.record(record.id).status is Status.QUEUED


def test_a_paper_on_which_we_fail_three_times_is_told_to_a_person(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "read_record", failing(RuntimeError("kesalahan program")))
    worker.take(hand_in(worker.home))
    [record] = settled(worker)
    assert record.status is Status.UNREADABLE
    assert record.problem == lifecycle.InternalError().sentence()
    assert [entry.act for entry in record.history] == ["receive", "unreadable"]


def test_a_paper_on_which_we_fail_once_is_read_after_all(worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "read_record", failing(RuntimeError("sekali saja"), times=1))
    worker.take(hand_in(worker.home))
    assert settled(worker)[0].status is Status.QUEUED


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "penuh"), OperationalError("database is locked"), staging.Busy()])
def test_a_full_disk_or_a_busy_home_is_never_the_papers_fault(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(lifecycle, "read_record", failing(error, times=home_worker.ATTEMPTS + 2))
    worker.take(hand_in(worker.home))
    assert settled(worker)[0].status is Status.QUEUED


def test_after_a_person_asks_again_it_is_tried_three_times_again(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "read_record", failing(RuntimeError("kesalahan"), times=home_worker.ATTEMPTS + 1))
    worker.take(hand_in(worker.home))
    [record] = settled(worker)
    rereading.retry(worker.home, record.id, DESK)
    assert settled(worker)[0].status is Status.QUEUED


def test_one_failing_paper_does_not_stop_the_others(worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    real = lifecycle.read_record

    def read(home: Home, record_id: str, *args: Any, **named: Any) -> Record:
        if record_id.endswith("1"):
            raise RuntimeError("yang ini selalu gagal")
        return real(home, record_id, *args, **named)

    monkeypatch.setattr(lifecycle, "read_record", read)
    for number in range(3):
        worker.take(hand_in(worker.home, f"naskah {number}\n".encode()))
    assert [record.status for record in settled(worker)] == [Status.UNREADABLE, Status.QUEUED, Status.QUEUED]


def test_many_papers_are_handed_to_the_readers_a_few_at_a_time(worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_worker, "AT_ONCE", 2)
    go_on = threading.Event()
    real = lifecycle.read_record

    def read(*args: Any, **named: Any) -> object:
        go_on.wait(10)
        return real(*args, **named)

    monkeypatch.setattr(lifecycle, "read_record", read)
    for number in range(5):
        worker.take(hand_in(worker.home, f"naskah {number}\n".encode()))
    assert worker.dispatch() == 2
    go_on.set()
    assert {record.status for record in settled(worker)} == {Status.QUEUED}


def test_a_pool_that_is_shut_down_marks_no_paper_unreadable(home: Home, at: At) -> None:
    records = [at.received(as_pdf(a_letter(word=f"Kata{number}")), f"{number}.pdf") for number in range(6)]
    with home_worker.working(home, MACHINE) as worker:
        worker.dispatch()
        wait_until(lambda: bool(worker.progress.snapshot()) or models.Record.objects.filter(status=Status.QUEUED).exists())
    states = {at.record(record.id).status for record in records}
    assert states <= {Status.RECEIVED, Status.QUEUED}


def test_pages_of_a_pool_that_is_shut_down_say_so_and_not_that_they_are_unreadable(tmp_path: Path) -> None:
    pool = reading.Pool(1)
    begun = tmp_path / "begun"
    future = pool.submit(eval, f"(open({str(begun)!r}, 'x').close(), __import__('time').sleep(60))")
    wait_until(begun.exists)
    pool.shutdown(wait=False, cancel_futures=True)
    error = future.exception(30)
    assert error is not None
    assert not isinstance(error, Failure)


def test_what_is_read_shows_its_progress_and_then_no_more(worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.progress.set("2026-000001", 3, 7)
    assert progress.progress(worker.home) == {"2026-000001": (3, 7)} == worker.progress.snapshot()
    worker.progress.remove("2026-000001")
    assert progress.progress(worker.home) == {}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff"])
def test_half_a_progress_file_is_no_progress(home: Home, data: bytes) -> None:
    write(home.index, "working.json", data)
    write(home.index, "held.json", data)
    assert progress.progress(home) == {}
    assert worker_inbox.held_files(home) == []


# --- the index


def test_an_index_that_does_not_open_is_made_anew(worker: home_worker.Worker) -> None:
    worker.take(hand_in(worker.home))
    [record] = settled(worker)
    for path in (worker.home.index / "fulltext").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rusak")
    lifecycle.edit(worker.home, record.id, DESK, {"title": "Lain"})
    settled(worker)
    assert check.check(worker.home, indexer.open_engine(worker.home)) == []


def test_the_index_thread_outlives_whatever_fails(worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        for error in (search.IndexBusy(), OSError(errno.ENOSPC, "penuh"), ValueError("kesalahan program")):
            called = threading.Event()

            def fails(*_: object, error: Exception = error, called: threading.Event = called) -> int:
                called.set()
                raise error

            patch.setattr(indexer, "update_index", fails)
            assert called.wait(10)
    worker.take(hand_in(worker.home))
    settled(worker)


def test_where_nobody_works_a_command_indexes_what_it_changed(home: Home, at: At) -> None:
    record = at.queued(LETTER)
    assert role.ensure_indexed(home, [record.id])
    assert indexer.open_engine(home).versions() == {record.id: record.version}


def test_where_another_works_a_command_waits_for_it_a_while(home: Home, at: At) -> None:
    record = at.queued(LETTER)
    with role.worker_role(home):
        started = time.monotonic()
        assert not role.ensure_indexed(home, [record.id], seconds=0.3)
        assert time.monotonic() - started < 5


def test_a_broken_index_does_not_fail_the_command_that_changed_a_record(home: Home, at: At) -> None:
    record = at.queued(LETTER)
    role.ensure_indexed(home, [record.id])
    for path in (home.index / "fulltext").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rusak")
    lifecycle.edit(home, record.id, DESK, {"title": "Lain"})
    assert not role.ensure_indexed(home, [record.id])


# --- the inbox


def test_what_lies_ready_in_the_inbox_is_taken(worker: home_worker.Worker) -> None:
    drop(worker.home, "surat.txt", LETTER)
    assert len(worker_inbox.Inbox(worker).once()) == 1
    assert settled(worker)[0].file == "surat.txt"
    assert not (worker.home.inbox / "surat.txt").exists()


def test_what_a_dead_worker_had_claimed_is_taken_first(worker: home_worker.Worker) -> None:
    hand_in(worker.home)
    assert len(worker_inbox.Inbox(worker).once()) == 1
    assert intake.pending_claims(worker.home.inbox) == []


def test_what_is_held_is_listed_with_its_reason(worker: home_worker.Worker) -> None:
    write(worker.home.inbox, "separuh.pdf", b"%PDF-1.7\nbelum selesai")
    worker_inbox.Inbox(worker).once()
    [held] = worker_inbox.held_files(worker.home)
    assert held["file"] == "separuh.pdf"
    assert "belum lengkap" in held["why"]
    assert (worker.home.inbox / "separuh.pdf").exists()


def test_a_list_of_what_a_dead_worker_held_is_not_believed(worker: home_worker.Worker) -> None:
    write(worker.home.index, "held.json", json.dumps([{"file": "dulu.pdf", "why": "dulu"}]).encode())
    worker_inbox.Inbox(worker).once()
    assert worker_inbox.held_files(worker.home) == []


def test_on_a_full_disk_papers_wait_and_nothing_is_lost(worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_inbox, "RETRY_SECONDS", 0.3)
    inbox = worker_inbox.Inbox(worker)
    for name in ("a.txt", "b.txt"):
        drop(worker.home, name, name.encode())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(ingest, "stage_arrival", full)
        assert inbox.once() == []
        assert len(intake.pending_claims(worker.home.inbox)) == 1
        assert (worker.home.inbox / "b.txt").exists()
        assert inbox.once() == []
    wait_until(lambda: len(inbox.once()) > 0, 20)
    wait_until(lambda: inbox.once() == [] and not intake.pending_claims(worker.home.inbox), 20)
    assert sorted(record.file for record in settled(worker)) == ["a.txt", "b.txt"]


def test_one_claim_that_cannot_be_stored_does_not_keep_the_others_waiting(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = hand_in(worker.home, b"cakram rusak di sini\n", "rusak.txt")
    sha256 = durable.sha256

    def failing_disk(path: Path) -> str:
        if path == bad.path:
            raise OSError(errno.EIO, "Input/output error")
        return sha256(path)

    inbox = worker_inbox.Inbox(worker)
    monkeypatch.setattr(durable, "sha256", failing_disk)
    for name in ("a.txt", "b.txt"):
        drop(worker.home, name, name.encode())
        assert len(inbox.once()) == 1
    assert intake.pending_claims(worker.home.inbox) == [bad]


def test_the_watch_outlives_whatever_fails_and_stops_when_asked(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, rounds = threading.Event(), []
    monkeypatch.setattr(worker_inbox.Inbox, "once", lambda _self: rounds.append(1) or 1 / 0)  # type: ignore[func-returns-value]  # what it raises counts
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(worker_inbox.watch_inbox, worker, stop)
        worker.home.inbox.touch()
        wait_until(lambda: len(rounds) >= 2, 20)
        stop.set()
        done.result(10)
    assert len(rounds) >= 2


# --- two processes at once


DECIDES = """
import sys
from pathlib import Path
from pipeline.catalogue import database

database.set_up(Path(sys.argv[1]))
from pipeline.records import set_aside, lifecycle
from tests.builders.home import DESK, PPID, opened

home = opened(Path(sys.argv[1]))
for number, record_id in enumerate(sys.argv[2:]):
    if number % 2:
        lifecycle.verify(home, record_id, DESK, {"title": f"Judul {number}", "code": "TU.01.2", "category": "berkala"})
        lifecycle.ratify(home, record_id, PPID)
    else:
        set_aside.set_aside(home, record_id, DESK, "uji")
"""


def test_two_processes_and_a_worker_acting_at_once_on_one_home_lose_and_double_nothing(home: Home, at: At) -> None:
    ids = [at.queued(f"naskah nomor {number}\n".encode(), f"{number}.txt").id for number in range(40)]
    program, place = [sys.executable, "-c", DECIDES, str(home.root)], Path(__file__).parents[2]
    with home_worker.working(home, MACHINE) as worker:
        others = [subprocess.Popen(program + part, cwd=place, stderr=subprocess.PIPE) for part in (ids[:20], ids[20:])]
        for number in range(30):
            worker.take(hand_in(home, f"baru {number}\n".encode(), f"baru-{number}.txt"))
        said = [other.communicate(timeout=120)[1].decode() for other in others]
        assert [other.returncode for other in others] == [0, 0], said
        assert worker.wait_until_idle(60)
    states = [row.record() for row in models.Record.objects.filter(pk__in=ids)]
    assert sorted(record.status for record in states) == ["filed"] * 20 + ["set_aside"] * 20
    assert models.Record.objects.count() == 70
    assert check.check(home, indexer.open_engine(home)) == []

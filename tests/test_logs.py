"""A failure that we know is one line of the log; its traceback is there for whoever debugs, and for nobody else."""

from __future__ import annotations

import errno
import logging
from pathlib import Path

import pytest
from django.db import OperationalError

from pipeline import durable, intake, reading, search
from pipeline.archive import record_folder
from pipeline.catalogue import ingest, models, recovery, staging
from pipeline.failures import Unreadable
from pipeline.home import Home
from pipeline.reading.sources.parser_errors import parser_guard
from pipeline.records import lifecycle, page_images
from pipeline.worker import inbox
from pipeline.worker import worker as home_worker
from tests.builders import write
from tests.builders.home import MACHINE, At, queued

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def worker(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(home_worker, "TICK_SECONDS", 0.01)
    with home_worker.working(home, MACHINE) as worker:
        yield worker


def raising(error: Exception):
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What stands in the log of an office: what is said at level WARNING and above."""
    shown = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.getMessage() for record in shown if record.exc_info or "\n" in record.getMessage()] == []
    return [record.getMessage() for record in shown]


def an_interrupted_act(home: Home) -> str:
    record = queued(home)
    durable.make_folders(staging.staging_folder(home) / record.id)
    (home.archive / models.Record.objects.get().shelf / record_folder.RECORD_FILE).write_bytes(b'{"format": "berkas-record/1"}')
    return record.id


def test_an_act_that_cannot_be_finished_is_one_sentence(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    subject = an_interrupted_act(home)
    assert recovery.finish_interrupted(home) == [subject]
    [said] = lines(caplog)
    assert said.startswith(f"the interrupted act on {subject} cannot be finished; see berkas check: ")


def test_an_act_that_cannot_be_finished_is_said_once_though_it_is_tried_every_second(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    an_interrupted_act(home)
    for _ in range(3):
        recovery.finish_interrupted(home)
    assert len(lines(caplog)) == 1


def test_whoever_debugs_gets_the_traceback_too(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    an_interrupted_act(home)
    with caplog.at_level(logging.DEBUG, logger="berkas"):
        recovery.finish_interrupted(home)
    assert [record.levelname for record in caplog.records if record.exc_info] == ["DEBUG"]


def test_a_paper_that_finds_no_room_is_one_sentence(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    intake.claim_copy(worker.home.inbox, write(worker.home.root, "luar", b"surat"), "surat.txt")
    monkeypatch.setattr(ingest, "stage_arrival", raising(FULL))
    inbox.Inbox(worker).once()
    assert lines(caplog) == ["could not store 'surat.txt'; it is tried again: [Errno 28] No space left on device"]


@pytest.mark.parametrize("error", [FULL, OperationalError("database is locked"), search.IndexBusy()])
def test_an_index_that_is_behind_is_one_sentence(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    monkeypatch.setattr(worker.indexing.engine, "count", raising(error))
    worker.indexing.check()
    worker.indexing.update()
    assert f"indexing is behind; it is tried again: {error}" in lines(caplog)


def test_a_reading_that_a_full_disk_stops_is_one_sentence(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lifecycle, "read_record", raising(FULL))
    worker._read("2026-000001")
    assert lines(caplog) == ["reading 2026-000001 failed; it is tried again: [Errno 28] No space left on device"]


def test_a_fault_of_our_own_keeps_its_traceback(
    worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lifecycle, "read_record", raising(ZeroDivisionError()))
    worker._read("2026-000001")
    assert [record.levelname for record in caplog.records if record.exc_info] == ["ERROR"]


def test_a_locked_paper_whose_picture_finds_no_room_is_one_sentence(
    at: At, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    record = at.queued(_a_pdf())
    monkeypatch.setattr(page_images, "_keep", raising(FULL))
    page_images.draw_with_password(at.home, at.pool, record, "")
    assert lines(caplog) == [f"a page of {record.id} could not be drawn: [Errno 28] No space left on device"]


def _a_pdf() -> bytes:
    from pipeline.training.papers import a_letter, as_pdf

    return as_pdf(a_letter())


def test_what_a_parser_stumbles_over_is_told_by_the_paper_alone(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unreadable), parser_guard("surat.pdf"):
        raise KeyError("/Root")
    assert lines(caplog) == []


def test_a_damaged_pdf_says_no_more_than_its_sentence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unreadable):
        reading.identify(write(tmp_path, "rusak.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nstartxref\n0\n%%EOF\n"))
    assert lines(caplog) == []

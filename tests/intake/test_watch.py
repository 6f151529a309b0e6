import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
from watchdog.observers import Observer

from pipeline.failures import Empty, NotAFile, NotPermitted, NotReachable, NotStorable, NotWhole, TookTooLong
from pipeline.intake import InboxWatch, check_whole, claim
from pipeline.training.papers import a_letter, as_pdf, as_txt
from tests.builders import bad, write

PDF = as_pdf(a_letter())
NOW = 2_000_000_000.0


class Checks:
    """A check that counts, and fails as it is told."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.paths: list[str] = []

    def __call__(self, path: Path) -> None:
        self.paths.append(path.name)
        if self.failure is not None:
            raise self.failure


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def _aged(path: Path, seconds: float, now: float = NOW) -> Path:
    os.utime(path, (now - seconds, now - seconds))
    return path


def test_a_whole_file_is_ready_at_once(inbox: Path) -> None:
    path = write(inbox, "2026/maret/surat.pdf", PDF)
    assert InboxWatch(inbox).ready(time.time()).ready == (path,)


def test_the_oldest_comes_first(inbox: Path) -> None:
    late, early = _aged(write(inbox, "a.pdf", PDF), 100), _aged(write(inbox, "b.pdf", PDF), 200)
    assert InboxWatch(inbox).ready(NOW).ready == (early, late)


def test_it_holds_a_half_written_pdf(inbox: Path) -> None:
    path = _aged(write(inbox, *bad.truncated_pdf()), 60)
    scan = InboxWatch(inbox).ready(NOW)
    assert scan.ready == ()
    assert [(held.path, type(held.reason), held.since) for held in scan.held] == [(path, NotWhole, NOW)]


def test_it_holds_an_empty_file_and_says_that_it_is_empty(inbox: Path) -> None:
    _aged(write(inbox, *bad.empty_file()), 60)
    assert isinstance(InboxWatch(inbox).ready(NOW).held[0].reason, Empty)


def test_a_half_written_file_is_taken_after_ten_minutes(inbox: Path) -> None:
    path = _aged(write(inbox, *bad.truncated_pdf()), 595)
    watch = InboxWatch(inbox)
    assert watch.ready(NOW).ready == ()
    assert watch.ready(NOW + 6).ready == (path,)


def test_a_file_that_becomes_whole_is_taken(inbox: Path) -> None:
    path = _aged(write(inbox, "surat.pdf", PDF[:1000]), 60)
    watch = InboxWatch(inbox)
    assert watch.ready(NOW).ready == ()
    _aged(write(inbox, "surat.pdf", PDF), 1)
    assert watch.ready(NOW).ready == (path,)


def test_a_text_is_taken_when_it_has_been_quiet(inbox: Path) -> None:
    path = write(inbox, "surat.txt", as_txt(a_letter()))
    watch = InboxWatch(inbox)
    written = path.stat().st_mtime
    assert watch.ready(time.time()).ready == ()
    time.sleep(max(0.0, written + 3.1 - time.time()))
    assert watch.ready(time.time()).ready == (path,)


def test_an_unchanged_held_file_is_not_checked_again(inbox: Path) -> None:
    _aged(write(inbox, "surat.pdf", b"x"), 60)
    check = Checks(NotWhole())
    watch = InboxWatch(inbox, check=check)
    for second in range(5):
        assert len(watch.ready(NOW + second).held) == 1
    assert check.paths == ["surat.pdf"]


def test_a_changed_file_is_checked_again(inbox: Path) -> None:
    _aged(write(inbox, "surat.pdf", b"x"), 60)
    check = Checks(NotWhole())
    watch = InboxWatch(inbox, check=check)
    watch.ready(NOW)
    _aged(write(inbox, "surat.pdf", b"xy"), 60)
    watch.ready(NOW)
    assert check.paths == ["surat.pdf", "surat.pdf"]


def test_a_file_that_breaks_the_check_is_taken_and_does_not_stop_the_rest(inbox: Path) -> None:
    """What is wrong with it is for the reading to say."""
    paths = {_aged(write(inbox, name, PDF), 60) for name in ("a.pdf", "b.pdf")}
    assert set(InboxWatch(inbox, check=Checks(TookTooLong(seconds=5))).ready(NOW).ready) == paths


def test_a_disk_that_fails_holds_the_file_and_is_asked_again(inbox: Path) -> None:
    path = _aged(write(inbox, "surat.pdf", PDF), 60)
    check = Checks(OSError(5, "galat"))
    watch = InboxWatch(inbox, check=check)
    assert isinstance(watch.ready(NOW).held[0].reason, NotReachable)
    check.failure = None
    assert watch.ready(NOW).ready == (path,)


def test_a_permission_that_comes_back_is_noticed(inbox: Path) -> None:
    path = _aged(write(inbox, "surat.pdf", PDF), 60)
    check = Checks(NotPermitted())
    watch = InboxWatch(inbox, check=check)
    assert isinstance(watch.ready(NOW).held[0].reason, NotPermitted)
    check.failure = None
    assert watch.ready(NOW).ready == (path,)


def test_a_clock_that_runs_ahead_holds_a_half_file_for_ten_minutes_only(inbox: Path) -> None:
    path = _aged(write(inbox, *bad.truncated_pdf()), -86_400)
    watch = InboxWatch(inbox)
    assert watch.ready(NOW).ready == ()
    assert watch.ready(NOW + 601).ready == (path,)


def test_links_pipes_and_sockets_are_held_with_a_sentence_and_never_followed(inbox: Path) -> None:
    for name in (".surat.pdf", "~$surat.docx", "surat.pdf.part", "Thumbs.db", ".folder/surat.pdf"):
        _aged(write(inbox, name, PDF), 60)
    (inbox / "pintasan.pdf").symlink_to(write(inbox.parent, "asli.pdf", PDF))
    (inbox / "putar").symlink_to(inbox)
    if hasattr(os, "mkfifo"):
        os.mkfifo(inbox / "pipa.pdf")
    plug = socket.socket(socket.AF_UNIX)
    plug.bind(str(inbox / "soket.pdf"))
    scan = InboxWatch(inbox).ready(NOW)
    plug.close()
    assert scan.ready == ()
    assert {held.path.name for held in scan.held} == {"pintasan.pdf", "pipa.pdf", "putar", "soket.pdf"}
    assert {type(held.reason) for held in scan.held} == {NotAFile}


def test_a_claimed_file_is_not_seen_again(inbox: Path) -> None:
    watch = InboxWatch(inbox)
    claim(inbox, _aged(write(inbox, "surat.pdf", PDF), 60))
    assert watch.ready(NOW).ready == ()


def test_folders_without_end_are_held_with_a_reason(inbox: Path) -> None:
    deep = inbox.joinpath(*["d"] * 40)
    write(deep, "surat.pdf", PDF)
    path = write(inbox, "surat.pdf", PDF)
    scan = InboxWatch(inbox).ready(time.time())
    assert scan.ready == (path,)
    assert [type(held.reason) for held in scan.held] == [NotStorable]


def test_a_hostile_name_is_ready_like_any_other(inbox: Path) -> None:
    path = write(inbox, *bad.hostile_name())
    assert InboxWatch(inbox).ready(time.time()).ready == (path,)


def test_thousands_of_files_are_looked_at_in_a_moment(inbox: Path) -> None:
    for number in range(3000):
        _aged(write(inbox, f"{number % 30}/surat-{number}.pdf", b"%PDF-1.7 setengah"), 60)
    watch = InboxWatch(inbox)
    assert len(watch.ready(NOW).held) == 3000
    started = time.process_time()
    assert len(watch.ready(NOW + 1).held) == 3000
    assert time.process_time() - started < 2


def test_an_inbox_that_is_not_there_is_reported_and_comes_back(inbox: Path) -> None:
    with InboxWatch(inbox) as watch:
        shutil.rmtree(inbox)
        assert watch.ready(time.time()).missing
        path = write(inbox, "surat.pdf", PDF)
        assert watch.ready(time.time()).ready == (path,)
        assert watch.hinting


def test_an_event_ends_the_wait(inbox: Path) -> None:
    with InboxWatch(inbox, rescan_seconds=60) as watch:
        watch.ready(time.time())
        threading.Timer(0.2, write, (inbox, "2026/surat.pdf", PDF)).start()
        started = time.monotonic()
        assert watch.wait(30)
        assert time.monotonic() - started < 10


def test_events_come_again_after_the_inbox_was_away(inbox: Path) -> None:
    with InboxWatch(inbox, rescan_seconds=60) as watch:
        shutil.rmtree(inbox)
        watch.ready(time.time())
        inbox.mkdir()
        watch.ready(time.time())
        watch.wait(0.1)
        threading.Timer(0.2, write, (inbox, "surat.pdf", PDF)).start()
        assert watch.wait(30)


def test_looking_at_files_is_no_hint_to_look_again(inbox: Path) -> None:
    with InboxWatch(inbox, rescan_seconds=60) as watch:
        path = write(inbox, "surat.pdf", PDF)
        watch.wait(5)
        watch.ready(time.time())
        check_whole(path)
        claim(inbox, path)
        assert not watch.wait(1.0)


def test_without_events_the_rescan_does_the_work(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refused)
    with InboxWatch(inbox, rescan_seconds=0.3) as watch:
        assert not watch.hinting
        path = write(inbox, "surat.pdf", PDF)
        started = time.monotonic()
        assert not watch.wait(30)
        assert time.monotonic() - started < 5
        assert watch.ready(time.time()).ready == (path,)


def test_a_text_that_only_needs_quiet_is_looked_at_again_soon(inbox: Path) -> None:
    watch = InboxWatch(inbox, rescan_seconds=60)
    write(inbox, "surat.txt", b"halo")
    watch.ready(time.time())
    started = time.monotonic()
    watch.wait(60)
    assert time.monotonic() - started < 5


def test_stop_ends_whoever_waits(inbox: Path) -> None:
    watch = InboxWatch(inbox, rescan_seconds=60)
    watch.start()
    threading.Timer(0.2, watch.stop).start()
    started = time.monotonic()
    watch.wait(60)
    assert time.monotonic() - started < 20

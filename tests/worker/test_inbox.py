"""What cannot be taken is held with a sentence, and never keeps the rest waiting."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.home import Home, WrongConfig, read_config
from pipeline.worker import inbox as worker_inbox
from pipeline.worker import worker as home_worker
from tests.builders import write
from tests.builders.home import MACHINE, a_home


@pytest.fixture
def inbox(home: Home) -> Iterator[worker_inbox.Inbox]:
    with home_worker.working(home, MACHINE) as worker:
        yield worker_inbox.Inbox(worker)


def drop(home: Home, name: str, data: bytes = b"surat\n") -> Path:
    path = write(home.inbox, name, data)
    os.utime(path, (time.time() - 60, time.time() - 60))
    return path


def held(inbox: worker_inbox.Inbox) -> dict[str, str]:
    return {row["file"]: row["why"] for row in worker_inbox.held_files(inbox.home)}


@pytest.mark.parametrize("number", [errno.EPERM, errno.EBUSY, errno.EROFS, errno.EIO])
def test_what_cannot_be_moved_is_held_and_the_others_are_taken(
    inbox: worker_inbox.Inbox, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    stuck = drop(inbox.home, "a-terkunci.txt")
    drop(inbox.home, "b.txt", b"lain\n")
    monkeypatch.setattr(worker_inbox, "RETRY_SECONDS", 0.3)
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == stuck:
            raise OSError(number, os.strerror(number))
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refused)
        assert len(inbox.once()) == 1
        inbox.once()
        assert "tidak dapat dipindahkan" in held(inbox)["a-terkunci.txt"]
    time.sleep(0.3)
    assert len(inbox.once()) == 1
    assert held(inbox) == {}


def test_an_inbox_that_is_gone_is_said_and_so_is_that_it_is_back(inbox: worker_inbox.Inbox) -> None:
    away = inbox.home.inbox.rename(inbox.home.root / "lain")
    inbox.once()
    assert "tidak terhubung" in held(inbox)["inbox"]
    away.rename(inbox.home.inbox)
    inbox.once()
    assert held(inbox) == {}


def test_a_share_that_was_unmounted_is_missed_after_a_restart_too(
    inbox: worker_inbox.Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = inbox.home.inbox / "bagi"
    share.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "is_mount", lambda self: self == share)
        inbox.once()
        assert held(inbox) == {}
    again = worker_inbox.Inbox(inbox.worker)
    again.once()
    assert "Folder bersama inbox/bagi tidak terhubung" in held(again)["bagi"]
    share.rmdir()
    again.once()
    assert held(again) == {}


def test_what_the_office_ignores_stays_where_it_is(tmp_path: Path) -> None:
    root = tmp_path / "kantor"
    home = a_home(root)
    write(root, "berkas.toml", b'ignore = ["*.bak"]')
    home = Home(root, read_config(root / "berkas.toml"))
    with home_worker.working(home, MACHINE) as worker:
        kept = drop(home, "surat.bak")
        assert worker_inbox.Inbox(worker).once() == []
        assert kept.exists()


@pytest.mark.parametrize("pattern", ["*", "*.*", "", "a/b"])
def test_a_pattern_that_would_hide_every_paper_is_refused(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(WrongConfig, match="terlalu luas"):
        read_config(write(tmp_path, "berkas.toml", f'ignore = ["{pattern}"]'.encode()))

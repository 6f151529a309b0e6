"""``archive/.staging``: acts and copies in progress, and the lock on acts.

A folder named by a record's number (or by an office file, ``people~siti``) is an act that has begun and whose end is not certain; a
folder named by a claim's uuid is an arrival being copied, and belongs to the one worker of the home. Both vanish when their work is
whole, so whatever is found there by someone who holds the lock was left by a sudden death.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline import durable, file_modes
from pipeline.catalogue import database
from pipeline.failures import Failure
from pipeline.home import Home

_CLAIM = re.compile(r"[0-9a-f]{32}")
_PATIENCE_SECONDS = 60
_POLL_SECONDS = 0.01
"""An act takes some 20 ms; who asks only every 50 waits twice as long as needed."""


class Busy(Failure):
    """Another process holds the home's lock for longer than any act takes."""

    key = "failure.busy"
    indonesian = "Berkas sedang sibuk. Coba lagi sebentar."
    english = "Berkas is busy. Try again in a moment."


class Unfinished(Failure):
    """An act on this subject was interrupted and could not be finished: something else is the matter with its files."""

    key = "failure.unfinished"
    indonesian = (
        "Tindakan sebelumnya atas {subject} terputus dan belum dapat diselesaikan. Minta pengelola menjalankan: berkas check"
    )
    english = "An earlier act on {subject} was interrupted and is not finished yet. Ask the administrator to run: berkas check"


def staging_folder(home: Home) -> Path:
    """The staging area of a home."""
    return home.archive / ".staging"


@contextmanager
def act_lock(home: Home) -> Iterator[None]:
    """Hold the home's act lock: one act at a time, over all processes and threads; it falls with the process that holds it.

    Raises:
        Busy: after a minute of waiting.
    """
    try:
        lock = FileLock(
            home.archive / ".lock", timeout=_PATIENCE_SECONDS, poll_interval=_POLL_SECONDS, mode=file_modes.PRIVATE_FILE
        )
        with lock:
            database.reopen_if_swapped()
            yield
    except Timeout as error:
        raise Busy from error


def subject_folder(subject: str) -> str:
    """A subject's folder name in the staging area."""
    return subject.replace("/", "~")


def begin(home: Home, subject: str) -> Path:
    """Say that an act on ``subject`` begins.

    Raises:
        Unfinished: an earlier act on it was interrupted, and recovery could not finish it.
    """
    stage = staging_folder(home) / subject_folder(subject)
    if stage.exists():
        raise Unfinished(subject=subject)
    durable.make_folders(stage)
    return stage


def end(stage: Path) -> None:
    """Say that the act is whole (or was never begun): delete last."""
    shutil.rmtree(stage, ignore_errors=True)


def interrupted_subjects(home: Home) -> list[str]:
    """Subjects of acts that someone died in; only the holder of the lock may ask."""
    area = staging_folder(home)
    names = sorted(child.name for child in area.iterdir()) if area.is_dir() else []
    return [name.replace("~", "/") for name in names if not _CLAIM.fullmatch(name)]


def unfinished_copies(home: Home) -> list[Path]:
    """Arrivals that a dead worker was copying; only the one worker may ask. Their sources still lie in the inbox."""
    area = staging_folder(home)
    return [child for child in area.iterdir() if _CLAIM.fullmatch(child.name)] if area.is_dir() else []

"""What has been stored and is kept for a while, since the program that wrote it may still hold it open.

A rename does not end an open file: a scanner that writes sheet, pause, sheet goes on writing into the same file, wherever its name
has gone. So the file that was claimed is not removed when its record is made. It rests in ``.claimed/.resting/<uuid>/<name>``, the
same file still, and is watched: what grows is taken in once more, and only what was the same for ``REST_SECONDS`` and is in the
archive byte for byte is removed. Of a share mounted inside the inbox a copy was claimed: there the source itself rests, in its
place, named by ``.claimed/.resting/<uuid>.json``.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline import durable, file_modes
from pipeline.home import CLAIMED
from pipeline.intake.files import CHUNK, fsync_folder, is_regular, open_regular

try:
    import fcntl
except ImportError:  # Windows has no leases; there the rest alone decides
    fcntl = None  # type: ignore[assignment]  # asked for before each use

REST_SECONDS = 3600.0
"""So long a file must have been the same before it is removed."""
RESTING = ".resting"

State = tuple[int, int, int]
"""Size, time of the last write in nanoseconds, inode."""


@dataclass(frozen=True, slots=True)
class RestingFile:
    """A file whose bytes were stored, and that may still be written to."""

    id: str
    """Of the claim by which it was taken."""
    path: Path
    name: str
    """As it was dropped."""
    note: Path | None = None
    """Where it is noted, of a file that rests in its place."""
    taken: State | None = None
    """How it was when it was taken, as the note says."""


def state_of(status: os.stat_result) -> State:
    """What changes when a file is written to, or another takes its name."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def rest(inbox: Path, claim_id: str, path: Path, name: str) -> None:
    """Lay a claimed file to rest: the same file, out of everybody's reach. Does nothing when it has gone already."""
    target = _room(inbox) / claim_id / name
    if not is_regular(path):
        return
    file_modes.make_private_folder(target.parent)
    path.rename(target)
    for folder in (*target.parents, path.parent):
        if folder.is_relative_to(inbox / CLAIMED):
            fsync_folder(folder)


def keep_source(inbox: Path, claim_id: str, source: Path, name: str, taken: State) -> None:
    """Note that ``source``, which stays in its place, has been taken as it is now."""
    file_modes.make_private_folder(_room(inbox))
    note = _room(inbox) / f"{claim_id}.json"
    fields = {"path": source.relative_to(inbox).as_posix(), "name": name, "taken": taken}
    durable.replace(note, json.dumps(fields).encode(), by_way_of=note.with_suffix(".half"))


def resting_files(inbox: Path) -> list[RestingFile]:
    """What rests, by claim. Clears away empty folders."""
    return list(_resting(inbox))


def remove(resting: RestingFile) -> None:
    """Remove a file that has rested, and its note after it.

    Raises:
        OSError: it cannot be removed (a share that may only be read); the note stays, so that it is not taken again.
    """
    resting.path.unlink(missing_ok=True)
    forget(resting)


def forget(resting: RestingFile) -> None:
    """Let go of a note: its file is gone, or another one. What lies in its place counts as dropped anew."""
    if resting.note:
        resting.note.unlink(missing_ok=True)
    else:
        prune(next(folder for folder in resting.path.parents if folder.parent.name == RESTING))


def fingerprint(path: Path) -> tuple[State, str] | None:
    """State and hex SHA-256 of a file; None when it was written to meanwhile. Raises as ``open_regular`` does."""
    with open_regular(path) as file:
        before = state_of(os.fstat(file.fileno()))
        digest = hashlib.sha256()
        while chunk := file.read(CHUNK):
            digest.update(chunk)
        return (before, digest.hexdigest()) if state_of(os.fstat(file.fileno())) == before else None


def rested_for(path: Path, now: float) -> float:
    """Seconds since a file was last written to or moved, by its own stamps; 0 for stamps from the future."""
    status = path.lstat()
    return max(0.0, now - max(status.st_mtime, status.st_ctime))


def is_held_open(path: Path) -> bool:
    """Whether a program on this machine is known to hold the file open for writing.

    False says nothing: a lease is given for our own files on local disks only. So this prolongs a rest and never shortens one.
    """
    if fcntl is None or not hasattr(fcntl, "F_SETLEASE"):
        return False
    with open_regular(path) as file:
        # The signal of a broken lease would end the process; this one is ignored by default.
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def prune(folder: Path) -> None:
    """Remove a folder with its empty folders; what is not empty stays."""
    for below in sorted((path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink()), reverse=True):
        with suppress(OSError):
            below.rmdir()
    with suppress(OSError):
        folder.rmdir()


def _room(inbox: Path) -> Path:
    return inbox / CLAIMED / RESTING


def _resting(inbox: Path) -> Iterator[RestingFile]:
    room = _room(inbox)
    for entry in sorted(room.iterdir()) if room.is_dir() else []:
        if entry.suffix == ".json":
            with suppress(OSError, ValueError, KeyError, TypeError):
                fields = json.loads(entry.read_bytes())
                size, written, inode = fields["taken"]
                yield RestingFile(entry.stem, inbox / fields["path"], fields["name"], entry, (size, written, inode))
        elif entry.is_dir() and not entry.is_symlink():
            files = sorted(path for path in entry.rglob("*") if is_regular(path))
            for path in files:
                yield RestingFile(entry.name, path, path.relative_to(entry).as_posix())
            if not files and time.time() - entry.stat().st_mtime > REST_SECONDS:
                prune(entry)

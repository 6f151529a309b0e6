"""File permissions of a home: only the account that runs Berkas may open it. The inbox keeps the office's own mode.

Two things see to that. Every door sets the umask of its process, so that libraries (SQLite, Whoosh, file locks) make private files
too; and whatever writes into a home names the mode itself, so that it is private below the doors as well.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
_OTHERS = 0o077
_typed: int | None = None
"""The umask that the process was started with; None while it is in force."""


def restrict() -> None:
    """Make everything private that this process and its children create. Called first by every entry point."""
    global _typed
    before = os.umask(_OTHERS)
    if _typed is None:
        _typed = before


def user_umask() -> int:
    """The umask of the start of this process, for the user's own files; -1 where the process still has it (see ``Popen``)."""
    return -1 if _typed is None else _typed


@contextmanager
def by_user_umask() -> Iterator[None]:
    """Within this, new files get the mode that the user's own umask gives: for copies that a command puts outside the home.

    The umask belongs to the whole process: not for use beside other threads.
    """
    if _typed is None:
        yield
        return
    ours = os.umask(_typed)
    try:
        yield
    finally:
        os.umask(ours)


def opener(path: str, flags: int) -> int:
    """For ``open(…, opener=…)``: a file that is made by it is private."""
    return os.open(path, flags, PRIVATE_FILE)


def make_private_folder(folder: Path) -> None:
    """Make a folder and its missing parents, each private. One that is there stays as it is."""
    try:
        folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
    except FileNotFoundError:
        make_private_folder(folder.parent)
        folder.mkdir(PRIVATE_FOLDER, exist_ok=True)


def make_office_folder(folder: Path) -> None:
    """Make a folder and its missing parents with the mode that the user's own umask gives. One that is there stays as it is."""
    if folder.is_dir():
        return
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        missing.mkdir(exist_ok=True)
        if _typed is not None:
            # What the folder above hands down (its group, the setgid bit) stays.
            missing.chmod(stat.S_IMODE(missing.stat().st_mode) | (0o777 & ~_typed))


def make_private_file(path: Path) -> None:
    """Make an empty private file for a library that would choose the mode itself; nothing where one is there."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def close_to_others(path: Path) -> None:
    """Take what others may do from one file or folder, if it is ours to take. Follows no link."""
    with suppress(OSError):
        status = path.lstat()
        if is_open(status):
            _close(path, status)


def is_open(status: os.stat_result) -> bool:
    """May others than the owner do anything with this file or folder? A link has no mode of its own."""
    return not stat.S_ISLNK(status.st_mode) and bool(status.st_mode & _OTHERS)


def exposed(tops: Iterable[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    """Every file and folder at and below ``tops`` that others may open, each folder before what lies in it. Follows no link.

    What has gone meanwhile is passed over, and so is what lies in a folder that we may not list: that folder is not ours.
    """
    for top in tops:
        with suppress(OSError):
            status = top.lstat()
            if is_open(status):
                yield top, status
            if stat.S_ISDIR(status.st_mode):
                yield from _exposed_below(str(top))


def _exposed_below(top: str) -> Iterator[tuple[Path, os.stat_result]]:
    # Names as the system gives them: a large archive has a hundred thousand, and a Path for each takes most of the time.
    waiting = [top]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in found:
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if is_open(status):
                    yield Path(entry.path), status
        waiting += [entry.path for entry in reversed(found) if entry.is_dir(follow_symlinks=False)]


def tighten(tops: Iterable[Path], owner: int) -> list[Path]:
    """Take what others may do from everything at and below ``tops``. Follows no link.

    Args:
        tops: files and folders.
        owner: the account that shall keep its rights; what belongs to another is left, since that one would lose its own.

    Returns:
        What is still open.
    """
    left = []
    for path, status in exposed(tops):
        if status.st_uid != owner or not _close(path, status):
            left.append(path)
    return left


def _close(path: Path, status: os.stat_result) -> bool:
    """Its parent is private by now, or a folder that only its owner may rename things in; nobody puts a link in its place."""
    private = PRIVATE_FOLDER if stat.S_ISDIR(status.st_mode) else PRIVATE_FILE
    try:
        path.chmod(stat.S_IMODE(status.st_mode) & private)
    except FileNotFoundError:
        return True
    except OSError:
        return False  # not our file, or a disk that may only be read
    return True

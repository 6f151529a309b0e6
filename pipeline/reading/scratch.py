"""Temporary files: one folder per program, removed however the program ends.

A program that is killed removes nothing. Its page children notice and remove the folder; where they were killed too, the next
program that reads does. What a killed child leaves is removed by the program that started it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from contextlib import suppress
from multiprocessing import process
from pathlib import Path

PREFIX = "berkas-reading-"
SHORT = 80
"""Bytes of a path that leave room for a socket's name: the system takes 104 to 108 (sockaddr_un)."""

_made: dict[int, Path] = {}
_lock = threading.Lock()


def folder() -> Path:
    """This program's folder, made on first use. It lies in the system's folder for temporary files and is for its user alone."""
    with _lock:
        if os.getpid() not in _made:
            remove_strays()
            made = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
            _made[os.getpid()] = made
            if len(os.fsencode(made)) <= SHORT:
                # multiprocessing makes a folder for its sockets, which a killed program leaves behind; it takes one it is given.
                process.current_process()._config["tempdir"] = str(made)  # type: ignore[attr-defined]  # util.get_temp_dir's own place
            atexit.register(shutil.rmtree, made, ignore_errors=True)
        return _made[os.getpid()]


def new(name: str) -> Path:
    """A fresh folder inside it."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=folder()))


def of_child(parent: Path) -> Path:
    """The folder of this child inside ``parent``; its name says whose it is."""
    made = parent / str(os.getpid())
    made.mkdir(mode=0o700, exist_ok=True)
    return made


def remove(program: Path) -> None:
    """Remove the folder of a program that is gone, from one of its children; others may be at work in it still.

    It is renamed first, so that nothing more is put into it. A second child helps: the first may have been ended in the middle.
    """
    gone = program.with_name(f"{program.name}-gone")
    with suppress(OSError):
        program.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def remove_dead(parent: Path) -> None:
    """Remove the folders of children that have ended."""
    for left in parent.iterdir() if parent.is_dir() else ():
        if left.name.isdigit() and not _lives(int(left.name)):
            shutil.rmtree(left, ignore_errors=True)


def remove_strays() -> None:
    """Remove the folders of programs that were killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and left.is_dir() and not left.is_symlink() and not _lives(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _lives(pid: int) -> bool:
    if os.name != "posix":
        # There is no harmless signal on Windows; the system's own cleaning will do.
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

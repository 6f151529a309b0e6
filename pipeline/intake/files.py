"""Opens and compares files that other programs may be writing to. Links are not followed."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from pipeline.failures import NotAFile, NotPermitted

CHUNK = 1024 * 1024


def is_regular(path: Path) -> bool:
    """Whether an ordinary file lies at ``path``: no link, folder, pipe, socket or device. False when nothing is there."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def open_regular(path: Path, *, follow: bool = False) -> BinaryIO:
    """Open an ordinary file for reading bytes; a symbolic link is refused unless ``follow``.

    Never blocks on a pipe that was put there as a trap. Raises ``NotAFile``, ``NotPermitted``, ``FileNotFoundError`` or another
    ``OSError`` of the disk.
    """
    if not follow and path.is_symlink():
        raise NotAFile
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    if not follow:
        # Between the look and the open someone may swap the file for a link; the kernel refuses then (ELOOP, an OSError).
        flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, flags)
    except PermissionError as error:
        raise NotPermitted from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFile
    return os.fdopen(descriptor, "rb")


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut. Windows has no such call; NTFS journals its names."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

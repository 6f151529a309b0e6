"""Trouble with the disk, told in a sentence; and a reserve that lets people look, log in and end when it is full.

The reserve is a file of some megabytes in ``index/``. The first who meets a full disk removes it: that is room for SQLite's log and
for sessions. ``keep_reserve`` makes it anew when there is plenty of room again.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import suppress

from pipeline import file_modes
from pipeline.failures import Failure
from pipeline.home import Home

RESERVE = "reserve"
RESERVE_BYTES = 8 << 20
PLENTY = 10
"""So many times the reserve must be free before it is made: it must never be what fills the disk."""
FULL_BYTES = 1 << 18
"""With less than this free, SQLite's "disk I/O error" means a full disk."""


class DiskFull(Failure):
    """No room on the home's disk."""

    key = "failure.disk_full"
    indonesian = "Penyimpanan Berkas penuh. Tidak ada naskah yang hilang. Kosongkan ruang di disk, lalu ulangi."
    english = "Berkas has no room left on its disk. No paper is lost. Free some space, then try again."


class ReadOnly(Failure):
    """The home's disk may only be read."""

    key = "failure.read_only"
    indonesian = "Rumah Berkas hanya dapat dibaca: isinya dapat dilihat, tidak dapat diubah. Minta pengelola memeriksa disknya."
    english = "The home of Berkas can only be read: you can look and change nothing. Ask the administrator to check the disk."


class DiskFailed(Failure):
    """The disk does not do what it is asked."""

    key = "failure.disk_failed"
    indonesian = "Penyimpanan Berkas sedang tidak dapat dipakai ({why}). Minta pengelola memeriksa disknya."
    english = "Berkas cannot use its disk just now ({why}). Ask the administrator to check the disk."


class TooManyOpen(Failure):
    """The process has no more file handles."""

    key = "failure.too_many_open"
    indonesian = "Terlalu banyak file terbuka. Coba lagi sebentar; bila terulang, minta pengelola memulai ulang Berkas."
    english = "Too many files are open. Try again in a moment; if it happens again, have Berkas restarted."


_BY_CODE: dict[int, type[Failure]] = {
    errno.ENOSPC: DiskFull,
    getattr(errno, "EDQUOT", errno.ENOSPC): DiskFull,
    errno.EROFS: ReadOnly,
    errno.EMFILE: TooManyOpen,
    errno.ENFILE: TooManyOpen,
}
_BY_TEXT = {"database or disk is full": DiskFull, "attempt to write a readonly database": ReadOnly}
"""What SQLite says."""
_UNCLEAR = ("disk i/o error", "unable to open database file")


def trouble(error: BaseException | None, home: Home) -> Failure | None:
    """What is the matter with the storage, if that is what an error tells; None for any other error.

    Args:
        error: as it was raised, or raised from such a one.
        home: whose disk is looked at where the error does not say enough.
    """
    while error is not None:
        if found := _of_one(error, home):
            return found
        error = error.__cause__
    return None


def _of_one(error: BaseException, home: Home) -> Failure | None:
    if isinstance(error, OSError) and error.errno in _BY_CODE:
        return _BY_CODE[error.errno]()
    if isinstance(error, OSError) and error.errno == errno.EIO:
        return DiskFailed(why=error.strerror or "I/O")
    if not isinstance(error, sqlite3.OperationalError):
        return None
    text = str(error).lower()
    for told, failure in _BY_TEXT.items():
        if told in text:
            return failure()
    if not any(told in text for told in _UNCLEAR):
        return None
    if not is_writable(home):
        return ReadOnly()
    return DiskFull() if free_bytes(home) < FULL_BYTES else DiskFailed(why=text)


def free_bytes(home: Home) -> int:
    """Room on the home's disk; 0 where it cannot be asked."""
    try:
        return shutil.disk_usage(home.index).free
    except OSError:
        return 0


def is_writable(home: Home) -> bool:
    """Whether this account may write the home's index, and its file system lets it."""
    try:
        return os.access(home.index, os.W_OK) and not os.statvfs(home.index).f_flag & os.ST_RDONLY
    except OSError:
        return False


def keep_reserve(home: Home) -> bool:
    """Make the reserve if it is missing and there is plenty of room; whether it is there."""
    path = home.index / RESERVE
    if path.exists():
        return True
    if free_bytes(home) < PLENTY * RESERVE_BYTES:
        return False
    try:
        with open(path, "xb", opener=file_modes.opener) as file:
            os.posix_fallocate(file.fileno(), 0, RESERVE_BYTES)
    except OSError:
        path.unlink(missing_ok=True)
        return False
    return True


def release_reserve(home: Home) -> bool:
    """Give the reserve's room away; whether there was one."""
    with suppress(OSError):
        (home.index / RESERVE).unlink()
        return True
    return False

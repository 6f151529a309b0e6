"""Writes the files of one night: linked where they are as the night before, copied where they are not, and read back."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import durable, file_modes
from pipeline.failures import Failure
from pipeline.home import CATALOGUE, INBOX, INDEX, Home
from pipeline.maintenance.backup.nights import Night


class HomeUnreadable(Failure):
    """A file of the home cannot be read: a backup without it would look whole."""

    key = "failure.home_unreadable"
    indonesian = (
        "{file} tidak dapat dibaca ({why}), jadi cadangan tidak dibuat. Cadangan sebelumnya tetap utuh. Lihat: berkas check"
    )
    english = "{file} cannot be read ({why}), so no backup was made. Earlier backups are as they were. See: berkas check"


class WrittenWrong(Failure):
    """What was read back from the backup disk is not what was written."""

    key = "failure.written_wrong"
    indonesian = "{file} terbaca lain daripada yang ditulis di {target}. Disk cadangan mungkin rusak; periksa dan ganti."
    english = "{file} reads differently from what was written to {target}. The backup disk may be failing; check and replace it."


SHARES = 30


@dataclass
class NightWriter:
    """A night that is being written to ``folder``."""

    home: Home
    folder: Path
    before: Night | None
    """The night before, if there is one."""
    files: dict[str, str] = field(default_factory=dict)
    """Path in the night → SHA-256."""
    copied: set[str] = field(default_factory=set)
    """Those that are not a second name of a file of the night before."""
    skipped: set[str] = field(default_factory=set)
    """Files of the inbox that cannot be read."""
    new_bytes: int = 0
    day: int = 0
    """Which share of the linked files is read again this time: every file once in ``SHARES`` days."""

    def __post_init__(self) -> None:
        self._stats: dict[str, tuple[int, int]] = {}
        self._known = _manifest_of(self.before)

    def bring(self, name: str, *, final: bool) -> None:
        """Link or copy one file, unless the night has it as it is.

        Args:
            name: its path in the home.
            final: nobody acts now, so a file that vanishes is lost. Before, a later look finds it where it went.

        Raises:
            HomeUnreadable: it cannot be read.
            OSError: the backup disk failed.
        """
        source, copy = self.home.root / name, self.folder / name
        try:
            status = _stat(source, name)
            stat = status.st_size, status.st_mtime_ns
            if self._stats.get(name) == stat:
                return
            self.drop(name)
            file_modes.make_private_folder(copy.parent)
            if self._link(name, stat):
                self.files[name] = self._known[name]
            else:
                self.files[name] = _copy(source, copy, name, status)
                self.copied.add(name)
                self.new_bytes += stat[0]
            self._stats[name] = stat
        except HomeUnreadable:
            self.drop(name)
            if not name.startswith(f"{INBOX}/"):
                raise
            # Nobody has taken it in; one such file must not keep the archive from being saved.
            self.skipped.add(name)
        except FileNotFoundError:
            self.drop(name)
            if final:
                raise HomeUnreadable(file=name, why=os.strerror(errno.ENOENT)) from None

    def drop(self, name: str) -> None:
        """Take a file out: it is no longer in the home."""
        (self.folder / name).unlink(missing_ok=True)
        self.files.pop(name, None)
        self._stats.pop(name, None)
        self.copied.discard(name)

    def bring_catalogue(self) -> None:
        """Copy the catalogue as it stands, by SQLite itself: passwords are nowhere else."""
        if not self.home.has_catalogue:
            return
        name = f"{INDEX}/{CATALOGUE}"
        copy = self.folder / name
        copy.parent.mkdir(file_modes.PRIVATE_FOLDER, exist_ok=True)
        file_modes.make_private_file(copy)
        try:
            with (
                closing(sqlite3.connect(f"{self.home.catalogue.absolute().as_uri()}?mode=ro", uri=True)) as source,
                closing(sqlite3.connect(copy)) as written,
            ):
                source.backup(written)
                written.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            if "full" in str(error) or "disk" in str(error):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
            raise HomeUnreadable(file=name, why=error) from error
        except sqlite3.Error as error:
            raise HomeUnreadable(file=name, why=error) from error
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        self.files[name] = durable.sha256(copy)
        self.copied.add(name)
        self.new_bytes += copy.stat().st_size

    def verify(self) -> None:
        """Read every copied file back, from the disk where the system lets go of what it has in memory.

        Raises:
            WrittenWrong: one of them reads differently.
        """
        for name in sorted(self.copied):
            path = self.folder / name
            if hasattr(os, "posix_fadvise"):
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            if durable.sha256(path) != self.files[name]:
                raise WrittenWrong(file=name, target=self.folder)

    def _link(self, name: str, stat: tuple[int, int]) -> bool:
        """Give a file of the night before a second name, if it is the same by size and time."""
        if self.before is None or name not in self._known:
            return False
        earlier = self.before.path / name
        try:
            status = earlier.stat()
            if (status.st_size, status.st_mtime_ns) != stat:
                return False
            due = zlib.crc32(name.encode("utf-8", "surrogateescape")) % SHARES == self.day
            if due and durable.sha256(earlier) != self._known[name]:
                return False  # it has rotted on the backup disk; the home has it still
            os.link(earlier, self.folder / name)
        except OSError:  # missing there, or a file system without hard links (FAT, some shares): copied like a new one
            return False
        return True


def _stat(source: Path, name: str) -> os.stat_result:
    try:
        return source.stat()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise HomeUnreadable(file=name, why=error.strerror or error) from error


def _copy(source: Path, copy: Path, name: str, status: os.stat_result) -> str:
    """Copy a file with its time; the SHA-256 of what was read."""
    digest = hashlib.sha256()
    with open(copy, "xb", opener=file_modes.opener) as written:
        for chunk in _chunks(source, name, status.st_size):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
    return digest.hexdigest()


def _chunks(source: Path, name: str, size: int) -> Iterator[bytes]:
    """The first ``size`` bytes: the recap book grows while it is read, and what comes later is for the second look."""
    try:
        with source.open("rb") as file:
            while size and (chunk := file.read(min(size, 1 << 20))):
                size -= len(chunk)
                yield chunk
    except FileNotFoundError:
        raise
    except OSError as error:
        raise HomeUnreadable(file=name, why=error.strerror or error) from error


def _manifest_of(night: Night | None) -> dict[str, str]:
    if night is None:
        return {}
    try:
        return night.manifest()
    except (OSError, ValueError):  # a damaged night lends nothing; all is copied anew
        return {}

"""Makes a home of a night: nothing counts before every byte of it has been compared with the manifest.

The files are copied into ``.restoring`` in the new home, compared while they are copied, and moved into place. While ``.restoring``
is there no command takes the folder for a home; ``end`` removes it when tables and index are made too. After a death at any point
the same command begins again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline import durable, file_modes
from pipeline.failures import Failure
from pipeline.home import ARCHIVE, CONFIG, INBOX, INDEX, RESTORING
from pipeline.maintenance.backup import nights
from pipeline.maintenance.backup.nights import DESCRIPTION, MANIFEST, Night

_ORDER = (CONFIG, INBOX, INDEX, ARCHIVE)
MOST_NAMED = 20
"""Damaged files that are named in a sentence; the rest are counted."""


class NotEmpty(Failure):
    """There is something where the home is to be made."""

    key = "failure.not_empty"
    indonesian = "{root} tidak kosong ({found} ada di dalamnya). Pulihkan ke folder kosong lewat BERKAS_HOME."
    english = "{root} is not empty (it holds {found}). Restore into an empty folder with BERKAS_HOME."


class DamagedBackup(Failure):
    """A night that is not what its manifest says. It is not used: what is wrong would be taken for the archive."""

    key = "failure.damaged_backup"
    indonesian = "Cadangan {night} rusak dan tidak dipulihkan: {files}. Pilih malam lain dengan --at, atau cadangan lain."
    english = "The backup {night} is damaged and was not restored: {files}. Choose another night with --at, or another backup."


class CannotWrite(Failure):
    """The new home's disk is full, gone or read-only."""

    key = "failure.cannot_write"
    indonesian = "Pemulihan ke {root} terhenti: {why}. Beri ruang atau izin, lalu jalankan perintah yang sama lagi."
    english = "The restore into {root} stopped: {why}. Make room or give permission, then run the same command again."


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored."""

    night: str
    taken_at: str
    records: int
    files: int
    with_catalogue: bool
    """Without, ``rebuild`` makes it anew, and passwords must be set again."""


def restore(source: Path, root: Path, at: str = "", progress: Callable[[int, int], None] = lambda _done, _total: None) -> Restored:
    """Make the home in ``root`` of a night of ``source``; ``end`` says that it is finished.

    Args:
        source: the backup.
        root: an empty folder, or one in which an earlier restore was interrupted.
        at: a day of the office, or a night's name; the last night without.
        progress: called with files done and files in all.

    Raises:
        NoNight, NewerBackup: nothing to restore from.
        NotEmpty: something is there.
        DamagedBackup: the night is not whole; nothing was restored.
        CannotWrite: the disk is full or may not be written to; the same command begins again.
    """
    try:
        return _restore(source, root, at, progress)
    except OSError as error:
        raise CannotWrite(root=root, why=error.strerror or error) from error


def end(root: Path) -> None:
    """Say that the home is finished: until then no command opens it. Doing it twice changes nothing."""
    if (root / RESTORING).is_dir():
        (root / RESTORING).rmdir()
        durable.fsync_folder(root)


def _restore(source: Path, root: Path, at: str, progress: Callable[[int, int], None]) -> Restored:
    night = nights.choose(source, at)
    described = _description_of(night)
    if found := next((child.name for child in sorted(root.iterdir()) if child.name not in (RESTORING, *_moved(root))), ""):
        raise NotEmpty(root=root, found=found)
    writing = root / RESTORING
    _begin_anew(root)
    damaged = _copy_all(night, writing, progress)
    if damaged:
        shutil.rmtree(writing)
        raise DamagedBackup(night=night.name, files=_named(damaged))
    for folder in (INBOX, INDEX, ARCHIVE):
        file_modes.make_private_folder(writing / folder)
    for folder, _inner, _files in os.walk(writing, topdown=False):
        durable.fsync_folder(Path(folder))
    for part in _ORDER:
        if (writing / part).exists():
            (writing / part).replace(root / part)
    durable.fsync_folder(root)
    return Restored(
        night.name, described.taken_at, described.records, described.files, (root / INDEX / "catalogue.sqlite3").exists()
    )


def _description_of(night: Night) -> nights.Description:
    try:
        return night.describe()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedBackup(night=night.name, files=DESCRIPTION) from error


def _moved(root: Path) -> tuple[str, ...]:
    """What an interrupted restore may have moved into place: copies, and no command has opened them as a home."""
    return _ORDER if (root / RESTORING).is_dir() else ()


def _begin_anew(root: Path) -> None:
    """Remove what an interrupted restore left. It is a copy; the backup has it still."""
    for name in _moved(root):
        path = root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    shutil.rmtree(root / RESTORING, ignore_errors=True)
    file_modes.make_private_folder(root / RESTORING)
    durable.fsync_folder(root)


def _copy_all(night: Night, target: Path, progress: Callable[[int, int], None]) -> list[str]:
    """Copy the files of a night; the names of those that are not what the manifest says."""
    if durable.sha256(night.path / MANIFEST) != night.describe().manifest_sha256:
        return [MANIFEST]
    listed = night.manifest()
    damaged = []
    for done, (name, wanted) in enumerate(listed.items(), start=1):
        if (
            not nights.is_inside(name)
            or name.split("/")[0] not in _ORDER
            or not _copied_whole(night.path / name, target / name, wanted)
        ):
            damaged.append(name)
        progress(done, len(listed))
    return damaged


def _copied_whole(source: Path, copy: Path, wanted: str) -> bool:
    digest = hashlib.sha256()
    file_modes.make_private_folder(copy.parent)
    try:
        if source.is_symlink():
            return False
        read = source.open("rb")
        status = source.stat()
    except OSError:
        return False
    with read, open(copy, "xb", opener=file_modes.opener) as written:
        while chunk := _read(read):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
    return digest.hexdigest() == wanted


def _read(file: object) -> bytes:
    try:
        return file.read(1 << 20)  # type: ignore[attr-defined, no-any-return]  # a file opened for reading bytes
    except OSError:  # a sector that cannot be read any more: the hash will not be what it should
        return b""


def _named(damaged: list[str]) -> str:
    rest = len(damaged) - MOST_NAMED
    return ", ".join(damaged[:MOST_NAMED]) + (f" (+{rest})" if rest > 0 else "")

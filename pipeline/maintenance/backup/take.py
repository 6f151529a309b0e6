"""Takes a backup while others work: most of it without the lock on acts, the rest while nobody acts.

1. Every file of the home is compared with the night before and linked or copied; acts go on.
2. Under the lock on acts the home is compared once more, and what an act has changed meanwhile is copied: the night is a picture of
   this instant. The catalogue is copied by SQLite itself.
3. Every new file is read back from the disk and compared. Manifest and description are written, all is on the disk, and the folder
   gets the name by which it counts. Then nights that are too old go.

A death at any point leaves the nights before as they are, and a folder that the next backup removes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline import durable, file_modes
from pipeline.archive import ledger, record_folder
from pipeline.catalogue import calendar, recovery, staging
from pipeline.failures import Failure
from pipeline.home import ARCHIVE, CONFIG, INBOX, Home
from pipeline.maintenance.backup import nights, state
from pipeline.maintenance.backup.night_writer import SHARES, HomeUnreadable, NightWriter
from pipeline.maintenance.backup.nights import Description, Night

KEEP = 30
"""Days of which a night stays, if nobody says otherwise."""
FULL_DAYS = 28
"""After so many days everything is copied again."""
LOCK = ".lock"
_LEFT_OUT = frozenset({".staging", ".lock", ".gitkeep"})
"""Of the archive: what belongs to acts under way."""
Progress = Callable[[int, int], None]


class InsideHome(Failure):
    """A backup that goes with what it is a backup of."""

    key = "failure.inside_home"
    indonesian = "Cadangan tidak boleh berada di dalam rumah Berkas sendiri ({target}). Pilih folder di disk lain."
    english = "The backup must not lie inside the Berkas home itself ({target}). Choose a folder on another disk."


class AnotherRuns(Failure):
    """Another backup writes to the same place."""

    key = "failure.another_runs"
    indonesian = "Pencadangan lain ke {target} sedang berjalan. Tunggu sampai selesai."
    english = "Another backup to {target} is running. Wait until it is done."


class TargetFailed(Failure):
    """The backup disk is full, gone or not to be written to; nothing of earlier nights has changed."""

    key = "failure.target_failed"
    indonesian = "Cadangan tidak dapat ditulis di {target}: {why}. Cadangan sebelumnya tetap utuh."
    english = "The backup cannot be written to {target}: {why}. Earlier backups are as they were."


@dataclass(frozen=True, slots=True)
class Taken:
    """What a backup did."""

    night: str
    records: int
    files: int
    new_files: int
    new_bytes: int
    removed: tuple[str, ...]
    """Nights that were too old."""
    skipped: tuple[str, ...]
    """Files of the inbox that cannot be read: nobody has taken them in yet."""
    same_disk: bool
    """Home and backup lie on one file system: what takes the one may take the other."""


def take(home: Home, target: Path, keep: int = KEEP, progress: Progress = lambda _done, _total: None) -> Taken:
    """Take a backup.

    Args:
        home: of which.
        target: a folder; made if it is missing.
        keep: of how many days the last night stays, the newest day's all; 0 for every night.
        progress: called with files done and files in all.

    Raises:
        InsideHome, AnotherRuns, TargetFailed, HomeUnreadable, WrittenWrong: nothing of earlier nights has changed.
        Busy: acts went on for more than a minute without a gap.
    """
    target = target.absolute()
    if _contains(home.root, target):
        raise InsideHome(target=target)
    started = datetime.now(UTC)
    try:
        with _to_target(target):
            taken = _take(home, target, keep, progress, started)
    except Failure as failure:
        state.note_failure(home, target, started, failure)
        raise
    state.note_success(home, target, taken.night)
    return taken


def _take(home: Home, target: Path, keep: int, progress: Progress, started: datetime) -> Taken:
    folder = target / nights.NIGHTS
    file_modes.make_private_folder(target)
    file_modes.make_private_folder(folder)
    with _only_one(target):
        for left in folder.glob(f"{nights.INCOMPLETE}*"):
            shutil.rmtree(left)
        full = not _has_full(target, started)
        before = None if full else nights.find_nights(target)[-1]
        name = _next_name(target, started)
        writing = folder / f"{nights.INCOMPLETE}{name}"
        file_modes.make_private_folder(writing)
        writer = NightWriter(home, writing, before, day=started.toordinal() % SHARES)
        try:
            described = _write(writer, progress, full=full)
            writing.replace(folder / name)
        except BaseException:
            # Ctrl-C too. A full disk has room again for the next try.
            shutil.rmtree(writing, ignore_errors=True)
            raise
        durable.fsync_folder(folder)
        removed = _remove_old(target, keep)
    return Taken(
        name,
        described.records,
        described.files,
        len(writer.copied),
        writer.new_bytes,
        removed,
        tuple(sorted(writer.skipped)),
        home.archive.stat().st_dev == target.stat().st_dev,
    )


def _write(writer: NightWriter, progress: Progress, *, full: bool) -> Description:
    listed = list(_listed(writer.home))
    for done, name in enumerate(listed, start=1):
        writer.bring(name, final=False)
        progress(done, len(listed))
    with staging.act_lock(writer.home):
        recovery.finish_interrupted(writer.home)
        names = set(_listed(writer.home))
        for gone in writer.files.keys() - names:
            writer.drop(gone)
        for name in names:
            writer.bring(name, final=not name.startswith(f"{INBOX}/"))
        writer.bring_catalogue()
        book = ledger.end(writer.home.archive / "ledger")
        records = sum(1 for _ in record_folder.folders(writer.home.archive))
        taken_at = datetime.now(UTC).isoformat(timespec="seconds")
    writer.verify()
    described = Description(
        nights.FORMAT,
        version("berkas"),
        taken_at,
        records,
        len(writer.files),
        sum((writer.folder / name).stat().st_size for name in writer.files),
        book.seq,
        book.sha256,
        nights.write_manifest(writer.folder, writer.files),
        calendar.today().isoformat(),
        full,
    )
    nights.write_description(writer.folder, described)
    _fsync_folders(writer.folder)
    return described


def _listed(home: Home) -> Iterator[str]:
    """The files of a home that belong into a backup, as paths from its root."""
    if (home.root / CONFIG).is_file():
        yield CONFIG
    for part in (ARCHIVE, INBOX):
        top = home.root / part
        for folder, inner, files in os.walk(top, onerror=_unreadable):
            at = Path(folder)
            if part == ARCHIVE and at == top:
                inner[:] = [name for name in inner if name not in _LEFT_OUT]
                files = [name for name in files if name not in _LEFT_OUT]
            for name in files:
                path = at / name
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(home.root).as_posix()


def _unreadable(error: OSError) -> None:
    if f"/{INBOX}/" in f"{error.filename}/" and not isinstance(error, FileNotFoundError):
        return  # a folder in the inbox that people keep to themselves
    if not isinstance(error, FileNotFoundError):  # an act moved the folder just now; the second look finds it where it went
        raise HomeUnreadable(file=error.filename, why=error.strerror or error) from error


def _fsync_folders(night: Path) -> None:
    for folder, _inner, _files in os.walk(night, topdown=False):
        durable.fsync_folder(Path(folder))


def _next_name(target: Path, started: datetime) -> str:
    """A name after all that are there, though the clock was set back: nights sort by it."""
    found = nights.find_nights(target)
    return max(nights.name_of(started), nights.name_after(found[-1].name) if found else "")


def _has_full(target: Path, now: datetime) -> bool:
    """Whether a night of the last ``FULL_DAYS`` days was copied whole."""
    for night in reversed(nights.find_nights(target)):
        with suppress(Failure, OSError, ValueError, KeyError, TypeError):
            described = night.describe()
            if now - datetime.fromisoformat(described.taken_at) >= timedelta(days=FULL_DAYS):
                return False
            if described.full:
                return True
    return False


def _remove_old(target: Path, keep: int) -> tuple[str, ...]:
    days: dict[str, list[Night]] = {}
    for night in nights.find_nights(target):
        days.setdefault(night.day, []).append(night)
    *earlier, _newest = sorted(days)
    # Many backups in an hour must not push a month of nights out.
    staying = {days[day][-1] for day in earlier[-(keep - 1) :]} if keep > 1 else set()
    old = [night for day in earlier for night in days[day] if night not in staying] if keep > 0 else []
    for night in old:
        # First it stops counting: a night that is half removed must not look like one.
        leaving = night.path.with_name(f"{nights.INCOMPLETE}{night.name}")
        night.path.replace(leaving)
        shutil.rmtree(leaving, ignore_errors=True)
    return tuple(night.name for night in old)


@contextmanager
def _only_one(target: Path) -> Iterator[None]:
    try:
        with FileLock(target / LOCK, timeout=0, mode=file_modes.PRIVATE_FILE):
            yield
    except Timeout:
        raise AnotherRuns(target=target) from None


@contextmanager
def _to_target(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TargetFailed(target=target, why=error.strerror or error) from error


def _contains(root: Path, target: Path) -> bool:
    with suppress(OSError):
        root, target = root.resolve(), target.resolve()
    return target == root or root in target.parents

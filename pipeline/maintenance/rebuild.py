"""``berkas rebuild``: makes all of index/ anew from archive/, then swaps it in."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from django.db import DatabaseError, transaction

from pipeline import durable, reading
from pipeline.archive import decisions, ledger, ledger_subjects, record_folder
from pipeline.archive.newer import NewerFormat
from pipeline.catalogue import database, models, placement, recovery, rows, staging
from pipeline.document import Actor
from pipeline.home import Home, readable
from pipeline.home.privacy import make_private
from pipeline.maintenance import duplicate_records, lost_tests, older_decisions
from pipeline.maintenance.rebuild_report import ReadFailed, RebuildReport
from pipeline.records import rereading
from pipeline.worker import indexer, role

log = logging.getLogger("berkas")
BATCH = 200
"""Folders that are taken into the catalogue together; one by one, most of the time goes into asking."""
BATCH_BYTES = 4_000_000
"""Of their packed readings, some thirty times as much in memory."""


def rebuild(home: Home, actor: Actor, progress: Callable[[int, int], None] = lambda _done, _total: None) -> RebuildReport:
    """Make catalogue and full-text index anew from the archive. Passwords are kept if the old catalogue can still be read.

    Killed half-way, the old catalogue (or none) is still there and the command can be given again.

    Args:
        home: whose index.
        actor: in whose name papers are read again whose stored reading is lost.
        progress: called with (records done, records in all).

    Raises:
        WorkerAlreadyRunning: another process is at work in this home.
        NotReadable: part of the archive cannot be read; nothing was changed.
    """
    readable.ensure_readable(home.archive)
    with role.worker_role(home):
        make_private(home, whole=True)
        damaged, found, without_book, hidden = _catalogue(home, actor, progress)
        index = indexer.open_engine(home)
        indexed = indexer.rebuild(index)
        index.close()
    unread = _without_reading(home)
    with reading.Pool() as pool:
        for record_id in unread:
            rereading.reread(home, record_id, pool, actor)
    role.ensure_indexed(home, unread)
    return RebuildReport(
        records=models.Record.objects.count(),
        people=models.Person.objects.count(),
        ledger_lines=models.LedgerLine.objects.count(),
        indexed=indexed,
        read_again=len(unread),
        without_password=tuple(models.Person.objects.filter(password="!").values_list("name", flat=True)),
        damaged=tuple(damaged),
        set_apart=found.apart,
        recovered=found.recovered,
        unknown=found.unknown,
        mended=found.mended,
        without_book=without_book,
        hidden=hidden + found.hidden,
    )


def _catalogue(
    home: Home, actor: Actor, progress: Callable[[int, int], None]
) -> tuple[list[str], duplicate_records.DuplicateReport, bool, tuple[str, ...]]:
    """Make the catalogue anew; what could not be taken in, what of several copies does not count, whether the recap book is gone,
    and what was hidden for that.
    """
    fresh = home.index / "catalogue.new.sqlite3"
    _remove(fresh)
    passwords = _passwords(home.catalogue)
    with staging.act_lock(home):
        book = ledger_subjects.subject_histories(home.archive / "ledger")
        without_book = not book and any(record_folder.folders(home.archive))
        found = duplicate_records.resolve_duplicates(home, book, actor)
        hidden = lost_tests.hide_untold_exemptions(home, book, actor)
        database.use(fresh)
        database.migrate()
        with transaction.atomic():
            _ledger(home)
            damaged = _records(home, progress)
            for more, of_file in _office_files(home, passwords, book, actor):
                damaged += more
                found = found.with_more(of_file)
        _finish_interrupted(home)
        _swap(fresh, home.catalogue)
    return damaged, found, without_book, hidden


def _without_reading(home: Home) -> list[str]:
    """Records whose stored reading is gone or is not the one that was stored."""
    lost = []
    for row in models.Record.objects.order_by("pk").iterator():
        record, path = row.record(), home.archive / row.shelf
        if record_folder.READING_FILE in record.derived and not record_folder.has_reading(path, record):
            lost.append(record.id)
    return lost


def _finish_interrupted(home: Home) -> None:
    """What died in the middle of an act is finished against the new catalogue, before it is swapped in."""
    recovery.finish_interrupted(home)
    rows.flush_ledger(home)


def _ledger(home: Home) -> None:
    lines = ledger.read(home.archive / "ledger")
    models.LedgerLine.objects.bulk_create(
        (
            models.LedgerLine(
                seq=line["seq"],
                subject=line["subject"],
                version=line["version"],
                at=line["at"],
                line=json.dumps({key: value for key, value in line.items() if key not in {"prev", "format"}}, ensure_ascii=False),
            )
            for line in lines
        ),
        batch_size=500,
        # A line that someone put in a second time must not keep the office from its archive; check names it.
        ignore_conflicts=True,
    )


def _stop_at_what_may_pass(home: Home, path: Path) -> None:
    """Called where something could not be taken in. A catalogue that still has what the new one would lack stays in use.

    Without one, what can be taken in is better than nothing, and the rest is named.

    Raises:
        NewerFormat: a later Berkas wrote it.
        ReadFailed: the disk did not give it this time.
    """
    error = sys.exception()
    if not home.has_catalogue:
        return
    if isinstance(error, NewerFormat):
        raise error
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
        raise ReadFailed(file=path.relative_to(home.archive), why=error.strerror or error) from error


def _records(home: Home, progress: Callable[[int, int], None]) -> list[str]:
    paths = list(record_folder.folders(home.archive))
    damaged, done = [], 0
    for some in _batches(paths):
        damaged += _take(home, some)
        done += len(some)
        progress(done, len(paths))
    return damaged


def _batches(paths: list[Path]) -> Iterator[list[Path]]:
    """As many at once as memory bears: the words of a thick book weigh more than a hundred letters."""
    some, weight = [], 0
    for path in paths:
        some.append(path)
        with suppress(OSError):
            weight += (path / record_folder.READING_FILE).stat().st_size
        if len(some) == BATCH or weight > BATCH_BYTES:
            yield some
            some, weight = [], 0
    if some:
        yield some


def _take(home: Home, paths: list[Path]) -> list[str]:
    """Take some folders in, together; what could not be taken in."""
    places, damaged = list[Path](), list[str]()

    def note(path: Path) -> None:
        _stop_at_what_may_pass(home, path)
        log.debug("%s cannot be taken in", path, exc_info=True)
        damaged.append(str(path.relative_to(home.archive)))

    for path in paths:
        try:
            # Someone may have moved the folder by hand; a second copy of a record stays where it is, and is named.
            places.append(placement.place_record(home, path, record_folder.read_record(path)))
        except (OSError, ValueError):
            note(path)
    try:
        with transaction.atomic():
            recovery.take_new_folders(places)
    except (OSError, ValueError, DatabaseError):
        # One of them, and which one is found by taking each on its own.
        for place in places:
            try:
                with transaction.atomic():
                    recovery.take_record_folder(place)
            except (OSError, ValueError):
                note(place)
    return damaged


def _office_files(
    home: Home, passwords: dict[str, str], book: dict[str, ledger_subjects.SubjectHistory], actor: Actor
) -> Iterator[tuple[list[str], duplicate_records.DuplicateReport]]:
    held = older_decisions.dossiers_of_exempt_papers()
    for path in sorted((home.archive / "office").glob("*/*.json")):
        try:
            data = path.read_bytes()
            file, found = older_decisions.as_ledger_tells(home, decisions.load(data), data, book, held, actor)
        except (OSError, ValueError):
            _stop_at_what_may_pass(home, path)
            log.debug("%s cannot be taken in", path, exc_info=True)
            yield [str(path.relative_to(home.archive))], duplicate_records.DuplicateReport()
            continue
        if file is None:
            yield [], found
            continue
        rows.save_office_file(file)
        recovery.complete_ledger([(file, durable.sha256(path))])
        if file.kind == decisions.PEOPLE and file.id in passwords:
            models.Person.objects.filter(pk=file.id).update(password=passwords[file.id])
        yield [], found


def _passwords(catalogue: Path) -> dict[str, str]:
    """Name → password hash of the old catalogue; nothing when it is gone or damaged."""
    if not catalogue.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True)) as old:
            return dict(old.execute("SELECT name, password FROM catalogue_person"))
    except sqlite3.Error:
        return {}


def _swap(fresh: Path, catalogue: Path) -> None:
    database.close()
    # Everything into the one file, of both: a write-ahead log does not move with its database, and one that is removed from beside
    # a database that lives on a moment longer would take the last acts with it.
    _fold_log(fresh)
    with suppress(sqlite3.Error):
        _fold_log(catalogue)
    for side in ("-wal", "-shm"):
        catalogue.with_name(catalogue.name + side).unlink(missing_ok=True)
    fresh.replace(catalogue)
    durable.fsync_folder(catalogue.parent)
    shutil.rmtree(catalogue.parent / "pages", ignore_errors=True)
    database.use(catalogue)


def _fold_log(database: Path) -> None:
    with closing(sqlite3.connect(database)) as last:
        last.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove(path: Path) -> None:
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)

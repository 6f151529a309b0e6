"""Finishes acts that a crash interrupted. The file is the truth; the rows follow it.

Looks only at ``archive/.staging``: everything else is whole by construction.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

from django.db import DatabaseError, transaction

from pipeline import durable, logs
from pipeline.archive import decisions, record_folder
from pipeline.catalogue import models, placement, rows, staging
from pipeline.document import Record
from pipeline.home import Home

log = logging.getLogger("berkas")
_said: dict[tuple[Path, str], str] = {}
"""Home and subject of what cannot be finished → why. The worker looks every second, and says it once."""


def finish_interrupted(home: Home) -> list[str]:
    """Finish every act that someone died in. The caller holds the act lock.

    One that cannot be finished (its files were damaged since) stays in the staging area, where ``check`` names it; it blocks acts
    on its own subject and no others.

    Returns:
        The subjects that were looked at.
    """
    subjects = staging.interrupted_subjects(home)
    for subject in subjects:
        try:
            _finish(home, subject)
        except (OSError, ValueError, DatabaseError) as error:
            _say(home, subject, error)
        else:
            _said.pop((home.root, subject), None)
            staging.end(staging.staging_folder(home) / staging.subject_folder(subject))
    return subjects


def _say(home: Home, subject: str, error: Exception) -> None:
    if _said.get((home.root, subject)) != str(error):
        _said[home.root, subject] = str(error)
        logs.known_failure(log, error, "the interrupted act on %s cannot be finished; see berkas check", subject)


def _finish(home: Home, subject: str) -> None:
    with transaction.atomic():
        if "/" in subject:
            _take_office_file(home, subject)
        else:
            _take_record(home, subject)
    rows.flush_ledger(home)


def _take_office_file(home: Home, subject: str) -> None:
    path = decisions.path(home.archive, subject)
    if not path.exists():
        return
    data = path.read_bytes()
    file = decisions.load(data)
    rows.save_office_file(file)
    if not models.LedgerLine.objects.filter(subject=subject, version=file.version).exists():
        rows.save_ledger_line(subject, file.history[-1], record_folder.sha256_of(data))


def _take_record(home: Home, record_id: str) -> None:
    path = _where(home, record_id)
    if path is None:
        return
    record = record_folder.read_record(path)
    _take_reading(staging.staging_folder(home) / record_id / record_folder.READING_FILE, path, record)
    path = placement.place_record(home, path, record)
    row = models.Record.objects.filter(pk=record_id).first()
    if row is None or row.version < record.version:
        take_record_folder(path)


def _take_reading(written: Path, path: Path, record: Record) -> None:
    """A new reading waits in the staging area until its record.json is in place; it belongs there if that names its hash."""
    if written.is_file() and durable.sha256(written) == record.derived.get(record_folder.READING_FILE):
        durable.move(written, path / record_folder.READING_FILE)


def take_record_folder(path: Path) -> Record:
    """Take a record's folder into the catalogue, with the lines of the recap book that its history has and the book's rows lack."""
    record = rows.save_record_folder(path)
    complete_ledger([(record, durable.sha256(path / record_folder.RECORD_FILE))])
    return record


def take_new_folders(paths: Sequence[Path]) -> None:
    """The same for many folders of which the catalogue has none yet.

    Raises:
        OSError, ValueError: one of them is damaged. DatabaseError: one is there already. Begin a transaction first, and end it.
    """
    complete_ledger(rows.save_new_folders(paths))


def complete_ledger(taken: Sequence[tuple[Record | decisions.Decision, str]]) -> None:
    """Write the lines of the recap book that the history of a record or an office file has and the book's rows lack.

    Args:
        taken: each with the SHA-256 of its file.
    """
    subjects = [(one.id if isinstance(one, Record) else one.subject, one, sha256) for one, sha256 in taken]
    known = set(models.LedgerLine.objects.filter(subject__in=[name for name, _, _ in subjects]).values_list("subject", "version"))
    for subject, one, sha256 in subjects:
        for entry in one.history:
            if (subject, entry.version) not in known:
                rows.save_ledger_line(subject, entry, sha256 if entry.version == one.version else "")


def _where(home: Home, record_id: str) -> Path | None:
    """The record's folder. While a longer scan replaces a shorter one, it may still lie in the staging area, whole."""
    if path := record_folder.find(home.archive, record_id):
        return path
    stage = staging.staging_folder(home) / record_id
    if not (stage / "replaced").exists():
        return None
    with contextlib.suppress(FileNotFoundError):
        record = record_folder.read_record(stage / "folder")
        return placement.place_record(home, stage / "folder", record)
    return None

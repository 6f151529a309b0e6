"""Writes records and decisions as rows; acts, recovery and rebuild use the same functions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db.models import Max

from pipeline.archive import decisions, ledger, record_folder
from pipeline.catalogue import encoding, models
from pipeline.document import Entry, Record
from pipeline.document.pages import Reading
from pipeline.home import Home
from pipeline.language import stored_texts
from pipeline.reading import review_notes


def save_record(record: Record, data: bytes) -> None:
    """Write the row of a record whose record.json is ``data``, and note its arrivals."""
    models.Record.objects.update_or_create(id=record.id, defaults=models.Record.columns(record, data))
    _note_arrivals([record])


def _note_arrivals(records: Iterable[Record]) -> None:
    arrivals = [
        models.Arrival(claim=one.claim, record_id=record.id, name=one.name) for record in records for one in record.arrivals
    ]
    models.Arrival.objects.bulk_create(arrivals, ignore_conflicts=True)


def save_pages(record_id: str, reading: Reading | None) -> None:
    """Replace the page rows of a record; without a reading there are none."""
    models.Page.objects.filter(record_id=record_id).delete()
    models.Page.objects.bulk_create(page_rows(record_id, reading))


def unread_pages(record_id: str) -> list[int]:
    """The numbers of the record's pages that could not be read, though others could."""
    failed = models.Page.objects.filter(record_id=record_id, failed=True)
    return list(failed.order_by("number").values_list("number", flat=True))


def page_rows(record_id: str, reading: Reading | None) -> list[models.Page]:
    """The rows of a record's pages, not saved."""
    return [
        models.Page(
            record_id=record_id,
            number=page.number,
            text=page.text,
            words=encoding.pack(page.words),
            rotation=page.rotation,
            failed=page.failed,
            margins="\n".join(page.margins),
            notes="\n".join(page.notes),
            said=stored_texts.dump_origins(page.notes),
            doubt=review_notes.page_doubt(page) or "",
            confidence=review_notes.confidence(page),
        )
        for page in (reading.pages if reading else ())
    ]


def _reading_in(path: Path, record: Record) -> Reading | None:
    """A reading that is lost or damaged counts as none."""
    return record_folder.load_reading(path) if record_folder.has_reading(path, record) else None


def save_record_folder(path: Path) -> Record:
    """Take a record's folder into the catalogue as it lies there."""
    data = (path / record_folder.RECORD_FILE).read_bytes()
    record = record_folder.load_record(data)
    save_record(record, data)
    save_pages(record.id, _reading_in(path, record))
    return record


def save_new_folders(paths: Iterable[Path]) -> list[tuple[Record, str]]:
    """The same for many folders of which the catalogue has none yet, in a tenth of the questions.

    Returns:
        Each record, and the SHA-256 of its record.json.

    Raises:
        OSError, ValueError: one of them is damaged. DatabaseError: one is there already. Begin a transaction first, and end it.
    """
    taken, record_rows, pages = [], [], []
    for path in paths:
        data = (path / record_folder.RECORD_FILE).read_bytes()
        record = record_folder.load_record(data)
        taken.append((record, record_folder.sha256_of(data)))
        record_rows.append(models.Record(id=record.id, **models.Record.columns(record, data)))
        pages += page_rows(record.id, _reading_in(path, record))
    models.Record.objects.bulk_create(record_rows)
    _note_arrivals(record for record, _ in taken)
    models.Page.objects.bulk_create(pages)
    return taken


def save_office_file(file: decisions.Decision) -> None:
    """Take an office file into the catalogue."""
    fields = {"kind": file.kind, "record": decisions.subject_record_id(file.subject), "version": file.version}
    models.Decision.objects.update_or_create(subject=file.subject, defaults=fields | {"json": decisions.dump(file).decode()})
    if file.kind == decisions.PEOPLE:
        save_person(file)


def person_columns(file: decisions.Decision) -> dict[str, Any]:
    """The columns of a person whose office file this is."""
    return {
        "version": file.version,
        "role": file.data["role"],
        "exempt_right": file.data["exempt_right"],
        "is_active": file.data["active"],
        "json": decisions.dump(file).decode(),
    }


def save_person(file: decisions.Decision) -> None:
    """Take a person's office file into the catalogue; a password that is there stays."""
    fields = person_columns(file)
    models.Person.objects.update_or_create(
        name=file.id, defaults=fields, create_defaults=fields | {"name": file.id, "password": "!"}
    )


def last_version(subject: str) -> int:
    """The last version of a subject that the recap book knows; 0 where it knows none. Its file may be lost."""
    return models.LedgerLine.objects.filter(subject=subject).aggregate(last=Max("version"))["last"] or 0


def next_seq() -> int:
    """The number of the next line of the recap book; ask inside the act's transaction."""
    return (models.LedgerLine.objects.aggregate(last=Max("seq"))["last"] or 0) + 1


def lines_from(seq: int) -> list[ledger.Line]:
    """The acts of the recap book from this line on, as the catalogue has them."""
    return [
        json.loads(line) for line in models.LedgerLine.objects.filter(seq__gte=seq).order_by("seq").values_list("line", flat=True)
    ]


def save_ledger_line(subject: str, entry: Entry, sha256: str) -> None:
    """Write the ledger row of one act."""
    seq = next_seq()
    line: dict[str, Any] = {"seq": seq, "subject": subject} | asdict(entry) | {"status": str(entry.status), "sha256": sha256}
    stored_texts.write(line, "why", entry.why)
    models.LedgerLine.objects.create(
        seq=seq, subject=subject, version=entry.version, at=entry.at, line=json.dumps(line, ensure_ascii=False)
    )


def flush_ledger(home: Home) -> None:
    """Append the lines that the recap book lacks. The only way into the book; its caller holds the act lock."""
    book = home.archive / "ledger"
    last = ledger.end(book).seq
    rows = models.LedgerLine.objects.filter(seq__gt=last).order_by("seq").values_list("line", flat=True)
    ledger.append(book, (json.loads(line) for line in rows))

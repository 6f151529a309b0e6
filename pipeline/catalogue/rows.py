"""Rows as a view of files: how a record's folder and an office file become rows, in an act, a recovery or a rebuild alike."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db.models import Max

from pipeline import ledger
from pipeline.archive import folder, office
from pipeline.catalogue import models, packing
from pipeline.document import Entry, Reading, Record
from pipeline.home import Home


def save_record(record: Record, data: bytes) -> None:
    """Write the row of a record whose record.json is ``data``, and note its arrivals."""
    models.Record.objects.update_or_create(id=record.id, defaults=models.Record.columns(record, data))
    models.Arrival.objects.bulk_create(
        [models.Arrival(claim=arrival.claim, record_id=record.id, name=arrival.name) for arrival in record.arrivals],
        ignore_conflicts=True,
    )


def save_pages(record_id: str, reading: Reading | None) -> None:
    """Replace the page rows of a record; without a reading there are none."""
    models.Page.objects.filter(record_id=record_id).delete()
    models.Page.objects.bulk_create(
        models.Page(
            record_id=record_id,
            number=page.number,
            text=page.text,
            words=packing.pack(page.words),
            rotation=page.rotation,
            failed=page.failed,
        )
        for page in (reading.pages if reading else ())
    )


def save_record_folder(path: Path) -> Record:
    """Take a record's folder into the catalogue as it lies there; a reading that is lost or damaged counts as none."""
    data = (path / folder.RECORD_FILE).read_bytes()
    record = folder.load_record(data)
    save_record(record, data)
    save_pages(record.id, folder.load_reading(path) if folder.has_reading(path, record) else None)
    return record


def save_office_file(file: office.OfficeFile) -> None:
    """Take an office file into the catalogue."""
    fields = {"kind": file.kind, "record": office.record_named(file.subject), "version": file.version}
    models.Decided.objects.update_or_create(subject=file.subject, defaults=fields | {"json": office.dump(file).decode()})
    if file.kind == office.PEOPLE:
        save_person(file)


def person_columns(file: office.OfficeFile) -> dict[str, Any]:
    """The columns of a person whose office file this is."""
    return {
        "version": file.version,
        "role": file.data["role"],
        "exempt_right": file.data["exempt_right"],
        "is_active": file.data["active"],
        "json": office.dump(file).decode(),
    }


def save_person(file: office.OfficeFile) -> None:
    """Take a person's office file into the catalogue; a password that is there stays."""
    fields = person_columns(file)
    models.Person.objects.update_or_create(
        name=file.id, defaults=fields, create_defaults=fields | {"name": file.id, "password": "!"}
    )


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
    models.LedgerLine.objects.create(
        seq=seq, subject=subject, version=entry.version, at=entry.at, line=json.dumps(line, ensure_ascii=False)
    )


def flush_ledger(home: Home) -> None:
    """Append the lines that the recap book lacks. The only way into the book; its caller holds the act lock."""
    book = home.archive / "ledger"
    last = ledger.end(book).seq
    rows = models.LedgerLine.objects.filter(seq__gt=last).order_by("seq").values_list("line", flat=True)
    ledger.append(book, (json.loads(line) for line in rows))

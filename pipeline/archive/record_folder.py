"""A record's folder: ``record.json``, the bag, and derived files."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter

from pipeline import durable
from pipeline.archive import shelf
from pipeline.archive.newer import NewerFormat, refuse_unknown
from pipeline.document import Record
from pipeline.document.pages import Reading
from pipeline.language import stored_texts

FORMAT = "berkas-record/1"
READING_FORMAT = "berkas-reading/1"
RECORD_FILE, READING_FILE, BAG = "record.json", "reading.json.gz", "bag"

_record = TypeAdapter(Record)
_reading = TypeAdapter(Reading)


def _pretty(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def dump_record(record: Record) -> bytes:
    """The bytes of record.json: JSON that people can read too."""
    fields = _record.dump_python(record, mode="json")
    stored_texts.write(fields, "problem", record.problem)
    stored_texts.write_all(fields["history"], "why", (entry.why for entry in record.history))
    if record.proposal:
        stored_texts.write_all(fields["proposal"]["reasons"], "text", (reason.text for reason in record.proposal.reasons))
    return _pretty({"format": FORMAT} | fields)


def load_record(data: bytes) -> Record:
    """The record in a record.json.

    Raises:
        NewerFormat: its ``format``, or a key of it, is not ours.
        ValueError: it is damaged.
    """
    fields = json.loads(data)
    if not isinstance(fields, dict) or fields.pop("format", None) != FORMAT:
        raise NewerFormat(what=RECORD_FILE)
    stored_texts.read(fields, "problem")
    stored_texts.read_all(fields.get("history"), "why")
    if isinstance(fields.get("proposal"), dict):
        stored_texts.read_all(fields["proposal"].get("reasons"), "text")
    record = _record.validate_python(fields)
    refuse_unknown(fields, _record.dump_python(record, mode="json"), RECORD_FILE)
    return record


def dump_reading(reading: Reading) -> bytes:
    """The bytes of reading.json.gz, the same for the same reading (no time inside)."""
    fields = {"format": READING_FORMAT} | _reading.dump_python(reading, mode="json")
    for page, read in zip(fields["pages"], reading.pages, strict=True):
        if read.notes:
            page[stored_texts.SAID] = stored_texts.origins(read.notes)
    return gzip.compress(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def load_reading(folder: Path) -> Reading:
    """What was read of the paper in ``folder``.

    Raises:
        FileNotFoundError: it has not been read.
        NewerFormat: its ``format`` is not ours.
    """
    fields = json.loads(gzip.decompress((folder / READING_FILE).read_bytes()))
    if fields.pop("format", None) != READING_FORMAT:
        raise NewerFormat(what=READING_FILE)
    for page in fields.get("pages", ()):
        if isinstance(page, dict) and isinstance(page.get("notes"), list):
            page["notes"] = stored_texts.with_origins(page["notes"], page.pop(stored_texts.SAID, None))
    return _reading.validate_python(fields)


def has_reading(folder: Path, record: Record) -> bool:
    """Whether the reading that ``record`` refers to is in its folder, byte for byte."""
    wanted, file = record.derived.get(READING_FILE), folder / READING_FILE
    return wanted is not None and file.is_file() and durable.sha256(file) == wanted


def read_record(folder: Path) -> Record:
    """The record in ``folder``, as record.json has it."""
    return load_record((folder / RECORD_FILE).read_bytes())


def sha256_of(data: bytes) -> str:
    """Hex SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def folders(archive: Path) -> Iterator[Path]:
    """Every record folder of an archive: those that hold a record.json, on whatever shelf they stand, even one that nobody made.

    Looks into no record folder: with 20,000 records that would open 80,000 folders for nothing.

    Raises:
        OSError: a folder cannot be read; what stands in it is not gone.
    """
    for root in shelf.ROOTS:
        for path, below, files in os.walk(archive / root, onerror=_unless_gone):
            below.sort()
            if RECORD_FILE in files:
                below.clear()
                yield Path(path)


def _unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def find(archive: Path, record_id: str) -> Path | None:
    """The folder of a record wherever it stands; for repair, when the catalogue's word is in doubt.

    Raises:
        OSError: a folder cannot be read; the record may stand in it.
    """
    for root in shelf.ROOTS:
        places = [archive / root]
        if root == shelf.SHELVES:
            places = [code for end in _below(archive / root) for code in _below(end)]
        for place in places:
            if (place / record_id / RECORD_FILE).is_file():
                return place / record_id
    return None


def _below(path: Path) -> list[Path]:
    try:
        return sorted(child for child in path.iterdir() if child.is_dir())
    except FileNotFoundError:
        return []

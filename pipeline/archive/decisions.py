"""Decisions of the office that are not records: ``archive/office/<kind>/<id>.json``, each with its version and history."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.archive import shelf
from pipeline.archive.newer import NewerFormat, refuse_unknown
from pipeline.document import Entry
from pipeline.failures import Failure
from pipeline.language import stored_texts

FORMAT = "berkas-office/1"
PEOPLE, SCHEMES, DOSSIERS, EVENTS, HOLDS = "people", "schemes", "dossiers", "events", "holds"
EXEMPTIONS, REGISTER = "exemptions", "register"
MACHINE = "berkas"
"""Who acts when nobody does; no person may bear that name."""
_ABOUT_RECORD = re.compile(r"(?:exemptions/|holds/|events/sup-)([0-9]{4}-[0-9]{6,10})(?:\.[a-z]+)?")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,47}")
_WHY = "why"
"""The member of an act, and of a hold, that may be a sentence of ours."""
_history = TypeAdapter(tuple[Entry, ...])


class WrongName(Failure):
    """A name that cannot be a file's name everywhere."""

    key = "failure.wrong_name"
    indonesian = "Nama '{name}' tidak dapat dipakai. Pakai huruf kecil, angka, titik, garis; paling panjang 48 huruf."
    english = "The name '{name}' cannot be used. Use lower-case letters, digits, dots and dashes; 48 at most."


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in force: a person's role, a scheme version, an event."""

    kind: str
    id: str
    version: int
    data: dict[str, Any]
    history: tuple[Entry, ...] = field(default=())

    @property
    def subject(self) -> str:
        """Its name in the recap book."""
        return f"{self.kind}/{self.id}"


_file = TypeAdapter(Decision)


def subject_record_id(subject: str) -> str:
    """The record that an office file is about (a hold, a consequence test), as its name says; empty when about none."""
    found = _ABOUT_RECORD.fullmatch(subject)
    return found[1] if found else ""


def attachment_path(archive: Path, kind: str, name: str) -> Path:
    """The path of a table that a decision refers to, beside the decision."""
    return archive / "office" / kind / name


def check_name(name: str) -> str:
    """The name, if it may be a file's and is not the machine's own.

    Raises:
        WrongName: it may not.
    """
    if not _NAME.fullmatch(name) or shelf.is_device(name) or name == MACHINE:
        raise WrongName(name=name)
    return name


def path(archive: Path, subject: str) -> Path:
    """Where an office file lies."""
    kind, _, name = subject.partition("/")
    return archive / "office" / kind / f"{name}.json"


def dump(file: Decision) -> bytes:
    """The bytes of an office file."""
    fields: dict[str, Any] = {"format": FORMAT, "kind": file.kind, "id": file.id, "version": file.version, "data": dict(file.data)}
    if _WHY in file.data:
        stored_texts.write(fields["data"], _WHY, file.data[_WHY])
    fields["history"] = history = _history.dump_python(file.history, mode="json")
    stored_texts.write_all(history, _WHY, (entry.why for entry in file.history))
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def load(data: bytes) -> Decision:
    """The office file in these bytes.

    Raises:
        NewerFormat: its ``format``, or a key of it, is not ours.
        ValueError: not an office file, or damaged.
    """
    fields = json.loads(data)
    if not isinstance(fields, dict):
        raise ValueError("not an office file")
    if (written := fields.pop("format", None)) != FORMAT:
        if isinstance(written, str) and written.startswith("berkas-office/"):
            raise NewerFormat(what=written)
        raise ValueError("not an office file")
    if isinstance(fields.get("data"), dict):
        stored_texts.read(fields["data"], _WHY)
    stored_texts.read_all(fields.get("history"), _WHY)
    file = _file.validate_python(fields)
    refuse_unknown(fields, _file.dump_python(file, mode="json"), f"office/{file.kind}/{file.id}.json")
    return file


def iter_decisions(archive: Path, kind: str) -> Iterator[Decision]:
    """Every office file of a kind."""
    for file in sorted((archive / "office" / kind).glob("*.json")):
        yield load(file.read_bytes())

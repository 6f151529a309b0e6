"""The recap book by subject: version and hash of each subject's latest file, and the rights it had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.archive.ledger import Line, read
from pipeline.document import Entry
from pipeline.language import stored_texts

RIGHTS = frozenset(
    {"category", "access_level", "role", "exempt_right", "active", "deputies", "born_of", "born_version", "born_hidden", "released"}
)
"""What says who may see a record or know of a dossier, what a person may do, and whether a hold stands."""
_entry = TypeAdapter(Entry)


class LedgerMatch(IntEnum):
    """How the recap book knows a file. The greater, the better it is believed."""

    NOT = 0
    """It never was like this."""
    EARLIER = 1
    """It was like this once; acts followed."""
    LATER = 2
    """Acts followed that the book does not have yet: a sudden death, or a backup that took the book first."""
    LAST = 3


@dataclass(slots=True)
class SubjectHistory:
    """What the book tells of one subject."""

    last: Line
    hashes: dict[int, str] = field(default_factory=dict)
    """Version → SHA-256 of the file as that act left it; empty where a lost line was written again from a later file."""
    rights: dict[str, str] = field(default_factory=dict)
    """Of ``RIGHTS``, what stands after the last act."""

    @property
    def version(self) -> int:
        """The last."""
        return int(self.last["version"])

    def knows(self, version: int, sha256: str, history: tuple[Entry, ...]) -> LedgerMatch:
        """How the book knows a file of this version, hash and history."""
        if version <= self.version:
            if self.hashes.get(version) not in (sha256, ""):
                return LedgerMatch.NOT
            return LedgerMatch.LAST if version == self.version else LedgerMatch.EARLIER
        follows = any(entry.version == self.version and line_tells_of(self.last, entry) for entry in history)
        return LedgerMatch.LATER if follows else LedgerMatch.NOT


def subject_histories(folder: Path) -> dict[str, SubjectHistory]:
    """Subject → what the book tells of it."""
    subjects: dict[str, SubjectHistory] = {}
    for line in read(folder):
        one = subjects.setdefault(line["subject"], SubjectHistory(line))
        one.last = line
        one.hashes[line["version"]] = str(line.get("sha256", ""))
        one.rights |= _rights(line.get("changes"))
    return subjects


def _rights(changes: object) -> dict[str, str]:
    """What an act changed of them; nothing where somebody wrote something else into the line."""
    if not isinstance(changes, dict):
        return {}
    return {name: str(pair[1]) for name, pair in changes.items() if name in RIGHTS and isinstance(pair, list) and len(pair) == 2}


def line_tells_of(line: Line, entry: Entry) -> bool:
    """Does the line tell of this act? The chain holds each line by the one after it; what holds the last is this."""
    of_act = {"version": entry.version, "at": entry.at, "act": entry.act, "by": entry.by, "door": entry.door, "why": entry.why}
    return all(line.get(name) == value for name, value in of_act.items())


def entries(folder: Path, subject: str, *, after: int) -> Iterator[Entry]:
    """The acts on a subject after a version, as its history would have them."""
    for line in read(folder):
        if line["subject"] == subject and line["version"] > after:
            stored_texts.read(line, "why")
            yield _entry.validate_python({name: line[name] for name in Entry.__slots__ if name in line})

"""The recap book (buku rekap informasi), append-only, one line an act: ``archive/ledger/<year>.jsonl``.

A line is one JSON object: ``format``, ``seq`` (from 1, without gaps), ``at``, ``subject`` (a record, or an office file as
``kind/id``), ``version``, ``act``, ``by``, ``door``, …, ``sha256`` (the subject's file as this act left it) and ``prev``: the
SHA-256 of the line before, newline included; the first line of all has 64 zeros. Changing, dropping or swapping any line breaks
every ``prev`` after it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import durable, file_modes

FORMAT = "berkas-ledger/1"
NOTHING_BEFORE = "0" * 64
Line = dict[str, Any]
_MUST = {"seq": int, "version": int, "prev": str, "subject": str, "at": str}


@dataclass(frozen=True, slots=True)
class LedgerEnd:
    """Where the book stands: the number and hash of its last whole line."""

    seq: int
    sha256: str


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _parse(raw: bytes) -> Line | None:
    """The line, or None when it is none: damaged, or written by somebody else."""
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(line, dict):
        return None
    return line if all(type(line.get(name)) is kind for name, kind in _MUST.items()) else None


def _years(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9][0-9][0-9][0-9].jsonl"))


def _whole_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield line


def _tail(path: Path) -> tuple[bytes, int]:
    """The last whole line of a file and how many torn bytes follow it; reads from the end, so a long year costs nothing."""
    size = path.stat().st_size
    window = 1 << 16
    with path.open("rb") as file:
        while True:
            start = max(0, size - window)
            file.seek(start)
            data = file.read()
            whole = data.rfind(b"\n") + 1
            begin = data.rfind(b"\n", 0, max(0, whole - 1)) + 1
            if begin or start == 0:
                return data[begin:whole], len(data) - whole
            window *= 2


def _cut_torn_line(path: Path) -> None:
    """Cut what a sudden death left of an unfinished last line; its act is still in the catalogue and is written again."""
    torn = _tail(path)[1]
    if not torn:
        return
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - torn)
        os.fsync(file.fileno())


def end(folder: Path) -> LedgerEnd:
    """The last whole line of the book; ``End(0, zeros)`` when it is empty."""
    for path in reversed(_years(folder)):
        if last := _tail(path)[0]:
            line = _parse(last)
            # A damaged last line keeps its number, which only counting tells; findings names it.
            return LedgerEnd(line["seq"], _hash(last)) if line else _walk(folder, [])
    return LedgerEnd(0, NOTHING_BEFORE)


def append(folder: Path, lines: Iterable[Line]) -> int:
    """Append lines that the book does not have yet, in sequence, and fsync. Only one process may be in here at a time.

    Args:
        folder: ``archive/ledger``; made when missing.
        lines: in order of ``seq``; those up to the book's end are passed over.

    Returns:
        How many lines were written.
    """
    file_modes.make_private_folder(folder)
    for path in _years(folder)[-1:]:
        _cut_torn_line(path)
    here, latest = end(folder), _latest_year(folder)
    years: dict[str, list[bytes]] = {}
    for line in lines:
        if line["seq"] <= here.seq:
            continue
        data = (json.dumps({"format": FORMAT} | line | {"prev": here.sha256}, ensure_ascii=False) + "\n").encode()
        # A line never goes into an earlier year than the line before it, or the files would not read in sequence.
        latest = max(latest, line["at"][:4])
        years.setdefault(latest, []).append(data)
        here = LedgerEnd(line["seq"], _hash(data))
    for year, chunk in years.items():
        with open(folder / f"{year}.jsonl", "ab", opener=file_modes.opener) as file:
            file.write(b"".join(chunk))
            file.flush()
            os.fsync(file.fileno())
    if years:
        durable.fsync_folder(folder)
    return sum(map(len, years.values()))


def _latest_year(folder: Path) -> str:
    return max((path.stem for path in _years(folder)), default="0000")


def read(folder: Path) -> Iterator[Line]:
    """Every whole line of the book in sequence; what is no line of ours is left to ``findings``."""
    for path in _years(folder):
        for raw in _whole_lines(path):
            if line := _parse(raw):
                yield line


def hash_of_line(folder: Path, seq: int) -> str:
    """The SHA-256 of the line of this number, as a printed recap names it; empty where the book has no such line."""
    if seq < 1:
        return ""
    before = LedgerEnd(0, NOTHING_BEFORE)
    for path in _years(folder):
        for raw in _whole_lines(path):
            line = _parse(raw)
            before = LedgerEnd(line["seq"] if line else before.seq + 1, _hash(raw))
            if before.seq == seq:
                return before.sha256
    return ""


def findings(folder: Path) -> list[str]:
    """What is wrong with the chain: each break named by its line; empty when the book is as it was written."""
    found: list[str] = []
    _walk(folder, found)
    return found


def _walk(folder: Path, found: list[str]) -> LedgerEnd:
    """Walk the whole book; what is wrong goes into ``found``. Returns where it ends."""
    before = LedgerEnd(0, NOTHING_BEFORE)
    for path in _years(folder):
        if _tail(path)[1]:
            found.append(f"{path.name}: last line is torn")
        for number, raw in enumerate(_whole_lines(path), start=1):
            place = f"{path.name}:{number}"
            line = _parse(raw)
            if line is None:
                found.append(f"{place}: not a ledger line")
                before = LedgerEnd(before.seq + 1, _hash(raw))
                continue
            if line["seq"] != before.seq + 1:
                found.append(f"{place}: line {before.seq + 1} expected, {line['seq']} found")
            if line["prev"] != before.sha256:
                found.append(f"{place}: the line before is not the one this line was written after")
            before = LedgerEnd(line["seq"], _hash(raw))
    return before

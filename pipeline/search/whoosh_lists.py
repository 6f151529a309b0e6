"""The lists of one segment in one file: which records have a word, how much, and where.

Whoosh's own lists are made to be stepped through, one Python call a posting: at 10,000 records a common phrase took 650 ms. These
are made to be taken whole: a word's list lies in the file as plain arrays and is looked at where it lies, by mmap, without being
decoded or copied into the process. The words are sorted, so that a word is found by halving and a prefix is one run of them.

    postings   per word: ids (uint32, ascending), weights (uint16); for the field ``word`` also counts (uint16), positions (uint32)
    sections   per field: the words one to a line, ends of the lines, numbers of records, places of the postings; the rows
    footer     JSON: where each section lies, and its CRC; then the footer's length and ``MAGIC``
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.search.engine import IndexBroken

MAGIC = b"BERKAS01"
EXTENSION = ".lists"
FIELDS = ("word", "stem")
"""Every token as printed with its positions; the stems without. Both hold number, title and text together."""
MOST = 0xFFFF
"""What a weight or a count can be at most."""

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]


class Row(NamedTuple):
    """What the index keeps of a record beside its words."""

    id: str
    version: int
    title: str
    number: str
    status: str
    exempt: bool
    access_level: str
    category: str
    code: str
    document_type: str
    date: str
    retention_end: str
    length: int
    """Tokens of the text."""


@dataclass(slots=True)
class Postings:
    """A word's list while it is being made."""

    ids: array[int] = field(default_factory=lambda: array("I"))
    weights: array[int] = field(default_factory=lambda: array("H"))
    counts: array[int] = field(default_factory=lambda: array("H"))
    positions: array[int] = field(default_factory=lambda: array("I"))


Making = dict[str, Postings]


def write(path: Path, rows: list[Row], word: Making, stem: Making) -> None:
    """Write the lists of a segment."""
    with path.open("xb") as file:
        sections: dict[str, bytes] = {}
        for name, making in zip(FIELDS, (word, stem), strict=True):
            tokens = sorted(making)
            places = array("Q")
            for token in tokens:
                places.append(file.tell())
                one = making[token]
                for part in (one.ids, one.weights, one.counts, one.positions):
                    file.write(part.tobytes())
                file.write(bytes(-file.tell() % 4))
            lines = [token.encode() for token in tokens]
            ends = np.cumsum([len(line) + 1 for line in lines], dtype=np.uint32)
            sections |= {f"{name}.tokens": b"".join(line + b"\n" for line in lines), f"{name}.ends": ends.tobytes()}
            sections |= {f"{name}.records": array("I", (len(making[token].ids) for token in tokens)).tobytes()}
            sections |= {f"{name}.places": places.tobytes()}
        sections["rows"] = zlib.compress(json.dumps(list(zip(*rows, strict=True))).encode(), 3)
        described = {}
        for name, content in sections.items():
            file.write(bytes(-file.tell() % 8))
            described[name] = (file.tell(), len(content), zlib.crc32(content))
            file.write(content)
        footer = json.dumps({"records": len(rows), "sections": described}).encode()
        file.write(footer + struct.pack("<I", len(footer)) + MAGIC)


class Lists:
    """The lists of one segment, for reading. Threads may share it."""

    def __init__(self, path: Path) -> None:
        """Raises ``IndexBroken`` where the file is not whole, ``FileNotFoundError`` where it is gone."""
        with path.open("rb") as file:
            try:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:  # an empty file
                raise IndexBroken from error
        try:
            self._read_footer()
        except (ValueError, KeyError, TypeError, struct.error) as error:
            raise IndexBroken from error

    def _read_footer(self) -> None:
        tail = len(MAGIC) + 4
        if self._bytes[-len(MAGIC) :] != MAGIC:
            raise IndexBroken
        (length,) = struct.unpack("<I", self._bytes[-tail : -len(MAGIC)])
        footer = json.loads(self._bytes[-tail - length : -tail])
        self.records: int = footer["records"]
        self._sections: dict[str, tuple[int, int, int]] = footer["sections"]
        self._fields = {name: _Field(self, name) for name in FIELDS}

    def section(self, name: str) -> memoryview:
        """The bytes of a section, where they lie. Raises ``IndexBroken`` when they are not those that were written."""
        start, length, crc = self._sections[name]
        content = memoryview(self._bytes)[start : start + length]
        if zlib.crc32(content) != crc:
            raise IndexBroken
        return content

    def rows(self) -> list[list[object]]:
        """The columns of the rows, in the order of ``Row``; none where there are no rows."""
        columns: list[list[object]] = json.loads(zlib.decompress(self.section("rows")))
        return columns

    def tokens(self, field_: str) -> Iterator[tuple[str, int]]:
        """Every token and its index, in order."""
        lexicon = self._fields[field_]
        return ((lexicon.token(index), index) for index in range(len(lexicon.records)))

    def index(self, field_: str, token: str) -> int | None:
        """The index of ``token``; None where no record has it."""
        lexicon, wanted = self._fields[field_], token.encode()
        index = lexicon.first(wanted)
        return index if index < len(lexicon.records) and lexicon.line(index) == wanted else None

    def beginning(self, prefix: str) -> range:
        """The indexes of the words that begin with ``prefix``."""
        lexicon, start = self._fields["word"], prefix.encode()
        return range(lexicon.first(start), lexicon.first(start + b"\xff"))

    def word(self, index: int) -> str:
        """The word at ``index``."""
        return self._fields["word"].token(index)

    def frequencies(self, run: range) -> NDArray[np.uint32]:
        """How many records have each word of ``run``."""
        return self._fields["word"].records[run.start : run.stop]

    def postings(self, field_: str, index: int) -> tuple[Ids, Weights]:
        """Document numbers, ascending, and the token's weight in each."""
        ids, weights, _, _ = self.raw(field_, index)
        return ids.astype(np.int64), weights.astype(np.float32)

    def places(self, index: int, bits: int) -> Ids:
        """Where a word stands, ascending: document number and position in one number (``bits`` for the position)."""
        ids, _, counts, positions = self.raw("word", index)
        return (np.repeat(ids.astype(np.int64), counts) << bits) + positions

    def raw(self, field_: str, index: int) -> tuple[NDArray[np.uint32], NDArray[np.uint16], NDArray[np.uint16], NDArray[np.uint32]]:
        """Ids, weights, counts and positions, where they lie in the file."""
        lexicon = self._fields[field_]
        number, at = int(lexicon.records[index]), int(lexicon.places[index])
        whole = field_ == "word"
        try:
            ids = np.frombuffer(self._bytes, np.uint32, number, at)
            weights = np.frombuffer(self._bytes, np.uint16, number, at + 4 * number)
            counts = np.frombuffer(self._bytes, np.uint16, number if whole else 0, at + 6 * number)
            positions = np.frombuffer(self._bytes, np.uint32, int(counts.sum()), at + 8 * number if whole else 0)
        except ValueError as error:
            raise IndexBroken from error
        if number and (int(ids[-1]) >= self.records or np.any(ids[1:] <= ids[:-1])):
            raise IndexBroken
        return ids, weights, counts, positions

    def close(self) -> None:
        """Let go of the file, as soon as nobody looks at an array of it any more."""
        self._fields.clear()
        try:
            self._bytes.close()
        except BufferError:  # an answer is still being made from it; it goes with the last array
            return


class _Field:
    """The sorted words of one field."""

    def __init__(self, lists: Lists, name: str) -> None:
        self._tokens = lists.section(f"{name}.tokens")
        self._ends = np.frombuffer(lists.section(f"{name}.ends"), np.uint32)
        self.records = np.frombuffer(lists.section(f"{name}.records"), np.uint32)
        self.places = np.frombuffer(lists.section(f"{name}.places"), np.uint64)

    def line(self, index: int) -> bytes:
        """The word at ``index`` as bytes."""
        start = int(self._ends[index - 1]) if index else 0
        return bytes(self._tokens[start : int(self._ends[index]) - 1])

    def token(self, index: int) -> str:
        """The word at ``index``."""
        return self.line(index).decode()

    def first(self, wanted: bytes) -> int:
        """The index of the first word that is not before ``wanted``."""
        low, high = 0, len(self.records)
        while low < high:
            middle = (low + high) // 2
            if self.line(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

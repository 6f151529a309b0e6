"""Posting lists of one segment in one file: which records have a word, how often, and where.

Whoosh's own lists are made to be stepped through, one Python call a posting: at 10,000 records a common phrase took 650 ms. These
are made to be taken whole: the file is plain arrays, looked at where they lie, by mmap, without being decoded or copied into the
process. The words are sorted, so that a word is found by halving and a prefix is one run of them.

    of ``word`` and ``stem`` each
      tokens      the words, sorted, one to a line;  lines  where each line ends
      postings    where each word's postings end in the three that follow
      ids         document numbers, ascending within a word
      body        how often the word stands in the text of each, its letterhead and running lines aside
      head        how often it stands in the title, the number and the type of each
    of ``word`` alone
      counts      how often the word stands in each;  places  where each word's positions end in the one that follows
      positions   ascending within a posting
    rows          what is kept of the records beside their words: JSON, deflated
    footer        JSON: where each section lies, and the CRC of those that are small; then the footer's length and ``MAGIC``
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.search.engine import IndexBroken

MAGIC = b"BERKAS01"
EXTENSION = ".lists"
UNCHECKED = frozenset({"word.ids", "word.body", "word.head", "word.counts", "word.positions", "stem.ids", "stem.body", "stem.head"})
"""Sections too long to be summed whenever the index is opened; what is read of them is checked for sense instead."""

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]
Sections = dict[str, NDArray[Any]]


class Postings(NamedTuple):
    """The records that have a word, and how often it stands in each; twice 0 where only letterhead or running lines have it."""

    ids: Ids
    """Document numbers, ascending."""
    body: Weights
    head: Weights


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
    holding_unit: str
    date: str
    retention_end: str
    length: int
    """Tokens of the text."""


def write(path: Path, rows: list[Row], sections: Sections) -> None:
    """Write the lists of a segment."""
    packed = zlib.compress(json.dumps(list(zip(*rows, strict=True))).encode(), 3)
    described = {}
    with path.open("xb") as file:
        for name, array in (*sections.items(), ("rows", np.frombuffer(packed, np.uint8))):
            file.write(bytes(-file.tell() % 8))
            described[name] = (file.tell(), len(array), array.dtype.str, 0 if name in UNCHECKED else zlib.crc32(array.tobytes()))
            file.write(array.tobytes())
        footer = json.dumps({"records": len(rows), "sections": described}).encode()
        file.write(footer + struct.pack("<I", len(footer)) + MAGIC)


class PostingLists:
    """The lists of one segment, for reading. Threads may share it; what it hands out lies in the file and must not be changed."""

    def __init__(self, path: Path) -> None:
        """Raises ``IndexBroken`` where the file is not whole, ``FileNotFoundError`` where it is gone."""
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read()
        except (ValueError, KeyError, TypeError, struct.error) as error:  # what an empty, torn or overwritten file raises
            raise IndexBroken from error

    def _read(self) -> None:
        tail = len(MAGIC) + 4
        if self._bytes[-len(MAGIC) :] != MAGIC:
            raise IndexBroken
        (length,) = struct.unpack("<I", self._bytes[-tail : -len(MAGIC)])
        footer = json.loads(self._bytes[-tail - length : -tail])
        self.records: int = footer["records"]
        self.sections: Sections = {}
        for name, (start, count, kind, crc) in footer["sections"].items():
            section = np.frombuffer(self._bytes, np.dtype(kind), count, start)
            if name not in UNCHECKED and zlib.crc32(section.data) != crc:
                raise IndexBroken
            self.sections[name] = section
        self.word = Lexicon(self.sections, "word")
        self.stem = Lexicon(self.sections, "stem")

    def rows(self) -> list[list[Any]]:
        """The columns of the rows, in the order of ``Row``; none where there are no rows."""
        columns: list[list[Any]] = json.loads(zlib.decompress(self.sections["rows"].data))
        if columns and len(columns) != len(Row._fields):
            raise IndexBroken
        return columns

    def postings(self, field: str, run: range) -> Postings:
        """The records that have a word of ``run``, the words of a run together. Raises ``IndexBroken``."""
        lie = (self.word if field == "word" else self.stem).span(run)
        ids = self.sections[f"{field}.ids"][lie].astype(np.int64)
        body, head = (self.sections[f"{field}.{part}"][lie].astype(np.float32) for part in ("body", "head"))
        if len(ids) and int(ids.max()) >= self.records:
            raise IndexBroken
        if len(run) > 1:
            ids, place = np.unique(ids, return_inverse=True)
            body, head = (np.bincount(place, part, len(ids)).astype(np.float32) for part in (body, head))
        elif np.any(ids[1:] <= ids[:-1]):
            raise IndexBroken
        return Postings(ids, body, head)

    def places(self, run: range, bits: int) -> Ids:
        """Where the words of ``run`` stand, ascending: document number and position in one number (``bits`` for the position).

        Raises ``IndexBroken``.
        """
        lie = self.word.span(run)
        ids, counts = self.sections["word.ids"][lie].astype(np.int64), self.sections["word.counts"][lie]
        positions = self.sections["word.positions"][_between(self.sections["word.places"], run)]
        if int(counts.sum()) != len(positions) or (len(ids) and int(ids.max()) >= self.records):
            raise IndexBroken
        places: Ids = (np.repeat(ids, counts) << bits) + positions
        return np.sort(places) if len(run) > 1 else places

    def release_memory(self) -> None:
        """Have the file's pages counted to this process no more; the next look fetches them from where the system keeps them."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._bytes.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Let go of the file, as soon as nobody looks at an array of it any more."""
        self.sections.clear()
        try:
            self._bytes.close()
        except BufferError:  # an answer is still being made from it; it goes with the last array
            return


class Lexicon:
    """The sorted words of one field."""

    def __init__(self, sections: Sections, name: str) -> None:
        self._tokens = sections[f"{name}.tokens"].data
        self._lines = sections[f"{name}.lines"]
        self._postings = sections[f"{name}.postings"]

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, index: int) -> bytes:
        """The word at ``index`` as bytes."""
        return bytes(self._tokens[int(self._lines[index - 1]) if index else 0 : int(self._lines[index]) - 1])

    def token(self, index: int) -> str:
        """The word at ``index``."""
        return self.line(index).decode()

    def tokens(self) -> list[str]:
        """Every word, in order."""
        return bytes(self._tokens).decode().split("\n")[:-1]

    def range_of(self, token: str) -> range:
        """The index of ``token`` as a run of one; of none where no record has it."""
        wanted = token.encode()
        index = self._first(wanted)
        return range(index, index + 1) if index < len(self) and self.line(index) == wanted else range(0)

    def range_with_prefix(self, prefix: str) -> range:
        """The indexes of the words that begin with ``prefix``."""
        start = prefix.encode()
        return range(self._first(start), self._first(start + b"\xff"))

    def frequencies(self, run: range) -> NDArray[np.int64]:
        """How many records have each word of ``run``, deleted ones too."""
        ends = self._postings[max(run.start - 1, 0) : run.stop].astype(np.int64)
        return np.diff(ends, prepend=0) if run.start == 0 else np.diff(ends)

    def span(self, run: range) -> slice:
        """Where the postings of the words of ``run`` lie, one word's after the other's."""
        return _between(self._postings, run)

    def _first(self, wanted: bytes) -> int:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.line(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low


def _between(ends: NDArray[Any], run: range) -> slice:
    """What lies between the end before ``run`` and its last end."""
    if not run:
        return slice(0, 0)
    return slice(int(ends[run.start - 1]) if run.start else 0, int(ends[run.stop - 1]))

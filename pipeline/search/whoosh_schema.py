"""How a record lies in a Whoosh index: two lists of postings and one stored row.

``word`` keeps every token as printed with its positions, ``stem`` keeps the stems without positions. Number, title and text share
both lists: a token of the title simply weighs more. So a word costs two lists to look up, not six, and a phrase is a matter of
positions. Positions tell the parts of a paper apart: the number stands in 0-99, the title in 100-499, the text from 500 on; phrases
do not cross.
"""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, NamedTuple

from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3Segment

from pipeline.search.engine import Document
from pipeline.search.words import has_stem, stem_of, tokens

FORMAT = 1
"""Raised whenever what follows, or the words of ``words.py``, change: an index of another format has to be rebuilt."""

ZONES = {"number": (0, 100, 6.0), "title": (100, 500, 4.0), "": (500, 1 << 31, 1.0)}
"""Field → its first position, the position after its last, and how much a token weighs there."""

_NO_ANALYSIS: Any = None


class Codec(W3Codec):
    """Whoosh's own format, with names for segments that are never given twice.

    Whoosh draws them from ``random``: after a ``random.seed`` anywhere in the program it may write into an existing segment.
    """

    def new_segment(self, storage: Any, indexname: str) -> Any:  # noqa: ARG002 - Whoosh's signature
        """A segment that is yet to be written."""
        segment: Any = W3Segment
        return segment(self, indexname, segid=uuid.uuid4().hex)


_codec: Any = Codec
CODEC = _codec(blocklimit=512)
"""Postings in blocks of 512: we read whole lists, so fewer blocks are faster (Whoosh's own 128 is for skipping)."""


class Row(NamedTuple):
    """What the index stores of a record beside its words."""

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


class Postings(fields.FieldType):
    """A field that takes its postings ready-made: Whoosh's own analysis chain costs five times as much."""

    def __init__(self, fixed: bool) -> None:
        super().__init__(_Values(fixed), _NO_ANALYSIS)
        self.indexed = True

    def index(self, value: dict[str, tuple[float, bytes]], **_: Any) -> Generator[tuple[bytes, int, float | int, bytes], Any, None]:
        """Token → (weight, packed positions), as Whoosh wants them."""
        return ((token.encode(), 1, weight, packed) for token, (weight, packed) in value.items())


class _Values(formats.Format):
    """Positions as 32-bit numbers, packed by us; or nothing."""

    def __init__(self, fixed: bool) -> None:
        super().__init__()
        self.posting_size = 0 if fixed else -1


SCHEMA = fields.Schema(word=Postings(fixed=False), stem=Postings(fixed=True), row=fields.STORED())


@dataclass(frozen=True, slots=True)
class Entry:
    """A document ready to be written."""

    row: Row
    word: dict[str, tuple[float, bytes]]
    stem: dict[str, tuple[float, bytes]]


def entry(document: Document) -> Entry:
    """``document`` as the index keeps it."""
    positions: dict[str, list[int]] = {}
    weights: dict[str, float] = {}
    length = 0
    for field, text in (("number", document.number), ("title", document.title), ("", document.text)):
        first, end, weight = ZONES[field]
        found = tokens(text)[: end - first - 1]  # the gap keeps phrases from crossing
        length = len(found)
        for position, token in enumerate(found, first):
            if token in positions:
                positions[token].append(position)
                weights[token] += weight
            else:
                positions[token] = [position]
                weights[token] = weight
    stems: dict[str, float] = {}
    for token, weight in weights.items():
        if has_stem(token):
            stem = stem_of(token)
            stems[stem] = stems.get(stem, 0.0) + weight
    return Entry(
        _row(document, length),
        {token: (weights[token], array("I", places).tobytes()) for token, places in positions.items()},
        {stem: (weight, b"") for stem, weight in stems.items()},
    )


def _row(document: Document, length: int) -> Row:
    return Row(
        document.id,
        document.version,
        document.title,
        document.number,
        document.status,
        document.exempt,
        document.access_level,
        document.category,
        document.code,
        document.document_type,
        document.date,
        document.retention_end,
        length,
    )

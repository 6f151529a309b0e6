"""Writing: Whoosh keeps the commits, the segments and what is deleted from them; the lists inside a segment are ours."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.writing import SegmentWriter

from pipeline.search.engine import Document
from pipeline.search.whoosh_lists import EXTENSION, FIELDS, MOST, Lists, Making, Postings, Row, write
from pipeline.search.words import indexed_stem, tokens

FORMAT = 1
"""Raised whenever what is written here, or the words of ``words.py``, change: an index of another format has to be rebuilt."""

ZONES = {"number": (0, 100, 6), "title": (100, 500, 4), "": (500, 1 << 31, 1)}
"""Field → its first position, the position after its last, and how much a token weighs there. The last position of each stays
empty, so that no phrase runs from one into the next."""

SCHEMA = fields.Schema()
SEGMENT_POSITIONS = 16_000_000
"""Tokens after which a rebuild begins another segment: 64 MB of positions, about 60,000 records."""
TIER = 5
"""So many segments of like size become one (of sizes 1-4, 5-24, 25-124 …): few to look into, and each record rewritten seldom."""
TIRED = 0.3
"""A segment with more of its records deleted than this is written anew."""


class Codec(W3Codec):
    """Whoosh's own format, with names for segments that are never given twice.

    Whoosh draws them from ``random``: after a ``random.seed`` anywhere in the program it may write into an existing segment.
    """

    def new_segment(self, storage: Any, indexname: str) -> Any:  # noqa: ARG002 - Whoosh's signature
        """A segment that is yet to be written."""
        segment: Any = W3Segment
        return segment(self, indexname, segid=uuid.uuid4().hex)


class Writer(SegmentWriter):
    """One commit. Make it, ``delete_document``, ``add``, ``finish``; or ``cancel``."""

    def __init__(self, index: Any) -> None:
        make: Any = super().__init__
        codec: Any = Codec
        make(index, codec=codec(), compound=False)
        self._folder = Path(index.storage.folder)
        self._rows: list[Row] = []
        self._making: dict[str, Making] = {name: {} for name in FIELDS}
        self._stems: dict[str, str] = {}
        self.positions = 0
        """How many tokens the commit holds so far."""

    def add(self, document: Document) -> None:
        """Put ``document`` in. One with the same id must have been deleted."""
        places: dict[str, list[int]] = {}
        extra: dict[str, int] = {}
        length = 0
        for field, text in (("number", document.number), ("title", document.title), ("", document.text)):
            first, end, weight = ZONES[field]
            found = tokens(text)[: end - first - 1]
            length = len(found)
            for position, token in enumerate(found, first):
                if token in places:
                    places[token].append(position)
                else:
                    places[token] = [position]
            if weight > 1:
                for token in found:
                    extra[token] = extra.get(token, 0) + weight - 1
        self._add_postings(places, extra)
        self._rows.append(_row(document, length))
        self._counted()

    def _add_postings(self, places: dict[str, list[int]], extra: dict[str, int]) -> None:
        number, word = len(self._rows), self._making["word"]
        stems: dict[str, int] = {}
        for token, where in places.items():
            count = len(where)
            weight = count + extra[token] if token in extra else count
            one = word.get(token)
            if one is None:
                one = word[token] = Postings()
            one.ids.append(number)
            one.weights.append(min(weight, MOST))
            if count > MOST:
                where = where[:MOST]
            one.counts.append(len(where))
            one.positions.extend(where)
            self.positions += count
            stem = self._stem(token)
            if stem:
                stems[stem] = stems.get(stem, 0) + weight
        for stem, weight in stems.items():
            one = self._making["stem"].get(stem)
            if one is None:
                one = self._making["stem"][stem] = Postings()
            one.ids.append(number)
            one.weights.append(min(weight, MOST))

    def _stem(self, token: str) -> str:
        stem = self._stems.get(token)
        if stem is None:
            stem = self._stems[token] = indexed_stem(token)
        return stem

    def take(self, lists: Lists, deleted: Iterable[int]) -> None:
        """Take the living records of another segment over."""
        live = np.ones(lists.records, bool)
        live[list(deleted)] = False
        renumbered = (len(self._rows) - 1 + np.cumsum(live)).astype(np.uint32)
        for name in FIELDS:
            making = self._making[name]
            for token, index in lists.tokens(name):
                ids, weights, counts, positions = lists.raw(name, index)
                kept = live[ids]
                if not kept.any():
                    continue
                one = making.get(token)
                if one is None:
                    one = making[token] = Postings()
                one.ids.frombytes(renumbered[ids[kept]].tobytes())
                one.weights.frombytes(weights[kept].tobytes())
                if len(counts):
                    one.counts.frombytes(counts[kept].tobytes())
                    one.positions.frombytes(positions[np.repeat(kept, counts)].tobytes())
        self._rows += [Row(*row) for row, lives in zip(zip(*lists.rows(), strict=True), live, strict=True) if lives]
        self._counted()

    def _counted(self) -> None:
        self.docnum = len(self._rows)
        self._added = True

    def finish(self) -> None:
        """Write the segment and make it, without what was deleted and merged, the index that counts."""
        commit: Any = self.commit
        commit(mergetype=_merge)

    def _flush_segment(self) -> None:
        closing: Any = self
        closing.perdocwriter.close()
        closing.fieldwriter.close()
        write(self._folder / f"{self.newsegment.segment_id()}{EXTENSION}", self._rows, self._making["word"], self._making["stem"])


def _merge(writer: Writer, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: take the segments over that are to be merged, and say which stay."""
    merged = [segment for segment in segments if segment.deleted_count() > TIRED * segment.doc_count_all()]
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        if segment not in merged:
            tiers.setdefault(int(np.log(max(segment.doc_count(), 1)) / np.log(TIER)), []).append(segment)
    merged += [segment for tier in tiers.values() if len(tier) >= TIER for segment in tier]
    for segment in sorted(merged, key=lambda segment: segment.doc_count()):
        lists = Lists(writer._folder / f"{segment.segment_id()}{EXTENSION}")
        writer.take(lists, segment.deleted_docs())
        lists.close()
    return [segment for segment in segments if segment not in merged]


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

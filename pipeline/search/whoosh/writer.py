"""Writes segments: Whoosh keeps commits, segments and deletions; the posting lists are ours."""

from __future__ import annotations

import math
import uuid
from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.writing import SegmentWriter

from pipeline.search.engine import Document
from pipeline.search.whoosh.postings import EXTENSION, PostingLists
from pipeline.search.whoosh.postings_writer import SegmentBuilder

FORMAT = 4
"""Raised whenever what is written into a segment, or the words of ``tokenizer``, change: an index of another format is rebuilt."""

SCHEMA = fields.Schema()
SEGMENT_TOKENS = 2_000_000
"""After so many a rebuild begins another segment: some 6,000 records, made in about 100 MB of memory."""
SEGMENT_BYTES = 24 << 20
"""What such a segment takes on disk. Segments that would be larger together are not merged: memory stays bounded however much there
is, and a commit never takes longer than a second or two."""
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
        self._path = Path(index.storage.folder)
        self._making = SegmentBuilder()

    @property
    def full(self) -> bool:
        """Whether the segment holds as much as memory should."""
        return self._making.size >= SEGMENT_TOKENS

    def add(self, document: Document) -> None:
        """Put ``document`` in. One with the same id must have been deleted."""
        self._making.add(document)
        self._counted()

    def take(self, segment: Any) -> None:
        """Take over what another segment holds."""
        lists = PostingLists(self._file(segment))
        self._making.take(lists, list(segment.deleted_docs()))
        lists.close()
        self._counted()

    def size(self, segment: Any) -> int:
        """Bytes that a segment's lists take."""
        return self._file(segment).stat().st_size

    def finish(self) -> None:
        """Write the segment and make it, without what was deleted and merged, the index that counts."""
        commit: Any = self.commit
        commit(mergetype=_merge)

    def _counted(self) -> None:
        self.docnum = len(self._making.rows)
        self._added = True

    def _flush_segment(self) -> None:
        writers: tuple[Any, Any] = (self.perdocwriter, self.fieldwriter)
        for writer in writers:  # Whoosh's own lists stay empty
            writer.close()
        self._making.write(self._file(self.newsegment))

    def _file(self, segment: Any) -> Path:
        return self._path / f"{segment.segment_id()}{EXTENSION}"


def _merge(writer: Writer, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: take the segments over that are to be merged, and say which stay."""
    merged = [segment for segment in segments if segment.deleted_count() > TIRED * segment.doc_count_all()]
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        if segment not in merged:
            tiers.setdefault(int(math.log(max(segment.doc_count(), 1), TIER) + 1e-9), []).append(segment)
    for tier in tiers.values():
        fitting = _fitting(writer, tier)
        if len(tier) >= TIER and len(fitting) > 1:
            merged += fitting
    for segment in merged:
        writer.take(segment)
    return [segment for segment in segments if segment not in merged]


def _fitting(writer: Writer, tier: list[Any]) -> list[Any]:
    """The smallest segments of a tier that together are small enough to be one."""
    fitting, total = [], 0
    for size, segment in sorted(((writer.size(segment), segment) for segment in tier), key=lambda one: one[0]):
        total += size
        if total > SEGMENT_BYTES:
            break
        fitting.append(segment)
    return fitting

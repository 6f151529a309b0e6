"""One state of a Whoosh index: fields as arrays, so that rights, filters and counts are one step.

A snapshot never changes and is shared by threads. After a commit a new one is made; what did not change is taken over, because a
segment's rows never change while it lives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from pipeline.search.engine import Scope
from pipeline.search.whoosh.postings import Ids, PostingLists, Postings, Row

Mask = NDArray[np.bool_]
POSITION_BITS = 32
MOST_OF_SEGMENT = 256
"""How many of a prefix's words are looked at in each segment: the most frequent ones."""
NAMED = ("status", "access_level", "category", "code", "document_type", "holding_unit")
"""The columns of names: few values, many records."""
K1, B = 0.9, 0.6
"""BM25's constants: how soon more of a word stops counting, how much longer papers are held back. Chosen on questions that people
wrote; from 0.8 to 1.2 and 0.5 to 0.75 they change nDCG by less than 0.003."""
NO_POSTINGS = Postings(np.empty(0, np.int64), np.empty(0, np.float32), np.empty(0, np.float32))


class NameTable:
    """Name → small number, the same for as long as the engine lives, so that a segment's numbers stay true."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.values: list[str] = []

    def number(self, name: str) -> int:
        """The number of ``name``; a new one for a new name."""
        if name not in self._numbers:
            self._numbers[name] = len(self.values)
            self.values.append(name)
        return self._numbers[name]


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows of one segment, or of several one after the other."""

    ids: tuple[str, ...]
    versions: tuple[int, ...]
    titles: tuple[str, ...]
    named: dict[str, NDArray[np.int32]]
    exempt: Mask
    date: NDArray[np.int32]
    """As the number yyyymmdd; 0 where it is not known."""
    retention_end: NDArray[np.int32]
    length: NDArray[np.float32]


@dataclass(frozen=True)
class Store:
    """What outlives a snapshot: names, and by the name of a segment its lists and columns, which never change."""

    names: dict[str, NameTable]
    lists: dict[str, PostingLists]
    columns: dict[str, Columns]
    derived: WeakKeyDictionary[PostingLists, dict[str, Any]]
    """What was worked out of a segment's lists when it was first asked for."""


def new_store() -> Store:
    """An empty store."""
    return Store({field: NameTable() for field in NAMED}, {}, {}, WeakKeyDictionary())


class Snapshot:
    """One state of the index."""

    def __init__(self, segments: list[Any], store: Store) -> None:
        """Of Whoosh's ``segments``, whose lists stand in ``store``. Raises ``IndexBroken``."""
        self._store = store
        self.lists: list[tuple[PostingLists, int]] = []
        """The lists of each segment, and what is added to its document numbers."""
        parts: list[Columns] = []
        live: list[Mask] = []
        base = 0
        for segment in segments:
            name = segment.segment_id()
            lists = store.lists[name]
            self.lists.append((lists, base))
            parts.append(_columns_of(name, store))
            live.append(np.ones(lists.records, bool))
            live[-1][list(segment.deleted_docs())] = False
            base += lists.records
        self.size = base
        self.columns = _joined(parts)
        self.live = np.concatenate(live) if live else np.zeros(0, bool)
        living = self.columns.length[self.live]
        average = float(living.mean(dtype=np.float64)) if living.size else 1.0  # float32 would depend on the order of commits
        self.norm: NDArray[np.float32] = K1 * (1 - B + B * self.columns.length / max(average, 1.0))
        self._visible: dict[Scope, Mask] = {}
        self._numbers: dict[str, int] | None = None

    def of_segment(self, lists: PostingLists, what: str, work_out: Callable[[], Any]) -> Any:
        """What ``work_out`` gives for a segment, worked out once as long as the segment lives."""
        known = self._store.derived.setdefault(lists, {})
        if what not in known:
            known[what] = work_out()
        return known[what]

    def postings(self, field: str, token: str, prefix: bool = False) -> Postings:
        """The records that have ``token`` (or a word that begins with it)."""
        parts = []
        for lists, base in self.lists:
            lexicon = lists.word if field == "word" else lists.stem
            run = lexicon.range_with_prefix(token) if prefix else lexicon.range_of(token)
            if run:
                found = lists.postings(field, run)
                parts.append(found._replace(ids=found.ids + base))
        if not parts:
            return NO_POSTINGS
        return Postings(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def places(self, token: str, prefix: bool = False) -> Ids:
        """Where ``token`` (or a word that begins with it) stands, ascending: document number and position in one number."""
        parts = []
        for lists, base in self.lists:
            run = lists.word.range_with_prefix(token) if prefix else lists.word.range_of(token)
            if run:
                parts.append(lists.places(run, POSITION_BITS) + (base << POSITION_BITS))
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def endings(self, prefix: str) -> Counter[str]:
        """The words that begin with ``prefix`` → in how many records, deleted ones too; of each segment the most frequent ones."""
        counts: Counter[str] = Counter()
        for lists, _ in self.lists:
            run = lists.word.range_with_prefix(prefix)
            frequencies = lists.word.frequencies(run)
            places = np.arange(len(run))
            if len(run) > MOST_OF_SEGMENT:
                places = np.argpartition(frequencies, -MOST_OF_SEGMENT)[-MOST_OF_SEGMENT:]
            for place in places:
                counts[lists.word.token(run.start + int(place))] += int(frequencies[place])
        return counts

    def visible(self, scope: Scope) -> Mask:
        """The records within ``scope``."""
        if scope.without:
            mask = self.visible(replace(scope, without=frozenset())).copy()
            numbers = self.numbers()
            mask[[numbers[record_id] for record_id in scope.without if record_id in numbers]] = False
            return mask
        if scope not in self._visible:
            mask = self.live & self.where("status", scope.statuses.__contains__)
            if not scope.exempt:
                mask &= ~self.columns.exempt
            if scope.access_levels is not None:
                mask &= self.where("access_level", scope.access_levels.__contains__)
            self._visible[scope] = mask
        return self._visible[scope]

    def where(self, field: str, wanted: Callable[[str], bool]) -> Mask:
        """The records whose name in ``field`` is ``wanted``."""
        fits = np.array([wanted(name) for name in self._store.names[field].values], bool)
        return fits[self.columns.named[field]] if fits.size else np.zeros(self.size, bool)

    def named_counts(self, field: str, hits: Mask) -> list[tuple[str, int]]:
        """Name → how many of ``hits`` have it, without the unknown and those that none has."""
        values = self._store.names[field].values
        counts = np.bincount(self.columns.named[field][hits], minlength=len(values))
        return [(values[number], int(counts[number])) for number in np.flatnonzero(counts) if values[number]]

    def numbers(self) -> dict[str, int]:
        """Record id → document number."""
        if self._numbers is None:
            self._numbers = {self.columns.ids[number]: int(number) for number in np.flatnonzero(self.live)}
        return self._numbers


def _columns_of(name: str, store: Store) -> Columns:
    found = store.columns.get(name)
    if found is None:
        found = store.columns[name] = _columns(store.lists[name].rows(), store.names)
    return found


def _columns(rows: list[list[Any]], names: dict[str, NameTable]) -> Columns:
    column = dict(zip(Row._fields, rows or [[] for _ in Row._fields], strict=True))
    return Columns(
        tuple(column["id"]),
        tuple(column["version"]),
        tuple(column["title"]),
        {field: np.array([names[field].number(name) for name in column[field]], np.int32) for field in NAMED},
        np.array(column["exempt"], bool),
        np.array([day_number(day) for day in column["date"]], np.int32),
        np.array([day_number(day) for day in column["retention_end"]], np.int32),
        np.array(column["length"], np.float32),
    )


def _joined(parts: list[Columns]) -> Columns:
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return _columns([], {field: NameTable() for field in NAMED})
    return Columns(
        tuple(chain.from_iterable(part.ids for part in parts)),
        tuple(chain.from_iterable(part.versions for part in parts)),
        tuple(chain.from_iterable(part.titles for part in parts)),
        {field: np.concatenate([part.named[field] for part in parts]) for field in NAMED},
        np.concatenate([part.exempt for part in parts]),
        np.concatenate([part.date for part in parts]),
        np.concatenate([part.retention_end for part in parts]),
        np.concatenate([part.length for part in parts]),
    )


def day_number(day: str) -> int:
    """``2024-03-14`` → 20240314, ``2024-03`` → 20240300; 0 for what is no date."""
    digits = day.replace("-", "")[:8]
    return int(digits.ljust(8, "0")) if digits.isascii() and digits.isdecimal() and len(digits) >= 4 else 0

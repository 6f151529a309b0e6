"""One state of a Whoosh index, laid out for asking: the records' fields as arrays, so that rights, filters and counts are one step.

A snapshot never changes and is shared by threads. After a commit a new one is made; what did not change is taken over, because a
segment's rows never change while it lives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.search.engine import IndexBroken, Scope
from pipeline.search.whoosh_postings import Cache, Segment
from pipeline.search.whoosh_schema import Row

Mask = NDArray[np.bool_]
NAMED = ("status", "access_level", "category", "code", "document_type")
"""The columns of names: few values, many records."""
K1, B = 1.2, 0.75
"""BM25's usual constants: how soon more of a word stops counting, how much longer papers are held back."""


class Names:
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
    """What outlives a snapshot: names, columns by segment, postings read lately."""

    names: dict[str, Names]
    columns: dict[str, Columns]
    cache: Cache


def new_store() -> Store:
    """An empty store."""
    return Store({field: Names() for field in NAMED}, {}, Cache())


class Snapshot:
    """One state of the index."""

    def __init__(self, reader: Any, store: Store) -> None:
        self._reader = reader
        self._store = store
        leaves = [(leaf, base) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()]
        self.segments = [Segment(leaf, base, store.cache) for leaf, base in leaves]
        parts = [_columns_of(leaf, store) for leaf, _ in leaves]
        self.columns = _joined(parts)
        self.size = len(self.columns.ids)
        self.live = _live(leaves, self.size)
        living = self.columns.length[self.live]
        average = float(living.mean()) if living.size else 1.0
        self.norm: NDArray[np.float32] = K1 * (1 - B + B * self.columns.length / max(average, 1.0))
        self._visible: dict[Scope, Mask] = {}

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def visible(self, scope: Scope) -> Mask:
        """The records within ``scope``."""
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
        return {self.columns.ids[number]: int(number) for number in np.flatnonzero(self.live)}


def _columns_of(leaf: Any, store: Store) -> Columns:
    name = leaf.segment().segment_id()
    found = store.columns.get(name)
    if found is None:
        try:
            rows = [Row(*leaf.stored_fields(number)["row"]) for number in range(leaf.doc_count_all())]
        except Exception as error:  # a damaged pickle can raise anything at all
            raise IndexBroken from error
        found = store.columns[name] = _columns(rows, store.names)
    return found


def _columns(rows: list[Row], names: dict[str, Names]) -> Columns:
    return Columns(
        tuple(row.id for row in rows),
        tuple(row.version for row in rows),
        tuple(row.title for row in rows),
        {field: np.array([names[field].number(getattr(row, field)) for row in rows], np.int32) for field in NAMED},
        np.array([row.exempt for row in rows], bool),
        np.array([day_number(row.date) for row in rows], np.int32),
        np.array([day_number(row.retention_end) for row in rows], np.int32),
        np.array([row.length for row in rows], np.float32),
    )


def _joined(parts: list[Columns]) -> Columns:
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return _columns([], {field: Names() for field in NAMED})
    return Columns(
        tuple(one for part in parts for one in part.ids),
        tuple(one for part in parts for one in part.versions),
        tuple(one for part in parts for one in part.titles),
        {field: np.concatenate([part.named[field] for part in parts]) for field in NAMED},
        np.concatenate([part.exempt for part in parts]),
        np.concatenate([part.date for part in parts]),
        np.concatenate([part.retention_end for part in parts]),
        np.concatenate([part.length for part in parts]),
    )


def _live(leaves: list[tuple[Any, int]], size: int) -> Mask:
    live = np.ones(size, bool)
    for leaf, base in leaves:
        for number in leaf.segment().deleted_docs():
            live[base + number] = False
    return live


def day_number(day: str) -> int:
    """``2024-03-14`` → 20240314, ``2024-03`` → 20240300; 0 for what is no date."""
    digits = day.replace("-", "")[:8]
    return int(digits.ljust(8, "0")) if digits.isascii() and digits.isdecimal() and len(digits) >= 4 else 0

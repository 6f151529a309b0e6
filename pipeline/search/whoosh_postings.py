"""Whole lists of postings out of a Whoosh segment, as numpy arrays.

Whoosh's matchers step through postings one Python call each: 10,000 of them cost what a whole search may. Here a block is taken as
it was written (ids as differences, weights, packed positions) and decoded at once. That reads the inside of whoosh3's block format:
the version is pinned, and the conformance suite fails when it changes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import TermNotFound

from pipeline.search.engine import IndexBroken

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]

POSITION_BITS = 32
_CACHE_BYTES = 16 << 20
_NO_IDS: Ids = np.empty(0, np.int64)
_NO_WEIGHTS: Weights = np.empty(0, np.float32)


class Segment:
    """The postings of one segment. Safe to use from several threads: one of them reads the file at a time."""

    def __init__(self, reader: Any, base: int, cache: Cache) -> None:
        self.reader = reader
        self.base = base
        """What is added to this segment's document numbers."""
        self.name = reader.segment().segment_id()
        self._cache = cache

    def postings(self, field: str, token: str) -> tuple[Ids, Weights]:
        """Document numbers, ascending, and the token's weight in each."""
        found = self._cached("w", field, token)
        return found[0] + self.base, found[1]

    def places(self, token: str) -> Ids:
        """Where ``token`` stands: document number and position in one number (``POSITION_BITS`` for the position), ascending."""
        places: Ids = self._cached("p", "word", token)[0]
        return places + (self.base << POSITION_BITS)

    def endings(self, prefix: str, most: int) -> dict[str, int]:
        """Words that begin with ``prefix`` → how many records have them; the first ``most`` in the order of the alphabet."""
        with self._cache.lock:
            try:
                return dict(islice(self._endings(prefix.encode()), most))
            except Exception as error:  # a damaged term index can raise anything at all
                raise IndexBroken from error

    def _endings(self, prefix: bytes) -> Iterator[tuple[str, int]]:
        for (field, token), info in self.reader._terms.items_from("word", prefix):
            if field != "word" or not token.startswith(prefix):
                return
            yield token.decode(), info.doc_frequency()

    def _cached(self, kind: str, field: str, token: str) -> tuple[Any, ...]:
        key = (self.name, kind, field, token)
        with self._cache.lock:
            found = self._cache.get(key)
            if found is None:
                found = self._read(kind, field, token.encode())
                self._cache.put(key, found)
        return found

    def _read(self, kind: str, field: str, token: bytes) -> tuple[Any, ...]:
        # The terms reader is asked itself: SegmentReader.postings would wrap the matcher where documents were deleted.
        try:
            matcher = self.reader._terms.matcher(field, token, self.reader.schema[field].format)
        except (TermNotFound, KeyError):
            return (_NO_IDS, _NO_WEIGHTS)
        except Exception as error:  # a damaged block can raise anything at all
            raise IndexBroken from error
        try:
            blocks = list(_blocks(matcher))
        except Exception as error:  # likewise
            raise IndexBroken from error
        if kind == "p":
            return (np.concatenate([_places(ids, values) for ids, _, values in blocks]),)
        return np.concatenate([ids for ids, _, _ in blocks]), np.concatenate([weights for _, weights, _ in blocks])


def _blocks(matcher: Any) -> Any:
    while not matcher._atend:
        matcher._read_data()
        deltas, weights, values = matcher._data
        ids = np.cumsum(np.array(deltas, np.int64))
        if weights is None or isinstance(weights, float):
            weighed = np.full(len(ids), 1.0 if weights is None else weights, np.float32)
        else:
            weighed = np.array(weights, np.float32)
        yield ids, weighed, values
        matcher._next_block()


def _places(ids: Ids, values: tuple[bytes, ...]) -> Ids:
    counts = np.fromiter((len(value) >> 2 for value in values), np.int64, len(values))
    positions = np.frombuffer(b"".join(values), np.uint32)
    return (np.repeat(ids, counts) << POSITION_BITS) + positions


class Cache:
    """What was read last, up to a number of bytes."""

    def __init__(self, limit: int = _CACHE_BYTES) -> None:
        self.lock = threading.RLock()
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[tuple[str, ...], tuple[Any, ...]] = OrderedDict()

    def get(self, key: tuple[str, ...]) -> tuple[Any, ...] | None:
        """What is kept under ``key``, which thereby becomes the youngest."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: tuple[str, ...], arrays: tuple[Any, ...]) -> None:
        """Keep ``arrays``, and let go of the oldest beyond the limit."""
        self._kept[key] = arrays
        self._size += _bytes(arrays)
        while self._size > self._limit and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._size -= _bytes(gone)


def _bytes(arrays: tuple[Any, ...]) -> int:
    return 200 + sum(int(one.nbytes) for one in arrays)

"""The Whoosh engine: one writer, any number of readers in threads and other processes."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index

from pipeline.search.engine import NO_FILTERS, Document, Filters, IndexBroken, Results, Scope, Sort, Suggestions
from pipeline.search.query import parse
from pipeline.search.terms import Query
from pipeline.search.whoosh import ranking, spelling, suggest
from pipeline.search.whoosh.generations import IndexFolder, sync
from pipeline.search.whoosh.snapshot import Snapshot, Store, new_store
from pipeline.search.whoosh.writer import SCHEMA, Writer

_TOC = re.compile(r"_MAIN_(\d+)\.toc")


class WhooshEngine:
    """A full-text index in ``folder``. Looking never writes: the folder is made by the first ``apply`` or ``rebuild``."""

    def __init__(self, folder: Path) -> None:
        self._folder = IndexFolder(folder)
        self._lock = threading.Lock()
        self._store: Store = new_store()
        self._snapshot: Snapshot | None = None
        self._state: tuple[Path, int] | None = None
        self._asked: float | None = None
        """When it was last looked at; None when it rests."""

    def search(
        self,
        query: Query,
        scope: Scope,
        filters: Filters = NO_FILTERS,
        limit: int = 20,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
    ) -> Results:
        """See ``Engine.search``."""
        snapshot = self._fresh()
        if snapshot is None:
            return Results(0, query=query)
        return ranking.search(snapshot, query, scope, filters, limit, offset, sort)

    def suggest(self, typed: str, scope: Scope, limit: int = 8) -> Suggestions:
        """See ``Engine.suggest``."""
        snapshot = self._fresh()
        return Suggestions() if snapshot is None else suggest.suggest(snapshot, typed, scope, limit)

    def did_you_mean(self, query: Query, scope: Scope, filters: Filters = NO_FILTERS) -> str:
        """See ``Engine.did_you_mean``."""
        snapshot = self._fresh()
        if snapshot is None or not (meant := spelling.did_you_mean(snapshot, query, snapshot.visible(scope))):
            return ""
        found, more = (ranking.search(snapshot, one, scope, filters, 0, 0).complete for one in (query, parse(meant)))
        return meant if more > found else ""

    def versions(self) -> dict[str, int]:
        """See ``Engine.versions``."""
        snapshot = self._fresh()
        if snapshot is None:
            return {}
        return {snapshot.columns.ids[number]: snapshot.columns.versions[number] for number in np.flatnonzero(snapshot.live)}

    def count(self) -> int:
        """See ``Engine.count``."""
        snapshot = self._fresh()
        return 0 if snapshot is None else int(np.count_nonzero(snapshot.live))

    def apply(self, add: Iterable[Document] = (), remove: Iterable[str] = ()) -> None:
        """See ``Engine.apply``."""
        documents = {document.id: document for document in add}
        gone = set(remove) - documents.keys()
        with self._folder.writing():
            if self._folder.current() is None:
                self._folder.take(self._folder.begin())
            snapshot = self._fresh()
            generation = self._folder.current()
            if snapshot is None or generation is None:
                raise IndexBroken
            numbers = snapshot.numbers()
            doomed = [numbers[id_] for id_ in (*documents, *gone) if id_ in numbers]
            if not documents and not doomed:
                return
            self._folder.tidy()
            before = frozenset(os.listdir(generation))  # noqa: PTH208 - names are wanted, not paths
            _write(generation, documents.values(), doomed)
            sync(generation, before)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """See ``Engine.rebuild``."""
        with self._folder.writing():
            generation = self._folder.begin()
            written = _write_all(generation, documents)
            self._folder.take(generation)
        return written

    def release_memory(self, seconds: float) -> None:
        """See ``Engine.release_memory``."""
        with self._lock:
            if self._asked is None or time.monotonic() - self._asked < seconds:
                return
            self._asked = None
            for lists in self._store.lists.values():
                lists.release_memory()

    def close(self) -> None:
        """See ``Engine.close``."""
        with self._lock:
            for lists in self._store.lists.values():
                lists.close()
            self._store = new_store()
            self._snapshot, self._state = None, None

    def _fresh(self) -> Snapshot | None:
        """The index as it stands now. A snapshot that another thread may still be reading is left to the garbage collector."""
        with self._lock:
            self._asked = time.monotonic()
            generation = self._folder.current()
            if generation is None:
                self._snapshot = self._state = None
            elif (generation, _commit(generation)) != self._state:
                self._open()
            return self._snapshot

    def _open(self) -> None:
        opened = self._folder.open(self._store.lists)
        if opened is None:
            self._snapshot = self._state = None
            return
        generation, commit, segments = opened
        self._snapshot = Snapshot(segments, self._store)
        self._state = (generation, commit)
        kept = {segment.segment_id() for segment in segments}
        for known in (self._store.lists, self._store.columns):  # of segments that were merged away
            for name in known.keys() - kept:
                del known[name]


def _commit(generation: Path) -> int:
    """The number of the last commit; -1 where there is none."""
    try:
        found = [_TOC.fullmatch(name) for name in os.listdir(generation)]  # noqa: PTH208 - half the time of iterdir, on every search
    except FileNotFoundError:
        return -1
    return max((int(toc[1]) for toc in found if toc), default=-1)


def _write(generation: Path, documents: Iterable[Document], doomed: list[int]) -> None:
    """Write one commit. The caller is the one writer."""
    writer = _writer(generation)
    try:
        for number in doomed:
            writer.delete_document(number)
        for document in documents:
            writer.add(document)
    except BaseException:
        # Whatever interrupts it, Ctrl-C too: the writer's lock and half a segment must not stay.
        writer.cancel()
        raise
    writer.finish()


def _write_all(generation: Path, documents: Iterable[Document]) -> int:
    """Write a whole index, in as many segments as memory asks for; how many documents went in."""
    written = 0
    writer = _writer(generation)
    try:
        for document in documents:
            if writer.full:
                writer.finish()
                writer = _writer(generation)
            writer.add(document)
            written += 1
    except BaseException:
        # Whatever interrupts it, Ctrl-C too: the writer's lock and half a segment must not stay.
        writer.cancel()
        raise
    writer.finish()
    return written


def _writer(generation: Path) -> Any:
    return Writer(index.open_dir(str(generation), schema=SCHEMA))

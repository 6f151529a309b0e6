"""The thread that keeps the full-text index of a home up to date."""

from __future__ import annotations

import logging
import threading

from django.db import OperationalError

from pipeline import logs, search
from pipeline.catalogue import database
from pipeline.home import Home
from pipeline.worker import indexer

log = logging.getLogger("berkas")
TICK_SECONDS = 0.5
IDLE_SECONDS = 60.0
"""After nobody has searched for so long, the index gives its memory back."""


class IndexWriter:
    """Writes the index of a home in a thread of its own, from ``start`` to ``close``."""

    def __init__(self, home: Home) -> None:
        self.engine = indexer.open_engine(home)
        self._checked = False
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="index", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to index."""
        self._wake.set()

    def check(self) -> None:
        """Have the index looked at again: a search found that it does not open."""
        self._checked = False
        self.wake()

    def update(self) -> None:
        """Bring the index up to date; one that does not open is made anew beside the broken one."""
        try:
            try:
                if not self._checked:
                    # An index that nobody writes to would stay broken: after an upgrade, or a bad disk.
                    self.engine.count()
                    self._checked = True
                indexer.update_index(self.engine, self._stop.is_set)
            except search.IndexBroken:
                log.warning("the full-text index does not open and is made anew")
                indexer.rebuild(self.engine)
        except (search.IndexBusy, OperationalError, OSError) as error:
            logs.known_failure(log, error, "indexing is behind; it is tried again")
            self._stop.wait(TICK_SECONDS)

    def stop(self) -> None:
        """Begin nothing new."""
        self._stop.set()
        self.wake()

    def close(self) -> None:
        """Stop, wait for the thread, and let go of the index."""
        self.stop()
        self._thread.join()
        self.engine.close()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(TICK_SECONDS)
            self._wake.clear()
            try:
                self.update()
                self.engine.release_memory(IDLE_SECONDS)
            except Exception:
                # The index is a view; whatever is the matter with it, this thread goes on and the next round tries again.
                log.exception("indexing failed")
        database.close()

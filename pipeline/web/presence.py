"""Who else has the same record open now. In this process's memory only."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LINGER_SECONDS = 25.0
"""Longer than the pages wait between two signs of life."""


class Presence:
    """Record → who looked at it last when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[str, dict[str, float]] = {}
        self._lock = threading.Lock()

    def here(self, record_id: str, name: str) -> list[str]:
        """Note that ``name`` has this record open; who else has, by name."""
        with self._lock:
            self._seen.setdefault(record_id, {})[name] = self._clock()
            since = self._clock() - LINGER_SECONDS
            for key in list(self._seen):
                self._seen[key] = {one: at for one, at in self._seen[key].items() if at > since}
                if not self._seen[key]:
                    del self._seen[key]
            return sorted(one for one in self._seen.get(record_id, {}) if one != name)


readers = Presence()

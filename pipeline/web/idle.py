"""Logs out who has done nothing for a while. In this process's memory: a restart counts anew, and no page writes for it.

What pages ask by themselves, every few seconds, is nothing done.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

IDLE_SECONDS = 30 * 60.0
MOST_SESSIONS = 10_000
STAYS = "stays"
"""Set in the session of who has chosen to stay logged in, on a computer of their own."""


class Activity:
    """Session → when its owner last did something."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: dict[str, float] = {}
        self._lock = threading.Lock()

    def is_over(self, session: Any, *, by_itself: bool = False) -> bool:
        """Whether a session has been idle for too long; if not, this request counts as something done.

        Args:
            session: the request's.
            by_itself: the page asks this without its reader.
        """
        key = session.session_key or ""
        if session.get(STAYS):
            return False
        with self._lock:
            now, last = self._clock(), self._last.get(key)
            if last is not None and now - last > IDLE_SECONDS:
                del self._last[key]
                return True
            if last is None or not by_itself:
                while len(self._last) >= MOST_SESSIONS:
                    del self._last[next(iter(self._last))]
                self._last[key] = now
            return False


activity = Activity()

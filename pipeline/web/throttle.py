"""Throttles login: after several failures a name or an address has to wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

WINDOW_SECONDS = 15 * 60.0
PER_NAME = 5
PER_ADDRESS = 25
"""Higher than per name: a whole office may come from one address."""
MOST_KEYS = 10_000


class Throttle:
    """Counts failures in this process's memory. One process serves a home, and a restart forgives."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def wait(self, name: str, address: str) -> bool:
        """Whether this name or this address has to wait. Asked of names that nobody has, the answer is the same."""
        with self._lock:
            return self._count(_by_name(name)) >= PER_NAME or self._count(_by_address(address)) >= PER_ADDRESS

    def failed(self, name: str, address: str) -> None:
        """Note a failure."""
        with self._lock:
            if len(self._failures) >= MOST_KEYS:
                self._sweep()
            for key in (_by_name(name), _by_address(address)):
                self._failures.setdefault(key, []).append(self._clock())

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name whose owner has logged in; the address keeps its own."""
        with self._lock:
            self._failures.pop(_by_name(name), None)

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._failures.clear()

    def _count(self, key: str) -> int:
        since = self._clock() - WINDOW_SECONDS
        recent = [at for at in self._failures.get(key, ()) if at > since]
        if recent:
            self._failures[key] = recent
        else:
            self._failures.pop(key, None)
        return len(recent)

    def _sweep(self) -> None:
        for key in list(self._failures):
            self._count(key)
        while len(self._failures) >= MOST_KEYS:
            self._failures.pop(next(iter(self._failures)))


def _by_name(name: str) -> str:
    return f"name:{name.casefold()[:64]}"


def _by_address(address: str) -> str:
    return f"address:{address}"


logins = Throttle()

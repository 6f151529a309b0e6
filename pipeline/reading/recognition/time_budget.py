"""The time budget of a page, in processor time: a busy machine makes no healthy page fail."""

from __future__ import annotations

import time
from pathlib import Path

BUSY = 6.0
"""How many times longer than on an idle machine a page may take by the clock on the wall, at most."""
ENOUGH = 0.05
"""Seconds of work from which the share of waiting says something."""

_SCHEDULED = Path("/proc/self/schedstat")


class TimeBudget:
    """Counts one page's time from when it is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._started = time.monotonic()
        self._worked, self._waited = scheduled()

    @property
    def slowness(self) -> float:
        """Time wanted by time got: 1 on an idle machine, 3 where every core is wanted by three; never above ``BUSY``.

        Linux counts how long a thread has waited for a core; elsewhere 1.
        """
        worked, waited = scheduled()
        worked, waited = worked - self._worked, waited - self._waited
        if worked < ENOUGH:
            return 1.0
        return min(BUSY, 1 + waited / worked)

    def left(self) -> float:
        """Seconds by the clock on the wall until the page's time is used up."""
        return self.seconds * self.slowness - (time.monotonic() - self._started)


def scheduled() -> tuple[float, float]:
    """Seconds for which this thread has had a core, and for which it has waited for one (Linux, ``proc(5)``: schedstat)."""
    try:
        worked, waited, _ = _SCHEDULED.read_text().split()
    except (OSError, ValueError):
        return 0.0, 0.0
    return int(worked) / 1e9, int(waited) / 1e9

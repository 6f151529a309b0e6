"""Throttles login: after five failures a name has to wait, at the address that they came from and nowhere else.

So nobody can lock another person out from a machine of their own. Where many share one address, a browser in which somebody has
logged in before is counted by itself (a *device cookie*, as OWASP calls it), so that strangers at that address do not lock them out
either. Decision 0018 says why this is ours and not django-axes.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable

WINDOW_SECONDS = 15 * 60.0
PER_NAME = 5
"""At one address."""
PER_ADDRESS = 25
"""Higher than per name: a whole office may come from one address."""
MOST_KEYS = 10_000


class Throttle:
    """Counts attempts in this process's memory. One process serves a home, and a restart forgives.

    An attempt is counted when it begins, before its password is looked at, which takes a second: of many at once no more than the
    limit are looked at.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._attempts: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def begin(self, name: str, address: str, device: str = "") -> bool:
        """Count an attempt, unless this name has to wait here. Asked of names that nobody has, the answer is the same.

        Args:
            name: as typed.
            address: where the attempt comes from.
            device: what a browser's own cookie says, if this name has logged in there before; then the address does not count.

        Returns:
            Whether the password may be looked at.
        """
        limits = _limits(name, address, device)
        with self._lock:
            if any(self._count(key) >= most for key, most in limits.items()):
                return False
            if len(self._attempts) >= MOST_KEYS:
                self._sweep()
            for key in limits:
                self._attempts.setdefault(key, []).append(self._clock())
            return True

    def succeeded(self, name: str, address: str, device: str = "") -> None:
        """Forget the attempts of a name whose owner has logged in here; of the address only this one."""
        first, *others = _limits(name, address, device)
        with self._lock:
            self._attempts.pop(first, None)
            for key in others:
                if attempts := self._attempts.get(key):
                    attempts.pop()

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._attempts.clear()

    def _count(self, key: str) -> int:
        since = self._clock() - WINDOW_SECONDS
        recent = [at for at in self._attempts.get(key, ()) if at > since]
        if recent:
            self._attempts[key] = recent
        else:
            self._attempts.pop(key, None)
        return len(recent)

    def _sweep(self) -> None:
        for key in list(self._attempts):
            self._count(key)
        while len(self._attempts) >= MOST_KEYS:
            self._attempts.pop(next(iter(self._attempts)))


def _limits(name: str, address: str, device: str) -> dict[str, int]:
    """Key → how many attempts it has; the name's own key first."""
    name = name.casefold()[:64]
    if device:
        return {f"device:{device}:{name}": PER_NAME}
    network = _network(address)
    return {f"name:{network}:{name}": PER_NAME, f"address:{network}": PER_ADDRESS}


def _network(address: str) -> str:
    """The address; of IPv6 the first 64 bits, since one machine has all the rest."""
    try:
        at = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(at) if at.version == 4 else str(ipaddress.ip_network((int(at) >> 64 << 64, 64)))


logins = Throttle()

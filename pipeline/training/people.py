"""People of a training home: one for each role, with random passwords that are shown once."""

from __future__ import annotations

import secrets

from pipeline.document import Actor, Role
from pipeline.home import Home
from pipeline.records import people

CAST = (("dewi", Role.DESK, True), ("putra", Role.PPID, True), ("rani", Role.READER, False), ("admin", Role.ADMIN, False))
"""Name, role, right to see exempt records."""
_SYLLABLES = ("ba", "di", "ka", "lu", "ma", "no", "pe", "ra", "si", "tu", "wa", "yo", "ge", "ha", "ju", "mi")


def _password() -> str:
    """Twelve syllables' worth of chance (48 bits), easy to copy from a screen by hand."""
    parts = ("".join(secrets.choice(_SYLLABLES) for _ in range(3)) for _ in range(4))
    return "-".join(parts)


def add_people(home: Home, actor: Actor) -> list[tuple[str, str, str]]:
    """Add the cast to a home; who they are, as (name, role, password)."""
    cast = []
    for name, role, exempt_right in CAST:
        password = _password()
        people.add(home, actor, name, role, exempt_right=exempt_right)
        people.set_password(name, password)
        cast.append((name, str(role), password))
    return cast

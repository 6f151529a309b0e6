"""What the home remembers of its last backup: for the start page and ``berkas doctor``."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline import durable
from pipeline.failures import Failure
from pipeline.home import Home

STATE = "backup.json"
OLD_HOURS = 48
"""Two nights: one may be missed by a machine that was off."""


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup that was made, and what became of a later try."""

    at: str = ""
    """When, ISO 8601 in UTC; empty where none was ever made from this index."""
    target: str = ""
    night: str = ""
    problem: str = ""
    """Why the last try failed, as a sentence; empty when it did not."""
    tried_at: str = ""

    def is_old(self, now: datetime | None = None) -> bool:
        """Whether the last good one is older than two days, or there is none."""
        try:
            age = (now or datetime.now(UTC)) - datetime.fromisoformat(self.at)
        except ValueError:
            return True
        return age.total_seconds() > OLD_HOURS * 3600


def last_backup(home: Home) -> LastBackup:
    """What is known of the last backup of a home."""
    try:
        fields = json.loads((home.index / STATE).read_bytes())
        return LastBackup(**{name: str(fields.get(name, "")) for name in LastBackup.__dataclass_fields__})
    except (OSError, ValueError, AttributeError):
        return LastBackup()


def note_success(home: Home, target: Path, night: str) -> None:
    """Write down that a night was taken."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    _write(home, LastBackup(now, str(target), night, "", now))


def note_failure(home: Home, target: Path, tried: datetime, failure: Failure) -> None:
    """Write down why none was taken; the last good one is still known."""
    before = last_backup(home)
    _write(
        home,
        LastBackup(before.at, before.target or str(target), before.night, str(failure), tried.isoformat(timespec="seconds")),
    )


def _write(home: Home, last: LastBackup) -> None:
    with suppress(OSError):  # the home is full; what happened is told by whoever started it
        durable.replace(home.index / STATE, json.dumps(asdict(last)).encode(), by_way_of=home.index / f"{STATE}.tmp")

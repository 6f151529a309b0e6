"""Looks into a thirtieth of the records every night, deeply, while ``berkas up`` runs: in a month every byte has been read.

What is found stands on the start page until a later night, or ``berkas check``, finds nothing there any more.
"""

from __future__ import annotations

import json
import logging
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import OperationalError
from django.utils import timezone

from pipeline import durable, logs, search
from pipeline.catalogue import database
from pipeline.failures import Failure
from pipeline.home import Home, storage
from pipeline.maintenance import check, deep_check
from pipeline.worker import indexer

log = logging.getLogger("berkas")
STATE = "nightly.json"
LOOK_SECONDS = 300.0
BEGIN_HOUR, END_HOUR = 20, 5
"""Of the office's night."""
LATE_DAYS = 2
"""After so many days without a night (a machine that is switched off in the evening) any hour will do."""


@dataclass(frozen=True, slots=True)
class LastNight:
    """The last share that was looked into."""

    day: str = ""
    at: str = ""
    findings: tuple[str, ...] = ()
    """Subject and kind of each, for the administrator; the start page counts them."""


def last_night(home: Home) -> LastNight:
    """What the last night found; empty where there was none."""
    try:
        fields = json.loads((home.index / STATE).read_bytes())
        return LastNight(str(fields["day"]), str(fields["at"]), tuple(map(str, fields["findings"])))
    except (OSError, ValueError, KeyError, TypeError):
        return LastNight()


def is_due(last: LastNight, now: datetime) -> bool:
    """Whether the next share should be looked into now.

    Args:
        last: the last one.
        now: the office's time.
    """
    if last.day == now.date().isoformat():
        return False
    try:
        late = (now.date() - date.fromisoformat(last.day)).days >= LATE_DAYS
    except ValueError:
        late = False
    return late or now.hour >= BEGIN_HOUR or now.hour < END_HOUR


def look(home: Home, index: search.Engine, day: date) -> LastNight:
    """Look into the share of ``day`` and write down what was found.

    Raises:
        Failure, OSError, OperationalError: it could not be looked into; nothing is written down.
    """
    found = check.check(home, index, deep=True, share=day.toordinal() % deep_check.SHARES)
    night = LastNight(
        day.isoformat(),
        timezone.now().isoformat(timespec="seconds"),
        tuple(f"{finding.subject} {finding.kind}" for finding in found),
    )
    with suppress(OSError):
        durable.replace(home.index / STATE, json.dumps(asdict(night)).encode(), by_way_of=home.index / f"{STATE}.tmp")
    if found:
        log.warning("the nightly check found %d things: %s …", len(found), night.findings[0])
    return night


def watch(home: Home, stopping: threading.Event) -> None:
    """Look into a share each night until ``stopping`` is set."""
    index = indexer.open_engine(home)
    try:
        storage.keep_reserve(home)
        while not stopping.wait(LOOK_SECONDS):
            storage.keep_reserve(home)
            now = timezone.localtime()
            if is_due(last_night(home), now):
                try:
                    look(home, index, now.date())
                except (Failure, OSError, OperationalError) as error:
                    logs.known_failure(log, error, "the nightly check could not be made; it is tried again")
    finally:
        index.close()
        database.close()

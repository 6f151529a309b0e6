"""Takes what is ready from a home's inbox: continuously under ``berkas up``, or once."""

from __future__ import annotations

import errno
import json
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import OperationalError

from pipeline import durable, intake, logs
from pipeline.catalogue import database
from pipeline.failures import Failure, NotMovable, NotWhole
from pipeline.home import Home
from pipeline.language import stored_texts
from pipeline.records import lifecycle
from pipeline.worker import worker as home_worker
from pipeline.worker.shares import Shares
from pipeline.worker.taken_files import TakenFiles

log = logging.getLogger("berkas")
_NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
RETRY_SECONDS = 30.0
"""After a claim could not be stored (a full disk), how long until it is tried again."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that is ready and could not be claimed."""

    held: intake.HeldFile
    until: float
    """When it is tried again: monotonic seconds."""


class Inbox:
    """The inbox of a home at work: what is ready is claimed and taken, what is held stays and says why."""

    def __init__(self, worker: home_worker.Worker) -> None:
        self.worker = worker
        self.home = worker.home
        self.watch = intake.InboxWatch(
            self.home.inbox, rescan_seconds=self.home.config.rescan_seconds, ignore=self.home.config.ignore
        )
        self._shares = Shares(self.home)
        self._refused: dict[Path, Refused] = {}
        self.held: tuple[intake.HeldFile, ...] | None = None
        """None until it has looked: what a worker before this one wrote down may be long gone."""
        self._taken = TakenFiles(self.home)
        self._later: dict[str, float] = {}
        """Claims that could not be stored → when each is tried again."""
        self._not_before = 0.0
        """While the disk is full nothing is claimed: papers stay where people see them."""

    def once(self) -> list[lifecycle.Receipt]:
        """Look at the inbox once and take what is there, leftovers of a dead worker first."""
        if time.monotonic() < self._not_before:
            return []
        now = time.monotonic()
        claims = [claim for claim in intake.pending_claims(self.home.inbox) if self._later.get(claim.id, 0.0) <= now]
        taken = [received for claim in claims if (received := self._take(claim))]
        taken += [received for claim in self._taken.look() if (received := self._take(claim))]
        self._taken.notice()
        scan = self.watch.ready(time.time())
        self._refused = {path: refused for path, refused in self._refused.items() if path in scan.ready}
        away = self._shares.away(scan)
        self._publish_held(scan.held, away)
        for path in scan.ready:
            if time.monotonic() < self._not_before:
                break
            if self._taken.was_taken(path) or (path in self._refused and self._refused[path].until > time.monotonic()):
                continue
            if (claim := self._claim(path)) and (received := self._take(claim)):
                taken.append(received)
        self._publish_held(scan.held, away)
        return taken

    def _claim(self, path: Path) -> intake.Claim | None:
        """Claim what is ready; what cannot be is held with the reason, and one file never keeps the others waiting."""
        try:
            claim = intake.claim(self.home.inbox, path)
        except (FileNotFoundError, NotWhole):
            # Gone, or written to this moment: the next look tells.
            return None
        except (Failure, OSError) as error:
            if isinstance(error, OSError) and error.errno in _NO_ROOM:
                # Nothing is the matter with this file: all of them wait.
                logs.known_failure(log, error, "could not take %r; it is tried again", path.name)
                self._not_before = time.monotonic() + RETRY_SECONDS
                return None
            if path not in self._refused:
                logs.known_failure(log, error, "could not take %r; it is tried again", path.name)
            since = self._refused[path].held.since if path in self._refused else time.time()
            reason = error if isinstance(error, Failure) else NotMovable()
            self._refused[path] = Refused(intake.HeldFile(path, reason, since), time.monotonic() + RETRY_SECONDS)
            return None
        self._refused.pop(path, None)
        return claim

    def _take(self, claim: intake.Claim) -> lifecycle.Receipt | None:
        try:
            before = intake.state_of(claim.path.lstat())
            received = self.worker.take(claim)
        except (OSError, OperationalError, Failure) as error:
            # A full disk, a share gone away, a busy home: the claim lies where it is, and everything else goes on.
            logs.known_failure(log, error, "could not store %r; it is tried again", claim.name)
            self._later[claim.id] = time.monotonic() + RETRY_SECONDS
            if home_worker.is_transient(error):
                self._not_before = self._later[claim.id]
            return None
        self._later.pop(claim.id, None)
        self._taken.remember(claim, before)
        return received

    def _publish_held(self, held: tuple[intake.HeldFile, ...], away: tuple[intake.HeldFile, ...]) -> None:
        now = (*away, *held, *(refused.held for refused in self._refused.values()))
        if now == self.held:
            return
        self.held = now
        rows: list[dict[str, Any]] = []
        for item in now:
            row: dict[str, Any] = {"file": intake.safe_name(str(item.path.relative_to(self.home.root))).removeprefix("inbox/")}
            stored_texts.write(row, "why", item.reason.said())
            rows.append(row | ({"share": "away"} if item in away else {}))
        with suppress(OSError):
            durable.replace(self.home.index / "held.json", json.dumps(rows).encode(), by_way_of=self.home.index / "held.tmp")


def held_files(home: Home) -> list[dict[str, str]]:
    """What is held in the inbox now, as the worker last saw it: ``file`` and ``why``, and ``share`` for a share that went away."""
    try:
        rows: list[dict[str, str]] = json.loads((home.index / "held.json").read_bytes())
    except (OSError, ValueError):
        return []
    for row in rows:
        stored_texts.read(row, "why")
    return rows


def watch_inbox(worker: home_worker.Worker, stop: threading.Event, tick: Callable[[], None] = lambda: None) -> None:
    """The work of ``berkas up``: watch the inbox, have papers read, pick up what other processes left to do, until stopped."""
    inbox = Inbox(worker)
    with inbox.watch:
        while not stop.is_set():
            try:
                inbox.once()
                worker.looked_at = time.time()
                worker.dispatch()
                home_worker.recover(worker.home)
            except (OSError, OperationalError, Failure) as error:
                # A locked database, a share that went away.
                logs.known_failure(log, error, "the inbox could not be looked at; it is tried again")
                stop.wait(home_worker.TICK_SECONDS)
            except Exception:
                # The watcher outlives every single failure, ours too.
                log.exception("the inbox could not be looked at; it is tried again")
                stop.wait(home_worker.TICK_SECONDS)
            tick()
            inbox.watch.wait(1.0)
    database.close()

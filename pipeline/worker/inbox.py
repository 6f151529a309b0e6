"""Takes what is ready from a home's inbox: continuously under ``berkas up``, or once."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import OperationalError

from pipeline import durable, intake, logs
from pipeline.catalogue import database
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language import stored_texts
from pipeline.records import lifecycle
from pipeline.worker import worker as home_worker

log = logging.getLogger("berkas")
RETRY_SECONDS = 30.0
"""After a claim could not be stored (a full disk), how long until it is tried again."""


class Inbox:
    """The inbox of a home at work: what is ready is claimed and taken, what is held stays and says why."""

    def __init__(self, worker: home_worker.Worker) -> None:
        self.worker = worker
        self.home = worker.home
        self.watch = intake.InboxWatch(self.home.inbox, rescan_seconds=self.home.config.rescan_seconds)
        self.held: tuple[intake.HeldFile, ...] | None = None
        """None until it has looked: what a worker before this one wrote down may be long gone."""
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
        scan = self.watch.ready(time.time())
        self._publish_held(scan.held)
        for path in scan.ready:
            if time.monotonic() < self._not_before:
                break
            with suppress(FileNotFoundError, Failure):
                if received := self._take(intake.claim(self.home.inbox, path)):
                    taken.append(received)
        return taken

    def _take(self, claim: intake.Claim) -> lifecycle.Receipt | None:
        try:
            received = self.worker.take(claim)
        except (OSError, OperationalError, Failure) as error:
            # A full disk, a share gone away, a busy home: the claim lies where it is, and everything else goes on.
            logs.known_failure(log, error, "could not store %r; it is tried again", claim.name)
            self._later[claim.id] = time.monotonic() + RETRY_SECONDS
            if home_worker.is_transient(error):
                self._not_before = self._later[claim.id]
            return None
        self._later.pop(claim.id, None)
        return received

    def _publish_held(self, held: tuple[intake.HeldFile, ...]) -> None:
        if held == self.held:
            return
        self.held = held
        rows: list[dict[str, Any]] = [{"file": intake.safe_name(str(item.path.relative_to(self.home.inbox)))} for item in held]
        for row, item in zip(rows, held, strict=True):
            stored_texts.write(row, "why", item.reason.said())
        with suppress(OSError):
            durable.replace(self.home.index / "held.json", json.dumps(rows).encode(), by_way_of=self.home.index / "held.tmp")


def held_files(home: Home) -> list[dict[str, str]]:
    """What is held in the inbox now, as the worker last saw it: ``file`` and ``why``."""
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

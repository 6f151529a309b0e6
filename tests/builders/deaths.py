"""Sudden death at every instant: an act is run again and again, each time killed one step later, until it ends alive.

A step is every change that the process makes to the disk (a name made, renamed or removed, an fsync) and the moments right before
and right after a commit. Between two steps nothing changes that a later start could see, so dying before each is dying at every
instant.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from pipeline import intake
from pipeline.archive import ledger, record_folder
from pipeline.catalogue import database, models, staging
from pipeline.home import Home
from pipeline.records import lifecycle
from pipeline.worker import worker
from tests.builders.home import MACHINE, opened

STEPS = ("rename", "replace", "unlink", "remove", "rmdir", "mkdir", "fsync", "truncate", "ftruncate")


class Died(BaseException):
    """The process is no more. Nothing catches this, as nothing catches SIGKILL."""


class Death:
    """Comes before the given step; from then on no step is taken any more, not even by what cleans up."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.taken = 0
        self.came = False
        self._thread = threading.get_ident()

    def before(self, *args: object) -> None:
        """Called before each step of the thread that shall die."""
        if threading.get_ident() != self._thread or (args and str(args[0]).endswith(".lock")):
            return
        self.taken += 1
        if self.came or self.taken == self.step:
            self.came = True
            raise Died


@contextmanager
def dying(step: int) -> Iterator[Death]:
    """Within this, the process dies before its step number ``step``, if it takes so many."""
    death = Death(step)

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **named: Any) -> Any:
            death.before(*args)
            return None if call is fsync else call(*args, **named)

        return wrapper

    fsync, commit = os.fsync, BaseDatabaseWrapper._commit  # type: ignore[attr-defined]  # Django's own

    def dying_commit(connection: BaseDatabaseWrapper) -> None:
        death.before()
        commit(connection)
        death.before()

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, counted(getattr(os, name)))
        patch.setattr(BaseDatabaseWrapper, "_commit", dying_commit)
        yield death


def every_death(prepared: Path, scratch: Path, act: Callable[[Home], object]) -> Iterator[Home]:
    """Copies of the prepared home in which the process died at each instant of ``act``, opened as after a new start."""
    database.close()
    for step in count(1):
        root = scratch / str(step)
        shutil.copytree(prepared, root)
        home = opened(root)
        with dying(step) as death, suppress(Died):
            act(home)
        database.close()
        if not death.came:
            return
        yield opened(root)
        database.close()
        shutil.rmtree(root)


def start_again(home: Home) -> None:
    """What every start does before it works: finish what was under way, take in what was claimed."""
    worker.recover(home)
    for half in staging.unfinished_copies(home):
        staging.end(half)
    for claim in intake.pending_claims(home.inbox):
        lifecycle.receive(home, claim, MACHINE)


def picture(home: Home) -> dict[str, object]:
    """A home as far as two homes with the same acts agree: all but instants, claim numbers and hashes of what holds those."""
    records = [row.record() for row in models.Record.objects.order_by("pk")]
    return {
        "records": [
            asdict(record)
            | {"received_at": "", "derived": sorted(record.derived)}
            | {"arrivals": [arrival.name for arrival in record.arrivals]}
            | {"history": [(entry.act, entry.by, entry.version, entry.status, entry.why) for entry in record.history]}
            for record in records
        ],
        "arrivals": sorted(models.Arrival.objects.values_list("record_id", "name")),
        "pages": sorted(models.Page.objects.values_list("record_id", "number", "text")),
        "people": sorted(models.Person.objects.values_list("name", "role", "version", "is_active")),
        "book": [(line["seq"], line["subject"], line["version"], line["act"]) for line in ledger.read(home.archive / "ledger")],
        "lines": list(models.LedgerLine.objects.order_by("seq").values_list("seq", "subject", "version")),
        "files": sorted(str(path.relative_to(home.root)) for path in _files(home)),
        "on shelves": sorted(str(path.relative_to(home.archive)) for path in record_folder.folders(home.archive)),
    }


def _files(home: Home) -> Iterator[Path]:
    for top in (home.archive, home.inbox):
        for path in top.rglob("*"):
            if path.is_file() and not path.name.endswith(".lock"):
                yield path

"""A home of the office with its people, and records in any state, for tests below the doors."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

from pipeline import home as homes
from pipeline import intake, reading
from pipeline.catalogue import database, models
from pipeline.document import Actor, Proposal, Record, Role
from pipeline.document.facts import Facts
from pipeline.document.pages import Page, Reading, TextSource
from pipeline.home import Home
from pipeline.records import lifecycle, people

DESK = Actor("dewi", Role.DESK, exempt_right=True, door="test")
PPID = Actor("putra", Role.PPID, exempt_right=True, door="test")
CLERK = Actor("sari", Role.DESK, door="test")
"""Desk without the right to see exempt records."""
READER = Actor("rani", Role.READER, door="test")
MACHINE = lifecycle.machine_actor("test")
PEOPLE = (DESK, PPID, CLERK, READER)


def a_home(root: Path, **settings: object) -> Home:
    """A fresh home in ``root``, its catalogue in use in this process, with the people above.

    Copied from one that is made once a run: making the tables takes half a second, a copy two milliseconds.
    """
    shutil.copytree(_template(tuple(sorted(settings.items()))), root, dirs_exist_ok=True)
    return opened(root)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where the system has one: for tests of hundreds of acts, in which no power fails and each fsync costs."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None, prefix="berkas-") as folder:
        yield Path(folder)
        database.close()


def opened(root: Path) -> Home:
    """The home in ``root``, its catalogue in use in this process."""
    home = homes.open_home(root)
    database.set_up(home.root)
    database.use(home.catalogue)
    return home


@cache
def _template(settings: tuple[tuple[str, object], ...]) -> Path:
    root = Path(tempfile.mkdtemp(prefix="berkas-home-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    if settings:
        lines = (f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for key, value in settings)
        (root / homes.CONFIG).write_text("\n".join(lines), "utf-8")
    made = homes.make_home(root)
    database.set_up(made.root)
    database.use(made.catalogue)
    database.migrate()
    for person in PEOPLE:
        people.add(made, MACHINE, person.name, person.role, exempt_right=person.exempt_right)  # type: ignore[arg-type]  # a member of Role
    database.close()
    return root


@dataclass(frozen=True)
class At:
    """Records brought into a state, by the acts that lead there."""

    home: Home
    pool: reading.Pool

    def received(self, data: bytes, name: str = "surat.txt") -> Record:
        """A paper handed in."""
        dropped = self.home.root / "dropped"
        dropped.write_bytes(data)
        claim = intake.claim_copy(self.home.inbox, dropped, name)
        return self.record(lifecycle.receive(self.home, claim, MACHINE).record_id)

    def queued(self, data: bytes, name: str = "surat.txt") -> Record:
        """A paper read and proposed (or found unreadable)."""
        return lifecycle.read_record(self.home, self.received(data, name).id, self.pool, MACHINE)

    def verified(self, data: bytes, name: str = "surat.txt", **facts: str) -> Record:
        """A paper that Desk has verified, with these facts."""
        record = self.queued(data, name)
        complete = {"title": record.facts.title or "Judul", "code": "HM.02", "category": "setiap_saat"} | facts
        return lifecycle.verify(self.home, record.id, DESK, complete)

    def filed(self, data: bytes, name: str = "surat.txt", **facts: str) -> Record:
        """A paper that PPID has ratified."""
        return lifecycle.ratify(self.home, self.verified(data, name, **facts).id, PPID)

    def record(self, record_id: str) -> Record:
        """The record as the catalogue has it."""
        from pipeline.catalogue import models

        return models.Record.objects.get(pk=record_id).record()


def queued(home: Home, *, says: str = "UNDANGAN rapat pleno", **facts: str) -> Record:
    """A paper that waits, read without a page child: some milliseconds. Its bytes are its own."""
    dropped = home.root / "dropped"
    dropped.write_text(f"surat {uuid4()}")
    received = lifecycle.receive(home, intake.claim_copy(home.inbox, dropped, f"{uuid4().hex}.txt"), MACHINE)
    before = models.Record.objects.get(pk=received.record_id).record()
    reading = Reading("text/plain", (Page(1, says, TextSource.TEXT, 1.0),))
    return lifecycle._queue_read(home, before, reading, Proposal(Facts(**facts)), MACHINE)


def verified(home: Home, *, says: str = "UNDANGAN rapat pleno", **facts: str) -> Record:
    """A paper that Desk has verified."""
    complete = {"title": "Judul", "code": "HM.02", "category": "setiap_saat", "access_level": "biasa", "date": "2024-03-14"}
    return lifecycle.verify(home, queued(home, says=says).id, DESK, complete | facts)


def filed(home: Home, *, says: str = "UNDANGAN rapat pleno", **facts: str) -> Record:
    """A paper that PPID has ratified."""
    return lifecycle.ratify(home, verified(home, says=says, **facts).id, PPID)


DECIDING = {"title": "Penetapan informasi yang dikecualikan", "document_type": "keputusan", "issuer": "Ketua", "code": "HK.03.1"}
"""What a decision is said to be that may settle an exemption."""


def a_decision_on(home: Home, record: Record, **facts: str) -> Record:
    """A filed decision that settles the exemption of a record: it names the record's class."""
    says = f"KEPUTUSAN\nMenetapkan informasi kelas {record.facts.code} sebagai informasi yang dikecualikan."
    return filed(home, says=says, **DECIDING | facts)


def stands(record_id: str) -> Record:
    """The record as the catalogue has it."""
    return models.Record.objects.get(pk=record_id).record()

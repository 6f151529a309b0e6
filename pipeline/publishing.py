"""Publishing (SOP 5): the register of public information as it stands, in the formats that people and programs take."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from pipeline import register as registers
from pipeline.catalogue import models
from pipeline.document import PUBLIC, Record, Status
from pipeline.home import Home

FORMATS = tuple(registers.FORMATS)


def current(home: Home) -> registers.Register:
    """The register now: what the rooms below say is published, and nothing else."""
    return registers.register(_candidates(), home.config.office, datetime.now(UTC).isoformat(timespec="seconds"))


def register(home: Home, kind: str) -> bytes:
    """The register as a file of one of ``FORMATS``.

    Raises:
        KeyError: no such format.
    """
    return registers.export(current(home), kind)


def _candidates() -> Iterator[Record]:
    # A first sieve for speed; register.is_published has the last word on each.
    rows = models.Record.objects.filter(status=Status.FILED, category__in=PUBLIC).order_by("date", "pk")
    for row in rows.iterator():
        yield row.record()

"""Decisions of the office in force, from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.archive import decisions
from pipeline.catalogue import models


def get_decision(kind: str, name: str) -> decisions.Decision | None:
    """An office file as it stands."""
    row = models.Decision.objects.filter(pk=f"{kind}/{name}").first()
    return row.file() if row else None


def iter_decisions(kind: str) -> Iterator[decisions.Decision]:
    """Every office file of a kind, by name."""
    for data in models.Decision.objects.filter(kind=kind).order_by("subject").values_list("json", flat=True):
        yield models.office_file(data)

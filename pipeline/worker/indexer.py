"""Brings the full-text index up to date with the catalogue, in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from pipeline import classification, reading, search
from pipeline.catalogue import models
from pipeline.document import EXEMPT, Status
from pipeline.home import Home

BATCH = 200
UNFOUND = frozenset({Status.RECEIVED})
"""Nothing has been read of these."""


def open_engine(home: Home) -> search.Engine:
    """The home's full-text index; opening it writes nothing."""
    return search.open_engine(home.index / "fulltext")


def pending() -> int:
    """How many records the index is behind."""
    return models.Record.objects.filter(indexed_version__lt=F("version")).count()


class _Text(NamedTuple):
    """What was read of a record."""

    text: str = ""
    margins: str = ""


def document(row: models.Record, text: str, margins: str = "") -> search.Document:
    """A record as the index knows it.

    Args:
        row: the record.
        text: its pages, a form feed between them.
        margins: its letterhead and running lines, which ``text`` leaves out.
    """
    facts = row.in_brief().facts
    return search.Document(
        id=row.id,
        version=row.version,
        title=facts.title or row.file,
        number=facts.number,
        text=text,
        margins=margins,
        status=row.status,
        exempt=facts.category in EXEMPT,
        access_level=facts.access_level,
        category=facts.category,
        code=facts.code,
        document_type=facts.document_type,
        holding_unit=facts.holding_unit,
        date=facts.date,
        retention_end=row.retention_end,
    )


def _texts(ids: Iterable[str]) -> dict[str, _Text]:
    rows = models.Page.objects.filter(record_id__in=list(ids)).order_by("record_id", "number")
    return {
        record_id: _parted([(text, margins) for _, text, margins in pages])
        for record_id, pages in groupby(rows.values_list("record_id", "text", "margins"), key=lambda row: row[0])
    }


def document_of(row: models.Record) -> search.Document:
    """A record as the index should know it."""
    return document(row, *_texts([row.id]).get(row.id, _Text()))


def _parted(pages: list[tuple[str, str]]) -> _Text:
    """The text of the pages, and apart from it what stands on every paper of the office and says nothing of this one."""
    texts = [text for text, _ in pages]
    head = classification.letterhead(texts[0])
    texts[0] = texts[0][len(head) :]
    running = dict.fromkeys(line for _, margins in pages for line in margins.split("\n"))
    return _Text("\f".join(map(reading.dehyphenate, texts)), "\n".join((head, *running)))


def update_index(index: search.Engine, stopped: Callable[[], bool] = lambda: False) -> int:
    """Bring the index up to date, a batch a commit; a record that changes meanwhile is simply behind again.

    Args:
        index: the home's.
        stopped: asked between batches whether to leave the rest for another time.

    Returns:
        How many records were indexed.

    Raises:
        IndexBroken: the index does not open; make it anew with ``rebuild``.
    """
    done = 0
    behind = models.Record.objects.filter(indexed_version__lt=F("version")).order_by("pk")
    while not stopped() and (batch := list(behind.defer("json")[:BATCH])):
        texts = _texts(row.id for row in batch)
        wanted = [row for row in batch if row.status not in UNFOUND]
        gone = [row.id for row in batch if row.status in UNFOUND]
        index.apply([document(row, *texts.get(row.id, _Text())) for row in wanted], gone)
        _note_indexed({row.id: row.version for row in batch})
        done += len(batch)
    return done


def _note_indexed(versions: dict[str, int]) -> None:
    """Many records a statement: a commit of its own for every record would wait for the disk as often."""
    by_version: dict[int, list[str]] = {}
    for record_id, version in versions.items():
        by_version.setdefault(version, []).append(record_id)
    with transaction.atomic():
        for version, together in by_version.items():
            for ids in batched(together, BATCH):
                models.Record.objects.filter(pk__in=ids).update(indexed_version=version)


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """The items, so many at a time."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def every_document() -> Iterator[search.Document]:
    """All that belongs into the index, a batch at a time."""
    last = ""
    found = models.Record.objects.exclude(status__in=UNFOUND).order_by("pk").defer("json")
    while batch := list(found.filter(pk__gt=last)[:BATCH]):
        texts = _texts(row.id for row in batch)
        for row in batch:
            yield document(row, *texts.get(row.id, _Text()))
        last = batch[-1].id


def rebuild(index: search.Engine) -> int:
    """Make the index anew beside the old one and swap it in; how many records it holds."""
    versions = dict(models.Record.objects.values_list("pk", "version"))
    written = index.rebuild(every_document())
    _note_indexed(versions)
    return written

"""``berkas check --deep``: whether what is made of the archive still says what the archive says.

Page texts in the catalogue are compared with the readings they were taken from. Of each record some lines are looked for in the
full-text index. Page images are opened. A share of the records is looked at by the worker every night.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image

from pipeline import search
from pipeline.archive import record_folder
from pipeline.catalogue import models, rows
from pipeline.document import Status
from pipeline.home import Home
from pipeline.maintenance.findings import Finding
from pipeline.worker import indexer

SHARES = 30
"""Nights in which every record comes up once."""
RUN, RUNS = 3, 3
"""So many runs of so many words of each record are looked for."""
_ALL = search.Scope(frozenset(str(status) for status in Status), exempt=True)
_COLUMNS = ("number", "text", "margins", "notes", "rotation", "failed")


def in_share(record_id: str, share: int) -> bool:
    """Whether a record belongs to this share of all, 0 to ``SHARES`` - 1."""
    return zlib.crc32(record_id.encode()) % SHARES == share


def deep_findings(home: Home, index: search.Engine, record_ids: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with the page texts, the index and the page images of these records.

    Args:
        home: whose.
        index: its full-text index.
        record_ids: records of the catalogue; one that is gone or changes meanwhile is passed over.
    """
    for record_id in record_ids:
        row = models.Record.objects.filter(pk=record_id).first()
        if row is None:
            continue
        yield from _page_findings(home, row)
        yield from _index_findings(index, row)
        yield from _image_findings(home, record_id)


def _page_findings(home: Home, row: models.Record) -> Iterator[Finding]:
    record, path = row.record(), home.archive / row.shelf
    if not record_folder.has_reading(path, record):
        return  # lost or damaged: check has named it
    wanted = [tuple(getattr(page, name) for name in _COLUMNS) for page in rows.page_rows(row.pk, record_folder.load_reading(path))]
    stored = list(models.Page.objects.filter(record_id=row.pk).order_by("number").values_list(*_COLUMNS))
    if wanted != stored and models.Record.objects.filter(pk=row.pk, version=row.version).exists():
        yield Finding(row.pk, "pages", "the page texts in the catalogue are not those of its reading")


def _index_findings(index: search.Engine, row: models.Record) -> Iterator[Finding]:
    if row.indexed_version != row.version or row.status == Status.RECEIVED:
        return
    document = indexer.document_of(row)
    for phrase in _phrases(document):
        found = index.search(search.parse(f'"{phrase}"'), _ALL, limit=1_000_000)
        if all(hit.id != row.pk for hit in found.hits):
            if models.Record.objects.filter(pk=row.pk, version=row.version).exists():
                yield Finding(row.pk, "index", "it is not found by its own words")
            return


def _phrases(document: search.Document) -> Iterator[str]:
    """Runs of words from the title and from all over the text, the same ones each time."""
    for text in (document.title, document.text):
        words = search.tokens(text)
        step = max((len(words) - RUN) // RUNS, 1)
        for start in range(0, max(len(words) - RUN + 1, 0), step):
            yield " ".join(words[start : start + RUN])


def _image_findings(home: Home, record_id: str) -> Iterator[Finding]:
    for path in sorted((home.index / "pages" / record_id).glob("*.jpg")):
        if not _opens(path):
            yield Finding(record_id, "image", str(path.relative_to(home.root)))


def _opens(path: Path) -> bool:
    try:
        with Image.open(path, formats=("JPEG",)) as image:
            image.load()
    except FileNotFoundError:  # made anew just now
        return True
    except (OSError, SyntaxError, ValueError):  # what Pillow raises for a damaged picture
        return False
    return True

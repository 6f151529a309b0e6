"""The folder of a record. ``ls archive/shelves`` is the order by retention that step 2 of the SOP asks for."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from pipeline.document import Disposition, Record, Status

QUEUE, SHELVES, SET_ASIDE, DISPOSED = "queue", "shelves", "set-aside", "disposed"
ROOTS = (QUEUE, SHELVES, SET_ASIDE, DISPOSED)
"""The folders of the archive that hold records."""
SET_APART = "set-apart"
"""Copies of records that ``rebuild`` did not believe, each under its old path. No door reads it."""

WITHOUT_CODE = "tanpa-kode"
"""The folder of what has no classification code."""

_UNSAFE = re.compile(r"[^A-Za-z0-9.\-]+")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the first dot."""
_LONGEST = 64


def is_device(name: str) -> bool:
    """Is this a name under which Windows stores no file?"""
    return bool(_DEVICE.match(name))


def code_folder(code: str) -> str:
    """A classification code as a folder name: whatever was typed, one harmless path part on every system."""
    name = _UNSAFE.sub("_", code)[:_LONGEST].strip(".")
    return f"_{name}" if is_device(name) else name or WITHOUT_CODE


def retention_folder(record: Record) -> str:
    """The first part of a filed record's place: its retention end, ``permanent``, or ``awaiting-…`` while no clock runs."""
    retention = record.retention
    if retention is None:
        return "awaiting-rule"
    if retention.rule.disposition is Disposition.PERMANEN:
        return "permanent"
    return retention.ends or f"awaiting-{retention.rule.years:02d}y"


def shelf(record: Record) -> PurePosixPath:
    """The folder of a record, below archive/."""
    match record.status:
        case Status.FILED:
            return PurePosixPath(SHELVES, retention_folder(record), code_folder(record.facts.code), record.id)
        case Status.SET_ASIDE:
            return PurePosixPath(SET_ASIDE, record.id)
        case Status.DISPOSED:
            return PurePosixPath(DISPOSED, record.id)
        case _:
            return PurePosixPath(QUEUE, record.id)

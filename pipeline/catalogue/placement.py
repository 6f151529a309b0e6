"""Moves a record's folder to where its record.json says it belongs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from pipeline import durable
from pipeline.archive import bag, record_folder, shelf
from pipeline.document import Record, Status
from pipeline.home import Home


def place_record(home: Home, path: Path, record: Record) -> Path:
    """Bring a record's folder where its record.json says it belongs, the bag sealed if it is filed. Any number of times."""
    if record.status is Status.FILED:
        bag.seal(path / record_folder.BAG, seal_info(record))
    target = home.archive / shelf.shelf(record)
    if path != target:
        durable.move(path, target)
        remove_empty_shelves(path.parent, home.archive / shelf.SHELVES)
    return target


def seal_info(record: Record) -> bytes:
    """What the seal of a bag says: the first ratification, and the facts and retention that it ratified.

    Raises:
        ValueError: a filed record that nobody ratified; only a damaged or forged one is that.
    """
    entry = next((entry for entry in record.history if entry.act == "ratify"), None)
    if entry is None:
        raise ValueError(f"{record.id} is filed and was never ratified")
    said: dict[str, object] = {
        "format": "berkas-ratified/1",
        "id": record.id,
        "at": entry.at,
        "by": entry.by,
        "verified_by": record.verified_by,
    }
    said |= {"sha256": record.sha256, "facts": asdict(record.facts)}
    said |= {"retention": asdict(record.retention) if record.retention else None}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def remove_empty_shelves(path: Path, shelves: Path) -> None:
    """Remove shelves that became empty: ``path`` and those above it, below ``shelves``."""
    while shelves in path.parents:
        try:
            path.rmdir()
        except OSError:
            return
        path = path.parent

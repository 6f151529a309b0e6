"""What the worker reads right now, for other processes to see."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.home import Home


def progress_file(home: Home) -> Path:
    """Where the worker writes it."""
    return home.index / "working.json"


def progress(home: Home) -> dict[str, tuple[int, int]]:
    """What is being read right now: record → (pages done, pages in all)."""
    try:
        fields = json.loads(progress_file(home).read_bytes())
    except (OSError, ValueError):
        return {}
    return {record_id: (int(done), int(total)) for record_id, (done, total) in fields.items()}

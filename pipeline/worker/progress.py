"""What the worker reads right now, for its own pages and for other processes to see."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
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


class Progress:
    """How far each paper is that the worker of a home reads. Threads share it."""

    def __init__(self, home: Home) -> None:
        self._file = progress_file(home)
        self._states: dict[str, tuple[int, int]] = {}
        self._lock = threading.Lock()

    def set(self, record_id: str, done: int, total: int) -> None:
        """So many of a paper's pages are read."""
        with self._lock:
            self._states[record_id] = (done, total)
            self._write()

    def remove(self, record_id: str) -> None:
        """A paper is not being read any more."""
        with self._lock:
            self._states.pop(record_id, None)
            self._write()

    def snapshot(self) -> dict[str, tuple[int, int]]:
        """Record → (pages done, pages in all)."""
        with self._lock:
            return dict(self._states)

    def close(self) -> None:
        """Remove the file: nothing is read any more."""
        self._file.unlink(missing_ok=True)

    def _write(self) -> None:
        with suppress(OSError):
            fresh = self._file.with_suffix(".tmp")
            fresh.write_text(json.dumps(self._states), "utf-8")
            fresh.replace(self._file)

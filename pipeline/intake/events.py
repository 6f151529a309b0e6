"""File system events, used as hints that the inbox has changed."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from pipeline.intake.filenames import is_ignored

RETRY_SECONDS = 60.0
"""After a failed start; the usual cause, a used-up number of watches, does not pass by itself."""

_log = logging.getLogger(__name__)
# It reports as an error that a watched folder has gone away, which ``FolderObserver.keep`` sees and mends.
logging.getLogger("watchdog.observers.inotify").setLevel(logging.CRITICAL)

# Not *opened* and *closed without writing*: those are our own looks at the files, and each would cause the next.
_EVENTS: list[type[FileSystemEvent]] = [FileCreatedEvent, FileMovedEvent, FileClosedEvent, DirCreatedEvent, DirMovedEvent]


class FolderObserver:
    """An observer of one folder that calls ``changed`` (from its own thread), and comes back when the folder does."""

    def __init__(self, folder: Path, changed: Callable[[], None], ignore: tuple[str, ...] = ()) -> None:
        self._folder = folder
        self._handler = _Handler(folder, changed, ignore)
        self._observer: BaseObserver | None = None
        self._watched: tuple[int, int] | None = None
        self._not_before = 0.0

    @property
    def alive(self) -> bool:
        """Whether an observer runs and still has its folder; a folder that goes away takes its emitter with it."""
        return (
            self._observer is not None
            and self._observer.is_alive()
            and all(emitter.is_alive() for emitter in self._observer.emitters)
        )

    def keep(self) -> None:
        """Start the observer, or start it anew when it has died or the folder is another one than the one it watches."""
        there = _identity(self._folder)
        if self.alive and there == self._watched:
            return
        self.stop()
        if there is None or time.monotonic() < self._not_before:
            return
        observer = Observer()
        try:
            observer.schedule(self._handler, str(self._folder), recursive=True, event_filter=_EVENTS)
            observer.start()
        except (OSError, RuntimeError) as error:
            _log.warning("No file system events (%s): looking at the inbox by rescan only.", error)
            self._not_before = time.monotonic() + RETRY_SECONDS
            return
        self._observer, self._watched = observer, there

    def stop(self) -> None:
        """End the observer's threads."""
        if self._observer is None:
            return
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join(timeout=5)
        self._observer, self._watched = None, None


class _Handler(FileSystemEventHandler):
    def __init__(self, folder: Path, changed: Callable[[], None], ignore: tuple[str, ...]) -> None:
        self._folder = folder
        self._changed = changed
        self._ignore = ignore

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Of a move only where it ends matters: our own claims end below ``.claimed``.
        path = Path(os.fsdecode(event.dest_path or event.src_path))
        if path.is_relative_to(self._folder) and not is_ignored(path.relative_to(self._folder), self._ignore):
            self._changed()


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino

"""Generations of a Whoosh index on disk: a new one is written beside the one in use.

The file ``current`` names the generation that counts; a generation is a folder that holds one Whoosh index. A new one is written
beside the old and ``current`` is replaced in one step: whoever dies before that has changed nothing, and whoever reads the old one
goes on reading it. One writer at a time, by lock; readers take no lock.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from whoosh import index
from whoosh.filedb.filestore import FileStorage

from pipeline import file_modes
from pipeline.search.engine import IndexBroken, IndexBusy
from pipeline.search.whoosh.postings import EXTENSION, PostingLists
from pipeline.search.whoosh.writer import FORMAT, SCHEMA

LOCK_SECONDS = 120.0
"""How long a writer waits for another; rebuilding 20,000 records takes a good part of it."""
TRIES = 8
PAUSE_SECONDS = 0.05


class IndexFolder:
    """The folder of one index."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._current = path / "current"

    def current(self) -> Path | None:
        """The generation that counts; None where no index was ever written. Raises ``IndexBroken`` when no name stands there."""
        try:
            name = self._current.read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as damaged:
            raise IndexBroken from damaged
        if not name.isprintable():
            raise IndexBroken
        return self.path / name

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises ``IndexBusy`` when another does not let go."""
        file_modes.make_private_folder(self.path)
        try:
            with FileLock(self.path / "lock", timeout=LOCK_SECONDS, mode=file_modes.PRIVATE_FILE):
                yield
        except Timeout as late:
            raise IndexBusy from late

    def begin(self) -> Path:
        """A new, empty generation beside the current one. The writer only."""
        generation = self.path / f"{FORMAT}-{uuid.uuid4().hex}"
        file_modes.make_private_folder(generation)
        # Whoosh would make its lock a program that everybody the umask allows may run.
        file_modes.make_private_file(generation / "MAIN_WRITELOCK")
        index.create_in(str(generation), SCHEMA)
        return generation

    def take(self, generation: Path) -> None:
        """Make ``generation`` the one that counts and remove all others. The writer only."""
        sync(generation)
        beside = self.path / "current.new"
        with beside.open("w", encoding="utf-8") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._current)
        sync(self.path)
        self.tidy()

    def tidy(self) -> None:
        """Remove what a rebuild that died has left behind. The writer only."""
        current = self.current()
        for other in self.path.iterdir():
            # What someone still holds open cannot be removed on Windows: it goes next time.
            if other.is_dir() and other != current:
                shutil.rmtree(other, ignore_errors=True)

    def open(self, known: dict[str, PostingLists]) -> tuple[Path, int, list[Any]] | None:
        """The current generation, its last commit, and its segments, whose lists are put into ``known``; None where no index was
        ever written.

        Raises ``IndexBroken``. A writer may remove the files of the commit before while we open them, and a rebuild the whole
        folder (seen in 3-4 % of opens beside a busy writer); so what fails is tried again before it counts as broken.
        """
        for attempt in range(TRIES):
            generation = self.current()
            if generation is None:
                return None
            if not generation.name.startswith(f"{FORMAT}-"):
                raise IndexBroken
            try:
                toc = _table_of_contents(generation)
                for segment in toc.segments:
                    name = segment.segment_id()
                    if name not in known:
                        known[name] = PostingLists(generation / f"{name}{EXTENSION}")
                    if known[name].records != segment.doc_count_all():
                        raise IndexBroken
                return generation, toc.generation, toc.segments
            except Exception as error:  # a damaged pickle can raise anything at all
                if attempt == TRIES - 1:
                    raise IndexBroken from error
                time.sleep(PAUSE_SECONDS)
        raise IndexBroken


def _table_of_contents(generation: Path) -> Any:
    storage: Any = FileStorage
    toc: Any = index.TOC
    return toc.read(storage(str(generation), readonly=True), "MAIN", schema=SCHEMA)


def sync(folder: Path, done: frozenset[str] = frozenset()) -> None:
    """Have the files of ``folder``, without those that are ``done``, and the folder itself on disk before going on."""
    for file in folder.iterdir():
        if file.name not in done and file.is_file():
            _fsync(file)
    if os.name == "posix":
        _fsync(folder)


def _fsync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, PermissionError):
        return
    try:
        os.fsync(handle)
    except OSError:  # Windows cannot sync a file opened for reading
        if os.name == "posix":
            raise
    finally:
        os.close(handle)

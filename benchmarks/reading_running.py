"""Lets a reader of ``reading_readers.py`` read, and watches the memory of its whole family."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil
from printed import Printed

GLANCE = 0.3
"""Seconds between two looks at the memory."""
READERS = Path(__file__).with_name("reading_readers.py")
MIB = 1024 * 1024


@dataclass(frozen=True)
class Run:
    """What a reader's run cost."""

    seconds: float
    family: float
    """The most memory that all its processes held at once, in MiB; pages that they share counted once (PSS)."""
    child: float
    """The most that one of them held, in MiB (the peak of its resident set)."""


class Reader:
    """A running reader. Ends with the ``with`` statement."""

    def __init__(self, name: str, *, one_by_one: bool, until: float = 0.0) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, str(READERS), name, "one-by-one" if one_by_one else "together", str(until)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._started = time.monotonic()
        self._ended = threading.Event()
        self._family = self._child = 0.0
        self._watch = threading.Thread(target=self._look_at_memory, daemon=True)
        self._watch.start()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.ask_no_more()
        self._process.wait()
        self._ended.set()
        self._watch.join()
        if self._process.returncode and error is None:
            raise RuntimeError(f"{self.name} ended with {self._process.returncode}")

    @property
    def run(self) -> Run:
        """What it has cost so far."""
        return Run(time.monotonic() - self._started, self._family, self._child)

    def ask(self, page: Printed) -> None:
        """Ask for one page more."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"file": str(page.path), "language": page.language}) + "\n")
        self._process.stdin.flush()

    def ask_no_more(self) -> None:
        """Say that all has been asked."""
        if self._process.stdin:
            self._process.stdin.close()

    def answer(self) -> dict[str, Any] | None:
        """The next answer; ``None`` after the last."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        return dict(json.loads(line)) if line else None

    def _look_at_memory(self) -> None:
        while not self._ended.wait(GLANCE):
            with contextlib.suppress(psutil.NoSuchProcess):
                process = psutil.Process(self._process.pid)
                family = [process, *process.children(recursive=True)]
                self._family = max(self._family, sum(map(_shared_once, family)) / MIB)
                self._child = max(self._child, *map(_peak, family))


def _shared_once(process: psutil.Process) -> float:
    try:
        return float(getattr(process.memory_full_info(), "pss", process.memory_info().rss))
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


def _peak(process: psutil.Process) -> float:
    """The most that a process has held, in MiB, as Linux counts it (``proc(5)``: VmHWM)."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


Done = Callable[[str, Printed, dict[str, Any]], None]
"""Takes a reader's name, a page and what it read there."""


def together(name: str, pages: Sequence[Printed], until: float, done: Done) -> Run:
    """Let a reader read the pages, one for each core at once."""
    by_file = {str(page.path): page for page in pages}
    with Reader(name, one_by_one=False, until=until) as reader:
        for page in pages:
            reader.ask(page)
        reader.ask_no_more()
        while (answer := reader.answer()) is not None:
            done(name, by_file[answer.pop("file")], answer)
        return reader.run


def by_turns(wanted: dict[str, list[Printed]], until: float, done: Done) -> dict[str, Run]:
    """Let the readers read one page after the other, by turns: a slow moment of the machine falls on all of them. The first page is
    read once more before, for the start of the process.
    """
    pages = list(dict.fromkeys(page for some in wanted.values() for page in some))
    seconds = dict.fromkeys(wanted, 0.0)
    with contextlib.ExitStack() as stack:
        readers = [stack.enter_context(Reader(name, one_by_one=True)) for name, some in wanted.items() if some]
        for number, page in enumerate(pages):
            if time.time() >= until:
                break
            for reader in readers:
                if page in wanted[reader.name]:
                    answer = _answer(reader, page, twice=number == 0)
                    seconds[reader.name] += answer["took"]
                    done(reader.name, page, answer)
        return {reader.name: replace(reader.run, seconds=seconds[reader.name]) for reader in readers}


def _answer(reader: Reader, page: Printed, *, twice: bool) -> dict[str, Any]:
    for _ in range(1 + twice):
        reader.ask(page)
        answer = reader.answer()
    if answer is None:
        raise RuntimeError(f"{reader.name} ended over {page.path}")
    return {key: value for key, value in answer.items() if key != "file"}

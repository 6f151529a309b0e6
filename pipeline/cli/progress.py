"""Progress bars, termination by signals, and errors of standard output."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.cli.app import FINDINGS, complain, stop


def page_bar(console: Console) -> Progress:
    """A bar that counts pages, where somebody looks on."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("halaman"), TimeElapsedColumn()
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def pages_of_all(bar: Progress) -> Callable[[dict[str, tuple[int, int]]], None]:
    """Shows what is being read as one bar; pages of papers that are done stay counted."""
    task = bar.add_task("Membaca", total=None)
    seen: dict[str, tuple[int, int]] = {}

    def show(reading: dict[str, tuple[int, int]]) -> None:
        for record_id in seen.keys() - reading.keys():
            seen[record_id] = (seen[record_id][1], seen[record_id][1])
        seen.update(reading)
        if seen:
            bar.update(task, completed=sum(done for done, _ in seen.values()), total=sum(total for _, total in seen.values()))

    return show


@contextmanager
def terminate_gracefully() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does, so that everything is let go in order."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def output_guard() -> Iterator[None]:
    """End with a sentence where standard output cannot be written (a full disk); a pipe whose reader left is no such thing."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is still held back would be tried, and complained of, once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        complain(f"keluaran baku: {os_error_sentence(error)}")
        stop(FINDINGS)


def os_error_sentence(error: OSError) -> str:
    """Why a file could not be taken, as a clause."""
    if isinstance(error, FileNotFoundError):
        return "tidak ditemukan"
    return f"tidak dapat disimpan ({error.strerror})"

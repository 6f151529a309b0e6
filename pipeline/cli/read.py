"""Commands that read papers without a home: read, propose."""

from __future__ import annotations

import math
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.progress import Progress, TaskID

from pipeline.cli import json_shapes
from pipeline.cli.app import (
    DONE,
    FINDINGS,
    AsJson,
    Files,
    app,
    complain,
    connect,
    err,
    operator,
    out,
    print_json,
    print_row,
    stop,
    wrong_use,
)
from pipeline.cli.progress import os_error_sentence, output_guard, page_bar, terminate_gracefully
from pipeline.cli.reread import PasswordFromInput, typed_password
from pipeline.failures import Failure

if TYPE_CHECKING:
    from pipeline.document import Proposal
    from pipeline.document.pages import Reading
    from pipeline.reading import Options, Pool

T = TypeVar("T")


STDIN = Path("-")
PIECE = 1 << 20


def _read_each(files: list[Path], options: Options, only: int | None = None) -> Iterator[tuple[Path, Reading | None]]:
    """Read files, in their order, or one page of each; a failing one is named and yields None.

    One file more than there are cores is under way at a time: one-page scans too keep every core at work.
    """
    from pipeline import reading

    def read_one(file: Path) -> Reading | str:
        task = bar.add_task(file.name, total=None)
        try:
            if only:
                return _read_page(at_hand(file), pool, options, only)
            return reading.read(at_hand(file), pool, options, partial(_show_pages, bar, task))
        except (Failure, OSError) as failure:
            return str(failure) if isinstance(failure, Failure) else os_error_sentence(failure)
        finally:
            bar.remove_task(task)

    with (
        _at_hand(files, options.limits.file_bytes) as at_hand,
        reading.Pool() as pool,
        page_bar(err) as bar,
        terminate_gracefully(),
        ThreadPoolExecutor(pool.workers + 1) as readers,
    ):
        try:
            for file, said in _in_order(readers, read_one, files, ahead=pool.workers + 1):
                if isinstance(said, str):
                    complain(f"{file}: {said}")
                yield file, None if isinstance(said, str) else said
        except BaseException:
            # Ctrl-C, or a reader of our output that went away: the threads wait for pages that nobody wants any more.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _at_hand(files: list[Path], most: int) -> Iterator[Callable[[Path], Path]]:
    """Where each file lies; ``-`` is standard input, kept for as long as files are read, cut off where it is too large."""
    if STDIN not in files:
        yield lambda file: file
        return
    from pipeline.reading import scratch

    kept = scratch.new("stdin") / "stdin"
    with kept.open("wb") as copy:
        left = most + 1
        while left and (piece := sys.stdin.buffer.read(min(left, PIECE))):
            copy.write(piece)
            left -= len(piece)
    yield lambda file: kept if file == STDIN else file
    kept.unlink()


def _read_page(path: Path, pool: Pool, options: Options, number: int) -> Reading | str:
    """One page as a reading, or why not."""
    from pipeline import reading

    source = pool.submit_limited(options.limits.look_seconds, reading.identify, path, options).result()
    if number > source.pages:
        return f"tidak ada halaman {number}; file ini {source.pages} halaman"
    started = time.monotonic()
    page = reading.page_result(reading.submit_page(pool, source, number, options), number)
    return reading.to_reading(source, [page], time.monotonic() - started)


def _name_doubts(file: Path, reading: Reading) -> None:
    """Pages that are missing, and what a person should look at: the text alone does not show it."""
    from pipeline.reading import messages, review_notes

    for page in reading.pages:
        place = f"Halaman {page.number}: " if len(reading.pages) > 1 else ""
        for note in page.notes if page.failed else review_notes.notes_for_review(page.notes):
            if note == messages.HARD():
                sure = math.floor(100 * review_notes.confidence(page) + 1e-6)
                complain(f"{file}: Halaman {page.number} sulit dibaca (diyakini {sure} %); periksa teksnya dengan gambarnya.")
            else:
                complain(f"{file}: {note}" if page.failed else f"{file}: {place}{note}")


def _in_order(readers: Executor, do: Callable[[Path], T], files: list[Path], *, ahead: int) -> Iterator[tuple[Path, T]]:
    """What ``do`` makes of each file, in the order of the files, with never more than ``ahead`` of them begun or kept."""
    waiting: deque[tuple[Path, Future[T]]] = deque()
    for file in files:
        waiting.append((file, readers.submit(do, file)))
        if len(waiting) == ahead:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _show_pages(bar: Progress, task: TaskID, done: int, total: int) -> None:
    bar.update(task, completed=done, total=total)


Language = Annotated[str, typer.Option("--language", help="Bahasa Tesseract: ind, eng, ind+eng.")]
Turn = Annotated[int | None, typer.Option("--turn", help="Putar searah jarum jam: 0, 90, 180, 270; bawaan: dicari sendiri.")]
Enhanced = Annotated[bool, typer.Option("--enhanced", help="Perbaiki gambar setiap halaman dulu.")]
OnePage = Annotated[int | None, typer.Option("--page", min=1, help="Hanya halaman ini; bawaan: semua.", show_default=False)]
Picture = Annotated[
    bool | None, typer.Option("--picture/--layer", help="Selalu baca gambarnya, atau selalu lapisan teksnya; bawaan: per halaman.")
]


@app.command()
def read(
    files: Files,
    as_json: AsJson = False,
    language: Language = "ind",
    turn: Turn = None,
    enhanced: Enhanced = False,
    picture: Picture = None,
    page: OnePage = None,
    password_stdin: PasswordFromInput = False,
) -> None:
    """Baca saja: teks, kata, dan tempatnya di halaman. Tidak perlu rumah.

    Teks keluar di keluaran baku, antarhalaman form feed; halaman yang tak terbaca atau perlu diperiksa disebut di keluaran galat.

    FILE "-" berarti masukan baku. Kode keluar 1: ada file atau halaman yang tidak terbaca.
    """
    from pipeline.reading import Options

    if files.count(STDIN) + password_stdin > 1:
        wrong_use("masukan baku hanya dapat dibaca sekali")
    if turn not in (None, 0, 90, 180, 270):
        wrong_use("--turn: pilih 0, 90, 180, atau 270")
    password = typed_password() if password_stdin else None
    options = Options(language, password, turn, "enhanced" if enhanced else "auto", picture)
    results: list[dict[str, Any]] = []
    failed = False
    with output_guard():
        for file, reading in _read_each(files, options, page):
            failed |= reading is None or any(one.failed for one in reading.pages)
            if reading is None:
                continue
            _name_doubts(file, reading)
            if as_json:
                results.append(json_shapes.reading(os.fspath(file), reading))
            else:
                typer.echo(reading.text)
        if as_json:
            print_json(results)
    stop(FINDINGS if failed else DONE)


@app.command()
def propose(files: Files, as_json: AsJson = False, language: Language = "ind") -> None:
    """Baca dan usulkan klasifikasi beserta alasannya; tidak menyimpan apa pun."""
    from pipeline import classification
    from pipeline import home as homes
    from pipeline.archive import retention as clock
    from pipeline.reading import Options

    config = homes.read_config(homes.default_root() / homes.CONFIG)
    office = classification.Office.of(config)
    scheme = classification.load_default()
    results: list[dict[str, Any]] = []
    failed = False
    for file, reading in _read_each(files, Options(language=language)):
        if reading is None:
            failed = True
            continue
        made = classification.propose(reading, scheme, office, file.name)
        row = scheme.row(made.facts.code)
        due = clock.retention_at_filing(row.rule, made.facts.date) if row and row.rule else None
        shape = {"file": os.fspath(file), **json_shapes.proposal(made), "retention": json_shapes.retention(due)}
        results.append(shape | {"dossier_suggestion": _dossier_of(made)})
    if as_json:
        print_json(results)
    else:
        for result in results:
            _print_proposal(result)
    stop(FINDINGS if failed else DONE)


def _dossier_of(made: Proposal) -> dict[str, Any] | None:
    """The dossier that the paper would probably belong to, where there is a home with a catalogue."""
    from pipeline import home as homes

    try:
        connect(homes.open_home(homes.default_root()))
    except Failure:
        return None  # read and propose work without a home
    from pipeline.catalogue import transactions
    from pipeline.records import dossiers

    suggestion = dossiers.suggest_for(made.facts, operator(), transactions.now())
    return json_shapes.suggestion(suggestion) if suggestion else None


def _print_proposal(result: dict[str, Any]) -> None:
    from pipeline.approval import LABELS

    console = out()
    console.print(result["file"], style="bold", markup=False)
    for name, label in LABELS.items():
        sure = result["confidence"].get(name)
        why = "; ".join(reason["text"] for reason in result["reasons"] if reason["field"] == name)
        percent = f"{sure:.0%}" if sure is not None else ""
        print_row(f"  {label:<20} ", f"{result[name] or '–'}  {percent}")
        if why:
            print_row(f"  {'':<20} ", why, style="dim")
    console.print()

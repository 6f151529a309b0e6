"""Commands that look at papers without a home: read, propose."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress, TaskID

from pipeline import home as homes
from pipeline.cli import shapes
from pipeline.cli.app import DONE, FINDINGS, AsJson, Files, app, complain, err, out, print_json, stop
from pipeline.cli.waiting import ends_in_order, os_sentence, page_bar
from pipeline.failures import Failure

if TYPE_CHECKING:
    from pipeline.document import Reading


def _read_each(files: list[Path], language: str) -> Iterator[tuple[Path, Reading | None]]:
    """Read files one after the other, all pages of each in the pool; a failing one is named and yields None."""
    from pipeline import reading

    options = reading.Options(language=language)
    with reading.Pool() as pool, page_bar(err) as bar, ends_in_order():
        for file in files:
            task = bar.add_task(file.name, total=None)
            try:
                read_now = reading.read(file, pool, options, partial(_show_pages, bar, task))
            except (Failure, OSError) as failure:
                complain(f"{file}: {failure if isinstance(failure, Failure) else os_sentence(failure)}")
                read_now = None
            bar.remove_task(task)
            yield file, read_now


def _show_pages(bar: Progress, task: TaskID, done: int, total: int) -> None:
    bar.update(task, completed=done, total=total)


Language = Annotated[str, typer.Option("--language", help="Bahasa Tesseract: ind, eng, ind+eng.")]


@app.command()
def read(files: Files, as_json: AsJson = False, language: Language = "ind") -> None:
    """Baca saja: teks, kata, dan tempatnya di halaman. Tidak perlu rumah."""
    results: list[dict[str, Any]] = []
    failed = False
    for file, reading in _read_each(files, language):
        failed |= reading is None or any(page.failed for page in reading.pages)
        if reading is None:
            continue
        if as_json:
            results.append(shapes.reading(os.fspath(file), reading))
        else:
            typer.echo(reading.text)
    if as_json:
        print_json(results)
    stop(FINDINGS if failed else DONE)


@app.command()
def propose(files: Files, as_json: AsJson = False, language: Language = "ind") -> None:
    """Baca dan usulkan klasifikasi beserta alasannya; tidak menyimpan apa pun."""
    from pipeline import classification
    from pipeline.archive import retention as clock

    config = homes.read_config(homes.default_root() / homes.CONFIG)
    office = classification.Office(name=config.office, short_name=config.office_short, region=config.region, place=config.place)
    scheme = classification.load_default()
    results: list[dict[str, Any]] = []
    failed = False
    for file, reading in _read_each(files, language):
        if reading is None:
            failed = True
            continue
        made = classification.propose(reading, scheme, office, file.name)
        row = scheme.row(made.facts.code)
        due = clock.at_filing(row.rule, made.facts.date) if row and row.rule else None
        results.append({"file": os.fspath(file), **shapes.proposal(made), "retention": shapes.retention(due)})
    if as_json:
        print_json(results)
    else:
        for result in results:
            _print_proposal(result)
    stop(FINDINGS if failed else DONE)


def _print_proposal(result: dict[str, Any]) -> None:
    from pipeline.approval import LABELS

    console = out()
    console.print(result["file"], style="bold", markup=False)
    for name, label in LABELS.items():
        sure = result["confidence"].get(name)
        why = "; ".join(reason["text"] for reason in result["reasons"] if reason["field"] == name)
        percent = f"{sure:.0%}" if sure is not None else ""
        console.print(f"  {label:<20} {result[name] or '–'}  {percent}", markup=False, overflow="fold")
        if why:
            console.print(f"  {'':<20} {why}", style="dim", markup=False, overflow="fold")
    console.print()

"""Commands that take papers in: init, up, run, add, read, propose."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from pipeline import home as homes
from pipeline.cli import shapes
from pipeline.cli.app import (
    DONE,
    FINDINGS,
    AsJson,
    app,
    complain,
    connect,
    err,
    open_home,
    operator,
    out,
    print_json,
    stop,
    wrong_use,
)
from pipeline.failures import Failure

if TYPE_CHECKING:
    from pipeline.document import Reading, Record
    from pipeline.home import Home
    from pipeline.intake import Claim
    from pipeline.service import Worker

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Berkas yang diserahkan.", show_default=False)]
WAIT_SECONDS = 0.2


@app.command()
def init() -> None:
    """Buat rumah Berkas yang sungguhan di BERKAS_HOME (bawaan: folder ini)."""
    try:
        home = homes.make_home(homes.default_root())
    except Failure as failure:
        wrong_use(str(failure))
    connect(home)
    from pipeline.catalogue import database

    database.migrate()
    out().print(f"Rumah Berkas siap di {home.root}", markup=False)
    out().print("Berikutnya: berkas user add NAMA --role desk, lalu berkas up")


@app.command()
def up(
    host: Annotated[str | None, typer.Option(help="Alamat web; bawaan 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Porta web; bawaan 8765.")] = None,
    training: Annotated[bool, typer.Option("--training", help="Bila rumahnya belum ada, buat rumah latihan.")] = False,
) -> None:
    """Kotak masuk diawasi, naskah dibaca, halaman web dibuka; sampai dihentikan."""
    from pipeline.cli import serving

    serving.up(host, port, training=training)


def _bar(console: Console) -> Progress:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("halaman"), TimeElapsedColumn()
    return Progress(*columns, console=console, transient=True)


def _pages(bar: Progress) -> Callable[[dict[str, tuple[int, int]]], None]:
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
def _terminated() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does, so that everything is let go in order."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@app.command()
def add(files: Files, as_json: AsJson = False) -> None:
    """Serahkan berkas ke arsip; aslinya tetap di tempatnya."""
    home = open_home()
    from pipeline import intake

    claims: list[Claim] = []
    failed = False
    for file in files:
        try:
            claims.append(intake.put(home.inbox, file))
        except (Failure, OSError) as failure:
            failed = True
            complain(f"{file}: {failure if isinstance(failure, Failure) else _os_sentence(failure)}")
    records = _through(home, claims)
    if as_json:
        print_json([shapes.record(record) for record in records])
    else:
        _print_records(records)
    stop(FINDINGS if failed or _complain_unreadable(records) else DONE)


def _os_sentence(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "tidak ditemukan"
    return f"tidak dapat disimpan ({error.strerror})"


def _complain_unreadable(records: list[Record]) -> bool:
    from pipeline.document import Status

    bad = [record for record in records if record.status is Status.UNREADABLE]
    for record in bad:
        complain(f"{record.file} ({record.id}): {record.problem}")
    return bool(bad)


def _print_records(records: list[Record]) -> None:
    console = out()
    for record in records:
        console.print(f"{record.id}  {record.status:<10}  {record.facts.title or record.file}", markup=False, overflow="fold")


def _through(home: Home, claims: list[Claim]) -> list[Record]:
    """Take claims in and have them read, here or by the worker that is there; the records, in the claims' order."""
    from pipeline import service
    from pipeline.flow import machine

    actor = machine("cli", operator().system_user)
    ids: dict[str, str] = {}
    with _bar(err) as bar, _terminated():
        show = _pages(bar)
        waiting = list(claims)
        while waiting:
            try:
                with service.working(home, actor) as worker:
                    for claim in waiting:
                        ids[claim.id] = worker.take(claim).record_id
                        show(worker.reading())
                    _settle(worker, show)
                    waiting = []
            except service.WorkerElsewhere:
                waiting = _wait_for_other(home, waiting, ids, show)
    return _records(list(dict.fromkeys(ids[claim.id] for claim in claims)))


def _settle(worker: Worker, show: Callable[[dict[str, tuple[int, int]]], None]) -> None:
    while not worker.settle(WAIT_SECONDS):
        show(worker.reading())


def _wait_for_other(
    home: Home, claims: list[Claim], ids: dict[str, str], show: Callable[[dict[str, tuple[int, int]]], None]
) -> list[Claim]:
    """Watch the other worker take and read our claims for a while; those still waiting."""
    from pipeline import service
    from pipeline.catalogue import models

    deadline = time.monotonic() + 2.0
    while claims and time.monotonic() < deadline:
        for claim in claims:
            if noted := models.Arrival.objects.filter(claim=claim.id).first():
                ids[claim.id] = noted.record_id
        ours = {record_id: state for record_id, state in service.progress(home).items() if record_id in ids.values()}
        show(ours)
        claims = [claim for claim in claims if claim.id not in ids or not _is_settled(ids[claim.id])]
        time.sleep(WAIT_SECONDS)
    return claims


def _is_settled(record_id: str) -> bool:
    from pipeline.catalogue import models
    from pipeline.document import Status

    row = models.Record.objects.get(pk=record_id)
    return row.status != Status.RECEIVED and row.indexed_version >= row.version


def _records(ids: list[str]) -> list[Record]:
    from pipeline.catalogue import models

    rows = models.Record.objects.in_bulk(ids)
    return [rows[record_id].record() for record_id in ids]


@app.command()
def run(as_json: AsJson = False) -> None:
    """Ambil yang sekarang ada di kotak masuk, baca, usulkan, lalu berhenti."""
    home = open_home()
    from pipeline import service
    from pipeline.catalogue import rows
    from pipeline.document import Status

    before = rows.next_seq()
    _empty_inbox(home)
    acts = [(line["act"], line["subject"]) for line in rows.lines_from(before)]
    new = _records([subject for act, subject in acts if act == "receive"])
    held = service.held(home)
    counts = {
        "received": len(new),
        "queued": sum(record.status is Status.QUEUED for record in new),
        "held": len(held),
        "unreadable": sum(record.status is Status.UNREADABLE for record in new),
        "duplicate": sum(act == "repeat" for act, _ in acts),
    }
    if as_json:
        print_json(counts)
    else:
        words = {
            "received": "diterima",
            "queued": "masuk antrean",
            "held": "ditahan",
            "unreadable": "tak terbaca",
            "duplicate": "kembar",
        }
        out().print(", ".join(f"{words[name]} {count}" for name, count in counts.items()))
    for row in held:
        complain(f"{row['file']}: {row['why']}")
    stop(FINDINGS if _complain_unreadable(new) or held else DONE)


def _empty_inbox(home: Home) -> None:
    """Have everything in the inbox that is whole taken and read, here or by the worker that is there."""
    from pipeline import service
    from pipeline.flow import machine

    with _bar(err) as bar, _terminated():
        show = _pages(bar)
        while True:
            try:
                with service.working(home, machine("cli", operator().system_user)) as worker:
                    service.Inbox(worker).once()
                    _settle(worker, show)
                    return
            except service.WorkerElsewhere:
                # Whoever works here watches the same inbox; what it leaves there is held.
                time.sleep(WAIT_SECONDS)
                show(service.progress(home))
                if _nothing_left(home):
                    return


def _nothing_left(home: Home) -> bool:
    from pipeline import indexing, intake, service
    from pipeline.catalogue import models
    from pipeline.document import Status

    present = {
        intake.safe_name(str(path.relative_to(home.inbox)))
        for path in home.inbox.rglob("*")
        if path.is_file() and not intake.ignored(path.relative_to(home.inbox))
    }
    waiting = models.Record.objects.filter(status=Status.RECEIVED).exists() or intake.claims(home.inbox) or indexing.pending()
    return not waiting and present <= {row["file"] for row in service.held(home)}


def _read_each(files: list[Path], language: str) -> Iterator[tuple[Path, Reading | None]]:
    """Read files one after the other, all pages of each in the pool; a failing one is named and yields None."""
    from pipeline import reading

    options = reading.Options(language=language)
    with reading.Pool() as pool, _bar(err) as bar, _terminated():
        for file in files:
            task = bar.add_task(file.name, total=None)
            try:
                read_now = reading.read(file, pool, options, partial(_show_pages, bar, task))
            except (Failure, OSError) as failure:
                complain(f"{file}: {failure if isinstance(failure, Failure) else _os_sentence(failure)}")
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

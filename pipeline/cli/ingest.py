"""Commands that take papers in: init, up, run, add."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

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
    open_home,
    operator,
    out,
    print_json,
    print_row,
    stop,
    wrong_use,
)
from pipeline.cli.progress import os_error_sentence, page_bar, pages_of_all, terminate_gracefully
from pipeline.failures import Failure

if TYPE_CHECKING:
    from pipeline.document import Record
    from pipeline.home import Home
    from pipeline.intake import Claim
    from pipeline.worker.worker import Worker

WAIT_SECONDS = 0.2
PATIENCE_SECONDS = 10.0
"""With a disk that is full or fails, how long until the command gives up; the papers stay received."""
STILL_SECONDS = 60.0
"""When the worker that is there has done nothing for so long, ``run`` ends and says so."""


@app.command()
def init() -> None:
    """Buat rumah Berkas yang sungguhan di BERKAS_HOME (bawaan: folder ini)."""
    from pipeline import home as homes
    from pipeline.home import privacy

    try:
        home = homes.make_home(homes.default_root())
        privacy.make_private(home)
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
    from pipeline.cli import up as cli_up

    cli_up.up(host, port, training=training)


@app.command()
def add(files: Files, as_json: AsJson = False) -> None:
    """Serahkan file ke arsip; aslinya tetap di tempatnya."""
    home = open_home()
    from pipeline import intake

    claims: list[Claim] = []
    failed = False
    for file in files:
        try:
            claims.append(intake.claim_copy(home.inbox, file))
        except (Failure, OSError) as failure:
            failed = True
            complain(f"{file}: {failure if isinstance(failure, Failure) else os_error_sentence(failure)}")
    records = _through(home, claims)
    if as_json:
        print_json(json_shapes.records(records, operator()))
    else:
        _print_records(records)
    stop(FINDINGS if failed or _complain_unread(records) else DONE)


def _complain_unread(records: list[Record]) -> bool:
    """Name what could not be read of these records, the whole or pages; whether one of them could not be read at all."""
    from pipeline.catalogue import rows
    from pipeline.document import Status

    bad = [record for record in records if record.status is Status.UNREADABLE]
    for record in bad:
        complain(f"{record.file} ({record.id}): {record.problem}")
    for record in records:
        if record not in bad and (pages := rows.unread_pages(record.id)):
            complain(f"{record.file} ({record.id}): halaman {', '.join(map(str, pages))} tidak terbaca; naskahnya tersimpan utuh")
    return bool(bad)


def _print_records(records: list[Record]) -> None:
    for record in records:
        print_row(f"{record.id}  {record.status:<10}  ", record.facts.title or record.file)


def _through(home: Home, claims: list[Claim]) -> list[Record]:
    """Take claims in and have them read, here or by the worker that is there; the records, in the claims' order."""
    from pipeline.records.lifecycle import machine_actor
    from pipeline.worker import role
    from pipeline.worker import worker as home_worker

    actor = machine_actor("cli", operator().system_user)
    ids: dict[str, str] = {}
    with page_bar(err) as bar, terminate_gracefully():
        show = pages_of_all(bar)
        waiting = list(claims)
        while waiting:
            try:
                with home_worker.working(home, actor) as worker:
                    for claim in waiting:
                        ids[claim.id] = worker.take(claim).record_id
                        show(worker.progress.snapshot())
                    _settle(worker, show)
                    waiting = []
            except role.WorkerAlreadyRunning:
                waiting = _wait_for_other(home, waiting, ids, show)
    return _records(list(dict.fromkeys(ids[claim.id] for claim in claims)))


def _settle(worker: Worker, show: Callable[[dict[str, tuple[int, int]]], None]) -> None:
    since: float | None = None
    while not worker.wait_until_idle(WAIT_SECONDS):
        show(worker.progress.snapshot())
        since = None if worker.trouble is None else since or time.monotonic()
        if worker.trouble is not None and since is not None and time.monotonic() - since > PATIENCE_SECONDS:
            # What was taken is in the archive and is read when there is room again; nobody should wait for that here.
            raise worker.trouble


def _wait_for_other(
    home: Home, claims: list[Claim], ids: dict[str, str], show: Callable[[dict[str, tuple[int, int]]], None]
) -> list[Claim]:
    """Watch the other worker take and read our claims for a while; those still waiting."""
    from pipeline.catalogue import models
    from pipeline.worker import progress

    deadline = time.monotonic() + 2.0
    while claims and time.monotonic() < deadline:
        for claim in claims:
            if noted := models.Arrival.objects.filter(claim=claim.id).first():
                ids[claim.id] = noted.record_id
        ours = {record_id: state for record_id, state in progress.progress(home).items() if record_id in ids.values()}
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
    from pipeline.catalogue import rows
    from pipeline.document import Status
    from pipeline.worker import inbox

    before = rows.next_seq()
    left = _empty_inbox(home)
    acts = [(line["act"], line["subject"]) for line in rows.lines_from(before)]
    new = _records([subject for act, subject in acts if act == "receive"])
    held = inbox.held_files(home)
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
    if left:
        complain("Berkas yang sedang bekerja di rumah ini tidak mengambil semua file. Lihat halamannya, lalu coba lagi.")
    stop(FINDINGS if _complain_unread(new) or held or left else DONE)


def _empty_inbox(home: Home) -> bool:
    """Have everything in the inbox that is whole taken and read, here or by the worker that is there.

    Returns:
        Whether the other worker left something: nothing changed for ``STILL_SECONDS``.
    """
    from pipeline.records.lifecycle import machine_actor
    from pipeline.worker import inbox, progress, role
    from pipeline.worker import worker as home_worker

    with page_bar(err) as bar, terminate_gracefully():
        show = pages_of_all(bar)
        before: object = None
        still_since = time.monotonic()
        while True:
            try:
                with home_worker.working(home, machine_actor("cli", operator().system_user)) as worker:
                    inbox.Inbox(worker).once()
                    _settle(worker, show)
                    return False
            except role.WorkerAlreadyRunning:
                # Whoever works here watches the same inbox; what it leaves there is held.
                time.sleep(WAIT_SECONDS)
                now = progress.progress(home)
                show(now)
                if not (left := _left(home)):
                    return False
                if (left, now) != before:
                    before, still_since = (left, now), time.monotonic()
                if time.monotonic() - still_since > STILL_SECONDS:
                    return True


def _left(home: Home) -> tuple[object, ...]:
    """What the worker that is there has still to do; empty when that is nothing."""
    from pipeline import intake
    from pipeline.catalogue import models
    from pipeline.document import Status
    from pipeline.worker import inbox, indexer

    resting = {one.path: one.taken for one in intake.resting_files(home.inbox) if one.note}
    present = {
        intake.safe_name(str(path.relative_to(home.inbox)))
        for path, found in intake.papers(home.inbox, home.config.ignore)
        if isinstance(found, Failure) or (stat.S_ISREG(found.st_mode) and resting.get(path) != intake.state_of(found))
    }
    received = models.Record.objects.filter(status=Status.RECEIVED).count()
    claims = tuple(claim.id for claim in intake.pending_claims(home.inbox))
    unheld = tuple(sorted(present - {row["file"] for row in inbox.held_files(home)}))
    left = (received, claims, indexer.pending(), unheld)
    return left if any(left) else ()

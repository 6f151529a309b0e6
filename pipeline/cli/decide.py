"""Commands by which people decide: queue, show, get, verify, ratify, return, set-aside, requeue, undo."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import file_modes
from pipeline.cli import json_shapes
from pipeline.cli.app import (
    DONE,
    FINDINGS,
    AsJson,
    By,
    Ids,
    Why,
    acting,
    app,
    attempt,
    complain,
    each,
    open_home,
    operator,
    out,
    print_json,
    print_row,
    stop,
    wrong_use,
)
from pipeline.failures import Failure

if TYPE_CHECKING:
    from pipeline.document import Actor, Record
    from pipeline.home import Home

_PROPOSALS = ("read", "reread")
"""Acts of the machine: what they changed stands above, and would fill the history."""
Id = Annotated[str, typer.Argument(metavar="ID", help="ID naskah, misalnya 2026-000123.", show_default=False)]
As = Annotated[str | None, typer.Option("--by", metavar="NAMA", help="Lihat dengan hak orang ini; bawaan: semua.")]


def viewer(by: str | None) -> Actor:
    """With whose rights a command looks."""
    return acting(by) if by else operator()


def get_visible_record(record_id: str, actor: Actor) -> Record:
    """A record, if the actor may see it.

    Raises:
        NotFound: there is none, or none that the actor may know of.
    """
    from pipeline import approval
    from pipeline.catalogue import transactions
    from pipeline.records import access

    if not transactions.is_record_id(record_id):
        raise approval.NotFound(id=record_id)
    return access.get_visible_record(actor, record_id)


@app.command()
def queue(as_json: AsJson = False, by: As = None) -> None:
    """Yang menunggu: baru diterima, menunggu pemeriksaan, menunggu pengesahan, dikembalikan, tak terbaca."""
    open_home()
    from pipeline import approval
    from pipeline.catalogue import models
    from pipeline.document import Status
    from pipeline.records import search

    actor = viewer(by)
    rows = models.Record.objects.filter(status__in=[*search.QUEUE, Status.RECEIVED]).order_by("pk")
    records = [record for row in rows.iterator() if approval.may_see(actor, record := row.record())]
    if as_json:
        print_json(json_shapes.records(records, actor))
        return
    for record in records:
        sure = f"{record.confidence:.0%}" if record.confidence is not None else "–"
        title = record.facts.title or record.file
        print_row(f"{record.id}  {record.status:<10}  {record.facts.code or '–':<8}  {sure:>4}  {_age(record):>7}  ", title)
    if not records:
        out().print("Antrean kosong.")


def _age(record: Record) -> str:
    """How long it has been waiting where it is."""
    hours = int((datetime.now(UTC) - datetime.fromisoformat(record.history[-1].at)).total_seconds() // 3600)
    return f"{hours // 24} hari" if hours >= 24 else f"{hours} jam"


@app.command()
def show(record_id: Id, as_json: AsJson = False, by: As = None) -> None:
    """Satu naskah beserta riwayatnya."""
    home = open_home()
    from pipeline.records import access_book

    actor = viewer(by)
    record = attempt(lambda: get_visible_record(record_id, actor))
    access_book.note_record(home, actor, access_book.OPEN, record)
    if as_json:
        print_json(json_shapes.record(record, actor) | {"dossier_suggestion": _suggested(record, actor)})
        return
    _print_record(record)


def _suggested(record: Record, actor: Actor) -> dict[str, str] | None:
    """The dossier suggested for a record that is in none, for a person who may put it there."""
    from pipeline import approval
    from pipeline.records import dossier_access, dossiers

    record = dossier_access.redact_record(actor, record)
    may = actor.role is None or approval.refusal_reason(actor, approval.Act.JOIN, record, four_eyes=True) is None
    suggestion = dossiers.suggest(record, actor) if may and not record.dossier else None
    return json_shapes.suggestion(suggestion) if suggestion else None


def _print_record(record: Record) -> None:
    from pipeline.approval import LABELS
    from pipeline.archive.shelf import shelf
    from pipeline.catalogue.rows import unread_pages
    from pipeline.records import rereading

    console = out()
    rows = {"status": record.status.value, "file": record.file, "halaman": str(record.pages), "letak": str(shelf(record))}
    rows |= {label: getattr(record.facts, name) for name, label in LABELS.items()}
    rows |= {"masalah": record.problem} if record.problem else {}
    unread = unread_pages(record.id)
    rows |= {"tidak terbaca": f"halaman {', '.join(map(str, unread))}"} if unread else {}
    console.print(record.id, style="bold")
    for label, value in rows.items():
        print_row(f"  {label:<20} ", value or "–")
    console.print("  riwayat")
    for entry in record.history:
        why = "".join(f": {text}" for text in (entry.why, rereading.describe_options(entry)) if text)
        print_row(f"    {entry.at[:19]}Z  {entry.act:<10} ", f"{entry.by}{why}")
        for name, (before, after) in entry.changes.items() if entry.act not in _PROPOSALS else ():
            console.print(
                f"      {LABELS.get(name, name)}: {before or '–'} → {after or '–'}", markup=False, style="dim", overflow="fold"
            )


@app.command()
def get(
    record_id: Id,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="PATH", help="Ke mana.", show_default=False)],
    text: Annotated[bool, typer.Option("--text", help="Teks yang terbaca.")] = False,
    original: Annotated[bool, typer.Option("--original", help="Byte asli sebagaimana diterima (bawaan).")] = False,
    by: As = None,
) -> None:
    """Ambil salinan isi satu naskah."""
    home = open_home()
    from pipeline.records import access_book

    if text and original:
        wrong_use("Pilih salah satu: --original atau --text.")
    try:
        record = get_visible_record(record_id, viewer(by))
        access_book.note_record(home, viewer(by), access_book.DOWNLOAD, record)
        with file_modes.by_user_umask():
            if text:
                output.write_text(_text(record_id), "utf-8")
            else:
                shutil.copyfile(home.archive / shelf_of(record) / record.original, output)
    except (Failure, OSError) as failure:
        complain(str(failure))
        stop(FINDINGS)


def shelf_of(record: Record) -> str:
    """Where a record stands, below archive/."""
    from pipeline.archive.shelf import shelf

    return str(shelf(record))


def _text(record_id: str) -> str:
    from pipeline.catalogue import models

    pages = models.Page.objects.filter(record_id=record_id).order_by("number").values_list("text", flat=True)
    return "\f".join(pages)


def act_on_each(ids: list[str], as_json: bool, do: Callable[[str], Record], home: Home, actor: Actor) -> None:
    """Each ID its own act; the records as they now stand, once they can be found."""
    records, failed = each(ids, do)
    wait_until_indexed(home, [record.id for record in records])
    if as_json:
        print_json(json_shapes.records(records, actor))
    else:
        for record in records:
            out().print(f"{record.id}  {record.status:<10}  {shelf_of(record)}", markup=False, overflow="fold")
    stop(FINDINGS if failed else DONE)


def wait_until_indexed(home: Home, ids: list[str]) -> None:
    """Wait until these records can be found as they now stand, or say that the index follows."""
    from pipeline.worker import role

    if not role.ensure_indexed(home, ids):
        complain("Perubahan tersimpan; indeks pencarian menyusul.")


def settings(pairs: list[str]) -> dict[str, str]:
    """What ``--set`` says: field → value."""
    changes = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            wrong_use(f"--set {pair}: tulis sebagai FIELD=VALUE")
        changes[name.strip()] = value
    return changes


@app.command()
def verify(
    ids: Ids,
    by: By,
    setting: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="Betulkan satu isian; boleh berulang.")
    ] = None,
    dossier: Annotated[
        str, typer.Option("--dossier", metavar="BERKAS|new", help="Masukkan ke berkas ini, atau ke berkas baru, sekaligus.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Desk: periksa dan nyatakan benar."""
    home = open_home()
    from pipeline.records import dossiers, lifecycle, validation

    if len(ids) != 1 and (setting or dossier == dossiers.NEW):
        wrong_use("--set dan --dossier new hanya untuk satu naskah.")
    changes = settings(setting or [])
    actor = acting(by)

    def check(record_id: str) -> Record:
        if dossier:
            dossiers.choose_dossier(home, record_id, actor, dossier, changes)
        verified = lifecycle.verify(home, record_id, actor, changes)
        if conflict := validation.secret_in_public(verified.facts):
            complain(f"{record_id}: belum dapat disahkan seperti ini: {conflict}.")
        return verified

    act_on_each(ids, as_json, check, home, actor)


@app.command()
def ratify(ids: Ids, by: By, as_json: AsJson = False) -> None:
    """PPID: sahkan; arsip masuk rak retensi."""
    home = open_home()
    from pipeline.records import lifecycle

    actor = acting(by)
    act_on_each(ids, as_json, lambda record_id: lifecycle.ratify(home, record_id, actor), home, actor)


@app.command("return")
def return_(ids: Ids, by: By, why: Why, as_json: AsJson = False) -> None:
    """PPID: kembalikan ke Desk dengan alasan."""
    home = open_home()
    from pipeline.records import lifecycle

    actor = acting(by)
    act_on_each(ids, as_json, lambda record_id: lifecycle.return_to_desk(home, record_id, actor, why), home, actor)


@app.command("set-aside")
def set_aside(ids: Ids, by: By, why: Why, as_json: AsJson = False) -> None:
    """Sisihkan dari antrean (salah pindai, halaman kosong, surat pribadi); dapat dipulihkan."""
    home = open_home()
    from pipeline.records import set_aside as record_set_aside

    actor = acting(by)
    act_on_each(ids, as_json, lambda record_id: record_set_aside.set_aside(home, record_id, actor, why), home, actor)


@app.command()
def requeue(ids: Ids, by: By, as_json: AsJson = False) -> None:
    """Kembalikan naskah yang disisihkan ke antrean."""
    home = open_home()
    from pipeline.records import set_aside as record_set_aside

    actor = acting(by)
    act_on_each(ids, as_json, lambda record_id: record_set_aside.restore(home, record_id, actor), home, actor)


@app.command()
def undo(ids: Ids, by: By, as_json: AsJson = False) -> None:
    """Batalkan tindakan terakhir sendiri: periksa, kembalikan, atau sisihkan."""
    home = open_home()
    from pipeline.records import set_aside as record_set_aside

    actor = acting(by)
    act_on_each(ids, as_json, lambda record_id: record_set_aside.undo(home, record_id, actor), home, actor)

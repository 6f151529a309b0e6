"""Commands about retention: trigger, due, transfer, dossier, hold, release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.archive.retention import RECORDED
from pipeline.catalogue import calendar
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
    out,
    print_json,
    print_row,
    stop,
)
from pipeline.cli.decide import As, Id, get_visible_record, viewer, wait_until_indexed
from pipeline.cli.search import day_of

if TYPE_CHECKING:
    from pipeline.document import Record

Kind = Annotated[str, typer.Argument(metavar="KIND", help=" ".join(RECORDED), show_default=False)]
Subject = Annotated[
    str,
    typer.Argument(metavar="SUBJECT", help="Nama berkas; kode atau pemilu-TAHUN; ID arsip; tahun anggaran.", show_default=False),
]
Day = Annotated[str, typer.Argument(metavar="DATE", help="TTTT-BB-HH", show_default=False)]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="Cabut: ternyata tidak terjadi.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Hanya tunjukkan arsip mana saja; tidak ada yang berubah.")]
Reason = Annotated[str, typer.Option("--why", metavar="ALASAN", help="Alasannya; wajib untuk --withdraw.")]


@app.command()
def trigger(
    kind: Kind,
    subject: Subject,
    day: Day,
    by: By,
    dry_run: DryRun = False,
    withdraw: Withdraw = False,
    why: Reason = "",
    as_json: AsJson = False,
) -> None:
    """PPID: catat peristiwa; masa simpan arsip yang menunggunya mulai berjalan."""
    home = open_home()
    from pipeline.records import retention_events

    actor = acting(by)
    said = attempt(lambda: retention_events.parse_event(home, kind, subject, day, actor))
    if dry_run:
        records = attempt(lambda: retention_events.preview(home, said, actor, withdraw=withdraw))
    else:
        records = attempt(lambda: retention_events.record_event(home, said, actor, withdraw=withdraw, why=why))
        wait_until_indexed(home, [record.id for record in records])
    if as_json:
        print_json({
            "kind": said.kind.value,
            "subject": said.subject,
            "date": said.day,
            "dry_run": dry_run,
            "moved": len(records),
            "records": json_shapes.records(records, actor),
        })  # fmt: skip
        return
    for record in records:
        ends = record.retention.ends if record.retention else None
        print_row(f"{record.id}  {ends or 'menunggu':<10}  ", record.facts.title)
    happens = "dihitung ulang" if withdraw else "mulai berjalan"
    out().print(f"Masa simpan {len(records)} arsip {'akan ' if dry_run else ''}{happens}.")


@app.command()
def due(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Jatuh tempo sampai tanggal ini; bawaan: hari ini.")
    ] = None,
    as_json: AsJson = False,
    by: As = None,
) -> None:
    """Jatuh tempo: pindah ke inaktif, penyusutan, pengecualian yang ditinjau kembali. Tidak ada yang dihapus."""
    open_home()
    from pipeline.records import due_list

    actor = viewer(by)
    rows = due_list.due(actor, day_of(on) or calendar.today().isoformat(), whole=as_json)
    if as_json:
        print_json(json_shapes.due(rows, actor))
        return
    for row in rows:
        what = row.proposal or "tunggu"
        lead = f"{row.day}  {row.kind:<11} {row.record.facts.code:<8} {row.record.id}  {what}  "
        print_row(lead, row.record.facts.title)
        for why in row.blocked:
            print_row(" " * 12, why)
    if not rows:
        out().print("Tidak ada yang jatuh tempo.")


@app.command()
def transfer(
    ids: Ids,
    by: By,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Tanggal dipindahkan; bawaan: hari ini.")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Ternyata tidak dipindahkan, atau sudah kembali.")] = False,
    why: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Desk atau PPID: catat bahwa arsip sudah dipindahkan ke inaktif; jatuh tempo lalu menunjukkan langkah berikutnya."""
    home = open_home()
    from pipeline.archive import retention
    from pipeline.records import transfers

    actor, day = acting(by), day_of(on)
    records, failed = each(ids, lambda record_id: transfers.transfer(home, record_id, actor, on=day, withdraw=withdraw, why=why))
    wait_until_indexed(home, [record.id for record in records])
    if as_json:
        print_json(json_shapes.records(records, actor))
    else:
        for record in records:
            there = retention.transfer_day(record)
            state = f"di inaktif sejak {there}" if there else "di antara yang aktif"
            out().print(f"{record.id}  {state}", markup=False)
    stop(FINDINGS if failed else DONE)


dossier = typer.Typer(help="Kelola berkas: naskah satu perkara yang disimpan bersama.", no_args_is_help=True)
app.add_typer(dossier, name="dossier")
Name = Annotated[str, typer.Argument(metavar="DOSSIER", help="Nama berkas.", show_default=False)]


@dossier.command("open")
def dossier_open(
    code: Annotated[str, typer.Argument(metavar="CODE", show_default=False)],
    title: Annotated[str, typer.Argument(metavar="TITLE", show_default=False)],
    by: By,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Tanggal buka; bawaan: hari ini.")] = None,
    as_json: AsJson = False,
) -> None:
    """Buka berkas baru."""
    home = open_home()
    from pipeline.records import dossiers

    actor = acting(by)
    file = attempt(lambda: dossiers.open_dossier(home, code, title, actor, on=day_of(on)))
    listed = dossiers.DossierListing(file, 0)
    if as_json:
        print_json(json_shapes.dossier(listed))
    else:
        out().print(file.id, markup=False)


@dossier.command("close")
def dossier_close(
    name: Name,
    by: By,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Tanggal tutup; bawaan: hari ini.")] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """PPID: tutup berkas (peristiwa FC)."""
    trigger("FC", name, day_of(on) or calendar.today().isoformat(), by, dry_run=dry_run, as_json=as_json)


@dossier.command("list")
def dossier_list(as_json: AsJson = False, by: As = None) -> None:
    """Daftar berkas yang ada."""
    open_home()
    from pipeline.records import dossiers

    listed = dossiers.list_dossiers(viewer(by))
    if as_json:
        print_json([json_shapes.dossier(one) for one in listed])
        return
    for one in listed:
        state = f"ditutup {one.closed}" if one.closed else "terbuka"
        state += ", tertutup" if one.hidden else ""
        out().print(f"{one.file.id}  {one.records} naskah  {state}  {one.file.data['title']}", markup=False, overflow="fold")
    if not listed:
        out().print("Belum ada berkas.")


@dossier.command("rename")
def dossier_rename(
    name: Name, title: Annotated[str, typer.Argument(metavar="TITLE", show_default=False)], by: By, as_json: AsJson = False
) -> None:
    """Beri berkas judul dan nama baru; isinya pindah ke nama itu. Yang tertutup terlihat lagi oleh semua petugas."""
    home = open_home()
    from pipeline.records import dossier_naming, dossiers

    actor = acting(by)
    file = attempt(lambda: dossier_naming.rename_dossier(home, name, title, actor))
    renamed = next((one for one in dossiers.list_dossiers(actor) if one.file.id == file.id), dossiers.DossierListing(file, 0))
    wait_until_indexed(home, dossiers.record_ids_in(file.id))
    if as_json:
        print_json(json_shapes.dossier(renamed))
    else:
        out().print(file.id, markup=False)


@dossier.command("join")
def dossier_join(name: Name, ids: Ids, by: By, as_json: AsJson = False) -> None:
    """Masukkan naskah ke berkas."""
    _lay(name, ids, by, as_json)


@dossier.command("leave")
def dossier_leave(ids: Ids, by: By, as_json: AsJson = False) -> None:
    """Keluarkan naskah dari berkasnya."""
    _lay("", ids, by, as_json)


def _lay(name: str, ids: list[str], by: str, as_json: bool) -> None:
    home = open_home()
    from pipeline.records import dossiers

    actor = acting(by)
    records, failed = each(ids, lambda record_id: dossiers.join_dossier(home, record_id, actor, name))
    wait_until_indexed(home, [record.id for record in records])
    if as_json:
        print_json(json_shapes.records(records, actor))
    else:
        for record in records:
            out().print(f"{record.id}  {record.dossier or '–'}", markup=False)
    stop(FINDINGS if failed else DONE)


@dossier.command("suggest")
def dossier_suggest(record_id: Id, as_json: AsJson = False, by: As = None) -> None:
    """Tunjukkan berkas yang cocok untuk satu naskah, dan mengapa."""
    open_home()
    from pipeline.records import dossiers

    actor = viewer(by)
    record: Record = attempt(lambda: get_visible_record(record_id, actor))
    suggestion = dossiers.suggest(record, actor)
    if suggestion is None:
        complain(f"{record_id}: isi kode dan judulnya dulu.")
        stop(FINDINGS)
    if as_json:
        print_json(json_shapes.suggestion(suggestion))
        return
    what = suggestion.name or f"buka baru: berkas dossier open {suggestion.code} '{suggestion.title}' --by …"
    out().print(f"{what}\n  {suggestion.why}", markup=False, overflow="fold")


Target = Annotated[str, typer.Argument(metavar="TARGET", help="ID arsip atau nama berkas.", show_default=False)]
HoldKind = Annotated[str, typer.Option("--kind", metavar="dispute|audit|loan|exemption", show_default=False)]


@app.command()
def hold(target: Target, kind: HoldKind, by: By, why: Why, as_json: AsJson = False) -> None:
    """PPID: tahan dari penyusutan, apa pun kata kalender."""
    _held(target, kind, by, why, as_json, "hold")


@app.command()
def release(target: Target, kind: HoldKind, by: By, why: Why, as_json: AsJson = False) -> None:
    """PPID: lepaskan penahanan."""
    _held(target, kind, by, why, as_json, "release")


def _held(target: str, kind: str, by: str, why: str, as_json: bool, wanted: str) -> None:
    home = open_home()
    from pipeline.records import holds

    actor = acting(by)
    do = holds.hold if wanted == "hold" else holds.release
    file = attempt(lambda: do(home, target, kind, actor, why))
    if as_json:
        print_json(dict(file.data))
    else:
        state = f"dilepas {file.data['released']}" if file.data["released"] else f"ditahan sejak {file.data['since']}"
        out().print(f"{target}  {kind}  {state}", markup=False)

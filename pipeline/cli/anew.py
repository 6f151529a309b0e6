"""Commands that decide anew: change, exempt, dik, scheme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import shapes
from pipeline.cli.app import AsJson, By, Why, acting, app, attempt, open_home, out, print_json, wrong_use
from pipeline.cli.decide import As, Id, eyes, index, settings, shelf_of
from pipeline.cli.find import hand_out

if TYPE_CHECKING:
    from pipeline import schemes


@app.command()
def change(
    record_id: Id,
    by: By,
    why: Why,
    setting: Annotated[list[str], typer.Option("--set", metavar="FIELD=VALUE", help="Boleh berulang.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """PPID: putuskan ulang berkas yang sudah tersimpan; riwayatnya tetap."""
    home = open_home()
    from pipeline import deciding_anew

    actor, changes = acting(by), settings(setting)
    record = attempt(lambda: deciding_anew.decide_anew(home, record_id, actor, changes, why))
    index(home, [record.id])
    if as_json:
        print_json(shapes.record(record, actor))
    else:
        out().print(f"{record.id}  {shelf_of(record)}", markup=False, overflow="fold")


exempt = typer.Typer(help="Informasi dikecualikan: uji konsekuensi dan keputusannya.", no_args_is_help=True)
app.add_typer(exempt, name="exempt")


@exempt.command("sheet")
def exempt_sheet(
    record_id: Id,
    by: By,
    basis: Annotated[str, typer.Option("--basis", metavar="a…j", help="Huruf UU 14/2008 Pasal 17.", show_default=False)],
    harm: Annotated[str, typer.Option("--harm", metavar="TEXT", help="Kerugian bila dibuka.", show_default=False)],
    benefit: Annotated[str, typer.Option("--benefit", metavar="TEXT", help="Manfaat bila dibuka.", show_default=False)],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Ditinjau kembali pada.", show_default=False)],
    law: Annotated[str, typer.Option("--law", metavar="TEXT", help="Undang-undangnya, untuk huruf j.")] = "",
    as_json: AsJson = False,
) -> None:
    """Isi lembar uji konsekuensi atas berkas yang diusulkan dikecualikan."""
    home = open_home()
    from pipeline import exemption

    actor = acting(by)
    file = attempt(
        lambda: exemption.write_sheet(home, record_id, actor, basis=basis, harm=harm, benefit=benefit, until=until, law=law)
    )
    if as_json:
        print_json(dict(file.data))
    else:
        out().print(f"{record_id}  lembar uji konsekuensi versi {file.version}", markup=False)


@exempt.command("settle")
def exempt_settle(
    record_id: Id,
    by: By,
    decision: Annotated[str, typer.Option("--decision", metavar="ID", help="Berkas yang memuat keputusannya.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """PPID: tetapkan dikecualikan, dengan lembar uji dan keputusannya."""
    home = open_home()
    from pipeline import exemption

    actor = acting(by)
    record = attempt(lambda: exemption.settle(home, record_id, actor, decision))
    index(home, [record.id])
    if as_json:
        print_json(shapes.record(record, actor))
    else:
        out().print(f"{record.id}  {record.facts.category}", markup=False)


@app.command()
def dik(
    kind: Annotated[str, typer.Option("--format", metavar="csv|json|xlsx")] = "csv",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Bawaan: keluaran baku.")] = None,
    as_json: AsJson = False,
    by: As = None,
) -> None:
    """Daftar Informasi yang Dikecualikan, bagi yang berhak."""
    home = open_home()
    from pipeline import publishing
    from pipeline import register as registers

    kind = "json" if as_json else kind
    if kind not in registers.EXEMPT_FORMATS:
        wrong_use("--format: pilih csv, json, atau xlsx")
    actor = eyes(by)
    listed = attempt(lambda: publishing.dik(home, actor))
    hand_out(registers.export_exempt(listed, kind), kind, output)


scheme = typer.Typer(help="Skema klasifikasi dan jadwal retensi kantor.", no_args_is_help=True)
app.add_typer(scheme, name="scheme")


@scheme.command("import")
def scheme_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="csv atau xlsx: lima kolom SRIKANDI, atau kita.", show_default=False)
    ],
    by: By,
    version: Annotated[str, typer.Option("--version", metavar="NAME", help="Nama versi; bawaan: nama berkasnya.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Hanya tunjukkan bedanya.")] = False,
    as_json: AsJson = False,
) -> None:
    """PPID: berlakukan skema kantor; bedanya ditunjukkan dulu."""
    home = open_home()
    from pipeline import schemes

    actor = acting(by)
    try:
        compared = attempt(lambda: schemes.compare(home, file, actor, version))
    except OSError as error:
        wrong_use(f"{file}: tidak dapat dibuka ({error.strerror})")
    if not as_json:
        _print_diff(compared)
    if not dry_run:
        attempt(lambda: schemes.put_in_force(home, compared.new, actor))
    if as_json:
        print_json(shapes.comparison(compared) | {"dry_run": dry_run})
    elif not dry_run:
        out().print(f"Berlaku sejak sekarang: {compared.new.version}.", markup=False)
        if compared.offered:
            hint = f"berkas scheme adopt {compared.new.version} --by {by}"
            out().print(f"{compared.offered} berkas menunggu putusan ulang: {hint}", markup=False)


def _print_diff(compared: schemes.Comparison) -> None:
    diff = compared.diff
    console = out()
    console.print(f"{compared.in_force.version} → {compared.new.version}", style="bold", markup=False)
    for row in diff.added:
        console.print(f"  + {row.code}  {row.name}", markup=False, overflow="fold")
    for row in diff.removed:
        console.print(f"  - {row.code}  {row.name}", markup=False, overflow="fold")
    for one in diff.changed:
        console.print(f"  ~ {one.code}  {one.field}: {one.before or '–'} → {one.after or '–'}", markup=False, overflow="fold")
    console.print(f"  {len(diff.confirmed)} baris retensi menjadi terkonfirmasi")


@scheme.command("adopt")
def scheme_adopt(
    version: Annotated[str, typer.Argument(metavar="VERSION", show_default=False)], by: By, as_json: AsJson = False
) -> None:
    """PPID: putuskan ulang berkas yang tersimpan menurut jadwal yang belum dikonfirmasi."""
    home = open_home()
    from pipeline import schemes

    actor = acting(by)
    records = attempt(lambda: schemes.adopt(home, version, actor))
    index(home, [record.id for record in records])
    if as_json:
        print_json(shapes.records(records, actor))
        return
    for record in records:
        out().print(f"{record.id}  {shelf_of(record)}", markup=False, overflow="fold")
    out().print(f"{len(records)} berkas diputuskan ulang.")


@scheme.command("list")
def scheme_list(as_json: AsJson = False, by: As = None) -> None:
    """Versi skema, yang berlaku di baris terakhir; boleh dilihat siapa pun."""
    open_home()
    from pipeline import schemes

    eyes(by)  # somebody who is no person of the office sees nothing

    listed = schemes.versions()
    if as_json:
        print_json(listed)
        return
    for one in listed:
        out().print(f"{one['version']}  {one['rows']} baris{'  (berlaku)' if one['in_force'] else ''}", markup=False)

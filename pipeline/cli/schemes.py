"""Commands of the classification scheme: scheme import, adopt, list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import json_shapes
from pipeline.cli.app import AsJson, By, acting, app, attempt, open_home, out, print_json, wrong_use
from pipeline.cli.decide import As, shelf_of, viewer, wait_until_indexed

if TYPE_CHECKING:
    from pipeline.records import scheme_versions


scheme = typer.Typer(help="Skema klasifikasi dan jadwal retensi kantor.", no_args_is_help=True)
app.add_typer(scheme, name="scheme")


@scheme.command("import")
def scheme_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="csv atau xlsx: lima kolom SRIKANDI, atau kita.", show_default=False)
    ],
    by: By,
    version: Annotated[str, typer.Option("--version", metavar="NAME", help="Nama versi; bawaan: nama filenya.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Hanya tunjukkan bedanya.")] = False,
    as_json: AsJson = False,
) -> None:
    """PPID: berlakukan skema kantor; bedanya ditunjukkan dulu."""
    home = open_home()
    from pipeline.records import scheme_versions

    actor = acting(by)
    try:
        compared = attempt(lambda: scheme_versions.compare(home, file, actor, version))
    except OSError as error:
        wrong_use(f"{file}: tidak dapat dibuka ({error.strerror})")
    if not as_json:
        _print_diff(compared)
    if not dry_run:
        attempt(lambda: scheme_versions.put_in_force(home, compared.new, actor))
    if as_json:
        print_json(json_shapes.comparison(compared) | {"dry_run": dry_run})
    elif not dry_run:
        out().print(f"Berlaku sejak sekarang: {compared.new.version}.", markup=False)
        if compared.offered:
            hint = f"berkas scheme adopt {compared.new.version} --by {by}"
            out().print(f"{compared.offered} arsip menunggu putusan ulang: {hint}", markup=False)


def _print_diff(compared: scheme_versions.SchemeComparison) -> None:
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
    """PPID: putuskan ulang arsip yang tersimpan menurut jadwal yang belum dikonfirmasi."""
    home = open_home()
    from pipeline.records import scheme_versions

    actor = acting(by)
    records = attempt(lambda: scheme_versions.adopt(home, version, actor))
    wait_until_indexed(home, [record.id for record in records])
    if as_json:
        print_json(json_shapes.records(records, actor))
        return
    for record in records:
        out().print(f"{record.id}  {shelf_of(record)}", markup=False, overflow="fold")
    out().print(f"{len(records)} arsip diputuskan ulang.")


@scheme.command("list")
def scheme_list(as_json: AsJson = False, by: As = None) -> None:
    """Versi skema, yang berlaku di baris terakhir; boleh dilihat siapa pun."""
    open_home()
    from pipeline.records import scheme_versions

    viewer(by)  # somebody who is no person of the office sees nothing

    listed = scheme_versions.versions()
    if as_json:
        print_json(listed)
        return
    for one in listed:
        out().print(f"{one['version']}  {one['rows']} baris{'  (berlaku)' if one['in_force'] else ''}", markup=False)

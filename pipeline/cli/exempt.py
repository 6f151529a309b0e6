"""Commands for exempt information: exempt, dik, access."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import json_shapes
from pipeline.cli.app import AsJson, By, acting, app, attempt, open_home, out, print_json, wrong_use
from pipeline.cli.decide import As, Id, viewer, wait_until_indexed
from pipeline.cli.search import write_export

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
    """Isi lembar uji konsekuensi atas naskah yang diusulkan dikecualikan."""
    home = open_home()
    from pipeline.records import exemptions

    actor = acting(by)
    file = attempt(
        lambda: exemptions.write_consequence_test(
            home, record_id, actor, basis=basis, harm=harm, benefit=benefit, until=until, law=law
        )
    )
    if as_json:
        print_json(dict(file.data))
    else:
        out().print(f"{record_id}  lembar uji konsekuensi versi {file.version}", markup=False)


@exempt.command("settle")
def exempt_settle(
    record_id: Id,
    by: By,
    decision: Annotated[str, typer.Option("--decision", metavar="ID", help="Arsip yang memuat keputusannya.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """PPID: tetapkan dikecualikan, dengan lembar uji dan keputusannya."""
    home = open_home()
    from pipeline.records import exemptions

    actor = acting(by)
    record = attempt(lambda: exemptions.settle_exemption(home, record_id, actor, decision))
    wait_until_indexed(home, [record.id])
    if as_json:
        print_json(json_shapes.record(record, actor))
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
    from pipeline import register as registers
    from pipeline.records import publication

    kind = "json" if as_json else kind
    if kind not in registers.EXEMPT_FORMATS:
        wrong_use("--format: pilih csv, json, atau xlsx")
    actor = viewer(by)
    listed = attempt(lambda: publication.exempt_list(home, actor))
    write_export(registers.export_exempt(listed, kind), kind, output)


@app.command("access")
def access(
    record_id: Annotated[str, typer.Option("--record", metavar="ID", help="Hanya tentang naskah ini.")] = "",
    name: Annotated[str, typer.Option("--person", metavar="NAMA", help="Hanya oleh pengguna ini.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 50,
    as_json: AsJson = False,
    by: As = None,
) -> None:
    """Buku akses: siapa yang membuka, mengunduh, atau menemukan naskah yang dikecualikan, dan siapa yang masuk. Terbaru dulu."""
    home = open_home()
    from pipeline.records import access_book

    actor = viewer(by)
    lines = attempt(lambda: access_book.latest(home, actor, most=limit, record_id=record_id, name=name))
    if as_json:
        print_json(lines)
        return
    for line in lines:
        about = " ".join([line["subject"], *line.get("found", ())])
        asked = f": {line['asked']}" if line.get("asked") else ""
        text = f"{line['seq']:>6}  {line['at'][:19]}Z  {line['act']:<9} {line['by']:<12} {about}{asked}"
        out().print(text, markup=False, overflow="fold")

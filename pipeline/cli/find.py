"""Commands that find and publish: search, due, register."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import shapes
from pipeline.cli.app import FINDINGS, AsJson, app, complain, open_home, out, print_json, stop, wrong_use
from pipeline.cli.decide import As, eyes
from pipeline.failures import Failure


def _day(text: str | None) -> str:
    if text is None:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        wrong_use(f"{text}: tulis tanggal sebagai TTTT-BB-HH")


@app.command()
def search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help="Kata yang dicari.", show_default=False)],
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    place: Annotated[str, typer.Option("--in", metavar="archive|queue|all")] = "archive",
    category: Annotated[str, typer.Option()] = "",
    code: Annotated[str, typer.Option()] = "",
    date_from: Annotated[str | None, typer.Option("--from", metavar="D")] = None,
    date_to: Annotated[str | None, typer.Option("--to", metavar="D")] = None,
    as_json: AsJson = False,
    by: As = None,
) -> None:
    """Cari di seluruh teks arsip."""
    home = open_home()
    from pipeline import finding, indexing
    from pipeline.search import Filters

    if place not in finding.PLACES:
        wrong_use("--in: pilih archive, queue, atau all")
    filters = Filters(category=category, code=code, date_from=_day(date_from), date_to=_day(date_to))
    try:
        found = finding.find(indexing.engine(home), eyes(by), " ".join(query), place=place, filters=filters, limit=limit)
    except Failure as failure:
        complain(str(failure))
        stop(FINDINGS)
    if as_json:
        print_json(shapes.found(found))
        return
    for hit in found.hits:
        out().print(f"{hit.record.id}  {hit.record.facts.title or hit.record.file}", style="bold", markup=False, overflow="fold")
        if hit.snippet.page:
            out().print(f"  hlm. {hit.snippet.page}: {hit.snippet.text}", markup=False, overflow="fold")
    out().print(f"{found.total} ditemukan, {found.took_ms:.0f} ms")


@app.command()
def due(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Jatuh tempo sampai tanggal ini; bawaan: hari ini.")
    ] = None,
    as_json: AsJson = False,
    by: As = None,
) -> None:
    """Retensi yang berakhir, menurut urutannya. Tidak ada yang dihapus."""
    open_home()
    from pipeline import approval
    from pipeline.catalogue import models
    from pipeline.document import Status

    day = _day(on) or date.today().isoformat()
    actor = eyes(by)
    rows = models.Record.objects.filter(status=Status.FILED, retention_end__gt="", retention_end__lte=day)
    records = [row.record() for row in rows.order_by("retention_end", "code", "pk")]
    records = [record for record in records if approval.may_see(actor, record)]
    if as_json:
        print_json([shapes.record(record) for record in records])
        return
    for record in records:
        if record.retention:
            rule = record.retention.rule
            sure = "" if rule.confirmed else " (jadwal belum dikonfirmasi)"
            line = f"{record.retention.ends}  {record.facts.code:<8} {record.id}  {rule.disposition}{sure}  {record.facts.title}"
            out().print(line, markup=False, overflow="fold")
    if not records:
        out().print("Tidak ada retensi yang berakhir.")


@app.command()
def register(
    kind: Annotated[str, typer.Option("--format", metavar="csv|json|xlsx")] = "csv",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Bawaan: keluaran baku.")] = None,
    as_json: AsJson = False,
) -> None:
    """Daftar Informasi Publik sebagaimana adanya sekarang."""
    home = open_home()
    from pipeline import publishing

    kind = "json" if as_json else kind
    if kind not in publishing.FORMATS:
        wrong_use("--format: pilih csv, json, atau xlsx")
    data = publishing.register(home, kind)
    if output:
        output.write_bytes(data)
    elif kind == "xlsx" and sys.stdout.isatty():
        wrong_use("xlsx bukan teks: beri -o PATH")
    else:
        sys.stdout.buffer.write(data)

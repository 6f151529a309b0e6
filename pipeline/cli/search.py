"""Commands that find and publish: search, register."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import file_modes
from pipeline.cli import json_shapes
from pipeline.cli.app import (
    FINDINGS,
    AsJson,
    acting,
    app,
    attempt,
    complain,
    open_home,
    out,
    print_json,
    print_row,
    stop,
    wrong_use,
)
from pipeline.cli.decide import As, viewer
from pipeline.failures import Failure

if TYPE_CHECKING:
    from pipeline.home import Home


def day_of(text: str | None) -> str:
    """A day as typed, or nothing; ends with a sentence when it is none."""
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
    from pipeline.records import access_book
    from pipeline.records import search as record_search
    from pipeline.search import Filters
    from pipeline.worker import indexer

    if place not in record_search.PLACES:
        wrong_use("--in: pilih archive, queue, atau all")
    filters = Filters(category=category, code=code, date_from=day_of(date_from), date_to=day_of(date_to))
    look = partial(
        record_search.find,
        indexer.open_engine(home),
        viewer(by),
        " ".join(query),
        filters=filters,
        synonyms=home.config.synonyms,
    )
    try:
        found = look(place=place, limit=limit)
    except Failure as failure:
        complain(str(failure))
        stop(FINDINGS)
    access_book.note_found(home, viewer(by), " ".join(query), (hit.record for hit in found.hits))
    if as_json:
        print_json(json_shapes.found(found))
        return
    for typed, meant in found.corrected:
        out().print(f"Tidak ada naskah dengan “{typed}”; dicari: {meant or 'kata yang ejaannya mirip'}")
    for hit in found.hits:
        print_row(f"{hit.record.id}  ", hit.record.facts.title or hit.record.file, style="bold")
        if hit.snippet.page:
            print_row(f"  hlm. {hit.snippet.page}: ", hit.snippet.text)
        if hit.missing:
            print_row("  tanpa: ", ", ".join(hit.missing))
    part = f" ({found.complete} memuat semua kata)" if found.complete < found.total else ""
    out().print(f"{found.total} ditemukan{part}, {found.took_ms:.0f} ms")
    if not found.total and place == "archive" and (waiting := look(place="queue", limit=1, excerpts=False).total):
        out().print(f"Di antrean ada {waiting}: tambahkan --in queue")


@app.command()
def register(
    kind: Annotated[str, typer.Option("--format", metavar="csv|json|xlsx")] = "csv",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="Bawaan: keluaran baku.")] = None,
    publish: Annotated[bool, typer.Option("--publish", help="PPID: terbitkan sebagai versi berikutnya (perlu --by).")] = False,
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """Daftar Informasi Publik sebagaimana adanya sekarang."""
    home = open_home()
    from pipeline.records import publication

    if publish:
        _publish(home, by, as_json)
        return

    kind = "json" if as_json else kind
    if kind not in publication.FORMATS:
        wrong_use("--format: pilih csv, json, atau xlsx")
    data = publication.register(home, kind)
    write_export(data, kind, output)
    staleness = publication.staleness(home)
    if staleness.stale:
        count = len(staleness.added) + len(staleness.removed) + len(staleness.changed)
        complain(
            f"Versi {staleness.version} yang terbit sudah usang: {count} baris berbeda. Terbitkan lagi: berkas register --publish"
        )


def write_export(data: bytes, kind: str, output: Path | None) -> None:
    """A list as a file, or on standard output."""
    if output:
        with file_modes.by_user_umask():
            output.write_bytes(data)
    elif kind == "xlsx" and sys.stdout.isatty():
        wrong_use("xlsx bukan teks: beri -o PATH")
    else:
        sys.stdout.buffer.write(data)


def _publish(home: Home, by: str | None, as_json: bool) -> None:
    from pipeline.records import publication

    if not by:
        wrong_use("--publish perlu --by NAMA")
    actor = acting(by)
    file = attempt(lambda: publication.publish(home, actor))
    if as_json:
        print_json({"version": int(file.id), "entries": file.data["entries"], "published_at": file.data["published_at"]})
    else:
        out().print(f"Versi {int(file.id)} diterbitkan: {file.data['entries']} baris.")

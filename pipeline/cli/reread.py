"""Commands that read a paper again: reread, retry."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import json_shapes
from pipeline.cli.app import (
    DONE,
    FINDINGS,
    AsJson,
    By,
    Ids,
    acting,
    app,
    complain,
    each,
    open_home,
    operator,
    out,
    print_json,
    stop,
    system_user,
)
from pipeline.cli.decide import act_on_each, get_visible_record, wait_until_indexed

if TYPE_CHECKING:
    from pipeline.document import Record

PasswordFromInput = Annotated[bool, typer.Option("--password-stdin", help="Kata sandi PDF, sebaris dari masukan baku.")]


@app.command()
def reread(
    ids: Ids,
    by: By,
    page: Annotated[int | None, typer.Option("--page", min=1, help="Halaman mana; bawaan: semua.")] = None,
    turn: Annotated[int | None, typer.Option("--turn", help="Putar searah jarum jam: 0, 90, 180, 270.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="ind, eng, atau ind+eng.")] = None,
    enhanced: Annotated[bool, typer.Option("--enhanced", help="Perbaiki gambarnya dulu.")] = False,
    password_stdin: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Baca ulang satu halaman atau semuanya: diputar, dalam bahasa lain, atau setelah gambarnya diperbaiki."""
    home = open_home()
    from pipeline import reading
    from pipeline.records import rereading

    actor = acting(by)
    wish = rereading.RereadOptions(page, turn, language, enhanced)
    password = typed_password() if password_stdin else None
    with reading.Pool() as pool:

        def again(record_id: str) -> Record:
            return rereading.read_again(home, record_id, pool, actor, wish, password=password)

        act_on_each(ids, as_json, again, home, actor)


@app.command()
def retry(
    ids: Ids,
    by: By,
    password_stdin: PasswordFromInput = False,
    as_json: AsJson = False,
) -> None:
    """Baca ulang yang tak terbaca, bila perlu dengan kata sandinya."""
    home = open_home()
    from pipeline import reading
    from pipeline.records import lifecycle, rereading
    from pipeline.worker import worker

    actor = acting(by)
    if password_stdin:
        password = typed_password()
        with reading.Pool() as pool:
            records, failed = each(ids, lambda record_id: rereading.unlock(home, record_id, pool, actor, password))
    else:
        records, failed = each(ids, lambda record_id: rereading.retry(home, record_id, actor))
        worker.read_now(home, lifecycle.machine_actor("cli", system_user()))
    wait_until_indexed(home, [record.id for record in records])
    records = [get_visible_record(record.id, operator()) for record in records]
    if as_json:
        print_json(json_shapes.records(records, actor))
    for record in records:
        if record.problem:
            failed = True
            complain(f"{record.id}: {record.problem}")
        elif not as_json:
            out().print(f"{record.id}  {record.status}", markup=False)
    stop(FINDINGS if failed else DONE)


def typed_password() -> str:
    """A password, a line from standard input."""
    return sys.stdin.readline().rstrip("\r\n")

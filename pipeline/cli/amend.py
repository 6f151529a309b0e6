"""The command that amends a filed record: change."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli import json_shapes
from pipeline.cli.app import AsJson, By, Why, acting, app, attempt, open_home, out, print_json
from pipeline.cli.decide import Id, settings, shelf_of, wait_until_indexed


@app.command()
def change(
    record_id: Id,
    by: By,
    why: Why,
    setting: Annotated[list[str], typer.Option("--set", metavar="FIELD=VALUE", help="Boleh berulang.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """PPID: putuskan ulang arsip yang sudah tersimpan; riwayatnya tetap."""
    home = open_home()
    from pipeline.records import amendment

    actor, changes = acting(by), settings(setting)
    record = attempt(lambda: amendment.amend(home, record_id, actor, changes, why))
    wait_until_indexed(home, [record.id])
    if as_json:
        print_json(json_shapes.record(record, actor))
    else:
        out().print(f"{record.id}  {shelf_of(record)}", markup=False, overflow="fold")

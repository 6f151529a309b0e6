"""Shared by all commands: the application, options, output and exit codes."""

from __future__ import annotations

import getpass
import json
import os
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console

from pipeline.document import Actor
from pipeline.failures import Failure

if TYPE_CHECKING:
    from pipeline.home import Home


app = typer.Typer(
    help="Berkas: dari pemindai ke rak arsip dan daftar informasi publik.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
T = TypeVar("T")
DONE, FINDINGS, WRONG_USE = 0, 1, 2

AsJson = Annotated[bool, typer.Option("--json", help="Satu dokumen JSON di keluaran baku, tanpa yang lain.")]
By = Annotated[str, typer.Option("--by", metavar="NAMA", help="Siapa yang bertindak.", show_default=False)]
Why = Annotated[str, typer.Option("--why", metavar="ALASAN", help="Alasannya.", show_default=False)]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="ID naskah, misalnya 2026-000123.", show_default=False)]
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="File yang diserahkan.", show_default=False)]

err = Console(stderr=True, highlight=False, soft_wrap=True)
LEAST_ROOM = 20
"""Characters that a text gets beside what leads it, however narrow the window."""


def out() -> Console:
    """Standard output for people, made late so that tests and pipes get the stream of the moment."""
    return Console(highlight=False)


def print_row(lead: str, text: str, style: str = "") -> None:
    """A row for people: ``text`` goes on under its own beginning, not under ``lead``, where the line is too short for it."""
    console = out()
    lines = textwrap.wrap(text, max(LEAST_ROOM, console.width - len(lead)))
    console.print(lead + ("\n" + " " * len(lead)).join(lines), style=style, markup=False, soft_wrap=True)


def print_json(value: Any) -> None:
    """One JSON document and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def complain(text: str) -> None:
    """A sentence on standard error, whatever brackets the text holds."""
    err.print(text, markup=False)


def stop(code: int) -> NoReturn:
    """End the command with this exit code."""
    raise typer.Exit(code)


def wrong_use(text: str) -> NoReturn:
    """End with a sentence and exit code 2."""
    complain(text)
    stop(WRONG_USE)


def system_user() -> str:
    """The user's name in the operating system."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid()) if hasattr(os, "getuid") else ""


def operator() -> Actor:
    """The operator: an account that can write the home. It sees all records and decides nothing."""
    user = system_user()
    return Actor(user or "cli", None, door="cli", system_user=user)


def open_home(*, for_rebuild: bool = False) -> Home:
    """The home in BERKAS_HOME with its catalogue opened; ends with one sentence when there is none."""
    from pipeline import home as homes
    from pipeline.home import privacy, readable, storage

    try:
        opened = homes.open_home(homes.default_root(), for_rebuild=for_rebuild)
    except readable.NotReadable as failure:
        complain(str(failure))
        stop(FINDINGS)
    except Failure as failure:
        wrong_use(str(failure))
    if storage.is_writable(opened):
        if left := privacy.make_private(opened):
            complain(f"{len(left)} file atau folder di rumah ini masih terbuka bagi akun lain. Lihat: berkas doctor")
        _connect_or_release(opened)
        storage.keep_reserve(opened)
    else:
        connect(opened, read_only=True)
    return opened


def _connect_or_release(home: Home) -> None:
    """``connect``; where the disk is full, once more with the room of the reserve."""
    from pipeline.home import storage

    try:
        connect(home)
    except Exception as error:  # Django and SQLite wrap the disk's trouble in errors of their own; any other goes on
        if not isinstance(storage.trouble(error, home), storage.DiskFull) or not storage.release_reserve(home):
            raise
        connect(home)


def connect(home: Home, *, read_only: bool = False) -> None:
    """Set Django up for a home and bring its tables up to date; ``read_only``, only look at them as they are."""
    from pipeline.catalogue import database

    database.set_up(home.root)
    if read_only:
        database.use_read_only(home.catalogue)
        return
    database.use(home.catalogue)
    if home.has_catalogue:
        try:
            database.migrate()
        except database.NewerCatalogue as failure:
            wrong_use(str(failure))


def acting(name: str) -> Actor:
    """The person named by ``--by``; ends with a sentence when there is nobody of that name."""
    from pipeline.records import people

    try:
        return people.get_actor(name, "cli", system_user())
    except Failure as failure:
        wrong_use(str(failure))


def each(items: list[str], do: Callable[[str], T]) -> tuple[list[T], bool]:
    """Do one act per item; a failing one is named on standard error and the others go on.

    Returns:
        The results, and whether any failed.
    """
    results, failed = [], False
    for item in items:
        try:
            results.append(do(item))
        except Failure as failure:
            failed = True
            complain(f"{item}: {failure}")
    return results, failed


def attempt(do: Callable[[], T]) -> T:
    """Do one thing; ends with its sentence and exit code 1 when it may not or cannot be."""
    try:
        return do()
    except Failure as failure:
        complain(str(failure))
        stop(FINDINGS)

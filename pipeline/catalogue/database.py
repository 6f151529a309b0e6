"""Opens a home's catalogue: sets Django up once per process and points its one connection at the home."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db import close_old_connections, connections
from django.db.backends.signals import connection_created

from pipeline import file_modes
from pipeline.failures import Failure


class NewerCatalogue(Failure):
    """Tables that a later Berkas has changed."""

    key = "failure.newer_catalogue"
    indonesian = "Katalog ini sudah dipakai Berkas yang lebih baru ({names}). Pasang versi itu; tidak ada yang diubah."
    english = "This catalogue was used by a newer Berkas ({names}). Install that version or a later one; nothing was changed."


def set_up(root: Path) -> None:
    """Set Django up for the home in ``root``; in a process that served another home before, point it at this one."""
    os.environ["BERKAS_HOME"] = str(root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pipeline.settings")
    if not apps.ready:
        django.setup()
        connection_created.connect(_remember_file)


def use(database: Path) -> None:
    """Point this process at a database file. Connections of other threads to an earlier one are not touched: call it before any
    thread is started.
    """
    connection = connections["default"]
    if Path(connection.settings_dict["NAME"]) != database:
        connection.close()
        for settings in (connections.settings["default"], connection.settings_dict):
            settings["NAME"] = database


def use_read_only(database: Path) -> None:
    """Point this process at a database file on a disk that may only be read.

    SQLite makes files beside a database even to read it, and cannot here. A database without a log is opened as one that never
    changes; one with a log is copied, log and all, into a private folder that goes with the process.
    """
    log = database.with_name(f"{database.name}-wal")
    if log.exists() and log.stat().st_size:
        folder = Path(tempfile.mkdtemp(prefix="berkas-look-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        for file in (database, log):
            shutil.copyfile(file, folder / file.name)
        use(folder / database.name)
        return
    use(database)
    for settings in (connections.settings["default"], connections["default"].settings_dict):
        settings["NAME"] = f"{database.absolute().as_uri()}?immutable=1"
        settings["OPTIONS"] = {"uri": True, "init_command": "PRAGMA query_only=ON"}


def _remember_file(connection: Any, **_: object) -> None:
    connection.opened_file = _identity(connection.settings_dict["NAME"])


def _identity(database: str | Path) -> tuple[int, int] | None:
    """Which file lies there: another one after a swap."""
    try:
        status = Path(database).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def reopen_if_swapped() -> None:
    """Let go of a catalogue that ``rebuild`` has put another one in the place of since this thread opened it: what is written there
    would be lost. Ask while holding the act lock, which ``rebuild`` holds too.
    """
    connection: Any = connections["default"]
    if connection.connection is None or connection.in_atomic_block:
        return
    if connection.opened_file != _identity(connection.settings_dict["NAME"]):
        connection.close()


def migrate() -> None:
    """Make or bring up to date the tables of the catalogue in use. Every command does; where all is done, one question tells.

    Raises:
        NewerCatalogue: a later Berkas has changed the tables; they stay as they are.
    """
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    # SQLite gives its log the mode of the database.
    file_modes.make_private_file(Path(connections["default"].settings_dict["NAME"]))
    executor = MigrationExecutor(connections["default"])
    unknown = executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys()
    if newer := sorted(name for app, name in unknown if app == "catalogue"):
        raise NewerCatalogue(names=", ".join(newer))
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def release() -> None:
    """Close this thread's connection if it is of no more use (an error, its age)."""
    close_old_connections()


def close() -> None:
    """Close this thread's connection."""
    connections["default"].close()

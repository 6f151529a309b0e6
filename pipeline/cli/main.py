"""The entry point of the ``berkas`` command. It imports every module of commands and handles uncaught failures."""

from __future__ import annotations

import io
import sys

from pipeline import file_modes
from pipeline.cli.app import FINDINGS, app, complain


def register() -> None:
    """Import every module of commands: each adds its own to ``app``. Imported late, so that what they make is private."""
    # In the order in which help lists them.
    # isort: off
    from pipeline.cli import reread, search, amend, exempt, schemes, retention, decide, maintain, backup, people, read, ingest  # noqa: F401 - registers

    # isort: on


def main() -> None:
    """The entry point of the ``berkas`` command."""
    file_modes.restrict()
    register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Old Windows consoles and LANG=C would stumble over the first long dash.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except Exception as error:
        # What is the matter with the disk or the home is told in a sentence; any other error goes on as what it is.
        if isinstance(error, PermissionError):
            _complain_of_home(error)
        else:
            _complain_of_storage(error)
        sys.exit(FINDINGS)


def _complain_of_storage(error: Exception) -> None:
    """Say in a sentence that the disk is full, read-only or failing; any other error goes on as what it is."""
    from pipeline import home as homes
    from pipeline.home import storage

    home = homes.Home(homes.default_root(), homes.Config())
    found = storage.trouble(error, home)
    if found is None:
        raise error
    if isinstance(found, storage.DiskFull):
        storage.release_reserve(home)
    complain(str(found))


def _complain_of_home(error: PermissionError) -> None:
    """Say in a sentence that part of the home is another account's; an error about anything else goes on."""
    from pipeline import home as homes
    from pipeline.home import readable

    try:
        with readable.permitted(homes.default_root()):
            raise error
    except readable.NotReadable as failure:
        complain(str(failure))

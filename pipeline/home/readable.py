"""Checks that this account can read the home. What cannot be read is never taken for lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.failures import Failure

NAMED = 3
"""Paths that are named; the rest are counted."""
_TOLD = (".json", ".jsonl")
"""Files that say which copy of a record counts; they are read in full."""


class NotReadable(Failure):
    """Part of the home is another account's, or lies on a disk that fails."""

    key = "failure.not_readable"
    indonesian = (
        "{count} folder atau file di rumah ini tidak dapat dibaca oleh akun {account} ({reason}): {paths}. "
        "Ketik sebagai root, lalu ulangi: chown -R {account} {root} && chmod -R u+rwX {root}"
    )
    english = (
        "{count} folders or files of this home cannot be read by the account {account} ({reason}): {paths}. "
        "Type as root, then try again: chown -R {account} {root} && chmod -R u+rwX {root}"
    )


def account() -> str:
    """The name of the account that this process runs as, or its number."""
    try:
        import pwd

        return pwd.getpwuid(os.geteuid()).pw_name
    except (ImportError, KeyError):
        return str(os.geteuid()) if hasattr(os, "geteuid") else "Berkas"


def name_first(paths: list[Path]) -> str:
    """The first of some paths by name, and how many more there are."""
    more = f" dan {len(paths) - NAMED} lainnya" if len(paths) > NAMED else ""
    return ", ".join(map(str, paths[:NAMED])) + more


def unreadable(top: Path) -> Iterator[tuple[Path, OSError]]:
    """Every folder and file at and below ``top`` that cannot be read, and why. What is not there is passed over."""
    waiting = [str(top)]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
            for entry in found:
                if entry.is_file(follow_symlinks=False):
                    yield from _unreadable_file(entry.path)
            waiting += [entry.path for entry in reversed(found) if entry.is_dir(follow_symlinks=False)]
        except FileNotFoundError:
            continue
        except OSError as error:
            yield Path(folder), error


def _unreadable_file(path: str) -> Iterator[tuple[Path, OSError]]:
    try:
        with Path(path).open("rb") as file:
            if path.endswith(_TOLD):
                file.read()
    except FileNotFoundError:
        return
    except OSError as error:
        yield Path(path), error


def ensure_readable(archive: Path) -> None:
    """Look at all of an archive before anything is decided of its records.

    Raises:
        NotReadable: some of it cannot be read; a copy that cannot be read is not one that is lost.
    """
    if found := list(unreadable(archive)):
        raise failure(archive.parent, [path for path, _ in found], found[0][1])


def failure(root: Path, paths: list[Path], error: OSError) -> NotReadable:
    """What to say of paths in the home ``root`` that cannot be read."""
    return NotReadable(count=len(paths), account=account(), reason=error.strerror or error, paths=name_first(paths), root=root)


@contextmanager
def permitted(root: Path) -> Iterator[None]:
    """Within this, a path of the home ``root`` that the system keeps from us ends in a sentence.

    Raises:
        NotReadable: instead of ``PermissionError``; one about a path elsewhere goes on as it is.
    """
    try:
        yield
    except PermissionError as error:
        path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes | os.PathLike) else None
        if path is None or not path.is_relative_to(root):
            raise
        raise failure(root, [path], error) from error

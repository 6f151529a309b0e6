"""Durable file operations: after a power cut a file is either the old or the new one. New files are private."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from pipeline import file_modes

_CHUNK = 1 << 20


def fsync_folder(folder: Path) -> None:
    """Make a folder's entries (names made, renamed, removed) durable. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folders(folder: Path) -> None:
    """Make a folder and its missing parents, each one's name durable in the one above."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(file_modes.PRIVATE_FOLDER, exist_ok=True)
        fsync_folder(path.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file in place and fsync it; for files that nobody reads before a later step makes them count."""
    with open(path, "wb", opener=file_modes.opener) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, data: bytes, *, by_way_of: Path) -> None:
    """Replace ``path`` by ``data`` in one step: written at ``by_way_of`` (same file system), fsynced, renamed, folder fsynced."""
    write_new(by_way_of, data)
    by_way_of.replace(path)
    fsync_folder(path.parent)


def move(source: Path, target: Path) -> None:
    """Rename within one file system; both folders are fsynced, and the target's are made."""
    make_folders(target.parent)
    source.replace(target)
    for folder in dict.fromkeys((target.parent, source.parent)):
        fsync_folder(folder)


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file's bytes, read in chunks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def copy(source: Path, target: Path) -> None:
    """Copy bytes and fsync the copy."""
    with source.open("rb") as read, open(target, "wb", opener=file_modes.opener) as written:
        while chunk := read.read(_CHUNK):
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())

"""Static files, read once and named by their content, so that browsers can cache them for ever."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

FOLDER = "static"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to be sent."""

    content: bytes
    packed: bytes
    media_type: str
    mark: str
    """The beginning of its SHA-256: it stands in the address, so a changed file has another address."""


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """All files under ``static/`` by their path; what is not here is not served, whatever the address says."""
    root = resources.files("pipeline.web") / FOLDER
    found: dict[str, Asset] = {}
    folders = [("", root)]
    while folders:
        prefix, folder = folders.pop()
        for child in folder.iterdir():
            name = f"{prefix}{child.name}"
            if child.is_dir():
                folders.append((f"{name}/", child))
            elif child.is_file():
                found[name] = _asset(name, child.read_bytes())
    return found


def _asset(name: str, content: bytes) -> Asset:
    media_type = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}.get(name.rpartition(".")[2])
    guessed = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(content, gzip.compress(content, 9, mtime=0), guessed, hashlib.sha256(content).hexdigest()[:12])


def address(name: str) -> str:
    """Where a file is served."""
    return f"/static/{assets()[name].mark}/{name}"

"""The bag: a paper's received bytes in BagIt form (RFC 8493), valid at every instant of its life.

We write bags ourselves because ``bagit.make_bag`` changes the working directory of the whole process and never fsyncs; we let
``bagit`` validate them, because then every archive in the world agrees with the verdict.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import bagit

from pipeline import durable, file_modes

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
RATIFIED = "metadata/ratified.json"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"


class CopyDiffers(OSError):
    """The copied bytes are not the bytes that were handed in; the source stays and the arrival is tried again."""


def make(folder: Path, source: Path, payload: str, sha256: str, info: dict[str, str]) -> None:
    """Make ``folder`` a bag around a copy of ``source``.

    Args:
        folder: made here; must not exist.
        source: the received bytes; not touched.
        payload: the copy's name inside ``data/``.
        sha256: what the bytes hash to; the copy is read back and compared.
        info: further lines of bag-info.txt.

    Raises:
        CopyDiffers: the copy does not hash to ``sha256``.
    """
    durable.make_folders(folder / "data")
    copy = folder / "data" / payload
    durable.copy(source, copy)
    if durable.sha256(copy) != sha256:
        raise CopyDiffers(payload)
    oxum = {"Payload-Oxum": f"{copy.stat().st_size}.1"}
    lines = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in (info | oxum).items())
    durable.write_new(folder / "bag-info.txt", lines.encode())
    durable.write_new(folder / "manifest-sha256.txt", f"{sha256}  data/{payload}\n".encode())
    durable.write_new(folder / "bagit.txt", DECLARATION.encode())
    durable.fsync_folder(folder / "data")
    durable.fsync_folder(folder)


def is_sealed(folder: Path) -> bool:
    """Has this bag been closed by ratification?"""
    return (folder / TAG_MANIFEST).exists()


def seal(folder: Path, ratified: bytes) -> None:
    """Close a bag with the decision that ratified it. The tag manifest comes last, so that half a seal is no seal; a second call
    does nothing, because a sealed bag never changes.
    """
    if is_sealed(folder):
        return
    target = folder / RATIFIED
    file_modes.make_private_folder(target.parent)
    durable.write_new(target, ratified)
    durable.fsync_folder(target.parent)
    tags = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", RATIFIED]
    lines = "".join(f"{hashlib.sha256((folder / tag).read_bytes()).hexdigest()}  {tag}\n" for tag in tags)
    durable.replace(folder / TAG_MANIFEST, lines.encode(), by_way_of=folder / "metadata" / ".tagmanifest")


def findings(folder: Path) -> list[str]:
    """What is wrong with a bag, as bagit sees it; empty when it is valid. A file that is no part of it is no damage: ``strays``."""
    try:
        bagit.Bag(str(folder)).validate(processes=1)
    except bagit.BagValidationError as error:
        if error.details:
            return _without_strays(folder, error)
        # The number of bytes and files is compared first, and then nothing else.
        return _without_count(folder, error) if strays(folder) else [str(error)]
    except (bagit.BagError, OSError) as error:
        return [str(error)]
    return []


def _without_strays(folder: Path, error: Any) -> list[str]:
    known = strays(folder)
    return [str(one) for one in error.details if not (isinstance(one, bagit.UnexpectedFile) and one.path in known)]


def _without_count(folder: Path, error: Exception) -> list[str]:
    known = bagit.Bag(str(folder))
    known.info.pop("Payload-Oxum", None)
    try:
        known.validate(processes=1)
    except bagit.BagValidationError as again:
        return _without_strays(folder, again)
    except (bagit.BagError, OSError):
        return [str(error)]
    return []


def strays(folder: Path) -> list[str]:
    """Files among the payload that the manifest does not name: somebody, or another program, has put them there. None where the
    manifest itself is damaged, so that it cannot tell.
    """
    try:
        named = {line.split(maxsplit=1)[1] for line in (folder / MANIFEST).read_text("utf-8").splitlines() if " " in line}
        found = {path.relative_to(folder).as_posix() for path in (folder / "data").rglob("*") if not path.is_dir()}
    except (OSError, ValueError):
        return []
    return sorted(found - named) if named and named <= found else []

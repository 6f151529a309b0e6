"""Is a picture file as long as it says? Cut off, it is to be scanned or copied again; an inbox waits for the rest of it."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from pipeline.reading.options import PNG, TIFF, WEBP

MOST_CHUNKS = 1_000_000


def cut_off(path: Path, media_type: str) -> bool:
    """Whether the end of a PNG, TIFF or WebP is missing, as its own lengths tell. Nothing is decoded; other kinds do not tell."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if media_type == PNG:
            return not _reaches_end(file, size)
        head = file.read(8)
    if media_type == WEBP:
        # RIFF: the length of what follows the first eight bytes.
        return int.from_bytes(head[4:8], "little") + 8 > size
    if media_type == TIFF and head[2:4] in (b"*\0", b"\0*"):
        # Where the first directory stands; many writers put it behind the pixels.
        return int.from_bytes(head[4:8], "little" if head.startswith(b"II") else "big") + 2 > size
    return False


def _reaches_end(file: BinaryIO, size: int) -> bool:
    """Whether the chunks of a PNG lead to the one that ends it (ISO/IEC 15948, clause 5)."""
    at = 8
    for _ in range(MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return False
        at += int.from_bytes(head[:4], "big") + 12
        if head[4:] == b"IEND":
            return at <= size
    return True

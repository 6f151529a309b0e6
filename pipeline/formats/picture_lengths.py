"""Checks that a PNG, TIFF, WebP or JPEG 2000 is as long as it says. Nothing is decoded.

An inbox waits for the rest of such a file; a reader says that it is to be scanned or copied again.
"""

from __future__ import annotations

from typing import BinaryIO

MOST_CHUNKS = 1_000_000
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
JP2_MAGIC, CODESTREAM_MAGIC = b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"
END_OF_CODESTREAM = b"\xff\xd9"
TAIL = 1024
TIFF_MAGICS = (b"II*\0", b"MM\0*")


def cut_off(file: BinaryIO, size: int) -> bool:
    """Whether the end of a file of ``size`` bytes is missing, as its own lengths tell. Files of other kinds do not tell."""
    file.seek(0)
    head = file.read(12)
    if head.startswith(PNG_MAGIC):
        return not _reaches_end(file, size)
    if head.startswith(b"RIFF") and head[8:] == b"WEBP":
        # The length of what follows the first eight bytes.
        return int.from_bytes(head[4:8], "little") + 8 > size
    if head.startswith((JP2_MAGIC, CODESTREAM_MAGIC)):
        return not _holds_codestream(file, size)
    if head.startswith(TIFF_MAGICS):
        # Where the first directory stands; many writers put it behind the pixels.
        return int.from_bytes(head[4:8], "little" if head.startswith(b"II") else "big") + 2 > size
    return False


def _reaches_end(file: BinaryIO, size: int) -> bool:
    """Whether the chunks of a PNG lead to the one that ends it (ISO/IEC 15948, clause 5)."""
    at = len(PNG_MAGIC)
    for _ in range(MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return False
        at += int.from_bytes(head[:4], "big") + 12
        if head[4:] == b"IEND":
            return at <= size
    return True


def _holds_codestream(file: BinaryIO, size: int) -> bool:
    """Whether the codestream of a JPEG 2000 reaches its end mark (ISO/IEC 15444-1, annexes A and I)."""
    at, end = 0, size
    file.seek(0)
    if not file.read(4).startswith(CODESTREAM_MAGIC):
        for _ in range(MOST_CHUNKS):
            file.seek(at)
            head = file.read(16)
            if len(head) < 8:
                return False
            length, begin = int.from_bytes(head[:4], "big"), 8
            if length == 1:
                length, begin = int.from_bytes(head[8:16], "big"), 16
            if head[4:8] == b"jp2c":
                break
            if length < begin:
                # Only the codestream may reach to the end of the file without saying how long it is.
                return False
            at += length
        else:
            return False
        end = at + length if length else size
    if end > size:
        return False
    file.seek(max(at, end - TAIL))
    return END_OF_CODESTREAM in file.read(end - max(at, end - TAIL))

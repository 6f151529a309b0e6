"""Checks that a file ends where its format says. Cheap and bounded: nothing is decoded.

Measured on whole and truncated files (10-99 %): ``%%EOF`` in the last KiB of a PDF and the end marks below rejected every
truncation and accepted every whole file, where "opens without an error" accepted many halves. It says that the end is there,
not that the file is sound: that is the reading's business.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from pipeline.failures import NotWhole
from pipeline.formats import picture_lengths

_HEAD = 1024
_TAIL = 1024
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
ZIP_END = 22
"""The end record of a zip without a comment."""
_ZIP_TAIL = ZIP_END + 65535
"""The end record of a zip and the longest comment behind it (APPNOTE 4.3.16)."""
_MAX_JPEG_SEGMENTS = 4096
_CHUNK = 1 << 20
_CLOSING = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF")
_TABLE = re.compile(rb"\s*(xref|\d+\s+\d+\s+obj)\b")
_MARK = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


def check_not_blank(head: bytes) -> None:
    """Raise ``NotWhole`` for a file that begins with nothing but zeros."""
    if not head.strip(b"\0"):
        raise NotWhole


def end_of_data(file: BinaryIO, size: int) -> int:
    """Where the zeros begin that a share, a scanner or a copying program has put behind the end; ``size`` where there are none."""
    end = size
    while end:
        begin = max(0, end - _CHUNK)
        file.seek(begin)
        left = file.read(end - begin).rstrip(b"\0")
        if left:
            return begin + len(left)
        end = begin
    return 0


def _tail(file: BinaryIO, size: int, length: int = _TAIL) -> bytes:
    file.seek(max(0, size - length))
    return file.read(min(length, size))


def check_pdf(file: BinaryIO, size: int) -> bool:
    """``%%EOF`` stands near the end, and a linearized file is as long as it says. Whether other bytes lie behind the end."""
    near = b"%%EOF" in _tail(file, size)
    if not near and not _has_closing(file, size):
        raise NotWhole
    # A linearized file carries an %%EOF near its beginning too, but states its length there (ISO 32000-1, annex F.2.2).
    file.seek(0)
    length = re.search(rb"/Linearized\b.{0,200}?/L\s+(\d{1,15})\b", file.read(_HEAD + _TAIL), re.DOTALL)
    if length and int(length[1]) > size:
        raise NotWhole
    return not near


def _has_closing(file: BinaryIO, size: int) -> bool:
    """Whether somewhere a whole closing stands: ``startxref``, a place before it where a table or an object begins, ``%%EOF``.

    Portals and mail programs put kilobytes behind it. Of a PDF cut off in a later revision, too, this is the end of an earlier one.
    """
    end = size
    while end > 0:
        begin = max(0, end - _CHUNK)
        file.seek(begin)
        # A closing on the border of two pieces is seen whole in one of them.
        found = list(_CLOSING.finditer(file.read(end - begin + _TAIL)))
        for closing in reversed(found):
            place = int(closing[1])
            file.seek(place)
            if 0 < place < begin + closing.start() and _TABLE.match(file.read(64)):
                return True
        end = begin
    return False


def check_jpeg(file: BinaryIO, size: int) -> bool:
    """Walk the headers to the start of the scan, then look for the end mark behind it: a preview inside the headers has one too.

    Behind the end mark a telephone may have put a film (a motion photo): whether other bytes lie there.
    """
    scan = _jpeg_scan(file, size)
    tail = _tail(file, size)
    found = tail.rfind(b"\xff\xd9")
    near = found >= 0 and size - len(tail) + found >= scan
    if not near and not _jpeg_ends(file, scan):
        raise NotWhole
    return not near


def _jpeg_ends(file: BinaryIO, scan: int) -> bool:
    """Whether an end mark follows the scan. Inside a scan every 0xFF is followed by a zero or a restart mark (T.81, B.1.1.5)."""
    position = scan
    for _ in range(_MAX_JPEG_SEGMENTS):
        file.seek(position + 2)
        length = int.from_bytes(file.read(2), "big")
        if length < 2:
            return False
        found = _next_mark(file, position + 2 + length)
        if found is None:
            return False
        position, mark = found
        if mark == 0xD9:
            return True
    return False


def _next_mark(file: BinaryIO, position: int) -> tuple[int, int] | None:
    """Place and code of the next mark that is not part of the picture's data."""
    file.seek(position)
    while chunk := file.read(_CHUNK):
        if found := _MARK.search(chunk):
            return position + found.start(), chunk[found.start() + 1]
        if len(chunk) < _CHUNK:
            return None
        # The last byte once more: a mark may lie on the border.
        position += len(chunk) - 1
        file.seek(position)
    return None


def _jpeg_scan(file: BinaryIO, size: int) -> int:
    """Offset of the first start-of-scan segment (ITU-T T.81, B.1.1). Raises ``NotWhole`` when there is none."""
    position = 2
    for _ in range(_MAX_JPEG_SEGMENTS):
        file.seek(position)
        header = file.read(4)
        if len(header) < 4 or header[0] != 0xFF:
            raise NotWhole
        if header[1] == 0xFF:  # fill byte before a marker
            position += 1
            continue
        if header[1] == 0xDA:
            return position
        if header[1] == 0x01 or 0xD0 <= header[1] <= 0xD8:  # markers that stand alone
            position += 2
            continue
        position += 2 + int.from_bytes(header[2:], "big")
        if position >= size:
            raise NotWhole
    raise NotWhole


def check_lengths(file: BinaryIO, size: int) -> None:
    """A picture is as long as its own lengths say."""
    if picture_lengths.cut_off(file, size):
        raise NotWhole


def check_gif(file: BinaryIO, size: int) -> None:
    """The last block ends with a zero, then comes the trailer (GIF89a, 27). Zeros behind it are padding."""
    if not _tail(file, size).rstrip(b"\0").endswith(b"\0;"):
        raise NotWhole


def check_zip(file: BinaryIO, size: int) -> None:
    """The end record must be there, whole, with the directory it speaks of before it (docx, xlsx, odt are zips)."""
    tail = _tail(file, size, _ZIP_TAIL)
    found = tail.rfind(b"PK\x05\x06")
    record = tail[found : found + 22]
    if found < 0 or len(record) < 22:
        raise NotWhole
    end = size - len(tail) + found
    if end + 22 + int.from_bytes(record[20:22], "little") > size:
        raise NotWhole
    directory_size, directory_offset = int.from_bytes(record[12:16], "little"), int.from_bytes(record[16:20], "little")
    if 0xFFFFFFFF in (directory_size, directory_offset):  # zip64 keeps the true figures in a record of its own just before
        return
    if directory_offset + directory_size > end:
        raise NotWhole

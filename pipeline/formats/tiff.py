"""Checks that a TIFF is complete: every page's strips or tiles lie inside the file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.failures import NotWhole, TooBig

MAX_PAGES = 10_000
MAX_TABLE_BYTES = 4 * 1024 * 1024
"""One table: a million strips."""
MAX_TABLES_BYTES = 128 * 1024 * 1024
"""All tables of one file together: pages of a hostile file may all point at the same one."""

# Where the picture's bytes lie and how many they are (TIFF 6.0): strips, tiles, and JPEG as it was stored in old files.
_PLACES = {273: 279, 324: 325, 513: 514}
_WANTED = frozenset(_PLACES) | frozenset(_PLACES.values())
_TYPES = {3: "H", 4: "I", 13: "I", 16: "Q"}
"""Field types that can hold an offset or a length: SHORT, LONG, IFD, LONG8."""


@dataclass
class _Tiff:
    """The file, how it writes its numbers, and what may still be read of its tables."""

    file: BinaryIO
    size: int
    order: str
    big: bool
    budget: int = MAX_TABLES_BYTES
    link: int = 0
    """Where the last page that was looked at says where the next one is."""

    def read(self, offset: int, length: int) -> bytes:
        """``length`` bytes at ``offset``. Raises ``NotWhole`` past the end, ``TooBig`` over the limits."""
        if offset + length > self.size:
            raise NotWhole
        self.budget -= length
        if length > MAX_TABLE_BYTES or self.budget < 0:
            raise TooBig(what="TIFF")
        self.file.seek(offset)
        data = self.file.read(length)
        if len(data) < length:
            raise NotWhole
        return data

    def number(self, code: str, offset: int) -> int:
        """One number of a ``struct`` code at ``offset``."""
        return int(struct.unpack(self.order + code, self.read(offset, struct.calcsize("=" + code)))[0])


def check_tiff(file: BinaryIO, size: int) -> None:
    """Raise ``NotWhole`` when a page, or a strip or tile of one, lies past the end; ``TooBig`` for a file made to be slow."""
    tiff = _open(file, size)
    pages = 0
    for page in _pages(tiff):
        pages += 1
        _check_page(tiff, page)
    if not pages:
        # Writers put the first page's place into the header last: it is still being written.
        raise NotWhole


def place_of_next_page(file: BinaryIO, size: int) -> tuple[int, int]:
    """From where to where the last page says that no other follows: what a program overwrites when it adds one.

    Raises ``NotWhole`` and ``TooBig`` as ``check_tiff`` does.
    """
    tiff = _open(file, size)
    for _ in _pages(tiff):
        pass
    return tiff.link, tiff.link + (8 if tiff.big else 4)


def _open(file: BinaryIO, size: int) -> _Tiff:
    file.seek(0)
    mark = file.read(4)
    return _Tiff(file, size, "<" if mark.startswith(b"II") else ">", big=b"+" in mark)


def _pages(tiff: _Tiff) -> Iterator[dict[int, tuple[int, ...]]]:
    """Each page's directory: the wanted tags and their values. A chain of pages that bites its tail ends there."""
    offset = tiff.number("Q", 8) if tiff.big else tiff.number("I", 4)
    seen: set[int] = set()
    while offset and offset not in seen:
        if len(seen) >= MAX_PAGES:
            raise TooBig(what=f"TIFF > {MAX_PAGES}")
        seen.add(offset)
        count, header, entry = (tiff.number("Q", offset), 8, 20) if tiff.big else (tiff.number("H", offset), 2, 12)
        if not count or count > 0xFFFF:
            raise NotWhole
        table = tiff.read(offset + header, count * entry)
        yield dict(_entries(tiff, table, entry))
        tiff.link = offset + header + count * entry
        offset = tiff.number("Q" if tiff.big else "I", tiff.link)


def _entries(tiff: _Tiff, table: bytes, entry: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    for start in range(0, len(table), entry):
        tag, kind = struct.unpack_from(tiff.order + "HH", table, start)
        if tag not in _WANTED or kind not in _TYPES:
            continue
        count = struct.unpack_from(tiff.order + ("Q" if tiff.big else "I"), table, start + 4)[0]
        length, room, value = count * struct.calcsize("=" + _TYPES[kind]), (8 if tiff.big else 4), start + entry
        data = table[value - room : value]
        if length > room:  # too long for the entry: the entry says where it is
            data = tiff.read(struct.unpack(tiff.order + ("Q" if tiff.big else "I"), data)[0], length)
        yield tag, struct.unpack(f"{tiff.order}{count}{_TYPES[kind]}", data[:length])


def _check_page(tiff: _Tiff, page: dict[int, tuple[int, ...]]) -> None:
    for places, lengths in _PLACES.items():
        offsets = page.get(places, ())
        # Some old writers leave the lengths out; then the beginnings at least must lie inside.
        counts = page.get(lengths, ()) or (1,) * len(offsets)
        for offset, count in zip(offsets, counts, strict=False):
            if offset + count > tiff.size:
                raise NotWhole

"""Whether a later file is an earlier one gone on: then nothing of the earlier one is lost when the later takes its place."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import BinaryIO

from pipeline.failures import Failure
from pipeline.formats.media_types import HEAD, PDF, TIFF, format_of
from pipeline.formats.tiff import place_of_next_page
from pipeline.intake.files import CHUNK, open_regular

_TAIL = 2048
_CLOSING = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF")


def continues(earlier: Path, later: Path) -> bool:
    """Whether the later file begins with all that the earlier one says (DESIGN, Arriving).

    All bytes of the earlier one must stand at the beginning of the later, but for what a scanner writes anew with every sheet and
    what says nothing by itself: the closing table of a PDF, and in a TIFF the place that led nowhere and leads to the next page.
    Equal files count, and so does an empty earlier one. Reads in chunks; raises as ``open_regular`` does.
    """
    with open_regular(earlier) as short, open_regular(later) as long:
        size = os.fstat(short.fileno()).st_size
        if size > os.fstat(long.fileno()).st_size:
            return False
        begin, end = _written_anew(short, size)
        return _same(short, long, 0, begin) and _same(short, long, end, size)


def _written_anew(file: BinaryIO, size: int) -> tuple[int, int]:
    """From where to where the bytes of a file may differ in the one that goes on; nowhere in most formats."""
    file.seek(0)
    found = format_of(file.read(HEAD))
    if found and found.media_type == PDF:
        file.seek(max(0, size - _TAIL))
        closings = _CLOSING.findall(file.read(_TAIL))
        if closings and 0 < int(closings[-1]) < size:
            return int(closings[-1]), size
    if found and found.media_type == TIFF:
        try:
            return place_of_next_page(file, size)
        except Failure:
            # Not whole, or made to be slow: then byte for byte.
            return size, size
    return size, size


def _same(one: BinaryIO, other: BinaryIO, begin: int, end: int) -> bool:
    one.seek(begin)
    other.seek(begin)
    left = end - begin
    while left > 0 and (chunk := one.read(min(CHUNK, left))):
        if other.read(len(chunk)) != chunk:
            return False
        left -= len(chunk)
    return True

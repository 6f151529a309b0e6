"""The registry of file formats that Berkas reads: one entry for each media type. A new format is a new entry.

An entry says how a file of the format is known by its first bytes, what its name ends in, what a clerk calls it, how one sees
that it is whole, and to which family it belongs: the families are counted, read and drawn in ``reading``. Of formats that are
known and not read see ``unread_kinds``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from pipeline.formats import completeness, labels
from pipeline.formats.tiff import check_tiff
from pipeline.language.phrases import BilingualText

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
JP2 = "image/jp2"
TIFF = "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
HEAD = 1024
"""Bytes from the beginning of a file by which it is known."""
Check = Callable[[BinaryIO, int], bool | None]
"""Called with an open file and its size in bytes; raises ``NotWhole`` when its end is missing. True where bytes lie behind it."""


class Family(StrEnum):
    """Formats that are read in one way."""

    PDF = "pdf"
    PICTURE = "picture"
    WORD = "word"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Format:
    """One format of files.

    ``begins`` says whether the first bytes are those of the format; ``None`` where they do not tell (text, one zip of many).
    ``check_whole`` is ``None`` for a format without an end. To a file of a format that ``grows``, a scanner may add pages after
    its end. ``decoder`` is Pillow's name of the format; ``plugin`` a module that teaches it to Pillow, imported when it is needed.
    """

    media_type: str
    family: Family
    label: BilingualText
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool] | None
    check_whole: Check | None
    grows: bool = False
    decoder: str = ""
    plugin: str = ""


def _picture(
    media_type: str,
    decoder: str,
    suffixes: tuple[str, ...],
    begins: Callable[[bytes], bool],
    check_whole: Check | None,
    *,
    name: str = "",
    grows: bool = False,
) -> Format:
    label = labels.picture(name or decoder)
    return Format(media_type, Family.PICTURE, label, suffixes, begins, check_whole, grows=grows, decoder=decoder)


def _magic(*magics: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magics)


FORMATS = (
    _picture(JPEG, "JPEG", (".jpg", ".jpeg"), _magic(b"\xff\xd8\xff"), completeness.check_jpeg),
    _picture(PNG, "PNG", (".png",), _magic(b"\x89PNG\r\n\x1a\n"), completeness.check_lengths),
    _picture(TIFF, "TIFF", (".tif", ".tiff"), _magic(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), check_tiff, grows=True),
    _picture("image/gif", "GIF", (".gif",), _magic(b"GIF87a", b"GIF89a"), completeness.check_gif),
    _picture(
        "image/webp",
        "WEBP",
        (".webp",),
        lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP",
        completeness.check_lengths,
        name="WebP",
    ),
    # In a JP2 file or as a bare codestream.
    _picture(
        JP2,
        "JPEG2000",
        (".jp2", ".j2k", ".jpf", ".jpx"),
        _magic(b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"),
        completeness.check_lengths,
        name="JPEG 2000",
    ),
    _picture(
        "image/bmp",
        "BMP",
        (".bmp",),
        lambda head: head.startswith(b"BM") and head[6:10] == b"\0\0\0\0" and len(head) > 26,
        None,
    ),
    # Readers accept up to a kilobyte of junk before the header (ISO 32000-1, Annex H.3.4.1), and scanners do write it.
    Format(PDF, Family.PDF, labels.PDF, (".pdf",), lambda head: bool(re.search(rb"%PDF-\d", head)), completeness.check_pdf),
    Format(DOCX, Family.WORD, labels.DOCX, (".docx",), None, completeness.check_zip),
    # The archive calls a paper that came without an ending ``original.bin``.
    Format(TEXT, Family.TEXT, labels.TEXT, (".txt", ".text", ".md", ".log", ".csv", "", ".bin"), None, None),
)
"""In the order in which they are tried."""
BY_MEDIA_TYPE = {one.media_type: one for one in FORMATS}
READABLE = frozenset(BY_MEDIA_TYPE)


def format_of(head: bytes) -> Format | None:
    """The format that the first kilobyte announces; ``None`` when it announces none that is read (text announces nothing)."""
    return next((one for one in FORMATS if one.begins and one.begins(head)), None)


def named(suffix: str) -> Format | None:
    """The format of files whose name ends in ``suffix`` (lower case, with its dot); ``None`` for an ending that is not known."""
    return next((one for one in FORMATS if suffix in one.suffixes), None)


def completeness_check(head: bytes) -> tuple[Check | None, bool]:
    """How to see that a file which begins like this is whole, whatever its name says; and whether it may still grow.

    Raises ``NotWhole`` for nothing but zeros: space set aside by a copy that has not begun; Windows does this on shares.
    """
    completeness.check_not_blank(head)
    if found := format_of(head):
        return found.check_whole, found.grows
    return (completeness.check_zip if head.startswith(completeness.ZIP_MAGICS) else None), False

"""Identifies a file by its bytes, and counts its pages.

Parses untrusted content: run it in a page child.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from pipeline.failures import Empty, NotAFile, NotPermitted, NotWhole, TooBig, Unreadable, WrongKind
from pipeline.formats import labels, media_types, picture_lengths, unread_kinds
from pipeline.formats.media_types import BY_MEDIA_TYPE, DOCX, HEAD, TEXT, TIFF, Family
from pipeline.formats.tiff import check_tiff
from pipeline.reading import messages
from pipeline.reading.options import MIB, Limits, Options, Source
from pipeline.reading.sources import image, pdf, text
from pipeline.reading.sources.docx import pages
from pipeline.reading.sources.parser_errors import parser_guard


def identify(path: Path, options: Options | None = None) -> Source:
    """The file's kind and number of pages.

    Raises ``Empty``, ``NotWhole``, ``NeedsPassword``, ``Locked``, ``WrongKind``, ``NotReadYet``, ``TooBig``, ``Damaged``,
    ``Unreadable``; ``NotPermitted`` and ``NotAFile`` where the file cannot be opened at all.
    """
    options = options or Options()
    path = Path(path).absolute()
    head = _head(path, options.limits)
    with parser_guard(path.name):
        media_type = _kind(path, head)
        pages = _pages(path, media_type, options)
    if pages > options.limits.pages:
        raise TooBig(what=messages.PAGES(count=pages, most=options.limits.pages))
    return Source(path, media_type, pages, options.password)


def _head(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device would be read for ever.
            raise NotAFile
        if not status.st_size:
            raise Empty
        if status.st_size > limits.file_bytes:
            raise TooBig(what=messages.BYTES(size=status.st_size // MIB, most=limits.file_bytes // MIB))
        with path.open("rb") as file:
            return file.read(HEAD)
    except PermissionError as error:
        raise NotPermitted from error


def _kind(path: Path, head: bytes) -> str:
    if announced := media_types.format_of(head):
        return announced.media_type
    suffix = path.suffix.lower()
    promised = media_types.named(suffix)
    is_text_name = promised is not None and promised.family is Family.TEXT
    expected = labels.READABLE_KINDS if promised is None or is_text_name else promised.label
    if head.startswith(unread_kinds.ZIP):
        # Cut off, a zip has lost its directory, which stands at its end.
        if pages.is_docx(path, promised=suffix in (".docx", "")):
            return DOCX
        unread_kinds.refuse_known(path, head)
        raise WrongKind(expected=expected)
    if not head.strip(b"\0"):
        # A copy that was cut short on a network share often has its length already, and zeros for content.
        raise NotWhole
    if is_text_name and text.is_text(head):
        return TEXT
    unread_kinds.refuse_known(path, head)
    raise WrongKind(expected=expected)


def _pages(path: Path, media_type: str, options: Options) -> int:
    return COUNT[BY_MEDIA_TYPE[media_type].family](path, media_type, options)


def _count_picture(path: Path, media_type: str, options: Options) -> int:
    with path.open("rb") as file:
        if picture_lengths.cut_off(file, path.stat().st_size):
            raise NotWhole
        if media_type == TIFF:
            _demand_whole_tiff(path, file, options)
    return image.count(path, media_type, options.limits)


COUNT: Mapping[Family, Callable[[Path, str, Options], int]] = {
    Family.PDF: lambda path, _media_type, options: pdf.count(path, options),
    Family.PICTURE: _count_picture,
    Family.WORD: lambda path, _media_type, options: pages.count_docx(path, options.limits),
    Family.TEXT: lambda _path, _media_type, _options: 1,
}
"""How many pages a file of each family has."""


def _demand_whole_tiff(path: Path, file: BinaryIO, options: Options) -> None:
    """Strips or directories past the end: cut off, unless every frame can be decoded all the same; some writers count wrongly."""
    try:
        check_tiff(file, path.stat().st_size)
    except NotWhole:
        try:
            image.decode_all(path, TIFF, options.limits)
        except Unreadable as error:
            raise NotWhole from error

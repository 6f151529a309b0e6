"""What a file is, by its bytes and not by its name, and how many pages it has.

Parses untrusted content: run it in a page child.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO

from pipeline import ends
from pipeline.failures import Empty, NotAFile, NotPermitted, NotWhole, TooBig, Unreadable, WrongKind
from pipeline.reading import image, kinds, office, pdf, wording
from pipeline.reading.border import guarded
from pipeline.reading.options import DOCX, IMAGES, MIB, PDF, TEXT, TIFF, Limits, Options, Source
from pipeline.tiff import check_tiff

KIND_OF_NAME = {
    ".pdf": wording.PDF,
    ".jpg": wording.PICTURES["JPEG"],
    ".jpeg": wording.PICTURES["JPEG"],
    ".png": wording.PICTURES["PNG"],
    ".tif": wording.PICTURES["TIFF"],
    ".tiff": wording.PICTURES["TIFF"],
    ".bmp": wording.PICTURES["BMP"],
    ".gif": wording.PICTURES["GIF"],
    ".webp": wording.PICTURES["WebP"],
    **dict.fromkeys((".jp2", ".j2k", ".jpf", ".jpx"), wording.PICTURES["JPEG 2000"]),
    ".docx": wording.DOCX,
}
TEXT_NAMES = frozenset({".txt", ".text", ".md", ".log", ".csv", "", ".bin"})
"""The archive calls a paper that came without an ending ``original.bin``."""
HEAD = 1024


def look(path: Path, options: Options | None = None) -> Source:
    """The file's kind and number of pages.

    Raises ``Empty``, ``NotWhole``, ``NeedsPassword``, ``Locked``, ``WrongKind``, ``NotReadYet``, ``TooBig``, ``Damaged``,
    ``Unreadable``; ``NotPermitted`` and ``NotAFile`` where the file cannot be opened at all.
    """
    options = options or Options()
    path = Path(path).absolute()
    head = _head(path, options.limits)
    with guarded(path.name):
        media_type = _kind(path, head)
        pages = _pages(path, media_type, options)
    if pages > options.limits.pages:
        raise TooBig(what=wording.PAGES(count=pages, most=options.limits.pages))
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
            raise TooBig(what=wording.BYTES(size=status.st_size // MIB, most=limits.file_bytes // MIB))
        with path.open("rb") as file:
            return file.read(HEAD)
    except PermissionError as error:
        raise NotPermitted from error


def _kind(path: Path, head: bytes) -> str:
    media_type = kinds.media_type_of(head)
    if media_type:
        return media_type
    suffix = path.suffix.lower()
    expected = KIND_OF_NAME.get(suffix, wording.READABLE_KINDS)
    if head.startswith(kinds.ZIP):
        # Cut off, a zip has lost its directory, which stands at its end.
        if office.is_docx(path, promised=suffix in (".docx", "")):
            return DOCX
        kinds.refuse_known(path, head)
        raise WrongKind(expected=expected)
    if not head.strip(b"\0"):
        # A copy that was cut short on a network share often has its length already, and zeros for content.
        raise NotWhole
    if suffix in TEXT_NAMES and office.is_text(head):
        return TEXT
    kinds.refuse_known(path, head)
    raise WrongKind(expected=expected)


def _pages(path: Path, media_type: str, options: Options) -> int:
    if media_type == PDF:
        return pdf.count(path, options)
    if media_type in IMAGES:
        with path.open("rb") as file:
            if ends.cut_off(file, path.stat().st_size):
                raise NotWhole
            if media_type == TIFF:
                _demand_whole_tiff(path, file, options)
        return image.count(path, media_type, options.limits)
    if media_type == DOCX:
        return office.count_docx(path, options.limits)
    return 1


def _demand_whole_tiff(path: Path, file: BinaryIO, options: Options) -> None:
    """Strips or directories past the end: cut off, unless every frame can be decoded all the same; some writers count wrongly."""
    try:
        check_tiff(file, path.stat().st_size)
    except NotWhole:
        try:
            image.decode_all(path, TIFF, options.limits)
        except Unreadable as error:
            raise NotWhole from error

"""What a file is, by its bytes and not by its name, and how many pages it has.

Parses untrusted content: run it in a page child.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from pipeline import ends
from pipeline.failures import Empty, NotAFile, NotPermitted, NotWhole, TooBig, WrongKind
from pipeline.reading import image, office, pdf, wording
from pipeline.reading.options import BMP, DOCX, GIF, IMAGES, JPEG, MIB, PDF, PNG, TEXT, TIFF, WEBP, Limits, Options, Source

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
    ".docx": wording.DOCX,
}
TEXT_NAMES = frozenset({".txt", ".text", ".md", ".log", ".csv", ""})
HEAD = 1024


def look(path: Path, options: Options | None = None) -> Source:
    """The file's kind and number of pages.

    Raises ``Empty``, ``NotWhole``, ``NeedsPassword``, ``WrongKind``, ``TooBig``, ``Unreadable``; ``NotPermitted`` and ``NotAFile``
    where the file cannot be opened at all.
    """
    options = options or Options()
    path = Path(path).absolute()
    head = _head(path, options.limits)
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


def sniff(head: bytes) -> str | None:
    """The media type that the first kilobyte announces; ``None`` when it announces none that is read (text announces nothing).

    PDF readers accept up to a kilobyte of junk before the header (ISO 32000-1, Annex H.3.4.1), and scanners do write it.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return TIFF
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0" and len(head) > 26:
        return BMP
    if re.search(rb"%PDF-\d", head):
        return PDF
    return None


def _kind(path: Path, head: bytes) -> str:
    media_type = sniff(head)
    if media_type:
        return media_type
    suffix = path.suffix.lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        # Cut off, a zip has lost its directory, which stands at its end.
        if suffix in (".docx", ""):
            return DOCX
        raise WrongKind(expected=KIND_OF_NAME.get(suffix, wording.READABLE_KINDS))
    if suffix in TEXT_NAMES and office.is_text(head):
        return TEXT
    if not head.strip(b"\0"):
        # A copy that was cut short on a network share often has its length already, and zeros for content.
        raise NotWhole
    raise WrongKind(expected=KIND_OF_NAME.get(suffix, wording.READABLE_KINDS))


def _pages(path: Path, media_type: str, options: Options) -> int:
    if media_type == PDF:
        return pdf.count(path, options)
    if media_type in IMAGES:
        with path.open("rb") as file:
            if ends.cut_off(file, path.stat().st_size):
                raise NotWhole
        return image.count(path, media_type, options.limits)
    if media_type == DOCX:
        office.check_zip(path, options.limits)
    return 1

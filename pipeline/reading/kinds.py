"""What kind a file is, by its first bytes; of kinds that are not read, what a clerk calls them and can do about them.

By bytes where the kind has a mark of its own; a name can be wrong. Office files inside a zip or an OLE container are told by what
the container holds.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from pipeline.failures import Locked, NotReadYet
from pipeline.reading import wording
from pipeline.reading.options import BMP, GIF, JP2, JPEG, PDF, PNG, TIFF, WEBP
from pipeline.reading.wording import Unread

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE = b"mimetypeapplication/"

MARKS: tuple[tuple[int, bytes, Unread], ...] = (
    (0, b"{\\rtf", wording.RTF),
    (0, b"Rar!\x1a\x07", wording.ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", wording.ARCHIVE),
    (0, b"\x1f\x8b", wording.ARCHIVE),
    (0, b"BZh", wording.ARCHIVE),
    (0, b"\xfd7zXZ\0", wording.ARCHIVE),
    (257, b"ustar", wording.ARCHIVE),
    (0, b"AC10", wording.DRAWING),
    (4, b"ftyphei", wording.HEIF),
    (4, b"ftypmif", wording.HEIF),
    (4, b"ftypavi", wording.AVIF),
    (4, b"ftypM4A", wording.SOUND),
    (4, b"ftyp", wording.FILM),
    (4, b"moov", wording.FILM),
    (4, b"mdat", wording.FILM),
    (0, b"\x1a\x45\xdf\xa3", wording.FILM),
    (0, b"\0\0\x01\xba", wording.FILM),
    (0, b"FLV\x01", wording.FILM),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", wording.FILM),
    (8, b"AVI LIST", wording.FILM),
    (8, b"WAVEfmt", wording.SOUND),
    (0, b"OggS", wording.SOUND),
    (0, b"ID3", wording.SOUND),
    (0, b"fLaC", wording.SOUND),
    (0, b"#!AMR", wording.SOUND),
    (0, b"MZ", wording.PROGRAM),
    (0, b"\x7fELF", wording.PROGRAM),
    (0, b"%!PS", wording.POSTSCRIPT),
    (0, b"\xc5\xd0\xd3\xc6", wording.POSTSCRIPT),
    (0, b"8BPS", wording.OTHER_PICTURE),
    (0, b"\xd7\xcd\xc6\x9a", wording.OTHER_PICTURE),
    (40, b" EMF", wording.OTHER_PICTURE),
    (0, b"AT&TFORM", wording.DJVU),
    (0, b"\xff\x0a", wording.OTHER_PICTURE),
    (0, b"\0\0\0\x0cJXL ", wording.OTHER_PICTURE),
    (0, b"SQLite format 3\0", wording.DATABASE),
    (4, b"Standard Jet DB", wording.DATABASE),
    (4, b"Standard ACE DB", wording.DATABASE),
    (0, b"!BDN", wording.MAIL),
)
"""Place, bytes, kind. The first that fits counts."""

INSIDE_ZIP: tuple[tuple[str, Unread], ...] = (
    ("xl/workbook", wording.EXCEL),
    ("ppt/presentation", wording.POWERPOINT),
    ("visio/document", wording.VISIO),
    ("AndroidManifest.xml", wording.PROGRAM),
    ("META-INF/MANIFEST.MF", wording.PROGRAM),
)
OPEN_DOCUMENT = {
    b"vnd.oasis.opendocument.text": wording.ODT,
    b"vnd.oasis.opendocument.spreadsheet": wording.ODS,
    b"vnd.oasis.opendocument.presentation": wording.ODP,
    b"vnd.oasis.opendocument": wording.ODG,
    b"epub+zip": wording.EPUB,
}
INSIDE_OLE: tuple[tuple[str, Unread], ...] = (
    ("WordDocument", wording.OLD_WORD),
    ("Workbook", wording.OLD_EXCEL),
    ("Book", wording.OLD_EXCEL),
    ("PowerPoint Document", wording.OLD_POWERPOINT),
    ("VisioDocument", wording.VISIO),
    ("__properties_version1.0", wording.MAIL),
    ("Quill", wording.PUBLISHER),
)
LOCKED = ("EncryptedPackage", "\x06DataSpaces")
"""What Office puts a document into that is locked with a password (MS-OFFCRYPTO 2.3)."""

NAMES: dict[str, Unread] = {
    **dict.fromkeys((".rtf",), wording.RTF),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"), wording.ARCHIVE),
    **dict.fromkeys((".dwg", ".dxf", ".dgn"), wording.DRAWING),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".mkv", ".3gp", ".wmv", ".webm", ".mpg", ".mpeg"), wording.FILM),
    **dict.fromkeys((".mp3", ".wav", ".m4a", ".ogg", ".opus", ".amr", ".aac", ".flac", ".wma"), wording.SOUND),
    **dict.fromkeys((".doc", ".dot", ".wps"), wording.OLD_WORD),
    **dict.fromkeys((".xls", ".xlt"), wording.OLD_EXCEL),
    **dict.fromkeys((".ppt", ".pps"), wording.OLD_POWERPOINT),
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb"), wording.EXCEL),
    **dict.fromkeys((".pptx", ".ppsx"), wording.POWERPOINT),
    **dict.fromkeys((".vsd", ".vsdx"), wording.VISIO),
    **dict.fromkeys((".odt", ".fodt"), wording.ODT),
    **dict.fromkeys((".ods",), wording.ODS),
    **dict.fromkeys((".odp",), wording.ODP),
    **dict.fromkeys((".odg",), wording.ODG),
    **dict.fromkeys((".epub",), wording.EPUB),
    **dict.fromkeys((".msg", ".eml", ".pst", ".mbox"), wording.MAIL),
    **dict.fromkeys((".pub",), wording.PUBLISHER),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml"), wording.WEB_PAGE),
    **dict.fromkeys((".xml", ".json"), wording.DATA),
    **dict.fromkeys((".heic", ".heif"), wording.HEIF),
    **dict.fromkeys((".avif",), wording.AVIF),
    **dict.fromkeys((".psd", ".ai", ".cdr", ".svg", ".emf", ".wmf", ".jxl", ".ico", ".icns", ".xcf"), wording.OTHER_PICTURE),
    **dict.fromkeys((".tga", ".pcx", ".dds", ".sgi", ".ppm", ".pgm", ".pbm", ".pnm", ".fits"), wording.OTHER_PICTURE),
    **dict.fromkeys((".dng", ".cr2", ".nef", ".arw", ".raw"), wording.OTHER_PICTURE),
    **dict.fromkeys((".djvu",), wording.DJVU),
    **dict.fromkeys((".ps", ".eps"), wording.POSTSCRIPT),
    **dict.fromkeys((".exe", ".msi", ".apk", ".jar", ".bat", ".dll"), wording.PROGRAM),
    **dict.fromkeys((".mdb", ".accdb", ".sqlite", ".db"), wording.DATABASE),
    **dict.fromkeys((".lnk", ".url"), wording.SHORTCUT),
}
"""Ending of a name, in small letters → kind, for bytes that say nothing."""


def media_type_of(head: bytes) -> str | None:
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
    if head.startswith((b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")):
        return JP2
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0" and len(head) > 26:
        return BMP
    if re.search(rb"%PDF-\d", head):
        return PDF
    return None


def refuse_known(path: Path, head: bytes) -> None:
    """Raise ``NotReadYet`` or ``Locked`` for a kind that is known and not read; return for any other."""
    kind = _of_bytes(path, head) or NAMES.get(path.suffix.lower())
    if kind is not None:
        raise NotReadYet(kind=kind.name, advice=kind.advice)


def _of_bytes(path: Path, head: bytes) -> Unread | None:
    if head.startswith(OLE):
        return _in_ole(path)
    if head.startswith(ZIP):
        return _in_zip(path, head)
    return next((kind for place, mark, kind in MARKS if head[place:].startswith(mark)), None)


def _in_ole(path: Path) -> Unread | None:
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as container:
            if any(container.exists(name) for name in LOCKED):
                raise Locked
            return next((kind for name, kind in INSIDE_OLE if container.exists(name)), wording.OLD_OFFICE)
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        # The directory is damaged; that it is such a container is still known.
        return NAMES.get(path.suffix.lower(), wording.OLD_OFFICE)


def _in_zip(path: Path, head: bytes) -> Unread | None:
    """What an archive is; ``None`` for one that is cut off, whose directory is lost."""
    at = head.find(_OFFICE, 0, 64)
    if at > 0:
        told = head[at + len(_OFFICE) :]
        return next((kind for mark, kind in OPEN_DOCUMENT.items() if told.startswith(mark)), wording.ARCHIVE)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return next((kind for begin, kind in INSIDE_ZIP if any(name.startswith(begin) for name in names)), wording.ARCHIVE)

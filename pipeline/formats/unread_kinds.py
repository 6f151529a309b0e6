"""Formats that are recognised and not read: by first bytes, by content of a container, by name.

By bytes where the kind has a mark of its own; a name can be wrong. Office files inside a zip or an OLE container are told by what
the container holds.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from pipeline.failures import Locked, NotReadYet
from pipeline.formats import labels
from pipeline.formats.labels import Unread

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE = b"mimetypeapplication/"

MARKS: tuple[tuple[int, bytes, Unread], ...] = (
    (0, b"{\\rtf", labels.RTF),
    (0, b"Rar!\x1a\x07", labels.ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", labels.ARCHIVE),
    (0, b"\x1f\x8b", labels.ARCHIVE),
    (0, b"BZh", labels.ARCHIVE),
    (0, b"\xfd7zXZ\0", labels.ARCHIVE),
    (257, b"ustar", labels.ARCHIVE),
    (0, b"AC10", labels.DRAWING),
    (4, b"ftyphei", labels.HEIF),
    (4, b"ftypmif", labels.HEIF),
    (4, b"ftypavi", labels.AVIF),
    (4, b"ftypM4A", labels.SOUND),
    (4, b"ftyp", labels.FILM),
    (4, b"moov", labels.FILM),
    (4, b"mdat", labels.FILM),
    (0, b"\x1a\x45\xdf\xa3", labels.FILM),
    (0, b"\0\0\x01\xba", labels.FILM),
    (0, b"FLV\x01", labels.FILM),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", labels.FILM),
    (8, b"AVI LIST", labels.FILM),
    (8, b"WAVEfmt", labels.SOUND),
    (0, b"OggS", labels.SOUND),
    (0, b"ID3", labels.SOUND),
    (0, b"fLaC", labels.SOUND),
    (0, b"#!AMR", labels.SOUND),
    (0, b"MZ", labels.PROGRAM),
    (0, b"\x7fELF", labels.PROGRAM),
    (0, b"%!PS", labels.POSTSCRIPT),
    (0, b"\xc5\xd0\xd3\xc6", labels.POSTSCRIPT),
    (0, b"8BPS", labels.OTHER_PICTURE),
    (0, b"\xd7\xcd\xc6\x9a", labels.OTHER_PICTURE),
    (40, b" EMF", labels.OTHER_PICTURE),
    (0, b"AT&TFORM", labels.DJVU),
    (0, b"\xff\x0a", labels.OTHER_PICTURE),
    (0, b"\0\0\0\x0cJXL ", labels.OTHER_PICTURE),
    (0, b"SQLite format 3\0", labels.DATABASE),
    (4, b"Standard Jet DB", labels.DATABASE),
    (4, b"Standard ACE DB", labels.DATABASE),
    (0, b"!BDN", labels.MAIL),
)
"""Place, bytes, kind. The first that fits counts."""

INSIDE_ZIP: tuple[tuple[str, Unread], ...] = (
    ("xl/workbook", labels.EXCEL),
    ("ppt/presentation", labels.POWERPOINT),
    ("visio/document", labels.VISIO),
    ("AndroidManifest.xml", labels.PROGRAM),
    ("META-INF/MANIFEST.MF", labels.PROGRAM),
)
OPEN_DOCUMENT = {
    b"vnd.oasis.opendocument.text": labels.ODT,
    b"vnd.oasis.opendocument.spreadsheet": labels.ODS,
    b"vnd.oasis.opendocument.presentation": labels.ODP,
    b"vnd.oasis.opendocument": labels.ODG,
    b"epub+zip": labels.EPUB,
}
INSIDE_OLE: tuple[tuple[str, Unread], ...] = (
    ("WordDocument", labels.OLD_WORD),
    ("Workbook", labels.OLD_EXCEL),
    ("Book", labels.OLD_EXCEL),
    ("PowerPoint Document", labels.OLD_POWERPOINT),
    ("VisioDocument", labels.VISIO),
    ("__properties_version1.0", labels.MAIL),
    ("Quill", labels.PUBLISHER),
)
LOCKED = ("EncryptedPackage", "\x06DataSpaces")
"""What Office puts a document into that is locked with a password (MS-OFFCRYPTO 2.3)."""

NAMES: dict[str, Unread] = {
    **dict.fromkeys((".rtf",), labels.RTF),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"), labels.ARCHIVE),
    **dict.fromkeys((".dwg", ".dxf", ".dgn"), labels.DRAWING),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".mkv", ".3gp", ".wmv", ".webm", ".mpg", ".mpeg"), labels.FILM),
    **dict.fromkeys((".mp3", ".wav", ".m4a", ".ogg", ".opus", ".amr", ".aac", ".flac", ".wma"), labels.SOUND),
    **dict.fromkeys((".doc", ".dot", ".wps"), labels.OLD_WORD),
    **dict.fromkeys((".xls", ".xlt"), labels.OLD_EXCEL),
    **dict.fromkeys((".ppt", ".pps"), labels.OLD_POWERPOINT),
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb"), labels.EXCEL),
    **dict.fromkeys((".pptx", ".ppsx"), labels.POWERPOINT),
    **dict.fromkeys((".vsd", ".vsdx"), labels.VISIO),
    **dict.fromkeys((".odt", ".fodt"), labels.ODT),
    **dict.fromkeys((".ods",), labels.ODS),
    **dict.fromkeys((".odp",), labels.ODP),
    **dict.fromkeys((".odg",), labels.ODG),
    **dict.fromkeys((".epub",), labels.EPUB),
    **dict.fromkeys((".msg", ".eml", ".pst", ".mbox"), labels.MAIL),
    **dict.fromkeys((".pub",), labels.PUBLISHER),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml"), labels.WEB_PAGE),
    **dict.fromkeys((".xml", ".json"), labels.DATA),
    **dict.fromkeys((".heic", ".heif"), labels.HEIF),
    **dict.fromkeys((".avif",), labels.AVIF),
    **dict.fromkeys((".psd", ".ai", ".cdr", ".svg", ".emf", ".wmf", ".jxl", ".ico", ".icns", ".xcf"), labels.OTHER_PICTURE),
    **dict.fromkeys((".tga", ".pcx", ".dds", ".sgi", ".ppm", ".pgm", ".pbm", ".pnm", ".fits"), labels.OTHER_PICTURE),
    **dict.fromkeys((".dng", ".cr2", ".nef", ".arw", ".raw"), labels.OTHER_PICTURE),
    **dict.fromkeys((".djvu",), labels.DJVU),
    **dict.fromkeys((".ps", ".eps"), labels.POSTSCRIPT),
    **dict.fromkeys((".exe", ".msi", ".apk", ".jar", ".bat", ".dll"), labels.PROGRAM),
    **dict.fromkeys((".mdb", ".accdb", ".sqlite", ".db"), labels.DATABASE),
    **dict.fromkeys((".lnk", ".url"), labels.SHORTCUT),
}
"""Ending of a name, in small letters → kind, for bytes that say nothing."""


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
            return next((kind for name, kind in INSIDE_OLE if container.exists(name)), labels.OLD_OFFICE)
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        # The directory is damaged; that it is such a container is still known.
        return NAMES.get(path.suffix.lower(), labels.OLD_OFFICE)


def _in_zip(path: Path, head: bytes) -> Unread | None:
    """What an archive is; ``None`` for one that is cut off, whose directory is lost."""
    at = head.find(_OFFICE, 0, 64)
    if at > 0:
        told = head[at + len(_OFFICE) :]
        return next((kind for mark, kind in OPEN_DOCUMENT.items() if told.startswith(mark)), labels.ARCHIVE)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return next((kind for begin, kind in INSIDE_ZIP if any(name.startswith(begin) for name in names)), labels.ARCHIVE)

"""Papers without fixed pages: docx and plain text."""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path

from pipeline.failures import NotWhole, TooBig, Unreadable, WrongKind
from pipeline.reading import wording
from pipeline.reading.options import MIB, Limits

MAIN_PART = "word/document.xml"
ENTRY_ALWAYS_FINE = MIB
CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}


def check_zip(path: Path, limits: Limits) -> None:
    """Refuse an office file that would unfold into more than it may, before any of it is unfolded.

    Raises ``NotWhole`` (no zip directory at its end), ``WrongKind`` (a zip, but no docx), ``TooBig``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise NotWhole from error
    if len(entries) > limits.zip_entries:
        raise TooBig(what=wording.DOCX_PARTS(count=len(entries)))
    if sum(entry.file_size for entry in entries) > limits.zip_bytes:
        raise TooBig(what=wording.DOCX_BYTES(most=limits.zip_bytes // MIB))
    for entry in entries:
        if entry.file_size > ENTRY_ALWAYS_FINE and entry.file_size > limits.zip_ratio * max(1, entry.compress_size):
            raise TooBig(what=wording.DOCX_BOMB)
    if MAIN_PART not in {entry.filename for entry in entries}:
        raise WrongKind(expected=wording.DOCX)


def read_docx(path: Path, limits: Limits) -> str:
    """Letterhead, paragraphs, tables, notes and footer, in the order in which they stand."""
    check_zip(path, limits)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    from pipeline.reading import wordml

    try:
        paragraphs = list(wordml.paragraphs(docx.Document(str(path))))
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, NotImplementedError) as error:
        # The zip is sound, what lies in it is not a Word document.
        raise Unreadable from error
    return _limited("\n\n".join(text for text in paragraphs if text), limits)


def is_text(head: bytes) -> bool:
    """Whether the first bytes can be text: a byte-order mark, or no control bytes that text does not have."""
    if head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not CONTROL.intersection(head)


def read_text(path: Path, limits: Limits) -> str:
    """A text file: UTF-8, UTF-16 with its mark, else Windows-1252, in which old office programs saved."""
    with path.open("rb") as file:
        data = file.read(4 * limits.text_characters + 1)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _limited("".join(c for c in text if c.isprintable() or c in "\n\t\f"), limits)


def _limited(text: str, limits: Limits) -> str:
    if len(text) > limits.text_characters:
        raise TooBig(what=wording.LETTERS(most=limits.text_characters))
    return text

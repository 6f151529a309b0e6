"""Plain text files: whether a file is text, and its content."""

from __future__ import annotations

import codecs
from pathlib import Path

from pipeline.failures import TooBig
from pipeline.reading import messages
from pipeline.reading.options import Limits

CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}


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
    return check_length("".join(c for c in text if c.isprintable() or c in "\n\t\f"), limits)


def check_length(text: str, limits: Limits) -> str:
    """The text, unless it is longer than a paper may be: then ``TooBig`` is raised."""
    if len(text) > limits.text_characters:
        raise TooBig(what=messages.LETTERS(most=limits.text_characters))
    return text

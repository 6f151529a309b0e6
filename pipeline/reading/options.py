"""Options of a reading, and limits on what one paper may cost.

Everything here is frozen and picklable: it crosses into the page children.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one paper may cost before it is refused or a page of it is given up. All are hard."""

    file_bytes: int = 512 * MIB
    pixels: int = 120_000_000
    """Of one picture, taken from its header before anything is decoded. A 40-megapixel scan passes; 30,000 × 30,000 does not."""
    pages: int = 2000
    page_seconds: float = 120.0
    look_seconds: float = 60.0
    glyphs: int = 40_000
    """Of one page with text; a dense page of a regulation has about 4,000. Above it the page is read without word boxes."""
    text_characters: int = 5_000_000
    """Of a paper without fixed pages (docx, txt)."""
    zip_entries: int = 5000
    zip_bytes: int = 256 * MIB
    """Uncompressed, all entries of an office file together."""
    zip_ratio: float = 200.0
    """Uncompressed to compressed, for entries above one MiB. Ordinary document XML reaches about 30."""
    memory_bytes: int = 3072 * MIB
    """Address space of one page child, and of each Tesseract it starts."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read.

    ``language`` is a Tesseract language (``ind``, ``eng``, ``ind+eng``). ``rotation`` forces the turn, in degrees clockwise, that
    stands the page upright; ``None`` lets the reader find it. ``effort`` is ``"auto"`` (clean pages are read as they are, others
    are mended first), ``"enhanced"`` (mend every page) or ``"plain"`` (mend nothing). ``ocr`` forces pages with a text layer to be
    read off their picture (``True``) or never (``False``).
    """

    language: str = "ind"
    password: str | None = field(default=None, repr=False)
    rotation: int | None = None
    effort: str = "auto"
    ocr: bool | None = None
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has been looked at: what it is and how many pages it has."""

    path: Path
    media_type: str
    pages: int
    password: str | None = field(default=None, repr=False)

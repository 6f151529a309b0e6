"""Papers without fixed pages: docx and plain text."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document import Page, TextSource
from pipeline.failures import Failure, NotWhole, TooBig
from pipeline.reading import image, kinds, wording
from pipeline.reading.border import guarded
from pipeline.reading.drawn import Pasted, Unsaid
from pipeline.reading.opc import KINDS, Package
from pipeline.reading.options import MIB, Limits, Options
from pipeline.reading.vanished import Hidden

if TYPE_CHECKING:
    from PIL import Image

    from pipeline.reading.wordml import Block

ENTRY_ALWAYS_FINE = MIB
CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
PICTURES = 4
"""Pictures on a page of a docx, each with its share of the page's time: a docx has no pages of its own, and time to read thirty
scans that were pasted into one is not the time for one page."""
FEW_WORDS, DOUBTFUL = 5, 0.75
"""A small picture of which less is read, or less surely, is a photograph or a drawing."""
MOST_OF_A_PAGE = 30.0
"""Square inches from which a picture is taken for a scan, and kept however it was read."""
DPI = (70.0, 1200.0)
SHOWN = 300
"""Letters of hidden text that its note shows."""


def is_docx(path: Path, *, promised: bool) -> bool:
    """Whether a zip is a Word document. One whose directory is lost may be: then as its name has ``promised``."""
    try:
        with Package(path) as package:
            return package.is_word()
    except NotWhole:
        return promised


def check_entries(package: Package, limits: Limits) -> None:
    """Refuse an office file that would unfold into more than it may, before any of it is unfolded. Raises ``TooBig``."""
    entries = package.entries
    if len(entries) > limits.zip_entries:
        raise TooBig(what=wording.DOCX_PARTS(count=len(entries)))
    if sum(entry.file_size for entry in entries) > limits.zip_bytes:
        raise TooBig(what=wording.DOCX_BYTES(most=limits.zip_bytes // MIB))
    for entry in entries:
        if entry.file_size > ENTRY_ALWAYS_FINE and entry.file_size > limits.zip_ratio * max(1, entry.compress_size):
            raise TooBig(what=wording.DOCX_BOMB)


def blocks(path: Path, limits: Limits) -> Iterator[Block]:
    """What a Word document says, piece by piece. Raises ``NotWhole``, ``TooBig``, ``Damaged``, ``Locked``."""
    from pipeline.reading import wordml

    with Package(path) as package:
        check_entries(package, limits)
        package.read(KINDS)
        yield from wordml.blocks(package)


def count_docx(path: Path, limits: Limits) -> int:
    """How many pages: one, and one more after every few pictures that are read. Raises as ``blocks`` does."""
    return len(_parted(list(blocks(path, limits))))


def _parted(found: list[Block]) -> list[list[Block]]:
    """The blocks of each page. A page ends when its pictures are full and another one comes."""
    pages: list[list[Block]] = [[]]
    pictures = 0
    for block in found:
        if isinstance(block, Pasted):
            if pictures == PICTURES:
                pages.append([])
                pictures = 0
            pictures += 1
        pages[-1].append(block)
    return pages


def page_blocks(path: Path, number: int, limits: Limits) -> list[Block]:
    """The blocks of one page."""
    return _parted(list(blocks(path, limits)))[number - 1]


def read_docx(path: Path, number: int, options: Options) -> Page:
    """One page: letterhead, paragraphs, tables, notes and footer, in the order in which they stand, pictures read where they are.

    Text that Word does not show is kept as margins are: it is found, and is no part of the text.

    Raises ``NotWhole``, ``TooBig``, ``Damaged``, ``Locked``.
    """
    said: list[str] = []
    notes: list[str] = []
    read: list[Page] = []
    hidden: list[str] = []
    for block in page_blocks(path, number, options.limits):
        if isinstance(block, str):
            said.append(block)
        elif isinstance(block, Hidden):
            hidden.append(_limited(block.text, options.limits))
        elif isinstance(block, Unsaid):
            notes.append(block.note)
        else:
            page = _read_pasted(block, number, options)
            notes += (wording.PASTED_HARD() if note == wording.HARD() else note for note in page.notes)
            if not page.failed and page.text:
                read.append(page)
                said.append(page.text)
    text = _limited("\n\n".join(one for one in said if one), options.limits)
    words = sum(len(page.text.split()) for page in read)
    typed = len(text.split()) - words
    if read:
        notes = [wording.PASTED_READ(words=words, count=len(read)), *notes]
    if hidden:
        notes.append(_hidden_note(" ".join(hidden).split()))
    sure = (typed + sum(page.confidence * len(page.text.split()) for page in read)) / max(1, typed + words)
    source = TextSource.OCR if words > typed else TextSource.TEXT
    sure = round(sure, 3) if read else 1.0
    return Page(number, text, source, sure, notes=tuple(dict.fromkeys(notes)), margins=tuple(hidden))


def _hidden_note(words: list[str]) -> str:
    said = " ".join(words)
    return wording.HIDDEN(count=len(words), said=f"“{said if len(said) <= SHOWN else said[: SHOWN - 1] + '…'}”")


def _read_pasted(pasted: Pasted, number: int, options: Options) -> Page:
    """A picture as a page; without text where it holds none, ``failed`` where it cannot be read."""
    from pipeline.reading import long

    nothing = Page(number, "", TextSource.OCR, 0.0)
    share = replace(options, rotation=None, limits=replace(options.limits, page_seconds=options.limits.page_seconds / PICTURES))
    try:
        pixels = shown(pasted, options.limits)
        if pixels is None:
            return replace(nothing, failed=True, notes=(wording.PASTED_FORM(kind=Path(pasted.part).suffix.lstrip(".").upper()),))
        with guarded(pasted.part):
            page = long.read_page(image.of_pixels(pixels, _dpi(pasted, pixels)), number, share)
    except Failure as failure:
        return replace(nothing, failed=True, notes=(wording.PASTED_UNREAD(why=str(failure)),))
    across, down = pasted.inches
    plain = across * down < MOST_OF_A_PAGE and across * down > 0
    if plain and (len(page.words) < FEW_WORDS or page.confidence < DOUBTFUL):
        return nothing
    return page if page.words else nothing


def shown(pasted: Pasted, limits: Limits) -> Image.Image | None:
    """The picture as the document shows it: cut, mirrored, turned; ``None`` for a kind that is not read. Raises ``Unreadable``."""
    from PIL import Image, ImageOps

    media_type = kinds.media_type_of(pasted.content[:1024])
    if media_type not in image.FORMAT:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        path.write_bytes(pasted.content)
        image.count(path, media_type, limits)
        pixels = image.take(path, media_type, 1, limits).load()
    x0, y0, x1, y1 = pasted.crop
    if pasted.crop != (0.0, 0.0, 1.0, 1.0):
        wide, high = pixels.size
        pixels = pixels.crop((round(x0 * wide), round(y0 * high), max(1, round(x1 * wide)), max(1, round(y1 * high))))
    if pasted.mirrored[0]:
        pixels = ImageOps.mirror(pixels)
    if pasted.mirrored[1]:
        pixels = ImageOps.flip(pixels)
    if pasted.turn:
        # Pillow counts anticlockwise.
        pixels = pixels.rotate(-pasted.turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    return pixels


def _dpi(pasted: Pasted, pixels: Image.Image) -> float | None:
    """As dense as it lies on the page, where the document says how large it is there."""
    across = max(pasted.inches) if pixels.width >= pixels.height else min(pasted.inches)
    dense = pixels.width / across if across else 0.0
    return dense if DPI[0] <= dense <= DPI[1] else None


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

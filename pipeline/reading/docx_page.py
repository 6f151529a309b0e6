"""One page of a Word file → ``Page``: its text, and its pictures read in place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document.pages import Page, TextSource
from pipeline.failures import Failure
from pipeline.reading import messages
from pipeline.reading.options import Options
from pipeline.reading.sources import image
from pipeline.reading.sources.docx.drawings import EmbeddedPicture, UnreadPart
from pipeline.reading.sources.docx.hidden_text import HiddenText
from pipeline.reading.sources.docx.pages import PICTURES, page_blocks, render_picture
from pipeline.reading.sources.parser_errors import parser_guard
from pipeline.reading.sources.text import check_length

if TYPE_CHECKING:
    from PIL import Image


FEW_WORDS, DOUBTFUL = 5, 0.75
"""A small picture of which less is read, or less surely, is a photograph or a drawing."""
MOST_OF_A_PAGE = 30.0
"""Square inches from which a picture is taken for a scan, and kept however it was read."""
DPI = (70.0, 1200.0)
SHOWN = 300
"""Letters of hidden text that its note shows."""


def read_docx_page(path: Path, number: int, options: Options) -> Page:
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
        elif isinstance(block, HiddenText):
            hidden.append(check_length(block.text, options.limits))
        elif isinstance(block, UnreadPart):
            notes.append(block.note)
        else:
            page = _read_embedded_picture(block, number, options)
            notes += (messages.PASTED_HARD() if note == messages.HARD() else note for note in page.notes)
            if not page.failed and page.text:
                read.append(page)
                said.append(page.text)
    text = check_length("\n\n".join(one for one in said if one), options.limits)
    words = sum(len(page.text.split()) for page in read)
    typed = len(text.split()) - words
    if read:
        notes = [messages.PASTED_READ(words=words, count=len(read)), *notes]
    if hidden:
        notes.append(_hidden_note(" ".join(hidden).split()))
    sure = (typed + sum(page.confidence * len(page.text.split()) for page in read)) / max(1, typed + words)
    source = TextSource.OCR if words > typed else TextSource.TEXT
    sure = round(sure, 3) if read else 1.0
    return Page(number, text, source, sure, notes=tuple(dict.fromkeys(notes)), margins=tuple(hidden))


def _hidden_note(words: list[str]) -> str:
    said = " ".join(words)
    return messages.HIDDEN(count=len(words), said=f"“{said if len(said) <= SHOWN else said[: SHOWN - 1] + '…'}”")


def _read_embedded_picture(pasted: EmbeddedPicture, number: int, options: Options) -> Page:
    """A picture as a page; without text where it holds none, ``failed`` where it cannot be read."""
    from pipeline.reading.recognition import long_pictures

    nothing = Page(number, "", TextSource.OCR, 0.0)
    share = replace(options, rotation=None, limits=replace(options.limits, page_seconds=options.limits.page_seconds / PICTURES))
    try:
        pixels = render_picture(pasted, options.limits)
        if pixels is None:
            return replace(nothing, failed=True, notes=(messages.PASTED_FORM(kind=Path(pasted.part).suffix.lstrip(".").upper()),))
        with parser_guard(pasted.part):
            page = long_pictures.read_long_picture(image.from_pixels(pixels, _dpi(pasted, pixels)), number, share)
    except Failure as failure:
        return replace(nothing, failed=True, notes=(messages.PASTED_UNREAD(why=failure.said()),))
    across, down = pasted.inches
    plain = across * down < MOST_OF_A_PAGE and across * down > 0
    if plain and (len(page.words) < FEW_WORDS or page.confidence < DOUBTFUL):
        return nothing
    return page if page.words else nothing


def _dpi(pasted: EmbeddedPicture, pixels: Image.Image) -> float | None:
    """As dense as it lies on the page, where the document says how large it is there."""
    across = max(pasted.inches) if pixels.width >= pixels.height else min(pasted.inches)
    dense = pixels.width / across if across else 0.0
    return dense if DPI[0] <= dense <= DPI[1] else None

"""Reads one page → ``Page``: the function that page children run.

What a scan needs (numpy, Tesseract) is imported when the first scan comes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.document.pages import Page, TextSource
from pipeline.failures import Failure, FormProgram, TooBig, Unreadable
from pipeline.formats.media_types import BY_MEDIA_TYPE, Family
from pipeline.reading import docx_page, messages
from pipeline.reading.options import Options, Source
from pipeline.reading.pdf_page import PdfPage
from pipeline.reading.pdf_page_pictures import PdfPagePictures
from pipeline.reading.recognition import long_pictures
from pipeline.reading.sources import image, pdf, pdf_attachments, text
from pipeline.reading.sources.pdf_objects import Survey, survey
from pipeline.reading.text_layer import extract, unmapped_fonts

if TYPE_CHECKING:
    import pypdfium2


log = logging.getLogger(__name__)

MOST_OF_A_PLEA = 1500
"""Letters of a page that only asks for another viewer."""


def read_page(source: Source, number: int, options: Options | None = None) -> Page:
    """Read page ``number`` (from 1). A page that cannot be read comes back ``failed``, with a sentence that says why."""
    options = options or Options()
    try:
        return _read(source, number, options)
    except Failure as failure:
        return failed_page(number, failure.said())
    except MemoryError:
        return failed_page(number, TooBig(what=messages.MEMORY).said())
    except Exception:
        # The border to hostile content: whatever a parser stumbles over costs this page and no other.
        log.debug("page %s of %s could not be read", number, source.path.name, exc_info=True)
        return failed_page(number, Unreadable().said())


def failed_page(number: int, why: str) -> Page:
    """A page in place of one that could not be read."""
    return Page(number, "", TextSource.TEXT, 0.0, notes=(messages.UNREAD_PAGE(number=number, why=why),), failed=True)


def _read(source: Source, number: int, options: Options) -> Page:
    return READ[BY_MEDIA_TYPE[source.media_type].family](source, number, options)


def _read_text(source: Source, number: int, options: Options) -> Page:
    return Page(number, text.read_text(source.path, options.limits), TextSource.TEXT, 1.0)


def _read_picture(source: Source, number: int, options: Options) -> Page:
    picture = image.load_page(source.path, source.media_type, number, options.limits)
    return long_pictures.read_long_picture(picture, number, options)


def _read_pdf(source: Source, number: int, options: Options) -> Page:
    page = pdf.open_page(source, number)
    try:
        found = survey(page, pdf.user_unit(source, number))
        if pdf.is_form_program(source) and found.glyphs < MOST_OF_A_PLEA:
            raise FormProgram
        read = _read_open(source, page, found, number, options)
    finally:
        page.close()
    file = pdf.parse_objects(source) if number == 1 else None
    inside = pdf_attachments.notes(file) if file is not None else ()
    return replace(read, notes=(*read.notes, *pdf.overlay(source, number).notes, *inside))


READ: Mapping[Family, Callable[[Source, int, Options], Page]] = {
    Family.PDF: _read_pdf,
    Family.PICTURE: _read_picture,
    Family.WORD: lambda source, number, options: docx_page.read_docx_page(source.path, number, options),
    Family.TEXT: _read_text,
}
"""How a page of each family is read."""


def _read_open(source: Source, page: pypdfium2.PdfPage, found: Survey, number: int, options: Options) -> Page:
    if found.glyphs > options.limits.glyphs:
        return _crowded_page(number, pdf.plain_text(page, 5 * options.limits.glyphs), found)
    marks = pdf.overlay(source, number).marks
    layer = (
        extract.read_text_layer(page, found, marks, unmapped_fonts.font_maps(source, number))
        if found.glyphs or marks
        else extract.TextLayer(())
    )
    with PdfPagePictures.opened(page, number, found, options) as pictures:
        return PdfPage(number, found, layer, options, pictures).read()


def _crowded_page(number: int, text: str, found: Survey) -> Page:
    note = messages.CROWDED(count=found.glyphs)
    return Page(number, text, TextSource.TEXT, 0.5, width=found.width, height=found.height, notes=(note,))

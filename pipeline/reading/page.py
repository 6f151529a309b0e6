"""One page → ``Page``: the pure call that the page children run."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.document import Page, TextSource, Word
from pipeline.failures import Failure, TooBig, Unreadable
from pipeline.reading import image, layout, office, pdf
from pipeline.reading.options import DOCX, PDF, TEXT, Options, Source
from pipeline.reading.pdf import Survey
from pipeline.reading.scanned import read_picture

log = logging.getLogger(__name__)

SCANNED = 0.5
"""Share of a page under pictures from which it is taken for a scan."""
FOOTER_WORDS = 25
"""A scan with fewer words of text than this carries a stamp of some download portal, no text layer."""


def read_page(source: Source, number: int, options: Options | None = None) -> Page:
    """Read page ``number`` (from 1). A page that cannot be read comes back ``failed``, with a sentence that says why."""
    options = options or Options()
    try:
        return _read(source, number, options)
    except Failure as failure:
        return failed_page(number, str(failure))
    except MemoryError:
        return failed_page(number, str(TooBig(what="memori")))
    except Exception:
        # The border to hostile content: whatever a parser stumbles over costs this page and no other.
        log.warning("page %s of %s could not be read", number, source.path.name, exc_info=True)
        return failed_page(number, str(Unreadable()))


def failed_page(number: int, why: str) -> Page:
    """A page in place of one that could not be read."""
    return Page(number, "", TextSource.TEXT, 0.0, notes=(f"Halaman {number} tidak terbaca. {why}",), failed=True)


def _read(source: Source, number: int, options: Options) -> Page:
    if source.media_type == DOCX:
        return Page(number, office.read_docx(source.path, options.limits), TextSource.TEXT, 1.0)
    if source.media_type == TEXT:
        return Page(number, office.read_text(source.path, options.limits), TextSource.TEXT, 1.0)
    if source.media_type == PDF:
        return _read_pdf(source, number, options)
    return read_picture(image.take(source.path, source.media_type, number, options.limits), number, options)


def _read_pdf(source: Source, number: int, options: Options) -> Page:
    page = pdf.page_of(source, number)
    try:
        found = pdf.survey(page)
        if found.glyphs > options.limits.glyphs:
            note = f"Halaman ini memuat {found.glyphs} huruf, lebih dari yang wajar; letak kata tidak dicatat."
            text = pdf.plain_text(page, 5 * options.limits.glyphs)
            return Page(number, text, TextSource.TEXT, 0.5, width=found.width, height=found.height, notes=(note,))
        words = pdf.words_of(source, number) if found.glyphs else []
        why = _why_ocr(found, words, options)
        if why is None:
            return _text_page(number, words, found)
        with tempfile.TemporaryDirectory() as folder:
            picture = pdf.picture(page, found, options.limits, Path(folder))
            read = read_picture(picture, number, options)
        return replace(read, width=found.width, height=found.height, notes=(why, *read.notes))
    finally:
        page.close()


def _why_ocr(found: Survey, words: Sequence[Word], options: Options) -> str | None:
    """Why the page is read off its picture, as a sentence; ``None`` when its text is used."""
    if options.ocr is False:
        return None
    if options.ocr:
        return "Halaman dibaca dari gambarnya karena diminta."
    if not words:
        return "Halaman tidak memuat teks; dibaca dari gambarnya."
    if found.coverage >= SCANNED and len(words) < FOOTER_WORDS:
        return f"Halaman hasil pindai dengan {len(words)} kata tempelan; dibaca dari gambarnya."
    return None


def _text_page(number: int, words: Sequence[Word], found: Survey) -> Page:
    text, placed = layout.compose(layout.paragraphs_of(layout.lines_of(words)))
    return Page(number, text, TextSource.TEXT, 1.0 if text else 0.0, 0, placed, found.width, found.height)

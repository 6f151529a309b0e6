"""Reads one page → ``Page``: the function that page children run.

What a scan needs (numpy, Tesseract) is imported when the first scan comes.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import boxes
from pipeline.failures import Failure, FormProgram, MissingTool, TooBig, TookTooLong, Unreadable
from pipeline.formats.media_types import BY_MEDIA_TYPE, Family
from pipeline.pages import Box, Page, TextSource, Word
from pipeline.reading import docx_page, messages
from pipeline.reading.layout import structure
from pipeline.reading.options import Options, Source
from pipeline.reading.recognition import long_pictures
from pipeline.reading.sources import image, pdf, pdf_attachments, text
from pipeline.reading.sources.pdf_objects import Survey, decodes, merge_tiles, survey
from pipeline.reading.text_layer import extract, plausibility, unmapped_fonts
from pipeline.reading.text_layer.extract import TextLayer

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

    from pipeline.reading.recognition.tesseract import Token

log = logging.getLogger(__name__)

SCANNED = 0.5
"""Share of a page under pictures from which it is taken for a scan."""
INSET_SHARE, INSET_WIDTH = 0.01, 0.2
"""Share of the page, and of its width, from which a picture on a typed page may hold a line worth reading; seals are smaller."""
MOST_INSETS = 8
INSET_WORDS, INSET_CONFIDENCE, INSET_DPI = 5, 0.75, 250.0
AS_GOOD = 0.95
"""Our own reading knows how sure it is of each word: it wins unless it holds plainly less."""
MOST_OF_A_PLEA = 1500
"""Letters of a page that only asks for another viewer."""
MOSTLY = 0.5
"""Share of a page's letters that the file does not say, from which the whole page is read off its picture."""
ONE_BLOCK = 6
"""Tesseract's page segmentation mode for one block of print."""
FOOTER_WORDS = 25
"""A scan with fewer words of text than this carries a stamp of some download portal, no text layer."""


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
    with tempfile.TemporaryDirectory() as folder:
        return _PdfPage(page, number, found, layer, options, Path(folder)).read()


def _crowded_page(number: int, text: str, found: Survey) -> Page:
    note = messages.CROWDED(count=found.glyphs)
    return Page(number, text, TextSource.TEXT, 0.5, width=found.width, height=found.height, notes=(note,))


class _PdfPage:
    """Text layer or picture: judged by what lies on this page, whatever the file's other pages hold."""

    def __init__(
        self, page: pypdfium2.PdfPage, number: int, found: Survey, layer: TextLayer, options: Options, folder: Path
    ) -> None:
        self.page = page
        self.number = number
        self.found = found
        self.layer = layer
        self.options = options
        self.folder = folder
        self.quality = plausibility.assess_text(layer.texts)
        self.notes: list[str] = []

    def read(self) -> Page:
        if self.options.ocr is False:
            return self.from_text()
        if self.layer.texts and self.quality.sound() and self.too_large():
            return self.from_text(messages.PICTURE_TOO_LARGE())
        if self.options.ocr:
            return self.from_picture(messages.AS_ASKED())
        if not self.layer.texts:
            return self.from_picture(messages.NO_LAYER())
        if self.found.coverage < SCANNED:
            self.mend_layer()
        if self.found.coverage >= SCANNED and len(self.layer.texts) < FOOTER_WORDS:
            return self.from_picture(messages.STAMPED(count=len(self.layer.texts)))
        scanned = self.found.coverage >= SCANNED and self.under_pictures() >= SCANNED
        if not self.quality.sound(plausibility.SOUND_ON_SCAN if scanned else plausibility.SOUND):
            return self.better()
        if scanned:
            return self.layer_on_scan()
        return self.with_pictures_on_it()

    def mend_layer(self) -> None:
        """Read lines in fonts that do not say their letters off the picture, if they are the lesser part of the page."""
        from pipeline.reading.text_layer import unmapped_text

        if self.too_large():
            return
        if unmapped_text.unmapped_share(self.layer) > MOSTLY:
            # Whatever they look like, these are no letters.
            self.quality = replace(self.quality, share=0.0)
            return
        done = unmapped_text.read_unmapped(
            self.layer, lambda: pdf.render_page(self.page, unmapped_text.DPI, self.options.limits, self.found.unit), self.block
        )
        self.layer, self.quality = done.layer, plausibility.assess_text(done.layer.texts)
        if done.read:
            self.notes.append(messages.UNMAPPED(count=done.read))
        if done.lost:
            self.notes.append(messages.STILL_UNMAPPED(count=done.lost))

    def block(self, pixels: Image.Image, dpi: float) -> list[Token]:
        """One block of print, read off its picture; nothing where it cannot be: the rest of the page has its text."""
        from pipeline.reading.recognition import tesseract

        file = self.folder / "block.bmp"
        pixels.save(file)
        try:
            return tesseract.recognise(file, self.options.language, dpi, self.options.limits.page_seconds / 2, mode=ONE_BLOCK)
        except (TookTooLong, MissingTool):
            return []

    def under_pictures(self) -> float:
        """The share of the layer's words that lie on pictures."""
        words = self.layer.words
        return sum(any(_on(word, box) for box in self.found.images) for word in words) / max(1, len(words))

    def layer_on_scan(self) -> Page:
        """A sound layer on a scan is used if it is this picture's text and not another's."""
        import numpy as np

        from pipeline.reading.text_layer import alignment

        drawn, _ = pdf.render_page(self.page, alignment.DPI, self.options.limits, self.found.unit)
        pixels, words = np.asarray(drawn), self.layer.words
        lie = alignment.share_on_ink(pixels, words)
        # Words that run up or down the page have white above them, not before.
        begin = 1.0 if self.layer.turn else alignment.share_after_white(pixels, words)
        if lie >= alignment.FITS and begin >= alignment.BEGINS:
            return self.from_text(messages.LAYER_FITS())
        share = round(100 * min(lie, begin))
        again = self.from_picture(messages.LAYER_OFF(share=share))
        same = alignment.agreement(self.layer.texts, again.text.split())
        if same < alignment.SAME_WORDS and again.words:
            return again
        return self.from_text(messages.LAYER_SAME(share=round(100 * same)))

    def from_text(self, *notes: str) -> Page:
        turn = self.layer.turn
        laid = structure.lay_out(self.layer.paragraphs(), self.layer.grids)
        laid = laid.map_boxes(lambda box: boxes.clamp(boxes.rotate_box(box, -turn)))
        return Page(
            self.number,
            laid.text,
            TextSource.TEXT,
            round(self.quality.share, 3) if laid.text else 0.0,
            turn,
            laid.words,
            self.found.width,
            self.found.height,
            (*self.notes, *notes),
            margins=laid.margins,
            tables=laid.tables,
            headings=laid.headings,
        )

    def too_large(self) -> bool:
        """Whether a picture on the page has more pixels than may be decoded: drawing the page would decode it."""
        across, down = self.found.largest
        return across * down > self.options.limits.pixels

    def from_picture(self, why: str) -> Page:
        image.check_size(*self.found.largest, self.options.limits)
        picture = pdf.page_picture(self.page, self.found, self.options.limits, self.folder)
        read = long_pictures.read_long_picture(picture, self.number, self.options)
        if not read.words and self.found.images and not decodes(self.page):
            # White where a picture should be: not an empty page.
            raise Unreadable
        return replace(read, width=self.found.width, height=self.found.height, notes=(why, *read.notes))

    def better(self) -> Page:
        """The layer looks bad: read the page again and keep what holds more plausible words."""
        again = self.from_picture("")
        other = plausibility.assess_text(again.text.split())
        log.info("page %s: text layer %s, its picture %s", self.number, self.quality, other)
        if again.words and other.score >= AS_GOOD * self.quality.score:
            return replace(again, notes=(messages.LAYER_BAD(), *again.notes[1:]))
        # On a scan a layer must be nearly spotless to be believed unread.
        return self.from_text(messages.LAYER_FITS() if self.quality.sound() else messages.LAYER_KEPT())

    def with_pictures_on_it(self) -> Page:
        """A typed page; what is pasted into it as a picture, with no text over it, is read as well."""
        page = self.from_text()
        worth = [box for box in merge_tiles(self.found.images) if self._worth_reading(box)]
        for box in sorted(worth, key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))[:MOST_INSETS]:
            inset = self._read_inset(box)
            if inset.confidence < INSET_CONFIDENCE or len(inset.words) < INSET_WORDS:
                continue
            page = replace(_with_inset(page, inset, box), notes=(*page.notes, messages.INSET(count=len(inset.words))))
            page = replace(page, tables=page.tables + inset.tables, headings=page.headings + inset.headings)
        return page

    def _worth_reading(self, box: Box) -> bool:
        x0, y0, x1, y1 = box
        if (x1 - x0) * (y1 - y0) < INSET_SHARE or x1 - x0 < INSET_WIDTH:
            return False
        return sum(_on(word, box) for word in self.layer.words) < INSET_WORDS

    def _read_inset(self, box: Box) -> Page:
        from pipeline.reading.recognition.recognizer import read_picture

        pixels, dpi = pdf.render_page(self.page, INSET_DPI, self.options.limits, self.found.unit)
        across, down = pixels.size
        part = pixels.crop((int(box[0] * across), int(box[1] * down), int(box[2] * across), int(box[3] * down)))
        return read_picture(replace(image.from_pixels(part, dpi), part=box), self.number, self.options)


def _with_inset(page: Page, inset: Page, box: Box) -> Page:
    """The page with what was read in a picture on it, before the first line that begins below the picture's middle."""
    _, top, _, bottom = boxes.rotate_box(box, page.rotation)
    start = 0
    paragraphs = page.text.split("\n\n") if page.text else []
    for index, paragraph in enumerate(paragraphs):
        rows = paragraph.split("\n")
        for at, row in enumerate(rows):
            words = page.words[start : start + len(row.split())]
            if words and boxes.rotate_box(boxes.bounding_box(words), page.rotation)[1] > (top + bottom) / 2:
                halves = ("\n".join(rows[:at]), inset.text, "\n".join(rows[at:]))
                text = "\n\n".join([*paragraphs[:index], *(half for half in halves if half), *paragraphs[index + 1 :]])
                return replace(page, text=text, words=(*page.words[:start], *inset.words, *page.words[start:]))
            start += len(words)
    return replace(page, text="\n\n".join([*paragraphs, inset.text]), words=page.words + inset.words)


def _on(word: Word, box: Box) -> bool:
    """Whether the middle of a word lies in a box."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] < x < box[2] and box[1] < y < box[3]

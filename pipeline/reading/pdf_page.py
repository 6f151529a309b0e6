"""One page of a PDF: text layer or picture, judged by what lies on this page, whatever the file's other pages hold."""

from __future__ import annotations

import logging
from dataclasses import replace

from pipeline.document.pages import Box, Page, TextSource, Word
from pipeline.reading import boxes, messages
from pipeline.reading.layout import structure
from pipeline.reading.options import Options
from pipeline.reading.pdf_page_pictures import PdfPagePictures
from pipeline.reading.sources.pdf_objects import Survey, merge_tiles
from pipeline.reading.text_layer import plausibility
from pipeline.reading.text_layer.extract import TextLayer

log = logging.getLogger(__name__)

SCANNED = 0.5
"""Share of a page under pictures from which it is taken for a scan."""
INSET_SHARE, INSET_WIDTH = 0.01, 0.2
"""Share of the page, and of its width, from which a picture on a typed page may hold a line worth reading; seals are smaller."""
MOST_INSETS = 8
INSET_WORDS, INSET_CONFIDENCE = 5, 0.75
AS_GOOD = 0.95
"""Our own reading knows how sure it is of each word: it wins unless it holds plainly less."""
MOSTLY = 0.5
"""Share of a page's letters that the file does not say, from which the whole page is read off its picture."""
FOOTER_WORDS = 25
"""A scan with fewer words of text than this carries a stamp of some download portal, no text layer."""


class PdfPage:
    """An open page, its text layer and its pictures."""

    def __init__(self, number: int, found: Survey, layer: TextLayer, options: Options, pictures: PdfPagePictures) -> None:
        self.number = number
        self.found = found
        self.layer = layer
        self.options = options
        self.pictures = pictures
        self.quality = plausibility.assess_text(layer.texts)
        self.notes: list[str] = []

    def read(self) -> Page:
        """The page as its text layer tells it, or as it was read off its picture, with a note that says why."""
        if self.options.ocr is False:
            return self._from_text()
        if self.layer.texts and self.quality.sound() and self.pictures.too_large():
            return self._from_text(messages.PICTURE_TOO_LARGE())
        if self.options.ocr:
            return self.pictures.read_page(messages.AS_ASKED())
        if not self.layer.texts:
            return self.pictures.read_page(messages.NO_LAYER())
        if self.found.coverage < SCANNED:
            self._mend_layer()
        if self.found.coverage >= SCANNED and len(self.layer.texts) < FOOTER_WORDS:
            return self.pictures.read_page(messages.STAMPED(count=len(self.layer.texts)))
        scanned = self.found.coverage >= SCANNED and self._under_pictures() >= SCANNED
        if not self.quality.sound(plausibility.SOUND_ON_SCAN if scanned else plausibility.SOUND):
            return self._better()
        if scanned:
            return self._layer_on_scan()
        return self._with_pictures_on_it()

    def _mend_layer(self) -> None:
        """Read lines in fonts that do not say their letters off the picture, if they are the lesser part of the page."""
        from pipeline.reading.text_layer import unmapped_text

        if self.pictures.too_large():
            return
        if unmapped_text.unmapped_share(self.layer) > MOSTLY:
            # Whatever they look like, these are no letters.
            self.quality = replace(self.quality, share=0.0)
            return
        done = unmapped_text.read_unmapped(self.layer, lambda: self.pictures.draw(unmapped_text.DPI), self.pictures.read_block)
        self.layer, self.quality = done.layer, plausibility.assess_text(done.layer.texts)
        if done.read:
            self.notes.append(messages.UNMAPPED(count=done.read))
        if done.lost:
            self.notes.append(messages.STILL_UNMAPPED(count=done.lost))

    def _under_pictures(self) -> float:
        """The share of the layer's words that lie on pictures."""
        words = self.layer.words
        return sum(any(_on(word, box) for box in self.found.images) for word in words) / max(1, len(words))

    def _layer_on_scan(self) -> Page:
        """A sound layer on a scan is used if it is this picture's text and not another's."""
        import numpy as np

        from pipeline.reading.text_layer import alignment

        drawn, _ = self.pictures.draw(alignment.DPI)
        pixels, words = np.asarray(drawn), self.layer.words
        lie = alignment.share_on_ink(pixels, words)
        # Words that run up or down the page have white above them, not before.
        begin = 1.0 if self.layer.turn else alignment.share_after_white(pixels, words)
        if lie >= alignment.FITS and begin >= alignment.BEGINS:
            return self._from_text(messages.LAYER_FITS())
        share = round(100 * min(lie, begin))
        again = self.pictures.read_page(messages.LAYER_OFF(share=share))
        same = alignment.agreement(self.layer.texts, again.text.split())
        if same < alignment.SAME_WORDS and again.words:
            return again
        return self._from_text(messages.LAYER_SAME(share=round(100 * same)))

    def _from_text(self, *notes: str) -> Page:
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

    def _better(self) -> Page:
        """The layer looks bad: read the page again and keep what holds more plausible words."""
        again = self.pictures.read_page("")
        other = plausibility.assess_text(again.text.split())
        log.info("page %s: text layer %s, its picture %s", self.number, self.quality, other)
        if again.words and other.score >= AS_GOOD * self.quality.score:
            return replace(again, notes=(messages.LAYER_BAD(), *again.notes[1:]))
        # On a scan a layer must be nearly spotless to be believed unread.
        return self._from_text(messages.LAYER_FITS() if self.quality.sound() else messages.LAYER_KEPT())

    def _with_pictures_on_it(self) -> Page:
        """A typed page; what is pasted into it as a picture, with no text over it, is read as well."""
        page = self._from_text()
        worth = [box for box in merge_tiles(self.found.images) if self._worth_reading(box)]
        for box in sorted(worth, key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))[:MOST_INSETS]:
            inset = self.pictures.read_inset(box)
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

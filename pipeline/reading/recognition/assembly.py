"""Recognised words → ``Page``: places, lines, tables and calibrated confidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.document.pages import Box, Page, TextSource, Word
from pipeline.reading import boxes, messages
from pipeline.reading.layout import rulings, structure, text_lines
from pipeline.reading.layout.table_grid import Grid
from pipeline.reading.line_recognition import TextLine
from pipeline.reading.recognition import calibration, missed_cells
from pipeline.reading.recognition.tesseract import Token
from pipeline.reading.sources.image import Picture

POINTS = 72.0
BELIEVED = 0.5
"""Confidence from which a word in a cell that Tesseract read as empty is no speck."""
MOST_OF_IT = 0.8
"""Share of the page from which a picture has the page's own header and footer on it."""


@dataclass(frozen=True)
class OcrSheet:
    """The picture that Tesseract was given: the page levelled and upright."""

    file: Path
    """A grey picture that the reader wrote."""
    seen: tuple[Box, ...]
    """The words' boxes on it, one for each token."""
    to_source: Callable[[Box], Box]
    """From its pixels to those of the page's own picture."""
    dpi: float
    back: NDArray[np.float64] | None = None
    """The same as a matrix for points (x, y, 1); ``None`` where lines that bend were straightened."""
    turn: int = 0
    """By how many degrees clockwise the page was turned."""
    unstamped: bool = False
    """Whether coloured ink was turned to paper."""

    @cached_property
    def pixels(self) -> Image.Image:
        """The picture, grey."""
        with Image.open(self.file, formats=("BMP",)) as opened:
            return opened.copy()


Reader = Callable[[OcrSheet, list[Box]], Sequence[TextLine]]
"""Reads print in boxes of a sheet."""


def count_letters(text: str) -> int:
    """How many letters and figures."""
    return len(text) if text.isalnum() else sum(map(str.isalnum, text))


def page_notes(faults: Sequence[str], tokens: Sequence[Token], turn: int, overlooked: int = 0) -> tuple[str, ...]:
    """What was mended, and how many lines could not be read, in a clerk's words."""
    said: list[str] = []
    if not turn:
        # The look took it for upside down, the reading found otherwise.
        faults = [fault for fault in faults if fault != "terbalik"]
    if faults:
        said.append(messages.MENDED(faults=", ".join(faults)))
    if not tokens:
        said.append(messages.NO_TEXT())
    if overlooked:
        said.append(messages.UNREAD_LINES(count=overlooked))
    return tuple(said)


def assemble_page(
    picture: Picture,
    number: int,
    tokens: Sequence[Token],
    turn: int,
    said: tuple[str, ...],
    dpi: float,
    sheet: OcrSheet | None = None,
    again: Reader | None = None,
    unread: int = 0,
) -> Page:
    """The page. ``tokens`` lie in pixels of the picture; ``turn`` stands it upright; ``said`` are its notes.

    Structure is found on the ``sheet``, on which lines and rules run level; ``again`` reads what was overlooked in tables.
    ``unread`` words were seen and not read: none of them is right.
    """
    width, height = picture.size
    placed = _placing(picture)
    x0, y0, x1, y1 = picture.part
    upright = _Upright.of(tokens, sheet, picture, again).calibrated()
    laid = structure.lay_out(upright.paragraphs(), upright.grids, scanned=True, edges=(x1 - x0) * (y1 - y0) > MOST_OF_IT)
    laid = laid.map_boxes(lambda box: placed(upright.to_source(box)))
    sure = calibration.page_share([word.confidence for word in laid.words], [count_letters(word.text) for word in laid.words])
    sure *= len(laid.words) / max(1, len(laid.words) + unread)
    if laid.words and sure < calibration.CHECK:
        said = (*said, messages.HARD())
    return Page(
        number,
        laid.text,
        TextSource.OCR,
        round(sure, 3),
        turn,
        laid.words,
        width / dpi * POINTS,
        height / dpi * POINTS,
        said,
        margins=laid.margins,
        tables=laid.tables,
        headings=laid.headings,
    )


@dataclass(frozen=True)
class _Upright:
    """The page as Tesseract saw it: boxes in fractions of the sheet."""

    tokens: Sequence[Token]
    boxes: Sequence[Box]
    size: tuple[int, int]
    to_picture: Callable[[Box], Box]
    grids: tuple[Grid, ...]

    @classmethod
    def of(cls, tokens: Sequence[Token], sheet: OcrSheet | None, picture: Picture, again: Reader | None) -> _Upright:
        if sheet is None:
            return cls(tokens, [token.box for token in tokens], picture.size, lambda box: box, ())
        pixels, dpi = sheet.pixels, sheet.dpi
        grids = rulings.find_grids(np.asarray(pixels), dpi)
        read = cls(tokens, sheet.seen, pixels.size, sheet.to_source, grids)
        if not grids or again is None:
            return read
        empty = missed_cells.find_missed_cells(np.asarray(pixels), grids, [read.fraction(box) for box in sheet.seen], dpi)
        return read.with_cells(again(sheet, empty)) if empty else read

    def with_cells(self, lines: Sequence[TextLine]) -> _Upright:
        """With the words of overlooked cells, each a paragraph of its own until the table takes it in."""
        tokens, boxes = list(self.tokens), list(self.boxes)
        for number, line in enumerate(lines):
            for word in line.words:
                if word.confidence >= BELIEVED:
                    box = line.box_of(word)
                    chance = calibration.neural_alone(word.confidence)
                    tokens.append(Token(word.text, box, word.confidence, -1 - number, 0, 0, chance))
                    boxes.append(box)
        return replace(self, tokens=tokens, boxes=boxes)

    def calibrated(self) -> _Upright:
        """With confidences that are chances."""
        chances = calibration.token_chances(self.tokens, [count_letters(token.text) for token in self.tokens])
        return replace(self, tokens=[replace(token, confidence=chance) for token, chance in zip(self.tokens, chances, strict=True)])

    def fraction(self, box: Box) -> Box:
        """A box of the sheet in fractions of it."""
        width, height = self.size
        return box[0] / width, box[1] / height, box[2] / width, box[3] / height

    def paragraphs(self) -> list[list[list[Word]]]:
        """Tesseract's own, in its order."""
        seen = zip(self.tokens, self.boxes, strict=True)
        paragraphs = []
        for _, block in groupby(seen, key=lambda pair: (pair[0].block, pair[0].paragraph)):
            lines = []
            for _, line in groupby(block, key=lambda pair: pair[0].line):
                words: list[Word] = []
                for token, box in line:
                    words += text_lines.clean_words(token.text, self.fraction(box), token.confidence)
                lines.append(words)
            paragraphs.append(lines)
        return paragraphs

    def to_source(self, box: Box) -> Box:
        """From fractions of the sheet to pixels of the picture."""
        width, height = self.size
        return self.to_picture((box[0] * width, box[1] * height, box[2] * width, box[3] * height))


def _placing(picture: Picture) -> Callable[[Box], Box]:
    """From pixels of the picture to fractions of the page."""
    width, height = picture.size
    x0, y0, x1, y1 = picture.part
    across, down = (x1 - x0) / width, (y1 - y0) / height
    return lambda box: boxes.clamp((x0 + across * box[0], y0 + down * box[1], x0 + across * box[2], y0 + down * box[3]))

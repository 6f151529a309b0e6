"""The second recogniser on one page: finds lines, reads the uncertain ones, combines both readings."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.document.pages import Box
from pipeline.reading.line_recognition import LineRecognizer, Quad, TextLine, quad_of, rotate_quad
from pipeline.reading.preprocessing import assessment, illumination
from pipeline.reading.preprocessing.assessment import PageAssessment
from pipeline.reading.recognition import combination, missed_lines, uncertain_print
from pipeline.reading.recognition.assembly import OcrSheet
from pipeline.reading.recognition.attempt import Attempt
from pipeline.reading.recognition.time_budget import TimeBudget
from pipeline.reading.recognition.vocabulary import vocabulary_of
from pipeline.reading.sources.image import Picture

WHITE = 0.75
"""Share of the way from ink to paper above which a pale page is drawn up to white."""
AT_ONCE = 8
"""Lines between two looks at the clock."""
BEGUN = 1.0
"""Seconds that must be left for another step to be begun."""


class SecondReading:
    """A page's picture and the recogniser that reads its lines, for as long as the page's time lasts."""

    def __init__(self, recognizer: LineRecognizer, picture: Picture, language: str, clock: TimeBudget) -> None:
        self.recognizer = recognizer
        self.picture = picture
        self.language = language
        self.clock = clock

    @cached_property
    def found(self) -> list[Quad]:
        """The lines on the page's picture."""
        return self.recognizer.find(self._pixels)

    def found_on(self, sheet: OcrSheet) -> list[Quad]:
        """The same on the sheet of an attempt."""
        if sheet.back is None:
            return self.recognizer.find(sheet.pixels)
        forward = np.linalg.inv(sheet.back)
        return [rotate_quad(_quad_to_source(quad, forward), sheet.turn) for quad in self.found]

    def combined(self, attempt: Attempt, look: PageAssessment) -> Attempt:
        """Tesseract's words and the second recogniser's, line by line. ``look``: what was seen of the page."""
        sheet = attempt.sheet
        if sheet is None:
            return attempt
        found = self.found_on(sheet)
        where = combination.assign_to_lines(sheet.seen, found)
        vocabulary = vocabulary_of(self.language)
        found, rows, wanted = uncertain_print.find_uncertain_pieces(
            attempt.tokens, sheet.seen, found, where.lines, attempt.share, vocabulary
        )
        where = combination.WordsByLine(tuple(rows), where.loose)
        # On a sheet without its colours nothing is left of a line in colour.
        left = [at for at in wanted if where.lines[at]]
        gone = [at for at in wanted if not where.lines[at]]
        read = dict(zip(left, self._lines(sheet, [found[at] for at in left]), strict=False))
        read |= dict(zip(gone, self._lines(replace(sheet, unstamped=False), [found[at] for at in gone]), strict=False))
        seen, tokens = combination.combine(attempt.tokens, sheet.seen, where, read, sheet.to_source, vocabulary)
        unread = [found[at] for at in wanted if at not in read]
        return self._with_lines_between(replace(attempt, tokens=tokens, sheet=replace(sheet, seen=seen)), unread, look)

    def _with_lines_between(self, attempt: Attempt, unread: list[Quad], look: PageAssessment) -> Attempt:
        """With lines of print that neither was found nor read: faint ones between lines that are not."""
        sheet = attempt.sheet
        pieces = missed_lines.find_missed_lines(_dark(sheet, look), sheet.seen, sheet.dpi)[0] if sheet else []
        if sheet is None or not pieces:
            return attempt.with_unread(unread)
        quads = [quad_of(piece) for piece in pieces]
        read = dict(enumerate(self._lines(sheet, quads)))
        where = combination.WordsByLine(tuple(() for _ in quads), ())
        seen, tokens = combination.combine(attempt.tokens, sheet.seen, where, read, sheet.to_source, vocabulary_of(self.language))
        unread = [*unread, *quads[len(read) :]]
        return replace(attempt, tokens=tokens, sheet=replace(sheet, seen=seen)).with_unread(unread)

    def _lines(self, sheet: OcrSheet, quads: list[Quad]) -> list[TextLine]:
        """Lines of a sheet, read off the page's own picture where a matrix leads there; as many as there is time for."""
        if sheet.back is None or sheet.unstamped:
            return self._read(sheet.pixels, quads)
        read = self.lines([_quad_to_source(quad, sheet.back) for quad in quads])
        return [replace(line, quad=quad) for line, quad in zip(read, quads, strict=False)]

    def lines(self, quads: list[Quad]) -> list[TextLine]:
        """Lines of the page's own picture; as many as there is time for."""
        return self._read(self._pixels, quads)

    def boxes(self, sheet: OcrSheet, boxes: list[Box]) -> list[TextLine]:
        """Print of a sheet in boxes that hold none of its words."""
        return self._read(sheet.pixels, [quad_of(box) for box in boxes])

    def _read(self, pixels: Image.Image, quads: list[Quad]) -> list[TextLine]:
        read: list[TextLine] = []
        for start in range(0, len(quads), AT_ONCE):
            if self.clock.left() < BEGUN:
                break
            read += self.recognizer.read(pixels, quads[start : start + AT_ONCE], self.language)
        return read

    @cached_property
    def _pixels(self) -> Image.Image:
        return self.picture.load()


def _dark(sheet: OcrSheet, look: PageAssessment) -> Image.Image:
    """A sheet with its print dark enough to be told from paper."""
    if look.ink <= assessment.PALE:
        return sheet.pixels
    return illumination.stretch_contrast(illumination.flatten(sheet.pixels, max(1, round(sheet.dpi / 75))), WHITE)


def _quad_to_source(quad: Quad, back: NDArray[Any]) -> Quad:
    """Four corners on the page's picture, given those on the sheet."""
    points = back @ np.vstack([quad.T, np.ones(4)])
    return np.asarray((points[:2] / points[2]).T, np.float32)

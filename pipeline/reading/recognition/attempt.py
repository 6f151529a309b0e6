"""One attempt at a page: its words, its score, and whether the second recogniser is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.reading.line_recognition import Quad, quad_bounds
from pipeline.reading.recognition import calibration, missed_lines
from pipeline.reading.recognition.assembly import OcrSheet, count_letters
from pipeline.reading.recognition.missed_words import Piece
from pipeline.reading.recognition.tesseract import Token

GUESS = 0.4
"""Chance of a word from which it is worth more than none."""


@dataclass(frozen=True)
class Attempt:
    """One reading of the page: its words, in pixels of the page's own picture, and the turn they were read at."""

    tokens: tuple[Token, ...]
    turn: int
    mended: bool = True
    sheet: OcrSheet | None = None
    """The picture that Tesseract was given; ``None`` where nothing was found on it."""
    blurred: bool = False
    """Whether the sheet's blur was taken back before it was read."""
    cleared: tuple[str, ...] = ()
    """What lay over the print and was taken off the sheet before it was read, in a clerk's words."""
    lines_left: tuple[int, int] | None = None
    """Lines that were found and not read, and about how many words they hold; ``None``: look at the ink that is left."""

    @cached_property
    def _missing(self) -> tuple[list[Piece], list[Piece]]:
        return missed_lines.find_missed_lines(self.sheet.pixels, self.sheet.seen, self.sheet.dpi) if self.sheet else ([], [])

    @property
    def unread_lines(self) -> int:
        """Lines of print of which no word was read."""
        return self.lines_left[0] if self.lines_left is not None else len(self._missing[0])

    @property
    def unread(self) -> int:
        """About how many words were seen and not read."""
        if self.lines_left is not None:
            return self.lines_left[1]
        lines, beside = self._missing
        return (missed_lines.estimate_word_count(lines, self.sheet.seen) if self.sheet and lines else 0) + len(beside)

    @cached_property
    def chances(self) -> list[float]:
        """For each word the chance that it is right."""
        return calibration.token_chances(self.tokens, [count_letters(token.text) for token in self.tokens])

    @cached_property
    def share(self) -> float:
        """The share of its words to be expected right."""
        return calibration.page_share(self.chances, [count_letters(token.text) for token in self.tokens])

    @property
    def doubtful(self) -> bool:
        """Whether the second recogniser is asked as well."""
        return self.share < calibration.READ_AGAIN or bool(self._missing[0])

    @property
    def score(self) -> float:
        """How much was read: each letter by its chance beyond a guess."""
        return sum((chance - GUESS) * count_letters(token.text) for chance, token in zip(self.chances, self.tokens, strict=True))

    def with_unread(self, quads: Sequence[Quad]) -> Attempt:
        """With these lines of its sheet found and left unread."""
        words = 0
        if quads and self.sheet and self.sheet.seen:
            usual = sum(box[2] - box[0] for box in self.sheet.seen) / len(self.sheet.seen)
            words = sum(max(1, round((quad_bounds(quad)[2] - quad_bounds(quad)[0]) / max(1.0, usual))) for quad in quads)
        return replace(self, lines_left=(len(quads), words))

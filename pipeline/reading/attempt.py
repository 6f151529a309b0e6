"""One reading of a page: what was read off which sheet, how much it is worth, and whether a person would be asked to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from pipeline.reading import beside, calibration, overlooked
from pipeline.reading.ocr import Token
from pipeline.reading.recognised import Sheet, letters, mean_confidence
from pipeline.reading.strip import Piece, Strip

LONG, TALLER, FEWEST = 4, 1.5, 5
"""Letters of a word, how much taller than wide it stands on its end, and how many such words are asked."""
LYING = 0.8


@dataclass(frozen=True)
class Attempt:
    """One reading of the page: its words, in pixels of the page's own picture, and the turn they were read at."""

    tokens: tuple[Token, ...]
    turn: int
    mended: bool = True
    sheet: Sheet | None = None
    """The picture that Tesseract was given; ``None`` where nothing was found on it."""
    blurred: bool = False
    """Whether the page is out of focus or shaken."""
    remedied: tuple[str, ...] = ()
    """What was taken off the sheet before it was read."""

    @cached_property
    def _missing(self) -> tuple[list[Piece], list[Piece]]:
        return overlooked.unread(self.sheet.pixels, self.sheet.seen, self.sheet.dpi) if self.sheet else ([], [])

    @property
    def overlooked(self) -> Sequence[Piece]:
        """Lines of print on the sheet of which it holds no word."""
        return self._missing[0]

    @property
    def beside(self) -> Sequence[Piece]:
        """Figures that stand on lines of which it holds other words."""
        return self._missing[1]

    @property
    def unread(self) -> int:
        """About how many words it lacks of both."""
        lines = overlooked.words(self.overlooked, self.sheet.seen) if self.sheet and self.overlooked else 0
        return lines + len(self.beside)

    @property
    def confidence(self) -> float:
        """Mean over letters and figures."""
        return mean_confidence(self.tokens)

    @property
    def doubtful(self) -> bool:
        """Whether a person would be asked to check it."""
        return bool(self.overlooked) or self.unsure

    @cached_property
    def unsure(self) -> bool:
        """Whether the words that were read are doubtful."""
        weights = [letters(token.text) for token in self.tokens]
        chances = calibration.of_words([token.confidence for token in self.tokens], weights)
        return calibration.of_page(chances, weights) < calibration.CHECK

    @property
    def worth(self) -> float:
        """How much was read, each letter by its confidence beyond a guess."""
        return sum((token.confidence - 0.4) * letters(token.text) for token in self.tokens)

    @property
    def worth_as_it_lies(self) -> float:
        """The same, less where the lines stand on end: what mends print takes it to run across."""
        return self.worth * (LYING if self.lies else 1.0)

    @cached_property
    def lies(self) -> bool:
        """Whether most words stand on end: Tesseract reads such lines, but the page is shown, and mended, on its side."""
        shapes = [
            box[3] - box[1] > TALLER * (box[2] - box[0])
            for box, token in zip(self.sheet.seen if self.sheet else (), self.tokens, strict=False)
            if letters(token.text) >= LONG
        ]
        return len(shapes) >= FEWEST and sum(shapes) > len(shapes) / 2

    @property
    def runs_down(self) -> bool:
        """Whether lines that stand on end run down the sheet, not up."""
        seen = zip(self.sheet.seen if self.sheet else (), self.tokens, strict=False)
        places = [(token.block, token.paragraph, token.line, (box[1] + box[3]) / 2) for box, token in seen]
        return sum(after[3] - before[3] for before, after in pairwise(places) if before[:3] == after[:3]) > 0

    def with_lines(self, strip: Strip, found: Sequence[Token]) -> Attempt:
        """With the words of overlooked lines, read off a strip of them, put where they stand."""
        if self.sheet is None:
            return self
        lines = [(strip.piece_of(token.box), replace(token, box=strip.led_back(token.box))) for token in found]
        seen, tokens = overlooked.inserted(self.sheet.seen, self.tokens, lines, self.sheet.led_back)
        return replace(self, tokens=tokens, sheet=replace(self.sheet, seen=seen))

    def with_print_beside(self, strip: Strip, found: Sequence[Token]) -> Attempt:
        """With words of lines that it holds, read off a strip of them, put into those lines."""
        if self.sheet is None:
            return self
        led_back = [replace(token, box=strip.led_back(token.box)) for token in found]
        seen, tokens = beside.put_in(self.sheet.seen, self.tokens, led_back, self.sheet.led_back)
        return replace(self, tokens=tokens, sheet=replace(self.sheet, seen=seen))

    def with_words(self, place: range, words: Sequence[Token]) -> Attempt:
        """With other words, boxes on the sheet, in place of some."""
        if self.sheet is None:
            return self
        led_back = [replace(word, box=self.sheet.led_back(word.box)) for word in words]
        seen = (*self.sheet.seen[: place.start], *(word.box for word in words), *self.sheet.seen[place.stop :])
        tokens = (*self.tokens[: place.start], *led_back, *self.tokens[place.stop :])
        other = replace(self, tokens=tokens, sheet=replace(self.sheet, seen=seen))
        # What stands where words stood leaves the same lines over, and looking for them takes as long as mending a word.
        vars(other)["_missing"] = self._missing
        return other

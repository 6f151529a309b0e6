"""Evidence for a value: its page, boxes and reading confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.classification import reasons
from pipeline.classification.layout.lines import Line
from pipeline.document.pages import Box


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page and the boxes of words on it; empty where nothing was seen."""

    page: int | None = None
    boxes: tuple[Box, ...] = ()
    reading: float = 1.0
    """How sure the reading is of these words, 0 to 1."""

    @classmethod
    def of(cls, line: Line, start: int = 0, end: int | None = None) -> Evidence:
        """The place of ``line.text[start:end]``."""
        end = len(line.text) if end is None else end
        return cls(line.page, line.boxes(start, end), line.confidence(start, end))

    @classmethod
    def joined(cls, spots: Sequence[Evidence]) -> Evidence:
        """Several places as one, on the page of the first; as sure as the reading is of their words on the mean."""
        if not spots:
            return cls()
        boxes = tuple(box for spot in spots if spot.page == spots[0].page for box in spot.boxes)
        weights = [max(1, len(spot.boxes)) for spot in spots]
        reading = sum(spot.reading * weight for spot, weight in zip(spots, weights, strict=True)) / sum(weights)
        return cls(spots[0].page, boxes, reading)


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value, how sure (0 to 1), why in a clerk's words, and where. An empty value says why it is empty."""

    value: str = ""
    confidence: float = 0.0
    reason: str = ""
    spot: Evidence = Evidence()

    def weighted(self, least: float, floor: float = 0.1) -> FoundValue:
        """This value as sure as the words under it were read; empty below ``least``, with the reason.

        Tesseract gives words that it read rightly 0.9 and more; below 0.5 most are wrong (``benchmarks/facts.py`` shows it).
        Numbers are no words: it doubts them even when it reads them well, and their form bears them out, so they keep a ``floor``.
        """
        if not self.value:
            return self
        sure = round(self.confidence * min(1.0, max(floor, floor + (1 - floor) * (self.spot.reading - 0.2) / 0.65)), 3)
        if sure >= least:
            return replace(self, confidence=sure)
        shown = self.value if len(self.value) <= 60 else f"{self.value[:60]}…"
        return replace(self, value="", confidence=sure, reason=reasons.DOUBTED(shown=shown))


NO_SPOT = Evidence()
NOWHERE = FoundValue(reason=reasons.NO_TEXT)

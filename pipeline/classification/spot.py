"""Where on the paper something stands, and what was found there."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.classification.lines import Line
from pipeline.document import Box


@dataclass(frozen=True, slots=True)
class Spot:
    """A page and the boxes of words on it; empty where nothing was seen."""

    page: int | None = None
    boxes: tuple[Box, ...] = ()

    @classmethod
    def of(cls, line: Line, start: int = 0, end: int | None = None) -> Spot:
        """The place of ``line.text[start:end]``."""
        return cls(line.page, line.boxes(start, len(line.text) if end is None else end))


@dataclass(frozen=True, slots=True)
class Found:
    """A value, how sure (0 to 1), why in a clerk's words, and where. An empty value says why it is empty."""

    value: str = ""
    confidence: float = 0.0
    reason: str = ""
    spot: Spot = Spot()


NO_SPOT = Spot()
NOWHERE = Found(reason="naskah tidak memuat teks")

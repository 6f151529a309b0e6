"""The protocol of the second recogniser: finds lines of text and reads them.

``tesseract`` reads whole pages; a ``LineRecognizer`` finds lines and reads each by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.document.pages import Box

Quad = NDArray[np.float32]
"""Four corners of a line, shape (4, 2), in pixels: top left, top right, bottom right, bottom left as the line is read."""


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a line."""

    text: str
    start: float
    """Where it begins along the line, 0 to 1."""
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class LineWord:
    """One word of a line; it has at least one character."""

    characters: tuple[Character, ...]
    white: float = 1.0
    """How wide the paper before it is, by the height of the line; 1 where nobody looked."""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(one.text for one in self.characters)

    @property
    def start(self) -> float:
        """Where it begins along the line, 0 to 1."""
        return self.characters[0].start

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.characters[-1].end

    @property
    def confidence(self) -> float:
        """Of its least certain character, 0 to 1."""
        return min(one.confidence for one in self.characters)

    def parted(self, places: Sequence[float]) -> list[LineWord]:
        """The word cut at places along the line; a part without characters is left out."""
        parts: list[list[Character]] = [[] for _ in range(len(places) + 1)]
        for one in self.characters:
            parts[sum(place < (one.start + one.end) / 2 for place in places)].append(one)
        return [LineWord(tuple(part)) for part in parts if part]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that was read."""

    quad: Quad
    words: tuple[LineWord, ...]

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean over characters; 0 for an empty line."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0

    def box_of(self, word: LineWord) -> Box:
        """The upright box around a word of this line."""
        top = self.quad[0] + np.outer((word.start, word.end), self.quad[1] - self.quad[0])
        bottom = self.quad[3] + np.outer((word.start, word.end), self.quad[2] - self.quad[3])
        return quad_bounds(np.vstack([top, bottom]))


class LineRecognizer(Protocol):
    """Finds lines of print and reads them."""

    def find(self, pixels: Image.Image) -> list[Quad]:
        """The lines on a picture, grey or RGB, in no particular order."""

    def read(self, pixels: Image.Image, quads: Sequence[Quad], language: str) -> list[TextLine]:
        """The text of each line, in the order of ``quads``; a line without text has no words."""


def quad_bounds(corners: NDArray[np.float32]) -> Box:
    """The upright box around points, shape (n, 2)."""
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def quad_of(box: Box) -> Quad:
    """An upright box as four corners."""
    x0, y0, x1, y1 = box
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)


def normalize_quad(quad: Quad) -> Quad:
    """The same four corners, clockwise, begun so that the first edge runs to the right of the picture."""
    edges = np.roll(quad, -1, axis=0) - quad
    rightward = edges[:, 0] / np.maximum(np.hypot(edges[:, 0], edges[:, 1]), 1e-6)
    return np.roll(quad, -int(rightward.argmax()), axis=0)


def rotate_quad(quad: Quad, turn: int) -> Quad:
    """The same four corners for a line that is read after the page is turned clockwise by ``turn`` degrees."""
    return np.roll(quad, turn // 90, axis=0)

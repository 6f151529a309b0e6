"""Text in unmapped fonts, read off the page's picture and put in its place.

A font without a map, a few lines in the wrong encoding: the rest of the page keeps its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from PIL import Image

from pipeline.document.pages import Box, Word
from pipeline.reading import boxes
from pipeline.reading.layout import text_lines
from pipeline.reading.layout.headings import PrintedWord
from pipeline.reading.recognition import crops
from pipeline.reading.recognition.tesseract import Token
from pipeline.reading.text_layer import plausibility
from pipeline.reading.text_layer.extract import TextLayer

DPI = 300.0
FEWEST = 8
"""Letters of a line that is judged by its words."""
DOUBTED, SOUND = 0.4, 0.7
"""Share of a line in plausible words under which it is read again, and from which what was read takes its place."""
SURE = 0.6
"""Mean confidence of what was read from which it takes the place of letters that the file does say."""
AROUND = 0.15
"""Of a line's height: how much of the page around it is cut out with it."""

Recognise = Callable[[Image.Image, float], Sequence[Token]]
"""Reads a picture of so many dots per inch as one block of print."""


@dataclass(frozen=True)
class RepairedLayer:
    """A text layer with stretches read off the picture."""

    layer: TextLayer
    read: int = 0
    """How many stretches."""
    lost: int = 0
    """How many could not be read: they are left out."""


@dataclass(frozen=True)
class _Stretch:
    words: tuple[PrintedWord, ...]
    unmapped: bool
    """Whether the file itself says that these are no letters; else it is only doubted."""
    turn: int

    @property
    def box(self) -> Box:
        """On the page turned upright."""
        return boxes.rotate_box(boxes.bounding_box(self.words), self.turn)


def unmapped_share(layer: TextLayer) -> float:
    """Of all letters the share that the file does not say."""
    words = [*layer.words, *(word for _, some in layer.aside for word in some)]
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) for word in words if not word.confidence) / letters if letters else 0.0


def read_unmapped(layer: TextLayer, draw: Callable[[], tuple[Image.Image, float]], recognise: Recognise) -> RepairedLayer:
    """The layer with its unmapped and doubted stretches read off the picture that ``draw`` makes (grey, with its dots per inch)."""
    groups = [(layer.turn, layer.words), *layer.aside]
    stretches = [one for turn, words in groups for one in _stretches(words, turn)]
    if not stretches:
        return RepairedLayer(layer)
    pixels, dpi = draw()
    put: dict[int, Sequence[PrintedWord]] = {}
    read = lost = 0
    for turn, some in groupby(stretches, key=lambda one: one.turn):
        for stretch, words in _read(list(some), pixels.rotate(-turn, expand=True), dpi, recognise):
            words = [replace(word, box=boxes.clamp(boxes.rotate_box(word.box, -turn))) for word in words]
            if _better(words, stretch):
                read += 1
            elif stretch.unmapped:
                words, lost = [], lost + 1
            else:
                continue
            put |= {id(word): () for word in stretch.words}
            put[id(stretch.words[0])] = words
    aside = tuple((turn, _with(words, put)) for turn, words in layer.aside)
    return RepairedLayer(replace(layer, words=_with(layer.words, put), aside=tuple(one for one in aside if one[1])), read, lost)


def _with(words: Sequence[PrintedWord], put: dict[int, Sequence[PrintedWord]]) -> tuple[PrintedWord, ...]:
    return tuple(new for word in words for new in put.get(id(word), (word,)))


def _stretches(words: Sequence[PrintedWord], turn: int) -> Iterator[_Stretch]:
    upright = {id(word): word for word in words}
    placed = [replace(word, box=boxes.rotate_box(word.box, turn)) for word in words]
    original = {id(new): upright[id(old)] for new, old in zip(placed, words, strict=True)}
    for line in text_lines.lines_of(placed):
        kept = [original[id(word)] for word in line]
        if _doubted(kept):
            yield _Stretch(tuple(kept), False, turn)
            continue
        for sure, run in groupby(kept, key=lambda word: bool(word.confidence)):
            if not sure:
                yield _Stretch(tuple(run), True, turn)


def _doubted(line: Sequence[Word]) -> bool:
    """Whether a line of mapped letters is no text."""
    if not all(word.confidence for word in line):
        return False
    judged = plausibility.assess_text([word.text for word in line])
    return judged.letters >= FEWEST and judged.share < DOUBTED


def _better(words: Sequence[Word], stretch: _Stretch) -> bool:
    if not words:
        return False
    sure = sum(word.confidence for word in words) / len(words)
    return stretch.unmapped or (sure >= SURE and plausibility.assess_text([word.text for word in words]).share >= SOUND)


def _read(
    stretches: Sequence[_Stretch], pixels: Image.Image, dpi: float, recognise: Recognise
) -> Iterator[tuple[_Stretch, list[PrintedWord]]]:
    """Each stretch with the words that were read for it, their boxes on the page turned upright: all on one strip, read at once."""
    width, height = pixels.size
    pieces = [_cut(stretch.box, width, height) for stretch in stretches]
    laid = crops.lay_out_strip(np.asarray(pixels), pieces, dpi)
    found: list[list[PrintedWord]] = [[] for _ in stretches]
    for token in recognise(laid.pixels, dpi):
        x0, y0, x1, y1 = laid.to_source(token.box)
        box = (x0 / width, y0 / height, x1 / width, y1 / height)
        at = laid.piece_of(token.box)
        first = stretches[at].words[0]
        for word in text_lines.clean_words(token.text, box, token.confidence):
            found[at].append(PrintedWord(word.text, word.box, word.confidence, first.size, first.bold))
    yield from zip(stretches, found, strict=True)


def _cut(box: Box, width: int, height: int) -> crops.Piece:
    x0, y0, x1, y1 = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    pad = AROUND * (y1 - y0)
    return (
        max(0, int(x0 - pad)),
        max(0, int(y0 - pad)),
        min(width, max(int(x1 + pad), int(x0) + 2)),
        min(height, max(int(y1 + pad), int(y0) + 2)),
    )

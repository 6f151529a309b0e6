"""The line of a letter's number, read once more by itself where it was read with doubt.

Such a number is no word, so nothing bears it out, and on a page laid out in columns its first figures run together with the colon
beside them. Tesseract reads it better alone on its line, and better with its English model than with its Indonesian one: that knows
figures (777, where the other sees TTI). It is also another judge: the two seldom err alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from PIL import Image

from pipeline.document import Box
from pipeline.reading.ocr import Token

LANGUAGE = "eng"
HEAD = 0.45
"""Share of the page's height, from above, in which the number stands."""
LOST, DOUBTFUL, SURE = 0.4, 0.6, 0.88
"""Tesseract's confidence in a word from which it is left alone: in a number that is whole from end to end, in any other, and in one
that does not begin as a number.

A line read again takes a tenth of a page's time. Of the clean numbers looked at, the second reading mended those in which 01 had
become O1, and not one that was whole already.
"""
WIDE = 2.0
"""Gaps, by the height of a word, that part two columns."""
AROUND = 0.35
"""White left around the number, by its height."""
LINE, MARGIN = 60, 30
"""Pixels: the height of the strip, and the white at its ends."""
LEAST_HEIGHT = 12
"""Pixels of the page, under which no letter could be told from another."""
SURER = 0.05
"""By how much the second reading must be surer."""
MOST_WORDS = 14
_BEGINS = re.compile(r"^\d{1,5}(?:[.-]?[a-hA-H])?/")
"""How a number begins; what begins otherwise is another body's, or misread."""
_WHOLE = re.compile(r"^\d{1,5}(?:[.-]?[a-hA-H])?/[A-Z]{2,4}\.\d{2}(?:\.\d{1,2})?-[A-Za-z]{1,3}/\d{2,4}/(?:19|20)\d{2}$")
"""A number of this house as it should be, from one end to the other: figures where figures belong, letters where letters do."""
_FIGURES = str.maketrans("OoIl|", "00111")
"""Letters that figures are taken for."""
_ALMOST = re.compile(
    r"^([\dOoIl|]{1,5}/)([A-Z]{2,4}\.)([\dOoIl|]{2}(?:\.[\dOoIl|]{1,2})?-)([A-Za-z]{1,3})(/[\dOoIl|]{2,4}/[\dOoIl|]{4})$"
)
_LABEL = re.compile(r"^\W*n[o0](?:m[o0]\w{1,3}|r)?\W*$", re.IGNORECASE)
_COLON = re.compile(r"^[1Il!|tr.,:;']{1,2}$")
"""What a colon that stands alone is read as."""
_PLAIN_WORD = re.compile(r"^[A-Za-z]?[a-z]{3,}\W*$")
_LEAST_LIKENESS = 0.7


def doubtful(tokens: Sequence[Token], boxes: Sequence[Box], height: int) -> range | None:
    """Which tokens make up the number, if a word of it was read with doubt.

    ``boxes`` are theirs on the level page, which is so many pixels high.
    """
    for run in _runs(tokens, boxes):
        if boxes[run[0]][3] > HEAD * height:
            continue
        text = "".join(tokens[index].text for index in run)
        if text.count("/") < 2 or sum(char.isdigit() for char in text) < 5 or len(run) > MOST_WORDS:
            continue
        run = run[1:] if len(run) > 1 and _COLON.match(tokens[run[0]].text) and tokens[run[1]].text[0].isalnum() else run
        enough = LOST if _WHOLE.match(text) else DOUBTFUL if _BEGINS.match(text) else SURE
        return run if min(tokens[index].confidence for index in run) < enough else None
    return None


def set_right(first: Sequence[Token]) -> list[Token] | None:
    """A number in one word that is whole but for letters where only figures can stand, with those figures; else ``None``.

    Tesseract likes to read 01 as O1. The form of the number says what it is, and no second reading need be paid for.
    """
    almost = _ALMOST.match(first[0].text) if len(first) == 1 and first[0].confidence >= LOST else None
    if almost is None:
        return None
    number, group, code, kind, ending = almost.groups()
    text = "".join((number.translate(_FIGURES), group, code.translate(_FIGURES), kind, ending.translate(_FIGURES)))
    return [replace(first[0], text=text)] if _WHOLE.match(text) else None


@dataclass(frozen=True)
class Enlarged:
    """The number cut out, on white, at the size that Tesseract reads best."""

    pixels: Image.Image
    scale: float
    across: float
    down: float

    def led_back(self, box: Box) -> Box:
        """From pixels of the strip to pixels of the page."""
        left, top, right, bottom = (side / self.scale for side in box)
        return left + self.across, top + self.down, right + self.across, bottom + self.down


def strip(page: Image.Image, boxes: Sequence[Box], found: range) -> Enlarged | None:
    """The number on its own. ``boxes`` are those of all words of the grey page; what stands right beside the number is left out.

    ``None`` where nothing that could be read is left of it.
    """
    left, top, right, bottom = (pick(boxes[index][side] for index in found) for side, pick in enumerate((min, min, max, max)))
    white = AROUND * (bottom - top)
    level = [box for box in boxes if box[1] < bottom and box[3] > top]
    before = max((box[2] + 1 for box in level if box[2] <= left), default=0)
    after = min((box[0] - 1 for box in level if box[0] >= right), default=page.width)
    x0, x1 = round(max(before, left - white)), round(min(after, right + white))
    y0, y1 = round(max(0, top - white)), round(min(page.height, bottom + white))
    if y1 - y0 < LEAST_HEIGHT or x1 - x0 < LEAST_HEIGHT:
        return None
    scale = LINE / (y1 - y0)
    cut = page.crop((x0, y0, x1, y1)).resize((max(1, round((x1 - x0) * scale)), LINE), Image.Resampling.BICUBIC)
    sheet = Image.new("L", (cut.width + 2 * MARGIN, LINE), int(np.percentile(np.asarray(cut), 90)))
    sheet.paste(cut, (MARGIN, 0))
    return Enlarged(sheet, scale, x0 - MARGIN / scale, y0)


def better(first: Sequence[Token], again: Sequence[Token]) -> list[Token]:
    """Of two readings of one number the surer: word by word where both have as many words, else as a whole."""
    said = [place for place, token in enumerate(again) if any(char.isalnum() for char in token.text)]
    if not said:
        return list(first)
    again = again[said[0] : said[-1] + 1]
    if len(again) == len(first):
        pairs = zip(first, again, strict=True)
        return [other if other.confidence >= one.confidence + SURER else one for one, other in pairs]
    lengths = sorted(sum(len(token.text) for token in tokens) for tokens in (first, again))
    if lengths[0] < _LEAST_LIKENESS * lengths[1] or _mean(again) < _mean(first) + SURER:
        return list(first)
    return list(again)


def _runs(tokens: Sequence[Token], boxes: Sequence[Box]) -> Iterator[range]:
    """Words of one line without wide gaps; label and colon before them, and words of running text after them, left out."""
    places = groupby(range(len(tokens)), key=lambda index: (tokens[index].block, tokens[index].paragraph, tokens[index].line))
    for _, line in places:
        start, last = -1, -1
        indices = list(line)
        wide = WIDE * max(boxes[index][3] - boxes[index][1] for index in indices)
        for index in indices:
            text = tokens[index].text
            apart = last >= 0 and boxes[index][0] - boxes[last][2] > wide
            ends = _PLAIN_WORD.match(text) or _LABEL.match(text)
            if start >= 0 and (apart or ends):
                yield range(start, last + 1)
                start = -1
            if start < 0 and not ends and any(char.isalnum() for char in text):
                start = index
            last = index
        if start >= 0:
            yield range(start, last + 1)


def _mean(tokens: Sequence[Token]) -> float:
    return sum(token.confidence * len(token.text) for token in tokens) / max(1, sum(len(token.text) for token in tokens))

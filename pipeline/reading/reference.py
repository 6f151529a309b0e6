"""The line of a letter's number, read once more by itself where it was read with doubt.

Such a number is no word, so nothing bears it out, and on a page laid out in columns its first figures run together with the colon
beside them. Alone on its line Tesseract reads it better: of 125 papers whose number had been misread on four, it then read three of
them rightly, and was surer of none that it misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.document import Box
from pipeline.reading.ocr import Token

HEAD = 0.45
"""Share of the page's height, from above, in which the number stands."""
DOUBTFUL = 0.7
"""Tesseract's confidence in a word from which it is left alone; a fourth of all clean pages have a number with a word below it."""
WIDE = 2.0
"""Gaps, by the height of a word, that part two columns."""
AROUND = 0.35
"""White left around the number, by its height."""
MOST_WORDS = 14
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
        return run if min(tokens[index].confidence for index in run) < DOUBTFUL else None
    return None


def around(boxes: Sequence[Box], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of the page that holds these boxes and a little white around them."""
    left, top, right, bottom = (pick(box[side] for box in boxes) for side, pick in enumerate((min, min, max, max)))
    white = AROUND * (bottom - top)
    return (
        max(0, round(left - white)),
        max(0, round(top - white)),
        min(size[0], round(right + white)),
        min(size[1], round(bottom + white)),
    )


def shifted(box: Box, across: int, down: int) -> Box:
    """The box, so many pixels further to the right and below."""
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def better(first: Sequence[Token], again: Sequence[Token]) -> list[Token]:
    """Of two readings of one number the surer: word by word where both have as many words, else as a whole."""
    said = [place for place, token in enumerate(again) if any(char.isalnum() for char in token.text)]
    if not said:
        return list(first)
    again = again[said[0] : said[-1] + 1]
    if len(again) == len(first):
        return [max(pair, key=lambda token: token.confidence) for pair in zip(first, again, strict=True)]
    lengths = sorted(sum(len(token.text) for token in tokens) for tokens in (first, again))
    if lengths[0] < _LEAST_LIKENESS * lengths[1] or _mean(again) <= _mean(first):
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

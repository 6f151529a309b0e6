"""A page's word boxes in few bytes: what a page of 500 words takes falls from 60 KB of JSON to some 3 KB."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence

from pipeline.document import Word

_SCALE = 10_000
_CONFIDENCE_SCALE = 100


def pack(words: Sequence[Word]) -> bytes:
    """Boxes and confidences, without the texts: those are the page's text, split."""
    numbers = array("H")
    for word in words:
        numbers.extend(round(min(max(edge, 0.0), 1.0) * _SCALE) for edge in word.box)
        numbers.append(round(word.confidence * _CONFIDENCE_SCALE))
    return zlib.compress(numbers.tobytes())


def unpack(text: str, packed: bytes) -> tuple[Word, ...]:
    """The words of a page again, from its text and what ``pack`` made of them."""
    numbers = array("H")
    numbers.frombytes(zlib.decompress(packed))
    if not numbers:
        return ()
    texts = text.split()
    rows = (numbers[start : start + 5] for start in range(0, len(numbers), 5))
    return tuple(
        Word(text, (row[0] / _SCALE, row[1] / _SCALE, row[2] / _SCALE, row[3] / _SCALE), row[4] / _CONFIDENCE_SCALE)
        for text, row in zip(texts, rows, strict=True)
    )

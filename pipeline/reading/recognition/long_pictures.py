"""Pictures longer than Tesseract accepts: cut at blank bands, read in pieces, joined.

Screenshots of conversations and web pages are one picture of any length. Tesseract refuses more than 32,767 pixels, and long
before that its look at the whole page fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.document.pages import Box, Page
from pipeline.reading.options import Options
from pipeline.reading.sources import image
from pipeline.reading.sources.image import Picture

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 32_000
"""Pixels of the longer side; Tesseract holds its coordinates in 16 bits."""
MANY_SHEETS, LONG = 6.0, 6000
"""How many times longer than wide a picture is, and how many pixels it has, from which it is no single sheet."""
SHEET = 2.0
"""The length of a piece, by the width: about that of a page."""
ROOM = 0.3
"""Share of a piece at whose end a place to cut is looked for."""
SHORTEST = 400
CLEAR = 6.0
"""Standard deviation of a row's pixels up to which nothing is printed on it."""


def is_long(picture: Picture) -> bool:
    """Whether the picture is read in pieces."""
    most, least = max(picture.size), max(1, min(picture.size))
    return most > LONGEST or (most >= LONG and most > MANY_SHEETS * least)


def read_long_picture(picture: Picture, number: int, options: Options) -> Page:
    """The picture of one page, whole where it is of an ordinary shape, else in pieces."""
    from pipeline.reading.recognition.recognizer import read_picture

    if not is_long(picture):
        return read_picture(picture, number, options)
    # Which way it lies cannot be told piece by piece: one would be turned and its neighbour not.
    one_way = replace(options, rotation=options.rotation or 0)
    pieces = [read_picture(piece, number, one_way) for piece in _pieces(picture)]
    if options.rotation == 180:
        pieces.reverse()
    return _whole(picture, pieces)


def _pieces(picture: Picture) -> Iterator[Picture]:
    pixels = picture.load()
    wide, high = pixels.size
    down = high >= wide
    for begin, end in _cuts(_unevenness(pixels, down=down), round(SHEET * min(wide, high))):
        box = (0, begin, wide, end) if down else (begin, 0, end, high)
        part = box[0] / wide, box[1] / high, box[2] / wide, box[3] / high
        yield replace(image.from_pixels(pixels.crop(box), picture.dpi), part=_within(picture.part, part))


def _within(outer: Box, inner: Box) -> Box:
    """A part of a part."""
    x0, y0, x1, y1 = outer
    across, down = x1 - x0, y1 - y0
    return x0 + across * inner[0], y0 + down * inner[1], x0 + across * inner[2], y0 + down * inner[3]


def _unevenness(pixels: Image.Image, *, down: bool) -> Any:
    """For each row (column, if not ``down``): how much its pixels differ; hardly at all where nothing is printed."""
    import numpy as np

    grey = np.asarray(pixels.convert("L"))
    return grey.std(axis=1 if down else 0, dtype=np.float32)


def _cuts(unevenness: Any, length: int) -> Iterator[tuple[int, int]]:
    """Where each piece begins and ends: in the middle of the widest clear band near its full length, else on the clearest row."""
    total = len(unevenness)
    length = min(max(length, SHORTEST), LONGEST)
    begin = 0
    while total - begin > length * (1 + ROOM):
        first = begin + round(length * (1 - ROOM))
        end = first + _best(unevenness[first : begin + length])
        yield begin, end
        begin = end
    yield begin, total


def _best(rows: Any) -> int:
    import numpy as np

    clear = np.flatnonzero(np.diff(np.concatenate(([0], (rows <= CLEAR).astype(np.int8), [0]))))
    if not len(clear):
        return int(rows.argmin())
    begins, ends = clear[::2], clear[1::2]
    widest = int((ends - begins).argmax())
    return int((begins[widest] + ends[widest]) // 2)


def _whole(picture: Picture, pieces: Sequence[Page]) -> Page:
    """One page of several; their boxes lie on it already."""
    said = [piece for piece in pieces if piece.words]
    first = pieces[0]
    count = sum(len(piece.words) for piece in said)
    notes = dict.fromkeys(note for piece in said or pieces[:1] for note in piece.notes)
    dense = picture.size[0] / first.width if first.width else 1.0
    return replace(
        first,
        text="\n\n".join(piece.text for piece in said),
        confidence=round(sum(piece.confidence * len(piece.words) for piece in said) / count, 3) if count else 0.0,
        words=tuple(word for piece in said for word in piece.words),
        width=first.width,
        height=picture.size[1] / dense,
        notes=tuple(notes),
        margins=(),
        tables=tuple(table for piece in said for table in piece.tables),
        headings=tuple(heading for piece in said for heading in piece.headings),
    )

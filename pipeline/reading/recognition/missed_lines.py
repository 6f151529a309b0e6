"""Lines of print of which Tesseract read no word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.document.pages import Box
from pipeline.reading.recognition import missed_words
from pipeline.reading.recognition.missed_words import Piece

LOOKED_AT_DPI = 75.0
INK, PALEST_INK = 0.5, 0.75
"""Of the paper's grey: what is ink on a page of black print, and at most on one whose print is pale."""
FEWEST_STROKES = 12
"""Strokes that a row through a line of print crosses. A signature, a stamp's edge, a logo cross fewer."""
WINDOW = 8.0
"""By the height of the words that were read: so much of a line crosses as many strokes by itself, two words or so."""
LEAST_HEIGHT, MOST_HEIGHT = 0.35, 2.2
"""Rows of a line that are so crossed, by the height of the words that were read. What is higher is a picture, or dirt."""
WIDEST_STROKE = 1.5
"""By the same height: letters run together where print is blurred, but not to dashes and bars."""
RISE = 0.45
"""By the same height: how far letters reach beyond the rows that are so crossed."""
MOST_OVER = 2
"""Words read on what was taken for an overlooked line, from which it is none."""
SPACE = 0.4
"""Between two words, by the same height."""
OUTSIDE, ROUGHER = 2.0, 1.25
"""By the same height: how far beyond the margins something reaches that may be no line but the desk; and how much of its ink is
grey, by that of the words that were read. Print at the edge up to 1.1, desks 1.3 to 1.8."""
LIGHT, DEEP = 0.2, 0.3
"""Of the way from paper to ink: what is nearer to paper is paper, what is that near to ink is no grey."""
FEW = 3
"""Every third pixel and every third word tell as much of a whole page's grey."""


def find_missed_lines(sheet: Image.Image, boxes: Sequence[Box], dpi: float) -> tuple[list[Piece], list[Piece]]:
    """The lines of print on a level grey page of which no word was read, and the figures beside words on lines that were read.

    ``boxes`` of the words that were lie in its pixels. Empty where no word was read: what the print looks like is not known then.
    """
    if not boxes:
        return [], []
    factor = max(1, int(dpi / LOOKED_AT_DPI))
    pixels = np.asarray(sheet.reduce(factor))
    height = float(np.median([box[3] - box[1] for box in boxes])) / factor
    paper = float(np.median(pixels[::FEW, ::FEW]))
    dark, print_ = pixels < INK * paper, pixels < _ink_level(pixels, boxes, factor, paper)
    for x0, y0, x1, y1 in boxes:
        left, top = max(0, int(x0 / factor) - 2), max(0, int(y0 / factor) - 2)
        for ink in (dark, print_):
            ink[top : int(y1 / factor) + 3, left : int(x1 / factor) + 3] = False
    figures = missed_words.find_missed_words(print_, np.asarray(boxes) / factor, height)
    whole = _whole(dark, height)
    for _, start, _, end in whole:
        print_[start:end] = False
    first, last = _margins(boxes)
    print_[:, : int(first / factor)] = print_[:, int(last / factor) + 1 :] = False
    # The band is that of the small letters: others rise above it and hang below.
    reach = max(1, round(RISE * height))
    found = []
    for left, start, right, end in sorted([*whole, *_parts(print_, height)], key=lambda place: place[1]):
        piece = left - 1, start - reach, right + 1, end + reach
        found.append(_kept_on(sheet, tuple(factor * side for side in piece)))
    far = OUTSIDE * factor * height
    figures = [_kept_on(sheet, tuple(factor * side for side in piece)) for piece in figures]
    return _without_desk(found, sheet, boxes, far), _without_desk(figures, sheet, boxes, far)


def _without_desk(found: list[Piece], sheet: Image.Image, boxes: Sequence[Box], far: float) -> list[Piece]:
    """Without what reaches ``far`` beyond the margins and is greyer than print: a desk around the sheet."""
    first, last = _margins(boxes)
    beyond = [piece for piece in found if piece[0] < first - far or piece[2] > last + far]
    if not beyond:
        return found
    usual = ROUGHER * float(np.median([_greyness(sheet, box) for box in boxes]))
    return [piece for piece in found if piece not in beyond or _greyness(sheet, piece) <= usual]


def _greyness(sheet: Image.Image, box: Box) -> float:
    """Which share of what is not paper in a box is neither ink."""
    left, top, right, bottom = (int(side) for side in box)
    pixels = np.asarray(sheet.crop((left, top, max(right, left + 1), max(bottom, top + 1))))
    paper, ink = float(np.percentile(pixels, 95)), float(np.percentile(pixels, 2))
    dark = np.count_nonzero(pixels < paper - LIGHT * (paper - ink))
    return 1 - np.count_nonzero(pixels <= ink + DEEP * (paper - ink)) / dark if dark else 0.0


def estimate_word_count(pieces: Sequence[Piece], boxes: Sequence[Box]) -> int:
    """About how many words stand on overlooked lines (there is at least one), by the width of those that were read.

    Only between the margins, and none on what runs over words that were read: that is dirt.
    """
    usual = float(np.mean([box[2] - box[0] for box in boxes])) + SPACE * float(np.median([box[3] - box[1] for box in boxes]))
    first, last = _margins(boxes)
    free = 0.0
    for left, top, right, bottom in pieces:
        over = sum(top < (y0 + y1) / 2 < bottom and left < (x0 + x1) / 2 < right for x0, y0, x1, y1 in boxes)
        if over < MOST_OVER:
            free += max(0.0, min(right, last) - max(left, first))
    return round(free / usual)


def _margins(boxes: Sequence[Box]) -> tuple[float, float]:
    """Where most lines begin and where they end: a desk around the sheet is as dark and as rough as print."""
    return float(np.percentile([box[0] for box in boxes], 5)), float(np.percentile([box[2] for box in boxes], 95))


def _ink_level(pixels: NDArray[np.uint8], boxes: Sequence[Box], factor: int, paper: float) -> float:
    """What is darker than this is ink: half way from the paler ones of the words that were read to the paper."""
    darkest = []
    for x0, y0, x1, y1 in boxes[::FEW]:
        word = pixels[int(y0 / factor) : int(y1 / factor) + 1, int(x0 / factor) : int(x1 / factor) + 1]
        if word.size:
            darkest.append(float(np.partition(word.ravel(), word.size // 10)[word.size // 10]))
    pale = float(np.percentile(darkest, 75)) if darkest else 0.0
    return min(PALEST_INK * paper, max(INK * paper, (pale + paper) / 2))


def _whole(ink: NDArray[np.bool_], height: float) -> list[Piece]:
    """The lines that cross the page, however few their words."""
    found = []
    for start, end in _bands(ink):
        if _is_line(ink[start:end], height):
            columns = np.flatnonzero(ink[start:end].any(axis=0))
            found.append((int(columns[0]), start, int(columns[-1]) + 1, end))
    return found


def _parts(ink: NDArray[np.bool_], height: float) -> list[Piece]:
    """Lines beside which something else runs on, a stamp or a picture: each window of the page is looked at by itself."""
    wide = max(2, round(WINDOW * height / 2)) * 2
    parts: list[Piece] = []
    for left in range(0, ink.shape[1] - wide // 2, wide // 2):
        window = ink[:, left : left + wide]
        for start, end in _bands(window):
            if not _is_line(window[start:end], height):
                continue
            beside = [part for part in parts if part[2] >= left - wide // 2 and part[1] < end and start < part[3]]
            parts = [part for part in parts if part not in beside]
            columns = np.flatnonzero(window[start:end].any(axis=0))
            place = left + int(columns[0]), start, left + int(columns[-1]) + 1, end
            sides = list(zip(place, *beside, strict=True))
            parts.append((min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])))
    return parts


def _kept_on(sheet: Image.Image, piece: tuple[int, ...]) -> Piece:
    left, top, right, bottom = piece
    return max(0, left), max(0, top), min(sheet.width, right), min(sheet.height, bottom)


def _bands(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last rows (exclusive) of rows next to each other that cross many strokes."""
    crossed = np.count_nonzero(ink[:, 1:] & ~ink[:, :-1], axis=1) >= FEWEST_STROKES
    edges = np.flatnonzero(np.diff(np.pad(crossed, 1).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _is_line(band: NDArray[np.bool_], height: float) -> bool:
    if not LEAST_HEIGHT * height <= len(band) <= MOST_HEIGHT * height:
        return False
    row = np.pad(band[len(band) // 2], 1).astype(np.int8)
    turns = np.flatnonzero(np.diff(row))
    return float(np.median(turns[1::2] - turns[::2])) <= WIDEST_STROKE * height

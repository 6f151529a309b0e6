"""Lines, and pieces of lines, that Tesseract reads badly and that are worth reading again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np

from pipeline.document.pages import Box
from pipeline.reading.line_recognition import Quad, quad_bounds
from pipeline.reading.recognition import dictionary_spacing
from pipeline.reading.recognition.assembly import count_letters
from pipeline.reading.recognition.tesseract import Token
from pipeline.reading.recognition.vocabulary import Vocabulary

DOUBTFUL, DOUBTFUL_PAGE = 0.85, 0.93
"""Tesseract's confidence in a word under which it is read again: on a page that it reads well, and on one that it does not.
Measured on others' pages: on newspapers and filings 0.85 misses as few words as 0.93, with a quarter less to read; on receipts 0.93
misses 0.043 and 0.85 0.050."""
READ_WELL = 0.88
"""Share of right words from which a page is read well."""
LIKELY = 0.6
"""Tesseract's confidence in a word of the language from which it is right in nine of ten cases, on a page that it reads well."""
COVERED = 0.6
"""Share of a line's width under Tesseract's words, below which some of it was dropped."""
BARE = 1.5
"""Width without a word, by the height of the line, from which a word may have been dropped there."""
MOST_OF_IT = 0.75
"""Share of a line's width from which all of it is read again."""
Pieces = tuple[list[Quad], list[tuple[int, ...]], list[int]]


def find_uncertain_pieces(
    tokens: Sequence[Token],
    boxes: Sequence[Box],
    quads: Sequence[Quad],
    rows: Sequence[Sequence[int]],
    share: float,
    vocabulary: Vocabulary,
) -> Pieces:
    """The lines, those in doubt cut into pieces that are in doubt, with the words beside them, and pieces that are not.

    Args:
        tokens: Tesseract's words.
        boxes: of the words, in pixels of a level sheet.
        quads: the lines, in the same pixels.
        rows: for each line the words on it, from left to right, by their number.
        share: of the page's words to be expected right.
        vocabulary: the words of their language.

    Returns:
        The corners of each piece, the words on it, and which pieces are in doubt.
    """
    well = share >= READ_WELL
    unsure = {
        index
        for index, token in enumerate(tokens)
        if token.confidence < (DOUBTFUL if well else DOUBTFUL_PAGE) and not (well and is_likely_word(token, vocabulary))
    }
    corners: list[Quad] = []
    words: list[tuple[int, ...]] = []
    wanted: list[int] = []
    for quad, row in zip(quads, rows, strict=True):
        for part, members, doubted in _pieces_of(quad, row, tokens, boxes, unsure):
            if doubted:
                wanted.append(len(corners))
            corners.append(part)
            words.append(members)
    return corners, words, wanted


def is_likely_word(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word that Tesseract is not sure of is likely right on a page that it reads well: the language has it."""
    return token.confidence >= LIKELY and count_letters(token.text) >= dictionary_spacing.TELLING and vocabulary.knows(token.text)


def _pieces_of(
    quad: Quad, row: Sequence[int], tokens: Sequence[Token], boxes: Sequence[Box], unsure: set[int]
) -> list[tuple[Quad, tuple[int, ...], bool]]:
    x0, y0, x1, y1 = quad_bounds(quad)
    whole = (quad, tuple(row), True)
    printed = [index for index in row if any(map(str.isalnum, tokens[index].text))]
    covered = sum(boxes[index][2] - boxes[index][0] for index in row)
    if not printed or covered < COVERED * (x1 - x0):
        return [whole]
    wide = BARE * (y1 - y0)
    unsure = unsure.intersection(printed) | _at_bare_ends(row, boxes, (x0, x1), wide)
    if not unsure:
        return [(quad, tuple(row), False)]
    if y1 - y0 > x1 - x0:
        return [whole]
    doubted = _with_neighbours(row, unsure) | _beside_gaps(row, boxes, wide)
    parts = [(tuple(members), doubt) for doubt, members in groupby(row, key=doubted.__contains__)]
    cuts = [(boxes[before[-1]][2] + boxes[after[0]][0]) / 2 for (before, _), (after, _) in pairwise(parts)]
    edges = [0.0, *(min(1.0, max(0.0, (cut - x0) / (x1 - x0))) for cut in cuts), 1.0]
    if sum(end - start for (start, end), (_, doubt) in zip(pairwise(edges), parts, strict=True) if doubt) > MOST_OF_IT:
        return [whole]
    return [
        (_part(quad, start, end), members, doubt) for (start, end), (members, doubt) in zip(pairwise(edges), parts, strict=True)
    ]


def _with_neighbours(row: Sequence[int], unsure: set[int]) -> set[int]:
    """A recogniser reads a word better with the one before and the one after: where it begins is in doubt, too."""
    return {row[near] for at, index in enumerate(row) if index in unsure for near in range(max(0, at - 1), min(len(row), at + 2))}


def _beside_gaps(row: Sequence[int], boxes: Sequence[Box], wide: float) -> set[int]:
    """Words beside a gap in which one may have been dropped."""
    found: set[int] = set()
    for before, after in pairwise(row):
        if boxes[after][0] - boxes[before][2] > wide:
            found |= {before, after}
    return found


def _at_bare_ends(row: Sequence[int], boxes: Sequence[Box], ends: tuple[float, float], wide: float) -> set[int]:
    """The first word and the last, where the line that was found goes on beyond: one was dropped there."""
    found: set[int] = set()
    if boxes[row[0]][0] - ends[0] > wide:
        found.add(row[0])
    if ends[1] - boxes[row[-1]][2] > wide:
        found.add(row[-1])
    return found


def _part(quad: Quad, start: float, end: float) -> Quad:
    """The part of a line between two places along it, 0 to 1."""
    upper, lower = quad[1] - quad[0], quad[2] - quad[3]
    return np.array([quad[0] + start * upper, quad[0] + end * upper, quad[3] + end * lower, quad[3] + start * lower], np.float32)

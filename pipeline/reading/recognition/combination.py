"""Combines Tesseract's words with lines of the second recogniser, word by word.

Both know the words by their place. Where they agree, Tesseract's spacing counts; where they do not, the likelier one does, word
by word. Chances come from ``calibration``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np

from pipeline.document.pages import Box, Word
from pipeline.reading.layout import text_lines
from pipeline.reading.line_recognition import LineWord, Quad, TextLine, quad_bounds
from pipeline.reading.recognition import calibration, dictionary_spacing, uncertain_print
from pipeline.reading.recognition.tesseract import Token
from pipeline.reading.recognition.vocabulary import Vocabulary

SAME_PLACE = 0.4
"""Share of a word that lies on a line, from which it belongs to that line."""
OVERLAP = 0.35
"""Share of the narrower of two words along a line from which they are the same print."""
LOOSE = 0.6
"""Tesseract's confidence in a word outside all lines from which it is kept: what lies there is mostly no print."""
MISSED_MANY = 0.5
"""Share of the lines without a word of Tesseract's from which its reading order says nothing."""
FIGURES = frozenset("0123456789.,:-/")
"""What a number or a date is made of: Tesseract parts them at their points."""
WHITE = 0.1
"""Paper between two words, by the height of their line, from which there is a space."""
ALIKE = 0.5
"""Likeness (2 × common letters by all letters) from which two words are readings of the same print: where Tesseract reads rubbish,
its spaces are rubbish too."""
Pair = tuple[Box, Token]


@dataclass(frozen=True)
class WordsByLine:
    """Tesseract's words by the line of print that they stand on."""

    lines: tuple[tuple[int, ...], ...]
    """For each line, which tokens lie on it, from left to right."""
    loose: tuple[int, ...]


def assign_to_lines(boxes: Sequence[Box], quads: Sequence[Quad]) -> WordsByLine:
    """Which line each word lies on. ``boxes`` and ``quads`` lie in pixels of the same level sheet."""
    rows: list[list[int]] = [[] for _ in quads]
    loose = []
    regions = np.array([quad_bounds(quad) for quad in quads], np.float64).reshape(-1, 4)
    for index, (x0, y0, x1, y1) in enumerate(boxes):
        if not len(regions):
            loose.append(index)
            continue
        wide = np.minimum(x1, regions[:, 2]) - np.maximum(x0, regions[:, 0])
        high = np.minimum(y1, regions[:, 3]) - np.maximum(y0, regions[:, 1])
        shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
        at = int(shared.argmax())
        # A word whose box Tesseract drew too high still crosses most of its line.
        least = min((x1 - x0) * (y1 - y0), (x1 - x0) * float(regions[at, 3] - regions[at, 1]))
        if shared[at] > SAME_PLACE * least:
            rows[at].append(index)
        else:
            loose.append(index)
    return WordsByLine(tuple(tuple(sorted(row, key=lambda index: boxes[index][0])) for row in rows), tuple(loose))


def combine(
    tokens: Sequence[Token],
    boxes: Sequence[Box],
    where: WordsByLine,
    read: dict[int, TextLine],
    led_back: Callable[[Box], Box],
    vocabulary: Vocabulary,
) -> tuple[tuple[Box, ...], tuple[Token, ...]]:
    """Boxes and words of the page with the lines that were ``read`` again.

    ``read`` gives lines by their number in ``where``; ``vocabulary`` knows the words of their language. Tesseract's words outside
    all lines go unless it is sure of them.
    """
    of_line: dict[int, list[Pair]] = {}
    for number, line in read.items():
        row = [(boxes[index], tokens[index]) for index in where.lines[number]]
        of_line[number] = _line(row, line, vocabulary)
    dropped = {index for index in where.loose if tokens[index].confidence < LOOSE}
    owner = {index: number for number in read for index in where.lines[number]}
    pairs: list[Pair] = []
    done: set[int] = set()
    for index, (box, token) in enumerate(zip(boxes, tokens, strict=True)):
        number = owner.get(index, -1)
        if number < 0:
            pairs += [] if index in dropped else [(box, _left(token, vocabulary))]
        elif number not in done:
            done.add(number)
            pairs += [(at, _beside(word, token)) for at, word in of_line[number]]
    new = [of_line[number] for number in read if not where.lines[number] and of_line[number]]
    if len(new) > MISSED_MANY * len(where.lines):
        pairs = _arranged([*pairs, *(pair for line in new for pair in line)])
    else:
        for number, row in enumerate(sorted(new, key=lambda row: row[0][0][1])):
            _insert(pairs, row, -1 - number)
    return tuple(box for box, _ in pairs), tuple(replace(token, box=led_back(box)) for box, token in pairs)


def _left(token: Token, vocabulary: Vocabulary) -> Token:
    """A word that was not read again, though Tesseract was not sure of it: it is one of the language."""
    if token.chance is None and token.confidence < uncertain_print.DOUBTFUL and uncertain_print.is_likely_word(token, vocabulary):
        return replace(token, chance=calibration.LIKELY)
    return token


def _line(row: Sequence[Pair], line: TextLine, vocabulary: Vocabulary) -> list[Pair]:
    """One line of print, word by word from whichever reading is likelier right."""
    second = [
        part for word in dictionary_spacing.join_words(line.words, vocabulary) for part in _as_spaced(word, line, row, vocabulary)
    ]
    pairs: list[Pair] = []
    for first, other in _groups(row, [(line.box_of(word), word) for word in second]):
        pairs += _chosen(first, other, vocabulary)
    return pairs


def _as_spaced(word: LineWord, line: TextLine, row: Sequence[Pair], vocabulary: Vocabulary) -> list[LineWord]:
    """A word of the second recogniser, which drops spaces, parted where two of Tesseract's words are, or words of the language."""
    left, _, right, _ = quad_bounds(line.quad)
    inside = [(box, token.text) for box, token in row if _shares((box[0], box[2]), line.box_of(word)[::2])]
    if FIGURES.issuperset(word.text):
        return [word]
    if len(inside) == 1 and _letters(inside[0][1]) == _letters(word.text):
        return [word]
    parts = dictionary_spacing.split_word(word, vocabulary)
    if len(parts) > 1 or len(inside) < 2:
        return parts
    gaps = [(before[2] + after[0]) / 2 for (before, _), (after, _) in pairwise(inside)]
    parts = word.parted([(gap - left) / max(1.0, right - left) for gap in gaps])
    return parts if _is_so_spaced(parts, [text for _, text in inside]) else [word]


def _is_so_spaced(parts: Sequence[LineWord], texts: Sequence[str]) -> bool:
    """Whether the parts of a word are Tesseract's words."""
    if len(parts) != len(texts):
        return False
    alike = (SequenceMatcher(None, part.text, text, autojunk=False).ratio() for part, text in zip(parts, texts, strict=True))
    return min(alike) >= ALIKE


def _groups(first: Sequence[Pair], second: Sequence[tuple[Box, LineWord]]) -> list[tuple[list[Pair], list[tuple[Box, LineWord]]]]:
    """Words of the two readings that stand on the same print, from left to right: mostly one and one."""
    spans = [(box[0], box[2], False, index) for index, (box, _) in enumerate(first)]
    spans += [(box[0], box[2], True, index) for index, (box, _) in enumerate(second)]
    spans.sort()
    groups: list[tuple[list[Pair], list[tuple[Box, LineWord]]]] = []
    members: list[tuple[float, float, bool, int]] = []
    for span in spans:
        joined = [one for one in members if one[2] is not span[2] and _shares(one[:2], span[:2])]
        if not joined:
            groups.append(([], []))
            members = []
        members.append(span)
        if span[2]:
            groups[-1][1].append(second[span[3]])
        else:
            groups[-1][0].append(first[span[3]])
    return groups


def _shares(one: Sequence[float], other: Sequence[float]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > OVERLAP * min(one[1] - one[0], other[1] - other[0])


def _chosen(first: list[Pair], second: list[tuple[Box, LineWord]], vocabulary: Vocabulary) -> list[Pair]:
    """The likelier reading of the same print, its words with the chance that they are right."""
    if not second:
        return [(box, _sure(token, calibration.tesseract_alone(token.confidence))) for box, token in first]
    said = min(word.confidence for _, word in second)
    other = [(box, _token(word, box)) for box, word in second]
    if not first:
        return [(box, _sure(token, calibration.neural_alone(token.confidence))) for box, token in other]
    sure = min(token.confidence for _, token in first)
    one_text, other_text = ("".join(token.text for _, token in pairs) for pairs in (first, other))
    if _letters(one_text) == _letters(other_text):
        # Tesseract drops points of figures and spaces; what the second recogniser takes for a space must be white.
        spaced = len(other) > len(first) and min(word.white for _, word in second[1:]) >= WHITE
        better = spaced or (len(other) <= len(first) and one_text != other_text and said > sure)
        return [(box, _sure(token, calibration.both_agree(said))) for box, token in (other if better else first)]
    words = dictionary_spacing.known_share([token.text for _, token in other], vocabulary) - dictionary_spacing.known_share(
        [one.text for _, one in first], vocabulary
    )
    chance = calibration.neural_is_right(sure, said, words)
    kept, right = (other, chance) if chance >= 0.5 else (first, 1 - chance)
    return [(box, _sure(token, calibration.chosen_of_two(right))) for box, token in kept]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _token(word: LineWord, box: Box) -> Token:
    return Token(word.text, box, word.confidence, 0, 0, 0)


def _sure(token: Token, chance: float) -> Token:
    return replace(token, chance=chance)


def _insert(pairs: list[Pair], line: list[Pair], number: int) -> None:
    """A line of which Tesseract read nothing, put after the last word above it in its column."""
    left, right = min(box[0] for box, _ in line), max(box[2] for box, _ in line)
    middle = sum(box[1] + box[3] for box, _ in line) / (2 * len(line))
    above = [at for at, (box, _) in enumerate(pairs) if (box[1] + box[3]) / 2 < middle and box[0] < right and box[2] > left]
    at = max(above, key=lambda index: (pairs[index][0][3], index)) + 1 if above else 0
    while above and at < len(pairs) and _place(pairs[at][1]) == _place(pairs[at - 1][1]):
        # The rest of that line comes first.
        at += 1
    block, paragraph, _ = _place(pairs[at - 1][1]) if above else (-1, 0, 0)
    pairs[at:at] = [(box, replace(token, block=block, paragraph=paragraph, line=number)) for box, token in line]


def _beside(word: Token, token: Token) -> Token:
    """A word, on the line of another."""
    return replace(word, block=token.block, paragraph=token.paragraph, line=token.line)


def _place(token: Token) -> tuple[int, int, int]:
    return token.block, token.paragraph, token.line


def _arranged(pairs: Sequence[Pair]) -> list[Pair]:
    """Words in reading order by their places alone."""
    width = max((box[2] for box, _ in pairs), default=1.0)
    words = [Word(token.text, (box[0] / width, box[1], box[2] / width, box[3]), 0.0) for box, token in pairs]
    pair_of = {id(word): pair for word, pair in zip(words, pairs, strict=True)}
    found: list[Pair] = []
    for block, paragraph in enumerate(text_lines.reading_order(words)):
        for line, row in enumerate(paragraph):
            for word in row:
                box, token = pair_of[id(word)]
                found.append((box, replace(token, block=block, paragraph=0, line=line)))
    return found

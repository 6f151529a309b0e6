"""Words on a page → the page's text.

One rule binds every reader: ``text.split()`` gives exactly the words, so a place in the text is a place on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.document.pages import Box, Word

Line = Sequence[Word]
Paragraph = Sequence[Line]


def clean_words(text: str, box: Box, confidence: float) -> list[Word]:
    """One printed token as words without any white space in them; the box is shared out by the number of characters.

    PDF fonts hand over no-break spaces, control characters and halves of surrogate pairs; none may reach the text. Marks without
    width (where a word may be broken, which way it runs) are no part of the word.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c.isspace() else "" if unicodedata.category(c) == "Cf" else " " for c in text)
    parts = text.split()
    if not parts:
        return []
    x0, y0, x1, y1 = box
    total = sum(len(part) for part in parts) + len(parts) - 1
    words, start = [], 0
    for part in parts:
        left = x0 + (x1 - x0) * start / total
        right = x0 + (x1 - x0) * (start + len(part)) / total
        words.append(Word(part, (left, y0, right, y1), confidence))
        start += len(part) + 1
    return words


def compose_text(paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[Word, ...]]:
    """Text (one newline after a line, two after a paragraph) and words, in step with each other."""
    kept = [[line for line in paragraph if line] for paragraph in paragraphs]
    kept = [paragraph for paragraph in kept if paragraph]
    text = "\n\n".join("\n".join(" ".join(word.text for word in line) for line in paragraph) for paragraph in kept)
    words = tuple(word for paragraph in kept for line in paragraph for word in line)
    return text, words


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words gathered into lines, top to bottom, each left to right. A word joins a line whose middle it overlaps."""
    lines: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: ((w.box[1] + w.box[3]) / 2, w.box[0])):
        middle = (word.box[1] + word.box[3]) / 2
        if spans and spans[-1][0] <= middle <= spans[-1][1]:
            lines[-1].append(word)
            continue
        lines.append([word])
        spans.append((word.box[1], word.box[3]))
    return [sorted(line, key=lambda w: w.box[0]) for line in lines]


def paragraphs_of(lines: Sequence[list[Word]]) -> list[list[list[Word]]]:
    """Lines gathered into paragraphs: a gap wider than the usual one, by half a line's height, starts a new one."""
    if not lines:
        return []
    tops = [min(w.box[1] for w in line) for line in lines]
    bottoms = [max(w.box[3] for w in line) for line in lines]
    heights = sorted(bottom - top for top, bottom in zip(tops, bottoms, strict=True))
    height = heights[len(heights) // 2]
    gaps = [tops[i + 1] - bottoms[i] for i in range(len(lines) - 1)]
    usual = sorted(gaps)[len(gaps) // 3] if gaps else 0.0
    paragraphs = [[lines[0]]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        if gap > max(usual, 0.0) + height * 0.6:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def reading_order(words: Sequence[Word]) -> list[list[list[Word]]]:
    """Loose words of a typed page in reading order: column by column where there are columns, else line by line."""
    paragraphs: list[list[list[Word]]] = []
    for part in columns_of(lines_of(words)):
        paragraphs.extend(paragraphs_of(part))
    return paragraphs


LEAST_COLUMN_LINES = 6
GUTTER = 0.012
"""Least width of the white between two columns, in fractions of the page's width."""
COLUMN_WORDS = 3.5
"""Words per line and side from which two texts stand side by side; the cells of a table hold fewer."""


def columns_of(lines: Sequence[list[Word]]) -> list[list[list[Word]]]:
    """Lines cut where a gutter runs down through enough of them: what stands above, left column, right column, what follows."""
    parts: list[list[list[Word]]] = []
    rest = list(lines)
    while rest:
        start, end, gutter = _longest_gutter(rest)
        if gutter is None:
            parts.append(rest)
            return parts
        if start:
            parts.append(rest[:start])
        band = rest[start:end]
        for left in (True, False):
            halves = [[word for word in line if (word.box[0] < gutter) is left] for line in band]
            # A page of three columns has its further gutter in one of the halves.
            parts.extend(columns_of([half for half in halves if half]))
        rest = rest[end:]
    return parts


def _longest_gutter(lines: Sequence[list[Word]]) -> tuple[int, int, float | None]:
    """The longest run of lines that leave one place between 0.25 and 0.75 of the page's width white; ``None`` without one."""
    best: tuple[int, int, float | None] = (0, 0, None)
    for step in range(25, 76):
        at = step / 100
        start = 0
        for index in range(len(lines) + 1):
            if index < len(lines) and _leaves_white(lines[index], at):
                continue
            if index - start > max(best[1] - best[0], LEAST_COLUMN_LINES - 1) and _are_columns(lines[start:index], at):
                best = (start, index, at)
            start = index + 1
    return best


def _leaves_white(line: Sequence[Word], at: float) -> bool:
    return all(word.box[2] <= at - GUTTER / 2 or word.box[0] >= at + GUTTER / 2 for word in line)


def _are_columns(lines: Sequence[Sequence[Word]], at: float) -> bool:
    left = [sum(word.box[0] < at for word in line) for line in lines]
    right = [len(line) - count for line, count in zip(lines, left, strict=True)]
    if not (any(left) and any(right)):
        return False
    # Lines of two columns need not stand on the same height: what counts is that the columns stand beside each other.
    first = max(_first(left), _first(right))
    last = len(lines) - max(_first(left[::-1]), _first(right[::-1]))
    fewest = min(sum(map(bool, side[first:last])) for side in (left, right))
    if fewest < LEAST_COLUMN_LINES or last - first < 0.5 * len(lines):
        return False
    return all(sum(side) / max(1, sum(1 for count in side if count)) >= COLUMN_WORDS for side in (left, right))


def _first(counts: Sequence[int]) -> int:
    """The first line with words in it; there is one."""
    return next(index for index, count in enumerate(counts) if count)


_HYPHENATED = re.compile(r"\b(\w+)-\n(\w+)")
"""The word boundary says nothing new; without it every letter of a page is tried as a beginning."""


def dehyphenate(text: str, seam: str = "") -> str:
    """The text with words that were broken at a line's end made whole: for the search index, not for the page's words.

    With a ``seam``, that stands where they were broken: a page's two words, and their two boxes, are one word of this text.

    >>> dehyphenate("menetapkan kepu-\\ntusan")
    'menetapkan keputusan'
    >>> dehyphenate("Undang-\\nUndang dan undang-\\nundang")
    'Undang-Undang dan undang-undang'
    """
    return _HYPHENATED.sub(lambda match: _joined(match, seam), text) if "-\n" in text else text


def _joined(match: re.Match[str], seam: str) -> str:
    head, tail = match.groups()
    # Reduplication (undang-undang, buku-buku), numbers and names keep their hyphen.
    if (
        not (head[-1].islower() and tail[0].islower())
        or tail.lower().startswith(head.lower())
        or head.lower().endswith(tail.lower())
    ):
        return f"{head}-{seam}{tail}"
    return f"{head}{seam}{tail}"

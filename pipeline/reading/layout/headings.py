"""Headings, by their words (BAB, Pasal), their print (larger, bold) and their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.pages import Box, Word
from pipeline.reading.boxes import bounding_box
from pipeline.reading.layout.text_lines import Line

LARGER = 1.13
"""Of the page's usual print, in a file that knows its sizes."""
MOST_WORDS, MOST_LETTERS = 16, 110
CENTRED = 0.035
INDENTED = 0.05
INDENTED_ALONE = 0.25
SIGNED = 0.42
"""Share of the page's width from which a line on the right is somebody's title or name."""
USUAL_BOLD = 0.4
"""Share of bold print from which bold says nothing."""
CAPITALS = 0.85

_NAMED = re.compile(
    r"^(?:B\s?A\s?B\s+(?:[IVXLC]+|\d+)\b.{0,80}"
    r"|(?:Bagian|BAGIAN)\s+(?:Ke[a-z]+|KE[A-Z]+)\b.{0,60}"
    r"|(?:Paragraf|PARAGRAF|Pasal|PASAL)\s+\d+\s?[A-Z]?"
    r"|LAMPIRAN(?:\s+[IVXLC\d]+)?|M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N\s?:?)$"
)
_NUMBERED = re.compile(r"^(?:[A-Z]|[IVX]+|\d{1,2})[.)]\s+\S")
_UNFINISHED = (",", ";", ".", ":")


@dataclass(frozen=True, slots=True)
class PrintedWord(Word):
    """A word of a text layer, and how it is printed."""

    size: float = 0.0
    """Points; 0 where it is not known."""
    bold: bool = False


@dataclass(frozen=True)
class HeadingLines:
    """A heading in the making: its lines, as they stand on the page."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """On one line."""
        return " ".join(word.text for line in self.lines for word in line)

    @property
    def box(self) -> Box:
        """Around its lines."""
        return bounding_box([word for line in self.lines for word in line])


def find_headings(paragraphs: Sequence[Sequence[Line]], sides: tuple[float, float] = (0.5, 0.5)) -> list[HeadingLines]:
    """The headings among these paragraphs, in reading order; lines of one paragraph that follow each other are one heading.

    ``sides``: how far the page's tables reach to the left and to the right, so that a title above a table has its width.
    """
    page = _Print.of([line for paragraph in paragraphs for line in paragraph], sides)
    found: list[HeadingLines] = []
    for paragraph in paragraphs:
        held: list[Line] = []
        for line in paragraph:
            heads = _heads(line, page, opens=line is paragraph[0], follows=bool(held), alone=len(paragraph) == 1)
            if held and (not heads or _NAMED.match(_said(line))):
                # BAB and Pasal begin a heading of their own.
                found.append(HeadingLines(tuple(held)))
                held = []
            if heads:
                held.append(line)
        if held:
            found.append(HeadingLines(tuple(held)))
    return found


@dataclass(frozen=True)
class _Print:
    """The usual print of a page: what a heading differs from."""

    size: float
    bold: bool
    left: float
    right: float

    @classmethod
    def of(cls, lines: Sequence[Line], sides: tuple[float, float]) -> _Print:
        words = [word for line in lines for word in line]
        printed = [word for word in words if isinstance(word, PrintedWord) and word.size]
        sizes = sorted((word.size, len(word.text)) for word in printed)
        letters = sum(count for _, count in sizes)
        passed, usual = 0, 0.0
        for size, count in sizes:
            passed, usual = passed + count, size
            if passed >= letters / 2:
                break
        bold = sum(len(word.text) for word in printed if word.bold) > USUAL_BOLD * max(1, letters)
        left, _, right, _ = bounding_box(words) if words else (0.0, 0.0, 1.0, 1.0)
        return cls(usual, bold, min(left, sides[0]), max(right, sides[1]))


def _heads(line: Line, page: _Print, *, opens: bool, follows: bool, alone: bool) -> bool:
    text = _said(line)
    letters = [c for c in text if c.isalpha()]
    if not letters or len(line) > MOST_WORDS or len(text) > MOST_LETTERS:
        return False
    if _NAMED.match(text):
        return True
    left, _, right, _ = bounding_box(line)
    middle = (left + right) / 2
    centred = abs(middle - (page.left + page.right) / 2) < CENTRED or abs(middle - 0.5) < CENTRED
    if len(letters) < 4 or text.endswith(_UNFINISHED) or (left > SIGNED and abs(middle - 0.5) > CENTRED):
        return False
    capitals = sum(c.isupper() for c in letters) >= CAPITALS * len(letters)
    indented = left > min(page.left + INDENTED, INDENTED_ALONE) and right < max(page.right - INDENTED, 1 - INDENTED_ALONE)
    if capitals and centred and indented:
        return True
    if page.size and all(isinstance(word, PrintedWord) and word.size > LARGER * page.size for word in line):
        return True
    numbered = bool(_NUMBERED.match(text))
    if numbered and capitals and opens:
        return True
    return _bold(line) and not page.bold and (follows or (opens and (alone or capitals or centred or numbered)))


def _said(line: Line) -> str:
    return " ".join(word.text for word in line)


def _bold(line: Line) -> bool:
    return all(isinstance(word, PrintedWord) and word.bold for word in line)

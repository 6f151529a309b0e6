"""Visual lines of a paper, whatever the order in which OCR read them.

A letterhead has two columns (``Nomor : …`` left, place and date right) and labels that stand apart from their values. OCR reads
such blocks one after the other, and on a page laid askew a line's right end lies as deep as the next line's left end. So the words
are put back where they stand: the page is turned upright, its slant is taken out, and pieces at one height become one line. Wide
gaps inside a line become a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from statistics import median

from pipeline.document.pages import Box, Page, Reading, Word

_LONGEST_LINE = 1000
_MOST_LINES = 20_000
_RULE = re.compile(r"^[|¦\[\]—–_.]{1,3}$")
# From middle to middle; letters with and without tails move a line's middle by up to a tenth of the pitch.
_GAP = 1.28
# Page footers of law portals and of the certificate agency, and page numbers: on every page, about nothing.
_FOOTER = re.compile(
    r"^\W*(jdih\.|www\.jdih)\S*\W*$|^\W*[-–—]\s*\d{1,3}\s*[-–—]\W*$|ditandatangani\s+secara\s+elektronik|sertifikat\s+elektronik"
    r"|balai\s+(besar\s+)?sertifikasi|\bBSrE\b|UU\s+ITE|undang-undang\s+ite",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands: on the page as filed (``box``), and upright and straight (``x0``…``y1``)."""

    text: str
    box: Box | None
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line. ``text`` is its words, with a tab where the gap is wide."""

    page: int
    text: str
    tokens: tuple[Token, ...]
    gap: bool
    """Whether more room than usual is above it: an empty line, a new paragraph."""
    y: float
    """Height of its middle on the upright page, 0 to 1; -1 where the paper has no fixed pages."""

    @property
    def x0(self) -> float:
        """Left end, in fractions of the page's width; for papers without pages a guess from the blanks it begins with."""
        return self.tokens[0].x0 if self.tokens else 0.0

    @property
    def x1(self) -> float:
        """Right end."""
        return max((token.x1 for token in self.tokens), default=0.0)

    def x_at(self, offset: int) -> float:
        """Where the word at this place of the text begins, in fractions of the page's width."""
        found = list(self._inside(offset, offset + 1))
        return found[0].x0 if found else self.x0

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of the words that ``text[start:end]`` touches."""
        return tuple(token.box for token in self._inside(start, end) if token.box is not None)

    def confidence(self, start: int, end: int) -> float:
        """How sure the reading is of the words that ``text[start:end]`` touches: their mean, each weighted by its length."""
        tokens = list(self._inside(start, end)) or self.tokens
        letters = sum(len(token.text) for token in tokens)
        return sum(token.confidence * len(token.text) for token in tokens) / letters if letters else 0.0

    def _inside(self, start: int, end: int) -> Iterator[Token]:
        place = 0
        for token in self.tokens:
            if place < end and place + len(token.text) > start:
                yield token
            place += len(token.text) + 1


def lines_of(reading: Reading) -> tuple[Line, ...]:
    """The lines of the whole paper, page after page, without footers; of very long papers the first 20,000."""
    found: list[Line] = []
    for page in reading.pages:
        lines = islice(_from_words(page) if _placed(page) else _from_text(page), _MOST_LINES)
        found += [line for line in lines if not _FOOTER.search(line.text)]
        if len(found) >= _MOST_LINES:
            break
    return tuple(found[:_MOST_LINES])


def _placed(page: Page) -> bool:
    return bool(page.words) and any(word.box[2] > word.box[0] and word.box[3] > word.box[1] for word in page.words)


def _from_text(page: Page) -> Iterator[Line]:
    blank = True
    for raw in page.text.splitlines():
        text = raw.replace("\t", "    ")[:_LONGEST_LINE]
        pieces = [(match.group(), match.start()) for match in re.finditer(r"\S+", text)]
        if not pieces:
            blank = True
            continue
        tokens = tuple(Token(piece, None, at / 100, 0.0, (at + len(piece)) / 100, 0.0, page.confidence) for piece, at in pieces)
        joined = re.sub(r"\s{3,}", "\t", text.strip())
        yield Line(page.number, re.sub(r"[^\S\t]+", " ", joined), tokens, blank, -1.0)
        blank = False


def _from_words(page: Page) -> Iterator[Line]:
    text_lines = list(_text_lines(page))
    turn = _turn(text_lines, page)
    runs = [_run(words, turn) for words in text_lines]
    slant = _slant(runs)
    runs = [[_level(token, slant) for token in run] for run in runs]
    rows = [_unruled(row) for row in _rows(run for run in runs if run)]
    lines = [Line(page.number, _joined(row), tuple(row), False, _middle(row)) for row in rows]
    yield from mark_gaps(lines)


def mark_gaps(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of one page, each with whether more room than usual is above it."""
    steps = sorted(below.y - above.y for above, below in pairwise(lines) if below.y > above.y)
    pitch = steps[len(steps) // 3] if steps else 0.0
    above = -1.0
    for line in lines:
        yield replace(line, gap=above < 0 or line.y - above > _GAP * pitch)
        above = line.y


def _text_lines(page: Page) -> Iterator[list[Word]]:
    """The words of each line of the text: ``text.split()`` and ``words`` run in step."""
    words = iter(page.words)
    for raw in page.text.splitlines():
        line = [word for _, word in zip(raw.split(), words, strict=False)]
        if line:
            yield line


def _turn(text_lines: list[list[Word]], page: Page) -> int:
    """The turn that makes lines run to the right. Tesseract also reads lines that run down a page, and says nothing of it."""
    wide, high = page.width or 1.0, page.height or 1.0
    votes = {0: 0, 90: 0, 180: 0, 270: 0}
    for words in text_lines:
        for one, other in pairwise(words):
            x = (other.box[0] + other.box[2] - one.box[0] - one.box[2]) * wide
            y = (other.box[1] + other.box[3] - one.box[1] - one.box[3]) * high
            votes[(0 if x > 0 else 180) if abs(x) > abs(y) else (270 if y > 0 else 90)] += 1
    best = max(votes, key=lambda turn: votes[turn])
    return best if votes[best] > 0.6 * sum(votes.values()) else page.rotation


def _run(words: list[Word], rotation: int) -> list[Token]:
    tokens = []
    for word in words:
        x0, y0, x1, y1 = _upright(word.box, rotation)
        tokens.append(Token(word.text[:_LONGEST_LINE], word.box, x0, y0, x1, y1, word.confidence))
    return sorted(tokens, key=lambda token: token.x0)


def _upright(box: Box, rotation: int) -> Box:
    x0, y0, x1, y1 = box
    if rotation == 90:
        return (1 - y1, x0, 1 - y0, x1)
    if rotation == 180:
        return (1 - x1, 1 - y1, 1 - x0, 1 - y0)
    if rotation == 270:
        return (y0, 1 - x1, y1, 1 - x0)
    return box


def _slant(runs: list[list[Token]]) -> float:
    """How much a line sinks over the page's width: the median over the longer lines, between their first and last word."""
    slopes = []
    for run in runs:
        first, last = run[0], run[-1]
        wide = (last.x0 + last.x1 - first.x0 - first.x1) / 2
        if len(run) >= 3 and wide > 0.15:
            slopes.append((last.y0 + last.y1 - first.y0 - first.y1) / 2 / wide)
    return median(slopes) if len(slopes) >= 3 else 0.0


def _level(token: Token, slant: float) -> Token:
    shift = slant * ((token.x0 + token.x1) / 2 - 0.5)
    return Token(token.text, token.box, token.x0, token.y0 - shift, token.x1, token.y1 - shift, token.confidence)


def _rows(runs: Iterable[list[Token]]) -> Iterator[list[Token]]:
    """Runs at one height that stand beside each other, joined; from top to bottom."""
    rows: list[list[Token]] = []
    for run in sorted(runs, key=_middle):
        for row in rows[-4:]:
            if abs(_middle(row) - _middle(run)) < 0.5 * min(_height(row), _height(run)) and _beside(row, run):
                row.extend(run)
                break
        else:
            rows.append(list(run))
    for row in sorted(rows, key=_middle):
        yield sorted(row, key=lambda token: token.x0)


def _unruled(row: list[Token]) -> list[Token]:
    """The row without the rules of a table at its ends, each read as a stroke that stands alone."""
    wide = 3.5 * _letter(row)
    while len(row) > 1 and _RULE.match(row[0].text) and row[1].x0 - row[0].x1 > wide:
        row = row[1:]
    while len(row) > 1 and _RULE.match(row[-1].text) and row[-1].x0 - row[-2].x1 > wide:
        row = row[:-1]
    return row


def _letter(row: list[Token]) -> float:
    """The mean width of a letter."""
    return sum(token.x1 - token.x0 for token in row) / max(sum(len(token.text) for token in row), 1)


def _beside(row: list[Token], run: list[Token]) -> bool:
    return not any(one.x0 < other.x1 - 0.002 and other.x0 < one.x1 - 0.002 for one in row[:60] for other in run[:60])


def _middle(row: list[Token]) -> float:
    return median([(token.y0 + token.y1) / 2 for token in row])


def _height(row: list[Token]) -> float:
    return median([token.y1 - token.y0 for token in row])


def _joined(row: list[Token]) -> str:
    letter = _letter(row)
    text = row[0].text
    for before, token in pairwise(row):
        text += ("\t" if token.x0 - before.x1 > 3.5 * letter else " ") + token.text
    return text[: 4 * _LONGEST_LINE]

"""Removes the stamp of receipt: its date, number and words are not the paper's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from pipeline.classification.layout.lines import Line, Token, mark_gaps

_BEGINS = re.compile(
    r"(?i)^\W*(?:(?-i:SURAT\s+MASUK)\W*$|(?:telah\s+)?d[il1]ter[il1]ma(?:\W*$|\s+(?:tgl|tanggal|pada|hari|oleh)\b)|(?:n[o0]\w{0,3}\.?\s*)?agenda\s*[:.;])"
)
_GOES_ON = re.compile(r"(?i)^\W*(?:tgl|tanggal|n[o0]|n[o0]m[o0]r|pukul|jam|paraf|diteruskan|hari|agenda|surat\s+masuk|diterima)\b")
_RIGHT = 0.45
"""Stamps stand where the letterhead leaves room: in the right half. In the left one the same words are rows of the paper."""
_HIGH = 5
_COLUMN = 0.04
_TOP = 0.5


def remove_receipt_stamps(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without what a stamp of receipt printed on or between them; lines that were nothing else are gone."""
    begun = [
        (index, x) for index, line in enumerate(lines) if _may_hold(line) for x, piece in _pieces(line) if _BEGINS.match(piece)
    ]
    begun = [(index, x) for index, x in begun if x > _RIGHT]
    if not begun:
        return lines
    cleared = [kept for index, line in enumerate(lines) if (kept := _cleared(line, index, begun)) is not None]
    first = [line for line in cleared if line.page == 1]
    # Between the paper's lines the stamp's made the pitch look small.
    return (*mark_gaps(first), *(line for line in cleared if line.page != 1))


def _may_hold(line: Line) -> bool:
    return 0 <= line.y < _TOP and line.page == 1


def _cleared(line: Line, index: int, begun: list[tuple[int, float]]) -> Line | None:
    near = [x for first, x in begun if abs(index - first) <= _HIGH]
    if not near or not _may_hold(line):
        return line
    kept = []
    for start, piece in _places(line):
        x = line.x_at(start)
        if any(abs(x - of) < _COLUMN for of in near) and (_BEGINS.match(piece) or _GOES_ON.match(piece)):
            continue
        kept.append((start, piece))
    if len(kept) == line.text.count("\t") + 1:
        return line
    if not kept:
        return None
    tokens = tuple(token for start, piece in kept for token in _tokens(line, start, start + len(piece)))
    middle = median((token.y0 + token.y1) / 2 for token in tokens)
    return replace(line, text="\t".join(piece for _, piece in kept), tokens=tokens, y=middle)


def _pieces(line: Line) -> Iterator[tuple[float, str]]:
    for start, piece in _places(line):
        yield line.x_at(start), piece


def _places(line: Line) -> Iterator[tuple[int, str]]:
    start = 0
    for piece in line.text.split("\t"):
        yield start, piece
        start += len(piece) + 1


def _tokens(line: Line, start: int, end: int) -> Iterator[Token]:
    place = 0
    for token in line.tokens:
        if start <= place < end:
            yield token
        place += len(token.text) + 1

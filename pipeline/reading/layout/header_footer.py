"""Header and footer lines of one page: page numbers, addresses of portals, notices of electronic signatures.

They are known as such and kept apart, so that they neither head a title nor fill a snippet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.pages import Word

EDGE = 0.09
"""Share of the page's height, above and below, in which a header or footer stands. The signature notice is taller."""
NOTICE_EDGE = 0.2
APART = 0.05
"""White between two words from which they are two lines of a header or footer, side by side."""

_AT_THE_EDGE = re.compile(
    r"^(?:[-–—~\s]*\d{1,3}[-–—~\s]*"
    r"|hal(?:aman|\.)?\s*:?\s*\d+(?:\s*(?:dari|/)\s*\d+)?"
    r"|(?:https?://)?(?:[\w\-]+\.)+(?:id|com|org|net|info)(?:/\S*)?"
    r"|(?:www\W{0,2})?jdih\W?[\w.\-\s/]{0,30})$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"ditandatangani\s+secara\s+elektronik|balai\s+(?:besar\s+)?sertifikasi\s+elektronik|\bBSrE\b|\bBSSN\b"
    r"|\bBS[RT]E\b|^[-•\s]*UU\s+ITE\s+No|sertifikat\s+elektronik\s+yang\s+diterbitkan"
    r"|hasil\s+cetaknya\s+merupakan\s+alat\s+bukti|dapat\s+dibuktikan\s+keasliannya|pindai\s+(?:kode\s+)?QR"
    r"|(?:memastikan|memeriksa|mengecek|memverifikasi)\s+keaslian",
    re.IGNORECASE,
)

Paragraphs = Sequence[Sequence[Sequence[Word]]]


def split_margins(paragraphs: Paragraphs, turn: int = 0) -> tuple[list[list[list[Word]]], tuple[str, ...]]:
    """The paragraphs without their header and footer lines, and those lines. ``turn``: how the page stands."""
    lines = [line for paragraph in paragraphs for line in paragraph]
    found = [bool(line) and is_margin(line, turn) for line in lines]
    # A notice runs on over several lines, of which not each says what it belongs to.
    between = [
        line and before and after and _in_notice(line, turn)
        for line, before, after in zip(lines, [False, *found], [*found[1:], False], strict=False)
    ]
    edges = iter(one or other for one, other in zip(found, between, strict=True))
    kept: list[list[list[Word]]] = []
    apart: list[str] = []
    for paragraph in paragraphs:
        rest = []
        for line in paragraph:
            if next(edges):
                apart.append(" ".join(word.text for word in line))
            else:
                rest.append(list(line))
        kept.append(rest)
    return kept, tuple(apart)


def is_margin(line: Sequence[Word], turn: int = 0) -> bool:
    """Whether a line is a header or footer by where it stands and what it says."""
    if _in_notice(line, turn) and _NOTICE.search(_said(line)):
        return True
    starts, ends = _reach(line, turn)
    # A page number and an address on one line stand far apart.
    return (ends < EDGE or starts > 1 - EDGE) and (
        bool(_AT_THE_EDGE.match(_said(line))) or all(_AT_THE_EDGE.match(_said(piece)) for piece in _pieces(line, turn))
    )


def _said(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)


def _reach(line: Sequence[Word], turn: int) -> tuple[float, float]:
    """From where to where on the page it stands, downwards."""
    across = turn % 180 == 90
    return min(w.box[0 if across else 1] for w in line), max(w.box[2 if across else 3] for w in line)


def _in_notice(line: Sequence[Word], turn: int) -> bool:
    starts, ends = _reach(line, turn)
    return ends < NOTICE_EDGE or starts > 1 - NOTICE_EDGE


def _pieces(line: Sequence[Word], turn: int) -> list[list[Word]]:
    """The line cut where wide white parts it."""
    side = 1 if turn % 180 == 90 else 0
    pieces = [[line[0]]]
    for before, word in pairwise(line):
        if max(word.box[side] - before.box[side + 2], before.box[side] - word.box[side + 2]) > APART:
            pieces.append([])
        pieces[-1].append(word)
    return pieces

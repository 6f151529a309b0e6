"""Lines at a page's edge that are not its text: page numbers, a portal's address, the notice under an electronic signature.

They are known as such and kept apart, so that they neither head a title nor fill a snippet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Word

EDGE = 0.09
"""Share of the page's height, above and below, in which a header or footer stands. The signature notice is taller."""
NOTICE_EDGE = 0.2

_AT_THE_EDGE = re.compile(
    r"^(?:[-–—~\s]*\d{1,3}[-–—~\s]*"
    r"|hal(?:aman|\.)?\s*:?\s*\d+(?:\s*(?:dari|/)\s*\d+)?"
    r"|(?:https?://)?(?:[\w\-]+\.)+(?:id|com|org|net|info)(?:/\S*)?"
    r"|(?:www\W{0,2})?jdih\W?[\w.\-\s/]{0,30})$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"ditandatangani\s+secara\s+elektronik|balai\s+(?:besar\s+)?sertifikasi\s+elektronik|\bBSrE\b|\bBSSN\b"
    r"|^[-•\s]*UU\s+ITE\s+No|sertifikat\s+elektronik\s+yang\s+diterbitkan",
    re.IGNORECASE,
)

Paragraphs = Sequence[Sequence[Sequence[Word]]]


def set_apart(paragraphs: Paragraphs, turn: int = 0) -> tuple[list[list[list[Word]]], tuple[str, ...]]:
    """The paragraphs without their header and footer lines, and those lines. ``turn``: how the page stands."""
    kept: list[list[list[Word]]] = []
    apart: list[str] = []
    for paragraph in paragraphs:
        lines = []
        for line in paragraph:
            if line and is_margin(line, turn):
                apart.append(" ".join(word.text for word in line))
            else:
                lines.append(list(line))
        kept.append(lines)
    return kept, tuple(apart)


def is_margin(line: Sequence[Word], turn: int = 0) -> bool:
    """Whether a line is a header or footer by where it stands and what it says."""
    text = " ".join(word.text for word in line)
    across = turn % 180 == 90
    starts, ends = (min(w.box[0 if across else 1] for w in line), max(w.box[2 if across else 3] for w in line))
    if (ends < NOTICE_EDGE or starts > 1 - NOTICE_EDGE) and _NOTICE.search(text):
        return True
    return (ends < EDGE or starts > 1 - EDGE) and bool(_AT_THE_EDGE.match(text))

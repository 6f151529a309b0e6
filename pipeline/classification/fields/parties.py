"""Who writes, to whom, and who gets a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.classification import reasons
from pipeline.classification.layout.evidence import Evidence, FoundValue
from pipeline.classification.layout.lines import Line
from pipeline.classification.layout.parts import LetterParts, is_addressee, is_label


def find_sender(anatomy: LetterParts) -> FoundValue:
    """The first lines in capitals, above every label and heading: the letterhead."""
    kept: list[Line] = []
    for line in anatomy.lines[: min(anatomy.head_end, 8)]:
        letters = [char for char in line.text if char.isalpha()]
        capitals = sum(char.isupper() for char in letters) / max(len(letters), 1)
        if capitals < 0.85 or len(letters) < 6 or re.search(r"\d", line.text) or len(kept) == 3:
            if kept:
                break
            continue
        kept.append(line)
    if not kept:
        return FoundValue(reason=reasons.NO_LETTERHEAD)
    value = " ".join(line.text.replace("\t", " ").strip(" .,;:|_-") for line in kept)
    return FoundValue(value, 0.8, reasons.LETTERHEAD, Evidence.of(kept[0]))


_YTH = re.compile(r"^\W*(kepada)?[\s:,]*(y[tl1]h\b\.?|yang\s+terhormat)?[\s:.,]*", re.IGNORECASE)
_PLACE_OF_ADDRESSEE = re.compile(r"^\W*di\s*[-–—:]|^\W*(di|tempat)\b", re.IGNORECASE)


def find_addressee(anatomy: LetterParts) -> FoundValue:
    """The names below ``Yth.`` or ``Kepada``, joined by semicolons."""
    if anatomy.addressee is None:
        return FoundValue(reason=reasons.NO_ADDRESSEE)
    first = anatomy.lines[anatomy.addressee]
    column = next(x for x, piece in _pieces(first) if is_addressee(piece))
    kept: list[str] = []
    for line in anatomy.lines[anatomy.addressee : anatomy.addressee + 7]:
        piece = next((piece for x, piece in _pieces(line) if abs(x - column) < _COLUMN), "")
        text = _YTH.sub("", piece)
        if _PLACE_OF_ADDRESSEE.match(text) or (kept and line.gap) or (kept and is_label(piece)):
            break
        if text.strip(" :;,."):
            kept.append(re.sub(r"^\d\s*[.)]\s*", "", text).strip(" :;,."))
    if not kept:
        return FoundValue(reason=reasons.ADDRESSEE_UNREAD)
    return FoundValue("; ".join(kept)[:300], 0.8, reasons.ADDRESSEE, Evidence.of(first))


_COLUMN = 0.08


def _pieces(line: Line) -> Iterator[tuple[float, str]]:
    """The pieces of a line between wide gaps, each with where it begins across the page."""
    start = 0
    for piece in line.text.split("\t"):
        yield line.x_at(start), piece
        start += len(piece) + 1


def find_copies(anatomy: LetterParts) -> Iterator[FoundValue]:
    """The numbered lines below ``Tembusan``."""
    if anatomy.copies is None:
        return
    for line in anatomy.lines[anatomy.copies + 1 : anatomy.copies + 16]:
        match = re.match(
            r"^\W*\d{1,2}\s*[.)]\s*(.+)$", line.text.split("\t")[0] if "\t" not in line.text[:4] else line.text.replace("\t", " ")
        )
        if not match:
            return
        yield FoundValue(match[1].strip(" ;."), 0.85, reasons.COPIES, Evidence.of(line, match.start(1), match.end(1)))

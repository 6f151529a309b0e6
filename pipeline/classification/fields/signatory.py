"""Who signed a paper, and in which position."""

from __future__ import annotations

import re

from pipeline.classification import reasons
from pipeline.classification.fields.signature import MADE_AT
from pipeline.classification.layout import english_letters
from pipeline.classification.layout.evidence import Evidence, FoundValue
from pipeline.classification.layout.parts import LetterParts, is_title_like

_DEPUTY = r"(?:(?:a\.?\s?n\.?|u\.?\s?b\.?|plh\.?|plt\.?|pjs?\.?|pelaksana\s+(?:harian|tugas))\s*)"
_POSITION = (
    r"(?:ketua|wakil\s+ketua|sekretaris|anggota|kepala|kasubb?ag|kasubbag|direktur|rektor|dekan|bupati|wakil\s+bupati|wali\s?kota|gubernur|camat|lurah"
    r"|presiden|menteri|"
    + english_letters.POSITION
    + r"|pejabat\s+pembuat\s+komitmen|kuasa\s+pengguna\s+anggaran|inspektur|notulis|pimpinan\s+rapat)"
)
_SIGNS = re.compile(rf"^\W*({_DEPUTY}{{0,2}}{_POSITION}\b[^;:]{{0,90}}?)\s*[,.;]?\s*$", re.IGNORECASE)
_TRUE_COPY = re.compile(r"(?i)salinan\s+(ini\s+)?sesuai\s+dengan|sesuai\s+dengan\s+aslinya|^\W*diundangkan\s+di")
_DEPUTY_ALONE = re.compile(rf"^\W*({_DEPUTY}{_POSITION}\b[^,;:]{{0,60}}?)\s*[,.;]?\s*$", re.IGNORECASE)


def find_signatory(anatomy: LetterParts) -> FoundValue:
    """The position of the signatory; a person's name is never taken.

    Looked for below ``Ditetapkan di …`` first, then upwards from the end; copies, appendix and the note that certifies a copy are
    left out.
    """
    end = min(anatomy.appendix, anatomy.copies if anatomy.copies is not None else len(anatomy.lines))
    end = next((index for index in range(min(12, end), end) if _TRUE_COPY.search(anatomy.lines[index].text)), end)
    set_at = next((index for index in range(end - 1, -1, -1) if MADE_AT.search(anatomy.lines[index].text)), None)
    start = set_at if set_at is not None else anatomy.body if anatomy.body < end else 3
    below = range(set_at + 1, min(set_at + 7, end)) if set_at is not None else range(0)
    for index in (*below, *range(end - 1, max(-1, end - 45, start - 1, 2), -1)):
        line = anatomy.lines[index]
        for segment in reversed(line.text.split("\t")):
            match = _SIGNS.match(segment)
            if match and (segment.rstrip().endswith(",") or (len(segment) < 70 and is_title_like(segment.strip(" .,;")))):
                first = _first_of_signers(anatomy, index, match[1], start)
                return first or _position(anatomy, index, match[1], segment, end)
    for line in anatomy.lines:
        approved = re.match(r"(?i)^(?:.*\t)?\W*disahkan\s+oleh\W+(\S.*)$", line.text)
        if approved:
            return FoundValue(_title(approved[1].split("\t")[0]), 0.85, reasons.APPROVED_BY, Evidence.of(line))
    return FoundValue(reason=reasons.NO_SIGNATORY)


def _first_of_signers(anatomy: LetterParts, index: int, text: str, start: int) -> FoundValue | None:
    """The chair, where the last to sign are members."""
    if not re.match(r"(?i)(ketua\s+)?anggota", text):
        return None
    for line in anatomy.lines[max(start, index - 15) : index + 1]:
        if any(re.fullmatch(r"(?i)\W*ketua(\s+anggota)*\W*", piece) for piece in line.text.split("\t")):
            return FoundValue("Ketua", 0.8, reasons.FIRST_SIGNATORY, Evidence.of(line))
    return None


def _position(anatomy: LetterParts, index: int, text: str, segment: str, end: int) -> FoundValue:
    """The position with the lines that it goes on over, and whose deputy it is (``a.n. KETUA`` over ``SEKRETARIS,``)."""
    line = anatomy.lines[index]
    if _DEPUTY_ALONE.match(segment) and index + 1 < end:
        below = _SIGNS.match(anatomy.lines[index + 1].text.split("\t")[-1])
        if below:
            return FoundValue(f"{_title(text)}, {_title(below[1])}", 0.85, reasons.SIGNATORY, Evidence.of(line))
    above = _DEPUTY_ALONE.match(anatomy.lines[index - 1].text.split("\t")[-1]) if index else None
    value = f"{_title(above[1])}, {_title(text)}" if above else _title(text)
    if not segment.rstrip().endswith(",") and index + 1 < end:
        after = anatomy.lines[index + 1].text.split("\t")[-1].strip()
        if after.endswith(",") and len(after) < 60:
            value = _title(f"{text} {after}")
    return FoundValue(value, 0.85, reasons.SIGNATORY, Evidence.of(line))


def _title(text: str) -> str:
    text = " ".join(text.split()).strip(" .,;:")
    if not text.isupper() and not re.match(r"(?i)(a\.n\.|plh\.?|plt\.?)\s+[A-Z]+$", text):
        return text
    text = re.sub(r"\b(Dan|Di|A\.N)\b", lambda match: match[1].lower(), text.title())
    return re.sub(r"\b(Kpu|Dprd|Sdm|Ri)\b", lambda match: match[1].upper(), text)

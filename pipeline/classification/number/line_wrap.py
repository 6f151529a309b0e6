"""Numbers that continue on the next line, or that place and date follow closely."""

from __future__ import annotations

import re

from pipeline.classification.layout.lines import Line
from pipeline.classification.layout.parts import LetterParts
from pipeline.classification.number.parse import LetterNumber, parse_number

_PLACE_AND_DATE = re.compile(r"\s[A-Z][a-z]\w+(?:\s[A-Z]\w+){0,3}\s?,\s*\d{1,2}\s[A-Za-z]{3,10}\s\d{4}\W*$")
_HYPHENS = re.compile("[‐‑‒–—−]")
_ENDS_OPEN = re.compile(r"[/-]\s*$")
_GOES_ON = re.compile(r"^\W{0,2}(?=\D{0,24}\d)[\w.-]{1,24}(\s?/\s?[\w.-]{1,24}){0,5}\W*$")
# "SD/2101/Ses-", itself broken
_GOES_ON_BROKEN = re.compile(r"^\W{0,2}\w{2,4}(?:\s?/\s?[\w.-]{1,24}){1,4}[/-]\W*$")
# "NOMOR : 15" over "TAHUN 2024"
_FIGURES = re.compile(r"^\W*\d{1,4}\W*$")
_YEAR = re.compile(r"^TAHUN\s+\d{4}(?=\W*$)", re.IGNORECASE)
_MOST_LINES = 2


def text_before_gap(line: Line, start: int) -> str:
    """What stands at ``start`` up to a wide gap, without a place and date that follow with none."""
    return _PLACE_AND_DATE.sub("", line.text[start:].split("\t")[0])


def join_wrapped_number(anatomy: LetterParts, line: Line, value: str) -> LetterNumber | None:
    """The number that begins with ``value`` in this line and may go on in the next one and the one after; None when it is none."""
    parsed, value = parse_number(value), _HYPHENS.sub("-", value)
    if _FIGURES.match(value):
        year = next((_YEAR.match(below.text) for below in anatomy.below(line, 1)), None)
        return parse_number(f"{value} {year[0]}") if year else parsed
    for below in anatomy.below(line, _MOST_LINES):
        open_end = _ENDS_OPEN.search(value)
        if not open_end and (parsed is None or parsed.form != "kode" or parsed.year):
            break
        after = _HYPHENS.sub("-", below.text.split("\t")[0])
        if not _GOES_ON.match(after) and not (open_end and _GOES_ON_BROKEN.match(after)):
            break
        value += after
        parsed = parse_number(value) or parsed
    return parsed

"""Other occurrences of the number: in the appendix, on later pages, in the file name.

A running number whose figure was misread has nothing in it that could show it. A second occurrence confirms it, or shows
that one of them is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from pipeline.classification import reasons
from pipeline.classification.layout.evidence import Evidence
from pipeline.classification.layout.parts import LetterParts, label_in
from pipeline.classification.number.parse import LetterNumber, parse_number
from pipeline.classification.number.pattern import is_regular
from pipeline.language.indonesian import edits, skeleton

_TOP_LINES = 12
_BY_FAR = 0.1
_ALIKE = 4
"""So many letters may two readings of one number differ in; another letter's number differs in more, or stands elsewhere."""


def other_occurrences(anatomy: LetterParts, number: LetterNumber) -> Iterator[tuple[LetterNumber, Evidence]]:
    """The number as it stands over an appendix or at the top of a later page, each time with its place."""
    seen_on_page: dict[int, int] = {}
    for index, line in enumerate(anatomy.lines):
        seen_on_page[line.page] = seen_on_page.get(line.page, 0) + 1
        top = line.page > 1 and seen_on_page[line.page] <= _TOP_LINES
        if not top and not anatomy.appendix <= index < anatomy.appendix + _TOP_LINES:
            continue
        start = label_in(line.text, "nomor")
        if start is None:
            continue
        other = parse_number(line.text[start:])
        if other is None or edits(skeleton(other.text), skeleton(number.text)) > _ALIKE:
            continue
        if other.form == number.form or (_is_proper(other) and not _is_proper(number)):
            yield other, Evidence.of(line, start)


def best_reading(
    number: LetterNumber, spot: Evidence, others: list[tuple[LetterNumber, Evidence]]
) -> tuple[LetterNumber, Evidence, reasons.Ending | None]:
    """Of several readings of one number the best, where it stands, and what there is to say about the others, if anything.

    The one that most tell; else one of proper shape before one that has none; else the one read more surely by far. Another
    body's number has no shape to go by, so that in its head stands.
    """
    if not others:
        return number, spot, None
    told = [(number, spot), *others]
    times = {one.text: sum(other.text == one.text for other, _ in told) for one, _ in told}
    if len(times) == 1:
        return number, spot, reasons.AGREES
    if number.form == "lain" and not any(_is_proper(one) for one, _ in others):
        return number, spot, None
    best, place = max(
        told, key=lambda one: (times[one[0].text], _is_proper(one[0]), one[1].reading - (one[1] is not spot) * _BY_FAR)
    )
    differing = next(one.text for one, _ in told if one.text != best.text)
    return best, place, partial(reasons.DIFFERS, number=differing)


def _is_proper(number: LetterNumber) -> bool:
    return number.form in ("tahun", "kpts") or is_regular(number.text)


def confirm_by_file_name(number: LetterNumber, file_name: str) -> LetterNumber | None:
    """The number with the running number that the file's name gives before the same code or year; None when it tells none.

    Clerks name scans by their number: ``12_PL.01.4-SD_2101_2024.pdf``, ``Keputusan 15 Tahun 2024.pdf``.
    """
    stem = PurePath(file_name.replace("\\", "/")).stem
    if not number.year or number.year not in stem or not number.running:
        return None
    if number.form == "tahun":
        found = re.search(rf"(?<!\d)(\d{{1,4}})[\W_]*(?:tahun|thn|th)[\W_]*{number.year}", stem, re.IGNORECASE)
    elif number.code:
        spelled = r"[\W_]*".join(re.escape(part) for part in number.code.split("."))
        found = re.search(rf"(?<!\d)(\d{{1,5}})[\W_]+{spelled}(?!\d)", stem, re.IGNORECASE)
    else:
        return None
    if found is None:
        return None
    running = found[1].lstrip("0") or "0"
    rest = number.text[len(number.running) :]
    return replace(number, running=running, text=running + rest)

"""Whether a text names a certain paper: by its number, by its title, or by the class that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.classification.scheme import SchemeRow
from pipeline.document import Facts
from pipeline.indonesian import fold

_LEAST_WORDS = 2
_LEAST_TITLE_LETTERS, _LEAST_CLASS_LETTERS = 12, 8
"""A shorter title (*Surat*, *Laporan*) stands in every second paper and names none; names of classes are more to the point."""
_LEAST_NUMBER_PARTS = 3
"""``12/HM.02-SD/2101/2026`` and ``21 Tahun 2026`` name one paper; a bare ``12`` does not."""
_WORD = re.compile(r"[^\W_]+")
_GAP = r"[^0-9a-z]{0,4}"
"""What may stand between the parts of a number: blanks, strokes, points and dashes, and what OCR adds to them."""


def mentions(text: str, facts: Facts, path: Iterable[SchemeRow] = ()) -> bool:
    """Whether a text names a paper.

    Args:
        text: what is searched, with its lines' broken words made whole.
        facts: the paper's own; its number is found whatever its blanks, dashes and leading zeros, its title whatever its case.
        path: the classes that the paper belongs to, from the function down, each found by its code, the last one by its name too. A
            function alone (*SDM*) is too wide to name a paper.
    """
    flat = " ".join(fold(text).split())
    classes = tuple(path)
    return (
        _names_number(flat, facts.number)
        or _says(flat, facts.title, _LEAST_TITLE_LETTERS)
        or any(_names_class(flat, row) for row in classes)
        or any(_says(flat, row.name, _LEAST_CLASS_LETTERS) for row in classes[-1:])
    )


def _names_number(flat: str, number: str) -> bool:
    parts = re.findall(r"[0-9]+|[a-z]+", fold(number))
    if len(parts) < _LEAST_NUMBER_PARTS or not any(part.isdigit() for part in parts):
        return False
    pattern = _GAP.join(f"0*{part.lstrip('0')}" if part.isdigit() else part for part in parts)
    # Neither the end of a longer number (19/…) nor the beginning of one (…/20261).
    return re.search(rf"(?<![0-9a-z])(?<![0-9][./-]){pattern}(?![0-9a-z])", flat) is not None


def _says(flat: str, title: str, least: int) -> bool:
    words = _WORD.findall(fold(title))
    if len(words) < _LEAST_WORDS or sum(map(len, words)) < least:
        return False
    return f" {' '.join(words)} " in f" {' '.join(_WORD.findall(flat))} "


def _names_class(flat: str, row: SchemeRow) -> bool:
    """By its code, standing by itself: inside another paper's number a code tells of that paper."""
    parts = fold(row.code).split(".")
    if len(parts) < 2:
        return False
    code = r"\s?[.,]\s?".join(re.escape(part) for part in parts)
    return re.search(rf"(?<![0-9a-z./-])(?<!/ ){code}(?![0-9a-z])(?![./-][0-9a-z])(?!\s/)", flat) is not None

"""Dates, amounts and numbers of letters as people type them, with the other ways in which papers print them."""

from __future__ import annotations

import re
from datetime import date

from pipeline.language.indonesian import MONTHS
from pipeline.search.terms import Term
from pipeline.search.tokenizer import tokens

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_END = r"(?=[\s,;?!]|\.(?:\s|$)|$)"
_DAY_FIRST = r"\d{1,2}(?:[-/.]\d{1,2}[-/.]|\s(?:" + _MONTH + r")\.?\s)\d{4}"
_YEAR_FIRST = r"\d{4}-\d{1,2}-\d{1,2}"
_MONTH_FIRST = r"(?:" + _MONTH + r")\.?\s(?:\d{1,2},?\s)?\d{4}"
DATE = rf"(?<!\S)(?:{_DAY_FIRST}|{_YEAR_FIRST}|{_MONTH_FIRST}){_END}"
"""A date or a month, as a pattern without groups: ``12 maret 2026``, ``12-03-2026``, ``2026-03-12``, ``March 12, 2026``."""
RULE = rf"(?<!\S)\d{{1,4}}\s(?:tahun|thn|th)\.?\s\d{{4}}{_END}"
"""How rules are numbered: ``8 tahun 2022``."""

MOST_PARTS = 5
"""A number of more tokens is whole, and found as it stands."""

_GROUPED = re.compile(r"(?:rp\.?)?(\d{1,3}(?:[.,]\d{3})+)(?:,(?:\d{2}|-))?", re.IGNORECASE | re.ASCII)
_PLAIN = re.compile(r"(?:rp\.?)?(\d{5,15})(?:,-)?", re.IGNORECASE | re.ASCII)
_PARTS = re.compile(r"\d[^\s]*/[^\s]*", re.ASCII)


def date_term(typed: str) -> Term | None:
    """A date or a month as typed, in every notation, and the papers of that date.

    Args:
        typed: what ``DATE`` found.

    Returns:
        None where the calendar has no such day: 31 February, or 45-99-2026.
    """
    parts = tokens(typed)
    numbers = [int(part) for part in parts if part.isdecimal()]
    named = next((MONTHS[part] for part in parts if part in MONTHS), 0)
    if named and len(numbers) == 1:
        return _month_term(typed, named, numbers[0])
    if named:
        day, year = numbers
        month = named
    elif len(parts[0]) == 4:
        year, month, day = numbers
    else:
        day, month, year = numbers
    try:
        return _day_term(typed, date(year, month, day))
    except ValueError:
        return None


def _day_term(typed: str, day: date) -> Term:
    d, m, y = str(day.day), str(day.month), str(day.year)
    names = _names(day.month)
    first, *others = [(d, name, y) for name in names] + [(d, m, y), (y, m, d)] + [(name, d, y) for name in names]
    return Term(first, text=typed, date=day.isoformat(), alternatives=tuple(Term(other) for other in others))


def _month_term(typed: str, month: int, year: int) -> Term:
    first, *others = [(name, str(year)) for name in _names(month)]
    return Term(first, text=typed, date=f"{year:04}-{month:02}", alternatives=tuple(Term(other) for other in others))


def _names(month: int) -> list[str]:
    return [name for name, number in MONTHS.items() if number == month]


def rule_term(typed: str) -> Term:
    """The number and year of a rule: ``8 tahun 2022`` also as ``8/2022``."""
    number, _, year = tokens(typed)
    return Term((number, "tahun", year), text=typed, alternatives=(Term((number, year)),))


def value_term(value: str, words: tuple[str, ...], field: str) -> Term:
    """A word, an amount or a number of a letter as typed.

    Args:
        value: as typed, without white space.
        words: its tokens.
        field: ``number``, ``title`` or none: where to look for it.
    """
    trimmed = value.strip(".,;:?!()")
    if grouped := _GROUPED.fullmatch(trimmed):
        parts = tuple(re.split("[.,]", grouped[1]))
        return Term(parts, field=field, text=value, alternatives=(Term(("".join(parts),), field=field),))
    if plain := _PLAIN.fullmatch(trimmed):
        return Term((plain[1],), field=field, text=value, alternatives=(Term(_in_thousands(plain[1]), field=field),))
    term = Term(words, field=field, text=value)
    if 1 < len(words) <= MOST_PARTS and _PARTS.fullmatch(trimmed):
        return Term(words, field=field, text=value, alternatives=(Term(words, field=field, spread=True),))
    return term


def _in_thousands(digits: str) -> tuple[str, ...]:
    return tuple(f"{int(digits):,}".split(","))

"""Dates in Indonesian and English papers: found and parsed. Which date counts is decided in ``signature``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.language.indonesian import MONTHS, as_digits, fold, month, number_words, words_to_number

_D = r"[0-9OoQDILl|!iSs$ZzBGgTA]"  # a digit, or what OCR makes of one
_NAMED = re.compile(  # a day that letters stand in for (l4) is parted from the month: "September" is no 5 eptember
    rf"(?<![\w/.])({_D}{{1,2}}(?=[\s.,'-])|\d{{1,2}})\s?[.,'-]?\s?([A-Za-z0-9|!]{{3,10}})\.?,?[\s-]{{0,2}}({_D}{{4}})(?![\w/])"
)
_GLUED = re.compile(r"(?<=[a-z:])(\d{1,2})\s?([A-Za-z]{3,10})\s?(\d{4})(?![\w/])")  # "Pengesahan20 Juli 2020"
_FIGURES = re.compile(r"(?<![\w/.-])([0-9OlI]{1,2})\s?([-/.])\s?([0-9OlI]{1,2})\s?\2\s?([0-9OlI]{4})(?![\w/-])")
# The slashes between its parts may be lost; only after a place and at the line's end are eight figures a date.
_RUN_TOGETHER = re.compile(r"(?<=[A-Za-z][,.]\s)(\d\d)(\d\d)((?:19|20)\d\d)\W*$")
# "March 5, 2024", "March 5th 2024"; between the day and the year stands more than a blank, or the month is no misreading.
_MONTH_FIRST = re.compile(
    rf"(?<![\w/.])([A-Za-z0-9|!]{{3,10}})\.?\s{{1,2}}({_D}{{1,2}})\s?(?:st|nd|rd|th)?\s?([,.]?)\s{{0,2}}(?<=[\s,.])({_D}{{4}})(?![\w/])"
)
_ORDINAL = re.compile(
    r"(?<![\w/.])(?:the\s+)?(\d{1,2})\s?(?:st|nd|rd|th)\b(?:\s+day)?(?:\s+of)?\s+([A-Za-z]{3,10})\.?,?\s+(\d{4})(?![\w/])"
)
_ISO = re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])")
_DAY_LEFT_OPEN = re.compile(
    rf"(?:,|tanggal(?:\s+[a-z]{{5,12}})?)[^A-Za-z\n]{{0,10}}([A-Za-z]{{3,10}})\s+({_D}{{4}})(?![\w/])", re.IGNORECASE
)
_EARLIEST, _LATEST = 1945, 2099


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date in a text, and the place where it stands."""

    iso: str
    start: int
    end: int
    how: str
    """``nama`` (14 Maret 2024), ``angka`` (14-03-2024) or ``kata`` (empat belas Maret …)."""

    def may_be_month_first(self, text: str) -> bool:
        """Whether the figures would be a date the American way round, too: ``05/03/2024``."""
        match = _FIGURES.match(text[self.start : self.end]) if self.how == "angka" else None
        return match is not None and match[1] != match[3] and max(int(as_digits(match[1])), int(as_digits(match[3]))) <= 12


def find_dates(text: str) -> Iterator[DateMatch]:
    """Every whole date in figures or with a month's name, from left to right within each form."""
    for match in _NAMED.finditer(text):
        day, name, year = match.groups()
        number = month(name)
        if number is not None and any(char.isdigit() for char in day + year):
            yield from _checked(as_digits(day), number, as_digits(year), match, "nama")
    for match in _GLUED.finditer(text):
        number = month(match[2])
        if number is not None:
            yield from _checked(match[1], number, match[3], match, "nama")
    for match in _MONTH_FIRST.finditer(text):
        name, day, comma, year = match.groups()
        number = month(name) if comma or fold(name) in MONTHS else None
        if number is not None and any(char.isdigit() for char in day + year):
            yield from _checked(as_digits(day), number, as_digits(year), match, "nama")
    for match in _ORDINAL.finditer(text):
        number = month(match[2])
        if number is not None:
            yield from _checked(match[1], number, match[3], match, "nama")
    for match in _FIGURES.finditer(text):
        day, _, number_text, year = match.groups()
        first, second = as_digits(day), as_digits(number_text)
        if int(first) <= 12 < int(second):
            # Only America writes so: 03/25/2024.
            first, second = second, first
        yield from _checked(first, int(second), as_digits(year), match, "angka")
    for match in _RUN_TOGETHER.finditer(text):
        yield from _checked(match[1], int(match[2]), match[3], match, "angka")
    for match in _ISO.finditer(text):
        yield from _checked(match[3], int(match[2]), match[1], match, "angka")


def month_without_day(text: str) -> str:
    """The month and year of a date whose day was left open for the pen (``Bintan,    Maret 2024``); empty when there is none."""
    for match in _DAY_LEFT_OPEN.finditer(text):
        number, year = month(match[1]), as_digits(match[2])
        if number is not None and year.isdigit() and _EARLIEST <= int(year) <= _LATEST:
            return f"{int(year):04}-{number:02}"
    return ""


def _checked(day: str, number: int, year: str, match: re.Match[str], how: str) -> Iterator[DateMatch]:
    iso = iso_date(day, number, year)
    if iso:
        yield DateMatch(iso, match.start(), match.end(), how)


def iso_date(day: str | int, number: int, year: str | int) -> str:
    """The ISO date, or empty when there is no such day or the year is before 1945 or after 2099."""
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return ""
    return found.isoformat() if _EARLIEST <= found.year <= _LATEST else ""


_LOOK_AHEAD = 40


def find_spelled_date(text: str) -> DateMatch | None:
    """The date of ``Pada hari ini Kamis tanggal empat belas bulan Maret tahun dua ribu dua puluh empat (14-03-2024)``.

    ``text`` begins at or before its first word; figures among the words are taken too. Figures in brackets bear the words out, and
    stand in for them where the words cannot be read.
    """
    words = [(match.group(), match.start(), match.end()) for match in re.finditer(r"[^\s,;:()/]+", text[:2000])][:_LOOK_AHEAD]
    in_figures = min(
        (found for found in find_dates(text[:600]) if found.how == "angka"), key=lambda found: found.start, default=None
    )
    for index, (word, start, _) in enumerate(words):
        if in_figures is not None and in_figures.start <= start:
            return in_figures
        number = month(word) if len(fold(word)) > 3 or fold(word) == "mei" else None
        if number is None and index and fold(words[index - 1][0]) == "bulan":
            number = _month_by_number(word)
        if number is None:
            continue
        day, start = _number_before(words, index)
        year, end = _number_after(words, index)
        if day is not None and year is not None:
            iso = iso_date(day, number, year)
            if iso:
                return DateMatch(iso, start, end, "kata")
    return next((found for found in find_dates(text[:600])), None)


def _month_by_number(word: str) -> int | None:
    """The month in ``bulan tiga`` or ``bulan 3``."""
    number = int(word) if word.isdecimal() else words_to_number(word)
    return number if number and 1 <= number <= 12 else None


_Words = list[tuple[str, int, int]]
_FILLERS = {"bulan", "tanggal", "tahun", "dan"}


def _number_before(words: _Words, index: int) -> tuple[int | None, int]:
    place = index - 1
    while place >= 0 and fold(words[place][0]).strip(".") in _FILLERS:
        place -= 1
    first = place
    while first >= 0 and place - first < 3 and number_words(words[first][0]):
        first -= 1
    if first < place:
        return words_to_number(" ".join(word for word, _, _ in words[first + 1 : place + 1])), words[first + 1][1]
    figures = as_digits(words[place][0].strip(".")) if place >= 0 else ""
    return (int(figures), words[place][1]) if re.fullmatch(r"[0-9]{1,2}", figures) else (None, 0)


def _number_after(words: _Words, index: int) -> tuple[int | None, int]:
    place = index + 1
    while place < len(words) and fold(words[place][0]).strip(".") in _FILLERS:
        place += 1
    last = place
    while last < len(words) and last - place < 7 and number_words(words[last][0]):
        last += 1
    if last > place:
        return words_to_number(" ".join(word for word, _, _ in words[place:last])), words[last - 1][2]
    figures = as_digits(words[place][0].strip(".")) if place < len(words) else ""
    return (int(figures), words[place][2]) if re.fullmatch(r"[0-9]{4}", figures) else (None, 0)

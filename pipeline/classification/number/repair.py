"""Fills in what could not be read of a number from the paper's date and type, where the rest agrees."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.classification.number.codes import DIGIT, OLD_TYPE_CODES, TYPE_CODES
from pipeline.classification.number.parse import LetterNumber, parse_by_shape
from pipeline.classification.number.pattern import is_regular
from pipeline.language.indonesian import ROMAN_MONTHS, within_edits

_KPU = re.compile(rf"(?i)/\s?[a-z0-9|!]{{2,4}}[.,\s]{{0,2}}{DIGIT}{{2}}[.,\s-]")
_OFFICE = re.compile(r"(?i)(kpu|ses|set)\b")
_ROMAN = list(ROMAN_MONTHS)


def reparse(printed: str, number: LetterNumber | None, date: str, type_code: str) -> LetterNumber | None:
    """A number that has no proper shape, read once more with what the rest of the paper says; else the number as it was.

    Args:
        printed: the text after the label.
        number: what could be made of it.
        date: the paper's date (ISO), or empty.
        type_code: the type code of its heading, or empty.
    """
    if number is not None and (number.form in ("tahun", "kpts") or is_regular(number.text)):
        return number
    if number is not None and number.form == "lain" and "/" in number.text and not _KPU.search(printed):
        return number  # another body's own form
    return parse_by_shape(printed, date, type_code) or number


def complete_number(number: LetterNumber, date: str, type_code: str, doubtful: bool = False) -> LetterNumber:
    """The number with what could not be read filled in from the paper's own ``date`` (ISO) and its heading's ``type_code``.

    Only where the remains agree: a month that is strokes (``1II1``), a year that lost its last figure or misread one, a type with
    one wrong letter; a month whose strokes were miscounted, and in a number that was read badly (``doubtful``) one that is a stroke
    off the date's.
    """
    if number.form == "lain":
        return _month_of_another(_with_year_of_another(number, date), date) if date and date[:4] in number.text else number
    if number.form != "kode":
        return number
    number = _with_type(number, type_code)
    if not date:
        return number
    return _with_lost_end(_with_month(_with_year(number, date), date, doubtful), date)


def _with_year_of_another(number: LetterNumber, date: str) -> LetterNumber:
    """Another body's number in which the slash between the date's month and year was read as a stroke of the month: ``VIW2025``."""
    if number.year:
        return number
    pieces, month = number.text.split("/"), f"{_roman_of(date)}/"
    for place, piece in enumerate(pieces):
        strokes = piece.removesuffix(date[:4])
        if (
            strokes != piece
            and re.fullmatch(r"[IVXLWMJTYil1|!]{1,6}", strokes)
            and strokes[0] == month[0]
            and within_edits(strokes, month, 2)
        ):
            text = "/".join([*pieces[:place], month + date[:4], *pieces[place + 1 :]])
            return replace(number, text=text, month=int(date[5:7]), year=date[:4], mended=number.mended + 2)
    return number


def _month_of_another(number: LetterNumber, date: str) -> LetterNumber:
    """Another body's number whose Roman month, that of the date, was read as strokes or together with a slash beside it."""
    pieces, roman = number.text.split("/"), _roman_of(date)
    strokes = pieces[-2] if len(pieces) > 2 and set(roman) == {"I"} and re.fullmatch(r"[1Il|]{1,3}", pieces[-2]) else ""
    if strokes and abs(len(roman) - len(strokes)) <= (len(strokes) > 1):  # "111" is III, and so is "11" of a letter of March
        mended = number.mended + 2 * (len(roman) != len(strokes))
        return replace(number, text="/".join([*pieces[:-2], roman, pieces[-1]]), month=int(date[5:7]), mended=mended)
    at = next((at for at, piece in enumerate(pieces) if re.match(rf"{roman[:-1]}V[A-Z]{{3}}", piece)), 0)
    if at and roman.endswith("I"):  # "IVLOG" for "II/LOG"
        pieces = [*pieces[:at], roman, pieces[at][len(roman) :], *pieces[at + 1 :]]
    elif len(pieces) > 1 and (glued := re.fullmatch(rf"(.*[A-Z0-9])[17Il|!J]{roman}", pieces[-2])):  # "SMA7VIII"
        pieces = [*pieces[:-2], glued[1], roman, pieces[-1]]
    else:
        return number
    return replace(number, text="/".join(pieces), month=int(date[5:7]), mended=number.mended + 2)


def _with_type(number: LetterNumber, type_code: str) -> LetterNumber:
    misread = number.type_code and number.type_code not in {**TYPE_CODES, **OLD_TYPE_CODES}
    if not (misread and type_code and within_edits(number.type_code, type_code, 1)):
        return number
    text = "/".join(piece.replace(f"-{number.type_code}", f"-{type_code}") for piece in number.text.split("/"))
    return replace(number, type_code=type_code, text=text, mended=number.mended + 1)


def _with_year(number: LetterNumber, date: str) -> LetterNumber:
    """Numbers begin anew each year (Keputusan KPU 1257/2024), so a year with one figure other than the date's was misread, but for
    a letter of December that is dated in January.
    """
    printed, dated = number.year, date[:4]
    last = number.text.rpartition("/")[2]
    if (
        not printed
        and number.region
        and not _OFFICE.search(number.text)
        and last[:2] == dated[:2]
        and last != dated
        and within_edits(last, dated, 1)
    ):
        return replace(number, year=dated, text=f"{number.text.removesuffix(last)}{dated}", mended=number.mended + 3)
    figures = sum(one != other for one, other in zip(printed, dated, strict=False))
    if not printed or figures != 1 or abs(int(printed) - int(dated)) == 1:
        return number
    before, _, last = number.text.rpartition("/")
    return replace(number, year=dated, text=f"{before}/{last.replace(printed, dated)}", mended=number.mended + 3)


def _with_month(number: LetterNumber, date: str, doubtful: bool) -> LetterNumber:
    if not number.month or date[:4] != number.year:
        return number
    printed, dated = _ROMAN[number.month - 1], _roman_of(date)
    # A number of one month on a letter of the next is nothing rare; two strokes and two months apart is a misreading.
    apart = abs(number.month - int(date[5:7])) > 1 and within_edits(printed, dated, 2) and printed[0] == dated[0]
    if printed == dated or not (apart or (doubtful and within_edits(printed, dated, 1))):
        return number
    text = f"/{dated}/".join(number.text.rsplit(f"/{printed}/", 1))
    return replace(number, text=text, month=int(date[5:7]), mended=number.mended + 2)


def _with_lost_end(number: LetterNumber, date: str) -> LetterNumber:
    """Month and year after the office, of which strokes and some figures are left."""
    pieces = number.text.split("/")
    office = next((place for place, piece in enumerate(pieces) if _OFFICE.match(piece)), None)
    if office is None or (number.year and (number.month or len(pieces) == office + 2)):
        return number
    remains = re.sub(r"[/.]", "", "".join(pieces[office + 1 :]))
    strokes = re.match(r"^([IVXLYTJil1|!]*?)(\d{0,4})$", remains)
    if strokes is None or not date[:4].startswith(strokes[2][-4:].lstrip("1") or "2"):
        return number
    text = "/".join([*pieces[: office + 1], _roman_of(date), date[:4]])
    return replace(number, text=text, month=int(date[5:7]), year=date[:4], mended=number.mended + 2)


def _roman_of(date: str) -> str:
    return _ROMAN[int(date[5:7]) - 1]

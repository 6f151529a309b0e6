"""The shape of a KPU number as a whole: whether a number has it, and repair where only one reading fits.

``parse`` takes a number apart at its slashes. Where OCR reads a slash as a stroke (``SDl2101``), drops a hyphen or a point, or
puts a blank inside, there is nothing to part it at; but the order of its pieces is fixed, so the whole can still be read.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.classification.number.codes import FUNCTIONS, OLD_TYPE_CODES, TYPE_CODES
from pipeline.classification.number.regions import regions
from pipeline.language.indonesian import ROMAN_MONTHS, as_digits, skeleton, within_edits

_D = r"[0-9OoQDIl|!iSsZzBGg?]"
_SLASH = r"[/\\Il1|!J'’`]"
_STROKES = str.maketrans("1L|!JTYU", "IIIIIIVV")
_ALIKE = {
    "P": "PpFR",
    "U": "UuVv",
    "K": "KkXx",
    "H": "HhN",
    "M": "MmN",
    "I": "Il1|!",
    "S": "Ss5$",
    "T": "Tt7",
    "O": "Oo0",
    "B": "Bb8",
    "L": "Ll",
}
"""Capital → what OCR makes of it."""
_OFFICES = {
    "KPU-Kab": r"[KX][PFR]U\W?[KX][aoc0e4][bhB68]",
    "KPU-Kota": r"[KX][PFR]U\W?[KX][o0ac][tf]a",
    "KPU-Kot": r"[KX][PFR]U\W?[KX][o0ac][tfV]",
    "KPU-Prov": r"[KX][PFR]U\W?P[rn][o0ac]v",
    "KPU": r"[KX][PFR]U",
    "Ses-Kab": r"[S5][ec][s5]\W?[KX][aoc0e4][bhB68]",
}
_SECRETARY = r"[S5][ec][kx]\W?[KX][aoc0e4][bhB68]\W?[KX][o0ac][tf][ao0c]"
_OFFICE = "|".join(_OFFICES.values())
_TYPES = sorted([*TYPE_CODES, *OLD_TYPE_CODES], key=len, reverse=True)
_KNOWN_TYPE = "|".join(rf"[{kind[0]}{kind[0].lower()}]{re.escape(kind[1:])}" for kind in _TYPES)
_REGULAR = re.compile(
    r"^(?:\d{1,5}(?:[.-]?[a-hA-H])?)?/(?:" + "|".join(FUNCTIONS) + r")\.\d{2}(?:\.\d{1,2}){0,2}(?:-[A-Za-z]{2,4})?"
    r"/(?:Se[ks]-Kab/Kota/\d{2}(?:\d{2})?(?:/[1-4](?:\.\d)?)?|K|\d{2}(?:\d{2})?(?:/[1-4](?:\.\d)?)?"
    r"|\d{2}(?:\d{2})?/(?:KPU-(?:Kab|Kota?|Prov)|KPU|Se[ks]-(?:Kab|Prov|Kota?))(?:/[IVX]{1,4})?)/(?:TAHUN )?\d{4}$"
)


def is_regular(text: str) -> bool:
    """Whether a number has one of the shapes of the decrees, through and through, its month and region such as there are."""
    months = re.findall(r"(?<=/)[IVX]{1,4}(?=/\d{4}$)", text)
    return bool(_REGULAR.match(text)) and all(month in ROMAN_MONTHS for month in months)


def repair_by_shape(printed: str, date: str = "", type_code: str = "") -> str:
    """The number of a decree's shape that ``printed`` begins with, through misread slashes, hyphens and points; else empty.

    Only a whole number counts: running number (or none), a code of a known function, region, year. What else the paper says stands
    in for what cannot be read: the month and year of its ``date`` (ISO), the ``type_code`` of its heading.
    """
    compact = re.sub(r"\s+", "", printed.split("\t")[0])[:80]
    found = _whole(bool(date), type_code).match(compact)
    if found is None:
        return _with_function(compact)
    tail = _tail(found, date)
    function = next((name for name in FUNCTIONS if found["function"].upper() == name), "") or _meant(found["function"])
    if not function or not tail:
        return ""
    parts = [function, *(as_digits(part)[-2:] for part in (found["first"], found["second"]) if part)]
    return f"{_running(found['running'] or '')}/{'.'.join(parts)}{_kind(found['type'], type_code)}/{tail}"


_CODED = re.compile(r"^(\d{1,5}(?:[.-]?[a-hA-H])?/)([A-Z]{2,5})(\.\d\d[^/]*/.*)$")


def _with_function(compact: str) -> str:
    """A number of proper shape but for its function, if that is a letter off but one of the 19 (``TUV`` for ``TU``); else empty."""
    parts = _CODED.match(compact)
    near = [name for name in FUNCTIONS if parts and within_edits(parts[2], name, 1)]
    text = f"{parts[1]}{near[0]}{parts[3]}" if parts and len(near) == 1 else ""
    return text if text and is_regular(text) else ""


@lru_cache(maxsize=64)
def _whole(dated: bool, type_code: str) -> re.Pattern[str]:
    functions = "|".join(_spelled(name) for name in sorted(FUNCTIONS, key=len, reverse=True))
    # What the heading and the date tell may be any few strokes here, and the slash beside it may be lost in them.
    # The last part of a code is none of them.
    kind, slash = (
        (rf"{_KNOWN_TYPE}|(?!(?<=\.)\d{{1,2}}[/\\])[A-Za-z0-9|!]{{1,3}}?", rf"{_SLASH}?") if type_code else (_KNOWN_TYPE, _SLASH)
    )
    slash_before_month = rf"{_SLASH}?" if dated else _SLASH
    month = rf"[A-Za-z0-9|!./]{{1,6}}?){_SLASH}?" if dated else rf"[IVXLJTYUl1|!]{{1,4}}){_SLASH}"
    return re.compile(
        rf"^(?P<running>{_D}{{1,5}}(?:[.-]?[a-hA-H])?)?{_SLASH}[Il1|!]?(?P<function>{functions})[.,]?(?P<first>[O0]{{2}}\d(?=[.,-])|{_D}{{2}})"
        rf"(?:[.,]?(?P<second>{_D}{{1,2}}))??(?:[-.~=]{{0,2}}(?P<type>{kind}))??{slash}(?:"
        rf"(?P<secretary>{_SECRETARY}){_SLASH}(?P<r1>{_D}{{4}}|{_D}{{2}})(?:{_SLASH}(?P<u1>[1-4](?:\.\d)?))?{_SLASH}"
        rf"|(?P<commissioner>[KX]){_SLASH}"
        rf"|(?P<r2>{_D}{{4}}|{_D}{{2}})(?:{_SLASH}(?P<u2>[1-4]))?{_SLASH}"
        rf"|(?P<r3>{_D}{{4}}|{_D}{{2}}){_SLASH}(?P<office>{_OFFICE}){_SLASH}"
        rf"|(?P<r4>{_D}{{4}}|{_D}{{2}}){_SLASH}(?P<seat>{_OFFICE}){slash_before_month}(?P<month>{month}"
        rf")(?P<year>{_D}{{4}})(?!\d)"
    )


def _spelled(name: str) -> str:
    return "".join(f"[{re.escape(_ALIKE.get(letter, letter + letter.lower()))}]" for letter in name)


def _meant(letters: str) -> str:
    """The one function that these letters can be a misreading of; empty when there are several."""
    found = [name for name in FUNCTIONS if re.fullmatch(_spelled(name), letters)]
    return found[0] if len(found) == 1 else ""


def _kind(printed: str | None, type_code: str) -> str:
    if not printed:
        return ""
    if printed in _TYPES:
        return f"-{printed}"
    known = [kind for kind in _TYPES if skeleton(kind) == skeleton(printed)]
    return f"-{known[0]}" if len(known) == 1 else f"-{type_code}" if type_code else ""


def _running(printed: str) -> str:
    letter = re.search(r"[.-]?[a-hA-H]$", printed) if len(printed) > 1 and printed[:-1].strip(".-") else None
    return as_digits(printed[: letter.start()]) + letter[0] if letter else as_digits(printed)


def _tail(found: re.Match[str], date: str) -> str:
    year, region = as_digits(found["year"]), as_digits(found["r1"] or found["r2"] or found["r3"] or found["r4"] or "")
    if not 1999 <= int(year) <= 2099 or (region and region not in regions()):
        return ""
    if found["secretary"]:
        pieces = ["Sek-Kab/Kota", region, *([found["u1"]] if found["u1"] else [])]
    elif found["commissioner"]:
        pieces = ["K"]
    elif printed_office := found["office"] or found["seat"]:
        office = next(name for name, shape in _OFFICES.items() if re.fullmatch(shape, printed_office))
        month = _month(found["month"], year, date) if found["month"] else ""
        if found["month"] and not month:
            return ""
        pieces = [region, office, *([month] if month else [])]
    else:
        pieces = [region, *([found["u2"]] if found["u2"] else [])]
    return "/".join([*pieces, year])


def _month(printed: str, year: str, date: str) -> str:
    """The month as read; the date's where that is a stroke away, since a stroke may as well have been a slash."""
    month = printed.upper().translate(_STROKES)
    dated = list(ROMAN_MONTHS)[int(date[5:7]) - 1] if date and date[:4] == year else ""
    if month in ROMAN_MONTHS and not (dated and within_edits(month, dated, 1)):
        return month
    return dated

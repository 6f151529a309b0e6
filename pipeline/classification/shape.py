"""The shape of a KPU number as a whole: does it have it, and if not, which number of that shape can only have been meant?

``number`` takes a number apart at its slashes. Where OCR reads a slash as a stroke (``SDl2101``), drops a hyphen or a point, or
puts a blank inside, there is nothing to part it at; but the order of its pieces is fixed, so the whole can still be read.
"""

from __future__ import annotations

import re

from pipeline.classification.codes import FUNCTIONS, OLD_TYPE_CODES, TYPE_CODES
from pipeline.classification.regions import regions
from pipeline.indonesian import ROMAN_MONTHS, as_digits, skeleton

_D = r"[0-9OoQDIl|!iSsZzBGg?]"
_SLASH = r"[/\\Il1|!J]"
_STROKES = str.maketrans("1L|!JTYU", "IIIIIIVV")
_OFFICES = {
    "KPU-Kab": r"[KX][PFR]U\W?[KX][aoc0e4][bhB68]",
    "KPU-Kota": r"[KX][PFR]U\W?[KX][o0ac][tf]a",
    "KPU-Kot": r"[KX][PFR]U\W?[KX][o0ac][tf]",
    "KPU-Prov": r"[KX][PFR]U\W?P[rn][o0ac]v",
    "KPU": r"[KX][PFR]U",
    "Ses-Kab": r"[S5][ec][s5]\W?[KX][aoc0e4][bhB68]",
}
_SECRETARY = r"[S5][ec][kx]\W?[KX][aoc0e4][bhB68]\W?[KX][o0ac][tf][ao0c]"

_OFFICE = "|".join(_OFFICES.values())
_TAIL = re.compile(
    rf"^{_SLASH}(?:"
    rf"(?P<secretary>{_SECRETARY}){_SLASH}(?P<r1>{_D}{{4}})(?:{_SLASH}(?P<u1>[1-4](?:\.\d)?))?"
    rf"|(?P<commissioner>[KX])"
    rf"|(?P<r2>{_D}{{4}}|{_D}{{2}})(?:{_SLASH}(?P<u2>[1-4]))?"
    rf"|(?P<r3>{_D}{{4}}|{_D}{{2}}){_SLASH}(?P<office>{_OFFICE})(?:{_SLASH}(?P<month>[IVXLJTYUl1|!]{{1,4}}))?"
    rf"){_SLASH}(?P<year>{_D}{{4}})"
)
_TYPES = sorted([*TYPE_CODES, *OLD_TYPE_CODES], key=len, reverse=True)
_TYPE = "|".join(rf"[{kind[0]}{kind[0].lower()}]{re.escape(kind[1:])}" for kind in _TYPES)
_HEAD = re.compile(
    rf"^(?P<running>{_D}{{1,5}}(?:[.-]?[a-hA-H])?)?{_SLASH}(?P<function>[A-Za-z0-9|!]{{2,4}})[.,]?(?P<first>{_D}{{2}})"
    rf"(?:[.,](?P<second>{_D}{{1,2}}))?(?:[-.~=]{{0,2}}(?P<type>{_TYPE}))?(?P<tail>{_SLASH}.*)$"
)
_BY_SHAPE = {skeleton(code): code for code in FUNCTIONS}
_REGULAR = re.compile(
    r"^(?:\d{1,5}(?:[.-]?[a-hA-H])?)?/(?:" + "|".join(FUNCTIONS) + r")\.\d{2}(?:\.\d{1,2}){0,2}(?:-[A-Za-z]{2,4})?"
    r"/(?:Se[ks]-Kab/Kota/\d{4}(?:/[1-4](?:\.\d)?)?|K|\d{2}(?:\d{2})?(?:/[1-4](?:\.\d)?)?|\d{2}(?:\d{2})?/(?:KPU-(?:Kab|Kota?|Prov)|KPU|Se[ks]-(?:Kab|Prov|Kota?))"
    r"(?:/[IVX]{1,4})?)/(?:TAHUN )?\d{4}$"
)


def is_regular(text: str) -> bool:
    """Whether a number has one of the shapes of the decrees, through and through."""
    return bool(_REGULAR.match(text))


def mended(printed: str) -> str:
    """The number of a decree's shape that ``printed`` begins with, through misread slashes, hyphens and points; else empty.

    Only a whole number counts: running number (or none), a code of a known function, region, year.
    """
    compact = re.sub(r"\s+", "", printed.split("\t")[0])[:80]
    head = _HEAD.match(compact)
    if head is None:
        return ""
    function = _function(head["function"])
    tail = _tail(head["tail"])
    if not function or not tail:
        return ""
    parts = [function, *(as_digits(part) for part in (head["first"], head["second"]) if part)]
    kind = next((kind for kind in _TYPES if head["type"] and kind.lower() == head["type"].lower()), "")
    if head["type"] in _TYPES:
        kind = head["type"]
    return f"{_running(head['running'] or '')}/{'.'.join(parts)}{'-' + kind if kind else ''}/{tail}"


def _function(letters: str) -> str:
    return letters.upper() if letters.upper() in FUNCTIONS else _BY_SHAPE.get(skeleton(letters), "")


def _running(printed: str) -> str:
    letter = re.search(r"[.-]?[a-hA-H]$", printed) if len(printed) > 1 and printed[:-1].strip(".-") else None
    return as_digits(printed[: letter.start()]) + letter[0] if letter else as_digits(printed)


def _tail(printed: str) -> str:
    found = _TAIL.match(printed)
    if found is None:
        return ""
    year, region = as_digits(found["year"]), as_digits(found["r1"] or found["r2"] or found["r3"] or "")
    if not 1999 <= int(year) <= 2099 or (region and region not in regions()):
        return ""
    if found["secretary"]:
        pieces = ["Sek-Kab/Kota", region, *([found["u1"]] if found["u1"] else [])]
    elif found["commissioner"]:
        pieces = ["K"]
    elif found["office"]:
        month = (found["month"] or "").upper().translate(_STROKES)
        if found["month"] and month not in ROMAN_MONTHS:
            return ""
        office = next(name for name, shape in _OFFICES.items() if re.fullmatch(shape, found["office"]))
        pieces = [region, office, *([month] if month else [])]
    else:
        pieces = [region, *([found["u2"]] if found["u2"] else [])]
    return "/".join([*pieces, year])

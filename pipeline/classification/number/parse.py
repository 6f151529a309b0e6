"""Parses letter numbers: KPU's forms since 2013 and other bodies' forms, with errors of OCR and typists.

The forms (Keputusan KPU 1257/2024 Lampiran III and the decrees before it)::

    12/PL.01.4-SD/2101/2024                     letters since 2022; /SUBBAG may stand before the year
    1/TU.01.1-ND/Sek-Kab/Kota/3101/1.2/2024     internal, secretary: the slash in Kab/Kota parts nothing
    1/TU.01.1-ND/K/2024                         internal, commissioner
    3/RT.02.01-ST/3301/KPU-Kab/2023             transition
    590/PL.02.4/1906/KPU-Kab/XI/2020            2017-2021; also 929/HK.03.1-Kpt/04/KPU/V/2019
    16/Kpts/KPU-Prov-014/2013                   decisions up to 2017; also 441/Kpts/Setjen/TAHUN 2016
    4 Tahun 2024                                decisions, circulars, SOPs since 2022
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.classification.number.codes import DIGIT, FUNCTIONS, parse_code, parse_type_code
from pipeline.classification.number.pattern import is_regular, repair_by_shape
from pipeline.classification.number.regions import regions
from pipeline.language.indonesian import ROMAN_MONTHS, as_digits, edits, skeleton, within_edits

_RUNNING = re.compile(rf"^({DIGIT}{{1,6}})([.\s-]?[a-hA-H])?$")
_YEAR = re.compile(rf"^(?:tahun)?({DIGIT}{{4}})$", re.IGNORECASE)
_YEAR_FORM = re.compile(
    rf"^({DIGIT}{{1,5}}(?:[.\s]?[a-hA-H])?)\s*\.?\s+([T7][A-Za-z0-9]{{3,5}}?)\s*({DIGIT}{{2}}\s?{DIGIT}{{2}})(?![\w/])"
)
_GLUED_YEAR = re.compile(rf"^(.*?{DIGIT}{{4}})[Il|1!]({DIGIT}{{4}})$")
_GLUED_REGION = re.compile(r"^(.+-[A-Za-z]{2,3}?)[Il|1!](?=[0-9OoIl]{4}(?:[Il|1!]|$))(.+)$")
_LOST_FIRST_SLASH = re.compile(rf"^(\d{{1,4}})\s+(?=(?:{'|'.join(FUNCTIONS)})[.\s]\d\d)")
_LEFT_OVER = 4
_BY_SHAPE = 3
_UNREADABLE = 30
_BLANKS = re.compile(r"^[\s._…-]*(?=/)")


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """A number taken apart. Parts that its form does not have are empty."""

    text: str
    """The number in its own form, misreadings mended: what the register shows."""
    running: str = ""
    code: str = ""
    """The classification code as printed, in the decree's notation."""
    type_code: str = ""
    region: str = ""
    unit: str = ""
    """Subbagian, ``1``-``4``."""
    month: int = 0
    year: str = ""
    form: str = ""
    """``kode`` (with classification code), ``tahun`` (n Tahun yyyy), ``kpts``, or ``lain`` (another body's)."""
    mended: int = 0
    """How many parts were read differently from what stands there."""
    blank: bool = False
    """The running number was left open for the pen."""


def parse_number(printed: str) -> LetterNumber | None:
    """The number that ``printed`` (the text after the label ``Nomor``) begins with; None when it is none."""
    printed = printed.strip(" \t:;.,_'\"`=~«»“”‘’*()") if not _BLANKS.match(printed) else printed.strip()
    printed = re.sub(r"[‐‑‒–—−_~]", "-", printed[:200]).replace("\\", "/")
    found = _year_form(printed)
    if found:
        return found
    pieces = _pieces(printed)
    if len(pieces) < 3 and not (len(pieces) == 2 and any(char.isdigit() for char in printed)):
        return parse_by_shape(printed) or _plain(printed)
    read = _coded(pieces) or _decision(pieces)
    if read is None and (found := _salvaged(pieces)):
        read = found if found.running else parse_by_shape(printed) or found
    read = read or _other(pieces)
    if read is None or read.form == "kpts" or is_regular(read.text):
        return read
    return parse_by_shape(printed) or read


def parse_by_shape(printed: str, date: str = "", type_code: str = "") -> LetterNumber | None:
    """What cannot be parted at its slashes, read by its shape; ``date`` and ``type_code`` as in ``pattern.repair_by_shape``."""
    text = repair_by_shape(printed, date, type_code)
    number = _coded(_pieces(text)) if text else None
    return replace(number, mended=number.mended + _BY_SHAPE) if number else None


def _year_form(printed: str) -> LetterNumber | None:
    printed = re.sub(r"^(\d)\s(?=\d{1,3}\s+[T7])", r"\1", printed)
    match = _YEAR_FORM.match(printed)
    # Between two numbers TAHUN in capitals, or what begins and ends like it, may lose two letters: nothing else stands there.
    if not match or not within_edits(skeleton(match[2]), "tahun", 2 if match[2].isupper() or match[2].endswith("un") else 1):
        return None
    running, year = _running(match[1].replace(" ", "")), as_digits(match[3].replace(" ", ""))
    if not running or not _likely_year(year):
        return None
    text = f"{running} Tahun {year}"
    mended = int(running != match[1]) + int(year != match[3])
    return LetterNumber(text, running, year=year, form="tahun", mended=mended)


def _pieces(printed: str) -> list[str]:
    """What stands between the slashes, of the part that is a number: up to the first wide gap, or a word after a blank."""
    printed = printed.split("\t")[0]
    compact = re.sub(r"\s*([/-])\s*", r"\1", printed)
    compact = re.sub(r"^(\w{1,6})/{2,}(?=[A-Z]{2})", r"\1/", compact)
    compact = _LOST_FIRST_SLASH.sub(r"\1/", compact)
    compact = re.sub(r"(?<=/)(?!20)(\d{4})\s+(?=20\d\d\b)", r"\1/", compact)
    compact = re.sub(r"\s*[.,:;]+\s*(?=\d|[OoIlSsBZ][\d-])", ".", compact)
    compact = re.sub(r"(?<=[A-Z][.]0)T(?=[./-])", "7", compact)
    compact = re.sub(r"(?<=[A-Z][.]\d\d)(\d{1,2})(?=[-/])", r".\1", compact)
    compact = re.sub(r"(?<=\w)['’`](?=[\dIVX])", "/", compact)
    compact = re.sub(r"(?<=/)([A-Z]{2,4})\s+(?=\d{1,2}\b)", r"\1.", compact)
    compact = re.sub(r"(?i)\b(tahun)\s+(?=\d)", r"\1", compact)
    compact = re.sub(rf"^({DIGIT}{{1,4}})\s+(?=/)", r"\1", compact)
    compact = re.sub(r"(?<=[\d.])\s+(?=\d{2,8}/\d{4})", ".", compact)
    compact = re.sub(r"(?<=[\w.-])\s+(?=[\w.]{1,8}/[\w.-]{2})", "", compact)
    head = re.split(r"\s", compact.strip(), maxsplit=1)[0].rstrip(".,;:)'\"")
    head = re.sub(r"(?i)(sek-?kab|ses-?kab)/kota", r"\1&Kota", head)
    head = re.sub(r"(?<=Kota)(?=\d{2,4}/)", "/", head)
    head = re.sub(r"((?:KPU|Ses)-(?:Kab|Prov|Kota))(?=[IVX1l|]{1,5}/)", r"\1/", head)
    pieces: list[str] = []
    for piece in head.split("/")[:9]:
        pieces += _unglued(piece)
    return pieces


def _unglued(piece: str) -> list[str]:
    """Slashes read as a stroke (``2101I2024``, ``SDl2101``) are slashes again."""
    for pattern in (_GLUED_REGION, _GLUED_YEAR):
        match = pattern.match(piece)
        if match and len(piece) > 8:
            return [*_unglued(match[1]), *_unglued(match[2])]
    return [piece]


def _coded(pieces: list[str]) -> LetterNumber | None:
    """``running/CODE[-TYPE]/…/year``."""
    split = _code_piece(pieces)
    if split is None:
        return None
    running, code, type_code, rest = split
    number = LetterNumber("", running, code, type_code, form="kode", blank=not running)
    parts = [f"{code}-{type_code}" if type_code else code]
    if len(rest) > 2 and any(re.search("(?i)kpu|ses|set", piece) for piece in rest):
        rest = [*rest[:-2], _roman(rest[-2]), rest[-1]]
    for place, piece in enumerate(rest):
        last = place == len(rest) - 1
        number, text = _rest_piece(number, piece, last)
        parts.append(text)
    if not number.year and not number.region:
        return None
    text = "/".join([running, *parts])
    before = "/".join(pieces).replace("&", "/")
    return replace(number, text=text, mended=edits(text, before))


def _code_piece(pieces: list[str]) -> tuple[str, str, str, list[str]] | None:
    for place in (1, 0):
        if place >= len(pieces):
            continue
        piece = pieces[place]
        code, type_code = parse_code(piece)
        if code and place == 1:
            running = _running(pieces[0])
            return None if running is None else (running, code, type_code, pieces[2:])
        glued = re.match(rf"^({DIGIT}{{1,4}}?)[Il|1!]([A-Z0-9]{{2,4}}[.\s]?\d.*)$", piece)
        if glued and place == 0:
            code, type_code = parse_code(glued[2])
            if code:
                return _running(glued[1]) or "", code, type_code, pieces[1:]
        if code and place == 0 and len(pieces) > 2:
            return "", code, type_code, pieces[1:]
    return None


_INSIDE = re.compile(
    rf"({'|'.join(sorted(FUNCTIONS, key=len, reverse=True))})[-.]{{1,2}}(?=\d|.\d)({DIGIT}{{2}})(?:\.({DIGIT}{{1,2}}))?"
    r"(?:-([A-Za-z]{1,3}?))?(?=/|\d{4}\b|$)"
)


def _salvaged(pieces: list[str]) -> LetterNumber | None:
    """A code somewhere inside pieces whose borders were misread: ``SMPL.01.6-SD/2101/2022`` for ``57/PL.01.6-SD/…``."""
    joined = "/".join(pieces)
    match = _INSIDE.search(joined)
    if match is None or match.start() > 10 or joined[: match.start()].count("/") > 1:
        return None
    code = ".".join([match[1], *(as_digits(part) for part in match.groups()[1:3] if part)])
    type_code = parse_type_code(match[4] or "")
    before = joined[: match.start()]
    before = before.rstrip("/") if before.endswith("/") else re.sub(r"[Il|1!]$", "", before)
    running = _running(before.translate(str.maketrans("AT", "47")))
    rest = joined[match.end() :].strip("/").split("/")
    number = _coded([running or "", f"{code}-{type_code}" if type_code else code, *rest])
    # Something stands there for the running number that cannot be read: without it the number is none to be shown.
    return replace(number, mended=number.mended + (2 if running else _UNREADABLE), blank=False) if number else None


def _rest_piece(number: LetterNumber, piece: str, last: bool) -> tuple[LetterNumber, str]:
    """A piece after the code: region, office, subbagian, month or year."""
    year = _YEAR.match(piece)
    digits = as_digits(piece)
    if last and year and _likely_year(as_digits(year[1])):
        text = as_digits(year[1])
        return replace(number, year=text), f"TAHUN {text}" if piece.lower().startswith("tahun") else text
    if piece.upper() in ROMAN_MONTHS:
        return replace(number, month=ROMAN_MONTHS[piece.upper()]), piece.upper()
    if re.fullmatch(r"\d{4}[17]", digits) and digits[:4] in regions() and not number.region:
        return replace(number, region=digits[:4]), digits[:4]  # the slash was read as a figure, too
    if re.fullmatch(r"\d{2}|\d{4}", digits) and digits in regions() and not number.region:
        return replace(number, region=digits), digits
    if re.fullmatch(r"[1-4](\.\d)?", piece) and not last:
        return replace(number, unit=piece[0]), piece
    if re.fullmatch(r"\d{2}|\d{4}", digits) and not number.region and not re.search("[A-Z]{2}", piece):
        return replace(number, region=digits), digits
    return number, piece.replace("&", "/")


_STROKES = str.maketrans("1L|!JTYU", "IIIIIIVV")


def _roman(piece: str) -> str:
    """The Roman month that a piece is or can only be a misreading of (``X1``, ``VIl``, ``|V``), else the piece."""
    numeral = piece.upper().translate(_STROKES)
    if numeral not in ROMAN_MONTHS and piece[:1] in "1Il|!":
        numeral = numeral[1:]  # the slash before it was read twice
    return numeral if numeral in ROMAN_MONTHS else piece


def _decision(pieces: list[str]) -> LetterNumber | None:
    """``16/Kpts/KPU-Prov-014/2013``."""
    if len(pieces) < 3 or not _says_decision(pieces[1]):
        return None
    running, year = _running(pieces[0]), _YEAR.match(pieces[-1])
    if not running or not year:
        return None
    last = f"TAHUN{as_digits(year[1])}" if pieces[-1].lower().startswith("tahun") else as_digits(year[1])
    pieces = [running, "Kpts" if len(pieces[1]) == 4 else "Kpt", *pieces[2:-1], last]
    return replace(_other(pieces) or LetterNumber(""), running=running, year=as_digits(year[1]), type_code="Kpt", form="kpts")


def _says_decision(piece: str) -> bool:
    return any(within_edits(skeleton(piece), skeleton(word), 1 if len(word) == 4 else 0) for word in ("kpts", "kpt", "kep"))


def _other(pieces: list[str]) -> LetterNumber | None:
    """Another body's number: kept as it stands, provided that it looks like a number at all."""
    text = re.sub(r"(?i)(tahun)(?=\d)", r"\1 ", "/".join(pieces).replace("&", "/"))
    if not any(char.isdigit() for char in text) or not 4 <= len(text) <= 60 or not any(pieces):
        return None
    first, last = pieces[0], as_digits(re.sub(r"(?i)^tahun", "", pieces[-1]))
    year = last if re.fullmatch(r"\d{4}", last) and _likely_year(last) else ""
    month = next((ROMAN_MONTHS[piece.upper()] for piece in pieces[1:] if piece.upper() in ROMAN_MONTHS), 0)
    if year and pieces[-1].isalnum() and not pieces[-1].lower().startswith("tahun"):
        text = "/".join([*text.split("/")[:-1], year])
    if (
        year
        and len(pieces) > 2
        and not month
        and re.search("[IVXl|]", pieces[-2])
        and (numeral := _roman(pieces[-2])) != pieces[-2]
    ):
        text, month = f"/{numeral}/".join(text.rsplit(f"/{pieces[-2]}/", 1)), ROMAN_MONTHS.get(numeral, 0)
    running = first if first.isdigit() else ""
    return LetterNumber(text, running, month=month, year=year, form="lain", blank=not first)


def _plain(printed: str) -> LetterNumber | None:
    """A bare ``12`` or ``SE-12`` after the label."""
    match = re.match(r"^([A-Z]{1,5}[.-])?\d{1,5}([.-][A-Za-z0-9]+)*", printed)
    if not match or re.match(r"\d+\.\s", printed):
        return None
    if sum(char.isdigit() for char in printed[match.end() :].split("\t")[0]) >= _LEFT_OVER:
        return None  # what it begins is a longer number that could not be read
    return LetterNumber(match[0], re.sub(r"\D", "", match[0])[:5], form="lain")


def _running(piece: str) -> str | None:
    """The running number of a first piece, ``12`` or back-dated ``12.a``; empty when left open; None when it is none."""
    if not piece.strip(" .…_-"):
        return ""
    match = _RUNNING.match(piece)
    return as_digits(match[1]) + (match[2] or "") if match else None


def _likely_year(year: str) -> bool:
    return year.isdigit() and 1945 <= int(year) <= 2099

"""Letter numbers: every form of KPU's from 2013 to today, other bodies' too, through what OCR and typists do to them.

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

from pipeline.classification.regions import regions
from pipeline.indonesian import ROMAN_MONTHS, as_digits, skeleton, within_edits

TYPE_CODES: dict[str, str] = {
    "SPt": "surat perintah",
    "ST": "surat tugas",
    "ND": "nota dinas",
    "LD": "lembar disposisi",
    "MM": "memorandum",
    "SD": "surat dinas",
    "Und": "undangan",
    "NK": "nota kesepahaman",
    "PKS": "perjanjian kerja sama",
    "SU": "surat kuasa",
    "BA": "berita acara",
    "Kt": "surat keterangan",
    "SR": "surat pengantar",
    "Pu": "pengumuman",
    "Sg": "surat panggilan",
    "Rk": "rekomendasi",
    "SP": "surat peringatan",
    "LP": "laporan",
    "TI": "telaah",
    "NT": "notula",
}
"""The 20 document-type codes of Keputusan KPU 1257/2024. ``SP`` warns, ``SPt`` orders: case matters."""

OLD_TYPE_CODES = {"Kpt": "keputusan", "Kpts": "keputusan", "Kep": "keputusan", "SE": "surat edaran"}
"""Decisions and circulars still carried a code until 2021; no code of today's list is meant."""

FUNCTIONS = (
    "PP",
    "PL",
    "PY",
    "PAW",
    "PR",
    "HK",
    "ORT",
    "TU",
    "RT",
    "PK",
    "HM",
    "PUS",
    "PLB",
    "TIK",
    "PW",
    "PBJ",
    "LPSE",
    "SDM",
    "KU",
)

_D = "[0-9OoQDIl|!iSsZzBGg]"
# PL.01.8-SD: the parting point may be a blank, and only before plain digits may it be missing.
_CODE = re.compile(
    rf"^([A-Za-z0-9|!]{{2,4}}(?=[.\s])|[A-Za-z]{{2,4}}(?=\d\d))[.\s]?({_D}{{1,3}})(?:\.({_D}{{1,2}}))?(?:\.({_D}{{1,2}}))?"
    r"(?:-([A-Za-z0-9|!]{2,4}))?\.?$"
)
_RUNNING = re.compile(rf"^({_D}{{1,6}})([.\s-]?[a-hA-H])?$")
_YEAR = re.compile(rf"^(?:tahun)?({_D}{{4}})$", re.IGNORECASE)
_YEAR_FORM = re.compile(rf"^({_D}{{1,5}}(?:[.\s]?[a-hA-H])?)\s*\.?\s+([T7][A-Za-z0-9]{{3,4}})\s+({_D}{{4}})(?![\w/])")
_GLUED_YEAR = re.compile(rf"^(.*?{_D}{{4}})[Il|1!]({_D}{{4}})$")
_GLUED_REGION = re.compile(r"^(.+-[A-Za-z]{2,3}?)[Il|1!](?=[0-9OoIl]{4}(?:[Il|1!]|$))(.+)$")
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
    printed = re.sub(r"[‐‑‒–—−_]", "-", printed[:200]).replace("\\", "/")
    found = _year_form(printed)
    if found:
        return found
    pieces = _pieces(printed)
    if len(pieces) < 3 and not (len(pieces) == 2 and any(char.isdigit() for char in printed)):
        return _plain(printed)
    return _coded(pieces) or _decision(pieces) or _other(pieces)


def _year_form(printed: str) -> LetterNumber | None:
    match = _YEAR_FORM.match(printed)
    if not match or not within_edits(skeleton(match[2]), "tahun", 1):
        return None
    running, year = _running(match[1].replace(" ", "")), as_digits(match[3])
    if not running or not _likely_year(year):
        return None
    text = f"{running} Tahun {year}"
    mended = int(running != match[1]) + int(year != match[3])
    return LetterNumber(text, running, year=year, form="tahun", mended=mended)


def _pieces(printed: str) -> list[str]:
    """What stands between the slashes, of the part that is a number: up to the first wide gap, or a word after a blank."""
    printed = printed.split("\t")[0]
    compact = re.sub(r"\s*([/-])\s*", r"\1", printed)
    compact = re.sub(r"\s*[.,:;]+\s*(?=\d|[OoIl]\d)", ".", compact)
    compact = re.sub(r"(?<=[A-Z][.]\d\d)(\d{1,2})(?=[-/])", r".\1", compact)
    compact = re.sub(r"(?<=\w)['’`](?=[\dIVX])", "/", compact)
    compact = re.sub(r"(?<=/)([A-Z]{2,4})\s+(?=\d{1,2}\b)", r"\1.", compact)
    compact = re.sub(r"(?i)\b(tahun)\s+(?=\d)", r"\1", compact)
    compact = re.sub(rf"^({_D}{{1,4}})\s+(?=/)", r"\1", compact)
    compact = re.sub(r"(?<=[\d.])\s+(?=\d{2,8}/\d{4})", ".", compact)
    compact = re.sub(r"(?<=[\w.-])\s+(?=[\w.]{1,8}/[\w.-]{2})", "", compact)
    head = re.split(r"\s", compact.strip(), maxsplit=1)[0].rstrip(".,;:)'\"")
    head = re.sub(r"(?i)(sek-?kab|ses-?kab)/kota", r"\1&Kota", head)
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
    return replace(number, text=text, mended=sum(1 for one, other in zip(text, before, strict=False) if one != other))


def _code_piece(pieces: list[str]) -> tuple[str, str, str, list[str]] | None:
    for place in (1, 0):
        if place >= len(pieces):
            continue
        piece = pieces[place]
        code, type_code = read_code(piece)
        if code and place == 1:
            running = _running(pieces[0])
            return None if running is None else (running, code, type_code, pieces[2:])
        glued = re.match(rf"^({_D}{{1,4}}?)[Il|1!]([A-Z0-9]{{2,4}}[.\s]?\d.*)$", piece)
        if glued and place == 0:
            code, type_code = read_code(glued[2])
            if code:
                return _running(glued[1]) or "", code, type_code, pieces[1:]
        if code and place == 0 and len(pieces) > 2:
            return "", code, type_code, pieces[1:]
    return None


def _rest_piece(number: LetterNumber, piece: str, last: bool) -> tuple[LetterNumber, str]:
    """A piece after the code: region, office, subbagian, month or year."""
    year = _YEAR.match(piece)
    digits = as_digits(piece)
    if last and year and _likely_year(as_digits(year[1])):
        text = as_digits(year[1])
        return replace(number, year=text), f"TAHUN {text}" if piece.lower().startswith("tahun") else text
    if piece.upper() in ROMAN_MONTHS:
        return replace(number, month=ROMAN_MONTHS[piece.upper()]), piece.upper()
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
    return numeral if numeral in ROMAN_MONTHS else piece


def _decision(pieces: list[str]) -> LetterNumber | None:
    """``16/Kpts/KPU-Prov-014/2013``."""
    if len(pieces) < 3 or not _says_decision(pieces[1]):
        return None
    running, year = _running(pieces[0]), _YEAR.match(pieces[-1])
    if not running or not year:
        return None
    pieces = [running, "Kpts" if len(pieces[1]) == 4 else "Kpt", *pieces[2:]]
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
    running = first if first.isdigit() else ""
    return LetterNumber(text, running, month=month, year=year, form="lain", blank=not first)


def _plain(printed: str) -> LetterNumber | None:
    """A bare ``12`` or ``SE-12`` after the label."""
    match = re.match(r"^([A-Z]{1,5}[.-])?\d{1,5}([.-][A-Za-z0-9]+)*", printed)
    if not match or re.match(r"\d+\.\s", printed):
        return None
    return LetterNumber(match[0], re.sub(r"\D", "", match[0])[:5], form="lain")


def _running(piece: str) -> str | None:
    """The running number of a first piece, ``12`` or back-dated ``12.a``; empty when left open; None when it is none."""
    if not piece.strip(" .…_-"):
        return ""
    match = _RUNNING.match(piece)
    return as_digits(match[1]) + (match[2] or "") if match else None


def _likely_year(year: str) -> bool:
    return year.isdigit() and 1945 <= int(year) <= 2099


def read_code(piece: str) -> tuple[str, str]:
    """``PL.01.4-SD`` → (``PL.01.4``, ``SD``), mending what can only be misread. Both empty when it is no KPU code."""
    match = _CODE.match(piece)
    if not match:
        return "", ""
    function = _function(match[1])
    if not function:
        return "", ""
    parts = [re.sub(r"^00(?=\d)", "0", as_digits(part)) for part in match.groups()[1:4] if part]
    if len(parts[0]) > 2:
        return "", ""
    return ".".join([function, *parts]), read_type(match[5] or "")


def _function(letters: str) -> str:
    """The function code that these letters are, or can only be a misreading of."""
    if letters.upper() in FUNCTIONS:
        return letters.upper()
    alike = [code for code in FUNCTIONS if skeleton(code) == skeleton(letters)]
    return alike[0] if len(alike) == 1 else ""


_TYPE_SHAPES = {skeleton(code): code for code in [*TYPE_CODES, *OLD_TYPE_CODES]}


def read_type(letters: str) -> str:
    """The type code that these letters are, or can only be a misreading of; otherwise the letters themselves."""
    if letters in TYPE_CODES or letters in OLD_TYPE_CODES:
        return letters
    if letters in {"SPT", "Spt", "SPl", "SPI", "SP1", "SPf", "SP7"}:
        return "SPt"
    by_case = [code for code in [*TYPE_CODES, *OLD_TYPE_CODES] if code.lower() == letters.lower()]
    if len(by_case) == 1:
        return by_case[0]
    return _TYPE_SHAPES.get(skeleton(letters), letters)

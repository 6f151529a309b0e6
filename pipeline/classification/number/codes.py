"""Class and type codes inside a KPU letter number, corrected for OCR errors."""

from __future__ import annotations

import re

from pipeline.language.indonesian import as_digits, skeleton

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
    *("PP", "PL", "PY", "PAW"),
    *("PR", "HK", "ORT", "TU", "RT", "PK", "HM", "PUS", "PLB", "TIK", "PW", "PBJ", "LPSE", "SDM", "KU"),
)
"""The 19 functions that a code begins with."""

DIGIT = "[0-9OoQDIl|!iSs$ZzBGg]"
"""A digit, or what OCR makes of one."""

# PL.01.8-SD: the parting point may be a blank, and only before plain digits may it be missing.
_CODE = re.compile(
    rf"^([A-Za-z0-9|!]{{2,4}}(?=[.\s])|[A-Za-z]{{2,4}}(?=\d\d))[.\s]?({DIGIT}{{1,3}})(?:\.(?!S[DTP]\b)({DIGIT}{{1,2}}))?(?:\.(?=\d|.\d)({DIGIT}{{1,2}}))?"
    r"(?:-([A-Za-z0-9|!]{2,4}))?\.?$"
)


def parse_code(piece: str) -> tuple[str, str]:
    """``PL.01.4-SD`` → (``PL.01.4``, ``SD``), mending what can only be misread. Both empty when it is no KPU code."""
    match = _CODE.match(piece)
    if not match:
        return "", ""
    function = _function(match[1])
    if not function:
        return "", ""
    parts = [_two_digits(part) for part in match.groups()[1:4] if part]
    if len(parts[0]) > 2:
        return "", ""
    return ".".join([function, *parts]), parse_type_code(match[5] or "")


def _two_digits(part: str) -> str:
    """A part of a code, without the stroke or second zero that OCR adds to it: ``01l`` and ``0O1`` are 01."""
    digits = as_digits(part)
    if len(digits) == 3 and not part[2].isdigit():
        return digits[:2]
    return re.sub(r"^00(?=\d)", "0", digits)


def _function(letters: str) -> str:
    """The function code that these letters are, or can only be a misreading of."""
    if letters.upper() in FUNCTIONS:
        return letters.upper()
    alike = [code for code in FUNCTIONS if skeleton(code) == skeleton(letters)]
    return alike[0] if len(alike) == 1 else ""


_TYPE_SHAPES = {skeleton(code): code for code in [*TYPE_CODES, *OLD_TYPE_CODES]}


def parse_type_code(letters: str) -> str:
    """The type code that these letters are, or can only be a misreading of; otherwise the letters themselves."""
    if letters in TYPE_CODES or letters in OLD_TYPE_CODES:
        return letters
    if letters in {"SPT", "Spt", "SPl", "SPI", "SP1", "SPf", "SP7"}:
        return "SPt"
    by_case = [code for code in [*TYPE_CODES, *OLD_TYPE_CODES] if code.lower() == letters.lower()]
    if len(by_case) == 1:
        return by_case[0]
    return _TYPE_SHAPES.get(skeleton(letters), letters)

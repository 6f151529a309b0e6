"""The document type: from the type code in the number, the heading, or the structure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.classification import reasons
from pipeline.classification.layout.lines import Line
from pipeline.classification.layout.parts import is_body
from pipeline.classification.number.codes import OLD_TYPE_CODES, TYPE_CODES
from pipeline.classification.number.parse import LetterNumber
from pipeline.language.indonesian import skeleton, within_edits

_CODES = {name: code for code, name in TYPE_CODES.items()}

# Heading as printed → kind. Longer headings first, so that "surat perintah tugas" is not taken for "surat perintah".
HEADINGS: dict[str, str] = {
    "KEPUTUSAN": "keputusan",
    "PERATURAN": "peraturan",
    "UNDANG-UNDANG": "undang-undang",
    "INSTRUKSI": "instruksi",
    "SURAT EDARAN": "surat edaran",
    "EDARAN": "surat edaran",
    "STANDAR OPERASIONAL PROSEDUR": "standar operasional prosedur",
    "STANDAR OPERASIONAL DAN PROSEDUR": "standar operasional prosedur",
    "STANDARD OPERATING PROCEDURE": "standar operasional prosedur",
    "PROSEDUR OPERASIONAL STANDAR": "standar operasional prosedur",
    "BERITA ACARA": "berita acara",
    "PENGUMUMAN": "pengumuman",
    "SURAT PERINTAH TUGAS": "surat tugas",
    "SURAT PERINTAH": "surat perintah",
    "SURAT TUGAS": "surat tugas",
    "SURAT KETERANGAN": "surat keterangan",
    "SURAT PENGANTAR": "surat pengantar",
    "SURAT KUASA": "surat kuasa",
    "SURAT PANGGILAN": "surat panggilan",
    "SURAT PERINGATAN": "surat peringatan",
    "SURAT UNDANGAN": "undangan",
    "SURAT PERNYATAAN": "surat pernyataan",
    "SURAT REKOMENDASI": "rekomendasi",
    "REKOMENDASI": "rekomendasi",
    "UNDANGAN": "undangan",
    "NOTA DINAS": "nota dinas",
    "NOTA KESEPAHAMAN": "nota kesepahaman",
    "MEMORANDUM OF UNDERSTANDING": "nota kesepahaman",
    "KESEPAKATAN BERSAMA": "nota kesepahaman",
    "PERJANJIAN KERJA SAMA": "perjanjian kerja sama",
    "MEMORANDUM": "memorandum",
    "LEMBAR DISPOSISI": "lembar disposisi",
    "TELAAHAN STAF": "telaah",
    "TELAAHAN": "telaah",
    "TELAAH": "telaah",
    "NOTULA": "notula",
    "NOTULEN": "notula",
    "RISALAH": "notula",
    "LAPORAN": "laporan",
    "SIARAN PERS": "siaran pers",
    "FORMULIR": "formulir",
    "DAFTAR HADIR": "daftar hadir",
    "KERANGKA ACUAN KERJA": "kerangka acuan kerja",
    "DECISION": "keputusan",
    "DECREE": "keputusan",
    "REGULATION": "peraturan",
    "CIRCULAR": "surat edaran",
    "CIRCULAR LETTER": "surat edaran",
    "MINUTES": "notula",
    "ANNOUNCEMENT": "pengumuman",
    "INVITATION": "undangan",
    "LETTER OF INVITATION": "undangan",
    "LETTER OF ASSIGNMENT": "surat tugas",
    "ASSIGNMENT LETTER": "surat tugas",
    "CERTIFICATE": "surat keterangan",
    "POWER OF ATTORNEY": "surat kuasa",
    "STATEMENT LETTER": "surat pernyataan",
    "LETTER OF RECOMMENDATION": "rekomendasi",
    "COOPERATION AGREEMENT": "perjanjian kerja sama",
    "INTEROFFICE MEMORANDUM": "memorandum",
    "REPORT": "laporan",
    "PRESS RELEASE": "siaran pers",
    "ATTENDANCE LIST": "daftar hadir",
    "TERMS OF REFERENCE": "kerangka acuan kerja",
}
KINDS: tuple[str, ...] = tuple(sorted({*HEADINGS.values(), *TYPE_CODES.values(), *OLD_TYPE_CODES.values()}))
"""Every kind of paper that is known: all that ``detect_document_type`` ever answers."""
# These words also begin ordinary lines; as a heading they stand alone or before "NOMOR".
_ALONE = {"UNDANGAN", "REKOMENDASI", "EDARAN", "MEMORANDUM", "TELAAH", "TELAAHAN", "RISALAH", "UNDANG-UNDANG", "FORMULIR"}
_ALONE |= {"INVITATION", "REPORT", "CERTIFICATE", "CIRCULAR", "ANNOUNCEMENT", "DECISION", "REGULATION"}
_MODEL = re.compile(r"^\W*(FORMULIR\s+)?MODEL\s+[A-F][\w.]*[-.\s]", re.IGNORECASE)
_SOP_TABLE = re.compile(r"\b(nomor|judul|nama)\s+[s5][o0]p\b", re.IGNORECASE)
_SEARCHED = 60


@dataclass(frozen=True, slots=True)
class DetectedType:
    """A kind of paper, how sure, why, and the heading's place if a heading told it."""

    name: str
    code: str
    confidence: float
    reason: str
    heading: int | None = None
    """Index of the heading's line."""


def detect_document_type(lines: Sequence[Line], number: LetterNumber | None, subject: str, is_letter: bool) -> DetectedType:
    """The kind of this paper. ``is_letter``: it has the head of a letter (Nomor, Hal, Yth.)."""
    heading = find_type_heading(lines)
    type_code = number.type_code if number else ""
    by_code = TYPE_CODES.get(type_code) or OLD_TYPE_CODES.get(type_code, "")
    if by_code and heading and heading[1] != by_code and not _agree(by_code, heading[1]):
        # A heading is set in capitals and read well; two small letters in a number are not.
        name = heading[1]
        return DetectedType(name, _CODES.get(name, ""), 0.75, reasons.HEADING_AGAINST_CODE(name=name, code=type_code), heading[0])
    if by_code:
        sure = 0.99 if heading else 0.95
        return DetectedType(
            by_code,
            type_code if type_code in TYPE_CODES else "",
            sure,
            reasons.TYPE_IN_NUMBER(code=type_code),
            heading[0] if heading else None,
        )
    if heading:
        return DetectedType(heading[1], _CODES.get(heading[1], ""), 0.97, reasons.HEADING, heading[0])
    if number and number.form == "kpts":
        return DetectedType("keputusan", "", 0.9, reasons.FORM_OF_DECISION)
    if is_letter and _invites(subject):
        return DetectedType("undangan", "Und", 0.9, reasons.INVITES)
    by_subject = _misread_type(type_code, subject) if is_letter else ""
    if by_subject:
        return DetectedType(TYPE_CODES[by_subject], by_subject, 0.7, reasons.SUBJECT_AND_CODE(code=type_code))
    if is_letter:
        return DetectedType("surat dinas", "SD", 0.9, reasons.LETTER)
    return DetectedType("", "", 0.0, reasons.NO_KIND)


def _invites(subject: str) -> bool:
    words = re.findall(r"\w+", skeleton(subject))[:2]
    if words and within_edits(words[0], skeleton("invitation"), 1):
        return True
    return any(within_edits(word, skeleton("undangan"), 1) for word in words[: 2 if words[:1] == ["surat"] else 1])


_SAYS = {"panggilan": "Sg", "peringatan": "SP", "teguran": "SP", "pengantar": "SR", "rekomendasi": "Rk"}


def _misread_type(printed: str, subject: str) -> str:
    """The type code of which a letter's number keeps but the first letter, told by its subject; else empty."""
    first = next(iter(re.findall(r"[^\W\d_]+", subject.lower())), "")
    code = _SAYS.get(first, "")
    return code if code and printed and printed[:1].upper() == code[0].upper() and within_edits(printed, code, 1) else ""


def _agree(by_code: str, by_heading: str) -> bool:
    """Pairs that name one paper twice: an assignment letter is an order, an invitation goes out as a letter."""
    return {by_code, by_heading} in (
        {"surat tugas", "surat perintah"},
        {"surat dinas", "undangan"},
        {"surat dinas", "surat undangan"},
    )


def find_type_heading(lines: Sequence[Line]) -> tuple[int, str] | None:
    """(index of the line, kind) of the heading that names the kind, if there is one near the top."""
    top = [(index, line) for index, line in enumerate(lines[:_SEARCHED])]
    for index, line in top:
        # What a stamp left beside the heading is parted from it by a wide gap.
        name = _heading(line.text) or _heading(line.text.split("\t")[0])
        if name:
            return index, name
        if _SOP_TABLE.search(line.text):
            return index, "standar operasional prosedur"
        if _MODEL.match(line.text):
            return index, "formulir"
        if is_body(line.text):
            return None
    return None


def _heading(text: str) -> str:
    text = re.sub(r"^\W*(SALINAN|LAMPIRAN\s*:?)\W+", "", text.strip(" \t.,:;|_-–—'\"*"))
    letters = [char for char in text if char.isalpha()]
    if not 5 <= len(letters) <= 110:
        return ""
    capitals = sum(char.isupper() for char in letters) / len(letters)
    if re.match(r"^(\w\s){4,}\w\b", text):  # B E R I T A  A C A R A
        text = text.replace(" ", "")
    shape = _shape(text)
    for heading, (kind, wanted) in _HEADINGS.items():
        most = 0 if len(wanted) < 7 else 1 if len(wanted) < 11 else 2
        alone = within_edits(shape, wanted, most)
        if alone and (capitals > 0.7 or text.istitle()):
            return kind
        if capitals < 0.7 or heading in _ALONE or heading == "LAPORAN":
            continue
        rest = text[len(heading) :]
        if within_edits(shape[: len(wanted)], wanted, min(most, 1)) and not rest[:1].isalpha():
            return kind
    if capitals > 0.8 and re.match(r"(LAPORAN|UNDANG-UNDANG|REKOMENDASI|TELAAH)\b", text):
        return HEADINGS[re.match(r"[A-Z-]+", text)[0]]  # type: ignore[index]  # it has just matched
    return ""


def names_type_only(text: str) -> bool:
    """Whether a heading names the kind and nothing else: ``SURAT PERINTAH TUGAS``, ``NOTULEN RAPAT``."""
    shape = re.sub(f"{_shape('RAPAT')}$", "", _shape(text))
    return any(within_edits(shape, wanted, 1 if len(wanted) < 11 else 2) for _, wanted in _HEADINGS.values())


def _shape(text: str) -> str:
    return skeleton(re.sub(r"[^\w]", "", text))


_HEADINGS = {heading: (kind, _shape(heading)) for heading, kind in HEADINGS.items()}

"""Chooses date, place and signatory: those that belong to the signature, not the first on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from pipeline.classification import reasons
from pipeline.classification.fields.dates import DateMatch, find_dates, find_spelled_date, month_without_day
from pipeline.classification.layout import english_letters
from pipeline.classification.layout.evidence import Evidence, FoundValue
from pipeline.classification.layout.lines import Line
from pipeline.classification.layout.parts import LetterParts, is_label
from pipeline.classification.number.parse import LetterNumber
from pipeline.language.indonesian import DAYS, fold, month
from pipeline.language.phrases import day_text

_PLACE = re.compile(
    r"^\W*([A-Z][A-Za-z.'-]+(?:\s[A-Z][A-Za-z.'-]+){0,3}?)(?:\s?[,.;]\s*(?:(?i:tanggal|tgl)\b\W*)?|\s(?i:tanggal|tgl)\b\W*)$"
)
_PLACE_BESIDE = re.compile(r"\s([A-Z][A-Za-z.'-]+(?:\s[A-Z][A-Za-z.'-]+){0,2})\s?,\s*(?:(?i:tanggal|tgl)\b\W*)?$")
_DAY_ALONE = re.compile(r"(?:[A-Za-z]\s?,|\b(?i:tanggal)\s?:?)\s*[0-3]?\d$")
_NO_YEAR = re.compile(r"\b\d{1,2}\s+([A-Za-z]{3,10})\W*$")
MADE_AT = re.compile(
    r"\b(di|d)(tetapkan|keluarkan|buat|umumkan|sahkan|tandatangani)\s+d[il1]\s*[:.]?\s*([A-Z][A-Za-z.' -]{2,40})?", re.IGNORECASE
)
_ON_DATE = re.compile(
    r"(?:^|\t)\W*(?:p[ao0]d[ao0]\s+)?(?:tangga[l1I|]|tgl)(?:\W{1,3}surat)?\W{0,8}(?:[1Il|!]\W{1,3})?$", re.IGNORECASE
)
# "terima kasih" closes half of all letters, right above the place and date of those that are dated at their end.
_ON = re.compile(r"(?i)p[ao0]d[ao0]\s")
_RECEIVED = re.compile(r"(?i)\b(di)?terima\b(?!\s+kasih)|\bagenda\b|\bdisposisi\b|\bditeruskan\b|\bmasuk\b|\breceived\b")
_STAMP_LENGTH = 45
_RANGE = re.compile(
    r"(?i)\bberlaku|sampai\s+dengan|\bs\.?\s?d\.?\b|paling\s+lambat|selambat|sejak|mulai|jatuh\s+tempo|hari\s*[/:,]"
)
_REFERS = re.compile(r"(?i)(tanggal|tertanggal|tgl\.?)\W*$")
_PROMULGATED = re.compile(r"(?i)diundangkan")
_BY_HEAD = {"surat dinas", "undangan", "nota dinas", "surat pengantar", "memorandum", "surat panggilan", ""}
_ON_THIS_DAY = re.compile(r"(?i)\bhar[il1]\s+in[il1]\b|^\W*pada\s+hari\b")
_ON_A_DAY = re.compile(
    rf"(?i)\bpada\s+hari\s+(?:{'|'.join(DAYS)}|jum'at)\b|^\W*pada\s+tanggal\b|^\W*(?:{'|'.join(DAYS)}|jum'at)\W+tanggal\b"
)
"""How the first sentence of minutes may begin instead."""
_DATED_IN_WORDS = {"berita acara", "nota kesepahaman", "perjanjian kerja sama"}
_BY_MEETING = {"notula", "laporan", "berita acara", "daftar hadir"}
_NO_PLACES = {"tanggal", "tgl", "pada tanggal", "pada", *DAYS, "jum'at", "ahad", "date", "dated", *english_letters.DAYS}
_LEAST = 0.5
_EITHER_WAY = 0.2
"""Less sure of figures that Americans read the other way round."""
_SOP_ROW = re.compile(r"(?i)(?:tanggal|tgl\.?)\s+(pengesahan|efektif|revisi|pembuatan)")
# In a narrow column "Tanggal" stands on a line of its own above.
_SOP_ROW_GOES_ON = re.compile(r"(?i)(?:^|\t)\W*(pengesahan|efektif|revisi|pembuatan)\b")
_SOP_DATES = {"pengesahan": 0.95, "efektif": 0.85, "revisi": 0.6, "pembuatan": 0.8}


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    why: reasons.Ending
    found: DateMatch
    line: Line
    index: int


def find_signing_date(anatomy: LetterParts, kind: str, parts: LetterNumber | None) -> FoundValue:
    """The signing date as ISO date. Empty below a confidence of 0.5, with the reason."""
    candidates = [*_spelled(anatomy, kind), *_printed(anatomy, kind)]
    if not candidates:
        return _no_date(anatomy)
    year = parts.year if parts else ""
    judged = [(_agreeing(candidate, year), -candidate.index, candidate) for candidate in candidates]
    score, _, best = max(judged, key=lambda item: item[:2])
    spot = Evidence.of(best.line, best.found.start, best.found.end)
    if score < _LEAST:
        return FoundValue("", score, reasons.OTHER_DATE(date=day_text(best.found.iso)), spot)
    return FoundValue(best.found.iso, round(min(score, 0.99), 3), best.why(date=day_text(best.found.iso)), spot)


def _agreeing(candidate: _Candidate, year: str) -> float:
    if not year:
        return candidate.score
    return candidate.score + (0.03 if candidate.found.iso.startswith(year) else -0.25)


def _spelled(anatomy: LetterParts, kind: str) -> Iterator[_Candidate]:
    for index, line in enumerate(anatomy.lines[: anatomy.appendix]):
        match = _ON_THIS_DAY.search(line.text) or (_ON_A_DAY.search(line.text) if kind in _DATED_IN_WORDS else None)
        if not match:
            continue
        joined = " ".join([line.text[match.start() :], *(other.text for other in anatomy.lines[index + 1 : index + 5])])
        found = find_spelled_date(joined)
        if found:
            shifted = DateMatch(found.iso, match.start(), len(line.text), found.how)
            yield _Candidate(0.96 if kind in _DATED_IN_WORDS else 0.7, reasons.ON_THIS_DAY, shifted, line, index)
        return


def _printed(anatomy: LetterParts, kind: str) -> Iterator[_Candidate]:
    for index, line in enumerate(anatomy.lines):
        if not any(char.isdigit() for char in line.text) and not re.search(r"[OoIlSs]{2}", line.text):
            continue
        text = line.text + _rest_below(anatomy, index)
        for found in find_dates(text):
            score, why = _judge(anatomy, kind, index, line, found)
            if anatomy.english and found.may_be_month_first(text):
                score, why = score - _EITHER_WAY, reasons.DAY_FIRST
            yield _Candidate(score, why, found, line, index)


def _rest_below(anatomy: LetterParts, index: int) -> str:
    """What a date in the narrow right column has on the next line: ``…, 14 September`` over ``2026``, ``…, 14`` over the rest."""
    line = anatomy.lines[index]
    named = _NO_YEAR.search(line.text)
    if named and month(named[1]) is not None:
        wanted = r"()((?:19|20)\d\d)\W*$"
    elif _DAY_ALONE.search(line.text):
        wanted = r"([A-Za-z]{3,10})\s+((?:19|20)\d\d)\W*$"
    else:
        return ""
    for below in anatomy.lines[index + 1 : index + 3]:
        rest = re.search(rf"(?:^|\t)\W*{wanted}", below.text)
        if rest is None or (rest[1] and month(rest[1]) is None):
            continue
        if below.y < 0 or below.x_at(rest.start(2)) > (line.x0 + 0.3 if index < anatomy.head_end else 0.4):
            return f" {rest[1]} {rest[2]}"
    return ""


def _judge(anatomy: LetterParts, kind: str, index: int, line: Line, found: DateMatch) -> tuple[float, reasons.Ending]:
    before = line.text[: found.start]
    segment = before.rsplit("\t", 1)[-1] if before.rstrip("\t") else before
    segment = english_letters.WEEKDAY.sub("", segment)
    above = anatomy.lines[index - 1].text if index else ""
    stamped = len(above) < _STAMP_LENGTH and _RECEIVED.search(above) and not MADE_AT.search(above)
    if _RECEIVED.search(line.text) or (stamped and not _names_place(segment)):
        return 0.1, reasons.RECEIVED
    sop = _SOP_ROW.search(line.text) or (_SOP_ROW_GOES_ON.search(line.text) if kind == "standar operasional prosedur" else None)
    if sop:
        return _SOP_DATES[sop[1].lower()], partial(reasons.SOP_DATE, word=sop[1].title())
    late = 0.3 if index >= anatomy.appendix else 0.0
    in_head = index < anatomy.head_end
    if _PROMULGATED.search(above) or _PROMULGATED.search(line.text):
        return 0.45, reasons.PROMULGATED
    higher = anatomy.lines[index - 2].text if index > 1 and len(above) < _STAMP_LENGTH else ""
    if any(MADE_AT.search(told) for told in (above, before, higher)):
        return 0.97 - late, reasons.SET_ON
    if _names_place(segment):
        if in_head:
            return (0.97 if kind in _BY_HEAD else 0.8) - late, reasons.PLACE_AND_DATE
        return (0.85 if kind not in _BY_HEAD else 0.7) - late, reasons.ABOVE_SIGNATURE
    if (on_date := _ON_DATE.search(before)) and _ends_line(line, found):
        if in_head and _is_row(on_date[0], kind):
            return 0.9 - late, reasons.DATE_IN_HEAD
        # A line of running text may begin with "tanggal", too; the signature stands in the right half.
        signed = kind not in _BY_HEAD and not in_head and (line.y < 0 or line.x0 > 0.35)
        return (0.8 if signed else 0.4) - late, reasons.ON_DATE
    if in_head and english_letters.DATE_ROW.search(before):
        return 0.9, reasons.DATE_ROW
    if anatomy.english and english_letters.REFERS.search(segment):
        return 0.3, reasons.REFERRED_TO
    beside = _PLACE_BESIDE.search(segment)
    if in_head and beside and is_label(line.text):
        return 0.93, reasons.PLACE_AND_DATE
    if kind in _BY_MEETING and re.search(r"(?i)hari\s*[/,]\s*tanggal", before) and in_head:
        return 0.7, reasons.DAY_AND_DATE
    apart = segment.strip(" :.,") or (not segment.strip() and is_label(line.text))
    told = segment if in_head and "\t" in before and apart else before
    if _RANGE.search(told) or _REFERS.search(told) or re.search(r"(?i)\bnomor\b", told):
        return 0.3, reasons.REFERRED_TO
    if not segment.strip(" :.,") and in_head and _ends_line(line, found):
        return 0.75 if kind in _BY_HEAD else 0.6, reasons.ALONE_IN_HEAD
    if re.match(r"^\W*[A-Z][\w.\s]{2,40}[,.]?\s*$", segment) and len(segment) < 45 and _ends_line(line, found):
        return (0.8 if in_head and kind in _BY_HEAD else 0.65) - late, reasons.WITH_PLACE
    return 0.25, reasons.IN_TEXT


def _is_row(label: str, kind: str) -> bool:
    """Whether ``Tanggal`` is a label here. In the head of an order ``pada tanggal`` belongs to what it orders, and a line that
    goes on with ``tanggal`` to what it cites.
    """
    if re.search("[:;=\t]", label):
        return kind in _BY_HEAD or not _ON.search(label)
    return label.strip()[:1].isupper() and (kind in _BY_HEAD or not _ON.search(label))


def _names_place(segment: str) -> bool:
    """Whether a place stands right before the date: ``Kijang,``, ``Kijang, tanggal``; ``Kamis,`` and ``Tgl.`` are none."""
    match = _PLACE.match(segment)
    return match is not None and fold(match[1]).strip(".") not in _NO_PLACES


def _ends_line(line: Line, found: DateMatch) -> bool:
    return len(line.text[found.end :].split("\t")[0].strip(" .,;:|")) < 3


def _no_date(anatomy: LetterParts) -> FoundValue:
    for line in (*anatomy.lines[: anatomy.head_end], *anatomy.lines[-60:]):
        open_day = month_without_day(line.text)
        if open_day:
            return FoundValue("", 0.0, reasons.DAY_LEFT_OPEN(month=open_day), Evidence.of(line))
    return FoundValue(reason=reasons.NO_DATE)


def find_place(anatomy: LetterParts, signed: FoundValue) -> FoundValue:
    """Where the paper was made: before the signing date, or after ``Ditetapkan di``."""
    for line in reversed(anatomy.lines[: anatomy.appendix]):
        match = MADE_AT.search(line.text)
        if match and match[3] and len(match[3].split()) <= 4:
            return FoundValue(
                _place_name(match[3]),
                0.95,
                reasons.AFTER_WORDS(words=match[0][: match.start(3) - match.start()].strip()),
                Evidence.of(line),
            )
    if not signed.value:
        return FoundValue(reason=reasons.NO_PLACE)
    for index, line in enumerate(anatomy.lines[: anatomy.appendix]):
        for found in find_dates(line.text + _rest_below(anatomy, index)):
            if found.iso != signed.value:
                continue
            segment = line.text[: found.start].rsplit("\t", 1)[-1]
            match = _PLACE.match(segment) or (_PLACE_BESIDE.search(segment) if is_label(line.text) else None)
            if match and match[1].lower() not in _NO_PLACES:
                return FoundValue(_place_name(match[1]), 0.95, reasons.BEFORE_DATE, Evidence.of(line, 0, found.start))
    return FoundValue(reason=reasons.NO_PLACE)


def _place_name(text: str) -> str:
    name = " ".join(text.split()).strip(" .,;:")
    return name.title() if name.isupper() else name

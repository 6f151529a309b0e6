"""Reading → Proposal: type, class and other fields, each with confidence and reason. It decides nothing.

Rules kept here, each once: a printed code of the scheme is taken; an unknown one is a warning with the nearest codes, never a
rejection; papers whose kind carries no code (Keputusan KPU 1257/2024 Lampiran III B.1) are classed by the words of the scheme's
names; a letter's *Sifat* may raise the access level and never lowers it; a class proposed as exempt stays proposed as exempt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.classification import class_reasons
from pipeline.classification import reasons as texts
from pipeline.classification.class_choice import ClassChoice, choose_class
from pipeline.classification.facts import LetterFacts, read_letter
from pipeline.classification.layout.evidence import FoundValue
from pipeline.classification.scheme.scheme import Scheme, SchemeRow
from pipeline.document import EXEMPT, MOST_POSTDATED, AccessLevel, Category, Proposal, Reason
from pipeline.document.facts import Facts
from pipeline.document.pages import Reading, TextSource
from pipeline.language.phrases import day_text

if TYPE_CHECKING:
    from pipeline.home import Config


@dataclass(frozen=True)
class Office:
    """The office that keeps the papers."""

    name: str = "Komisi Pemilihan Umum Kabupaten Bintan"
    region: str = "2101"
    place: str = ""
    """Where its papers are made. Empty: not confirmed by the office."""
    units: dict[int, str] = field(
        default_factory=lambda: {
            1: "Subbagian Keuangan, Umum, dan Logistik",
            2: "Subbagian Teknis Penyelenggaraan Pemilu dan Hukum",
            3: "Subbagian Perencanaan, Data, dan Informasi",
            4: "Subbagian Partisipasi, Hubungan Masyarakat, dan SDM",
        }
    )
    """Subbagian codes of a county office (Keputusan KPU 1257/2024)."""

    @classmethod
    def of(cls, config: Config) -> Office:
        """The office that a home's settings tell of."""
        office = cls(name=config.office, region=config.region, place=config.place)
        return replace(office, units=dict(config.units)) if config.units else office


# Which unit does the work of a class. The longest matching beginning counts. Our reading of the units' names; no rule says it.
UNIT_OF_CODE: dict[str, int] = {
    "KU": 1,
    "RT": 1,
    "TU": 1,
    "PBJ": 1,
    "LPSE": 1,
    "PK": 1,
    "PP.08": 1,
    "PP.09": 1,
    "PY.01.2": 1,
    "PY.01.3": 1,
    "PL": 2,
    "PY": 2,
    "PAW": 2,
    "HK": 2,
    "PP.03": 2,
    "PW": 2,
    "PR": 3,
    "TIK": 3,
    "PP.01": 3,
    "PP.07": 3,
    "PL.01.2": 3,
    "PL.02.1": 3,
    "HM": 4,
    "SDM": 4,
    "ORT": 4,
    "PUS": 4,
    "PLB": 4,
    "PP.02": 4,
    "PP.04": 4,
    "PP.05": 2,
    "PP.06": 4,
}

# Kinds without a code, whose category is known from the kind itself.
CATEGORY_OF_KIND: dict[str, tuple[Category, str]] = {
    "keputusan": (Category.SETIAP_SAAT, class_reasons.DECISIONS),
    "peraturan": (Category.SETIAP_SAAT, class_reasons.POLICIES),
    "surat edaran": (Category.SETIAP_SAAT, class_reasons.POLICIES),
    "instruksi": (Category.SETIAP_SAAT, class_reasons.POLICIES),
    "standar operasional prosedur": (Category.SETIAP_SAAT, class_reasons.PROCEDURES),
}


# What a paper of this kind is filed under when its words say nothing: (chairman's, secretary's).
def propose(
    reading: Reading, scheme: Scheme, office: Office | None = None, file_name: str = "", *, received: date | None = None
) -> Proposal:
    """What the machine proposes for this paper, each field with its confidence (0 to 1) and its reasons.

    Args:
        reading: what the paper says.
        scheme: from which the code is chosen.
        office: that keeps the paper.
        file_name: stands in for a title when the paper has none.
        received: the day on which the paper came in; today unless given. A paper dated long after it is not believed.

    Never raises, whatever the reading holds.
    """
    office = office or Office()
    letter = read_letter(reading, file_name)
    fields: dict[str, FoundValue] = {
        "title": _title(letter, file_name),
        "number": letter.number,
        "date": _believed_date(letter.date, received or date.today()),
        "document_type": letter.fields()["document_type"],
        "document_type_code": _type_code(letter),
        "code_printed": letter.code_printed,
        "issuer": letter.signatory,
        "place_made": _place(letter, office),
        "form": _form(reading),
    }
    guess = choose_class(letter, scheme, fields["title"].value, reading)
    row = guess.row
    fields["code"] = FoundValue(row.code if row else "", guess.confidence if row else 0.0, guess.reasons[0], guess.spot)
    fields["scheme_version"] = FoundValue(scheme.version, 1.0, class_reasons.SCHEME(version=scheme.version))
    fields["category"] = _category(letter, guess)
    fields["access_level"] = _access_level(letter, row)
    fields["holding_unit"] = _unit(letter, row, office)
    reasons = [Reason(name, found.reason, found.spot.page, found.spot.boxes) for name, found in fields.items()]
    reasons += [Reason("code", text) for text in guess.reasons[1:]]
    values = {name: str(found.value) for name, found in fields.items()}
    return Proposal(Facts(**values), {name: round(found.confidence, 3) for name, found in fields.items()}, tuple(reasons))


def _title(letter: LetterFacts, file_name: str) -> FoundValue:
    if letter.subject.value:
        return letter.subject
    stem = re.sub(r"[\W_]+", " ", PurePath(file_name.replace("\\", "/")).stem).strip()[:200]
    if stem:
        return FoundValue(stem, 0.05, texts.FROM_FILE_NAME(why=letter.subject.reason))
    return letter.subject


def _believed_date(read: FoundValue, received: date) -> FoundValue:
    """The date read, but none so long after the paper came in that it can only be a misprint or a misreading."""
    if not read.value or date.fromisoformat(read.value) <= received + MOST_POSTDATED:
        return read
    return FoundValue("", 0.0, texts.DATE_TO_COME(date=day_text(read.value)), read.spot)


def _type_code(letter: LetterFacts) -> FoundValue:
    kind = letter.kind
    if kind.code:
        return FoundValue(kind.code, kind.confidence, texts.TYPE_CODE(kind=kind.name), letter.kind_spot)
    if kind.name:
        return FoundValue(reason=texts.NO_TYPE_CODE(kind=kind.name))
    return FoundValue(reason=kind.reason)


def _place(letter: LetterFacts, office: Office) -> FoundValue:
    if letter.place.value or not office.place:
        return letter.place
    return FoundValue(office.place, 0.3, texts.SEAT_OF_OFFICE(why=letter.place.reason))


def _form(reading: Reading) -> FoundValue:
    scanned = any(page.source is TextSource.OCR for page in reading.pages)
    if scanned:
        return FoundValue("cetak dan elektronik", 0.9, class_reasons.SCANNED)
    return FoundValue("elektronik", 0.7, class_reasons.BORN_ELECTRONIC)


def _category(letter: LetterFacts, guess: ClassChoice) -> FoundValue:
    row, by_kind = guess.row, CATEGORY_OF_KIND.get(letter.kind.name)
    if row is not None and row.category in EXEMPT:
        return FoundValue(row.category or "", min(0.8, guess.confidence), class_reasons.PROPOSED_EXEMPT(code=row.code))
    if by_kind is not None and not guess.printed:
        return FoundValue(by_kind[0], 0.6, by_kind[1], letter.kind_spot)
    if row is not None and row.category is not None:
        return FoundValue(row.category, min(0.8, guess.confidence), class_reasons.CATEGORY_OF_CODE(code=row.code))
    if row is not None:
        return FoundValue(reason=class_reasons.NO_CATEGORY(code=row.code))
    return FoundValue(reason=class_reasons.CATEGORY_UNKNOWN)


_LEVELS = list(AccessLevel)
_LEVEL_OF_NATURE = {"terbatas": AccessLevel.TERBATAS, "rahasia": AccessLevel.RAHASIA, "sangat rahasia": AccessLevel.SANGAT_RAHASIA}


def _access_level(letter: LetterFacts, row: SchemeRow | None) -> FoundValue:
    stated = _LEVEL_OF_NATURE.get(letter.nature.value)
    default = row.access_level if row is not None else AccessLevel.BIASA
    if stated is not None and _LEVELS.index(stated) > _LEVELS.index(default):
        return FoundValue(stated, 0.9, class_reasons.STATED_NATURE(nature=letter.nature.value), letter.nature.spot)
    if row is None:
        return FoundValue(default, 0.2, class_reasons.ACCESS_UNKNOWN)
    return FoundValue(default, 0.6, class_reasons.ACCESS_OF_CODE(code=row.code))


def _unit(letter: LetterFacts, row: SchemeRow | None, office: Office) -> FoundValue:
    parts = letter.parts
    if parts and parts.unit and parts.region == office.region and int(parts.unit) in office.units:
        return FoundValue(office.units[int(parts.unit)], 0.95, class_reasons.UNIT_IN_NUMBER(unit=parts.unit), letter.number.spot)
    if row is None:
        return FoundValue(reason=class_reasons.UNIT_UNKNOWN)
    for length in range(len(row.code), 0, -1):
        unit = UNIT_OF_CODE.get(row.code[:length])
        if unit is not None and unit in office.units:
            return FoundValue(office.units[unit], 0.6, class_reasons.UNIT_OF_CODE(code=row.code, unit=unit))
    return FoundValue(reason=class_reasons.NO_UNIT(code=row.code))

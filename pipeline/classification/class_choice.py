"""Which class of the scheme a paper belongs to: by its printed code, or by its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.classification import class_reasons
from pipeline.classification.facts import LetterFacts
from pipeline.classification.layout.evidence import NO_SPOT, Evidence
from pipeline.classification.scheme.scheme import Scheme, SchemeRow
from pipeline.document.pages import Reading

if TYPE_CHECKING:
    pass


CODE_OF_KIND: dict[str, tuple[str, str]] = {
    "keputusan": ("HK.03.1", "HK.03.2"),
    "surat edaran": ("HK.04.1", "HK.04.2"),
    "instruksi": ("HK.04.1", "HK.04.2"),
    "peraturan": ("HK.02", "HK.02"),
    "nota kesepahaman": ("HK.05.1", "HK.05.1"),
    "perjanjian kerja sama": ("HK.05.1", "HK.05.1"),
    "surat tugas": ("SDM.06.1", "SDM.06.1"),
}
_FIXED_CODE = {"standar operasional prosedur": "ORT.06"}
_LEAST_BY_WORDS = 0.25
_BODY_WORDS = 1500


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """A row of the scheme, how sure it is, and why."""

    row: SchemeRow | None
    confidence: float
    reasons: tuple[str, ...]
    spot: Evidence = NO_SPOT
    printed: bool = False


def choose_class(letter: LetterFacts, scheme: Scheme, title: str, reading: Reading) -> ClassChoice:
    """The class that the paper prints, or that its words point to; no row where neither does.

    Args:
        letter: what the paper says of itself.
        scheme: the scheme in force.
        title: its title.
        reading: its text.
    """
    printed = letter.parts.code if letter.parts else ""
    if printed:
        row = scheme.row(printed) or scheme.row(_without_zeros(printed))
        if row is not None and row.official:
            why = class_reasons.CODE_PRINTED if row.rule else class_reasons.CODE_WITHOUT_RULE
            return ClassChoice(
                row,
                letter.number.confidence,
                (why(code=row.code, name=row.name),),
                letter.number.spot,
                True,
            )
        return _unknown_code(letter, scheme, printed, title, reading)
    return _by_words(letter, scheme, title, reading)


def _without_zeros(code: str) -> str:
    """``RT.02.01``, as older letters write it, is ``RT.02.1``."""
    parts = code.split(".")
    return ".".join([*parts[:2], *(part.lstrip("0") or part for part in parts[2:])])


def _unknown_code(letter: LetterFacts, scheme: Scheme, printed: str, title: str, reading: Reading) -> ClassChoice:
    near = scheme.nearest(printed)
    names = "; ".join(f"{row.code} ({row.name})" for row in near)
    warning = (class_reasons.UNKNOWN_CODE if names else class_reasons.UNKNOWN_CODE_ALONE)(
        printed=printed, version=scheme.version, names=names
    )
    by_words = _by_words(letter, scheme, title, reading)
    if by_words.row is not None and any(by_words.row.code.split(".")[0] == row.code.split(".")[0] for row in near):
        return ClassChoice(by_words.row, min(0.45, by_words.confidence), (warning, *by_words.reasons), letter.number.spot)
    leaf = next((row for row in near if not scheme.children(row.code)), None)
    if leaf is not None:
        return ClassChoice(leaf, 0.3, (warning, class_reasons.NEAREST(code=leaf.code)), letter.number.spot)
    return ClassChoice(by_words.row, min(0.3, by_words.confidence), (warning, *by_words.reasons), letter.number.spot)


def _by_words(letter: LetterFacts, scheme: Scheme, title: str, reading: Reading) -> ClassChoice:
    kind = letter.kind.name
    fixed = scheme.row(_FIXED_CODE.get(kind, ""))
    if fixed is not None:
        return ClassChoice(fixed, 0.8, (class_reasons.CODE_OF_KIND(kind=kind, code=fixed.code, name=fixed.name),), letter.kind_spot)
    found = scheme.search(title, 1)
    if found and found[0][1] >= _LEAST_BY_WORDS:
        row, score = found[0]
        reason = class_reasons.BY_TITLE(code=row.code, name=row.name)
        return ClassChoice(row, round(min(0.6, 0.2 + score / 2), 3), (reason,), letter.subject.spot)
    codes = CODE_OF_KIND.get(kind)
    if codes:
        by_secretary = letter.signatory.value.lower().startswith("sekretaris")
        row_of_kind = scheme.row(codes[1] if by_secretary else codes[0])
        if row_of_kind is not None:
            return ClassChoice(row_of_kind, 0.4, (class_reasons.BY_KIND(kind=kind, code=row_of_kind.code, name=row_of_kind.name),))
    found = scheme.search(f"{title} {title} {_beginning(reading)}", 1)
    if found and found[0][1] > 0.05:
        row, score = found[0]
        return ClassChoice(row, round(min(0.3, score), 3), (class_reasons.BY_TEXT(code=row.code, name=row.name),))
    return ClassChoice(None, 0.0, (class_reasons.NO_CODE,))


def _beginning(reading: Reading) -> str:
    return reading.pages[0].text[:_BODY_WORDS] if reading.pages else ""

"""Checks before a decision: required fields are filled, typed values are clean. Which fields are required is set in ``facts``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from pipeline.document import Category
from pipeline.document.facts import FACTS, Facts
from pipeline.failures import Failure
from pipeline.language import labels
from pipeline.language.phrases import BilingualText, Message

LABELS = {name: BilingualText(*fact.label) for name, fact in FACTS.items()}
REQUIRED = tuple(name for name, fact in FACTS.items() if fact.required)
EDITABLE = tuple(name for name, fact in FACTS.items() if fact.editable)
"""What a person may set. The printed code is what the paper says, the scheme version what the code was chosen from."""
LONGEST = 2000
"""Most characters of what else people write: reasons, places."""
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""``date.fromisoformat`` takes other writings too, which neither sort nor compare with this one."""
_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)


class FieldFailure(Failure):
    """A failure that belongs to fields of a form, so that a page can show it there."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields' names, as in ``Facts`` or as the form calls them; empty where none is meant."""
        names_of = self.details.get("names", ())
        return tuple(map(str, names_of)) if isinstance(names_of, (tuple, list)) else ()


class Missing(FieldFailure):
    """A decision that lacks a field; the sentence names what is missing."""

    key = "failure.missing"
    indonesian = "Belum dapat diperiksa: {missing} belum diisi."
    english = "Cannot be verified yet; still empty: {missing}."


class WrongValue(FieldFailure):
    """A field that cannot be what was typed."""

    key = "failure.wrong_value"
    indonesian = "Isian {field}: {why}."
    english = "The field {field}: {why}."


def missing_fields(facts: Facts) -> list[str]:
    """The required fields that are empty, in the order of the form."""
    return [name for name in REQUIRED if is_blank(getattr(facts, name))]


def check_complete(facts: Facts) -> None:
    """Raises ``Missing`` when verifying needs more."""
    if lacking := missing_fields(facts):
        raise Missing(missing=BilingualText.joined(LABELS[name] for name in lacking), names=lacking)


_UNSEEN = {"Zs", "Zl", "Zp", "Cf", "Cn", "Mn", "Me"}
"""Unicode categories of characters that show nothing by themselves: spaces, format characters, marks without a letter."""
_UNSEEN_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that Unicode draws as nothing: the Hangul fillers, the empty Braille pattern."""


def is_blank(text: str) -> bool:
    """Whether a text shows nothing to a reader: empty, spaces, or format characters only."""
    return all(char.isspace() or char in _UNSEEN_LETTERS or unicodedata.category(char) in _UNSEEN for char in text)


MUST_BE_FILLED = BilingualText("harus diisi", "it must not be empty")
REASON = BilingualText("alasan", "reason")


_ONE_OF = Message("pilih salah satu: {choices}", "choose one of: {choices}", stored=False)
_CALLED = Message("{name} ({code})", "{name} ({code})", stored=False)
_TOO_LONG = Message("lebih dari {most} huruf", "more than {most} letters", stored=False)


def allowed_values(choices: Iterable[str]) -> BilingualText:
    """What is said where only some values are known: each by its name, where it has one (``labels``), and as it is typed."""
    called = choices.items() if isinstance(choices, Mapping) else ((choice, "") for choice in choices)
    return _ONE_OF(choices=BilingualText.joined(_CALLED(name=name, code=code) if name else code for code, name in called))


def _problem_with(name: str, value: str) -> BilingualText | None:
    if len(value) > (longest := FACTS[name].longest if name in FACTS else LONGEST):
        return _TOO_LONG(most=longest)
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value):
        return BilingualText("memuat huruf kendali", "it holds control characters")
    if name == "date":
        if not _ISO.fullmatch(value):
            return BilingualText("tulis sebagai TTTT-BB-HH, misalnya 2024-03-14", "write YYYY-MM-DD, for example 2024-03-14")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return BilingualText("tanggal itu tidak ada", "there is no such day")
        return None if _EARLIEST <= day <= _LATEST else BilingualText("tahunnya tidak masuk akal", "that year makes no sense")
    allowed = {"category": labels.CATEGORIES, "access_level": labels.ACCESS_LEVELS}.get(name)
    if allowed and value not in allowed:
        return allowed_values(allowed)
    if name == "title" and not any(char.isalnum() for char in value):
        return BilingualText("tidak memuat satu huruf atau angka pun", "it holds not one letter or figure")
    return None


def clean(changes: dict[str, str]) -> dict[str, str]:
    """Typed values, trimmed and checked.

    Raises:
        WrongValue: an unknown field, or a value that the field cannot have.
    """
    cleaned = {}
    for name, typed in changes.items():
        if name not in EDITABLE:
            raise WrongValue(field=name, why=allowed_values(EDITABLE))
        cleaned[name] = clean_value(name, typed)
    return cleaned


def require_reason(why: str) -> str:
    """The reason that an act must have.

    Raises:
        WrongValue: there is none.
    """
    cleaned = clean_value(REASON, why)
    if not cleaned:
        raise WrongValue(field=REASON, why=BilingualText("alasan harus diisi", "a reason must be given"))
    return cleaned


_PROPOSE_FIRST = Message(
    "usulkan dulu (“{category}”), lalu isi lembar uji konsekuensi dan tetapkan dengan keputusan",
    "propose it first (“{category}”), then write the consequence-test sheet and settle it with the decision",
    stored=False,
)


def check_not_exempted(changes: dict[str, str]) -> None:
    """A category is never simply typed as exempt: that takes a consequence test and the decision on it (UU 14/2008 Pasal 19).

    Raises:
        WrongValue: someone tried.
    """
    if changes.get("category") == Category.DIKECUALIKAN:
        raise WrongValue(
            field=LABELS["category"],
            why=_PROPOSE_FIRST(category=labels.CATEGORIES[Category.DIKECUALIKAN_USUL]),
            names=("category",),
        )


def clean_value(name: str, typed: str) -> str:
    """One typed value, trimmed and checked: of a field of the form, or of what else people write about a record.

    Format characters go: they are not seen, and those that turn the writing direction make a title look like another.

    Raises:
        WrongValue: it cannot be what was typed.
    """
    value = " ".join("".join(char for char in typed if unicodedata.category(char) != "Cf").split())
    if is_blank(value):
        return ""
    if why := _problem_with(name, value):
        raise wrong_value(name, why)
    return value


def wrong_value(name: str, why: BilingualText) -> WrongValue:
    """The refusal of what a field of the form was given."""
    return WrongValue(field=LABELS.get(name, name), why=why, names=(name,))

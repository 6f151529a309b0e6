"""Values that fields may hold in this office: known codes, types, units and forms, and possible dates.

Every act that writes these fields asks here, so the rule is the same through the pages, the command line and whatever comes later.
What a person *chooses* must be known. What is *printed* on a paper never stops it: it stays in ``code_printed``, and the proposal
says what is doubtful about it.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import date

from pipeline import approval, classification
from pipeline.catalogue import calendar
from pipeline.classification import Scheme, SchemeRow
from pipeline.document import EXEMPT, FORMS, MOST_POSTDATED, AccessLevel, Category, Record
from pipeline.document.facts import Facts
from pipeline.home import Home
from pipeline.language import labels
from pipeline.language.phrases import BilingualText, Message, day_text
from pipeline.records import retention, scheme_in_force

_NO_CODE = Message(
    "“{code}” tidak ada dalam skema {version}; yang terdekat: {near}",
    "“{code}” is not in scheme {version}; the nearest: {near}",
    stored=False,
)
_NO_CODE_NEAR = Message(
    "“{code}” tidak ada dalam skema {version}; cari kodenya dengan kata dari perihal naskah",
    "“{code}” is not in scheme {version}; look for the code with words of the subject",
    stored=False,
)
_NO_SCHEME = Message(
    "skema {version}, tempat kode “{code}” dipilih, tidak dikenal; pilih kodenya lagi",
    "scheme {version}, from which “{code}” was chosen, is not known; choose the code again",
    stored=False,
)
_UNKNOWN = {
    "document_type": Message(
        "“{value}” bukan jenis naskah yang dikenal; pilih: {choices}; atau kosongkan. Jenis lain ditambahkan pengelola pada "
        "document_types di berkas.toml",
        "“{value}” is no kind of paper that is known; choose: {choices}; or leave it empty. The administrator adds other kinds at "
        "document_types in berkas.toml",
        stored=False,
    ),
    "document_type_code": Message(
        "“{value}” bukan kode jenis naskah; pilih: {choices}; atau kosongkan",
        "“{value}” is no document type code; choose: {choices}; or leave it empty",
        stored=False,
    ),
    "holding_unit": Message(
        "“{value}” bukan unit kantor ini; pilih: {choices}; atau kosongkan. Unit lain ditambahkan pengelola pada units di "
        "berkas.toml",
        "“{value}” is no unit of this office; choose: {choices}; or leave it empty. The administrator adds other units at units in "
        "berkas.toml",
        stored=False,
    ),
    "form": Message("“{value}” tidak dikenal; pilih: {choices}", "“{value}” is not known; choose: {choices}", stored=False),
}
_TOO_LATE = Message(
    "{day} lebih dari {most} hari sesudah naskah ini diterima ({received})",
    "{day} is more than {most} days after this paper came in ({received})",
    stored=False,
)
_MOST_NEAR = 3
_SECRET = frozenset({AccessLevel.RAHASIA, AccessLevel.SANGAT_RAHASIA})
_SECRET_IN_PUBLIC = Message(
    "tingkat akses “{level}” tidak dapat bersama kategori “{category}”; turunkan tingkatnya, atau usulkan dikecualikan",
    "access level “{level}” cannot stand beside category “{category}”; lower the level, or propose an exemption",
    stored=False,
)


def choices(home: Home) -> dict[str, tuple[str, ...]]:
    """Field → what it may hold, of the fields that take only what is known; the code is not among them (``row_of``)."""
    config = home.config
    return {
        "category": tuple(Category),
        "access_level": tuple(AccessLevel),
        "document_type": tuple(sorted({*classification.KINDS, *config.document_types})),
        "document_type_code": tuple(classification.TYPE_CODES),
        "holding_unit": tuple(classification.Office.of(config).units.values()),
        "form": FORMS,
    }


def row_of(scheme: Scheme, code: str) -> SchemeRow:
    """The class that a code names in a scheme.

    Raises:
        WrongValue: the scheme has no such code; the sentence names the nearest.
    """
    if row := scheme.row(code):
        return row
    near = scheme.nearest(code, _MOST_NEAR) or tuple(row for row, _ in scheme.search(code, _MOST_NEAR))
    told = "; ".join(f"{row.code} ({row.name})" for row in near)
    phrase = _NO_CODE if near else _NO_CODE_NEAR
    raise approval.wrong_value("code", phrase(code=code, version=scheme.version, near=told))


def clean(changes: dict[str, str]) -> dict[str, str]:
    """Typed values, trimmed and checked as far as that needs neither the record nor the office.

    Raises:
        WrongValue: an unknown field, a value that the field cannot have, or the category *dikecualikan*, which is never typed.
    """
    cleaned = approval.clean(changes)
    approval.check_not_exempted(cleaned)
    return cleaned


def with_choices(home: Home, record: Record, cleaned: dict[str, str]) -> Record:
    """The record with what a person chose, its scheme version and retention following the code.

    Codes, kinds and units are written as the office writes them, however they were typed (``hm 02`` → ``HM.02``).

    Args:
        home: whose scheme, units and kinds.
        record: as it stands.
        cleaned: field → value, as ``clean`` gives it.

    Raises:
        WrongValue: a value that nobody here knows, or a date that this paper cannot have.
    """
    if not cleaned:
        return record
    chosen: dict[str, str] = {}
    for name, value in cleaned.items():
        if name == "code" and value:
            chosen |= _chosen_code(home, record.facts, value)
        else:
            chosen[name] = _known(home, record, name, value)
    return retention.with_retention(home, replace(record, facts=replace(record.facts, **chosen)))


def _chosen_code(home: Home, facts: Facts, typed: str) -> dict[str, str]:
    """A code of the scheme in force; the record's own code may also stay as it is in the version that is recorded with it."""
    in_force = scheme_in_force.current_scheme(home)
    if typed == facts.code and in_force.row(typed) is None:
        recorded = scheme_in_force.scheme_version(home, facts.scheme_version)
        if recorded and recorded.row(typed):
            return {"code": typed}
    return {"code": row_of(in_force, typed).code, "scheme_version": in_force.version}


def check(home: Home, record: Record) -> None:
    """May a decision rest on the record as it stands? All that it needs is there, and each field holds what it can hold.

    The code is looked up in the scheme version that is recorded with it, not in the one in force.

    Raises:
        Missing, WrongValue: the sentence names the field.
    """
    facts = record.facts
    approval.check_complete(facts)
    for name in approval.EDITABLE:
        if name == "code":
            row_of(_recorded_scheme(home, facts), facts.code)
        else:
            _known(home, record, name, getattr(facts, name))


def secret_in_public(facts: Facts) -> BilingualText | None:
    """Why category and access level cannot stand beside each other, as a sentence: what is public is not secret."""
    if facts.category and facts.category not in EXEMPT and facts.access_level in _SECRET:
        return _SECRET_IN_PUBLIC(
            level=labels.ACCESS_LEVELS[facts.access_level], category=labels.label_of(labels.CATEGORIES, facts.category)
        )
    return None


def check_level(facts: Facts) -> None:
    """Refuse a secret access level beside a public category.

    Raises:
        WrongValue: the sentence names both.
    """
    if why := secret_in_public(facts):
        raise approval.wrong_value("access_level", why)


def _recorded_scheme(home: Home, facts: Facts) -> Scheme:
    if not facts.scheme_version:
        return scheme_in_force.current_scheme(home)
    recorded = scheme_in_force.scheme_version(home, facts.scheme_version)
    if recorded is None:
        raise approval.wrong_value("code", _NO_SCHEME(version=facts.scheme_version, code=facts.code))
    return recorded


def _known(home: Home, record: Record, name: str, value: str) -> str:
    """A value as the office writes it.

    Raises:
        WrongValue: the field cannot hold it.
    """
    if not value:
        return value
    match name:
        case "date":
            _check_date(record, value)
        case "title" | "category" | "access_level":
            return approval.clean_value(name, value)
        case "document_type" | "document_type_code" | "holding_unit" | "form":
            return _one_of(name, value, choices(home)[name])
    return value


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value in known:
        return value
    # The case of a type code matters: SP warns, SPt orders.
    alike = [choice for choice in known if choice.casefold() == value.casefold()]
    if len(alike) == 1 and name != "document_type_code":
        return alike[0]
    near = difflib.get_close_matches(value, known, _MOST_NEAR) if name == "document_type" else []
    raise approval.wrong_value(name, _UNKNOWN[name](value=value, choices="; ".join(near or known)))


def _check_date(record: Record, value: str) -> None:
    approval.clean_value("date", value)
    received = calendar.day_of(record.received_at)
    if date.fromisoformat(value) > received + MOST_POSTDATED:
        told = _TOO_LATE(day=day_text(value), most=MOST_POSTDATED.days, received=day_text(received.isoformat()))
        raise approval.wrong_value("date", told)

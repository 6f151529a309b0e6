"""What a decision needs before it counts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from datetime import date

from pipeline.document import AccessLevel, Category, Facts
from pipeline.failures import Failure

LABELS = {
    "title": "judul",
    "number": "nomor",
    "date": "tanggal",
    "document_type": "jenis naskah",
    "document_type_code": "kode jenis naskah",
    "code_printed": "kode tercetak",
    "code": "kode klasifikasi",
    "scheme_version": "versi skema",
    "category": "kategori informasi",
    "access_level": "tingkat akses",
    "holding_unit": "unit yang menguasai",
    "issuer": "penanggung jawab",
    "place_made": "tempat pembuatan",
    "form": "bentuk",
}
REQUIRED = ("code", "category", "title")
EDITABLE = tuple(field.name for field in fields(Facts) if field.name not in {"scheme_version", "code_printed"})
"""What a person may set. The printed code is what the paper says, the scheme version what the code was chosen from."""
_LONGEST = {"code": 64, "number": 200}
_LONGEST_ELSE = 2000
_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""``date.fromisoformat`` takes other writings too, which neither sort nor compare with this one."""
_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)


class Missing(Failure):
    """A decision that lacks a field; the sentence names what is missing."""

    indonesian = "Belum dapat diperiksa: {missing} belum diisi."
    english = "Cannot be verified yet: {missing} is missing."


class WrongValue(Failure):
    """A field that cannot be what was typed."""

    indonesian = "Nilai untuk {field} tidak dapat diterima: {why}."
    english = "The value for {field} cannot be accepted: {why}."


def missing(facts: Facts) -> list[str]:
    """The required fields that are empty, in the order of the form."""
    return [name for name in REQUIRED if not getattr(facts, name).strip()]


def check_complete(facts: Facts) -> None:
    """Raises ``Missing`` when verifying needs more."""
    if names := missing(facts):
        raise Missing(missing=", ".join(LABELS[name] for name in names))


def _why_wrong(name: str, value: str) -> str | None:
    if len(value) > (longest := _LONGEST.get(name, _LONGEST_ELSE)):
        return f"lebih dari {longest} huruf"
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value):
        return "memuat huruf kendali"
    if name == "date":
        if not _ISO.fullmatch(value):
            return "tulis sebagai TTTT-BB-HH, misalnya 2024-03-14"
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return "tanggal itu tidak ada"
        return None if _EARLIEST <= day <= _LATEST else "tahunnya tidak masuk akal"
    allowed = {"category": Category, "access_level": AccessLevel}.get(name)
    if allowed and value not in set(allowed):
        return "pilih salah satu: " + ", ".join(allowed)
    return None


def clean(changes: dict[str, str]) -> dict[str, str]:
    """Typed values, trimmed and checked.

    Raises:
        WrongValue: an unknown field, or a value that the field cannot have.
    """
    cleaned = {}
    for name, typed in changes.items():
        if name not in EDITABLE:
            raise WrongValue(field=name, why="pilih salah satu: " + ", ".join(EDITABLE))
        cleaned[name] = clean_line(name, typed)
    return cleaned


def reason(why: str) -> str:
    """The reason that an act must have.

    Raises:
        WrongValue: there is none.
    """
    cleaned = clean_line("alasan", why)
    if not cleaned:
        raise WrongValue(field="alasan", why="alasan harus diisi")
    return cleaned


def check_not_exempted(changes: dict[str, str]) -> None:
    """A category is never simply typed as exempt: that takes a consequence test and the decision on it (UU 14/2008 Pasal 19).

    Raises:
        WrongValue: someone tried.
    """
    if changes.get("category") == Category.DIKECUALIKAN:
        raise WrongValue(
            field=LABELS["category"],
            why="usulkan dulu (dikecualikan_usul), lalu isi lembar uji konsekuensi dan tetapkan dengan keputusan",
        )


def clean_line(name: str, typed: str) -> str:
    """One typed value, trimmed and checked: of a field of the form, or of what else people write about a record.

    Raises:
        WrongValue: it cannot be what was typed.
    """
    value = " ".join(typed.split())
    if value and (why := _why_wrong(name, value)):
        raise WrongValue(field=LABELS.get(name, name), why=why)
    return value

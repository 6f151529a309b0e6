"""The fields of a record that Berkas proposes and people decide, with what forms and checks need to know of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import NamedTuple

FACT = "fact"
"""Under this name a field of ``Facts`` carries its ``FactMetadata``."""


class FactMetadata(NamedTuple):
    """What forms, sentences and checks need to know of a field of ``Facts``: the one place that says it."""

    label: tuple[str, str]
    """Its name inside a sentence, in Indonesian and English."""
    heading: tuple[str, str]
    """Its name above an input."""
    longest: int
    """Most characters that a person may write into it."""
    required: bool
    """Whether a record without it cannot be verified."""
    editable: bool
    """Whether a person sets it. What is printed on the paper and what follows from another field is not."""


def _fact(  # its parts are those of ``FactMetadata``
    label: tuple[str, str],
    heading: tuple[str, str] | None = None,
    *,
    longest: int = 2000,
    required: bool = False,
    editable: bool = True,
) -> str:
    """A field of ``Facts``, empty unless known. Its heading is its label with a capital unless given."""
    head = heading or (label[0][0].upper() + label[0][1:], label[1][0].upper() + label[1][1:])
    return field(default="", metadata={FACT: FactMetadata(label, head, longest, required, editable)})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper is: the fields that Berkas proposes and people decide. Empty means not known.

    A new field is a line here, in the order of forms, lists and ``--json``, and the rule in ``classification`` that finds it.
    """

    title: str = _fact(("judul", "title"), required=True)
    number: str = _fact(("nomor", "number"), ("Nomor naskah", "Number"), longest=200)
    date: str = _fact(("tanggal", "date"), ("Tanggal naskah", "Date"))
    document_type: str = _fact(("jenis naskah", "document type"), ("Jenis naskah", "Kind of paper"))
    document_type_code: str = _fact(("kode jenis naskah", "document type code"), ("Kode jenis naskah", "Kind code"))
    code_printed: str = _fact(("kode tercetak", "printed code"), editable=False)
    code: str = _fact(("kode klasifikasi", "classification code"), longest=64, required=True)
    scheme_version: str = _fact(("versi skema", "scheme version"), editable=False)
    category: str = _fact(("kategori informasi", "information category"), required=True)
    access_level: str = _fact(("tingkat akses", "access level"))
    holding_unit: str = _fact(("unit yang menguasai", "holding unit"))
    issuer: str = _fact(("penanggung jawab", "responsible official"), ("Penanggung jawab penerbitan", "Issuer"))
    place_made: str = _fact(("tempat pembuatan", "place made"))
    form: str = _fact(("bentuk", "form"))


FACTS: Mapping[str, FactMetadata] = {one.name: one.metadata[FACT] for one in fields(Facts)}
"""The fields of ``Facts`` by name, in their order."""

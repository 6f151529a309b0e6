"""The content of an invented paper, before layout."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of official paper that the training set has, by their Indonesian names."""

    LETTER = "surat dinas"
    INVITATION = "undangan"
    DECISION = "keputusan"
    MINUTES = "berita acara"
    ANNOUNCEMENT = "pengumuman"
    ASSIGNMENT = "surat tugas"
    MEMO = "nota dinas"
    SOP = "standar operasional prosedur"
    REPORT = "laporan"
    COVER = "surat pengantar"
    NOTES = "notula"


TYPE_CODES = {
    Kind.LETTER: "SD",
    Kind.INVITATION: "Und",
    Kind.MINUTES: "BA",
    Kind.ANNOUNCEMENT: "Pu",
    Kind.ASSIGNMENT: "ST",
    Kind.MEMO: "ND",
    Kind.REPORT: "LP",
    Kind.COVER: "SR",
    Kind.NOTES: "NT",
}
"""Keputusan KPU 1257/2024; decisions and SOPs carry neither type nor classification code (Lampiran III B.1)."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper's content. What a kind does not use stays empty."""

    kind: Kind
    subject: str
    word: str
    """The rare word that stands in this paper only."""
    date: str
    """ISO; the day it was made."""
    code: str = ""
    """Classification code; part of the number for most kinds."""
    number: str = ""
    """As printed."""
    place: str = "Bandar Seri Bentan"
    """Where it was made."""
    secretariat: bool = False
    """The secretariat's letterhead in place of the commission's."""
    sensitivity: str = "Biasa"
    attachments: str = "-"
    addressee: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    """Paragraphs before whatever is listed."""
    details: Pairs = ()
    """Label and value: day, time and place of a meeting; sender and receiver of a memo; the box of an SOP."""
    considering: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    """What is numbered: points of a letter, dictums of a decision, steps of an SOP, duties of an assignment."""
    table: tuple[tuple[str, ...], ...] = ()
    """The first row is the heading."""
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Heading and paragraphs."""
    closing: tuple[str, ...] = ()
    position: str = "Ketua"
    name: str = "Selasih Nirwana Ramli"
    nip: str = ""
    others: Pairs = ()
    """Position and name of further signatories."""
    copies: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year it was made in."""
        return self.date[:4]

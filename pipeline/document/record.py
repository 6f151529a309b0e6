"""The vocabulary of records: their states, roles, rules, proposals and acts, and the record itself.

Frozen dataclasses and enums that every room shares. Nothing here does anything. Dates are ISO 8601 calendar dates; instants are
ISO 8601 in UTC with offset. What was read of a paper is in ``pages``, its fields in ``facts``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from pipeline.document.facts import Facts
from pipeline.document.pages import Box, KeptText
from pipeline.document.triggers import Trigger


class Status(StrEnum):
    """Where a record stands. *Held*, *due* and *published* are derived and never stored."""

    RECEIVED = "received"
    QUEUED = "queued"
    VERIFIED = "verified"
    FILED = "filed"
    DISPOSED = "disposed"
    RETURNED = "returned"
    UNREADABLE = "unreadable"
    SET_ASIDE = "set_aside"


class Role(StrEnum):
    """Who someone is to the office. The two that act in the SOP are desk and ppid."""

    READER = "reader"
    DESK = "desk"
    PPID = "ppid"
    ADMIN = "admin"


class Category(StrEnum):
    """Information categories of UU 14/2008 Pasal 9-11 and 17. A county office can only propose an exemption."""

    BERKALA = "berkala"
    SETIAP_SAAT = "setiap_saat"
    SERTA_MERTA = "serta_merta"
    DIKECUALIKAN_USUL = "dikecualikan_usul"
    DIKECUALIKAN = "dikecualikan"


class AccessLevel(StrEnum):
    """Security and access levels (SKKAAD, PKPU 7/2021; the level names are those of sister systems)."""

    BIASA = "biasa"
    TERBATAS = "terbatas"
    RAHASIA = "rahasia"
    SANGAT_RAHASIA = "sangat_rahasia"


class Disposition(StrEnum):
    """What becomes of a record when its retention ends."""

    MUSNAH = "musnah"
    PERMANEN = "permanen"
    DINILAI_KEMBALI = "dinilai_kembali"
    BERKAS_PERSEORANGAN = "masuk_berkas_perseorangan"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One row of the retention schedule (JRA): how long from which event, and what then."""

    code: str
    active_years: int
    inactive_years: int
    trigger: Trigger
    trigger_text: str
    disposition: Disposition
    confirmed: bool
    """False until the office has replaced the row from its own schedule; an unconfirmed row may never drive a destruction."""
    source: str
    scheme_version: str

    @property
    def years(self) -> int:
        """Active and inactive years together."""
        return self.active_years + self.inactive_years


@dataclass(frozen=True, slots=True)
class Retention:
    """A rule as it applies to one record. Without a trigger date the clock has not started and nothing expires."""

    rule: RetentionRule
    trigger_date: str | None = None
    active_until: str | None = None
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field was proposed, in a clerk's words, and where on the paper it stands."""

    field: str
    text: Annotated[str, KeptText()]
    page: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the machine proposes. It decides nothing."""

    facts: Facts
    confidence: dict[str, float] = field(default_factory=dict)
    """Per field of ``Facts``."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, through which door. The machine itself is ``Actor("berkas", None, …)``."""

    name: str
    role: Role | None
    exempt_right: bool = False
    """May see exempt and proposed-exempt records; means something for desk and ppid only."""
    door: str = "cli"
    system_user: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act in a record's history; the same act is a line of the recap book."""

    at: str
    act: str
    by: str
    door: str
    version: int
    status: Status
    system_user: str = ""
    why: Annotated[str, KeptText()] = ""
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Field → (before, after)."""
    detail: dict[str, str] = field(default_factory=dict)
    """What else the act says about itself: the proposer of a batch, the record undone to, the claim that arrived."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One time that these bytes were handed in."""

    claim: str
    """The claim's uuid: one arrival is noted once, however often the machine dies."""
    name: str
    """The path below inbox/ as it was dropped, or the name of the file given to ``berkas add``."""
    at: str


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands: the content of its ``record.json``."""

    id: str
    version: int
    status: Status
    file: str
    sha256: str
    size: int
    media_type: str
    original: str
    """Path of the received bytes inside the record's folder: ``bag/data/original.pdf``."""
    received_at: str
    pages: int = 0
    facts: Facts = Facts()
    proposal: Proposal | None = None
    confidence: float | None = None
    """How sure the reading is, over all pages; None before the paper has been read."""
    retention: Retention | None = None
    place: str = ""
    """Where the hard copy stands."""
    verified_by: str = ""
    dossier: str = ""
    """The dossier that it lies in, if any: the name of an office file."""
    repeats: str = ""
    """The disposed record whose bytes these are, if any."""
    problem: Annotated[str, KeptText()] = ""
    """Why it is unreadable, or why it came back: one sentence for the clerk."""
    arrivals: tuple[Arrival, ...] = ()
    derived: dict[str, str] = field(default_factory=dict)
    """Hashes of what may be made anew: ``reading.json.gz`` → sha256."""
    history: tuple[Entry, ...] = ()


EXEMPT = frozenset({Category.DIKECUALIKAN, Category.DIKECUALIKAN_USUL})
FORMS = ("cetak dan elektronik", "elektronik", "cetak")
"""The forms in which information is kept, as the register prints them."""
MOST_POSTDATED = timedelta(days=31)
"""How long after the day on which it came in a paper may be dated: some are dated ahead. No rule says how long."""
PUBLIC = frozenset({Category.BERKALA, Category.SETIAP_SAAT, Category.SERTA_MERTA})
"""The categories of the public register; anything else, known or unknown, is not published."""

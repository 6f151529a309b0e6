"""The vocabulary: what a page, a reading, a proposal and a record are.

Frozen dataclasses and enums that every room shares. Nothing here does anything, and nothing of ours is imported here, so that a
child process that reads a page loads only this.

Units, everywhere: confidences run from 0 (no idea) to 1 (certain). A box is ``(x0, y0, x1, y1)`` in fractions of the page's width
and height, from its top left corner, on the page as its file holds it (before ``Page.rotation`` is applied). Dates are ISO 8601
calendar dates; instants are ISO 8601 in UTC with offset.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from pipeline.triggers import Trigger

Box = tuple[float, float, float, float]


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


class TextSource(StrEnum):
    """Whether a page's text was in the file or was read off its picture."""

    TEXT = "text"
    OCR = "ocr"


class Doubt(StrEnum):
    """Why a person should look at a page that was read."""

    HARD = "hard"
    """It was hard to read: words of its text are likely wrong."""
    PARTLY = "partly"
    """Something on it could not be read."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as printed, with its box on the page."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table. A merged cell stands in its first row and column and says how many it takes."""

    row: int
    """From 0."""
    column: int
    text: str
    """Its lines parted by newlines."""
    box: Box
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table on a page. Its words are part of the page's text too, row by row."""

    box: Box
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    """Row by row, left to right."""

    def grid(self) -> tuple[tuple[str, ...], ...]:
        """The cells' text, row by row; a merged cell's text stands in its first field, its other fields are empty."""
        rows = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row][cell.column] = cell.text
        return tuple(map(tuple, rows))


@dataclass(frozen=True, slots=True)
class Heading:
    """A line, or lines that belong together, that head what follows: a letterhead, a title, BAB, Pasal."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says.

    Lines end with one newline, paragraphs with two. Where there are words, ``text.split() == [w.text for w in words]``, so a place
    in the text is a place on the page. Papers without fixed pages (docx, txt) have text and no words.
    """

    number: int
    """From 1."""
    text: str
    source: TextSource
    confidence: float
    rotation: int = 0
    """Degrees clockwise (0, 90, 180, 270) by which the page must be turned to stand upright."""
    words: tuple[Word, ...] = ()
    width: float = 0.0
    """Points (1/72 inch), or 0 where the paper has no fixed pages."""
    height: float = 0.0
    notes: tuple[str, ...] = ()
    """Why the page was read the way it was, and what went wrong, as sentences a clerk understands."""
    failed: bool = False
    """The page could not be read; the notes say why. The document goes on without it."""
    margins: tuple[str, ...] = ()
    """Header and footer lines (page numbers, a portal's address, the notice under an electronic signature), and what a Word file
    holds and does not show: no part of the text.
    """
    tables: tuple[Table, ...] = ()
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a whole file says."""

    media_type: str
    pages: tuple[Page, ...]
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The pages' text, one form feed between pages."""
        return "\f".join(page.text for page in self.pages)

    @property
    def confidence(self) -> float:
        """The pages' mean confidence, each weighted by its number of words; 0 when nothing was read.

        A page that failed weighs as much as the others do on average: a paper that lacks a page is not known for sure.
        """
        read = [(page.confidence, len(page.text.split())) for page in self.pages if not page.failed]
        words = sum(weight for _, weight in read)
        if not words:
            return 0.0
        return sum(confidence * weight for confidence, weight in read) / words * len(read) / len(self.pages)


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
class Facts:
    """What a paper is: the fields that Berkas proposes and people decide. Empty means not known."""

    title: str = ""
    number: str = ""
    date: str = ""
    document_type: str = ""
    document_type_code: str = ""
    code_printed: str = ""
    code: str = ""
    scheme_version: str = ""
    category: str = ""
    access_level: str = ""
    holding_unit: str = ""
    issuer: str = ""
    place_made: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field was proposed, in a clerk's words, and where on the paper it stands."""

    field: str
    text: str
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
    why: str = ""
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
    problem: str = ""
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

"""The protocol of a full-text engine.

One index document per record. An engine passes ``tests/search/test_engine_conformance.py``; nothing above this room knows which one
is at work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol

from pipeline.failures import Failure
from pipeline.search.terms import Query


class IndexBroken(Failure):
    """The index on disk does not open. It is never wiped here: ``rebuild`` makes it anew beside the broken one."""

    key: ClassVar[str] = "failure.index_broken"
    indonesian: ClassVar[str] = "Indeks pencarian rusak. Bangun ulang dengan `berkas rebuild`; arsip tidak terpengaruh."
    english: ClassVar[str] = "The search index is broken. Make it anew with `berkas rebuild`; the archive is not affected."


class IndexBusy(Failure):
    """Another writer has held the index for longer than anyone should wait."""

    key: ClassVar[str] = "failure.index_busy"
    indonesian: ClassVar[str] = "Indeks pencarian sedang ditulis proses lain. Coba lagi sebentar lagi."
    english: ClassVar[str] = "The search index is being written by another process. Try again in a moment."


@dataclass(frozen=True, slots=True)
class Document:
    """A record as the index knows it. Empty means not known; dates are ISO 8601 calendar dates."""

    id: str
    version: int
    title: str = ""
    number: str = ""
    text: str = ""
    """All pages without their margins, one form feed between pages."""
    margins: str = ""
    """Letterhead and running lines. They are found by phrases; a word that most papers have there does not count."""
    status: str = ""
    exempt: bool = False
    access_level: str = ""
    category: str = ""
    code: str = ""
    document_type: str = ""
    holding_unit: str = ""
    date: str = ""
    retention_end: str = ""

    @property
    def year(self) -> int:
        """The year of ``date``; 0 where it is not known."""
        return int(self.date[:4]) if self.date[:4].isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Scope:
    """What the asker may see. Whatever lies outside is not found, not counted and not suggested."""

    statuses: frozenset[str]
    exempt: bool = False
    """May see exempt and proposed-exempt records."""
    access_levels: frozenset[str] | None = None
    """The access levels the asker may see; None for all, the unknown one too."""
    without: frozenset[str] = frozenset()
    """Ids that lie outside whatever the index says of them: it has still to take what was decided about them."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the asker wants to see of it. Empty means no limit."""

    category: str = ""
    code: str = ""
    """A code and what lies below it: ``HM`` finds ``HM.02``, ``HM.02`` finds ``HM.02.1`` and not ``HM.021``."""
    document_type: str = ""
    year: int | None = None
    date_from: str = ""
    date_to: str = ""
    """The last day that is still in."""
    statuses: frozenset[str] | None = None


NO_FILTERS = Filters()


class Sort(StrEnum):
    """The order of hits. Records without the date that is asked for come last."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    RETENTION = "retention"
    """By the end of retention, soonest first."""


@dataclass(frozen=True, slots=True)
class Match:
    """One record found. Scores compare within one answer only."""

    id: str
    score: float
    missing: tuple[str, ...] = ()
    """Words that were asked for and that it lacks, as typed."""


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, within the scope."""

    total: int
    hits: tuple[Match, ...] = ()
    complete: int = 0
    """How many of ``total`` have all that was asked for. They come first; the others have most of it."""
    query: Query = field(default_factory=Query)
    """What was looked for in the end: misspelt words are put right in it."""
    corrected: tuple[tuple[str, str], ...] = ()
    """Words as typed, each with the word that was looked for in its place."""
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Of all that was found: ``category``, ``code`` (first part), ``document_type``, ``holding_unit``, ``status``, ``year`` →
    (value, count), the most frequent first."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may be meant by what has been typed so far, within the scope."""

    texts: tuple[str, ...] = ()
    """What was typed, its last word completed; the word most frequent beside the others first."""
    titles: tuple[tuple[str, str], ...] = ()
    """Record id and title of records whose title has all that was typed, the newest first."""


class Engine(Protocol):
    """A full-text index of records."""

    def apply(self, add: Iterable[Document] = (), remove: Iterable[str] = ()) -> None:
        """Put documents in (in place of those with the same id) and take ids out, in one commit. Doing it twice changes nothing.

        Raises ``IndexBroken`` or ``IndexBusy``.
        """

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the whole index anew from ``documents`` and put it in place of the old one in one step; how many went in.

        Until then the old one answers, broken or not. Raises ``IndexBusy``.
        """

    def search(
        self,
        query: Query,
        scope: Scope,
        filters: Filters = NO_FILTERS,
        limit: int = 20,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
    ) -> Results:
        """The records that ``query`` finds within ``scope`` and ``filters``. An index that was never written finds nothing.

        Records with all words come first. Where they are few, records with most of the words follow. A word that no visible record
        has is looked for as the word that it was probably meant to be; a quoted one never is.

        Raises ``IndexBroken``.
        """

    def suggest(self, typed: str, scope: Scope, limit: int = 8) -> Suggestions:
        """Words and titles while someone types, at most ``limit`` of each. Nothing outside ``scope`` is suggested.

        Raises ``IndexBroken``.
        """

    def did_you_mean(self, query: Query, scope: Scope, filters: Filters = NO_FILTERS) -> str:
        """``query`` with misspelt words put right, if that finds more; empty otherwise. Only words within ``scope`` are offered.

        Raises ``IndexBroken``.
        """

    def versions(self) -> dict[str, int]:
        """Record id → the version of it that the index holds, for comparing with the catalogue. Raises ``IndexBroken``."""

    def count(self) -> int:
        """How many records the index holds. Raises ``IndexBroken``."""

    def release_memory(self, seconds: float) -> None:
        """Give back memory that is only a copy of the index's files, if nobody has asked for ``seconds``."""

    def close(self) -> None:
        """Let go of the index's files."""

"""Access-controlled search: hits with page, snippet and boxes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from pipeline import approval, reading, search
from pipeline.catalogue import encoding, models
from pipeline.document import Actor, Record, Status
from pipeline.document.pages import Word
from pipeline.records import access, dossier_access

QUEUE = frozenset({Status.QUEUED, Status.VERIFIED, Status.RETURNED, Status.UNREADABLE})
PLACES: dict[str, frozenset[Status]] = {
    "archive": frozenset({Status.FILED}),
    "queue": QUEUE,
    "all": frozenset(Status) - {Status.RECEIVED},
}
"""What ``--in`` may say, and which states it means."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found, and the excerpt that shows why."""

    record: Record
    """In brief, as lists show it."""
    score: float
    snippet: search.Snippet
    rotation: int
    """How the excerpt's page must be turned to stand upright, degrees clockwise."""
    missing: tuple[str, ...] = ()
    """Words that were asked for and that the record lacks."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, within what the asker may see."""

    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    complete: int = 0
    """How many have all that was asked for; they come first, the others have most of it."""
    corrected: tuple[tuple[str, str], ...] = ()
    """Words that no record has, each with the word that was looked for in its place; with none where like spellings were."""
    answered: str = ""
    """The question with those words put right, as it may be asked again."""


def scope(actor: Actor) -> search.Scope:
    """What a person may see, as the engine asks it; ask anew for every question.

    The index is a moment behind every decision. What was decided since and hides a record from this person is left out by its
    number, so that it is not counted, listed among the kinds, or suggested either.
    """
    sight = approval.visibility(actor)
    levels = None if sight.access_levels is None else frozenset(str(level) for level in sight.access_levels)
    return search.Scope(frozenset(str(status) for status in sight.statuses), sight.exempt, levels, _hidden_since(sight))


def _hidden_since(sight: approval.Visibility) -> frozenset[str]:
    """Records of which the index is behind, and which lie outside this sight as they now stand."""
    behind = models.Record.objects.filter(indexed_version__lt=F("version"))
    return frozenset(behind.exclude(access.visible_filter(sight)).values_list("pk", flat=True))


def hidden_ledger_subjects(actor: Actor) -> set[str]:
    """The subjects of the recap book that someone may not know of: records, and office files about them."""
    unseen = models.Record.objects.exclude(access.visible_filter(approval.visibility(actor)))
    return set(unseen.values_list("pk", flat=True)) | dossier_access.hidden_office_subjects(actor)


def find(
    index: search.Engine,
    actor: Actor,
    question: str,
    *,
    place: str = "archive",
    filters: search.Filters | None = None,
    limit: int = 20,
    offset: int = 0,
    sort: search.Sort = search.Sort.RELEVANCE,
    excerpts: bool = True,
    synonyms: tuple[tuple[str, ...], ...] = (),
) -> Found:
    """Search.

    Args:
        index: the full-text index.
        actor: who asks; what they may not see is neither found nor counted.
        question: as typed.
        place: ``archive``, ``queue`` or ``all``.
        filters: narrower than what was typed.
        limit: the most hits returned.
        offset: hits passed over.
        sort: their order.
        excerpts: whether each hit comes with the lines that show why it was found; a table of hundreds needs none.
        synonyms: the office's own groups of words that mean the same.

    Raises:
        IndexBroken: the index must be made anew.
    """
    started = time.perf_counter()
    query = search.parse(question, search.extended(synonyms))
    narrowed = replace(filters or search.Filters(), statuses=frozenset(str(status) for status in PLACES[place]))
    results = index.search(query, scope(actor), narrowed, limit, offset, sort)
    found = models.Record.objects.filter(pk__in=[match.id for match in results.hits])
    briefs = dict(found.values_list("pk", "brief"))
    pages = _pages(list(briefs)) if excerpts else {}
    hits = []
    for match in results.hits:
        if match.id not in briefs:
            continue
        record = encoding.from_brief(briefs[match.id])
        # The index may be a moment behind a decision; the record itself has the last word on who may see it.
        if approval.may_see(actor, record):
            hits.append(_hit(record, match, pages.get(record.id, []), results.query))
    took = (time.perf_counter() - started) * 1000
    gone = len(results.hits) - len(hits)
    return Found(
        results.total - gone,
        round(took, 1),
        tuple(hits),
        dict(results.facets),
        max(results.complete - gone, 0),
        results.corrected,
        search.put_right(question, results.corrected),
    )


_Page = tuple[int, str, Sequence[Word], int]
"""Number, text, words and rotation."""


def _pages(ids: list[str]) -> dict[str, list[_Page]]:
    """The pages of these records; after them the margins of each, which the index holds as well and of which no boxes are kept."""
    pages: dict[str, list[_Page]] = {}
    margins: dict[str, list[_Page]] = {}
    rows = models.Page.objects.filter(record_id__in=ids).order_by("number")
    columns = ("record_id", "number", "text", "words", "rotation", "margins")
    for record_id, number, text, words, rotation, margin in rows.values_list(*columns):
        whole = reading.dehyphenate(text, search.BROKEN)
        pages.setdefault(record_id, []).append((number, whole, encoding.PackedWords(text, bytes(words)), rotation))
        if margin:
            margins.setdefault(record_id, []).append((number, reading.dehyphenate(margin), (), rotation))
    return {record_id: some + margins.get(record_id, []) for record_id, some in pages.items()}


def _hit(record: Record, match: search.Match, pages: list[_Page], query: search.Query) -> Hit:
    excerpt = search.snippet([page[:3] for page in pages], query)
    rotation = next((page[3] for page in pages if page[0] == excerpt.page), 0)
    return Hit(record, match.score, excerpt, rotation, match.missing)

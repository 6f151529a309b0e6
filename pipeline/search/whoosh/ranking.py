"""Answers a query from a snapshot: matching, ranking (BM25), facets.

Everything is a mask over all records: what the asker may see, what the filters leave, what each term finds. The masks are joined,
counted and sorted. Weights are BM25, of the stem and, beside it, of the exact form, so that the form as typed ranks higher.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.search.engine import NO_FILTERS, Filters, Match, Results, Scope, Sort
from pipeline.search.query import Condition, Query, Term
from pipeline.search.tokenizer import indexed_stem
from pipeline.search.whoosh.postings import Ids, Weights
from pipeline.search.whoosh.postings_writer import ZONES
from pipeline.search.whoosh.snapshot import K1, POSITION_BITS, Mask, Snapshot, day_number

EXACT_WEIGHT = 0.6
"""How much the form as typed adds to the score of its stem."""
MOST_FACETS = 50


@dataclass(frozen=True, slots=True)
class _Found:
    """What one term finds: document numbers, ascending, and how often (weighed) it stands in each."""

    ids: Ids
    weights: Weights


def search(
    snapshot: Snapshot, query: Query, scope: Scope, filters: Filters, limit: int, offset: int, sort: Sort = Sort.RELEVANCE
) -> Results:
    """The answer of ``snapshot``."""
    if query.meaningless or not snapshot.size:
        return Results(0)
    visible = snapshot.visible(scope)
    hits = within(snapshot, query, scope, filters)
    scores: Weights = np.zeros(snapshot.size, np.float32)
    for term in query.terms:
        found = _look_up(snapshot, term)
        if term.excluded:
            hits[found.ids] = False
            continue
        mask = np.zeros(snapshot.size, bool)
        mask[found.ids] = True
        hits &= mask
        _score(snapshot, term, found, visible, scores)
    return Results(int(np.count_nonzero(hits)), _ordered(snapshot, hits, scores, sort, limit, offset), facets(snapshot, hits))


def within(snapshot: Snapshot, query: Query, scope: Scope, filters: Filters) -> Mask:
    """The records that scope, filters and the query's conditions leave, its words aside."""
    mask = snapshot.visible(scope) & _filtered(snapshot, filters)
    for condition in query.conditions:
        mask &= _condition(snapshot, condition) ^ condition.excluded
    return mask


def matching(snapshot: Snapshot, query: Query, scope: Scope) -> Mask:
    """The records that a query finds."""
    mask = within(snapshot, query, scope, NO_FILTERS)
    for term in query.terms:
        found = np.zeros(snapshot.size, bool)
        found[_look_up(snapshot, term).ids] = True
        mask &= found ^ term.excluded
    return mask


def _filtered(snapshot: Snapshot, filters: Filters) -> Mask:
    mask = np.ones(snapshot.size, bool)
    for field, value in (("category", filters.category), ("document_type", filters.document_type)):
        if value:
            mask &= snapshot.where(field, value.__eq__)
    if filters.code:
        mask &= _below(snapshot, filters.code)
    if filters.statuses is not None:
        mask &= snapshot.where("status", filters.statuses.__contains__)
    date = snapshot.columns.date
    if filters.year is not None:
        mask &= date // 10_000 == filters.year
    if filters.date_from:
        mask &= date >= day_number(filters.date_from)
    if filters.date_to:
        mask &= (date <= day_number(filters.date_to)) & (date > 0)
    return mask


def _condition(snapshot: Snapshot, condition: Condition) -> Mask:
    date = snapshot.columns.date
    mask: Mask
    match condition.field:
        case "code":
            return _below(snapshot, condition.value)
        case "year":
            first, _, last = condition.value.partition("-")
            mask = (date >= int(first) * 10_000) & (date < (int(last or first) + 1) * 10_000)
            return mask
        case "date":
            digits = condition.value.replace("-", "")
            if not (digits.isascii() and digits.isdecimal() and 4 <= len(digits) <= 8):
                return np.zeros(snapshot.size, bool)
            mask = date // 10 ** (8 - len(digits)) == int(digits)
            return mask
        case field:
            return snapshot.where(field, lambda name: _begins(name, condition.value))


def _begins(name: str, typed: str) -> bool:
    """Whether ``name`` is ``typed`` or begins with these words: ``surat`` means ``surat dinas`` too."""
    name, typed = name.lower().replace("_", " "), typed.replace("_", " ")
    return name == typed or name.startswith(f"{typed} ")


def _below(snapshot: Snapshot, code: str) -> Mask:
    wanted = code.rstrip(".").upper()
    return snapshot.where("code", lambda name: name.upper() == wanted or name.upper().startswith(f"{wanted}."))


def _look_up(snapshot: Snapshot, term: Term) -> _Found:
    if len(term.tokens) > 1 or term.field:
        return _phrase(snapshot, term)
    stem = _stem(term)
    return _Found(*(snapshot.postings("stem", stem) if stem else snapshot.postings("word", term.tokens[0], term.prefix)))


def _stem(term: Term) -> str:
    return indexed_stem(term.tokens[0]) if term.stemmed and not term.field else ""


def _phrase(snapshot: Snapshot, term: Term) -> _Found:
    """Where the tokens stand one after the other; the rarest first, so that the others are asked about few places only."""
    places = [snapshot.places(token) for token in term.tokens[:-1]] + [snapshot.places(term.tokens[-1], term.prefix)]
    order = sorted(range(len(places)), key=lambda index: len(places[index]))
    starts = places[order[0]] - order[0]
    for index in order[1:]:
        starts = starts[_among(starts + index, places[index])]
    positions = starts & ((1 << POSITION_BITS) - 1)
    weights = np.zeros(len(starts), np.float32)
    for field, (first, end, weight) in ZONES.items():
        if not term.field or term.field == field:
            weights[(positions >= first) & (positions < end)] = weight
    starts, weights = starts[weights > 0], weights[weights > 0]
    ids, inverse = np.unique(starts >> POSITION_BITS, return_inverse=True)
    return _Found(ids, np.bincount(inverse, weights, len(ids)).astype(np.float32))


def _among(wanted: Ids, places: Ids) -> Mask:
    if not len(places):
        return np.zeros(len(wanted), bool)
    found = np.searchsorted(places, wanted)
    found[found == len(places)] = 0
    same: Mask = places[found] == wanted
    return same


def _score(snapshot: Snapshot, term: Term, found: _Found, visible: Mask, scores: Weights) -> None:
    _add_bm25(snapshot, found, visible, 1.0, scores)
    if _stem(term):
        _add_bm25(snapshot, _Found(*snapshot.postings("word", term.tokens[0])), visible, EXACT_WEIGHT, scores)


def _add_bm25(snapshot: Snapshot, found: _Found, visible: Mask, factor: float, scores: Weights) -> None:
    # Frequencies are counted within the scope too: a score must not tell how many hidden records have the word.
    having, all_seen = int(np.count_nonzero(visible[found.ids])), int(np.count_nonzero(visible))
    rarity = factor * np.log1p((all_seen - having + 0.5) / (having + 0.5))
    scores[found.ids] += (rarity * (K1 + 1)) * found.weights / (found.weights + snapshot.norm[found.ids])


def _ordered(snapshot: Snapshot, hits: Mask, scores: Weights, sort: Sort, limit: int, offset: int) -> tuple[Match, ...]:
    numbers = np.flatnonzero(hits)
    wanted = max(offset, 0) + max(limit, 0)
    if not len(numbers) or limit <= 0:
        return ()
    first, second = _keys(snapshot, numbers, scores, sort)
    order = np.lexsort((second, first))
    if len(order) > wanted:  # with all that equal the last one wanted, so that ties are settled by id and not by where they lie
        last = order[wanted - 1]
        order = order[(first[order] < first[last]) | ((first[order] == first[last]) & (second[order] <= second[last]))]
    ids = snapshot.columns.ids
    ranked = sorted((first[place], second[place], ids[numbers[place]], float(scores[numbers[place]])) for place in order)
    return tuple(Match(id_, round(score, 4)) for _, _, id_, score in ranked[max(offset, 0) : wanted])


def _keys(snapshot: Snapshot, numbers: Ids, scores: Weights, sort: Sort) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    date = snapshot.columns.date[numbers].astype(np.float64)
    score = scores[numbers].astype(np.float64)
    end = snapshot.columns.retention_end[numbers].astype(np.float64)
    match sort:
        case Sort.NEWEST:
            return -date, -score
        case Sort.OLDEST:
            return np.where(date > 0, date, np.inf), -score
        case Sort.RETENTION:
            return np.where(end > 0, end, np.inf), -score
        case _:
            return -score, -date


def facets(snapshot: Snapshot, hits: Mask) -> dict[str, tuple[tuple[str, int], ...]]:
    """Of all ``hits``: how many have each category, document type, unit, status, first part of a code, and year."""
    counted = {field: snapshot.named_counts(field, hits) for field in ("category", "document_type", "holding_unit", "status")}
    codes: Counter[str] = Counter()
    for code, count in snapshot.named_counts("code", hits):
        codes[code.split(".")[0]] += count
    years, counts = np.unique(snapshot.columns.date[hits] // 10_000, return_counts=True)
    counted["code"] = list(codes.items())
    counted["year"] = [(str(year), int(count)) for year, count in zip(years, counts, strict=True) if year]
    return {field: tuple(sorted(values, key=lambda one: (-one[1], one[0]))[:MOST_FACETS]) for field, values in counted.items()}

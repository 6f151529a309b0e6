"""Answers a query from a snapshot: matching, ranking (BM25), order.

Everything is a mask over all records: what the asker may see, what the filters leave, what each term finds. The masks are joined,
counted and sorted. A record's score is a sum over the terms: BM25 in its text, and a share for its title, number and type. The form
as typed adds to its stem, and two words add to each other where they stand side by side as they were typed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.search.engine import Filters, Match, Results, Scope, Sort
from pipeline.search.terms import Query, Term
from pipeline.search.whoosh.facets import facets
from pipeline.search.whoosh.filtering import within
from pipeline.search.whoosh.lookup import exact_form, find_phrase, find_term
from pipeline.search.whoosh.postings import Ids, Postings, Weights
from pipeline.search.whoosh.snapshot import K1, Mask, Snapshot
from pipeline.search.whoosh.spelling import correct

EXACT_WEIGHT = 0.6
"""How much the form as typed adds to the score of its stem."""
PAIR_WEIGHT = 0.5
"""How much two words side by side add to the scores of both."""
HEAD_WEIGHT = 3.0
"""How much a word counts in the title, the number or the type, where once in the text of a usual paper is 1."""
HEAD_HALF = 0.5
"""How often it must stand there for half of that."""
FEW = 5
"""Where fewer records have all words, those with most of them are added."""
MOST_BESIDE_FULL, MOST_ALONE = 0.67, 0.6
"""What part of the words of the best record, each weighed by how rare it is, another must have to be added: the first where some
records have all words, the second where none has."""
QUESTION, NEAREST, LEAST = 4, 10, 0.15
"""A query of so many words is a question, or part of a text: the best ``NEAREST`` records of those that have at least ``LEAST`` are
added whatever they lack."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A term that is asked for, and what it finds."""

    term: Term
    found: Postings
    mask: Mask
    rarity: float


@dataclass(frozen=True, slots=True)
class _Answer:
    """Which records are an answer, and which of them have all that was asked for."""

    hits: Mask
    complete: Mask


def search(
    snapshot: Snapshot, query: Query, scope: Scope, filters: Filters, limit: int, offset: int, sort: Sort = Sort.RELEVANCE
) -> Results:
    """The answer of ``snapshot``; see ``Engine.search``."""
    if query.meaningless or not snapshot.size:
        return Results(0, query=query)
    visible = snapshot.visible(scope)
    query, corrected = correct(snapshot, query, visible)
    allowed = within(snapshot, query, scope, filters)
    wanted = []
    for term in query.terms:
        found = find_term(snapshot, term, visible)
        if term.excluded:
            allowed[found.ids] = False
        else:
            wanted.append(_wanted(snapshot, term, found, visible))
    scores = _scores(snapshot, query, wanted, visible)
    answer = _select(snapshot, allowed, wanted, scores)
    numbers = _ordered(snapshot, answer, scores, sort, limit, offset)
    return Results(
        int(np.count_nonzero(answer.hits)),
        tuple(_match(snapshot, number, scores, wanted) for number in numbers),
        int(np.count_nonzero(answer.complete)),
        query,
        corrected,
        facets(snapshot, answer.hits),
    )


def _wanted(snapshot: Snapshot, term: Term, found: Postings, visible: Mask) -> _Wanted:
    mask = np.zeros(snapshot.size, bool)
    mask[found.ids] = True
    return _Wanted(term, found, mask, _rarity(found.ids, visible))


def _select(snapshot: Snapshot, allowed: Mask, wanted: list[_Wanted], scores: Weights) -> _Answer:
    for one in wanted:
        if one.term.required:
            allowed = allowed & one.mask
    optional = [one for one in wanted if not one.term.required]
    complete = allowed.copy()
    for one in optional:
        complete &= one.mask
    count = int(np.count_nonzero(complete))
    if len(optional) < 2 or count >= FEW:
        return _Answer(complete, complete)
    share = np.zeros(len(allowed), np.float32)
    for one in optional:
        share[one.mask] += one.rarity
    best = float(share[allowed].max(initial=0.0))
    if not best:
        return _Answer(complete, complete)
    hits = complete | (allowed & (share >= best * (MOST_BESIDE_FULL if count else MOST_ALONE)))
    if len(optional) >= QUESTION:
        nearest = _Answer(allowed & (share >= best * LEAST), complete)
        hits[_ordered(snapshot, nearest, scores, Sort.RELEVANCE, NEAREST, 0)] = True
    return _Answer(hits, complete)


def _scores(snapshot: Snapshot, query: Query, wanted: list[_Wanted], visible: Mask) -> Weights:
    scores: Weights = np.zeros(snapshot.size, np.float32)
    for one in wanted:
        _add(snapshot, one.found, one.rarity, scores)
        exact = exact_form(snapshot, one.term)
        _add(snapshot, exact, EXACT_WEIGHT * _rarity(exact.ids, visible), scores)
    for pair in query.pairs:
        beside = find_phrase(snapshot, pair)
        _add(snapshot, beside, PAIR_WEIGHT * _rarity(beside.ids, visible), scores)
    return scores


def _rarity(ids: Ids, visible: Mask) -> float:
    """BM25's inverse document frequency. Counted within the scope: a score must not tell how many hidden records have the word."""
    having, all_seen = int(np.count_nonzero(visible[ids])), int(np.count_nonzero(visible))
    return float(np.log1p((all_seen - having + 0.5) / (having + 0.5)))


def _add(snapshot: Snapshot, found: Postings, rarity: float, scores: Weights) -> None:
    in_text = (K1 + 1) * found.body / (found.body + snapshot.norm[found.ids])
    in_head = HEAD_WEIGHT * found.head / (found.head + HEAD_HALF)
    scores[found.ids] += np.float32(rarity) * (in_text + in_head)


def _match(snapshot: Snapshot, number: int, scores: Weights, wanted: list[_Wanted]) -> Match:
    missing = tuple(one.term.text or " ".join(one.term.tokens) for one in wanted if not one.mask[number])
    return Match(snapshot.columns.ids[number], round(float(scores[number]), 4), missing)


def _ordered(snapshot: Snapshot, answer: _Answer, scores: Weights, sort: Sort, limit: int, offset: int) -> list[int]:
    """The numbers of the records of one page, those with all that was asked for first."""
    numbers = np.flatnonzero(answer.hits)
    wanted = max(offset, 0) + max(limit, 0)
    if not len(numbers) or limit <= 0:
        return []
    first, second = _keys(snapshot, numbers, scores, sort)
    partial = ~answer.complete[numbers]
    order = np.lexsort((second, first, partial))
    if len(order) > wanted:  # with all that equal the last one wanted, so that ties are settled by id and not by where they lie
        last = order[wanted - 1]
        key = (partial[last], first[last], second[last])
        order = np.array([place for place in order if (partial[place], first[place], second[place]) <= key])
    ids = snapshot.columns.ids
    ranked = sorted((partial[place], first[place], second[place], ids[numbers[place]], int(numbers[place])) for place in order)
    return [number for *_, number in ranked[max(offset, 0) : wanted]]


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

"""Finds the records that a term stands in, with how often it stands there."""

from __future__ import annotations

from functools import reduce

import numpy as np

from pipeline.search.terms import SPREAD, Term
from pipeline.search.tokenizer import LONGEST_NUMBER, indexed_stem, plain_number
from pipeline.search.whoosh.postings import Ids, Postings
from pipeline.search.whoosh.postings_writer import BODY_START, HEAD_END, ZONES
from pipeline.search.whoosh.snapshot import NO_POSTINGS, POSITION_BITS, Mask, Snapshot

COMMON_MARGIN, FEW_MARGINS = 0.1, 3
"""Share of the visible records, and how many at least. A word that more have in letterhead or running lines only says nothing: it
is not found there."""


def find_term(snapshot: Snapshot, term: Term, visible: Mask) -> Postings:
    """The records that have the term or one of its alternatives.

    Args:
        snapshot: the index.
        term: what to find.
        visible: the records that count when it is judged whether a word is common.
    """
    found = [_without_common_margins(_find_form(snapshot, form), form, visible) for form in term.forms]
    if term.date:
        found.append(_of_date(snapshot, term.date))
    return reduce(_either, found) if len(found) > 1 else found[0]


def exact_form(snapshot: Snapshot, term: Term) -> Postings:
    """The records that have a word in the very form that was typed; none for what is no word."""
    return snapshot.postings("word", term.tokens[0]) if term.stemmed and not term.field else NO_POSTINGS


def find_phrase(snapshot: Snapshot, tokens: tuple[str, ...], prefix: bool = False, field: str = "", within: int = 1) -> Postings:
    """The records in which the tokens follow one another.

    Args:
        snapshot: the index.
        tokens: in their order.
        prefix: whether the last one is the beginning of a word.
        field: ``number`` or ``title``: only there.
        within: how far behind each token the next one may stand.
    """
    last = len(tokens) - 1
    places = [_places(snapshot, token, prefix and index == last) for index, token in enumerate(tokens)]
    starts = _in_order(places, within) if within > 1 else _side_by_side(places)
    positions = starts & ((1 << POSITION_BITS) - 1)
    if field:
        first, end = ZONES[field]
        inside = (positions >= first) & (positions < end)
        starts, positions = starts[inside], positions[inside]
    ids, place = np.unique(starts >> POSITION_BITS, return_inverse=True)
    body, head = (np.bincount(place, part, len(ids)).astype(np.float32) for part in (positions >= BODY_START, positions < HEAD_END))
    return Postings(ids, body, head)


def _find_form(snapshot: Snapshot, term: Term) -> Postings:
    if term.spread:
        return find_phrase(snapshot, term.tokens, field=term.field, within=SPREAD)
    if len(term.tokens) > 1 or term.field:
        found = find_phrase(snapshot, term.tokens, term.prefix, term.field)
        return _either(found, _of_id(snapshot, term)) if len(term.tokens) == 2 else found
    token = term.tokens[0]
    if stem := indexed_stem(token) if term.stemmed else "":
        return snapshot.postings("stem", stem)
    if term.prefix or len(variants := _variants(token)) == 1:
        return snapshot.postings("word", token, term.prefix)
    return reduce(_either, (snapshot.postings("word", variant) for variant in variants))


def _without_common_margins(found: Postings, term: Term, visible: Mask) -> Postings:
    if not term.stemmed:
        return found
    counted = (found.body > 0) | (found.head > 0)
    in_margins = int(np.count_nonzero(visible[found.ids[~counted]]))
    if in_margins <= max(FEW_MARGINS, COMMON_MARGIN * np.count_nonzero(visible)):
        return found
    return Postings(found.ids[counted], found.body[counted], found.head[counted])


def _either(one: Postings, other: Postings) -> Postings:
    if not len(one.ids) or not len(other.ids):
        return one if len(one.ids) else other
    ids, place = np.unique(np.concatenate((one.ids, other.ids)), return_inverse=True)
    body, head = (
        np.bincount(place, np.concatenate(parts), len(ids)).astype(np.float32)
        for parts in ((one.body, other.body), (one.head, other.head))
    )
    return Postings(ids, body, head)


def _of_date(snapshot: Snapshot, beginning: str) -> Postings:
    digits = beginning.replace("-", "")
    ids = np.flatnonzero(snapshot.columns.date // 10 ** (8 - len(digits)) == int(digits))
    return Postings(ids, np.zeros(len(ids), np.float32), np.ones(len(ids), np.float32))


def _of_id(snapshot: Snapshot, term: Term) -> Postings:
    """The record itself, where its number was typed."""
    number = snapshot.numbers().get("-".join(term.tokens))
    if number is None or term.field:
        return NO_POSTINGS
    return Postings(np.array([number], np.int64), np.zeros(1, np.float32), np.full(1, 10, np.float32))


def _variants(token: str) -> list[str]:
    """A number with and without leading zeros; any other token as it is."""
    plain = plain_number(token)
    if not plain.isdecimal() or plain.startswith("0") or len(plain) > LONGEST_NUMBER:
        return [token]
    return [plain.zfill(width) for width in range(len(plain), LONGEST_NUMBER + 1)]


def _places(snapshot: Snapshot, token: str, prefix: bool) -> Ids:
    variants = [token] if prefix else _variants(token)
    if len(variants) == 1:
        return snapshot.places(token, prefix)
    return np.sort(np.concatenate([snapshot.places(variant) for variant in variants]))


def _side_by_side(places: list[Ids]) -> Ids:
    """Where the run begins; the rarest token first, so that the others are asked about few places only."""
    order = sorted(range(len(places)), key=lambda index: len(places[index]))
    starts = places[order[0]] - order[0]
    for index in order[1:]:
        starts = starts[_among(starts + index, places[index])]
    return starts


def _in_order(places: list[Ids], within: int) -> Ids:
    """Where the first of the tokens stands, if each next one stands soon behind."""
    starts = ends = places[0]
    for following in places[1:]:
        if not len(following):
            return following
        found = np.searchsorted(following, ends, side="right")
        inside = found < len(following)
        starts, ends, found = starts[inside], ends[inside], found[inside]
        near = following[found] - ends <= within
        starts, ends = starts[near], following[found][near]
    return starts


def _among(wanted: Ids, places: Ids) -> Mask:
    if not len(places):
        return np.zeros(len(wanted), bool)
    found = np.searchsorted(places, wanted)
    found[found == len(places)] = 0
    same: Mask = places[found] == wanted
    return same

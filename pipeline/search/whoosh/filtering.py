"""Masks over all records: what the asker may see, what the filters and the conditions of a query leave."""

from __future__ import annotations

import numpy as np

from pipeline.search.engine import NO_FILTERS, Filters, Scope
from pipeline.search.terms import Condition, Query
from pipeline.search.whoosh.lookup import find_term
from pipeline.search.whoosh.snapshot import Mask, Snapshot, day_number


def within(snapshot: Snapshot, query: Query, scope: Scope, filters: Filters) -> Mask:
    """The records that scope, filters and the query's conditions leave, its words aside."""
    mask = snapshot.visible(scope) & _filtered(snapshot, filters)
    for condition in query.conditions:
        mask &= _condition(snapshot, condition) ^ condition.excluded
    return mask


def matching(snapshot: Snapshot, query: Query, scope: Scope) -> Mask:
    """The records that a query finds."""
    mask = within(snapshot, query, scope, NO_FILTERS)
    visible = snapshot.visible(scope)
    for term in query.terms:
        found = np.zeros(snapshot.size, bool)
        found[find_term(snapshot, term, visible).ids] = True
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

"""Counts what a query found, by category, code, type, unit, status and year."""

from __future__ import annotations

from collections import Counter

import numpy as np

from pipeline.search.whoosh.snapshot import Mask, Snapshot

MOST_FACETS = 50


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

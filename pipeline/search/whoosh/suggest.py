"""Suggestions while typing: completions and titles.

All of it is counted within the scope: a word that stands in no paper the asker may see is never offered.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from heapq import nlargest
from itertools import accumulate

import numpy as np

from pipeline.language.indonesian import fold
from pipeline.search.engine import NO_FILTERS, Scope, Suggestions
from pipeline.search.query import LONGEST_QUERY, parse
from pipeline.search.terms import Query
from pipeline.search.tokenizer import tokens
from pipeline.search.whoosh.filtering import matching, within
from pipeline.search.whoosh.postings import PostingLists
from pipeline.search.whoosh.snapshot import Mask, Snapshot

SHORTEST_START = 2
MOST_LOOKED_UP = 64
"""Endings that are counted within the scope: the most frequent in the whole index."""
MOST_TITLES = 3000
"""Places in the titles that are looked at; beyond them what was typed is too common to choose by."""

_LAST_WORD = re.compile(r"(?<![^\s\"-])[^\W\d_]{2,}$")
"""What is being typed, unless it is part of a number or of a field."""


def suggest(snapshot: Snapshot, typed: str, scope: Scope, limit: int) -> Suggestions:
    """See ``Engine.suggest``."""
    typed = typed[:LONGEST_QUERY]
    query = parse(typed)
    run = [token for term in query.terms if not term.excluded for token in term.tokens]
    if max(map(len, run), default=0) < SHORTEST_START or limit <= 0:
        return Suggestions()
    texts: tuple[str, ...] = ()
    last = _LAST_WORD.search(typed)
    if last:
        head = typed[: last.start()]
        texts = tuple(f"{head}{word}" for word in _completions(snapshot, last[0], parse(head), scope)[:limit])
    return Suggestions(texts, _titles(snapshot, run, within(snapshot, query, scope, NO_FILTERS), limit))


def _completions(snapshot: Snapshot, start: str, before: Query, scope: Scope) -> list[str]:
    """The words that begin with ``start`` and stand beside what was typed before, the most frequent first."""
    beside = matching(snapshot, before, scope)
    start = fold(start)
    counted = []
    for word, _ in snapshot.endings(start).most_common(MOST_LOOKED_UP):
        if word != start and word.isalpha() and (count := int(np.count_nonzero(beside[snapshot.postings("word", word).ids]))):
            counted.append((-count, word))
    return [word for _, word in sorted(counted)]


def _titles(snapshot: Snapshot, run: list[str], visible: Mask, limit: int) -> tuple[tuple[str, str], ...]:
    starts = [f" {token}" for token in dict.fromkeys(run)]
    longest = max(starts, key=len)
    found: dict[int, int] = {}
    for lists, base in snapshot.lists:
        for place in _lines_with(snapshot, lists, base, longest, starts):
            number = base + place
            if visible[number]:
                found[number] = int(snapshot.columns.date[number])
    newest = nlargest(limit, found, key=lambda number: (found[number], snapshot.columns.ids[number]))
    return tuple((snapshot.columns.ids[number], snapshot.columns.titles[number]) for number in newest)


def _lines_with(snapshot: Snapshot, lists: PostingLists, base: int, longest: str, starts: list[str]) -> list[int]:
    text, ends = snapshot.of_segment(lists, "titles", lambda: _title_lines(snapshot.columns.titles[base : base + lists.records]))
    places: list[int] = []
    at = -1
    for _ in range(MOST_TITLES):
        at = text.find(longest, at + 1)
        if at < 0:
            break
        place = bisect_right(ends, at)
        line = text[ends[place - 1] if place else 0 : ends[place]]
        if all(start in line for start in starts):
            places.append(place)
    return places


def _title_lines(titles: tuple[str, ...]) -> tuple[str, list[int]]:
    """Every title as a line of tokens, a space before each; and where each line ends."""
    lines = ["".join(f" {token}" for token in tokens(title)) + "\n" for title in titles]
    return "".join(lines), list(accumulate(map(len, lines)))

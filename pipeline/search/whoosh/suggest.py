"""Suggestions while typing: completions, titles, corrections of misspelt words.

All of it is counted within the scope: a word that stands in no paper the asker may see is never offered.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from heapq import nlargest
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from pipeline.language.indonesian import fold, within_edits
from pipeline.search.engine import NO_FILTERS, Filters, Scope, Suggestions
from pipeline.search.query import LONGEST_QUERY, Query, Term, parse
from pipeline.search.tokenizer import tokens
from pipeline.search.whoosh.postings import PostingLists
from pipeline.search.whoosh.ranking import matching, search, within
from pipeline.search.whoosh.snapshot import Mask, Snapshot

SHORTEST_START = 2
MOST_LOOKED_UP = 64
"""Endings that are counted within the scope: the most frequent in the whole index."""
MOST_TITLES = 3000
"""Places in the titles that are looked at; beyond them what was typed is too common to choose by."""
SHORTEST_MISSPELT = 4
SUSPICIOUS = 2
"""A word in no more papers than this may be a misspelling, or a misreading: OCR leaves words that stand once."""
TIMES_MORE = 10
"""What is offered in place of a word that does stand somewhere must stand in so many times more papers."""
MOST_CANDIDATES = 40

_LAST_WORD = re.compile(r"(?<![^\s\"-])[^\W\d_]{2,}$")
"""What is being typed, unless it is part of a number or of a field."""
_WORD = re.compile(r"[^\W_]+")
_LETTERS = 26


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
        if word != start and word.isalpha() and (count := int(np.count_nonzero(beside[snapshot.postings("word", word)[0]]))):
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


def did_you_mean(snapshot: Snapshot, query: Query, scope: Scope, filters: Filters) -> str:
    """See ``Engine.did_you_mean``."""
    visible = snapshot.visible(scope)
    better = {}
    for term in query.terms:
        if _may_be_misspelt(term):
            meant = _meant(snapshot, term.tokens[0], visible)
            if meant:
                better[term.tokens[0]] = meant
    if not better:
        return ""
    text = _WORD.sub(lambda word: better.get(fold(word[0]), word[0]), query.text)
    more = search(snapshot, parse(text), scope, filters, 0, 0).total
    return text if more > search(snapshot, query, scope, filters, 0, 0).total else ""


def _may_be_misspelt(term: Term) -> bool:
    word = term.tokens[0]
    return term.stemmed and not term.excluded and len(word) >= SHORTEST_MISSPELT and word.isalpha()


def _meant(snapshot: Snapshot, word: str, visible: Mask) -> str:
    standing = _count(snapshot, word, visible)
    if standing > SUSPICIOUS:
        return ""
    ranked = []
    for distance, candidate in sorted(_near(snapshot, word))[:MOST_CANDIDATES]:
        count = _count(snapshot, candidate, visible)
        if count >= max(1, standing * TIMES_MORE):
            ranked.append((distance, candidate[0] != word[0], -count, candidate))
    return min(ranked)[-1] if ranked else ""


def _count(snapshot: Snapshot, word: str, visible: Mask) -> int:
    return int(np.count_nonzero(visible[snapshot.postings("word", word)[0]]))


def _near(snapshot: Snapshot, word: str) -> set[tuple[int, str]]:
    """Words of one or two edits' distance. Letters are counted first: that leaves a few dozen of all words to compare."""
    most = 1 if len(word) < 6 else 2
    wanted = _letters([word])[0].astype(np.int16)
    near: set[tuple[int, str]] = set()
    for lists, _ in snapshot.lists:
        words, letters = snapshot.of_segment(lists, "spelling", partial(_spelling, lists))
        apart = np.abs(letters.astype(np.int16) - wanted).sum(axis=1)
        for place in np.flatnonzero(apart <= 2 * most):
            candidate = words[place]
            if candidate != word and within_edits(word, candidate, most):
                near.add((1 if within_edits(word, candidate, 1) else 2, candidate))
    return near


def _spelling(lists: PostingLists) -> tuple[list[str], NDArray[np.uint8]]:
    """The words of a segment that may be offered, and how often each letter stands in them.

    In a large segment a word that stands in one paper only is a misreading more often than not.
    """
    least = 2 if lists.records > 500 else 1
    frequent = lists.word.frequencies(range(len(lists.word))) >= least
    words = [word for word, kept in zip(lists.word.tokens(), frequent, strict=True) if kept and word.isalpha() and len(word) < 30]
    words = [word for word in words if len(word) >= SHORTEST_MISSPELT - 1]
    return words, _letters(words)


def _letters(words: list[str]) -> NDArray[np.uint8]:
    """For each word how often each of ``a`` to ``z`` stands in it; other letters count as ``z``."""
    counts = np.zeros((len(words), _LETTERS), np.uint8)
    joined = "".join(words)
    letters = np.frombuffer(joined.encode("utf-32-le"), np.uint32).astype(np.int64) - ord("a")
    rows = np.repeat(np.arange(len(words)), [len(word) for word in words]) if words else np.empty(0, np.int64)
    np.add.at(counts, (rows, np.clip(letters, 0, _LETTERS - 1)), 1)
    return counts

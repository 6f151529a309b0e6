"""Puts misspelt words right: what no visible record has is looked for as the word that it was probably meant to be.

Only words of records that the asker may see are looked at, so that a correction tells nothing of the others.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pipeline.language.indonesian import within_edits
from pipeline.search.query import put_right
from pipeline.search.terms import Query, Term
from pipeline.search.whoosh.lookup import find_term
from pipeline.search.whoosh.postings import PostingLists
from pipeline.search.whoosh.snapshot import Mask, Snapshot

SHORTEST_MISSPELT = 4
SUSPICIOUS = 2
"""A word in no more papers than this may be a misspelling, or a misreading: recognition leaves words that stand once."""
TIMES_MORE = 10
"""What is offered in place of a word that does stand somewhere must stand in so many times more papers."""
MOST_CANDIDATES = 40
MOST_CORRECTED = 4
"""Words of one query that are looked at: each costs some milliseconds."""
MOST_LIKE = 6
"""Words of like spelling that are looked for where none is good enough to be offered."""

_LETTERS = 26


def correct(snapshot: Snapshot, query: Query, visible: Mask) -> tuple[Query, tuple[tuple[str, str], ...]]:
    """The query with its misspelt words put right.

    Returns:
        The query to be answered, and for each word that no visible record has what is looked for in its place: a word, or nothing
        where words of like spelling are looked for that are too rare to be shown.
    """
    terms = list(query.terms)
    corrected: list[tuple[str, str]] = []
    for index, term in enumerate(terms):
        if not _may_be_misspelt(term) or np.any(visible[find_term(snapshot, term, visible).ids]):
            continue
        if len(corrected) == MOST_CORRECTED:
            break
        word = term.tokens[0]
        candidates = _candidates(snapshot, word, visible)
        good = [one for one in candidates if -one[2] >= SUSPICIOUS or _in_a_title(snapshot, one[3], visible)]
        if good:
            terms[index] = Term((min(good)[3],), text=term.text)
            corrected.append((word, min(good)[3]))
        elif candidates:
            like = tuple(Term((one[3],), quoted=True) for one in sorted(candidates)[:MOST_LIKE])
            terms[index] = replace(term, alternatives=(*term.alternatives, *like))
            corrected.append((word, ""))
    return (replace(query, terms=tuple(terms)) if corrected else query), tuple(corrected)


def did_you_mean(snapshot: Snapshot, query: Query, visible: Mask) -> str:
    """See ``Engine.did_you_mean``."""
    better = {}
    for term in query.terms:
        if _may_be_misspelt(term) and (meant := _meant(snapshot, term.tokens[0], visible)):
            better[term.tokens[0]] = meant
    return put_right(query.text, better.items()) if better else ""


def _may_be_misspelt(term: Term) -> bool:
    word = term.tokens[0]
    return term.stemmed and not (term.field or term.excluded) and len(word) >= SHORTEST_MISSPELT and word.isalpha()


def _meant(snapshot: Snapshot, word: str, visible: Mask) -> str:
    """The word that is far more frequent than ``word``, which stands in a few papers; none for what is frequent itself."""
    standing = _count(snapshot, word, visible)
    if standing > SUSPICIOUS:
        return ""
    ranked = [one for one in _candidates(snapshot, word, visible) if -one[2] >= max(1, standing * TIMES_MORE)]
    return min(ranked)[3] if ranked else ""


def _candidates(snapshot: Snapshot, word: str, visible: Mask) -> list[tuple[int, bool, int, str]]:
    """Words of like spelling in visible records: edits, whether the first letter differs, records that have it (negative), word."""
    counted = (
        (distance, candidate[0] != word[0], -_count(snapshot, candidate, visible), candidate)
        for distance, candidate in sorted(_near(snapshot, word))[:MOST_CANDIDATES]
    )
    return [one for one in counted if one[2]]


def _in_a_title(snapshot: Snapshot, word: str, visible: Mask) -> bool:
    found = snapshot.postings("word", word)
    return bool(np.any(visible[found.ids[found.head > 0]]))


def _count(snapshot: Snapshot, word: str, visible: Mask) -> int:
    return int(np.count_nonzero(visible[snapshot.postings("word", word).ids]))


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

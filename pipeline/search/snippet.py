"""Snippets: the lines of a paper that show why it was found, with their boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pipeline.document.pages import Box, Word
from pipeline.search.terms import SPREAD, Query, Term
from pipeline.search.tokenizer import indexed_stem, plain_number, tokens

EXCERPT_WORDS = 34
LEAD_WORDS = 6
"""How many words of the excerpt stand before its first hit."""
LONGEST_WORD = 60
"""Characters shown of one word: a line of dots read off a form is one word of thousands."""
DISTINCT, EXACT = 1000, 3
"""What a hit is worth when excerpts are compared: another term found outweighs any number of the same; the form as typed outweighs
its relatives, which are worth 1."""

BROKEN = "\u00ad"
"""The soft hyphen: where a word of a page's text was broken at a line's end. It is one word, with a box on each line."""

PageText = tuple[int, str, Sequence[Word]]
"""Page number (from 1), text, and its words: ``text.split()[i]`` is ``words[i]`` (a word more for each ``BROKEN`` in it), or no
words at all."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt of one page."""

    page: int
    """From 1; 0 where the paper has no text."""
    segments: tuple[tuple[str, bool], ...] = ()
    """Pieces of text, each with whether it was searched for; joined they are the excerpt."""
    boxes: tuple[Box, ...] = ()
    """Of the hits in the excerpt, in reading order."""
    area: Box | None = None
    """Around all words of the excerpt: the piece of the page to cut out."""

    @property
    def text(self) -> str:
        """The excerpt without marks."""
        return "".join(piece for piece, _ in self.segments)


Hit = tuple[int, int, int]
"""Index among the page's tokens, number of the term, worth."""


def snippet(pages: Sequence[PageText], query: Query) -> Snippet:
    """The excerpt of ``pages`` that shows most of ``query``; the beginning of the first page with text where nothing of it stands
    there (the title or the number was found).
    """
    wanted = _wanted(query)
    best: tuple[int, int, PageText, list[Hit]] | None = None  # worth, first token, page, all hits of the page
    traces = [trace for _, form in wanted for trace in _traces(form)]
    for page in pages:
        whole = page[1].replace(BROKEN, "")
        hits = _hits(tokens(whole), wanted) if _may_hold(whole, traces) else []
        if hits:
            worth, first = _densest(hits)
            if best is None or worth > best[0]:
                best = (worth, first, page, hits)
    if best is not None:
        _, first, page, hits = best
        places = _places(page[1].replace(BROKEN, "").split())
        return _excerpt(page, max(places[first] - LEAD_WORDS, 0), {places[hit[0]] for hit in hits})
    for page in pages:
        if page[1].strip():
            return _excerpt(page, 0, set())
    return Snippet(0)


def marks(text: str, words: Sequence[Word], query: Query) -> tuple[Box, ...]:
    """The boxes of every hit on one page, in reading order; none where the page has no boxes."""
    boxes = _boxes(text, words)
    if boxes is None:
        return ()
    whole = text.replace(BROKEN, "")
    hits = _hits(tokens(whole), _wanted(query))
    places = _places(whole.split()) if hits else []
    return tuple(box for index in sorted({places[hit[0]] for hit in hits}) for box in boxes(index))


def _wanted(query: Query) -> list[tuple[int, Term]]:
    """The forms of each term, with the number of the term."""
    return [(number, form) for number, term in enumerate(query.terms) if not term.excluded for form in term.forms]


def _boxes(text: str, words: Sequence[Word]) -> Callable[[int], list[Box]] | None:
    """The boxes of each word of a page's text, by its index; ``None`` where the page has none, or others."""
    starts = [0, *accumulate(1 + word.count(BROKEN) for word in text.split())]
    if starts[-1] != len(words):
        return None
    return lambda index: [words[at].box for at in range(starts[index], starts[index + 1])]


def _traces(term: Term) -> tuple[str, ...]:
    """What must stand somewhere in a text for the term to be found in it."""
    first = plain_number(term.tokens[0])
    stem = indexed_stem(first) if term.stemmed else ""
    return (first, stem[1:]) if len(stem) > 1 else (first,)


def _may_hold(text: str, traces: list[str]) -> bool:
    """Spares the pages on which nothing of it stands being taken apart: most pages of a long paper."""
    if not text.isascii() or "'" in text:  # folding may change what such a text says
        return True
    lowered = text.lower()
    return any(trace in lowered for trace in traces)


def _places(words: list[str]) -> list[int]:
    """Index of a token → index of its word: white space parts tokens, marks part the tokens of one word."""
    return [index for index, count in enumerate(map(_count, words)) for _ in range(count)]


@lru_cache(maxsize=16384)
def _count(word: str) -> int:
    return len(tokens(word))


def _hits(run: list[str], wanted: list[tuple[int, Term]]) -> list[Hit]:
    """What of ``wanted`` stands in the tokens ``run``, in reading order."""
    run = [plain_number(token) for token in run]
    forms: dict[str, list[tuple[int, int]]] = {}
    different = set(run)
    found: list[Hit] = []
    for number, term in wanted:
        if len(term.tokens) > 1:
            runs = _spread_runs(run, term) if term.spread else _side_by_side(run, term)
            found += [(at, number, EXACT) for places in runs for at in places]
            continue
        for form, worth in _forms(different, term):
            forms.setdefault(form, []).append((number, worth))
    if forms:
        found += [(at, number, worth) for at, token in enumerate(run) if token in forms for number, worth in forms[token]]
    return sorted(set(found))


def _forms(different: set[str], term: Term) -> list[tuple[str, int]]:
    """The tokens among ``different`` that a term of one token means, and what each is worth."""
    token = plain_number(term.tokens[0])
    if term.prefix:
        return [(form, EXACT) for form in different if form.startswith(token)]
    exact = [(token, EXACT)] if token in different else []
    stem = indexed_stem(token) if term.stemmed else ""
    if not stem:
        return exact
    tail = stem[1:]  # a prefix may change a stem's first letter (tulis, menulis), never the rest: spares most words the stemmer
    return exact + [(form, 1) for form in different if tail in form and form != token and indexed_stem(form) == stem]


def _side_by_side(run: list[str], term: Term) -> Iterator[range]:
    """Where the tokens of the term stand one after the other."""
    first, *rest = map(plain_number, term.tokens)
    whole, last = rest[:-1], rest[-1]
    for at, token in enumerate(run):
        end = at + len(term.tokens) - 1
        if token != first or end >= len(run) or run[at + 1 : end] != whole:
            continue
        if run[end] == last or (term.prefix and run[end].startswith(last)):
            yield range(at, end + 1)


def _spread_runs(run: list[str], term: Term) -> Iterator[list[int]]:
    """Where the tokens of the term follow one another with others between them."""
    first, *rest = map(plain_number, term.tokens)
    for at, token in enumerate(run):
        if token != first:
            continue
        places = [at]
        for wanted in rest:
            window = run[places[-1] + 1 : places[-1] + 1 + SPREAD]
            if wanted not in window:
                break
            places.append(places[-1] + 1 + window.index(wanted))
        else:
            yield places


def _densest(hits: list[Hit]) -> tuple[int, int]:
    """The worth of the best excerpt, and the token of its first hit."""
    best, first, start, worth = 0, hits[0][0], 0, 0
    inside: dict[int, int] = {}
    for at, term, value in hits:
        inside[term] = inside.get(term, 0) + 1
        worth += value
        while at - hits[start][0] > EXCERPT_WORDS - LEAD_WORDS:
            _, gone, lost = hits[start]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            worth -= lost
            start += 1
        total = len(inside) * DISTINCT + min(worth, DISTINCT - 1)
        if total > best:
            best, first = total, hits[start][0]
    return best, first


def _excerpt(page: PageText, first: int, found: set[int]) -> Snippet:
    """The words of ``page`` from ``first`` on, those of ``found`` marked."""
    number, text, words = page
    split = text.replace(BROKEN, "").split()
    last = min(first + EXCERPT_WORDS, len(split))
    first = max(min(first, last - EXCERPT_WORDS), 0)
    marked = {index for index in found if first <= index < last}
    boxes: list[Box] = []
    area: Box | None = None
    if lying := _boxes(text, words):
        boxes = [box for index in sorted(marked) for box in lying(index)]
        area = _around([box for index in range(first, last) for box in lying(index)])
    pieces = [("… ", False)] if first else []
    for index in range(first, last):
        if index > first:
            pieces.append((" ", index in marked and index - 1 in marked))
        pieces += _pieces(split[index], index in marked)
    if last < len(split):
        pieces.append((" …", False))
    return Snippet(number, _joined(pieces), tuple(boxes), area)


def _pieces(word: str, marked: bool) -> list[tuple[str, bool]]:
    """The word, the mark around its letters and not around the comma after it."""
    shown = word if len(word) <= LONGEST_WORD else f"{word[: LONGEST_WORD - 1]}…"
    if not marked:
        return [(shown, False)]
    letters = [index for index, char in enumerate(shown) if char.isalnum()]
    if not letters:
        return [(shown, True)]
    start, end = letters[0], letters[-1] + 1
    return [(shown[:start], False), (shown[start:end], True), (shown[end:], False)]


def _joined(pieces: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    joined: list[tuple[str, bool]] = []
    for text, marked in pieces:
        if not text:
            continue
        if joined and joined[-1][1] == marked:
            joined[-1] = (joined[-1][0] + text, marked)
        else:
            joined.append((text, marked))
    return tuple(joined)


def _around(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))

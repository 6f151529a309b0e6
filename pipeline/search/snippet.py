"""The lines of a paper that show why it was found, and where on the page they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.document import Box, Word
from pipeline.search.query import Query, Term
from pipeline.search.words import indexed_stem, tokens

EXCERPT_WORDS = 34
LEAD_WORDS = 6
"""How many words of the excerpt stand before its first hit."""
LONGEST_WORD = 60
"""Characters shown of one word: a line of dots read off a form is one word of thousands."""
DISTINCT, EXACT = 1000, 3
"""What a hit is worth when excerpts are compared: another term found outweighs any number of the same; the form as typed outweighs
its relatives, which are worth 1."""

PageText = tuple[int, str, Sequence[Word]]
"""Page number (from 1), text, and its words: ``text.split()[i]`` is ``words[i]``, or no words at all."""


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


@dataclass(frozen=True, slots=True)
class _Hit:
    word: int
    """Index among the page's words."""
    term: int
    worth: int


def snippet(pages: Sequence[PageText], query: Query) -> Snippet:
    """The excerpt of ``pages`` that shows most of ``query``; the beginning of the first page with text where nothing of it stands
    there (the title or the number was found).
    """
    wanted = _wanted(query)
    best: tuple[int, int, int] | None = None  # worth, index of page, first word
    for index, (_, text, _) in enumerate(pages):
        found = _hits(text.split(), wanted)
        if found:
            worth, first = _densest(found)
            if best is None or worth > best[0]:
                best = (worth, index, first)
    if best is not None:
        return _excerpt(pages[best[1]], max(best[2] - LEAD_WORDS, 0), wanted)
    for page in pages:
        if page[1].strip():
            return _excerpt(page, 0, [])
    return Snippet(0)


def marks(text: str, words: Sequence[Word], query: Query) -> tuple[Box, ...]:
    """The boxes of every hit on one page, in reading order; none where the page has no boxes."""
    split = text.split()
    if len(split) != len(words):
        return ()
    return tuple(words[index].box for index in sorted({hit.word for hit in _hits(split, _wanted(query))}))


def _wanted(query: Query) -> list[Term]:
    return [term for term in query.terms if not term.excluded]


def _hits(words: list[str], wanted: list[Term]) -> list[_Hit]:
    """What of ``wanted`` stands among ``words``, in reading order."""
    found: list[_Hit] = []
    singles = [(number, _single(term)) for number, term in enumerate(wanted) if len(term.tokens) == 1]
    if singles:
        found += _single_hits(words, singles)
    phrases = [(number, term) for number, term in enumerate(wanted) if len(term.tokens) > 1]
    if phrases:
        found += _phrase_hits(words, phrases)
    return sorted(found, key=lambda hit: hit.word)


def _single_hits(words: list[str], singles: list[tuple[int, Callable[[str], int]]]) -> list[_Hit]:
    found: list[_Hit] = []
    known: dict[str, list[tuple[int, int]]] = {}  # the same words come again and again
    for index, word in enumerate(words):
        hits = known.get(word)
        if hits is None:
            parts = _parts(word)
            hits = [(number, worth) for number, fits in singles if (worth := max(map(fits, parts), default=0))]
            known[word] = hits
        for number, worth in hits:
            found.append(_Hit(index, number, worth))
    return found


def _single(term: Term) -> Callable[[str], int]:
    """How much a token is worth to a term of one token: 0 when it is not what was looked for."""
    token = term.tokens[0]
    if term.prefix:
        return lambda part: EXACT if part.startswith(token) else 0
    stem = indexed_stem(token) if term.stemmed else ""
    if not stem:
        return lambda part: EXACT if part == token else 0
    tail = stem[1:]  # a prefix may change a stem's first letter (tulis, menulis), never the rest: spares most words the stemmer

    def fits(part: str) -> int:
        if part == token:
            return EXACT
        return 1 if tail in part and indexed_stem(part) == stem else 0

    return fits


def _phrase_hits(words: list[str], phrases: list[tuple[int, Term]]) -> list[_Hit]:
    run: list[str] = []
    place: list[int] = []
    for index, word in enumerate(words):
        for part in _parts(word):
            run.append(part)
            place.append(index)
    found: set[_Hit] = set()
    for number, term in phrases:
        for start in _starts(run, term):
            found.update(_Hit(place[at], number, EXACT) for at in range(start, start + len(term.tokens)))
    return list(found)


def _starts(run: list[str], term: Term) -> list[int]:
    first, *rest = term.tokens
    whole, last = rest[:-1], rest[-1]
    starts: list[int] = []
    at = -1
    while True:
        try:
            at = run.index(first, at + 1)
        except ValueError:
            return starts
        end = at + len(term.tokens) - 1
        if end < len(run) and run[at + 1 : end] == whole and (run[end] == last or (term.prefix and run[end].startswith(last))):
            starts.append(at)


@lru_cache(maxsize=16384)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(tokens(word))


def _densest(found: list[_Hit]) -> tuple[int, int]:
    """The worth of the best excerpt, and the word of its first hit."""
    best, first, start = 0, found[0].word, 0
    inside: dict[int, int] = {}
    worth = 0
    for hit in found:
        inside[hit.term] = inside.get(hit.term, 0) + 1
        worth += hit.worth
        while hit.word - found[start].word > EXCERPT_WORDS - LEAD_WORDS:
            gone = found[start]
            inside[gone.term] -= 1
            if not inside[gone.term]:
                del inside[gone.term]
            worth -= gone.worth
            start += 1
        total = len(inside) * DISTINCT + min(worth, DISTINCT - 1)
        if total > best:
            best, first = total, found[start].word
    return best, first


def _excerpt(page: PageText, first: int, wanted: list[Term]) -> Snippet:
    number, text, words = page
    split = text.split()
    last = min(first + EXCERPT_WORDS, len(split))
    first = max(min(first, last - EXCERPT_WORDS), 0)
    marked = {hit.word for hit in _hits(split, wanted) if first <= hit.word < last}
    boxes: list[Box] = []
    area: Box | None = None
    if len(words) == len(split):
        boxes = [words[index].box for index in sorted(marked)]
        area = _around([words[index].box for index in range(first, last)])
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

"""The language that people type into the search box.

All words are wanted; an engine that finds few papers with all of them adds those with most. ``"bagian umum"`` is found as it
stands, ``-surat`` must not be in the paper, ``surat*`` finds every ending, ``siaran OR agenda`` either. ``kode:HM.02 tahun:2024
kategori:berkala nomor:12/PL jenis:undangan judul:rapat tanggal:2024-03`` narrow; each has an English name too. Dates, amounts,
numbers of letters and abbreviations are found in every way that they are written. Whatever is typed means something or nothing; it
is never an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.language.indonesian import fold
from pipeline.search import stop_words, synonyms
from pipeline.search.terms import Condition, Query, Term
from pipeline.search.tokenizer import tokens
from pipeline.search.typed_values import DATE, RULE, date_term, rule_term, value_term

LONGEST_QUERY = 500
MOST_TERMS = 24
"""Beyond these the rest of what was typed is left out: nobody types so much, and each costs time."""
SHORTEST_PREFIX = 2
"""Letters and digits. ``s*`` would find nearly everything, slowly; it means the word ``s``."""

FIELD_NAMES = {
    **dict.fromkeys(("kode", "code"), "code"),
    **dict.fromkeys(("tahun", "year"), "year"),
    **dict.fromkeys(("kategori", "category"), "category"),
    **dict.fromkeys(("nomor", "number", "no"), "number"),
    **dict.fromkeys(("judul", "title", "hal", "perihal"), "title"),
    **dict.fromkeys(("jenis", "type"), "document_type"),
    **dict.fromkeys(("tanggal", "date"), "date"),
}
"""What may stand before a colon → the field it means."""

_WORD_FIELDS = frozenset({"number", "title"})
_WORD = r"""(?P<minus>-?)(?:(?P<name>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))"""
_CHUNK = re.compile(rf"(?P<date>{DATE})|(?P<rule>{RULE})|{_WORD}", re.IGNORECASE)
_EITHER = frozenset({"OR", "ATAU", "|"})
_LETTERS = re.compile(r"[^\W_]+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_YEARS = re.compile(r"(\d{4})(?:(?:-|\.\.)(\d{4}))?", re.ASCII)


def parse(text: str, table: synonyms.Table | None = None) -> Query:
    """What ``text`` asks for.

    Args:
        text: as typed, whatever it is.
        table: words that mean the same; None for those that Berkas knows.
    """
    typed = " ".join(text[:LONGEST_QUERY].translate(_QUOTES).split())
    terms: list[Term] = []
    conditions: list[Condition] = []
    for understood in _understood(typed):
        if isinstance(understood, Condition):
            conditions.append(understood)
        else:
            terms.append(understood)
        if len(terms) + len(conditions) >= MOST_TERMS:
            break
    kept, ignored = _without_stop_words(terms)
    known = synonyms.add(kept, synonyms.builtin() if table is None else table)
    return Query(typed, tuple(dict.fromkeys(known)), tuple(dict.fromkeys(conditions)), ignored, _pairs(terms))


def put_right(text: str, corrected: Iterable[tuple[str, str]]) -> str:
    """``text`` with words replaced by those that were looked for in their place; case aside, as they stand in it."""
    better = {word: meant for word, meant in corrected if meant}
    return _LETTERS.sub(lambda word: better.get(fold(word[0]), word[0]), text) if better else text


def _pairs(terms: list[Term]) -> tuple[tuple[str, str], ...]:
    """The pairs of neighbours in a row of words; a day and its month by number are one too, as newspapers write it: (26/8)."""
    pairs: dict[tuple[str, str], None] = {}
    for left, right in pairwise(terms):
        if not any(term.required or term.excluded or term.spread for term in (left, right)):
            pairs[left.tokens[-1], right.tokens[0]] = None
    for term in terms:
        if not term.required and not term.excluded:
            pairs |= dict.fromkeys(pairwise(term.tokens))
        if len(term.date) == 10:
            pairs[str(int(term.date[8:])), str(int(term.date[5:7]))] = None
    return tuple(pairs)


def _understood(typed: str) -> Iterator[Term | Condition]:
    """The terms and conditions in the order in which they were typed; what stands on both sides of an ``OR`` is one term."""
    before: Term | Condition | None = None
    either = False
    for chunk in _CHUNK.finditer(typed):
        if chunk[0] in _EITHER and before is not None:
            either = True
            continue
        one = _chunk(chunk)
        if one is None:
            continue
        if either and isinstance(before, Term) and isinstance(one, Term) and not (before.excluded or one.excluded):
            before = _joined(before, one)
        else:
            if before is not None:
                yield before
            before = one
        either = False
    if before is not None:
        yield before


def _joined(one: Term, other: Term) -> Term:
    return replace(one, text=f"{one.text} OR {other.text}", alternatives=(*one.alternatives, other))


def _chunk(chunk: re.Match[str]) -> Term | Condition | None:
    if chunk["date"] and (term := date_term(chunk["date"])):
        return term
    if chunk["rule"]:
        return rule_term(chunk["rule"])
    # A date that is none, 45-99-2026, is a number like any other.
    name, quoted, excluded = chunk["name"] or "", chunk["quoted"] is not None, bool(chunk["minus"])
    value = chunk["date"] or (chunk["quoted"] if quoted else chunk["bare"])
    field = FIELD_NAMES.get(name.lower(), "")
    if field and field not in _WORD_FIELDS:
        condition = _condition(field, value.strip(), excluded)
        if condition:
            return condition
    if name and not field:  # "Yth.:Ketua", "http://…": a mark like any other
        value = f"{name}:{value}"
    words = tuple(tokens(value))
    if not words:
        return None
    field = field if field in _WORD_FIELDS else ""
    prefix = value.endswith("*") and not value.endswith(" *") and sum(map(len, words)) >= SHORTEST_PREFIX
    if quoted or prefix:
        return Term(words, quoted, prefix, excluded, field, text=value)
    return replace(value_term(value, words, field), excluded=excluded)


def _condition(field: str, value: str, excluded: bool) -> Condition | None:
    if not value:
        return None
    if field == "year":
        years = _YEARS.fullmatch(value)
        return Condition(field, f"{years[1]}-{years[2]}" if years[2] else years[1], excluded) if years else None
    if field == "code":
        return Condition(field, value.rstrip(".*").upper(), excluded) if value.rstrip(".*") else None
    if field == "category":
        value = "_".join(re.split(r"[\s_-]+", value))
    return Condition(field, value.lower(), excluded)


def _without_stop_words(terms: list[Term]) -> tuple[list[Term], tuple[str, ...]]:
    # "surat untuk bawaslu" asks for two words; "untuk" alone asks for that one.
    common = [term for term in terms if term.plain and term.tokens[0] in stop_words.IGNORED]
    kept = [term for term in terms if term not in common]
    if not any(not term.excluded for term in kept):
        kept, common = terms, []
    return kept, tuple(dict.fromkeys(term.tokens[0] for term in common))

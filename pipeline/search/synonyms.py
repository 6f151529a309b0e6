"""Abbreviations and synonyms: words that mean the same in the papers of an office.

``synonyms.csv`` holds those that Berkas knows, one group a line, parted by semicolons; an office adds its own in ``berkas.toml``.
A word that was typed is found by any member of its group. Of a name of several words each word is found by the abbreviation too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pipeline.search import stop_words
from pipeline.search.terms import Term
from pipeline.search.tokenizer import tokens

Table = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""The tokens of a name → the tokens of each other name of its group."""
LONGEST_NAME = 8
"""Words."""


def make_table(groups: Iterable[Sequence[str]]) -> Table:
    """The table of ``groups``: the names of each mean the same. A name in several groups means all that stands in them."""
    table: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for group in groups:
        names = [name for typed in group if 0 < len(name := tuple(tokens(typed))) <= LONGEST_NAME]
        for name in names:
            # As it is typed, and as it is left when the words that cost nothing are gone.
            asked = tuple(token for token in name if token not in stop_words.IGNORED)
            for key in {name, asked} - {()}:
                others = (*table.get(key, ()), *(other for other in names if other != key))
                table[key] = tuple(dict.fromkeys(others))
    return table


@lru_cache(maxsize=1)
def builtin_groups() -> tuple[tuple[str, ...], ...]:
    """The groups of ``synonyms.csv``."""
    lines = (Path(__file__).parent / "synonyms.csv").read_text("utf-8").splitlines()
    return tuple(tuple(line.split(";")) for line in lines if line.strip())


@lru_cache(maxsize=1)
def builtin() -> Table:
    """The table of ``synonyms.csv``."""
    return make_table(builtin_groups())


@lru_cache(maxsize=8)
def extended(groups: tuple[tuple[str, ...], ...]) -> Table:
    """The table of ``synonyms.csv`` and of the office's own ``groups``."""
    return make_table((*builtin_groups(), *groups))


def add(terms: Sequence[Term], table: Table) -> list[Term]:
    """The terms, each with what else it may be called."""
    added = list(terms)
    start = 0
    while start < len(terms):
        length = _longest_name(terms, start, table)
        if length:
            name = tuple(term.tokens[0] for term in terms[start : start + length])
            others = tuple(Term(other) for other in table[name])
            for index in range(start, start + length):
                # Of several words each may be missing where the paper has another name for the whole.
                added[index] = replace(terms[index], alternatives=tuple(one for one in others if one.tokens != terms[index].tokens))
        start += max(length, 1)
    return added


def _longest_name(terms: Sequence[Term], start: int, table: Table) -> int:
    for length in range(min(LONGEST_NAME, len(terms) - start), 0, -1):
        run = terms[start : start + length]
        if all(term.plain and not term.excluded for term in run) and tuple(term.tokens[0] for term in run) in table:
            return length
    return 0

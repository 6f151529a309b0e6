"""What a query consists of: terms, conditions, and the query itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace

SPREAD = 12
"""Tokens within which the parts of a number follow one another."""


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that must stand beside each other in the paper; mostly one."""

    tokens: tuple[str, ...]
    quoted: bool = False
    """Only as typed, not by its stem."""
    prefix: bool = False
    """The last token is the beginning of a word."""
    excluded: bool = False
    field: str = ""
    """``number`` or ``title``: look there only."""
    text: str = dataclasses.field(default="", compare=False)
    """How it was typed."""
    spread: bool = False
    """Other tokens may stand between its own: 58/2026 is part of 58/PP.04.1-SD/2101/2026."""
    date: str = ""
    """Papers of this date are found as well: the beginning of an ISO 8601 date."""
    alternatives: tuple[Term, ...] = ()
    """Other ways of saying it: abbreviation, synonym, other notation. Any of them will do."""

    @property
    def stemmed(self) -> bool:
        """Whether other forms of the word will do."""
        return not (self.quoted or self.prefix or self.spread or len(self.tokens) > 1)

    @property
    def plain(self) -> bool:
        """A word as it comes, without any mark."""
        return self.stemmed and not self.field and not self.alternatives

    @property
    def required(self) -> bool:
        """Whether a paper without it is no answer: somebody took the trouble to mark it."""
        return self.quoted or self.prefix or bool(self.field)

    @property
    def forms(self) -> Iterator[Term]:
        """The term and its alternatives, each by itself."""
        yield replace(self, alternatives=())
        for other in self.alternatives:
            yield from other.forms


@dataclass(frozen=True, slots=True)
class Condition:
    """A field that must have a value."""

    field: str
    """``code``, ``year``, ``category``, ``document_type`` or ``date``."""
    value: str
    """A year may be a span, ``2022-2024``; a date the beginning of one, ``2024-03``."""
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()
    ignored: tuple[str, ...] = ()
    """Words too common to look for, beside others."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Tokens that were typed beside each other, common ones too. Papers that have them beside each other come first."""

    @property
    def blank(self) -> bool:
        """Nothing was typed: everything is meant."""
        return not self.text

    @property
    def meaningless(self) -> bool:
        """Something was typed and nothing of it can be looked for: nothing is found."""
        return bool(self.text) and not self.terms and not self.conditions

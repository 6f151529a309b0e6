"""The query language that people type.

Words are joined by *and*. ``"bagian umum"`` is found as it stands, ``-surat`` must not be in the paper, ``surat*`` finds every
ending. ``kode:HM.02 tahun:2024 kategori:berkala nomor:12/PL jenis:undangan judul:rapat tanggal:2024-03`` narrow; each has an
English name too. Whatever is typed means something or nothing; it is never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.indonesian import STOP_WORDS
from pipeline.search.tokenizer import tokens

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
_CHUNK = re.compile(r"""(?P<minus>-?)(?:(?P<name>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>[^\s"]+))""")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_YEARS = re.compile(r"(\d{4})(?:(?:-|\.\.)(\d{4}))?", re.ASCII)


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

    @property
    def stemmed(self) -> bool:
        """Whether other forms of the word will do."""
        return not (self.quoted or self.prefix or len(self.tokens) > 1)


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

    @property
    def blank(self) -> bool:
        """Nothing was typed: everything is meant."""
        return not self.text

    @property
    def meaningless(self) -> bool:
        """Something was typed and nothing of it can be looked for: nothing is found."""
        return bool(self.text) and not self.terms and not self.conditions


def parse(text: str) -> Query:
    """What ``text`` asks for. Raises nothing, whatever is typed."""
    typed = " ".join(text[:LONGEST_QUERY].translate(_QUOTES).split())
    terms: list[Term] = []
    conditions: list[Condition] = []
    for chunk in _CHUNK.finditer(typed):
        understood = _understood(chunk)
        if isinstance(understood, Condition):
            conditions.append(understood)
        elif understood is not None:
            terms.append(understood)
        if len(terms) + len(conditions) >= MOST_TERMS:
            break
    kept, ignored = _without_stop_words(terms)
    return Query(typed, kept, tuple(dict.fromkeys(conditions)), ignored)


def _understood(chunk: re.Match[str]) -> Term | Condition | None:
    name, quoted, excluded = chunk["name"] or "", chunk["quoted"] is not None, bool(chunk["minus"])
    value = chunk["quoted"] if quoted else chunk["bare"]
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
    prefix = value.endswith("*") and not value.endswith(" *") and sum(map(len, words)) >= SHORTEST_PREFIX
    return Term(words, quoted, prefix, excluded, field if field in _WORD_FIELDS else "")


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


def _without_stop_words(terms: list[Term]) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    # "surat untuk bawaslu" asks for two words; "untuk" alone asks for that one.
    common = [term for term in terms if term.stemmed and not term.field and term.tokens[0] in STOP_WORDS]
    kept = [term for term in terms if term not in common]
    if not any(not term.excluded for term in kept):
        kept, common = terms, []
    return tuple(dict.fromkeys(kept)), tuple(dict.fromkeys(term.tokens[0] for term in common))

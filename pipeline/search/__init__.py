"""The full-text index: query language, engines, snippets.

``engine`` is the protocol, ``whoosh/`` the engine at work, ``query`` the language that people type, ``snippet`` the lines
and boxes that show a hit. The index holds nothing that the archive does not: it may be made anew at any time.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.search.engine import Document, Engine, Filters, IndexBroken, IndexBusy, Match, Results, Scope, Sort, Suggestions
from pipeline.search.query import parse, put_right
from pipeline.search.snippet import BROKEN, Snippet, marks, snippet
from pipeline.search.synonyms import extended
from pipeline.search.terms import Condition, Query, Term
from pipeline.search.tokenizer import tokens
from pipeline.search.whoosh.engine import WhooshEngine

ENGINES: Mapping[str, Callable[[Path], Engine]] = {"whoosh": WhooshEngine}
"""The engines by name, each made for the folder that it may keep its files in. A new engine is its module and a line here."""
DEFAULT = "whoosh"


def open_engine(folder: Path, name: str = DEFAULT) -> Engine:
    """The engine of this name; opening it writes nothing. Raises ``KeyError`` for a name that is not in ``ENGINES``."""
    return ENGINES[name](folder)


__all__ = [
    "BROKEN",
    "DEFAULT",
    "ENGINES",
    "Condition",
    "Document",
    "Engine",
    "Filters",
    "IndexBroken",
    "IndexBusy",
    "Match",
    "Query",
    "Results",
    "Scope",
    "Snippet",
    "Sort",
    "Suggestions",
    "Term",
    "WhooshEngine",
    "extended",
    "marks",
    "open_engine",
    "parse",
    "put_right",
    "snippet",
    "tokens",
]

"""The full-text index: what people type, what the index answers, and the piece of the page that shows it.

``engine`` is the protocol, ``whoosh/`` the engine at work, ``query`` the language that people type, ``snippet`` the lines
and boxes that show a hit. The index holds nothing that the archive does not: it may be made anew at any time.
"""

from pipeline.search.engine import Document, Engine, Filters, IndexBroken, IndexBusy, Match, Results, Scope, Sort, Suggestions
from pipeline.search.query import Condition, Query, Term, parse
from pipeline.search.snippet import BROKEN, Snippet, marks, snippet
from pipeline.search.whoosh.engine import WhooshEngine

__all__ = [
    "BROKEN",
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
    "marks",
    "parse",
    "snippet",
]

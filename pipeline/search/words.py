"""Words: how text becomes tokens, said once for the index, the query and the snippet.

A token is a run of letters and digits, folded. Marks part tokens, so ``12/PL.01.4-SD/2101/2024`` is the seven tokens
``12 pl 01 4 sd 2101 2024`` and is found by any run of them; white space always parts, so the tokens of a text are the tokens of its
words, one word after the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.indonesian import STOP_WORDS, fold, stem

LONGEST_TOKEN = 64
"""Characters. What is longer is no word; it is cut so that one bad page cannot swell the index."""

_RUN = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """The folded tokens of ``text``, in order."""
    if text.isascii():
        return [run[:LONGEST_TOKEN] for run in _RUN.findall(text.lower())]
    return [_folded(run) for run in _RUN.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=16384)
def _folded(run: str) -> str:
    return fold(run)[:LONGEST_TOKEN]


def has_stem(token: str) -> bool:
    """Whether ``token`` has other forms to be found by: words do; numbers, parts of codes and stop words do not."""
    return len(token) > 2 and token.isalpha() and token not in STOP_WORDS


def indexed_stem(token: str) -> str:
    """The stem under which the forms of ``token`` are kept; empty where it has none."""
    return stem(token) if has_stem(token) else ""

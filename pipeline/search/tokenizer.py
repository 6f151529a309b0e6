"""Tokenisation, the same for the index, the query and the snippet.

A token is a run of letters and digits, folded. Marks part tokens, so ``12/PL.01.4-SD/2101/2024`` is the seven tokens
``12 pl 01 4 sd 2101 2024`` and is found by any run of them. An apostrophe inside a word does not: ``Jum'at`` is ``jumat``. Format
characters (soft hyphen, zero-width space) are dropped, and ``Rp`` is parted from its figures. White space always parts, so the
tokens of a text are the tokens of its words, one word after the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.language.indonesian import STOP_WORDS, fold, stem

LONGEST_TOKEN = 64
"""Characters. What is longer is no word; it is cut so that one bad page cannot swell the index."""

LONGEST_NUMBER = 4
"""Digits up to which a number is the same with and without leading zeros."""

_RUN = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("(?<=[^\\W\\d_])['\u2018\u2019\u02bc`\u00b4\u2032](?=[^\\W\\d_])")
_RUPIAH = re.compile(r"(?<![^\W_])rp(?=\d)", re.IGNORECASE)
_FORMAT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Format characters (Unicode category Cf) that word processors leave inside words."""
_HISSING = ("ses", "xes", "zes", "ches", "shes")


def tokens(text: str) -> list[str]:
    """The folded tokens of ``text``, in order."""
    if text.isascii():
        return [run[:LONGEST_TOKEN] for run in _RUN.findall(_prepared(text.lower()))]
    return [_folded(run) for run in _RUN.findall(_prepared(_FORMAT.sub("", unicodedata.normalize("NFC", text))))]


def _prepared(text: str) -> str:
    return _RUPIAH.sub("rp ", _APOSTROPHE.sub("", text))


@lru_cache(maxsize=16384)
def _folded(run: str) -> str:
    return fold(run)[:LONGEST_TOKEN]


def plain_number(token: str) -> str:
    """A short number without its leading zeros, ``087`` → ``87``; any other token as it is."""
    if len(token) > LONGEST_NUMBER or not (token.isascii() and token.isdecimal()):
        return token
    return token.lstrip("0") or token


def has_stem(token: str) -> bool:
    """Whether ``token`` has other forms to be found by: words do; numbers, parts of codes and stop words do not."""
    return len(token) > 2 and token.isalpha() and token not in STOP_WORDS


def indexed_stem(token: str) -> str:
    """The stem under which the forms of ``token`` are kept, Indonesian and English ones; empty where it has none.

    English endings go last: what Indonesian holds together stays together, whatever they take away. Each only shortens a stem, so
    that what is left of it still stands in every form.
    """
    return _without_english_ending(stem(token)) if has_stem(token) else ""


def _without_english_ending(word: str) -> str:
    """``regulations``, ``registered``, ``voting``, ``policies`` → ``regulation``, ``register``, ``vot``, ``polic``: no more than
    what makes a plural or a form of a verb. Indonesian stems seldom meet in it (*bela* and *belas* do).
    """
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3]
    elif word.endswith(_HISSING) and len(word) > 5:
        word = word[:-2]
    elif word.endswith("s") and len(word) > 4 and word[-2] not in "isu":
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5:
        word = word[:-3]
    elif word.endswith("ed") and len(word) > 4:
        word = word[:-2]
    if word.endswith(("e", "y")) and len(word) > 3:
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word

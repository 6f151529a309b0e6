"""Is this text, or only characters? For judging the text layers that scanners, portals and broken fonts leave in a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SOUND = 0.86
"""Share of the letters that must stand in plausible words for a layer to be trusted. Born-digital pages of regulations reach 0.97
and more, the OCR layers of office copiers 0.6 to 0.99, fonts without a character map 0.0 to 0.5."""
SOUND_ON_SCAN = 0.99
"""The same for a layer on a scan: somebody's OCR, which is read again unless it is nearly spotless."""
SPACED_OUT = 0.35
"""Share of one-letter words from which a text has been torn into letters."""

_EDGES = re.compile(r"^\W+|\W+$")
_NUMBER = re.compile(r"^(?:Rp\.?)?[\d.,:/%()\-–]+[a-z]?$")
_CODE = re.compile(r"^[A-Z]{1,6}[.\d\-/][\w.\-/]*$|^\d+[/.][\w./\-]+$")
_WORD = re.compile(r"^(?:[a-zà-ÿ]+|[A-ZÀ-Þ][a-zà-ÿ]+|[A-ZÀ-Þ]+)$")
_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)
_CROWDED = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|(.)\1\1", re.IGNORECASE)
_ADDRESS = re.compile(r"^[\w.\-]+@[\w.\-]+$|^(?:https?://|www\.)?[\w\-]+(?:\.[\w\-]+)+(?:/\S*)?$", re.IGNORECASE)
_ROMAN = re.compile(r"^[IVXLCDM]+$", re.IGNORECASE)
_LONGEST = 28


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of a text is made of plausible words."""

    letters: int
    share: float
    """Letters in plausible words, of all characters."""
    single: float
    """Words of one letter, of all words."""

    def sound(self, least: float = SOUND) -> bool:
        """Whether the text can be trusted as it stands."""
        return self.share >= least and self.single < SPACED_OUT

    @property
    def worth(self) -> float:
        """For comparing two readings of one page: plausible letters, discounted by the rubbish around them."""
        return self.letters * self.share * (0.0 if self.single >= SPACED_OUT else self.share)


def judge(words: Sequence[str]) -> Quality:
    """How plausible these words are, in any language written in Latin letters."""
    total = good = single = 0
    for word in words:
        size = len(word)
        total += size
        if plausible(word):
            good += size
        if size == 1 and word.isalpha():
            single += 1
    return Quality(total, good / total if total else 0.0, single / len(words) if words else 0.0)


def plausible(token: str) -> bool:
    """Whether a token could stand in an office paper: a word, a number, a letter's number, an address, a mark."""
    core = _EDGES.sub("", token)
    if not core:
        return len(token) <= 3
    if "\ufffd" in token or len(core) > 3 * _LONGEST:
        return False
    if _NUMBER.match(core) or _CODE.match(core) or _ADDRESS.match(core) or _ROMAN.match(core):
        return True
    return all(_plausible_word(part) for part in re.split(r"[-/'’.,&()]", core) if part)


def _plausible_word(word: str) -> bool:
    if word.isdigit():
        return True
    if not _WORD.match(word) or len(word) > _LONGEST:
        return False
    if len(word) <= 2:
        return True
    if word.isupper() and len(word) <= 6:
        # KPU, DPRD, SPBE.
        return True
    return bool(_VOWEL.search(word)) and not _CROWDED.search(word)

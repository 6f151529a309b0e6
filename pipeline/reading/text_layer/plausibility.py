"""Whether a text is plausible: judges text layers left by scanners, portals and broken fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SOUND = 0.86
"""Share of the letters that must stand in plausible words for a layer to be trusted. Born-digital pages of regulations reach 0.97
and more, the OCR layers of office copiers 0.6 to 0.99, fonts without a character map 0.0 to 0.5."""
SOUND_ON_SCAN = 0.99
"""The same for a layer on a scan: somebody's OCR, which is read again unless it is nearly spotless."""
SPACED_OUT = 0.35
"""Share of one-letter words from which a text has been torn into letters."""

_NUMBER = re.compile(r"^(?:Rp\.?)?[\d.,:/%()\-–]+[a-z]?$")
_CODE = re.compile(r"^[A-Z]{1,6}[.\d\-/][\w.\-/]*$|^\d+[/.][\w./\-]+$")
_LEADERS = frozenset("._…·-–—,;:()")
"""What lines to be filled in are printed of."""
_SEAMS = re.compile(r"[-/'’.,;&()\[\]≤≥<>=×…_]|(?<=[a-z]):(?=[A-Za-z])")
"""Where several words stand together without a space."""
_LATIN = re.compile(r"[a-zß-öø-ÿ\u0100-\u024f\u1e00-\u1eff]+", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyß-öø-ÿ\u0100-\u024f\u1e00-\u1eff]", re.IGNORECASE)
_CROWDED = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|(.)\1\1", re.IGNORECASE)
_ADDRESS = re.compile(r"^[\w.\-]+@[\w.\-]+$|^(?:https?://|www\.)?[\w\-]+(?:\.[\w\-]+)+(?:/\S*)?$", re.IGNORECASE)
_ACCENTED = re.compile(r"[^\x00-\x7f]")
_LETTERS = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_EASTERN = re.compile("[\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uffee]+")
"""Chinese, Japanese and Korean letters and their marks. They part no words: a whole sentence is one token, figures and all."""
_JAPANESE = frozenset({"HIRAGANA", "KATAKANA", "CJK"})
_ROMAN = re.compile(r"^[IVXLCDM]+$", re.IGNORECASE)
_LONGEST = 28
USUAL = 0.6
"""Share of the letters that follow each other as they do in words, under which text is cipher: fonts whose letters are counted from
another start. Measured: Indonesian and English 0.93, the same with every letter moved on by 1 to 25 at most 0.43."""
FEWEST_PAIRS = 24
"""Pairs of letters in the words of four letters and more, under which that is not asked."""
_PAIRS = frozenset(
    row[0] + second
    for row in """
    aabcdghiklmnprstuy baeilou caehklotu daeios eacdefglmnprstvx fafior gaeghiru haeiotu iabcdefghklmnoprstv ja
    kaeosu ladeilostu mabeiopu nacdefgiostuy ocdfklmnoprstuvw paeilortu qu racdeikmostuy sacehikostu taehiorstuy
    uabeiklmnprst vei waehio xt yaps
    """.split()
    for second in row[1:]
)
"""A letter, and those that follow it: the pairs that make up 0.93 of all in Indonesian and in English."""


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
    def score(self) -> float:
        """For comparing two readings of one page: plausible letters, discounted by the rubbish around them."""
        return self.letters * self.share * (0.0 if self.single >= SPACED_OUT else self.share)


def assess_text(words: Sequence[str]) -> Quality:
    """How plausible these words are, in any language written in Latin letters."""
    total = good = single = 0
    for word in words:
        size = len(word)
        total += size
        if is_plausible(word):
            good += size
        if size == 1 and _LATIN.match(word):
            single += 1
    share = good / total if total else 0.0
    usual = usual_pairs(words)
    return Quality(total, share if usual >= USUAL else share * usual, single / len(words) if words else 0.0)


def usual_pairs(words: Sequence[str]) -> float:
    """Of all pairs of Latin letters the share that is usual in words; 1 where there are too few to tell."""
    seen = usual = 0
    for word in words:
        for run in _LETTERS.findall(word):
            run = run.lower()
            seen += len(run) - 1
            usual += sum(first + second in _PAIRS for first, second in pairwise(run))
    return usual / seen if seen >= FEWEST_PAIRS else 1.0


def is_plausible(token: str) -> bool:
    """Whether a token could stand in an office paper: a word, a number, a letter's number, an address, a mark."""
    if "\ufffd" in token:
        return False
    if eastern := "".join(_EASTERN.findall(token)):
        # Latin letters whose two bytes were swapped look like Chinese ones that end in a zero byte.
        swapped = sum(ord(letter) % 256 == 0 for letter in eastern)
        return (swapped < 2 or 2 * swapped <= len(eastern)) and all(is_plausible(part) for part in _EASTERN.split(token) if part)
    core = _core(token)
    if not any(map(str.isalnum, core)):
        return len(token) <= 3 or len(set(token)) == 1 or _LEADERS.issuperset(token)
    if _NUMBER.match(core):
        return True
    if len(core) > 3 * _LONGEST:
        return False
    if _CODE.match(core) or _ADDRESS.match(core) or _ROMAN.match(core):
        return True
    return all(_plausible_word(part) for part in _SEAMS.split(core) if part)


def _core(token: str) -> str:
    """Without the marks around it."""
    inside = [index for index, letter in enumerate(token) if letter.isalnum() or letter == "_"]
    return token[inside[0] : inside[-1] + 1] if inside else ""


def _plausible_word(word: str) -> bool:
    if word.isdigit():
        return True
    if len(word) > _LONGEST:
        return False
    if not word.isalpha() or not (word.islower() or word.isupper() or word[1:].islower() or word.lower() == word.upper()):
        return False
    if not _LATIN.fullmatch(word):
        return _one_script(word)
    accented = len(_ACCENTED.findall(word))
    if (accented > 2 and 2 * accented > len(word)) or accented == len(word) > 1:
        # Another script's letters, shown as if they were Latin.
        return False
    if len(word) <= 2:
        return True
    if word.isupper() and len(word) <= 6:
        # KPU, DPRD, SPBE.
        return True
    return bool(_VOWEL.search(word)) and not _CROWDED.search(word)


def _one_script(word: str) -> bool:
    """Whether all letters are of one script, whichever it is; text in the wrong encoding mixes them."""
    scripts = {unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in word}
    return "" not in scripts and (len(scripts) == 1 or scripts <= _JAPANESE)

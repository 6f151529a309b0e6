"""The operative part of a decision on an exemption: whether it exempts, refuses, or is a draft."""

from __future__ import annotations

import re
from itertools import takewhile

from pipeline.language.indonesian import fold

_CONSIDERS = re.compile(r"^\W*(?:menimbang|mengingat|memperhatikan)\b", re.MULTILINE)
_DECIDES = (
    re.compile(r"^\W*(?:memutuskan|m\s?e\s?m\s?u\s?t\s?u\s?s\s?k\s?a\s?n)\W*(?:$|\bmenetapkan\b)", re.MULTILINE),
    re.compile(r"^\W*menetapkan\s*:", re.MULTILINE),
)
_WORDS = re.compile(r"[^\W_]+")
_NO_EXEMPTION = re.compile(r"\b(?:tanpa|dengan|tidak ada)(?: ada)? pengecualian\b")
_EXEMPTION = re.compile(r"\b(?:dikecualikan|mengecualikan|pengecualian)\b|\b(?:uji|pengujian)(?: \w+){0,2} konsekuensi\b")
_BETWEEN = (
    r"(?: (?:lagi|dapat|perlu|jadi|patut|layak|termasuk|merupakan|tergolong|memenuhi|menjadi|sebagai|informasi|publik|naskah|"
    r"kategori|kriteria|syarat|yang|untuk|bersifat|ini|itu))*"
)
_REFUSAL = re.compile(
    rf"\b(?:bukan|bukanlah|tidak|belum){_BETWEEN} (?:dikecualikan|mengecualikan|pengecualian)\b"
    r"|\b(?:menolak|ditolak|penolakan)\b"
    r"|\bpengecualian(?: \w+){0,6} (?:tidak|belum)(?: dapat)? (?:diterima|disetujui|dikabulkan)\b"
    r"|\b(?:mencabut|pencabutan|membatalkan|pembatalan)(?: \w+){0,4} pengecualian\b"
)
_DRAFT = re.compile(r"(?:rancangan|konsep|draf|draft|belum ditandatangani)")
_FIRST_LINES = 6
_AT_ITS_START = re.compile(rf"{_DRAFT.pattern}\b|.*\bbelum ditandatangani\b")


def operative_part(text: str) -> str:
    """The part of a *keputusan* that decides, with its annex: what stands after *MEMUTUSKAN*.

    Args:
        text: of the whole decision, in its lines.

    Returns:
        The text, folded; all of it where nothing is considered first, and nothing where no line says that the deciding begins.
    """
    folded = fold(text)
    considers = _CONSIDERS.search(folded)
    if considers is None:
        return folded
    found = (pattern.search(folded, considers.end()) for pattern in _DECIDES)
    return next((folded[match.end() :] for match in found if match), "")


def exempts(text: str) -> bool:
    """Whether a text speaks of an exemption or of a consequence test; *tanpa pengecualian* is none."""
    return _EXEMPTION.search(_NO_EXEMPTION.sub(" ", _words(text))) is not None


def refuses(text: str) -> bool:
    """Whether a text says that something is not exempt, or refuses to exempt it."""
    return _REFUSAL.search(_NO_EXEMPTION.sub(" ", _words(text))) is not None


def is_draft(text: str) -> bool:
    """Whether a paper says that it is a draft or unsigned: in its first lines, or in a line of its own."""
    lines = [words for line in text.splitlines() if (words := _unspaced(_words(line)))]
    # After TENTANG stands what a decision is about, which may be a plan.
    head = takewhile(lambda line: line != "tentang", lines[:_FIRST_LINES])
    return any(_DRAFT.fullmatch(line) for line in lines) or any(_AT_ITS_START.match(line) for line in head)


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(fold(text)))


def _unspaced(line: str) -> str:
    """``r a n c a n g a n`` → ``rancangan``."""
    return line.replace(" ", "") if re.fullmatch(r"\w(?: \w){3,}", line) else line

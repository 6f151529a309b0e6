"""Joins the lines of a subject and removes what OCR or the layout added."""

from __future__ import annotations

import re

STRIP = " \t:;.,|_=~-–—'\"“”‘’«»*"
"""What stands at a subject's ends and is no part of it."""
_LONGEST = 600
_COUNTS = "triwulan|semester|caturwulan|tahap|putaran|gelombang|golongan|angkatan|jilid"
_STROKES = re.compile(rf"(?i)(\b(?:{_COUNTS})\s)(?=\S*[Il|H])([Il1|H]{{1,3}})(?!\w)")
_COUNTED = re.compile(rf"(?i)\b({_COUNTS}|panggilan|peringatan|tertulis|teguran|periode|seri)$")
_COUNTED_LAST = re.compile(rf"(?i)\b({_COUNTS}|panggilan|peringatan|tertulis|teguran|periode|seri)\s[|l!]\W*$")
# What follows such a word belonged to a line that was not taken: no subject ends with one.
_DANGLING = re.compile(r"(?i)(?:\s+(?:pada|tanggal|di|ke|dari|dengan|untuk|dalam|oleh|kepada|dan|atau|yang|bagi))+$")
_PREFIX = re.compile(r"(?i)(?<!\w)(?:se|non|pra|pasca|anti|antar|sub|ke)-$")


def _joined(text: str, part: str) -> str:
    """Two lines as one, a word that was broken over them whole again; ``se-`` and ``undang-`` keep their hyphen."""
    if not text.endswith("-"):
        return f"{text} {part}"
    doubled = re.search(r"(\w{3,})-$", text)
    if _PREFIX.search(text) or (doubled and re.match(rf"{doubled[1]}\w*", part, re.IGNORECASE)):
        return text + part
    return text[:-1] + part if re.search(r"[a-z]-$", text) and part[:1].islower() else f"{text} {part}"


def join_subject_lines(parts: list[str]) -> str:
    """The lines of a subject as one, without what OCR or the layout added to it."""
    text = ""
    for part in parts:
        if _COUNTED.search(text):  # TRIWULAN over "I TAHUN 2025", read as a stroke
            part = re.sub(r"^\s*[|l1!]\s", "I ", part)
        part = " ".join(_COUNTED_LAST.sub(r"\1 I", part).split()).strip(" \t|_=~«»*")
        text = _joined(text, part)
    text = re.sub(r"(?<=\w)/\s(?=\w)", "/", text)
    text = _STROKES.sub(lambda match: match[1] + "I" * min(3, len(match[2].replace("H", "II"))), text)
    text = re.sub(r"\s\|(?=\s)", " I", re.sub(r"\s+", " ", text)).strip(STRIP)
    text = _DANGLING.sub("", text)
    if text.count("(") > text.count(")") and len(text) < _LONGEST:
        text += ")"
    return text[:_LONGEST]

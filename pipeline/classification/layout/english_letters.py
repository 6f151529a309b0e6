"""Labels and phrases of letters in English.

Offices get such letters from embassies, foundations and companies. Their dates are in ``dates``, their headings in
``document_type``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_REFERENCE = r"ref(?:erence)?"
LABELS = {
    name: re.compile(rf"^\W{{0,3}}({words})\s?\.?(?=\s{{0,3}}[:;=\t])", re.IGNORECASE)
    for name, words in {
        # "Your ref" is the number of the letter that this one answers.
        "nomor": rf"(?:our\s+)?{_REFERENCE}\.?(?:\s?(?:no|number))?|(?:letter|document)\s+(?:no|number)|number",
        "hal": r"subject|subj|re|regarding|concerning",
        "tanggal": r"dated?(?:\s+of\s+issue)?",
        "lampiran": r"enclosures?|encls?|attachments?|annex(?:es)?",
        "dari": "from",
        "kepada": "to|attention|attn",
    }.items()
}
"""Label of the Indonesian paper → what stands there in English. Always before a colon: these words begin ordinary lines, too."""
_ADDRESSEE = re.compile(r"^\W*(?:to|attention|attn)\s?\.?\s{0,3}[:;]\s*\S", re.IGNORECASE)
SALUTATION = re.compile(r"^\W*(?:dear\s+\w|excellency\b|your\s+excellency\b|to\s+whom\s+it\s+may\s+concern)", re.IGNORECASE)
_BODY = re.compile(
    r"^\W*(?:we\s+(?:are|have|would|write|refer|wish|hereby|acknowledge)|i\s+(?:am|have|would|write|refer|hereby)|with\s+reference\s+to"
    r"|further\s+to|pursuant\s+to|in\s+accordance\s+with|reference\s+is\s+made|this\s+(?:is\s+to|letter)|on\s+behalf\s+of|thank\s+you\s+for"
    r"|whereas|having\s+regard|please\s+(?:find|be))\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^\W*(?:yours\s+(?:sincerely|faithfully|truly)|(?:sincerely|respectfully|best\s+regards|kind\s+regards))\b", re.IGNORECASE
)
DATE_ROW = re.compile(r"(?:^|\t)\W*dated?(?:\s+of\s+issue)?\s?\.?\W{0,6}$", re.IGNORECASE)
REFERS = re.compile(r"\b(?:on|by|until|till|before|after|from|since|of|dated|than|between|and|to|for|in|at|the)\s*$", re.IGNORECASE)
"""Before a date in running text."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = re.compile(rf"(?:{'|'.join(DAYS)})\s?,?\s*$", re.IGNORECASE)
POSITION = (
    r"(?:(?:executive|managing|deputy|acting|assistant|vice|programme|program|country|regional|chief|senior|general)\s+){0,2}"
    r"(?:director|chair(?:man|person|woman)?|president|secretary|minister|ambassador|consul|commissioner|rector|dean|manager"
    r"|coordinator|representative|executive|head)(?:[\s-]general)?"
)
_WORDS = frozenset("the of and to in for is are on with be by this that we you your our will have has as at from please".split())
_OURS = frozenset("yang dan di untuk dengan pada dari kepada ini itu dalam tersebut akan kami saudara atas adalah oleh".split())
_ENOUGH = 8


def label_end(text: str, start: int, name: str) -> int | None:
    """Where a label ends that begins at ``start``; ``None`` without one."""
    form = LABELS.get(name)
    match = form.match(text[start : start + 40]) if form else None
    return start + match.end() if match else None


def label_of(text: str, name: str) -> str:
    """The label itself as it is printed, such as ``Our ref``; empty where there is none."""
    for piece in text.split("\t"):
        match = LABELS[name].match(piece)
        if match:
            return " ".join(match[1].split())
    return ""


def is_addressee(text: str) -> bool:
    """Whether the line begins with ``To:``."""
    return bool(_ADDRESSEE.match(text))


def is_body(text: str) -> bool:
    """Whether the line begins as running text begins: ``Dear Sir``, ``We are pleased`` …"""
    return not text.isupper() and bool(SALUTATION.match(text) or _BODY.match(text))


def is_spoken(texts: Iterable[str]) -> bool:
    """Whether these lines are in English, by their small words."""
    words = [word for text in texts for word in re.findall(r"[a-z]+", text.lower())]
    theirs, ours = sum(word in _WORDS for word in words), sum(word in _OURS for word in words)
    return theirs >= _ENOUGH and theirs > 2 * ours


def is_letter(texts: Iterable[str]) -> bool:
    """Whether these lines greet somebody and take leave."""
    told = list(texts)
    return any(SALUTATION.match(text) for text in told) and any(CLOSING.match(text) for text in told)

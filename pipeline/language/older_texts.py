"""Recognises sentences in records that were written before messages had keys (decision 0019). New records never come here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from pipeline.language.earlier_wordings import EARLIER_WORDINGS


class Wording(Protocol):
    """What is known of a message: its key and its two templates."""

    @property
    def key(self) -> str:
        """Its stable name."""

    @property
    def indonesian(self) -> str:
        """Its Indonesian template."""

    @property
    def english(self) -> str:
        """Its English template."""


Forms = tuple[tuple[str, re.Pattern[str]], ...]
"""Keys of messages, each with a pattern of what it says."""


class OlderText(str):
    """A text of which the file does not say whether Berkas or a person wrote it: the file is older than keys."""

    __slots__ = ()


def forms(messages: Iterable[Wording], language: str) -> Forms:
    """How messages are worded, and were, in ``id`` or ``en``; those with more words of their own come first."""
    ordered = sorted(messages, key=lambda one: -len(re.sub(r"{\w+}", "", one.indonesian)))
    if language == "en":
        return tuple((one.key, _form(one.english)) for one in ordered)
    return tuple((one.key, _form(text)) for one in ordered for text in (one.indonesian, *EARLIER_WORDINGS.get(one.key, ())))


def recognise(sentence: str, among: Forms) -> tuple[str, dict[str, str]] | None:
    """The key of the message that says this, and what stands in its places; ``None`` when it is of none. Where two fit, the first
    is meant.
    """
    for key, form in among:
        if found := form.fullmatch(sentence):
            return key, found.groupdict()
    return None


def _form(template: str) -> re.Pattern[str]:
    parts = re.split(r"{(\w+)}", template)
    seen: set[str] = set()
    pattern = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            pattern += re.escape(part)
        else:
            pattern += f"(?P={part})" if part in seen else f"(?P<{part}>.+?)"
            seen.add(part)
    return re.compile(pattern, re.DOTALL)

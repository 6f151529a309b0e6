"""Recognises sentences in records that were written before messages had keys (decision 0019). New records never come here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
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


class OlderText(str):
    """A text of which the file does not say whether Berkas or a person wrote it: the file is older than keys."""

    __slots__ = ()


def recognise(sentence: str, language: str, messages: Iterable[Wording]) -> tuple[str, dict[str, str]] | None:
    """The key of the message that says this in ``id`` or ``en``, and what stands in its places; ``None`` when it is of none.

    Where two fit, the one with more words of its own is meant.
    """
    for one in sorted(messages, key=_own_words):
        for form in _forms(one.key, one.english if language == "en" else one.indonesian, language):
            if found := form.fullmatch(sentence):
                return one.key, found.groupdict()
    return None


def _own_words(one: Wording) -> int:
    return -_length(one.indonesian)


@lru_cache(maxsize=1024)
def _length(template: str) -> int:
    return len(re.sub(r"{\w+}", "", template))


@lru_cache(maxsize=1024)
def _forms(key: str, template: str, language: str) -> tuple[re.Pattern[str], ...]:
    earlier = EARLIER_WORDINGS.get(key, ()) if language == "id" else ()
    return tuple(_form(wording) for wording in (template, *earlier))


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

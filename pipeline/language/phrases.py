"""Bilingual sentences: a ``BilingualText`` knows both languages, a ``Message`` is a template with a key and placeholders.

What Berkas says for itself is stored as its text, with key and values beside it (``stored_texts.py``; decision 0019).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.language import older_texts
from pipeline.language.indonesian import english_date, long_date
from pipeline.language.older_texts import OlderText


@dataclass(frozen=True)
class FromMessage:
    """What a text was made from: the key of a message, and the values of its places."""

    key: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class FromParts:
    """What a text was made from: several texts, and what stands between them in Indonesian and in English."""

    parts: tuple[str, ...]
    between: tuple[str, str]


Origin = FromMessage | FromParts


class BilingualText(str):
    """Part of a sentence: a text that knows its English, and how it was made if it came from a ``Message``."""

    origin: Origin | None
    _english: str

    def __new__(cls, text: str, english: str = "", origin: Origin | None = None) -> BilingualText:
        """Both are whole as they stand. With an ``origin``, other languages follow from that and ``english`` is not needed."""
        made = super().__new__(cls, text)
        made._english, made.origin = english, origin
        return made

    def __getnewargs__(self) -> tuple[str, str, Origin | None]:  # type: ignore[override]  # what str itself gives has no English
        return str(self), self._english, self.origin

    @property
    def english(self) -> str:
        """The same in English."""
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """The same in ``id`` or ``en``, as its message is worded today. With a key that is not known here it is recognised by its
        words, if at all.
        """
        match self.origin:
            case None:
                return self._english if language == "en" else str(self)
            case FromParts(parts, between):
                return between[language == "en"].join(str(translate(part, language)) for part in parts)
            case FromMessage(key, values):
                message = _MESSAGES.get(key)
                if message is None or not message.places <= values.keys():
                    return translate_older(str(self), language)
                return message.sentence(language, values)

    @classmethod
    def joined(cls, parts: Iterable[str], indonesian: str = ", ", english: str = "") -> BilingualText:
        """Several clauses or names as one."""
        listed = tuple(parts)
        return cls(indonesian.join(listed), origin=FromParts(listed, (indonesian, english or indonesian)))


def day_text(iso: str) -> BilingualText:
    """A day inside a sentence: ``14 Maret 2024``, ``14 March 2024``."""
    return BilingualText(long_date(iso), long_date(iso, "en"))


def translate(text: object, language: str) -> object:
    """What to say in ``id`` or ``en``: a clause knows both, a sentence of an older record is recognised, all else is a name."""
    if isinstance(text, BilingualText):
        return text.in_language(language)
    return translate_older(str(text), language) if isinstance(text, OlderText) else text


@dataclass(frozen=True)
class Message:
    """A sentence of ours, or part of one, with places for what it is about: ``kode {code} tercetak pada nomor``.

    Made when its module is loaded.

    Raises:
        ValueError: it may be stored and has no key, or the key of another one.
    """

    indonesian: str
    english: str
    stored: bool = True
    """Whether what it says is ever stored."""
    key: str = ""
    """Its name where it is stored: unique, and never changed, since records hold it."""
    listed: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Words that its places list, a comma between them, each with its English: too short to be recognised by themselves."""

    def __post_init__(self) -> None:
        if not self.stored:
            return
        if not self.key or _MESSAGES.setdefault(self.key, self) != self:
            raise ValueError(f"a stored message needs a key of its own: {self.key!r}, {self.indonesian!r}")
        for cache in (translate_older, _recognised, _older_forms):
            cache.cache_clear()

    @property
    def places(self) -> frozenset[str]:
        """The names of its places."""
        return _places(self.indonesian) | _places(self.english)

    def __call__(self, **details: object) -> BilingualText:
        """With its places filled in; a detail that is a clause is said in the language of the whole."""
        return self.said("id", details)

    def said(self, language: str, details: Mapping[str, object]) -> BilingualText:
        """The same, its own text in ``id`` or ``en``."""
        text = self.sentence(language, details)
        if not self.stored:
            return BilingualText(text, self.sentence("en", details))
        return BilingualText(text, origin=FromMessage(self.key, {name: details[name] for name in self.places}))

    def sentence(self, language: str, details: Mapping[str, object]) -> str:
        """What it says in ``id`` or ``en``."""
        template = self.english if language == "en" else self.indonesian
        return template.format(**{name: self._told(detail, language) for name, detail in details.items()})

    def _told(self, detail: object, language: str) -> object:
        if not self.listed or not isinstance(detail, str):
            return translate(detail, language)
        words = self.listed if language == "en" else {english: word for word, english in self.listed.items()}
        return ", ".join(words.get(word, word) for word in detail.split(", "))


_MESSAGES: dict[str, Message] = {}
"""Key → the message that may be stored under it."""


@lru_cache(maxsize=1024)
def _places(template: str) -> frozenset[str]:
    return frozenset(re.findall(r"{(\w+)}", template))


def key_of(text: str) -> str:
    """The key of the message that a stored text was made from; empty where it is of none."""
    if isinstance(text, BilingualText) and isinstance(text.origin, FromMessage) and text.origin.key in _MESSAGES:
        return text.origin.key
    found = _recognised(str(text), "id") or _recognised(str(text), "en")
    return found[0] if found else ""


@lru_cache
def _older_forms(language: str) -> older_texts.Forms:
    return older_texts.forms(_MESSAGES.values(), language)


@lru_cache(maxsize=4096)
def _recognised(sentence: str, language: str) -> tuple[str, dict[str, str]] | None:
    return older_texts.recognise(sentence, _older_forms(language))


@lru_cache(maxsize=4096)
def translate_older(sentence: str, language: str) -> str:
    """A sentence of ours that was stored without its key, in ``id`` or ``en``; any other text stays as it is."""
    if found := _recognised(sentence, "en" if language == "id" else "id"):
        key, details = found
        # What stood in a place may itself be such a sentence: the reason why not one page could be read.
        return _MESSAGES[key].sentence(language, {name: translate_older(detail, language) for name, detail in details.items()})
    return english_date(sentence) if language == "en" else sentence

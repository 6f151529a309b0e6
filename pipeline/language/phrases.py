"""Bilingual sentences: a ``BilingualText`` holds both, a ``Message`` is a template with placeholders.

What Berkas says for itself may be stored with a record as its Indonesian text alone; ``translate_stored`` knows it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from pipeline.language.indonesian import english_date, long_date


class BilingualText(str):
    """Part of a sentence: in Indonesian, as any other text here, and it knows its English."""

    english: str

    def __new__(cls, indonesian: str, english: str) -> BilingualText:
        """Both are whole as they stand; neither is a template."""
        made = super().__new__(cls, indonesian)
        made.english = english
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # what str itself gives has no English
        return str(self), self.english

    @classmethod
    def joined(cls, parts: Iterable[str], indonesian: str = ", ", english: str = "") -> BilingualText:
        """Several clauses or names as one."""
        listed = list(parts)
        return cls(indonesian.join(listed), (english or indonesian).join(str(translate(part, "en")) for part in listed))


def day_text(iso: str) -> BilingualText:
    """A day inside a sentence: ``14 Maret 2024``, ``14 March 2024``."""
    return BilingualText(long_date(iso), long_date(iso, "en"))


def translate(text: object, language: str) -> object:
    """What to say in ``id`` or ``en``: a clause knows both, a stored sentence of ours is known again, all else is a name."""
    if language != "en" or not isinstance(text, str):
        return text
    return text.english if isinstance(text, BilingualText) else translate_stored(text, language)


@dataclass(frozen=True)
class Message:
    """A sentence of ours, or part of one, with places for what it is about: ``kode {code} tercetak pada nomor``.

    Made when its module is loaded. What it says may be stored as its Indonesian text alone: ``translate_stored`` knows it again.
    """

    indonesian: str
    english: str
    stored: bool = True
    """Whether what it says is ever stored. What is only said need not be known again, and people's own words may look like it."""
    earlier: tuple[str, ...] = ()
    """How its Indonesian was worded before: never said any more, but known again in records that were written then."""
    listed: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Words that its places list, a comma between them, each with its English: too short to be known again by themselves."""

    def __post_init__(self) -> None:
        if not self.stored:
            return
        _PHRASES.append(self)
        # The longest first: what has more words of its own says more surely what stands in its places.
        _PHRASES.sort(key=lambda phrase: -len(re.sub(r"{\w+}", "", phrase.indonesian)))
        translate_stored.cache_clear()

    def __call__(self, **details: object) -> BilingualText:
        """With its places filled in; a detail that is a clause is said in the language of the whole."""
        return BilingualText(*(self.sentence(language, details) for language in ("id", "en")))

    def sentence(self, language: str, details: dict[str, object]) -> str:
        """The same, in ``id`` or ``en``."""
        template = self.english if language == "en" else self.indonesian
        return template.format(**{name: self._told(detail, language) for name, detail in details.items()})

    def _told(self, detail: object, language: str) -> object:
        if not self.listed or not isinstance(detail, str):
            return translate(detail, language)
        words = self.listed if language == "en" else {english: word for word, english in self.listed.items()}
        return ", ".join(words.get(word, word) for word in detail.split(", "))

    def match(self, sentence: str, language: str) -> dict[str, str] | None:
        """What stands in its places in a sentence in ``id`` or ``en``; None when it is not this one."""
        for form in self._english_forms if language == "en" else self._indonesian_forms:
            if found := form.fullmatch(sentence):
                return found.groupdict()
        return None

    @cached_property
    def _indonesian_forms(self) -> list[re.Pattern[str]]:
        return [_form(wording) for wording in (self.indonesian, *self.earlier)]

    @cached_property
    def _english_forms(self) -> list[re.Pattern[str]]:
        return [_form(self.english)]


_PHRASES: list[Message] = []


@lru_cache(maxsize=4096)
def translate_stored(sentence: str, language: str) -> str:
    """A sentence of ours that was stored (with a record, beside the inbox) in ``id`` or ``en``; any other text stays as it is."""
    for phrase in _PHRASES:
        details = phrase.match(sentence, "en" if language == "id" else "id")
        if details is not None:
            # What stood in a place may itself be such a sentence: the reason why not one page could be read.
            return phrase.sentence(language, {name: translate_stored(detail, language) for name, detail in details.items()})
    return english_date(sentence) if language == "en" else sentence


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

"""The second recogniser's spaces set right by a dictionary: it parts words where they are blurred, and runs others together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.lines import LineWord
from pipeline.reading.vocabulary import Vocabulary

TELLING = 4
"""Letters from which a word that the language has is likelier right than one that it has not."""


def joined(words: Sequence[LineWord], vocabulary: Vocabulary) -> list[LineWord]:
    """The words of a line, neighbours made one where only together they are a word of the language.

    Two that are words each by itself stay two, and so does what a mark parts.
    """
    found: list[LineWord] = []
    for word in words:
        if found and _are_one(found[-1].text, word.text, vocabulary):
            found[-1] = replace(found[-1], characters=found[-1].characters + word.characters)
        else:
            found.append(word)
    return found


def _are_one(before: str, after: str, vocabulary: Vocabulary) -> bool:
    if not (before[-1].isalpha() and after[0].isalpha() and vocabulary.knows(before + after)):
        return False
    return not (vocabulary.knows(before) and vocabulary.knows(after))


def parted(word: LineWord, vocabulary: Vocabulary) -> list[LineWord]:
    """A word that the language does not have, as the words that it is made of; as it is where there are none."""
    letters = [index for index, one in enumerate(word.characters) if one.text.isalnum()]
    if not letters or vocabulary.knows(word.text):
        return [word]
    first, last = letters[0], letters[-1] + 1
    cuts = vocabulary.cuts("".join(one.text for one in word.characters[first:last]))
    if not cuts:
        return [word]
    edges = [0, *(first + cut for cut in cuts), len(word.characters)]
    return [replace(word, characters=word.characters[start:end]) for start, end in pairwise(edges)]


def known(words: Sequence[str], vocabulary: Vocabulary) -> float:
    """Share of the letters that stand in words of the language; 0 without letters. Short words say nothing: most pairs are one."""
    letters = [sum(map(str.isalpha, word)) for word in words]
    told = (count for word, count in zip(words, letters, strict=True) if count >= TELLING and vocabulary.knows(word))
    return sum(told) / max(1, sum(letters))

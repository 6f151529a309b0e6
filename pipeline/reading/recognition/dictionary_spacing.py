"""Corrects spaces of the second recogniser with a dictionary: joins and splits words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.line_recognition import LineWord
from pipeline.reading.recognition.vocabulary import Vocabulary

NO_SPACE = 0.06
"""Paper between two words, by the height of their line, under which there is no space."""
TELLING = 4
"""Letters from which a word that the language has is likelier right than one that it has not."""


def join_words(words: Sequence[LineWord], vocabulary: Vocabulary) -> list[LineWord]:
    """The words of a line, those made one between which the recogniser saw a space that is none."""
    found: list[LineWord] = []
    for word in words:
        if found and _are_one(found[-1].text, word, vocabulary):
            found[-1] = replace(found[-1], characters=found[-1].characters + word.characters)
        else:
            found.append(word)
    return found


def _are_one(before: str, word: LineWord, vocabulary: Vocabulary) -> bool:
    after = word.text
    both = vocabulary.knows(before) and vocabulary.knows(after)
    together = before[-1].isalpha() and after[0].isalpha() and vocabulary.knows(before + after)
    if word.white >= NO_SPACE:
        return together and not both
    if together:
        return not both or min(len(before), len(after)) < TELLING
    # No paper between them, as in blurred words that come in pieces; but under a stamp or a raster there is none either.
    return not (both or _begins_anew(before, after, vocabulary))


def _begins_anew(before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether a capital, or a figure after a whole word, says that a word begins here."""
    return (before[-1].islower() and after[0].isupper()) or (
        after[0].isdigit() and len(before) >= TELLING and vocabulary.knows(before)
    )


def split_word(word: LineWord, vocabulary: Vocabulary) -> list[LineWord]:
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


def known_share(words: Sequence[str], vocabulary: Vocabulary) -> float:
    """Share of the letters that stand in words of the language; 0 without letters. Short words say nothing: most pairs are one."""
    letters = [sum(map(str.isalpha, word)) for word in words]
    told = (count for word, count in zip(words, letters, strict=True) if count >= TELLING and vocabulary.knows(word))
    return sum(told) / max(1, sum(letters))

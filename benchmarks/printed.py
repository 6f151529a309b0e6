"""Pages of known words: those that others made, and invented ones; and how many of their words a reading missed.

Others' pages lie in a folder of pictures with their text: beside each picture a ``.txt`` of the same name with the words on it.
Invented ones are made by ``conditions.py`` and ``harsher.py``.

*Words missed*: the share of the printed words, lower-cased and stripped of marks, that the reading does not hold (each as often
as it is printed). *Characters wrong*: Levenshtein distance to the printed text over its length. A word is found wherever it
stands, a character only in its place.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import conditions
import harsher
import numpy as np

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})
INVENTED = "invented"
NAMES = (*conditions.CONDITIONS, *harsher.CONDITIONS)


@dataclass(frozen=True)
class Printed:
    """A page of known words."""

    path: Path
    group: str
    """The set it belongs to: the folder's name, or ``INVENTED``."""
    name: str
    """The picture's, or that of the invented condition."""
    seed: int
    text: str
    language: str

    def words(self, said: str) -> list[str]:
        """The words of a text, lower-cased, without marks. Invented ones count whole ("12/PY" is one); others type spaces beside
        marks as they please, so theirs are parted at each.
        """
        if self.group == INVENTED:
            return [word for word in (re.sub(r"[^0-9a-z]", "", word.lower()) for word in said.split()) if word]
        return "".join(character if character.isalnum() else " " for character in said.lower()).split()

    def missed(self, said: str) -> float:
        """The share of the printed words that a reading does not hold."""
        want, have = collections.Counter(self.words(self.text)), collections.Counter(self.words(said))
        return (want - have).total() / max(1, want.total())

    def wrong(self, said: str) -> float:
        """Levenshtein distance by rows; the running minimum along a row is numpy's."""
        one, other = (np.frombuffer(" ".join(self.words(text)).encode(), np.uint8) for text in (self.text, said))
        if not len(one):
            return 0.0
        steps = np.arange(len(other) + 1)
        row = steps.copy()
        for index, character in enumerate(one, 1):
            new = np.empty_like(row)
            new[0] = index
            new[1:] = np.minimum(row[1:] + 1, row[:-1] + (other != character))
            row = np.minimum.accumulate(new - steps) + steps
        return min(1.0, float(row[-1]) / len(one))

    def holds(self, word: str) -> bool | None:
        """Whether a word is printed anywhere on the page; ``None`` for one without letters and figures."""
        parts = self.words(word)
        return all(part in self.words_printed for part in parts) if parts else None

    @cached_property
    def words_printed(self) -> frozenset[str]:
        """The words on the page, each once."""
        return frozenset(self.words(self.text))

    def told(self, words: Iterable[tuple[str, float]]) -> list[tuple[float, float]]:
        """For each word that a reading holds, how far it is believed, and 1 if it is printed (each as often as it is), else 0."""
        left = collections.Counter(self.words(self.text))
        found = []
        for text, confidence in words:
            parts = self.words(text)
            if parts:
                found.append((confidence, float(all(left[part] > 0 for part in parts))))
                left.subtract(parts)
        return found


def of_folder(folder: Path, language: str) -> list[Printed]:
    """The pictures of a folder that have a text beside them, by name."""
    pictures = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in PICTURES]
    return [
        Printed(path, folder.name, path.stem, 0, path.with_suffix(".txt").read_text("utf-8", "ignore"), language)
        for path in pictures
        if path.with_suffix(".txt").exists()
    ]


def chosen(only: str) -> list[str]:
    """The conditions named, with semicolons between; all where none is, and none for "none"."""
    named = [name.strip() for name in only.split(";") if name.strip()]
    return [] if named == ["none"] else named or list(NAMES)


def invented(names: Sequence[str], seeds: Iterable[int], folder: Path) -> list[Printed]:
    """Papers in each of these conditions, by seed, written into a folder."""
    with ProcessPoolExecutor() as executor:
        return list(executor.map(_written, [(name, seed, folder) for seed in seeds for name in names]))


def _written(job: tuple[str, int, Path]) -> Printed:
    name, seed, folder = job
    paper = harsher.make(name, seed)
    path = folder / f"{re.sub('[^-a-z0-9]+', '_', name.lower())}-{seed}{paper.suffix}"
    path.write_bytes(paper.content)
    return Printed(path, INVENTED, name, seed, " ".join(paper.words), "ind")

"""The words of a language, from the dictionary inside Tesseract's own data file."""

from __future__ import annotations

import logging
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

log = logging.getLogger(__name__)

PARTS = ("lstm-unicharset", "lstm-word-dawg")
"""The parts of a data file that the dictionary is written out from: its letters and its words."""
SECONDS = 20.0
SHORTEST = 2
"""Letters of a word that it may be known by; single letters are in every dictionary."""
SHORTEST_PART, FEWEST_LETTERS, MOST_LETTERS = 4, 8, 60
"""Letters of a part that a run of letters may be cut into, and of a run that is worth it."""
SHORTEST_BESIDE = 3
"""Letters of a part beside figures: a month is often short."""
MOST_PARTS = 5


class Vocabulary:
    """Words, compared without case. They are kept as their hashes: 225,000 take 2 MB, and as words 50."""

    def __init__(self, words: Iterable[str]) -> None:
        self._hashes = np.unique(np.fromiter(map(hash, words), np.int64))

    def __bool__(self) -> bool:
        return bool(len(self._hashes))

    def __contains__(self, word: str) -> bool:
        wanted = hash(word)
        at = int(np.searchsorted(self._hashes, wanted))
        return at < len(self._hashes) and int(self._hashes[at]) == wanted

    def knows(self, word: str) -> bool:
        """Whether this is a word of the language; marks around it do not count.

        >>> Vocabulary({"rapat"}).knows("(Rapat),")
        True
        """
        bare = _bare(word)
        if "-" in bare and len(bare) > 1:
            # Doubled and joined words: each part is one.
            return all(len(part) >= SHORTEST and part in self for part in bare.split("-"))
        return len(bare) >= SHORTEST and bare in self

    def cuts(self, run: str) -> list[int] | None:
        """Where to cut a run of letters and figures so that all its parts are words or numbers, into as few as can be.

        ``None`` where it cannot be.

        >>> Vocabulary({"sejak", "tanggal", "mei"}).cuts("sejaktanggal7Mei")
        [5, 12, 13]
        """
        run = run.casefold()
        if len(run) > MOST_LETTERS or not run.isalnum() or sum(map(str.isalpha, run)) < FEWEST_LETTERS:
            return None
        best: dict[int, list[int]] = {0: [0]}
        for end in range(1, len(run) + 1):
            ways = [way for start, way in best.items() if self._is_part(run, start, end)]
            if ways:
                best[end] = [*min(ways, key=len), end]
        way = best.get(len(run))
        return way[1:-1] if way and len(way) <= MOST_PARTS + 1 else None

    def _is_part(self, run: str, start: int, end: int) -> bool:
        part = run[start:end]
        if part.isdigit():
            return not (run[start - 1 : start].isdigit() or run[end : end + 1].isdigit())
        beside_figures = run[start - 1 : start].isdigit() or run[end : end + 1].isdigit()
        return len(part) >= (SHORTEST_BESIDE if beside_figures else SHORTEST_PART) and part in self


def _bare(word: str) -> str:
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    return word[start:end].casefold()


@lru_cache(maxsize=4)
def vocabulary_of(language: str) -> Vocabulary:
    """The words of Tesseract's languages, as ``ind+eng``; empty where its tools or its data are not there."""
    return Vocabulary(word for one in language.split("+") for word in _words_of(one))


def _words_of(language: str) -> Iterator[str]:
    """The words of one of them, written out by Tesseract's own tools: its programs know the form of its files, we do not."""
    try:
        data = _data_folder() / f"{language}.traineddata"
        with tempfile.TemporaryDirectory() as folder:
            letters, packed, plain = (str(Path(folder) / f"x.{part}") for part in (*PARTS, "words"))
            _run("combine_tessdata", "-e", str(data), letters, packed)
            _run("dawg2wordlist", letters, packed, plain)
            with Path(plain).open(encoding="utf-8", errors="replace") as lines:
                yield from filter(None, map(_bare, lines))
    except (OSError, subprocess.SubprocessError):
        log.info("no dictionary of %s", language, exc_info=True)


def _data_folder() -> Path:
    # The first line names it: List of available languages in "/usr/share/…/tessdata/" (3):
    return Path(_run("tesseract", "--list-langs").split('"')[1])


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True).stdout

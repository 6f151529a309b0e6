"""Fits ``pipeline/reading/recognition/calibration.py``: confidences of the two recognisers → share of such words that are right.

    python benchmarks/calibrating.py [--folder FOLDER …] [--language eng] [--seeds 2] [--first 1] [--only "skew 7;faint"]
                                     [--raw FILE] [--chart FILE.svg]

Folders of others' pictures with their text, and every invented condition (``--only none``: none), are read as the program reads
them, while the words of each recogniser and the choices between them are noted down. Prints the tables ``WORDS``, ``LEFT``,
``NEURAL``, ``AGREED``, ``CHOSEN`` (isotonic regression over bins of equal numbers of words) and ``DIFFER`` (logistic regression);
how the confidences that the program gives now come out; and what each bar for the mark "sulit dibaca" would mark.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

sys.path.insert(0, str(Path(__file__).resolve().parent))
import calibrating_chart
import printed
import reading_report
from printed import Printed

from pipeline.reading import Options, identify, messages, read_page, review_notes
from pipeline.reading.recognition import assembly, combination, dictionary_spacing
from pipeline.reading.recognition.vocabulary import Vocabulary

BINS = {"WORDS": 400, "LEFT": 400, "NEURAL": 60, "AGREED": 150, "CHOSEN": 60}
"""Words in a bin of each table; for ``CHOSEN`` places at which the two readings differ."""
READ_AGAIN = -1.0
"""Stands for the confidence of a word that was read again."""
BARS = (0.93, 0.94, 0.95, 0.955, 0.96, 0.965, 0.97, 0.975, 0.98, 0.985, 0.99)
RIDGE, STEPS = 0.1, 100
"""Of the logistic regression, by Newton's method."""

Pair = tuple[float, float]
Differ = tuple[float, float, float, float, float]
"""Two readings of the same print: Tesseract's confidence, the second one's, by what share more of the second one's letters stand in
words of the language, and for each of the two 1 where it is right.
"""


@dataclass
class Seen:
    """What came of one page. Pairs are a confidence and 1 for a word that is printed there, 0 for one that is not."""

    page: str
    missed: float = 0.0
    confidence: float = 0.0
    noted: bool = False
    """Whether something else marks the page, whatever its confidence: that lines were left unread, above all."""
    told: list[Pair] = field(default_factory=list)
    """The words of the finished page, by the chance that they are said to have."""
    words: list[Pair] = field(default_factory=list)
    """What Tesseract read, before the second recogniser did."""
    left: list[Pair] = field(default_factory=list)
    """Tesseract's words that were not read again, on a page where others were."""
    neural: list[Pair] = field(default_factory=list)
    """Words that only the second recogniser saw."""
    agreed: list[Pair] = field(default_factory=list)
    """Words that both read alike, by the second one's confidence."""
    differ: list[Differ] = field(default_factory=list)
    """Where they read different words."""


class _Watch:
    """Notes down what each recogniser read on a page."""

    def __init__(self, page: Printed) -> None:
        self.page = page
        self.seen = Seen(named(page))

    def tokens(self, tokens: Iterable[Any]) -> None:
        """What Tesseract read, when it is first handed on."""
        if not self.seen.words:
            self.seen.words = self.page.told([(token.text, token.confidence) for token in tokens])

    def page_of(self, tokens: Sequence[Any]) -> None:
        """The words of the finished page."""
        if any(token.chance is not None for token in tokens):
            sure = [(token.text, token.confidence if token.chance is None else READ_AGAIN) for token in tokens]
            self.seen.left += [pair for pair in self.page.told(sure) if pair[0] != READ_AGAIN]

    def group(self, first: Sequence[Any], second: Sequence[Any], vocabulary: Vocabulary) -> None:
        """Words of the two recognisers on the same print, each with its box."""
        one, other = (" ".join(word.text for _, word in some) for some in (first, second))
        if not one:
            held = [(word.confidence, self.page.holds(word.text)) for _, word in second]
            self.seen.neural += [(confidence, float(right)) for confidence, right in held if right is not None]
        if not one or not other:
            return
        sure, said = (min(word.confidence for _, word in some) for some in (first, second))
        right = self.page.holds(one), self.page.holds(other)
        if _letters(one) == _letters(other):
            if right != (None, None):
                self.seen.agreed.append((said, float(any(right))))
        elif right != (None, None):
            first_known, second_known = (
                dictionary_spacing.known_share([word.text for _, word in some], vocabulary) for some in (first, second)
            )
            self.seen.differ.append((sure, said, second_known - first_known, float(bool(right[0])), float(bool(right[1]))))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def named(page: Printed) -> str:
    return f"{page.group}/{page.name} {page.seed}"


@contextmanager
def watched(watch: _Watch) -> Iterator[None]:
    """Everything that passes between the recognisers is shown to the watch."""
    chosen, combined, page_of = combination._chosen, combination.combine, assembly.assemble_page

    def seen_chosen(first: Any, second: Any, vocabulary: Vocabulary) -> Any:
        watch.group(first, second, vocabulary)
        return chosen(first, second, vocabulary)

    def seen_combined(tokens: Any, *args: Any) -> Any:
        watch.tokens(tokens)
        return combined(tokens, *args)

    def seen_page(picture: Any, number: int, tokens: Any, *args: Any) -> Any:
        watch.tokens(tokens)
        watch.page_of(tokens)
        return page_of(picture, number, tokens, *args)

    changed: list[tuple[Any, str, Callable[..., Any], Callable[..., Any]]] = [
        (combination, "_chosen", seen_chosen, chosen),
        (combination, "combine", seen_combined, combined),
        (assembly, "assemble_page", seen_page, page_of),
    ]
    try:
        for owner, name, new, _ in changed:
            setattr(owner, name, new)
        yield
    finally:
        for owner, name, _, old in changed:
            setattr(owner, name, old)


def read(page: Printed) -> Seen:
    """Read one page and note down what came of it."""
    watch = _Watch(page)
    with watched(watch):
        found = read_page(identify(page.path), 1, Options(language=page.language))
    seen = watch.seen
    seen.missed, seen.confidence = page.missed(" ".join([found.text, *found.margins])), found.confidence
    others = tuple(note for note in found.notes if note != str(messages.HARD()))
    seen.noted = review_notes.page_doubt(replace(found, notes=others)) is not None
    seen.told = page.told([(word.text, word.confidence) for word in found.words])
    return seen


def rising(pairs: Iterable[Pair], words: int) -> list[Pair]:
    """Confidence → share right, one pair for each step of the rising curve."""
    ordered = sorted(pairs)
    bins = [ordered[at : at + words] for at in range(0, len(ordered), words)]
    if not bins:
        return []
    middles = np.array([np.mean([confidence for confidence, _ in part]) for part in bins])
    shares = np.array([np.mean([right for _, right in part]) for part in bins])
    curve = isotonic_regression(shares, weights=[len(part) for part in bins]).x
    steps = [curve == value for value in np.unique(curve)]
    return [(float(np.average(middles[inside])), float(curve[inside][0])) for inside in steps]


def odds(rows: Sequence[Differ]) -> list[float]:
    """Intercept and weights of the logarithm of the odds that the second recogniser is right, where one of the two is."""
    table = np.array([row for row in rows if row[3] != row[4]], float).reshape(-1, 5)
    known, right = _with_one(table), table[:, 4]
    weights = np.zeros(known.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (chance - right) + RIDGE * weights * (0, 1, 1, 1)
        weights -= np.linalg.solve((known.T * chance * (1 - chance)) @ known + RIDGE * np.eye(len(weights)), slope)
    return [float(weight) for weight in weights]


def chosen(rows: Sequence[Differ], weights: Sequence[float]) -> list[Pair]:
    """The chance that these weights give to the likelier of two readings, and 1 where that one is right."""
    table = np.array(rows, float).reshape(-1, 5)
    second = 1 / (1 + np.exp(-_with_one(table) @ np.array(weights)))
    right = np.where(second >= 0.5, table[:, 4], table[:, 3])
    return list(zip(np.maximum(second, 1 - second).tolist(), right.tolist(), strict=True))


def _with_one(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is known of each row before it is read, with a one for the intercept."""
    return np.c_[np.ones(len(table)), table[:, :3]]


def fitted(pages: Sequence[Seen]) -> str:
    """The tables as they would stand in the module."""
    rows = [row for page in pages for row in page.differ]
    weights = odds(rows)
    lines = []
    for name, words in BINS.items():
        pairs = chosen(rows, weights) if name == "CHOSEN" else [pair for page in pages for pair in getattr(page, name.lower())]
        lines += [f"{name}  # {len(pairs)} words", *(f"    ({sure:.4f}, {share:.4f})," for sure, share in rising(pairs, words))]
    return "\n".join([*lines, f"DIFFER = ({', '.join(f'{weight:.1f}' for weight in weights)})  # {_told(rows, weights)}"])


def _told(rows: Sequence[Differ], weights: Sequence[float]) -> str:
    """How often one of two readings is right, and how often that one is taken."""
    one_is = [row for row in rows if row[3] != row[4]]
    second, taken = sum(row[4] for row in one_is), sum(right for _, right in chosen(one_is, weights))
    neither = sum(not (row[3] or row[4]) for row in rows)
    return (
        f"{len(rows)} words; neither right: {neither}; one right: {len(one_is)}, the second: {second:.0f}, the chosen: {taken:.0f}"
    )


def marks(pages: Sequence[Seen]) -> str:
    """What each bar would mark."""
    lines = [f"| bar | marked of those that miss ≤ {reading_report.MISREAD:g} | of those that miss more |", "|---|---:|---:|"]
    for bar in BARS:
        rows = [{"missed": page.missed, "marked": page.noted or page.confidence < bar} for page in pages]
        lines.append(f"| {bar} | {' | '.join(reading_report.marked(rows))} |")
    return "\n".join(lines)


def all_of(pages: Sequence[Printed], raw: Path | None) -> list[Seen]:
    """Read the pages that have not been read yet, one for each core at once."""
    seen = [Seen(**json.loads(line)) for line in raw.read_text().splitlines()] if raw and raw.exists() else []
    done = {one.page for one in seen}
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as executor:
        for one in executor.map(read, [page for page in pages if named(page) not in done]):
            seen.append(one)
            print(f"{one.page}: missed {one.missed:.3f}, said {one.confidence:.3f}", file=sys.stderr, flush=True)
            if raw:
                with raw.open("a") as out:
                    out.write(json.dumps(asdict(one)) + "\n")
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", default=[], help="a folder of pictures with their text")
    parser.add_argument("--language", default="ind", help="of the folders' pages")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--only", default="", help='conditions, with semicolons between, or "none"')
    parser.add_argument("--raw", type=Path, help="where each page goes as it is read, and from where a cut run goes on")
    parser.add_argument("--chart", type=Path, help="the reliability diagram, as an SVG")
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    with tempfile.TemporaryDirectory() as scratch:
        pages = [page for folder in arguments.folder for page in printed.of_folder(folder, arguments.language)]
        pages += printed.invented(printed.chosen(arguments.only), seeds, Path(scratch))
        seen = all_of(pages, arguments.raw)
    told = [pair for one in seen for pair in one.told]
    print(f"{len(told)} words on {len(seen)} pages\n\n{fitted(seen)}\n\n{reading_report.reliability(told)}\n\n{marks(seen)}")
    if arguments.chart:
        calibrating_chart.draw(told, [(one.confidence, 1 - one.missed) for one in seen], arguments.chart)


if __name__ == "__main__":
    main()

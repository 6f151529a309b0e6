"""Fits the table of ``pipeline/reading/calibration.py``: Tesseract's confidence in a word → share of such words that are printed.

    python benchmarks/calibrating.py [--seeds 2] [--first 1] [--only "skew 7;faint"]

Every condition of ``conditions.py`` and ``harsher.py`` is read as the program reads it, but for the last step, which would lead the
confidences through the table that stands. Prints the table (isotonic regression over bins of equal numbers of words), what pages of
each mean confidence held at most, and what each bar for the mark "check me" would have marked.
"""

from __future__ import annotations

import argparse
import collections
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import isotonic_regression

sys.path.insert(0, str(Path(__file__).resolve().parent))
import conditions
import harsher
import reading

from pipeline.document import Word
from pipeline.reading import Options, calibration, look, read_page, recognised
from pipeline.reading.ocr import Token
from pipeline.reading.recognised import letters

BIN = 400
"""Words in a bin."""
BARS = (0.95, 0.96, 0.97, 0.975, 0.98, 0.985, 0.99)


@dataclass(frozen=True)
class Read:
    """A page's words, and which of them are printed on it."""

    condition: str
    words: tuple[Word, ...]
    right: tuple[bool, ...]
    missed: float


def as_tesseract_says(job: tuple[str, int]) -> Read:
    """One paper, its words with Tesseract's own confidences."""
    recognised._Upright.calibrated = lambda upright: upright  # type: ignore[method-assign]  # the last step, left out
    paper = harsher.make(*job)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"page{paper.suffix}")
        path.write_bytes(paper.content)
        page = read_page(look(path), 1, Options())
    left = collections.Counter(reading.normal(list(paper.words)))
    words, right = [], []
    for word in page.words:
        said = reading.normal([word.text])
        if not said:
            continue
        words.append(word)
        right.append(all(left[one] > 0 for one in said))
        left.subtract(said)
    said = page.text.split() + " ".join(page.margins).split()
    return Read(job[0], tuple(words), tuple(right), reading.missed(list(paper.words), said))


def fitted(pages: list[Read]) -> list[tuple[float, float]]:
    """Confidence → share right, one pair for each step of the rising curve."""
    pairs = sorted((word.confidence, right) for page in pages for word, right in zip(page.words, page.right, strict=True))
    bins = [pairs[at : at + BIN] for at in range(0, len(pairs), BIN)]
    middles = np.array([np.mean([confidence for confidence, _ in part]) for part in bins])
    shares = np.array([np.mean([right for _, right in part]) for part in bins])
    rising = isotonic_regression(shares, weights=[len(part) for part in bins]).x
    steps = []
    for value in np.unique(rising):
        inside = rising == value
        steps.append((float(np.average(middles[inside])), float(value)))
    return steps


def most_right(pages: list[Read]) -> list[str]:
    """Pages by their mean confidence: how many, and the share of words right on them."""
    shares: dict[float, list[float]] = collections.defaultdict(list)
    for page in pages:
        mean = recognised.mean_confidence([Token(word.text, word.box, word.confidence, 0, 0, 0) for word in page.words])
        if page.words:
            shares[round(mean * 20) / 20].append(sum(page.right) / len(page.right))
    return [f"{mean:.2f}: {len(of)} pages, right {np.mean(of):.3f} (most {max(of):.3f})" for mean, of in sorted(shares.items())]


def marks(pages: list[Read]) -> list[str]:
    """What each bar would mark."""
    bad = [page.missed > reading.MISREAD for page in pages]
    sure = []
    for page in pages:
        weights = [letters(word.text) for word in page.words]
        sure.append(calibration.of_page(calibration.of_words([word.confidence for word in page.words], weights), weights))
    rows = []
    for bar in BARS:
        marked = [value < bar for value in sure]
        both = sum(one and other for one, other in zip(marked, bad, strict=True))
        rows.append(
            f"{bar}: marked {sum(marked)}, precision {both / max(1, sum(marked)):.2f}, recall {both / max(1, sum(bad)):.2f}"
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    names = [name.strip() for name in arguments.only.split(";") if name.strip()] or [*conditions.CONDITIONS, *harsher.CONDITIONS]
    jobs = [(name, arguments.first + seed) for seed in range(arguments.seeds) for name in names]
    with ProcessPoolExecutor() as executor:
        pages = list(executor.map(as_tesseract_says, jobs))
    print(f"{sum(len(page.words) for page in pages)} words on {len(pages)} pages\n")
    print("\n".join(f"    ({confidence:.3f}, {share:.4f})," for confidence, share in fitted(pages)), "\n")
    print("\n".join(most_right(pages)), "\n")
    print("\n".join(marks(pages)))


if __name__ == "__main__":
    main()

"""How many facts Berkas reads right off scanned papers: number, date, kind, subject and printed code, per scan condition.

    python -m benchmarks.facts                        # 56 clean papers, 3 in each of the other conditions
    python -m benchmarks.facts --clean 200 --each 3   # the form whose figures docs/benchmarks.md prints
    python -m benchmarks.facts --only "skew 7" --each 14 --first 500 --misses

Papers come from ``facts_papers`` and ``facts_layouts``, scans from ``facts_scans``, through the real reading room. A value is right
when it equals the truth but for case, blanks and outer punctuation; a subject that misses by at most one letter in twenty is
counted apart as "nearly".
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from math import sqrt
from pathlib import Path

from benchmarks.facts_layouts import a_paper
from benchmarks.facts_scans import CLEAN, DAMAGED, write_scan
from pipeline.classification.propose import propose
from pipeline.classification.scheme.scheme import load_default
from pipeline.document import Proposal
from pipeline.failures import Failure
from pipeline.reading import Pool, read

FIELDS = ("number", "date", "document_type", "title", "code_printed")
CLEAN_BAR, OVERALL_BAR = 0.98, 0.92
ALL_CLEAN, ALL_DAMAGED, ALL = "all clean", "all damaged", "all"


@dataclass(frozen=True)
class Answer:
    """One field of one paper: the truth, what was proposed, and how sure."""

    condition: str
    seed: int
    layout: str
    field: str
    truth: str
    proposed: str
    confidence: float

    @property
    def right(self) -> bool:
        return plain(self.truth) == plain(self.proposed)

    @property
    def nearly(self) -> bool:
        return SequenceMatcher(None, plain(self.truth), plain(self.proposed), autojunk=False).ratio() >= 0.95


def plain(text: str) -> str:
    """The text without case, double blanks and outer punctuation."""
    return re.sub(r"\s+", " ", text).strip(" .,;:-").casefold()


def answers(condition: str, seed: int, pool: Pool, folder: Path) -> list[Answer]:
    """Read one paper in one condition and compare."""
    paper = a_paper(seed)
    path = write_scan(paper.pdf, condition, seed, folder)
    try:
        proposal = propose(read(path, pool), load_default())
    except Failure as failure:
        print(f"\n{condition} {seed}: {failure}", file=sys.stderr)
        proposal = None
    finally:
        path.unlink()
    return [Answer(condition, seed, paper.layout, name, getattr(paper.truth, name), *_proposed(proposal, name)) for name in FIELDS]


def _proposed(proposal: Proposal | None, name: str) -> tuple[str, float]:
    return (getattr(proposal.facts, name), proposal.confidence[name]) if proposal else ("", 0.0)


def run(jobs: list[tuple[str, int]]) -> Iterator[Answer]:
    """All answers; papers are made in threads while the pool reads."""
    with tempfile.TemporaryDirectory() as folder, Pool() as pool, ThreadPoolExecutor(3) as threads:
        for number, found in enumerate(threads.map(lambda job: answers(*job, pool, Path(folder)), jobs), 1):  # type: ignore[call-arg]  # a job is the pair
            print(f"\r{number} of {len(jobs)} papers", end="" if number < len(jobs) else "\n", file=sys.stderr, flush=True)
            yield from found


def interval(right: int, count: int) -> tuple[float, float]:
    """Between which shares the true one lies, 95 times in 100 (Wilson's interval)."""
    z, p = 1.96, right / count
    middle, half = p + z * z / (2 * count), z * sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    return (middle - half) / (1 + z * z / count), (middle + half) / (1 + z * z / count)


def cell(found: list[Answer]) -> str:
    """The share right in per cent, and its interval."""
    if not found:
        return "–"
    right = sum(answer.right for answer in found)
    low, high = interval(right, len(found))
    return f"{100 * right / len(found):.1f} ({100 * low:.1f}–{100 * high:.1f})"


def report(found: list[Answer], by_condition: bool) -> bool:
    """Print the tables of docs/benchmarks.md; whether both bars are met."""
    cells: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in found:
        for group in (answer.condition, ALL_CLEAN if answer.condition in CLEAN else ALL_DAMAGED, ALL):
            cells[group, answer.field].append(answer)
    _table(cells, by_condition)
    _calibration(found)
    return all(
        sum(answer.right for answer in cells[group, name]) >= bar * len(cells[group, name])
        for group, bar in ((ALL_CLEAN, CLEAN_BAR), (ALL, OVERALL_BAR))
        for name in FIELDS
    )


def _table(cells: dict[tuple[str, str], list[Answer]], by_condition: bool) -> None:
    print("| papers | n | " + " | ".join(FIELDS) + " | title, nearly |\n|" + "---|" * (len(FIELDS) + 3))
    single = (*CLEAN, *DAMAGED) if by_condition else ()
    for group in (*(name for name in single if (name, "number") in cells), ALL_CLEAN, ALL_DAMAGED, ALL):
        titles = cells[group, "title"]
        if not titles:
            continue
        nearly = f"{100 * sum(answer.nearly for answer in titles) / len(titles):.1f}"
        print(f"| {group} | {len(titles)} | " + " | ".join(cell(cells[group, name]) for name in FIELDS) + f" | {nearly} |")


def _calibration(found: list[Answer]) -> None:
    """Per field: the Brier score, how many were left empty, and the share right among the values proposed with each confidence."""
    bands = list(pairwise((0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)))
    print("\nHow honest the confidence is: share right in per cent (values), empty ones left out\n")
    heads = [f"{low:.2f}–{min(high, 1):.2f}" for low, high in bands]
    print("| field | Brier | empty | " + " | ".join(heads) + " |\n|" + "---|" * (len(bands) + 3))
    for name in FIELDS:
        given = [answer for answer in found if answer.field == name and answer.proposed]
        empty = sum(1 for answer in found if answer.field == name and answer.truth and not answer.proposed)
        brier = sum((answer.confidence - answer.right) ** 2 for answer in given) / max(1, len(given))
        shares = []
        for low, high in bands:
            band = [answer for answer in given if low <= answer.confidence < high]
            shares.append(f"{100 * sum(answer.right for answer in band) / len(band):.0f} ({len(band)})" if band else "–")
        print(f"| {name} | {brier:.3f} | {empty} | " + " | ".join(shares) + " |")


def jobs_of(clean: int, each: int, first: int, only: str | None) -> list[tuple[str, int]]:
    """(condition, seed) of every paper. Seeds run on across conditions, so that all layouts take turns in each."""
    jobs, seed = [], first
    for name in (*CLEAN, *DAMAGED):
        if only in (None, name):
            count = clean // len(CLEAN) if name in CLEAN and only is None else each
            jobs += [(name, seed + number) for number in range(count)]
            seed += count
    return jobs


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--clean", type=int, default=56, help="papers on clean scans")
    parser.add_argument("--each", type=int, default=3, help="papers in each other condition")
    parser.add_argument("--first", type=int, default=10_000, help="first seed")
    parser.add_argument("--only", choices=[*CLEAN, *DAMAGED], help="this condition alone")
    parser.add_argument("--conditions", action="store_true", help="a line for each condition, too")
    parser.add_argument("--misses", action="store_true", help="print every miss")
    options = parser.parse_args()
    jobs = jobs_of(options.clean, options.each, options.first, options.only)
    started = time.monotonic()
    found = list(run(jobs))
    for answer in found if options.misses else ():
        if not answer.right:
            where = f"{answer.condition} {answer.seed} {answer.layout} {answer.field}"
            print(f"{where}: {answer.truth!r} ≠ {answer.proposed!r} ({answer.confidence})")
    print(f"Seeds {jobs[0][1]} to {jobs[-1][1]}; exact matches in per cent, with their 95 % interval.\n")
    met = report(found, options.conditions)
    seconds = time.monotonic() - started
    bars = f"bars (clean {CLEAN_BAR:.0%}, all {OVERALL_BAR:.0%})"
    print(f"\n{len(jobs)} papers in {seconds:.0f} s; {bars}: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())

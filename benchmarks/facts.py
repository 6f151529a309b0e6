"""How many facts Berkas reads right off scanned papers: number, date, kind, subject and printed code, per scan condition.

    python -m benchmarks.facts                        # 56 clean papers, 3 in each of the other conditions
    python -m benchmarks.facts --clean 200 --each 14  # the long form
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
from pathlib import Path

from benchmarks.facts_layouts import a_paper
from benchmarks.facts_scans import CLEAN, DAMAGED, write_scan
from pipeline.classification.propose import propose
from pipeline.classification.scheme import load_default
from pipeline.document import Proposal
from pipeline.failures import Failure
from pipeline.reading import Pool, read

FIELDS = ("number", "date", "document_type", "title", "code_printed")
CLEAN_BAR, OVERALL_BAR = 0.98, 0.92


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
        for number, found in enumerate(threads.map(lambda job: answers(*job, pool, Path(folder)), jobs), 1):
            print(f"\r{number} of {len(jobs)} papers", end="" if number < len(jobs) else "\n", file=sys.stderr, flush=True)
            yield from found


def share(found: list[Answer]) -> str:
    return f"{sum(answer.right for answer in found) / len(found):6.1%}" if found else "     –"


def report(found: list[Answer]) -> bool:
    """Print the tables; whether both bars are met."""
    cells: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in found:
        for group in (answer.condition, "all clean" if answer.condition in CLEAN else "all damaged", "all conditions"):
            cells[group, answer.field].append(answer)
    groups = [*(name for name in (*CLEAN, *DAMAGED) if (name, "number") in cells), "all clean", "all damaged", "all conditions"]
    print(f"{'condition':28}{'papers':>7}" + "".join(f"{name:>15}" for name in FIELDS) + f"{'title, nearly':>15}")
    for group in groups:
        titles = cells[group, "title"]
        if titles:
            nearly = f"{sum(answer.nearly for answer in titles) / len(titles):.1%}"
            print(f"{group:28}{len(titles):7}" + "".join(f"{share(cells[group, name]):>15}" for name in FIELDS) + f"{nearly:>15}")
    print("\nHow honest the confidence is: share right among the values proposed with it (empty ones left out)")
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.95), (0.95, 1.01)):
        band = [answer for answer in found if answer.proposed and low <= answer.confidence < high]
        print(f"{low:.2f}–{min(high, 1):.2f} {len(band):6} {share(band)}")
    return all(
        sum(answer.right for answer in cells[group, name]) >= bar * len(cells[group, name])
        for group, bar in (("all clean", CLEAN_BAR), ("all conditions", OVERALL_BAR))
        for name in FIELDS
    )


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
    parser.add_argument("--misses", action="store_true", help="print every miss")
    options = parser.parse_args()
    jobs = jobs_of(options.clean, options.each, options.first, options.only)
    started = time.monotonic()
    found = list(run(jobs))
    for answer in found if options.misses else ():
        if not answer.right:
            where = f"{answer.condition} {answer.seed} {answer.layout} {answer.field}"
            print(f"{where}: {answer.truth!r} ≠ {answer.proposed!r} ({answer.confidence})")
    met = report(found)
    seconds = time.monotonic() - started
    bars = f"bars (clean {CLEAN_BAR:.0%}, all {OVERALL_BAR:.0%})"
    print(f"\n{len(jobs)} papers in {seconds:.0f} s; {bars}: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""How well and how fast pages are read: conditions × {bare tesseract, OCRmyPDF, Berkas}, in one run.

    python benchmarks/reading.py [--raw FILE] [--minutes 25] [--seeds 2] [--rival-seeds 1] [--only "skew 7;faint"]
                                 [--readers berkas,bare] [--clean 12] [--chart docs/pictures/reading-conditions.svg]

Every reader gets the same files, one process per core, and runs in a process of its own, whose whole family's memory is watched.
OCRmyPDF (``pip install ocrmypdf``, with unpaper and ghostscript) runs where it is on the path, on the first ``--rival-seeds``
papers of each condition. Papers are read by seed, so that a run that ends early has every condition. Each page is appended to
``--raw`` as it is done; the same command with the same file goes on from there (speed and memory are then those of the longest
part).

*Words missed*: the share of the printed words, lower-cased and stripped of marks, that the reading does not hold (each as often
as it is printed). *Characters wrong*: Levenshtein distance to the printed text over its length. A word is found
wherever it stands, a character only in its place.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import shutil
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
import conditions
import harsher
import reading_chart
import reading_readers

from pipeline.reading import calibration

READERS = ("berkas", "bare", "ocrmypdf")
CLEAN = ("clean", "clean 200 dpi", "clean 150 dpi")
MARK = calibration.CHECK
"""Pages that Berkas is less sure of than this are marked for a person to check."""
MISREAD = 0.02
RELIABILITY = (0.5, 0.7, 0.8, 0.9, 0.97, 0.99, 0.999, 1.1)


def normal(words: list[str]) -> list[str]:
    return [word for word in (re.sub(r"[^0-9a-z]", "", word.lower()) for word in words) if word]


def missed(printed: list[str], said: list[str]) -> float:
    want, have = collections.Counter(normal(printed)), collections.Counter(normal(said))
    return (want - have).total() / max(1, want.total())


def character_error(printed: list[str], said: list[str]) -> float:
    """Levenshtein distance by rows; the running minimum along a row is numpy's."""
    one = np.frombuffer(" ".join(normal(printed)).encode(), np.uint8)
    other = np.frombuffer(" ".join(normal(said)).encode(), np.uint8)
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


# ---------------------------------------------------------------- the run


def write_paper(job: tuple[str, int, str]) -> tuple[str, int, str, list[str]]:
    name, seed, folder = job
    paper = harsher.make(name, seed)
    path = Path(folder, f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}-{seed}{paper.suffix}")
    path.write_bytes(paper.content)
    return name, seed, str(path), list(paper.words)


def write_papers(wanted: list[tuple[str, int]], folder: str) -> dict[Path, tuple[str, int, list[str]]]:
    with ProcessPoolExecutor() as executor:
        papers = list(executor.map(write_paper, [(name, seed, folder) for name, seed in wanted]))
    return {Path(path): (name, seed, words) for name, seed, path, words in papers}


class Results:
    """Every page read so far, on disk as soon as it is read."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self.rows: dict[str, list[dict[str, object]]] = {}
        self.runs: dict[str, list[dict[str, float]]] = {}
        for line in raw.read_text().splitlines() if raw.exists() else ():
            try:
                self._keep(json.loads(line))
            except json.JSONDecodeError:
                say(f"{raw}: a line that was cut off is left out")

    def add(self, entry: dict[str, object]) -> None:
        with self.raw.open("a") as out:
            out.write(json.dumps(entry) + "\n")
        self._keep(entry)

    def _keep(self, entry: dict[str, object]) -> None:
        kept = self.runs if "seconds" in entry else self.rows
        kept.setdefault(str(entry["reader"]), []).append(entry)

    def has(self, reader: str, name: str, seed: int) -> bool:
        return any(row["condition"] == name and row["seed"] == seed for row in self.rows.get(reader, ()))

    def longest(self, reader: str) -> dict[str, float]:
        return max(self.runs.get(reader, [{"pages": 0, "seconds": 1, "memory": 0}]), key=lambda run: run["pages"])


def say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def compare(wanted: dict[str, list[tuple[str, int]]], results: Results, until: float) -> None:
    """Let each reader read what it has not read yet."""
    left = {reader: [paper for paper in papers if not results.has(reader, *paper)] for reader, papers in wanted.items()}
    with tempfile.TemporaryDirectory() as folder:
        every = list(dict.fromkeys(paper for papers in left.values() for paper in papers))
        say(f"making {len(every)} papers")
        papers = write_papers(every, folder)
        for reader in wanted:
            files = [file for file, (name, seed, _) in papers.items() if (name, seed) in left[reader]]
            read_with(reader, files, papers, results, until)


def read_with(
    reader: str, files: list[Path], papers: dict[Path, tuple[str, int, list[str]]], results: Results, until: float
) -> None:
    if not files:
        return
    say(f"{reader}: {len(files)} pages")
    count = 0

    def done(file: Path, answer: dict[str, object]) -> None:
        nonlocal count
        count += 1
        name, seed, printed = papers[file]
        said = str(answer["text"]).split() + " ".join(answer.pop("margins", ())).split()
        row = {"condition": name, "seed": seed, "missed": missed(printed, said), "wrong": character_error(printed, said)}
        results.add({"reader": reader, **row, "printed": printed, **answer})
        say(f"{reader} {count}/{len(files)} {name} {seed}: missed {row['missed']:.3f}")

    seconds, memory = reading_readers.measured(reader, files, until, done)
    results.add({"reader": reader, "pages": count, "seconds": seconds, "memory": memory})


def clean_speed(pages: int, rounds: int = 4) -> str:
    """Pages a minute on clean scans, bare tesseract and Berkas by turns; the ratio of the median round, and the least and the most:
    one round alone may fall on a slow moment of the machine.
    """
    lines = [
        "| clean scans | bare tesseract, pages/min | Berkas, pages/min | ratio | from round to round |",
        "|---|---:|---:|---:|---:|",
    ]
    for name in CLEAN:
        seconds: dict[str, list[float]] = {"bare": [], "berkas": []}
        with tempfile.TemporaryDirectory() as folder:
            files = list(write_papers([(name, seed) for seed in range(100, 100 + pages)], folder))
            for _ in range(rounds):
                for reader, taken in seconds.items():
                    taken.append(reading_readers.measured(reader, files, time.time() + 3600, lambda *_: None)[0])
        ratios = [bare / own for bare, own in zip(seconds["bare"], seconds["berkas"], strict=True)]
        speed = {reader: 60 * pages / statistics.median(taken) for reader, taken in seconds.items()}
        ratio = f"{statistics.median(ratios):.2f} | {min(ratios):.2f}–{max(ratios):.2f}"
        lines.append(f"| {name} | {speed['bare']:.1f} | {speed['berkas']:.1f} | {ratio} |")
        say(lines[-1])
    return "\n".join(lines)


def honesty(rows: list[dict[str, object]]) -> str:
    """Does the mark "check me" fall on the pages with misses, and do words believed to be right nine times in ten come out so?"""
    bad = [row["missed"] > MISREAD for row in rows]
    marked = [row["confidence"] < MARK for row in rows]
    both = sum(a and b for a, b in zip(bad, marked, strict=True))
    lost = [row["missed"] * len(row["printed"]) for row in rows]
    seen = sum(words for words, mark in zip(lost, marked, strict=True) if mark)
    lines = [
        f"Marked for checking: {sum(marked)} of {len(rows)} pages; {sum(bad)} miss more than {MISREAD:.0%} of their words. "
        f"Precision {both / max(1, sum(marked)):.2f}, recall {both / max(1, sum(bad)):.2f}; "
        f"{seen / max(1e-9, sum(lost)):.0%} of all missed words lie on marked pages.",
        "",
        "| words believed right | words | said, on average | printed so |",
        "|---|---:|---:|---:|",
    ]
    counts: dict[float, list[float]] = {}
    for row in rows:
        left = collections.Counter(normal(row["printed"]))
        for text, confidence in row["words"]:
            for word in normal([text]):
                right = left[word] > 0
                left[word] -= right
                count = counts.setdefault(next(edge for edge in RELIABILITY if confidence < edge), [0, 0, 0])
                count[0] += 1
                count[1] += confidence
                count[2] += right
    starts = (0.0, *RELIABILITY)
    for start, edge in zip(starts, RELIABILITY, strict=False):
        if edge in counts:
            words, said, right = counts[edge]
            lines.append(f"| {start:g} to {min(1.0, edge):g} | {words} | {said / words:.3f} | {right / words:.3f} |")
    return "\n".join(lines)


def report(results: Results, chart: Path | None) -> None:
    rows = {reader: results.rows[reader] for reader in ("bare", "ocrmypdf", "berkas") if results.rows.get(reader)}
    runs = {reader: results.longest(reader) for reader in rows}
    speed = {reader: run["pages"] / run["seconds"] * 60 for reader, run in runs.items()}
    print(reading_chart.table(rows, speed, {reader: run["memory"] for reader, run in runs.items()}))
    if "berkas" in rows:
        print("\n" + honesty(rows["berkas"]))
        for rival in rows:
            if speed[rival] and rival != "berkas":
                print(f"\nBerkas reads {speed['berkas'] / speed[rival]:.2f} × the pages a minute of {reading_chart.NAMES[rival]}.")
    if chart:
        reading_chart.draw(rows, chart)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=2, help="papers of each condition")
    parser.add_argument("--rival-seeds", type=int, default=1, help="of them, how many OCRmyPDF reads")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--only", default="", help="conditions, with semicolons between; all others are left out")
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument(
        "--clean", type=int, default=8, metavar="PAGES", help="clean scans of each resolution for the speed; 0: none"
    )
    parser.add_argument("--minutes", type=float, default=25.0, help="after which no further page of the comparison is begun")
    parser.add_argument("--raw", type=Path, help="where each page goes as it is read, and from where a cut run goes on")
    parser.add_argument("--chart", type=Path)
    arguments = parser.parse_args()
    names = [name.strip() for name in arguments.only.split(";") if name.strip()] or [*conditions.CONDITIONS, *harsher.CONDITIONS]
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    wanted = {}
    for reader in arguments.readers.split(","):
        if reader == "ocrmypdf" and not shutil.which("ocrmypdf"):
            say("OCRmyPDF is not on the path and is left out")
            continue
        wanted[reader] = [
            (name, seed) for seed in seeds[: arguments.rival_seeds if reader == "ocrmypdf" else None] for name in names
        ]
    until = time.time() + arguments.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        results = Results(arguments.raw or Path(folder, "raw.jsonl"))
        compare(wanted, results, until)
        report(results, arguments.chart)
    if arguments.clean:
        print("\n" + clean_speed(arguments.clean))


if __name__ == "__main__":
    main()

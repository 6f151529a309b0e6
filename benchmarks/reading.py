"""How well and how fast pages are read: others' pages and invented ones × {bare tesseract, OCRmyPDF, RapidOCR, Berkas}, in one run.

    python benchmarks/reading.py [--folder FOLDER …] [--language eng] [--only none] [--one-by-one] [--readers berkas,bare]
                                 [--seeds 2] [--rival-seeds 1] [--only "skew 7;faint"] [--raw FILE] [--minutes 25] [--clean 12]
                                 [--chart conditions.svg]

``--folder`` names a folder of pictures with their text (``printed.py``); ``--only none`` leaves the invented pages out. Every
reader gets the same files and runs in a process of its own, whose whole family's memory is watched: as a rule one page for each
core at once, with ``--one-by-one`` one page at a time on one core, the readers by turns, which gives the seconds of each page.
OCRmyPDF (``pip install ocrmypdf``, with unpaper and ghostscript) runs where it is on the path; it and RapidOCR read the first
``--rival-seeds`` papers of each invented condition. Each page is appended to ``--raw`` as it is done; the same command with the
same file goes on from there (pages a minute and memory are then those of the longest part), and one with other folders adds them.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import printed
import reading_chart
import reading_report
import reading_running
from printed import INVENTED, Printed

READERS = ("berkas", "bare", "ocrmypdf", "rapidocr")
RIVALS = ("ocrmypdf", "rapidocr")
CLEAN = ("clean", "clean 200 dpi", "clean 150 dpi")


class Results:
    """Every page read so far, on disk as soon as it is read."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self.rows: list[dict[str, Any]] = []
        self.runs: list[dict[str, Any]] = []
        for line in raw.read_text().splitlines() if raw.exists() else ():
            try:
                self._keep(json.loads(line))
            except json.JSONDecodeError:
                say(f"{raw}: a line that was cut off is left out")

    def add(self, entry: dict[str, Any]) -> None:
        with self.raw.open("a") as out:
            out.write(json.dumps(entry) + "\n")
        self._keep(entry)

    def _keep(self, entry: dict[str, Any]) -> None:
        (self.runs if "pages" in entry else self.rows).append(entry)

    def has(self, reader: str, page: Printed) -> bool:
        key = reader, page.group, page.name, page.seed
        return any((row["reader"], row["set"], row["condition"], row["seed"]) == key for row in self.rows)

    def page_read(self, reader: str, page: Printed, answer: dict[str, Any]) -> None:
        """Keep what a reader read on a page, and how much of the page that is."""
        said = str(answer.pop("text"))
        where = {"reader": reader, "set": page.group, "condition": page.name, "seed": page.seed}
        row = {**where, "missed": page.missed(said), "wrong": page.wrong(said), "printed": len(page.words(page.text))}
        if "words" in answer:
            answer["words"] = page.told(answer["words"])
        self.add({**row, **answer})
        took = f" in {answer['took']:.1f} s" if "took" in answer else ""
        say(f"{reader} {page.group} {page.name} {page.seed}: missed {row['missed']:.3f}{took}")

    def run_done(self, reader: str, group: str, pages: int, run: reading_running.Run) -> None:
        self.add({"reader": reader, "set": group, "pages": pages, **dataclasses.asdict(run)})


def say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def compare(wanted: dict[str, list[Printed]], results: Results, until: float, *, one_by_one: bool) -> None:
    """Let each reader read what it has not read yet, one set of pages after the other."""
    for group in dict.fromkeys(page.group for pages in wanted.values() for page in pages):
        left = {
            reader: [page for page in pages if page.group == group and not results.has(reader, page)]
            for reader, pages in wanted.items()
        }
        left = {reader: pages for reader, pages in left.items() if pages}
        say(f"{group}: " + ", ".join(f"{len(pages)} pages for {reader}" for reader, pages in left.items()))
        runs = (
            reading_running.by_turns(left, until, results.page_read)
            if one_by_one
            else {reader: reading_running.together(reader, pages, until, results.page_read) for reader, pages in left.items()}
        )
        for reader, run in runs.items():
            results.run_done(reader, group, sum(results.has(reader, page) for page in left[reader]), run)


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
            papers = printed.invented([name], range(100, 100 + pages), Path(folder))
            for _ in range(rounds):
                for reader, taken in seconds.items():
                    taken.append(reading_running.together(reader, papers, time.time() + 3600, lambda *_: None).seconds)
        ratios = [bare / own for bare, own in zip(seconds["bare"], seconds["berkas"], strict=True)]
        speed = {reader: 60 * pages / statistics.median(taken) for reader, taken in seconds.items()}
        ratio = f"{statistics.median(ratios):.2f} | {min(ratios):.2f}–{max(ratios):.2f}"
        lines.append(f"| {name} | {speed['bare']:.1f} | {speed['berkas']:.1f} | {ratio} |")
        say(lines[-1])
    return "\n".join(lines)


def report(results: Results, chart: Path | None) -> None:
    print(reading_report.sets(results.rows, results.runs))
    print("\n" + reading_report.harm(results.rows))
    own = [row for row in results.rows if row["reader"] == "berkas"]
    if own:
        print("\n" + reading_report.honesty(own))
    of = {
        reader: [row for row in results.rows if row["reader"] == reader and row["set"] == INVENTED]
        for reader in reading_chart.NAMES
    }
    of = {reader: rows for reader, rows in of.items() if rows}
    if of:
        print("\n" + reading_chart.table(of, [run for run in results.runs if run["set"] == INVENTED]))
    if of and chart:
        reading_chart.draw(of, chart)


def wanted_of(arguments: argparse.Namespace, scratch: Path) -> dict[str, list[Printed]]:
    """Which pages each reader shall read."""
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    own = [page for folder in arguments.folder for page in printed.of_folder(folder, arguments.language)]
    say("making the invented pages")
    papers = printed.invented(printed.chosen(arguments.only), seeds, scratch)
    wanted = {}
    for reader in arguments.readers.split(","):
        if reader == "ocrmypdf" and not shutil.which("ocrmypdf"):
            say("OCRmyPDF is not on the path and is left out")
            continue
        most = arguments.rival_seeds if reader in RIVALS else arguments.seeds
        wanted[reader] = own + [page for page in papers if page.seed < arguments.first + most]
    return wanted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", default=[], help="a folder of pictures with their text")
    parser.add_argument("--language", default="ind", help="of the folders' pages")
    parser.add_argument("--one-by-one", action="store_true", help="one page at a time on one core, the readers by turns")
    parser.add_argument("--seeds", type=int, default=2, help="papers of each condition")
    parser.add_argument("--rival-seeds", type=int, default=1, help="of them, how many OCRmyPDF and RapidOCR read")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--only", default="", help='conditions, with semicolons between; all others are left out; or "none"')
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument(
        "--clean", type=int, default=8, metavar="PAGES", help="clean scans of each resolution for the speed; 0: none"
    )
    parser.add_argument("--minutes", type=float, default=25.0, help="after which no further page of the comparison is begun")
    parser.add_argument("--raw", type=Path, help="where each page goes as it is read, and from where a cut run goes on")
    parser.add_argument("--chart", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        wanted = wanted_of(arguments, Path(scratch))
        results = Results(arguments.raw or Path(scratch, "raw.jsonl"))
        compare(wanted, results, time.time() + arguments.minutes * 60, one_by_one=arguments.one_by_one)
        report(results, arguments.chart)
    if arguments.clean:
        print("\n" + clean_speed(arguments.clean))


if __name__ == "__main__":
    main()

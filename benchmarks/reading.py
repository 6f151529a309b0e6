"""How well and how fast pages are read: conditions × {bare tesseract, OCRmyPDF, Berkas}, in one run.

    python benchmarks/reading.py [--seeds 3] [--only "skew 7,faint"] [--readers bare,berkas] [--clean 40] [--raw FILE]

Every reader gets the same files, one process per core, and runs in a process of its own, whose whole family's memory is watched.
OCRmyPDF (``pip install ocrmypdf``, with unpaper and ghostscript) runs where it is installed, with ``OCRMYPDF`` below.

*Words missed*: the share of the printed words, lower-cased and stripped of marks, that the reading does not hold (each as often
as it is printed). *Characters wrong*: Levenshtein distance to the printed text over its length. A word is found
wherever it stands, a character only in its place.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent))
import conditions

from pipeline.reading import calibration

READERS = ("bare", "ocrmypdf", "berkas")
GIVE_UP = 180
OCRMYPDF = ("--rotate-pages", "--deskew", "--clean", "--jobs", "1", "--image-dpi", "300", "--quiet")
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


# ---------------------------------------------------------------- readers


def bare(path: Path) -> dict[str, object]:
    try:
        done = subprocess.run(["tesseract", path, "-", "-l", "ind"], capture_output=True, text=True, timeout=GIVE_UP, check=False)
    except subprocess.TimeoutExpired:
        return {"text": ""}
    return {"text": done.stdout}


def ocrmypdf(path: Path) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        side = Path(folder, "text")
        command = ["ocrmypdf", "-l", "ind", *OCRMYPDF, "--sidecar", side, path]
        try:
            subprocess.run([*command, Path(folder, "out.pdf")], capture_output=True, timeout=GIVE_UP, check=False)
        except subprocess.TimeoutExpired:
            return {"text": ""}
        return {"text": side.read_text() if side.exists() else ""}


def run_reader(name: str, files: list[Path]) -> list[dict[str, object]]:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if name == "berkas":
        return run_berkas(files)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as executor:
        return list(executor.map({"bare": bare, "ocrmypdf": ocrmypdf}[name], files))


def run_berkas(files: list[Path]) -> list[dict[str, object]]:
    from pipeline.reading import Options, Pool, look, page_from, submit_page

    options = Options()
    with Pool() as pool:
        sources = [pool.submit_limited(60, look, file, options) for file in files]
        pages = [submit_page(pool, source.result(), 1, options) for source in sources]
        read = [page_from(page, 1) for page in pages]
    return [
        {"text": page.text, "confidence": page.confidence, "words": [(word.text, word.confidence) for word in page.words]}
        for page in read
    ]


def measured(name: str, files: list[Path]) -> tuple[list[dict[str, object]], float, float]:
    """What a reader said, its seconds, and the most memory its family held at once, in MiB (shared pages counted once: PSS)."""
    with tempfile.TemporaryDirectory() as folder:
        listing, answer = Path(folder, "files.json"), Path(folder, "answer.json")
        listing.write_text(json.dumps([str(file) for file in files]))
        started = time.monotonic()
        child = psutil.Popen([sys.executable, __file__, "--child", name, str(listing), str(answer)])
        peak = 0.0
        watcher = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not watcher.wait(0.25):
                peak = max(peak, family_memory(child))

        thread = threading.Thread(target=watch)
        thread.start()
        child.wait()
        seconds = time.monotonic() - started
        watcher.set()
        thread.join()
        return json.loads(answer.read_text()), seconds, peak


def family_memory(process: psutil.Process) -> float:
    total = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    for member in family:
        try:
            total += getattr(member.memory_full_info(), "pss", member.memory_info().rss)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total / 1024 / 1024


# ---------------------------------------------------------------- the run


def write_paper(job: tuple[str, int, str]) -> tuple[str, int, str, list[str]]:
    name, seed, folder = job
    paper = conditions.make(name, seed)
    path = Path(folder, f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}-{seed}{paper.suffix}")
    path.write_bytes(paper.content)
    return name, seed, str(path), list(paper.words)


def compare(names: list[str], seeds: range, readers: list[str]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        with ProcessPoolExecutor() as executor:
            papers = list(executor.map(write_paper, [(name, seed, folder) for name in names for seed in seeds]))
        files = [Path(path) for _, _, path, _ in papers]
        results = {}
        for reader in readers:
            said, seconds, memory = measured(reader, files)
            rows = [
                {
                    "condition": name,
                    "missed": missed(words, str(page["text"]).split()),
                    "wrong": character_error(words, str(page["text"]).split()),
                    "confidence": page.get("confidence"),
                    "words": page.get("words"),
                    "printed": words,
                }
                for (name, _, _, words), page in zip(papers, said, strict=True)
            ]
            results[reader] = {"rows": rows, "pages_per_minute": len(files) / seconds * 60, "memory": memory}
            print(f"{reader}: {len(files)} pages in {seconds:.0f} s", file=sys.stderr, flush=True)
        return results


def clean_speed(pages: int, rounds: int = 2) -> dict[str, float]:
    """Pages a minute on clean scans, bare tesseract and Berkas by turns, so that a busy machine is busy for both."""
    with tempfile.TemporaryDirectory() as folder:
        with ProcessPoolExecutor() as executor:
            papers = list(executor.map(write_paper, [("clean", seed, folder) for seed in range(100, 100 + pages)]))
        files = [Path(path) for _, _, path, _ in papers]
        seconds = collections.Counter[str]()
        for _ in range(rounds):
            for reader in ("bare", "berkas"):
                seconds[reader] += measured(reader, files)[1]
    return {reader: rounds * pages / taken * 60 for reader, taken in seconds.items()}


def table(results: dict[str, dict[str, object]]) -> str:
    readers = list(results)
    lines = [
        "| condition | " + " | ".join(f"{reader}: words missed | characters wrong" for reader in readers) + " |",
        "|---|" + "---:|---:|" * len(readers),
    ]
    means = {reader: by_condition(results[reader]["rows"]) for reader in readers}
    for name in means[readers[0]]:
        cells = [f"{means[reader][name][key]:.3f}" for reader in readers for key in ("missed", "wrong")]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    for label, key in (("**average**", "missed"),):
        cells = []
        for reader in readers:
            rows = means[reader].values()
            cells += [f"**{np.mean([row[key] for row in rows]):.3f}**", f"{np.mean([row['wrong'] for row in rows]):.3f}"]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    lines.append("| pages a minute | " + " | ".join(f"{results[reader]['pages_per_minute']:.0f} | " for reader in readers) + " |")
    lines.append("| peak memory, MiB | " + " | ".join(f"{results[reader]['memory']:.0f} | " for reader in readers) + " |")
    return "\n".join(lines)


def by_condition(rows: list[dict[str, object]]) -> dict[str, dict[str, float]]:
    kept: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        kept.setdefault(str(row["condition"]), []).append(row)
    return {name: {key: float(np.mean([row[key] for row in some])) for key in ("missed", "wrong")} for name, some in kept.items()}


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument("--clean", type=int, default=0, metavar="PAGES")
    parser.add_argument("--raw", type=Path)
    parser.add_argument("--child", nargs=3)
    arguments = parser.parse_args()
    if arguments.child:
        reader, listing, answer = arguments.child
        files = [Path(file) for file in json.loads(Path(listing).read_text())]
        Path(answer).write_text(json.dumps(run_reader(reader, files)))
        return
    names = [name.strip() for name in arguments.only.split(",") if name.strip()] or list(conditions.CONDITIONS)
    readers = [reader for reader in arguments.readers.split(",") if reader != "ocrmypdf" or shutil.which("ocrmypdf")]
    if arguments.clean:
        speed = clean_speed(arguments.clean)
        print(f"clean pages a minute: {speed}; Berkas ÷ bare {speed['berkas'] / speed['bare']:.2f}")
        return
    results = compare(names, range(arguments.first, arguments.first + arguments.seeds), readers)
    if arguments.raw:
        arguments.raw.write_text(json.dumps(results))
    print(table(results))
    if "berkas" in results:
        print("\n" + honesty(results["berkas"]["rows"]))


if __name__ == "__main__":
    main()

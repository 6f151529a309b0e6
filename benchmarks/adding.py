"""``berkas add`` on scanned pages against bare ``tesseract`` on the same pages, one process per core, in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.training.papers import a_letter, as_jpeg

PAGES = 40
ROUNDS = 3
BAR = 0.85
_SINGLE = os.environ | {"OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True)
class Result:
    """Pages per minute, and Berkas as a share of its rival."""

    tesseract: float
    berkas: float

    @property
    def ratio(self) -> float:
        """Above 1: Berkas was faster."""
        return self.berkas / self.tesseract


def make_pages(folder: Path, count: int = PAGES) -> list[Path]:
    """Clean one-page scans at 300 dpi, no two alike."""
    paths = []
    for number in range(count):
        path = folder / f"pindai-{number:02d}.jpg"
        path.write_bytes(as_jpeg(a_letter(sequence=number + 1, word=f"Kata{number}"), dpi=300, seed=number))
        paths.append(path)
    return paths


def tesseract_seconds(pages: list[Path], workers: int) -> float:
    """All pages through ``tesseract … tsv``, ``workers`` at once."""

    def one(page: Path) -> None:
        subprocess.run(["tesseract", page, "stdout", "-l", "ind", "tsv"], env=_SINGLE, capture_output=True, check=True)

    started = time.perf_counter()
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(one, pages))
    return time.perf_counter() - started


def berkas_seconds(pages: list[Path], folder: Path) -> float:
    """All pages through ``berkas add`` into a fresh home: stored, read, proposed, indexed."""
    folder.mkdir()
    environment = os.environ | {"BERKAS_HOME": str(folder)}
    berkas = Path(sys.executable).with_name("berkas")
    subprocess.run([berkas, "init"], env=environment, capture_output=True, check=True)
    started = time.perf_counter()
    subprocess.run([berkas, "add", *pages], env=environment, capture_output=True, check=True)
    return time.perf_counter() - started


def measure() -> list[Result]:
    """``ROUNDS`` times both, one after the other, so that whatever else the machine does falls on both."""
    workers = len(os.sched_getaffinity(0))
    results = []
    with tempfile.TemporaryDirectory(prefix="berkas-bench-") as temporary:
        pages = make_pages(Path(temporary))
        for number in range(ROUNDS):
            bare = tesseract_seconds(pages, workers)
            ours = berkas_seconds(pages, Path(temporary, f"rumah-{number}"))
            results.append(Result(PAGES / bare * 60, PAGES / ours * 60))
    return results


def main() -> None:
    """Print each round and the median ratio."""
    print(f"berkas add, {PAGES} scanned pages (A4, 300 dpi JPEG), pages per minute")
    results = measure()
    for result in results:
        print(f"  tesseract {result.tesseract:6.1f}   berkas {result.berkas:6.1f}   ratio {result.ratio:.2f}")
    median = statistics.median(result.ratio for result in results)
    print(f"  median ratio {median:.2f} (bar {BAR})")


if __name__ == "__main__":
    main()

"""The readers that ``benchmarks/reading.py`` compares, each in a process of its own that writes down every page as it is done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psutil

GIVE_UP = 90
"""Seconds after which a reader is stopped over a page, which then counts as read empty."""
OCRMYPDF = ("--rotate-pages", "--deskew", "--clean", "--jobs", "1", "--image-dpi", "300", "--quiet")

Answer = dict[str, object]


def _run(command: list[str]) -> str:
    """What a program prints; stopped with its whole family when it takes too long."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, errors="replace", start_new_session=True
    ) as process:
        try:
            return process.communicate(timeout=GIVE_UP)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return ""


def bare(path: Path) -> Answer:
    return {"text": _run(["tesseract", str(path), "-", "-l", "ind"])}


def ocrmypdf(path: Path) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        side = Path(folder, "text")
        _run(["ocrmypdf", "-l", "ind", *OCRMYPDF, "--sidecar", str(side), str(path), str(Path(folder, "out.pdf"))])
        return {"text": side.read_text() if side.exists() else ""}


def read_files(name: str, files: list[Path], until: float, done: Callable[[Path, Answer], None]) -> None:
    """Read the files, one process per core, until the clock says so (``time.time()``); what is begun then is finished."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if name == "berkas":
        _read_with_berkas(files, until, done)
        return
    reader = {"bare": bare, "ocrmypdf": ocrmypdf}[name]

    def one(file: Path) -> None:
        if time.time() < until:
            done(file, reader(file))

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as executor:
        list(executor.map(one, files))


def _read_with_berkas(files: list[Path], until: float, done: Callable[[Path, Answer], None]) -> None:
    from pipeline.reading import Options, Pool, look, page_from, submit_page

    options = Options()
    with Pool() as pool, ThreadPoolExecutor(2 * pool.workers) as executor:

        def one(file: Path) -> None:
            if time.time() >= until:
                return
            source = pool.submit_limited(60, look, file, options).result()
            task: Future[object] = submit_page(pool, source, 1, options)
            page = page_from(task, 1)
            words = [(word.text, word.confidence) for word in page.words]
            done(file, {"text": page.text, "margins": page.margins, "confidence": page.confidence, "words": words})

        list(executor.map(one, files))


def measured(name: str, files: list[Path], until: float, done: Callable[[Path, Answer], None]) -> tuple[float, float]:
    """Let a reader read; seconds, and the most memory its family held at once, in MiB (shared pages counted once: PSS)."""
    with tempfile.TemporaryDirectory() as folder:
        listing, answers = Path(folder, "files.json"), Path(folder, "answers.jsonl")
        listing.write_text(json.dumps([str(file) for file in files]))
        answers.touch()
        started = time.monotonic()
        child = psutil.Popen([sys.executable, __file__, name, str(listing), str(answers), str(until)])
        peak = 0.0
        with answers.open() as said:
            finished = False
            while not finished:
                try:
                    child.wait(0.3)
                    finished = True
                except psutil.TimeoutExpired:
                    peak = max(peak, _family_memory(child))
                _pass_on(said.readlines(), done)
        if child.returncode:
            raise RuntimeError(f"{name} ended with {child.returncode}")
        return time.monotonic() - started, peak


def _pass_on(lines: list[str], done: Callable[[Path, Answer], None]) -> None:
    for line in lines:
        answer = json.loads(line)
        done(Path(answer.pop("file")), answer)


def _family_memory(process: psutil.Process) -> float:
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


def main() -> None:
    name, listing, answers, until = sys.argv[1:]
    files = [Path(file) for file in json.loads(Path(listing).read_text())]
    lock = threading.Lock()

    def done(file: Path, answer: Answer) -> None:
        # One write for a whole line: the other side reads while this goes on.
        line = json.dumps({"file": str(file), **answer}) + "\n"
        with lock, Path(answers).open("a") as out:
            out.write(line)

    read_files(name, files, float(until), done)


if __name__ == "__main__":
    main()

"""The readers that ``benchmarks/reading.py`` compares, each in a process of its own that is asked for pages and answers them.

    python benchmarks/reading_readers.py berkas|bare|ocrmypdf|rapidocr together|one-by-one UNTIL

Pages come in as lines of JSON (``file``, ``language``), answers go out as such. *Together*: one page for each core at once, until
the clock says so (``time.time()``). *One by one*: one page at a time, all on one core, with the seconds of each.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TextIO

GIVE_UP = 90
"""Seconds after which a program is stopped over a page, which then counts as read empty."""
OCRMYPDF = ("--rotate-pages", "--deskew", "--clean", "--jobs", "1", "--image-dpi", "300", "--quiet")

Answer = dict[str, Any]
Read = Callable[[Path, str], Answer]
"""Of a file in a language."""


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


def bare(path: Path, language: str) -> Answer:
    """Tesseract as it comes."""
    return {"text": _run(["tesseract", str(path), "-", "-l", language])}


def ocrmypdf(path: Path, language: str) -> Answer:
    """OCRmyPDF with all its mending."""
    with tempfile.TemporaryDirectory() as folder:
        side = Path(folder, "text")
        _run(["ocrmypdf", "-l", language, *OCRMYPDF, "--sidecar", str(side), str(path), str(Path(folder, "out.pdf"))])
        return {"text": side.read_text() if side.exists() else ""}


@cache
def _engine() -> Any:
    import rapidocr

    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def rapidocr(path: Path, language: str) -> Answer:  # noqa: ARG001 - it knows no languages
    """RapidOCR as it comes, on one thread, without its line-direction classifier, which turns good lines upside down."""
    return {"text": "\n".join(_engine()(str(path)).txts or ())}


@contextmanager
def _reading(name: str, cores: int) -> Iterator[Read]:
    """A reader that may be called by as many threads as there are cores."""
    if name == "berkas":
        with _berkas(cores) as read:
            yield read
    elif name == "rapidocr":
        with ProcessPoolExecutor(cores) as executor:
            yield lambda path, language: executor.submit(rapidocr, path, language).result()
    else:
        yield {"bare": bare, "ocrmypdf": ocrmypdf}[name]


@contextmanager
def _berkas(cores: int) -> Iterator[Read]:
    from pipeline.reading import Options, Pool, identify, page_result, review_notes, submit_page

    # While others have their turn, its children are kept.
    with Pool(cores if cores == 1 else None, idle_seconds=600) as pool:

        def read(path: Path, language: str) -> Answer:
            options = Options(language=language)
            source = pool.submit_limited(60, identify, path, options).result()
            task = submit_page(pool, source, 1, options)
            page = page_result(task, 1)
            return {
                "text": " ".join([page.text, *page.margins]),
                "confidence": page.confidence,
                "marked": page.failed or review_notes.page_doubt(page) is not None,
                "words": [(word.text, word.confidence) for word in page.words],
            }

        yield read


def answer_all(name: str, wanted: Iterable[str], until: float, done: Callable[[Answer], None]) -> None:
    """One page for each core at once; what is begun when the clock says so is finished."""
    cores = len(os.sched_getaffinity(0))
    # Twice as many are asked of Berkas's own pool, so that it never waits for one.
    with _reading(name, cores) as read, ThreadPoolExecutor(2 * cores if name == "berkas" else cores) as executor:

        def one(line: str) -> None:
            if time.time() < until:
                asked = json.loads(line)
                done({"file": asked["file"], **read(Path(asked["file"]), asked["language"])})

        list(executor.map(one, list(wanted)))


def answer_each(name: str, wanted: Iterable[str], done: Callable[[Answer], None]) -> None:
    """One page at a time, as it is asked for, on one core."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with _reading(name, 1) as read:
        for line in wanted:
            asked = json.loads(line)
            started = time.monotonic()
            answer = read(Path(asked["file"]), asked["language"])
            done({"file": asked["file"], "took": time.monotonic() - started, **answer})


def _out() -> TextIO:
    """Where answers go: libraries' own words go elsewhere."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return out


def main() -> None:
    """Answer until nothing more is asked."""
    name, how, until = sys.argv[1:]
    os.environ["OMP_THREAD_LIMIT"] = os.environ["OMP_NUM_THREADS"] = "1"
    lock, out = threading.Lock(), _out()

    def done(answer: Answer) -> None:
        with lock:
            out.write(json.dumps(answer) + "\n")
            out.flush()

    if how == "together":
        answer_all(name, sys.stdin, float(until), done)
    else:
        answer_each(name, sys.stdin, done)


if __name__ == "__main__":
    main()

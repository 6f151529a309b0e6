"""Searching over HTTP in a home of 20,000 filed records, as people in a browser do: full pages with excerpts, counts and outlines.

    python -m benchmarks.search [--home FOLDER] [--records 20000] [--queries 100] [--minutes 5] [--only kinds,pages,…]

``--home`` keeps the home for the next run; making it takes some minutes. Its queue grows by the papers read in each run.
Bars: p95 of every kind at most 100 ms with nothing else to do; 25 people, each with a search every five seconds, at most 150 ms, at
most 300 ms while papers are read; 200 requests at one instant all answered; the index made anew in 16 s; every page within 100 ms;
memory at most 250 MB. The rival: paperless-ngx 3.0.5 on Tantivy, p50 68 ms, p95 134 to 145 ms with 20,000 documents over HTTP on
such a machine. That is a figure measured elsewhere: it is printed beside, and not run here.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import filled_home
from benchmarks.browsing import Answer, Browser, Server, log_in, serving
from benchmarks.memory import pss_mb
from benchmarks.search_engine import KINDS, Asked

OFFICE_SECONDS = 5.0
AT_ONCE = 200
SCANS = 24
RIVAL = "paperless-ngx 3.0.5 (Tantivy), measured elsewhere: p50 68, p95 134 to 145; index anew 16 s"
ASKED_KINDS = ("one term", "three terms", "phrase", "prefix", "misspelt", "filtered")
PAGES = ("/", "/antrean/?tampil=semua", "/antrean/kabar/", "/daftar/", "/jatuh-tempo/", "/dikecualikan/", "/buku-rekap/", "/cari/")
IDLE_SECONDS = 75


@dataclass
class Run:
    """What the parts of a run share."""

    home: filled_home.Filled
    server: Server
    people: list[Browser]
    queries: int
    minutes: float
    rng: random.Random = field(default_factory=lambda: random.Random(7))

    def question(self, kind: str, *, office: bool) -> str:
        """An address that asks a question of this kind, drawn from the papers."""
        return _address(KINDS[kind](self.rng, self.rng.choice(self.home.documents)), office=office)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path, help="keep the home below this folder, and use it when it is there")
    options.add_argument("--records", type=int, default=20_000)
    options.add_argument("--queries", type=int, default=100)
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--only", default=",".join(PARTS), help="which parts, of " + ", ".join(PARTS))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="berkas-bench-") as temporary:
        home = filled_home.made(chosen.home or Path(temporary), chosen.records)
        lengths = sorted(len(document.text) for document in home.documents)
        print(f"{chosen.records} filed records and {filled_home.WAITING} waiting;", end=" ")
        print(f"median {int(statistics.median(lengths))} characters, longest {lengths[-1]}; load {os.getloadavg()[0]:.1f}\n")
        wanted = chosen.only.split(",")
        with serving(home) as server:
            people = [log_in(server, name, filled_home.PASSWORD) for name, _, _ in filled_home.PEOPLE]
            run = Run(home, server, people, chosen.queries, chosen.minutes)
            for name in wanted:
                if name in PARTS and name != "rebuild":
                    PARTS[name](run)
        if "rebuild" in wanted:
            _rebuild(home)


def _address(asked: Asked, *, office: bool) -> str:
    typed, filters = asked
    narrowed = {"tahun": filters.year or "", "kategori": filters.category, "di": "semua" if office else ""}
    return "/cari/?" + urlencode({"q": typed} | {name: value for name, value in narrowed.items() if value})


def _kinds(run: Run) -> None:
    """Every kind on its own, one question after the other."""
    reader, desk = run.people[0], run.people[16]
    for number in range(20):
        (desk if number % 2 else reader).get(run.question("one term", office=bool(number % 2)))
    print("| kind | p50, ms | p95, ms | slowest, ms | answers | KB |\n|---|---|---|---|---|---|")
    for kind in ASKED_KINDS:
        answers = []
        for number in range(run.queries):
            office = bool(number % 2)
            answers.append((desk if office else reader).get(run.question(kind, office=office)))
        _line(kind, answers)
    answers = []
    for number in range(run.queries):
        title = run.rng.choice(run.home.documents).title
        typed = urlencode({"q": title[: run.rng.randint(3, min(len(title), 18))]})
        answers.append((desk if number % 2 else reader).get(f"/cari/saran/?{typed}"))
    _line("suggestions", answers)
    print(f"\n{RIVAL}; bar: p95 100\n")


def _pages(run: Run) -> None:
    """The other pages, as a PPID sees them who may see all."""
    ppid = next(person for person in run.people if person.name == "ppid1")
    print("| page | p50, ms | p95, ms | slowest, ms | answers | KB |\n|---|---|---|---|---|---|")
    for path in (*PAGES, f"/berkas/{run.home.documents[0].id}/"):
        ppid.get(path)
        _line(path, [ppid.get(path) for _ in range(30)])
    print("\nbar: 100 ms, 60 KB\n")


def _office(run: Run) -> None:
    _line_of("25 people, nothing read", _twenty_five(run), 150)


def _reading(run: Run) -> None:
    stop = threading.Event()
    feeder = threading.Thread(target=_feed, args=(run, stop))
    feeder.start()
    try:
        _line_of("25 people, papers being read", _twenty_five(run), 300)
    finally:
        stop.set()
        feeder.join()


def _twenty_five(run: Run) -> list[Answer]:
    """Each person asks, waits until five seconds are over, and asks again."""
    deadline = time.monotonic() + run.minutes * 60
    answers: list[Answer] = []
    questions = [iter(_questions(run, person)) for person in run.people]

    def work(number: int) -> None:
        time.sleep(OFFICE_SECONDS * number / len(run.people))
        person, asks = run.people[number], questions[number]
        while time.monotonic() < deadline:
            answer = person.get(next(asks))
            answers.append(answer)
            time.sleep(max(0.0, OFFICE_SECONDS - answer.seconds))

    with ThreadPoolExecutor(len(run.people)) as threads:
        list(threads.map(work, range(len(run.people))))
    return answers


def _questions(run: Run, person: Browser) -> Iterator[str]:
    rng = random.Random(person.name)
    while True:
        asked = KINDS[rng.choice(ASKED_KINDS)](rng, rng.choice(run.home.documents))
        yield _address(asked, office=person.name.startswith(("desk", "ppid")))


def _feed(run: Run, stop: threading.Event) -> None:
    """Keep papers coming: a scan is dropped whenever fewer than three are waiting or being read."""
    from benchmarks.adding import make_pages

    inbox = run.home.root / "inbox"
    with tempfile.TemporaryDirectory(prefix="berkas-bench-") as folder:
        scans = [path.read_bytes() for path in make_pages(Path(folder), SCANS)]
    number = 0
    while not stop.wait(0.2):
        if run.server.unread() >= 3:
            continue
        # A comment of its own makes each a paper that was never seen.
        mark = f"{time.time_ns():020}".encode()
        scan = scans[number % SCANS]
        (inbox / f"pindai-{mark.decode()}.jpg").write_bytes(scan[:2] + b"\xff\xfe\x00\x16" + mark + scan[2:])
        number += 1
    print(f"{number} scans handed in meanwhile")


def _at_once(run: Run) -> None:
    """As many requests as two hundred browsers send when a room is told to look something up."""
    gate = threading.Barrier(AT_ONCE)
    browsers = [run.people[number % len(run.people)].another() for number in range(AT_ONCE)]
    paths = [run.question(ASKED_KINDS[number % len(ASKED_KINDS)], office=False) for number in range(AT_ONCE)]

    def ask(number: int) -> Answer:
        gate.wait()
        return browsers[number].get(paths[number])

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(ask, range(AT_ONCE)))
    answered = sum(answer.status == 200 for answer in answers)
    print(f"{AT_ONCE} requests at one instant: {answered} answered 200, the last after {max(a.seconds for a in answers):.1f} s\n")


def _memory(run: Run) -> None:
    time.sleep(IDLE_SECONDS)
    print(f"idle, sum of PSS over all processes: {pss_mb(run.server.process):.0f} MB (bar 250)\n")


def _rebuild(home: filled_home.Filled) -> None:
    """The full-text index alone, from the catalogue: what the mark of 16 s stands for."""
    from pipeline import home as homes
    from pipeline.catalogue import database

    database.set_up(home.root)
    from pipeline.worker import indexer

    opened = homes.open_home(home.root)
    database.use(opened.catalogue)
    started, busy = time.perf_counter(), time.process_time()
    count = indexer.rebuild(indexer.open_engine(opened))
    took, worked = time.perf_counter() - started, time.process_time() - busy
    print(f"full-text index of {count} records made anew: {took:.1f} s, {worked:.1f} s of them at work (mark 16)")
    database.close()


def _line(name: str, answers: list[Answer]) -> None:
    seconds, good = [answer.seconds for answer in answers], sum(answer.status == 200 for answer in answers)
    size = max(len(answer.body) for answer in answers) / 1000
    took = f"{_ms(seconds, 50):.0f} | {_ms(seconds, 95):.0f} | {max(seconds) * 1000:.0f}"
    print(f"| {name} | {took} | {good}/{len(answers)} | {size:.0f} |", flush=True)


def _line_of(name: str, answers: list[Answer], bar: int) -> None:
    seconds, good = [answer.seconds for answer in answers], sum(answer.status == 200 for answer in answers)
    print(
        f"{name}: p50 {_ms(seconds, 50):.0f} ms, p95 {_ms(seconds, 95):.0f} ms (bar {bar}), slowest {max(seconds) * 1000:.0f} ms, "
        f"{good} of {len(answers)} answered; load {os.getloadavg()[0]:.1f}\n",
        flush=True,
    )


def _ms(seconds: list[float], percent: int) -> float:
    return statistics.quantiles(seconds, n=100)[percent - 1] * 1000


PARTS: dict[str, Callable[[Run], None]] = {
    "kinds": _kinds,
    "pages": _pages,
    "office": _office,
    "reading": _reading,
    "at-once": _at_once,
    "memory": _memory,
    "rebuild": lambda run: _rebuild(run.home),
}


if __name__ == "__main__":
    main()

"""How quick the full-text engine is at 20,000 records, kind of query by kind, snippets and facets included.

    python -m benchmarks.search_engine [--records 20000] [--queries 200] [--folder FOLDER]

The mark: p95 of every kind at most 100 ms over HTTP on two cores, so well under that here; a rebuild in 16 s, which is what
paperless-ngx 3.0.5 takes on Tantivy for as many documents. "All in" is with 20 snippets or, where nothing was found, did-you-mean;
"at work" is without waiting for a processor that others use.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import corpus
from pipeline.document.pages import Word
from pipeline.language.indonesian import STOP_WORDS
from pipeline.search import Document, Filters, Scope, WhooshEngine, parse, snippet

READER = Scope(frozenset({"filed"}), access_levels=frozenset({"biasa"}))
DESK = Scope(frozenset({"filed", "queued", "verified"}), exempt=True)
SHOWN = 20
Asked = tuple[str, Filters]
Pages = list[tuple[int, str, tuple[Word, ...]]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, default=20_000)
    options.add_argument("--queries", type=int, default=200)
    options.add_argument("--folder", type=Path, help="keep the index here, and use it when it is there")
    chosen = options.parse_args()
    documents = {document.id: document for document in corpus.documents(chosen.records)}
    lengths = sorted(len(document.text) for document in documents.values())
    print(f"{len(documents)} records, median {int(statistics.median(lengths))} characters, longest {lengths[-1]}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary) / "index"
        _build(folder, documents)
        _ask(folder, documents, chosen.queries)


def _build(folder: Path, documents: dict[str, Document]) -> None:
    if folder.exists():
        return
    start = time.perf_counter()
    WhooshEngine(folder).rebuild(documents.values())
    seconds = time.perf_counter() - start
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    print(f"rebuild {seconds:.1f} s, {size:.0f} MB on disk, peak memory {_peak_mb():.0f} MB with the corpus in memory")


def _ask(folder: Path, documents: dict[str, Document], count: int) -> None:
    engine = WhooshEngine(folder)
    start = time.perf_counter()
    engine.search(parse("komisi"), READER)
    print(f"first search {(time.perf_counter() - start) * 1000:.0f} ms")
    pages = {id_: _pages(document) for id_, document in documents.items()}
    rng = random.Random(7)
    sources = list(documents.values())
    for name, make in KINDS.items():
        asked = [make(rng, rng.choice(sources)) for _ in range(count)]
        _time(name, engine, asked, pages)
    _time_suggestions(engine, rng, sources, count)
    _time_single_commit(engine, sources[0])
    print(_memory(folder))


def _time(name: str, engine: WhooshEngine, asked: list[Asked], pages: dict[str, Pages]) -> None:
    searching, all_in, processor, totals = [], [], [], []
    for number, (typed, filters) in enumerate(asked):
        scope = DESK if number % 2 else READER
        start, busy = time.perf_counter(), time.thread_time()
        query = parse(typed)
        results = engine.search(query, scope, filters, limit=SHOWN)
        searching.append(time.perf_counter() - start)
        for hit in results.hits:
            snippet(pages[hit.id], query)
        if not results.total:
            engine.did_you_mean(query, scope, filters)
        all_in.append(time.perf_counter() - start)
        processor.append(time.thread_time() - busy)
        totals.append(results.total)
    worst = asked[max(range(len(asked)), key=all_in.__getitem__)][0]
    waited = f"all in p50 {_ms(all_in, 50):5.1f} p95 {_ms(all_in, 95):5.1f} max {max(all_in) * 1000:5.1f}"
    print(
        f"{name:<12} search p50 {_ms(searching, 50):5.1f} p95 {_ms(searching, 95):5.1f}   {waited}   "
        f"at work p95 {_ms(processor, 95):5.1f} ms   hits p50 {int(statistics.median(totals))}   worst: {worst}"
    )


def _time_suggestions(engine: WhooshEngine, rng: random.Random, sources: list[Document], count: int) -> None:
    taken = []
    for number in range(count):
        title = rng.choice(sources).title
        typed = title[: rng.randint(3, min(len(title), 18))]
        start = time.perf_counter()
        engine.suggest(typed, DESK if number % 2 else READER)
        taken.append(time.perf_counter() - start)
    print(f"{'suggestions':<22} p50 {_ms(taken, 50):5.1f} p95 {_ms(taken, 95):5.1f} max {max(taken) * 1000:5.1f} ms")


def _time_single_commit(engine: WhooshEngine, document: Document) -> None:
    taken = []
    for _ in range(10):
        start = time.perf_counter()
        engine.apply([document])
        engine.search(parse("komisi"), READER)
        taken.append(time.perf_counter() - start)
    print(f"one record put in and found again: p50 {_ms(taken, 50):.0f} ms")


def _pages(document: Document) -> Pages:
    box = (0.1, 0.1, 0.2, 0.2)
    texts = document.text.split("\f")
    return [(number, text, tuple(Word(word, box, 0.9) for word in text.split())) for number, text in enumerate(texts, 1)]


def _ms(taken: list[float], percent: int) -> float:
    return statistics.quantiles(taken, n=100)[percent - 1] * 1000


def _memory(folder: Path) -> str:
    """What the engine takes in a process of its own."""
    program = (
        "import sys, psutil; me = psutil.Process(); from pathlib import Path;"
        "print('before importing search', me.memory_info().rss // 1000000, end=' MB, ');"
        "from pipeline.search import Scope, WhooshEngine, parse;"
        "print('after', me.memory_info().rss // 1000000, end=' MB, ');"
        "engine, scope = WhooshEngine(Path(sys.argv[1])), Scope(frozenset({'filed'}));"
        "engine.search(parse('surat'), scope);"
        "print('after a search', me.memory_info().rss // 1000000, end=' MB, ');"
        "engine.suggest('sur', scope); engine.did_you_mean(parse('surrat'), scope);"
        "print('after suggestions', me.memory_info().rss // 1000000, 'MB')"
    )
    return subprocess.run([sys.executable, "-c", program, folder], capture_output=True, text=True, check=True).stdout.strip()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _drawn(rng: random.Random, document: Document, count: int) -> list[str]:
    words = [word for word in document.text.split() if word.isalpha() and len(word) > 3 and word.lower() not in STOP_WORDS]
    return rng.sample(words, count) if len(words) >= count else ["surat"] * count


def _one(rng: random.Random, document: Document) -> Asked:
    return _drawn(rng, document, 1)[0], Filters()


def _three(rng: random.Random, document: Document) -> Asked:
    return " ".join(_drawn(rng, document, 3)), Filters()


def _phrase(rng: random.Random, document: Document) -> Asked:
    if rng.random() < 0.2:
        return rng.choice(('"komisi pemilihan umum"', '"kabupaten bintan"', '"kab bintan kpu go id"')), Filters()
    words = document.text.split()
    start = rng.randrange(len(words) - 4)
    return f'"{" ".join(words[start : start + rng.randint(2, 4)])}"', Filters()


def _prefix(rng: random.Random, document: Document) -> Asked:
    return _drawn(rng, document, 1)[0][: rng.randint(2, 5)] + "*", Filters()


def _misspelt(rng: random.Random, document: Document) -> Asked:
    word = _drawn(rng, document, 1)[0].lower()
    place = rng.randrange(1, len(word))
    return word[:place] + rng.choice("abcdefghijklmnoprstu") + word[place + 1 :], Filters()


def _filtered(rng: random.Random, document: Document) -> Asked:
    word = _drawn(rng, document, 1)[0]
    return f"{word} kode:{document.code.split('.')[0]}", Filters(year=document.year, category=document.category)


def _number(rng: random.Random, document: Document) -> Asked:
    return rng.choice((document.number, f"nomor:{document.number.split('/')[0]}")), Filters()


KINDS: dict[str, Callable[[random.Random, Document], Asked]] = {
    "one term": _one,
    "three terms": _three,
    "phrase": _phrase,
    "prefix": _prefix,
    "misspelt": _misspelt,
    "filtered": _filtered,
    "number": _number,
}


if __name__ == "__main__":
    main()

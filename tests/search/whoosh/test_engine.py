import mmap
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from pipeline.search import Document, IndexBroken, IndexBusy, Scope, WhooshEngine, parse
from pipeline.search.whoosh import generations as whoosh_generations

EVERYTHING = Scope(frozenset({"filed"}), exempt=True)
FORK = multiprocessing.get_context("fork")


def a_document(id_: str, text: str = "rapat pleno", version: int = 1) -> Document:
    return Document(id_, version, title=f"Surat {id_}", text=text, status="filed")


def generations(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()]


def segments(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.lists"))


def test_another_reader_sees_each_commit(tmp_path: Path):
    writer, reader = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    assert reader.count() == 0
    for number in range(1, 8):
        writer.apply([a_document(f"r{number}")])
        assert reader.count() == number


def test_a_reader_goes_on_reading_over_a_rebuild(tmp_path: Path):
    writer, reader = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    writer.apply([a_document("old")])
    assert set(reader.versions()) == {"old"}
    writer.rebuild([a_document("new")])
    assert set(reader.versions()) == {"new"}
    assert len(generations(tmp_path)) == 1


def test_threads_that_search_while_one_writes_all_get_answers(tmp_path: Path):
    engine = WhooshEngine(tmp_path)
    engine.apply([a_document("first", "surat suara rusak")])
    problems: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                assert engine.search(parse('"surat suara" rus*'), EVERYTHING).total >= 1
        except BaseException as error:  # a thread's failure is told by whoever waits for it
            problems.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(15):
        engine.apply([a_document(f"r{number}", "surat suara rusak")])
    engine.rebuild([a_document("last", "surat suara rusak")])
    done.set()
    for thread in threads:
        thread.join()
    assert problems == []


def _read_until(folder: Path, stop: float, answers: "multiprocessing.Queue[str]") -> None:
    try:
        engine = WhooshEngine(folder)
        while time.time() < stop:
            assert engine.search(parse("rapat"), EVERYTHING).total >= 1
            engine.close()  # opened anew each time: what races with the writer is the opening
    except BaseException as error:  # a process's failure is told by whoever waits for it
        answers.put(repr(error))
    answers.put("done")


def test_other_processes_read_while_one_writes(tmp_path: Path):
    engine = WhooshEngine(tmp_path)
    engine.apply([a_document("first")])
    answers = FORK.Queue()
    stop = time.time() + 2.5
    readers = [FORK.Process(target=_read_until, args=(tmp_path, stop, answers)) for _ in range(2)]
    for reader in readers:
        reader.start()
    number = 0
    while time.time() < stop:
        number += 1
        engine.apply([a_document(f"r{number % 20}", version=number)])
        if number % 10 == 0:
            engine.rebuild([a_document("first"), *(a_document(f"x{n}") for n in range(5))])
    assert [answers.get(timeout=10) for _ in readers] == ["done", "done"]
    for reader in readers:
        reader.join()


def _write_until_killed(folder: Path, acknowledged: Path) -> None:
    engine = WhooshEngine(folder)
    for number in range(10_000):
        engine.apply([a_document(f"r{number}")])
        acknowledged.write_text(str(number))
        if number % 4 == 3:
            engine.rebuild([a_document(f"r{n}") for n in range(number + 1)])


@pytest.mark.parametrize("seconds", [0.05, 0.13, 0.21, 0.34])
def test_a_writer_killed_at_any_instant_loses_nothing_that_it_finished(tmp_path: Path, seconds: float):
    folder, acknowledged = tmp_path / "index", tmp_path / "acknowledged"
    writer = FORK.Process(target=_write_until_killed, args=(folder, acknowledged))
    writer.start()
    while not acknowledged.exists():
        time.sleep(0.002)
    time.sleep(seconds)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    last = int(acknowledged.read_text() or 0)
    engine = WhooshEngine(folder)
    assert set(engine.versions()) >= {f"r{number}" for number in range(last + 1)}
    engine.apply([a_document("after")])
    assert "after" in engine.versions()
    assert len(generations(folder)) == 1


def test_what_a_rebuild_that_died_left_behind_is_removed_by_the_next_writer(tmp_path: Path):
    engine = WhooshEngine(tmp_path)
    engine.apply([a_document("a")])
    left = whoosh_generations.IndexFolder(tmp_path).begin()
    engine.apply([a_document("b")])
    assert not left.exists()
    assert engine.count() == 2


def _damaged(tmp_path: Path, how: str) -> WhooshEngine:
    engine = WhooshEngine(tmp_path)
    engine.apply([a_document(f"r{number}", "rapat pleno " * 50) for number in range(20)])
    engine.close()
    (segment,) = segments(tmp_path)
    toc = next(tmp_path.rglob("*.toc"))
    match how:
        case "no segment":
            segment.unlink()
        case "empty segment":
            segment.write_bytes(b"")
        case "zeroed segment":
            segment.write_bytes(bytes(segment.stat().st_size))
        case "torn table of contents":
            toc.write_bytes(toc.read_bytes()[:20])
        case "no table of contents":
            toc.unlink()
        case "no generation":
            (tmp_path / "current").write_text("2-gone")
        case "another format":
            (tmp_path / "current").write_text("0-older")
    return WhooshEngine(tmp_path)


DAMAGES = [
    "no segment",
    "empty segment",
    "zeroed segment",
    "torn table of contents",
    "no table of contents",
    "no generation",
    "another format",
]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_broken_index_says_so_and_is_left_as_it_is(tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whoosh_generations, "TRIES", 2)
    engine = _damaged(tmp_path, how)
    before = sorted(path for path in tmp_path.rglob("*") if path.name != "lock")
    for ask in (
        lambda: engine.search(parse("rapat"), EVERYTHING),
        engine.count,
        engine.versions,
        lambda: engine.apply([a_document("a")]),
    ):
        with pytest.raises(IndexBroken):
            ask()
    assert sorted(path for path in tmp_path.rglob("*") if path.name != "lock") == before


@pytest.mark.parametrize("how", DAMAGES)
def test_a_broken_index_is_mended_by_a_rebuild(tmp_path: Path, how: str):
    engine = _damaged(tmp_path, how)
    engine.rebuild([a_document("a")])
    assert engine.search(parse("rapat"), EVERYTHING).total == 1


def test_a_damaged_list_of_postings_says_that_the_index_is_broken(tmp_path: Path):
    engine = WhooshEngine(tmp_path)
    engine.apply([a_document(f"r{number}", f"rapat pleno nomor{number}") for number in range(500)])
    engine.close()
    (segment,) = segments(tmp_path)
    content = segment.read_bytes()
    segment.write_bytes(bytes(30_000) + content[30_000:])
    engine = WhooshEngine(tmp_path)
    words = ["pleno", "rapat", "surat", *(f"nomor{number} {number}" for number in range(500))]
    with pytest.raises(IndexBroken):
        [engine.search(parse(word), EVERYTHING) for word in words]


def test_a_writer_waits_for_another(tmp_path: Path):
    engine = WhooshEngine(tmp_path)
    engine.apply([a_document("a")])
    held = threading.Event()

    def hold() -> None:
        with FileLock(tmp_path / "lock"):
            held.set()
            time.sleep(0.3)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    engine.apply([a_document("b")])
    other.join()
    assert engine.count() == 2


def test_a_writer_that_waits_too_long_says_that_the_index_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whoosh_generations, "LOCK_SECONDS", 0.1)
    engine = WhooshEngine(tmp_path)
    with FileLock(tmp_path / "lock"), pytest.raises(IndexBusy):
        engine.apply([a_document("a")])


def test_searching_goes_on_while_a_rebuild_runs(tmp_path: Path):
    engine = WhooshEngine(tmp_path)
    engine.apply([a_document("old")])
    seen: list[set[str]] = []

    def documents() -> Iterator[Document]:
        yield a_document("new")
        seen.append(set(engine.versions()))

    engine.rebuild(documents())
    assert seen == [{"old"}]
    assert set(engine.versions()) == {"new"}


def test_many_small_commits_stay_few_files(tmp_path: Path):
    engine = WhooshEngine(tmp_path)
    for number in range(60):
        engine.apply([a_document(f"r{number}")])
    assert len(segments(tmp_path)) < 15
    assert engine.search(parse('"rapat pleno"'), EVERYTHING).total == 60


@pytest.mark.skipif(not hasattr(mmap, "MADV_DONTNEED"), reason="this system keeps the memory")
def test_an_index_that_nobody_asks_gives_its_memory_back_and_answers_as_before(tmp_path: Path):
    engine = WhooshEngine(tmp_path)
    engine.apply([a_document(f"2026-{number:06}", text=f"umum{number} " * 400) for number in range(60)])
    before = engine.search(parse("umum7"), EVERYTHING)
    held = _mapped(tmp_path)
    engine.release_memory(60)
    assert _mapped(tmp_path) == held > 0
    engine.release_memory(0)
    assert _mapped(tmp_path) == 0
    assert engine.search(parse("umum7"), EVERYTHING) == before


def _mapped(folder: Path) -> int:
    """Bytes of the lists below ``folder`` that count to this process."""
    return sum(part.rss for part in psutil.Process().memory_maps() if part.path.startswith(str(folder)))

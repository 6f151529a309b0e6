import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from pipeline.failures import TooBig, TookTooLong, Unreadable
from pipeline.reading import Options, Pool, read
from pipeline.reading.recognition import time_budget
from pipeline.reading.workers.pool import children_that_fit
from tests.builders.command import wait_until


def test_a_task_over_its_time_is_killed_and_says_so(pool):
    started = time.monotonic()
    with pytest.raises(TookTooLong, match="1 detik"):
        pool.submit_limited(1, time.sleep, 60).result()
    assert time.monotonic() - started < 10


def test_waiting_for_a_core_is_not_counted():
    with Pool(1) as one:
        tasks = [one.submit_limited(3, time.sleep, 0.8) for _ in range(5)]
        assert [task.result() for task in tasks] == [None] * 5


def test_a_child_that_dies_over_its_task_costs_that_task_only(pool):
    dying, living = pool.submit(os._exit, 3), pool.submit(os.getpid)
    with pytest.raises(Unreadable):
        dying.result(timeout=30)
    assert living.result(timeout=30)


def test_a_task_over_its_memory_is_too_big(pool):
    with pytest.raises(TooBig):
        pool.submit(bytearray, 8 * 1024**3).result(timeout=30)
    assert pool.submit(len, "abc").result(timeout=30) == 3


def test_an_idle_child_killed_from_outside_breaks_nothing():
    with Pool(1) as one:
        os.kill(one.submit(os.getpid).result(), signal.SIGKILL)
        assert one.submit(len, "abc").result(timeout=30) == 3


def test_children_end_with_a_pool_that_nobody_waits_for():
    one = Pool(1)
    idle = psutil.Process(one.submit(os.getpid).result())
    one.shutdown(wait=False, cancel_futures=True)
    assert psutil.wait_procs([idle], timeout=20) == ([idle], [])


def test_a_running_task_can_be_cancelled(pool, tmp_path):
    begun = tmp_path / "begun"
    task = pool.submit(eval, f"(open({str(begun)!r}, 'x').close(), __import__('time').sleep(60))")
    wait_until(begun.exists)
    task.cancel()
    assert task.cancelled()
    assert pool.submit(len, "abc").result(timeout=30) == 3


def test_children_are_nice_and_single_threaded(pool):
    assert pool.submit(os.nice, 0).result() >= 10
    assert pool.submit(os.getenv, "OMP_THREAD_LIMIT").result() == "1"


def test_a_password_does_not_show_in_a_description():
    assert "rahasia" not in repr(Options(password="rahasia"))


def test_a_child_knows_the_reading_room_and_nothing_above_it(pool):
    known = pool.submit(eval, "set(__import__('sys').modules)").result()
    assert "pipeline.reading.page" in known
    assert not known & {"django", "typer", "whoosh", "pytest", "pdfplumber"}


def test_a_child_is_born_with_what_a_scan_needs(pool):
    known = pool.submit(eval, "set(__import__('sys').modules)").result()
    assert {"numpy", "pytesseract", "pipeline.reading.recognition.recognizer"} <= known


def test_ctrl_c_is_left_to_the_program_that_made_the_pool(pool):
    assert pool.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_IGN


def test_idle_children_are_released_and_come_back():
    with Pool(1, idle_seconds=0.3) as one:
        child = psutil.Process(one.submit(os.getpid).result())
        child.wait(timeout=10)
        assert one.submit(len, "abc").result(timeout=30) == 3


def test_kill_9_of_the_program_leaves_no_child_and_no_grandchild(tmp_path):
    script = tmp_path / "program.py"
    script.write_text(
        textwrap.dedent("""
        import subprocess, sys, time
        from pipeline.reading import Pool
        if __name__ == "__main__":
            pool = Pool(2)
            for n in range(2):
                pool.submit(subprocess.run, [sys.executable, "-c", "import time; time.sleep(300)"])
            time.sleep(300)
        """)
    )
    program = psutil.Popen([sys.executable, str(script)], stderr=subprocess.DEVNULL)
    wait_until(lambda: sum("sleep(300)" in " ".join(p.cmdline()) for p in program.children(recursive=True)) == 2)
    family = program.children(recursive=True)
    # Resource tracker, fork server, two children, two grandchildren.
    assert len(family) == 6
    program.kill()
    program.wait()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive


def test_work_is_counted_and_not_the_clock_on_the_wall(pool):
    assert pool.submit_limited(1, time.sleep, 1.5).result() is None
    with pytest.raises(TookTooLong, match="1 detik"):
        pool.submit_limited(1, sum, iter(int, 1)).result(timeout=60)


def test_a_child_that_the_system_has_killed_gets_its_task_once_more(pool, tmp_path):
    killed = "(lambda p: 'again' if p.exists() else (p.touch(), __import__('os').kill(__import__('os').getpid(), 9)))"
    assert pool.submit(eval, f"{killed}(__import__('pathlib').Path({str(tmp_path / 'mark')!r}))").result(timeout=60) == "again"


def test_a_letter_does_not_wait_for_a_thick_book(papers):
    book, letter = papers.typed_pdf("buku.pdf", [(f"halaman {n}",) for n in range(1, 61)]), papers.typed_pdf("surat.pdf")
    done = 0

    def count(pages, _):
        nonlocal done
        done = pages

    with Pool(1) as one, ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read, book, one, progress=count)
        while not done:
            time.sleep(0.01)
        read(letter, one)
        assert done < 30
        assert [page.number for page in reading.result().pages] == list(range(1, 61))


def test_a_busy_machine_gives_a_page_more_time_by_the_wall(monkeypatch):
    had = [(10.0, 5.0), (10.01, 5.5), (12.0, 9.0), (13.0, 99.0)]
    monkeypatch.setattr(time_budget, "scheduled", lambda: had.pop(0))
    page = time_budget.TimeBudget(100)
    assert page.slowness == 1.0
    assert page.slowness == pytest.approx(3.0)
    assert page.slowness == time_budget.BUSY


@pytest.mark.parametrize(("memory", "children"), [(2 * 1024**3, 1), (3 * 1024**3, 1), (4 * 1000**3, 4), (16 * 1024**3, 4)])
def test_one_child_at_a_time_reads_where_memory_is_short(memory, children):
    assert children_that_fit(4, memory) == children

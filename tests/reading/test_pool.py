import os
import signal
import subprocess
import sys
import textwrap
import time

import psutil
import pytest

from pipeline.failures import TooBig, TookTooLong, Unreadable
from pipeline.reading import Options, Pool


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


def test_a_running_task_can_be_cancelled(pool):
    task = pool.submit(time.sleep, 60)
    time.sleep(0.5)
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
    assert not known & {"django", "typer", "whoosh", "pytest", "numpy", "pdfplumber", "PIL.Image"}


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
    deadline = time.monotonic() + 30
    family: list[psutil.Process] = []
    while time.monotonic() < deadline and sum("sleep(300)" in " ".join(p.cmdline()) for p in family) < 2:
        time.sleep(0.1)
        family = program.children(recursive=True)
    # Resource tracker, fork server, two children, two grandchildren.
    assert len(family) == 6
    program.kill()
    program.wait()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive

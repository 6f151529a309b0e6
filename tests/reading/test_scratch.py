"""Nothing stays in the temporary folder, however a program that reads papers ends."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from pipeline.failures import TookTooLong
from pipeline.reading import Pool
from tests.builders.command import wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

BEGIN_A_PAGE = "(lambda t, p, s: (p.Path(t.mkdtemp(), 'page').write_bytes(b'x'), s.sleep(300)))(*map(__import__, {names}))"
PROGRAM = f"""
import time
from pipeline.reading import Pool
if __name__ == "__main__":
    pool = Pool(2)
    tasks = [pool.submit(eval, {BEGIN_A_PAGE.format(names=("tempfile", "pathlib", "time"))!r}) for _ in range(2)]
    time.sleep(300)
"""


MANY = 30_000
"""Files that take longer to remove than an idle child takes to end."""
LEAVE_MANY = "(lambda p, d: [p.Path(d, str(number)).touch() for number in range({many})] and None)(__import__('pathlib'), {made})"
LEFT_BEHIND = f"""
import time
from pipeline.reading import Pool
if __name__ == "__main__":
    pool = Pool(1)
    pool.submit(eval, {LEAVE_MANY.format(many=MANY, made="__import__('tempfile').mkdtemp()")!r}).result()
    print("done", flush=True)
    time.sleep(300)
"""


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"TMPDIR": str(folder)}


@pytest.fixture
def folder():
    """A folder with a path as short as the system's own: sockets lie in it."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def a_program_with_pages_in_work(tmp_path: Path, folder: Path) -> psutil.Popen:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    program = psutil.Popen([sys.executable, str(script)], stderr=subprocess.DEVNULL, env=environment(folder))
    wait_until(lambda: len(list(folder.rglob("page"))) == 2, 20)
    return program


def test_nothing_stays_in_the_temporary_folder_when_the_program_is_killed(tmp_path, folder):
    program = a_program_with_pages_in_work(tmp_path, folder)
    program.kill()
    program.wait()
    wait_until(lambda: not list(folder.iterdir()), 20)


def test_a_child_without_work_removes_all_before_it_ends(tmp_path, folder):
    script = tmp_path / "program.py"
    script.write_text(LEFT_BEHIND)
    program = psutil.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(folder)
    )
    assert program.stdout.readline() == b"done\n"
    assert sum(1 for _ in folder.rglob("*")) > MANY
    program.kill()
    program.wait()
    wait_until(lambda: not list(folder.iterdir()), 40)


def test_what_stays_when_all_are_killed_at_once_is_removed_by_the_next_program(tmp_path, folder):
    program = a_program_with_pages_in_work(tmp_path, folder)
    family = [program, *program.children(recursive=True)]
    for one in family:
        one.suspend()
    for one in family:
        one.kill()
    psutil.wait_procs(family, timeout=10)
    assert list(folder.iterdir())
    next_one = "from pipeline.reading import Pool; pool = Pool(1); pool.submit(len, 'a').result(); pool.shutdown()"
    subprocess.run([sys.executable, "-c", next_one], env=environment(folder), check=True, timeout=60)
    assert not list(folder.iterdir())


def test_a_killed_childs_files_are_gone_while_the_program_goes_on():
    busy = "(lambda t, p: (p.Path(t.mkdtemp(), 'page').write_bytes(b'x'), sum(iter(int, 1))))"
    with Pool(1) as one:
        with pytest.raises(TookTooLong):
            one.submit_limited(1, eval, f"{busy}(__import__('tempfile'), __import__('pathlib'))").result(timeout=60)
        folder = Path(one.submit(tempfile.gettempdir).result(timeout=60))
        assert not list(folder.parent.rglob("page"))


def test_a_child_says_nothing_on_standard_error(tmp_path):
    script = (
        "from pipeline.reading import Pool; import os; pool = Pool(1); pool.submit(os.write, 2, b'noise').result(); pool.shutdown()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=60)
    assert done.stderr == b""

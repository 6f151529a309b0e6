"""A disk that is full, or may only be read: a real one of some megabytes, and the commands and pages that people use."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.home import Config, Home, storage
from pipeline.training.papers import a_letter, as_txt
from tests.builders import write
from tests.builders.command import PASSWORD, Office, an_office

MEGABYTES = 24
DYING = """
import os, sqlite3, sys
one = sqlite3.connect(sys.argv[1])
one.execute("CREATE TABLE lain (x)")
one.commit()
os._exit(0)
"""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, where this account may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this account may not mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def office(disk: Path, tmp_path: Path) -> Office:
    made = an_office(disk / "rumah")
    made.json("add", write(tmp_path / "kertas", "surat.txt", as_txt(a_letter(word="Rimbatara"))))
    # Copied along with the home, where the disk was large; tests that want one make it.
    (made.root / "index" / storage.RESERVE).unlink(missing_ok=True)
    return made


def fill(disk: Path) -> Path:
    """Take all the room that is left."""
    filler = disk / "penuh"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    assert storage.free_bytes(Home(disk, Config())) == 0 or os.statvfs(disk).f_bavail == 0
    return filler


def one_sentence(err: str) -> bool:
    return "Traceback" not in err and 0 < len(err.strip()) < 400


@pytest.mark.parametrize(
    "words",
    [
        ("queue",),
        ("search", "Rimbatara", "--in", "queue"),
        ("show", "2026-000001"),
        ("verify", "2026-000001", "--by", "dewi", "--set", "title=Judul", "--set", "code=HM.02"),
        ("user", "add", "baru", "--role", "reader"),
        ("check",),
        ("register",),
        ("run",),
    ],
)
def test_on_a_full_disk_a_command_does_it_or_says_why_in_a_sentence(office: Office, disk: Path, words: tuple[str, ...]):
    filler = fill(disk)
    said = office(*words, seconds=60)
    assert said.code == 0 or one_sentence(said.err), said.err
    filler.unlink()
    assert office("check").code == 0
    assert [record["id"] for record in office.json("queue")] == ["2026-000001"]


def test_with_the_reserve_people_can_look_on_a_full_disk(office: Office, disk: Path):
    reserve = office.root / "index" / storage.RESERVE
    reserve.write_bytes(bytes(2 << 20))
    fill(disk)
    assert [record["status"] for record in office.json("queue")] == ["queued"]
    assert not reserve.exists()
    assert office("search", "Rimbatara", "--in", "queue").code == 0


def test_adding_a_paper_to_a_full_disk_ends_and_loses_nothing(office: Office, disk: Path, tmp_path: Path):
    filler = fill(disk)
    paper = write(tmp_path / "kertas", "baru.txt", as_txt(a_letter(word="Baru")))
    said = office("add", paper, seconds=60)
    assert said.code != 0
    assert one_sentence(said.err)
    filler.unlink()
    assert paper.exists()
    assert office("add", paper).code == 0
    assert len(office.json("queue")) == 2
    assert office("check").code == 0


def test_on_a_full_disk_the_page_says_so_and_the_next_request_lets_people_in(office: Office, disk: Path):
    reserve = office.root / "index" / storage.RESERVE
    reserve.write_bytes(bytes(2 << 20))
    with office.up() as up:
        assert log_in(up.address) == 200
        filler = fill(disk)
        seen = [log_in(up.address) for _ in range(3)]
        assert set(seen) <= {200, 507}
        assert seen[-1] == 200
        filler.unlink()
        assert log_in(up.address) == 200


def log_in(address: str) -> int:
    """What somebody gets who opens the page, types name and password and presses the button, in a browser of their own."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    try:
        with browser.open(f"{address}masuk/", timeout=30) as page:
            token = page.read().decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        data = f"csrfmiddlewaretoken={token}&name=dewi&password={PASSWORD}".encode()
        request = urllib.request.Request(f"{address}masuk/", data, {"Referer": f"{address}masuk/"})
        with browser.open(request, timeout=30) as answer:
            assert "/masuk/" not in answer.url
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("with_log", [False, True])
def test_a_home_on_a_disk_that_may_only_be_read_can_be_looked_at(office: Office, disk: Path, tmp_path: Path, with_log: bool):
    if with_log:  # as a worker that was killed leaves it
        database = office.root / "index" / "catalogue.sqlite3"
        subprocess.run([sys.executable, "-c", DYING, str(database)], check=True)
        assert database.with_name(f"{database.name}-wal").stat().st_size
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        assert [record["id"] for record in office.json("queue")] == ["2026-000001"]
        assert office("search", "Rimbatara", "--in", "queue").code == 0
        assert office("show", "2026-000001").code == 0
        assert office("get", "2026-000001", "-o", tmp_path / "salinan.txt").code == 0
        assert "Rimbatara" in (tmp_path / "salinan.txt").read_text()
        assert office("check").code == 0
        for words in (("verify", "2026-000001", "--by", "dewi", "--set", "title=J", "--set", "code=HM.02"), ("run",)):
            said = office(*words, seconds=60)
            assert said.code != 0
            assert one_sentence(said.err), said.err
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (errno.ENOSPC, storage.DiskFull),
        (errno.EDQUOT, storage.DiskFull),
        (errno.EROFS, storage.ReadOnly),
        (errno.EMFILE, storage.TooManyOpen),
        (errno.EIO, storage.DiskFailed),
    ],
)
def test_each_error_of_the_disk_has_its_sentence_also_where_something_else_was_raised_for_it(
    tmp_path: Path, code: int, failure: type
):
    home = Home(tmp_path, Config())
    error = OSError(code, os.strerror(code))
    outer = ValueError("x")
    outer.__cause__ = error
    assert isinstance(storage.trouble(error, home), failure)
    assert isinstance(storage.trouble(outer, home), failure)
    assert storage.trouble(ValueError("x"), home) is None


def test_the_reserve_is_made_where_there_is_plenty_of_room_and_given_away_once(tmp_path: Path):
    home = Home(tmp_path, Config())
    (tmp_path / "index").mkdir()
    assert storage.keep_reserve(home)
    assert (home.index / storage.RESERVE).stat().st_size == storage.RESERVE_BYTES
    assert storage.release_reserve(home)
    assert not storage.release_reserve(home)

"""The ``berkas`` command as its user types it: a process of its own, against a home of its own."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PROGRAM = str(Path(sys.executable).with_name("berkas"))
PASSWORD = "pintu-kayu-jati-9"


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its one JSON document."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Up:
    """A running ``berkas up``."""

    process: subprocess.Popen[str]
    address: str
    log: Path

    def kill(self) -> None:
        """kill -9, as a power cut does it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True)
class Office:
    """A home reached by command only."""

    root: Path

    @property
    def inbox(self) -> Path:
        """Where papers are dropped."""
        return self.root / "inbox"

    def environment(self) -> dict[str, str]:
        """The environment of its commands."""
        return os.environ | {"BERKAS_HOME": str(self.root), "COLUMNS": "80"}

    def __call__(self, *words: object, given: str | None = None, seconds: float = 240) -> Said:
        """Type a command and wait for its end."""
        done = subprocess.run(
            [PROGRAM, *map(str, words)],
            env=self.environment(),
            input=given,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def json(self, *words: object) -> Any:
        """Type a command with --json and read its document."""
        said = self(*words, "--json")
        assert said.out, said.err
        return said.json

    @contextmanager
    def up(self) -> Iterator[Up]:
        """``berkas up`` on a port of its own, stopped at the end if it still runs."""
        log = self.root / "up.log"
        with log.open("w") as file:
            process = subprocess.Popen(
                [PROGRAM, "up", "--port", "0"],
                env=self.environment() | {"PYTHONUNBUFFERED": "1"},
                stdout=file,
                stderr=file,
                text=True,
            )
        try:
            yield Up(process, _address(process, log), log)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(60)


def _address(process: subprocess.Popen[str], log: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if said := re.search(r"http://\S+", log.read_text("utf-8")):
            return said.group()
        time.sleep(0.05)
    raise AssertionError(f"berkas up did not start: {log.read_text('utf-8')}")


def an_office(root: Path, *, exempt: bool = True) -> Office:
    """A real home made by ``berkas init``, with a clerk (dewi), a PPID (putra), a reader (rani) and an administrator (adi).

    Copied from one that is made once a run: five commands take as many seconds.
    """
    shutil.copytree(_made_once(exempt).root, root, dirs_exist_ok=True)
    return Office(root)


@cache
def _made_once(exempt: bool) -> Office:
    root = Path(tempfile.mkdtemp(prefix="berkas-office-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    office = Office(root)
    assert office("init").code == 0
    for name, role in (("dewi", "desk"), ("putra", "ppid"), ("rani", "reader"), ("adi", "admin")):
        right = ["--exempt"] if exempt and role in {"desk", "ppid"} else []
        said = office("user", "add", name, "--role", role, *right, "--password-stdin", given=PASSWORD + "\n")
        assert said.code == 0, said.err
    return office


def wait_until(happened: Callable[[], object], seconds: float = 120) -> None:
    """Wait for something to become true; the test fails where it does not in time."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)

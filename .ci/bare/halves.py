"""The two commands that a newcomer types, each typed in the bare Debian and watched."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from debian import Failed, environment, last_words, typed

PORT = 8765
"""Berkas' own."""
BAR = 180
"""Seconds within which `make run` must have answered with a page."""
PATIENCE = 900
"""Seconds after which nobody waits for that page any longer."""
ENDING = 60
"""Seconds within which everything must have ended after a Ctrl-C."""


@dataclass(frozen=True)
class Outcome:
    """How one of them went."""

    command: str
    well: bool
    text: str


def type_run(folder: Path, system: Path) -> Outcome:
    """`make run` until a page answers, then Ctrl-C. Raises Failed where no port is free."""
    port, log = _free_port(), folder / "run.log"
    words = ["make", "run", *([] if port == PORT else [f"PORT={port}"])]
    print(f"Typing: {' '.join(words)}", flush=True)
    begun = time.monotonic()
    with log.open("w") as file:
        # A process group of their own, since a Ctrl-C goes to make, its shell and Berkas at once.
        running = subprocess.Popen(
            typed(system, words), env=environment(), stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
        )
    while not (answered := _answers(port)) and running.poll() is None and time.monotonic() < begun + PATIENCE:
        time.sleep(0.5)
    seconds = time.monotonic() - begun
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGINT)
    interrupted = time.monotonic()
    left = _left_after(running, system)
    if not answered:
        return Outcome("make run", False, f"no page after {seconds:.0f} s:\n{last_words(log)}")
    ended = f"still there: {left}" if left else "all ended"
    return Outcome(
        "make run",
        seconds <= BAR and not left,
        f"a page after {seconds:.0f} s (at most {BAR}), {ended} {time.monotonic() - interrupted:.0f} s after Ctrl-C",
    )


def _free_port() -> int:
    """Berkas' own port; another when something on this machine listens there, since the bare Debian shares its network."""
    for port in (PORT, 0):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(one.getsockname()[1])
    raise Failed("no port is free on 127.0.0.1.")


def _answers(port: int) -> bool:
    """Whether there is a page."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def _left_after(running: subprocess.Popen[bytes], system: Path) -> str:
    """Wait until everything in the bare Debian has ended; the names of what has not, which is then killed."""
    deadline = time.monotonic() + ENDING
    # Its /proc counts the first process, this one, and those that were begun there.
    keep = {"1", (system / "proc/self").readlink().name}
    while others := [path for path in (system / "proc").glob("[0-9]*") if path.name not in keep]:
        if time.monotonic() > deadline:
            names = ", ".join((path / "comm").read_text().strip() for path in others if path.exists())
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
            return names
        running.poll()
        time.sleep(0.2)
    return ""


def type_test(folder: Path, system: Path) -> Outcome:
    """`make test` to its end."""
    log = folder / "test.log"
    print(f"Typing: make test   (watch it: tail -f {log})", flush=True)
    begun = time.monotonic()
    with log.open("w") as file:
        code = subprocess.run(
            typed(system, ["make", "test"]), env=environment(), stdin=subprocess.DEVNULL, stdout=file, stderr=file, check=False
        ).returncode
    minutes = (time.monotonic() - begun) / 60
    return Outcome("make test", code == 0, f"exit code {code} after {minutes:.1f} minutes:\n{last_words(log, 12 if code else 1)}")

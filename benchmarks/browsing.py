"""Browsers for benchmarks: a real ``berkas up``, real logins, connections that are kept alive and pages that arrive packed."""

from __future__ import annotations

import gzip
import os
import re
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

import psutil

from benchmarks.filled_home import BERKAS, Filled

PATIENCE_SECONDS = 120
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    """What came back, and after how long from the first byte sent to the last one read."""

    status: int
    seconds: float
    body: bytes


@dataclass(frozen=True)
class Server:
    """A ``berkas up`` at work."""

    address: tuple[str, int]
    process: psutil.Process
    root: Path

    def unread(self) -> int:
        """Papers that were handed in and have not been read to their end."""
        in_inbox = sum(len(files) for _, _, files in os.walk(self.root / "inbox"))
        catalogue = (self.root / "index" / "catalogue.sqlite3").as_uri()
        with closing(sqlite3.connect(f"{catalogue}?mode=ro", uri=True, timeout=30)) as rows:
            (received,) = rows.execute("select count(*) from catalogue_record where status = 'received'").fetchone()
        return in_inbox + int(received)


class Browser:
    """Someone who is logged in, on one connection."""

    def __init__(self, server: Server, name: str, cookies: dict[str, str]) -> None:
        self.name = name
        self.cookies = cookies
        self._server = server
        self._connection = HTTPConnection(*server.address, timeout=PATIENCE_SECONDS)

    def another(self) -> Browser:
        """The same person on a connection that is still to be opened."""
        return Browser(self._server, self.name, self.cookies)

    def get(self, path: str) -> Answer:
        """Ask for a page; status 0 means that nothing came back."""
        started = time.perf_counter()
        try:
            return self._ask("GET", path)
        except OSError:
            return Answer(0, time.perf_counter() - started, b"")

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        origin = "http://{}:{}".format(*self._server.address)
        return self._ask("POST", path, urlencode(fields), _FORM | {"Origin": origin})

    def _ask(self, method: str, path: str, body: str | None = None, more: dict[str, str] | None = None) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Encoding": "gzip", "Cookie": cookies} | (more or {})
        started = time.perf_counter()
        if self._connection.sock is None:
            self._connection.connect()  # without waiting for more to send, as every browser does: http.client asks for that itself
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        data = response.read()
        seconds = time.perf_counter() - started
        for name, value in response.getheaders():
            if name == "Set-Cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        unpacked = gzip.decompress(data) if response.getheader("Content-Encoding") == "gzip" else data
        return Answer(response.status, seconds, unpacked)


def log_in(server: Server, name: str, password: str) -> Browser:
    """A browser in which this person has logged in by the page."""
    browser = Browser(server, name, {})
    form = browser.get("/masuk/").body.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token, "the login page has no form"
    answer = browser.post("/masuk/", {"csrfmiddlewaretoken": token[1], "name": name, "password": password})
    assert answer.status == 302, f"{name} could not log in"
    return browser


@contextmanager
def serving(home: Filled) -> Iterator[Server]:
    """``berkas up`` in this home, until the end."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([BERKAS, "up", "--port", "0"], env=home.environment, stdout=log, stderr=log)
        try:
            yield Server(_address(process, log), psutil.Process(process.pid), home.root)
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _address(process: subprocess.Popen[bytes], log: IO[str]) -> tuple[str, int]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        log.seek(0)
        if said := re.search(r"http://([^:/\s]+):(\d+)", log.read()):
            return said[1], int(said[2])
        time.sleep(0.1)
    log.seek(0)
    raise SystemExit(f"berkas up did not start:\n{log.read()}")

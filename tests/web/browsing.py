"""A real server and a real Chromium, for the tests of what only a browser does."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LETTER = "2026-000001"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@contextmanager
def serving(worker: Any) -> Iterator[str]:
    """The pages of a worker's home, over HTTP; gives their address."""
    from waitress import wasyncore

    from pipeline.cli.up import web_server

    server = web_server(worker, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # Its threads first: one that answers late would write to a file that is somebody else's by then.
        server.task_dispatcher.shutdown()
        # Closed where it waits; browsers keep lines open, and it would wait for each of them.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(10)
        assert not thread.is_alive()


@contextmanager
def attending(worker: Any) -> Iterator[None]:
    """The inbox looked after, as ``berkas up`` does."""
    from pipeline.worker.inbox import watch_inbox

    stop = threading.Event()
    thread = threading.Thread(target=watch_inbox, args=(worker, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; Django would take our own look at the catalogue for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def opening(browser: Any, base: str) -> Iterator[Callable[..., Any]]:
    """Opens pages, for somebody who is logged in or nobody; each keeps what went wrong on it as ``troubles``."""
    contexts = []

    def opened(name: str = "", **options: Any) -> Any:
        options.setdefault("viewport", {"width": 1366, "height": 768})
        # Without motion: a colour halfway between day and night is neither's.
        context = browser.new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(45_000)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda line: page.troubles.append(line.text) if "Content Security Policy" in line.text else None)
        if name:
            log_in(page, base, name)
        return page

    yield opened
    for context in contexts:
        context.close()


def stored(record_id: str = LETTER) -> Any:
    from pipeline.catalogue import models

    return models.Record.objects.get(pk=record_id).record()


def go(page: Any, address: str) -> None:
    """Open a page and go on as soon as it stands, as people do who know their way: pictures may follow."""
    page.goto(address, wait_until="domcontentloaded")


def log_in(page: Any, base: str, name: str) -> None:
    go(page, f"{base}/masuk/")
    page.fill("[name=name]", name)
    page.fill("[name=password]", f"kenanga-2024-{name}")
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/masuk/" not in url, wait_until="domcontentloaded")


def faults(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, and its best practices; in the dark, what can then be read."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    run = "async (options) => (await axe.run(document, {resultTypes: ['violations'], ...options})).violations"
    found = page.evaluate(run, {})
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(run, {"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return [f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for fault in found for node in fault["nodes"]]


def overflows(page: Any) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))


_numbers = count(1)
"""No two papers of a run are the same: the second would be one more arrival of the first."""


class Site:
    """A home of a whole module's tests, served: each test makes the papers that it needs."""

    def __init__(self, worker: Any, base: str, opened: Callable[..., Any], entered: dict[str, Any]) -> None:
        self.worker, self.base = worker, base
        self._opened, self._entered = opened, entered

    @property
    def home(self) -> Any:
        return self.worker.home

    def open(self, name: str, path: str, **options: Any) -> Any:
        """A page of this site in a browser of its own, in which this person has logged in; once for all the module's tests."""
        if name and name not in self._entered:
            self._entered[name] = self._opened(name).context.storage_state()
        page = self._opened(**({"storage_state": self._entered[name]} if name else {}), **options)
        go(page, f"{self.base}{path}")
        return page

    def paper(self, status: str = "queued", **facts: str) -> str:
        """A new paper brought into a state: dewi verifies, rahma ratifies."""
        from pipeline import intake
        from pipeline.records import lifecycle, people

        number = next(_numbers)
        complete = {"title": f"Surat {number}", "code": "HM.02", "category": "setiap_saat", "access_level": "biasa"} | facts
        file = self.home.root / f"surat-{number:03}.txt"
        file.write_text(f"Surat biasa nomor {number}, perihal laporan kegiatan harian.\n")
        record_id = str(self.worker.take(intake.claim_copy(self.home.inbox, file)).record_id)
        assert self.worker.wait_until_idle(60)
        dewi, rahma = people.get_actor("dewi", "web"), people.get_actor("rahma", "web")
        lifecycle.edit(self.home, record_id, dewi, complete)
        if status in {"verified", "filed"}:
            lifecycle.verify(self.home, record_id, dewi, {})
        if status == "filed":
            lifecycle.ratify(self.home, record_id, rahma)
        return record_id

"""Every kind of training paper through the pages, in a real browser: handed in, verified, ratified, found, and on the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import home as homes
from pipeline.catalogue import database, models
from pipeline.document import EXEMPT, Actor, Role, Status
from pipeline.training.papers import TRAINING_SET
from tests.web.browsing import CHROMIUM, attending, chromium, go, log_in, serving

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Chromium")]
PEOPLE = (("dewi", Role.DESK, True), ("putra", Role.PPID, True))
DESK, PPID = (name for name, _, _ in PEOPLE)


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Any]:
    """A home of the office at work."""
    from django.test import override_settings

    from pipeline.records import lifecycle, people
    from pipeline.worker import worker as home_worker

    home = homes.make_home(tmp_path / "rumah")
    database.close()
    database.use(home.catalogue)
    database.migrate()
    # The real hashing takes a second, on purpose.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        for name, role, exempt in PEOPLE:
            people.add(home, Actor("root", None, door="cli"), name, role, exempt_right=exempt)
            people.set_password(name, f"kenanga-2024-{name}")
        with home_worker.working(home, lifecycle.machine_actor("up")) as one, attending(one):
            yield one
    database.close()


def hand_in(worker: Any, page: Any, base: str, folder: Path) -> None:
    """One paper by two: through the page, or dropped by the scanner."""
    uploaded = []
    for place, sample in enumerate(TRAINING_SET):
        half = folder / sample.file
        half.write_bytes(sample.write(sample.paper))
        if place % 2:
            uploaded.append(str(half))
        else:
            half.rename(worker.home.inbox / sample.file)
    go(page, f"{base}/unggah/")
    page.set_input_files("#file", uploaded)


def turn(page: Any, base: str) -> None:
    """Stand on a paper of one's turn: the one that opened by itself after the last, or the first of the queue once it has one."""
    if "/berkas/" in page.url:
        return
    go(page, f"{base}/antrean/")
    page.click(".paper h2 a", timeout=60_000)
    page.wait_for_url("**/berkas/**", wait_until="domcontentloaded")


def verify(page: Any) -> None:
    """Desk: what is missing is filled in, then the main button."""
    if not page.input_value("#f-code"):
        page.fill("#f-code", "HM.02")
    if not page.input_value("#f-category"):
        page.select_option("#f-category", "setiap_saat")
    page.click("#tombol-utama")


def ratify(page: Any) -> None:
    """PPID: by keyboard."""
    page.wait_for_selector("#tombol-utama")
    page.keyboard.press("a")


def test_papers_of_every_kind_walk_through_the_pages(worker: Any, tmp_path: Path) -> None:
    folder = tmp_path / "pindaian"
    folder.mkdir()
    with serving(worker) as base, chromium() as browser:
        pages = {}
        for name, _, _ in PEOPLE:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            context.set_default_timeout(45_000)
            pages[name] = context.new_page()
            log_in(pages[name], base, name)
        hand_in(worker, pages[DESK], base, folder)
        pages[DESK].wait_for_selector(f"#terkirim li:nth-child({len(TRAINING_SET) // 2}) a", timeout=60_000)
        for name, decide in ((DESK, verify), (PPID, ratify)):
            for number in range(len(TRAINING_SET)):
                turn(pages[name], base)
                paper = pages[name].url
                decide(pages[name])
                pages[name].wait_for_url(lambda url, paper=paper: url != paper, wait_until="domcontentloaded")
                assert pages[name].locator(".notice.success").count() == 1, number
        assert worker.wait_until_idle(60)

        rows = {row.file: row for row in map(models.Record.record, models.Record.objects.all())}
        assert {row.status for row in rows.values()} == {Status.FILED}
        page = pages[PPID]
        for sample in TRAINING_SET:
            go(page, f"{base}/cari/?q={sample.paper.word}")
            hits = [link.get_attribute("href") for link in page.locator(".hit h2 a").all()]
            assert [hit.split("?")[0] for hit in hits] == [f"/berkas/{rows[sample.file].id}/"], sample.file
        go(page, f"{base}/daftar/")
        listed = set(re.findall(r"/berkas/([0-9-]+)/", page.content()))
        open_ones = {row.id for row in rows.values() if row.facts.category not in EXEMPT}
        assert listed == open_ones
        assert len(open_ones) < len(rows), "the training set holds an exempt paper, and the register does not"

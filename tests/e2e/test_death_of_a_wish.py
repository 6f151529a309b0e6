"""kill -9 of ``berkas up`` while a wish to have a page read again waits or is being granted: the next start grants it once."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from pipeline import home as homes
from pipeline.training.papers import a_letter, as_jpeg
from pipeline.worker import progress, reread_requests
from tests.builders import write
from tests.builders.command import PASSWORD, Up, an_office, wait_until

PAPER = "2026-000001"


def _a_browser(up: Up) -> OpenerDirector:
    """A browser in which dewi of the desk is logged in; it outlives ``up``, as her session does."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    _post(browser, up, "masuk/", "masuk/", name="dewi", password=PASSWORD)
    return browser


def _post(browser: OpenerDirector, up: Up, form: str, door: str, /, **fields: str) -> None:
    with browser.open(up.address + form) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert token
    body = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
    browser.open(Request(up.address + door, body)).close()


def _wish(browser: OpenerDirector, up: Up) -> None:
    """*Baca ulang halaman*."""
    paper = f"berkas/{PAPER}/"
    _post(browser, up, paper, f"{paper}tindakan/", act="reread", page="1")


def test_a_wish_that_dies_with_up_is_granted_once_after_the_next_start(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    home = homes.open_home(office.root)
    with office.up() as up:
        office("add", write(tmp_path, "pindai.jpg", as_jpeg(a_letter(word="Lembahsari"))))
        browser = _a_browser(up)
        _wish(browser, up)
        up.kill()
    assert reread_requests.find_request(home, PAPER), "it was granted before the death: nothing was tried"

    with office.up() as up:
        wait_until(lambda: reread_requests.find_request(home, PAPER) is None, 60)
        _wish(browser, up)
        wait_until(lambda: PAPER in progress.progress(home), 30)
        up.kill()
    assert reread_requests.find_request(home, PAPER), "it was granted before the death: nothing was tried"

    with office.up():
        wait_until(lambda: reread_requests.find_request(home, PAPER) is None, 60)
    record = office.json("show", PAPER)
    assert [entry["by"] for entry in record["history"] if entry["act"] == "reread"] == ["dewi", "dewi"]
    assert [path.name for path in (home.index / "wishes").iterdir()] == []
    assert office("check").code == 0

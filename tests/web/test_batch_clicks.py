"""Antrean decided together by clicks: what a person presses, by mouse and by keyboard, with and without script."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.browsing import stored

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="needs Chromium")]


def by_mouse(page, selector):
    page.click(selector)


def by_keyboard(page, selector):
    page.focus(selector)
    page.keyboard.press("Enter")


WAYS = pytest.mark.parametrize("press", [by_mouse, by_keyboard])
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def tick(page, *ids):
    for record_id in ids:
        page.click(f"#p-{record_id} .pick")


DESK, PPID = ("siti", "queued", "verified"), ("budi", "verified", "filed")
WHO_AND_HOW = {
    "desk, mouse": (*DESK, by_mouse, True),
    "desk, keyboard": (*DESK, by_keyboard, True),
    "desk, mouse, no script": (*DESK, by_mouse, False),
    "ppid, mouse": (*PPID, by_mouse, True),
    "ppid, keyboard, no script": (*PPID, by_keyboard, False),
}


@pytest.mark.parametrize(("name", "status", "outcome", "press", "script"), WHO_AND_HOW.values(), ids=WHO_AND_HOW)
def test_the_main_button_decides_the_ticked_papers(site, name, status, outcome, press, script):
    first, second, left = (site.paper(status) for _ in range(3))
    page = site.open(name, "/antrean/", java_script_enabled=script)
    tick(page, first, second)
    press(page, "#tombol-utama")
    page.wait_for_selector("#pesan .success")
    assert [stored(one).status for one in (first, second, left)] == [outcome, outcome, status]
    assert page.locator(f"#p-{first}, #p-{second}").count() == 0
    assert page.troubles == []


@WAYS
@pytest.mark.parametrize(("name", "status", "outcome"), [("siti", "queued", "set_aside"), ("budi", "verified", "returned")])
def test_the_other_button_asks_for_a_reason_and_gives_it_with_each_paper(site, name, status, outcome, press):
    ticked, left = site.paper(status), site.paper(status)
    page = site.open(name, "/antrean/")
    tick(page, ticked)
    press(page, "#tombol-alasan")
    page.wait_for_selector("#alasan[open]")
    page.keyboard.type("Halaman terbalik")
    press(page, "#alasan button[value=yes]")
    page.wait_for_selector("#pesan .success")
    assert [stored(one).status for one in (ticked, left)] == [outcome, status]
    assert stored(ticked).history[-1].why == "Halaman terbalik"


def test_a_reason_that_is_called_off_decides_nothing(site):
    paper = site.paper()
    page = site.open("siti", "/antrean/")
    tick(page, paper)
    page.click("#tombol-alasan")
    page.fill("#alasan textarea", "salah tekan")
    page.click("#alasan button[value=no]")
    page.click("#tombol-utama")
    page.wait_for_selector("#pesan .success")
    assert stored(paper).status == "verified"


@WAYS
def test_what_was_decided_together_is_taken_back_together(site, press):
    papers = [site.paper(), site.paper()]
    page = site.open("siti", "/antrean/")
    tick(page, *papers)
    page.click("#tombol-utama")
    page.wait_for_selector("#pesan .success")
    # The queue is fetched once more after a decision; a key pressed meanwhile goes to where the focus was.
    page.wait_for_load_state("networkidle")
    press(page, "#pesan button")
    for paper in papers:
        page.wait_for_selector(f"#p-{paper}")
    assert [stored(one).status for one in papers] == ["queued", "queued"]


@pytest.mark.parametrize("button", ["#tombol-utama", "#tombol-alasan"])
def test_a_button_without_a_ticked_paper_says_so(site, button):
    site.paper()
    page = site.open("siti", "/antrean/")
    page.click(button)
    page.wait_for_selector("#pesan >> text=Belum ada naskah yang dipilih")
    assert page.evaluate("() => document.activeElement.id") == button[1:]


@SCRIPT
def test_a_paper_that_is_refused_is_named_and_does_not_stop_the_others(site, script):
    good, bad = site.paper(), site.paper(title="")
    page = site.open("siti", "/antrean/", java_script_enabled=script)
    tick(page, good, bad)
    page.click("#tombol-utama")
    page.wait_for_selector(f"#pesan .error >> text={bad}")
    assert "1 naskah diperiksa" in page.inner_text("#pesan")
    assert [stored(one).status for one in (good, bad)] == ["verified", "queued"]


def test_taking_back_says_on_how_many_papers(site):
    papers = [site.paper(), site.paper()]
    page = site.open("siti", "/antrean/")
    tick(page, *papers)
    page.click("#tombol-utama")
    page.click("#pesan >> text=Batalkan")
    page.wait_for_selector("#pesan >> text=Tindakan terakhir atas 2 naskah dibatalkan.")


def test_all_of_the_list_are_ticked_at_once(site):
    papers = [site.paper(), site.paper()]
    page = site.open("siti", "/antrean/")
    page.click("label:has(#pilih-semua)")
    assert page.locator("[data-chosen]").inner_text() == str(page.locator(".paper").count())
    page.click("#tombol-utama")
    page.wait_for_selector("#pesan .success")
    assert [stored(one).status for one in papers] == ["verified", "verified"]

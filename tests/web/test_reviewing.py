"""Periksa in a real browser: fingers, turned pages, what lies below the buttons, and a line that is cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.browsing import LETTER, faults, go, opening, serving, stored

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="needs Chromium")]
PLACE_OF = """async (word) => {
    const page = document.querySelector('.page');
    const pages = document.getElementById('halaman');
    const words = await (await fetch(page.dataset.words)).json();
    const group = page.querySelector('.picked');
    BerkasDraw(group, [words.find(one => one[0].includes(word)).slice(1)]);
    pages.scrollBy(0, group.getBoundingClientRect().top - pages.getBoundingClientRect().top - 150);
    const box = group.getBoundingClientRect();
    BerkasDraw(group, []);
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}"""
"""Where a word of the first page is on the screen, however the page lies; it is brought into view."""
COVERED = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const box = one.getBoundingClientRect();
    const seen = [box.top + 3, box.bottom - 3].map(y => document.elementFromPoint((box.left + box.right) / 2, y));
    const own = other => other && (one.contains(other) || other.contains(one));
    return seen.every(own) ? '' : one.outerHTML.slice(0, 120);
}"""


@pytest.fixture
def review(office, browser):
    """siti's page of a letter, as soon as its picture is there."""
    with serving(office) as base, opening(browser, base) as opened:

        def at(record_id=LETTER, part="", **options):
            page = opened("siti", **options)
            go(page, f"{base}/berkas/{record_id}/{part}")
            page.wait_for_function("() => document.querySelector('.page img').naturalWidth > 0")
            return page

        yield at


def test_what_one_stands_in_is_never_covered(review):
    page = review()
    page.focus("#f-title")
    covered = []
    for _ in range(40):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(COVERED))
        if covered[-1] is None:
            break
    assert len(covered) > 15
    assert [one for one in covered if one] == []
    assert page.troubles == []


def test_a_finger_that_scrolls_the_paper_writes_nothing(review):
    page = review(viewport={"width": 360, "height": 720}, has_touch=True, is_mobile=True)
    was = stored().facts.title
    page.evaluate("() => document.getElementById('halaman').scrollIntoView()")
    across, down = page.evaluate(PLACE_OF, "PENGUMUMAN")
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    with page.expect_response(re.compile("/kata/1.json")):
        touch("touchStart", (across, down))
        for step in range(1, 9):
            touch("touchMove", (across, down - 12 * step))
            page.wait_for_timeout(16)
    touch("touchEnd")
    page.tap("[data-zoom=in]")
    page.wait_for_timeout(500)
    assert page.input_value("#f-title") == was
    assert stored().facts.title == was


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_words_are_picked_from_a_page_that_was_turned(review, turns):
    page = review()
    page.focus("#f-issuer")
    for _ in range(turns):
        page.click("[data-turn]")
    page.mouse.click(*page.evaluate(PLACE_OF, "PENGUMUMAN"))
    page.wait_for_function("() => document.querySelector('#f-issuer').value === 'PENGUMUMAN'")


def test_a_page_on_its_side_leaves_no_hole_above_it(review):
    page = review()
    page.click("[data-turn]")
    top = "selector => document.querySelector(selector).getBoundingClientRect().top"
    assert abs(page.evaluate(top, ".sheet") - page.evaluate(top, ".page")) < 3


def test_what_a_code_means_stands_below_it_at_once(review):
    page = review()
    page.fill("#f-code", "")
    page.type("#f-code", "siaran pers")
    page.wait_for_selector("#l-code [data-value]")
    below = "() => document.querySelector('#l-code').getBoundingClientRect().bottom - innerHeight"
    assert page.evaluate(below) <= 0, "the list is cut off"
    page.press("#f-code", "ArrowDown")
    page.press("#f-code", "Enter")
    page.wait_for_function("() => document.querySelector('#arti-kode').innerText.includes('menunggu')")
    assert re.search(r"\d th aktif \+ \d th inaktif", page.inner_text("#arti-kode"))
    page.fill("#f-code", "ZZ.99")
    page.press("#f-code", "Escape")
    page.press("#f-code", "Tab")
    page.wait_for_selector("#p-code >> text=tidak ada dalam skema")
    assert faults(page) == []


def test_what_could_not_be_saved_says_so_and_is_saved_later(review):
    page = review()
    page.context.set_offline(True)
    page.fill("#f-issuer", "Ketua Rekaan")
    page.press("#f-issuer", "Tab")
    page.wait_for_selector("#tersimpan >> text=Belum tersimpan")
    page.context.set_offline(False)
    page.wait_for_selector("#tersimpan .icon")
    assert stored().facts.issuer == "Ketua Rekaan"


@pytest.mark.parametrize("part", ["?q=layanan#halaman-1", "?teks=1#halaman-1"])
def test_whoever_comes_to_a_page_of_the_paper_still_has_its_tools(review, part):
    page = review(part=part)
    page.wait_for_load_state("load")
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    top = "selector => document.querySelector(selector).getBoundingClientRect().top"
    assert page.evaluate(top, ".tools") >= page.evaluate(top, ".viewer")

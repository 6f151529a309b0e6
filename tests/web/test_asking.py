"""Questions as people type them into the search box, in Chromium: what comes, what is said of it, and the way back."""

from __future__ import annotations

import pytest

from tests.web.browsing import faults, overflows
from tests.web.conftest import DECISION, LETTER


def ask(site, typed, **options):
    page = site.open("siti", "/cari/?di=semua", **options)
    page.fill("#q", typed)
    page.press("#q", "Enter")
    page.wait_for_selector(".results")
    return page


def first(page) -> str:
    return page.locator(".hit .mono").first.inner_text()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("SK tim pendokumentasian", DECISION),
        ("siapa yang menjadi tim pendokumentasian?", DECISION),
        ("bagaimana jadwal layanan informasi", LETTER),
        (DECISION, DECISION),
    ],
)
def test_a_question_finds_its_paper_first(site, typed, wanted):
    assert first(ask(site, typed)) == wanted


def test_a_misspelt_word_is_put_right_and_one_click_searches_for_it_as_typed(site):
    page = ask(site, "pendokumentasain")
    assert first(page) == DECISION
    notice = page.locator(".notice", has_text="Tidak ada naskah dengan kata")
    assert "pendokumentasian" in notice.inner_text()
    notice.locator("a").click()
    page.wait_for_selector(".empty")
    assert page.input_value("#q") == '"pendokumentasain"'
    assert page.troubles == []


def test_a_paper_that_lacks_a_word_says_which(site):
    page = ask(site, "tim pendokumentasian hipopotamus")
    assert first(page) == DECISION
    assert "hipopotamus" in page.locator(".hit .missing").first.inner_text()
    assert "tidak satu pun memuat semua kata" in page.locator(".count").inner_text()


@pytest.mark.parametrize("width", [360, 1366])
def test_what_is_said_of_a_question_can_be_read_on_every_screen(site, width):
    page = ask(site, "pendokumentasain hipopotamus tim", viewport={"width": width, "height": 768})
    assert not overflows(page)
    assert faults(page) == []

"""Coming in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.web.throttle import PER_NAME, Throttle

PASSWORD = "kenanga-2024-siti"


def try_in(browser, name="siti", password="salah-benar-salah"):
    return browser.post("/masuk/", {"name": name, "password": password})


def test_the_right_password_leads_to_the_front_page(as_):
    browser = as_()
    answer = try_in(browser, password=PASSWORD)
    assert answer.status_code == 302
    assert browser.get("/antrean/").status_code == 200


def test_the_session_cookie_is_hidden_from_scripts(as_):
    cookie = try_in(as_(), password=PASSWORD).cookies["berkas_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(as_):
    wrong_password, wrong_name = try_in(as_()), try_in(as_(), name="siapa")
    assert wrong_password.status_code == wrong_name.status_code == 403
    assert _said_to(wrong_password, "siti") == _said_to(wrong_name, "siapa")


def _said_to(answer, name: str) -> list[str]:
    """The lines of the page, but for what was typed and the token of the form."""
    page = answer.content.decode().replace(f'value="{name}"', "").split("<main")[1]
    return [line for line in page.splitlines() if "csrf" not in line]


@pytest.mark.parametrize("name", ["siti", "siapa"])
def test_after_several_failures_a_name_waits_at_this_address(as_, name):
    browser = as_()
    for _ in range(PER_NAME):
        assert try_in(browser, name=name).status_code == 403
    assert try_in(browser, name=name, password=PASSWORD).status_code == 429


def test_other_names_need_not_wait(as_):
    for _ in range(PER_NAME):
        try_in(as_(), name="budi")
    assert try_in(as_(), password=PASSWORD).status_code == 302


def test_the_wait_ends():
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(PER_NAME):
        assert throttle.begin("siti", "10.0.0.1")
    assert not throttle.begin("siti", "10.0.0.1")
    now[0] = 16 * 60
    assert throttle.begin("siti", "10.0.0.1")


def test_nobody_locks_another_out_from_elsewhere():
    throttle = Throttle(lambda: 0.0)
    for _ in range(3 * PER_NAME):
        throttle.begin("siti", "10.0.0.1")
    assert throttle.begin("siti", "10.0.0.2")


def test_a_browser_that_is_known_is_not_locked_out_by_strangers_at_its_address(as_):
    known = as_()
    try_in(known, password=PASSWORD)
    known.post("/keluar/")
    for number in range(40):
        try_in(as_(), name=["siti", f"nama{number}"][number % 2])
    assert try_in(as_(), password=PASSWORD).status_code == 429
    assert try_in(known, password=PASSWORD).status_code == 302


def test_a_known_browser_has_no_more_tries_than_others(as_):
    browser = as_()
    try_in(browser, password=PASSWORD)
    browser.post("/keluar/")
    assert [try_in(browser).status_code for _ in range(PER_NAME + 1)] == [403] * PER_NAME + [429]


def test_a_forged_device_is_a_stranger(as_):
    browser = as_()
    browser.cookies["berkas_device"] = "siti:palsu"
    assert [try_in(browser).status_code for _ in range(PER_NAME + 1)] == [403] * PER_NAME + [429]


def test_of_many_attempts_at_once_five_are_looked_at():
    throttle = Throttle(lambda: 0.0)
    with ThreadPoolExecutor(24) as several:
        answers = list(several.map(lambda _: throttle.begin("siti", "10.0.0.1"), range(24)))
    assert answers.count(True) == PER_NAME


def test_one_machine_has_one_ipv6_network():
    throttle = Throttle(lambda: 0.0)
    answers = [throttle.begin("siti", f"2001:db8:1:2::{number}") for number in range(1, PER_NAME + 2)]
    assert answers[-1] is False
    assert throttle.begin("siti", "2001:db8:1:3::1")


def test_an_address_that_tries_many_names_waits():
    throttle = Throttle(lambda: 0.0)
    for number in range(25):
        throttle.begin(f"nama{number}", "10.0.0.1")
    assert not throttle.begin("siti", "10.0.0.1")
    assert throttle.begin("siti", "10.0.0.2")


def test_login_leads_on_within_the_house_only(as_):
    inside = as_().post("/masuk/", {"name": "siti", "password": PASSWORD, "next": "/daftar/"})
    outside = as_().post("/masuk/", {"name": "siti", "password": PASSWORD, "next": "https://jahat.invalid/"})
    assert inside["Location"] == "/daftar/"
    assert outside["Location"] == "/"


def test_logging_out_ends_the_session(as_):
    browser = as_("siti")
    browser.post("/keluar/")
    assert browser.get("/antrean/").status_code == 302


def test_a_form_without_its_token_is_refused(office, as_):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    assert strict.post("/masuk/", {"name": "siti", "password": PASSWORD}).status_code == 403


def test_the_pages_are_indonesian_whatever_the_browser_prefers(as_):
    answer = as_().get("/masuk/", headers={"Accept-Language": "en-US,en"})
    assert '<html lang="id">' in answer.content.decode()


def test_english_is_a_choice_that_stays(as_):
    browser = as_()
    browser.post("/bahasa/", {"language": "en"})
    assert '<html lang="en">' in browser.get("/masuk/").content.decode()


def test_whose_session_has_ended_comes_back_to_the_page_that_asked(as_):
    asked = {"HX-Request": "true", "HX-Current-URL": "http://localhost/antrean/?tampil=semua"}
    answer = as_().get("/antrean/kabar/", headers=asked)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/masuk/?next=%2Fantrean%2F%3Ftampil%3Dsemua")


def test_an_address_elsewhere_is_no_page_to_come_back_to(as_):
    answer = as_().get("/antrean/kabar/", headers={"HX-Request": "true", "HX-Current-URL": "https://jahat.invalid//pencuri/"})
    assert "jahat" not in answer["HX-Redirect"]

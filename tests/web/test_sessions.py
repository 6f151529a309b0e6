"""How long a session lasts, and what a browser keeps of exempt papers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.archive import ledger
from pipeline.records import access_book
from pipeline.web import idle
from tests.web.conftest import LETTER, SECRET, password


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(idle, "activity", idle.Activity(lambda: now[0]))
    return now


def log_in(browser, name="siti", **more):
    answer = browser.post("/masuk/", {"name": name, "password": password(name), **more})
    assert answer.status_code == 302
    return answer


def test_a_session_ends_with_the_browser(as_):
    assert log_in(as_()).cookies["berkas_session"]["max-age"] == ""


def test_who_chooses_so_stays_logged_in(as_, clock):
    browser = as_()
    assert log_in(browser, stay="on").cookies["berkas_session"]["max-age"] == 12 * 3600
    browser.get("/antrean/")
    clock[0] += 2 * idle.IDLE_SECONDS
    assert browser.get("/antrean/").status_code == 200


def test_who_does_nothing_is_logged_out(as_, clock):
    browser = as_("siti")
    for _ in range(3):
        clock[0] += idle.IDLE_SECONDS - 1
        assert browser.get("/antrean/").status_code == 200
    clock[0] += idle.IDLE_SECONDS + 1
    assert browser.get("/antrean/")["Location"].startswith("/masuk/")
    assert browser.get("/daftar/").status_code == 302


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/antrean/kabar/", {}),
        (f"/berkas/{LETTER}/teman/", {}),
        (f"/berkas/{LETTER}/dibaca/", {}),
        ("/unggah/00000000000000000000000000000000/", {}),
        ("/antrean/", {"HX-Trigger": "daftar-antrean"}),
    ],
)
def test_what_a_page_asks_by_itself_keeps_no_session_alive(as_, clock, path, headers):
    browser = as_("siti")
    browser.get("/antrean/")
    for _ in range(4):
        clock[0] += idle.IDLE_SECONDS / 3
        answer = browser.get(path, headers={"HX-Request": "true", **headers})
    assert answer.headers["HX-Redirect"].startswith("/masuk/")


def test_sessions_that_have_expired_are_cleared_at_the_next_login(as_):
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    log_in(as_(), "dewi")
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    log_in(as_())
    assert Session.objects.filter(expire_date__lt=timezone.now()).count() == 0


@pytest.mark.parametrize("what", ["halaman/1-160.jpg", "potongan/1/0-0-10000-2000.jpg", "asli/", "teks/", "kata/1.json", ""])
def test_a_browser_keeps_nothing_of_an_exempt_paper(as_, what):
    assert "no-store" in as_("dewi").get(f"/berkas/{SECRET}/{what}")["Cache-Control"]


def test_pictures_of_other_papers_travel_once(as_):
    assert as_("dewi").get(f"/berkas/{LETTER}/asli/")["Cache-Control"] == "private, no-cache"


def test_logins_stand_in_the_access_book_and_the_administrators_in_the_recap_book_too(as_, office):
    log_in(as_(), "siti")
    log_in(as_(), "admin")
    told = [(line["act"], line["by"]) for line in ledger.read(access_book.folder(office.home))]
    assert told == [("login", "siti"), ("login", "admin")]
    acts = [(line["act"], line["by"]) for line in ledger.read(office.home.archive / "ledger")]
    assert ("login", "admin") in acts
    assert ("login", "siti") not in acts


def test_an_old_password_is_guessed_at_five_times_and_no_more(as_):
    browser = as_("siti")
    wrong = {"old": "salah-salah-betul", "password": "melati-putih-2025", "repeated": "melati-putih-2025"}
    for _ in range(5):
        browser.post("/akun/", wrong)
    right = browser.post("/akun/", wrong | {"old": password("siti")})
    assert "Terlalu banyak percobaan" in right.content.decode()

"""What the pages let a browser do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline.web

TEMPLATES = sorted(Path(pipeline.web.__file__).parent.rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_script_or_style_of_its_own(template):
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=|javascript:", text)
    assert not re.search(r"\|safe|autoescape off|hx-on", text)


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(as_):
    policy = as_("siti").get("/antrean/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_nobody_may_frame_the_pages(as_):
    assert as_("siti").get("/antrean/")["X-Frame-Options"] == "DENY"


def test_pages_are_not_kept_on_a_shared_computer(as_):
    assert "no-store" in as_("siti").get("/berkas/2026-000001/")["Cache-Control"]


def test_the_dress_is_kept_for_ever(as_):
    address = re.search(r'href="(/static/[^"]+\.css)"', as_().get("/masuk/").content.decode())[1]
    answer = as_().get(address, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("name", ["../settings.py", "..%2fsettings.py", "nope.css", "/etc/passwd"])
def test_nothing_else_is_served(as_, name):
    assert as_().get(f"/static/x/{name}").status_code == 404


def test_the_first_page_travels_in_less_than_sixty_kilobytes(as_):
    from pipeline.web.assets import assets

    page = as_("siti").get("/antrean/", headers={"Accept-Encoding": "gzip"})
    dress = sum(len(asset.packed) for name, asset in assets().items() if name.rpartition(".")[2] in {"css", "js", "svg"})
    assert len(page.content) + dress < 60_000


def test_an_old_form_is_refused_on_a_page_of_ours(office):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True, SERVER_NAME="localhost").post("/masuk/", {"name": "siti"})
    assert answer.status_code == 403
    assert "kedaluwarsa" in answer.content.decode()
    assert "<style" not in answer.content.decode()


def test_an_error_of_ours_is_told_without_its_insides(office, monkeypatch):
    from django.test import Client

    from pipeline.catalogue import models
    from pipeline.web.views import ledger

    def fail(*_):
        raise ZeroDivisionError("rahasia dapur")

    monkeypatch.setattr(ledger.access, "visible_records", fail)  # type: ignore[attr-defined]  # an import of that module
    browser = Client(SERVER_NAME="localhost", raise_request_exception=False)
    browser.force_login(models.Person.objects.get(pk="siti"))
    answer = browser.get("/buku-rekap/")
    assert answer.status_code == 500
    assert "Tidak ada naskah yang hilang" in answer.content.decode()
    assert "rahasia dapur" not in answer.content.decode()

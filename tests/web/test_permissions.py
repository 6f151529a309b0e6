"""Every address says who may open it, and means it."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, get_resolver

from pipeline.document import Role

LETTER = "2026-000001"
ALL = {"tamu", "siti", "budi", "rahma", "admin"}
OFFICE, READERS = {"siti", "budi", "rahma"}, {"tamu", "siti", "budi", "rahma"}
DOORS = {
    "/": ALL,
    "/antrean/": OFFICE,
    "/antrean/kabar/": OFFICE,
    f"/berkas/{LETTER}/": READERS,
    f"/berkas/{LETTER}/halaman/1-160.jpg": READERS,
    f"/berkas/{LETTER}/asli/": READERS,
    f"/berkas/{LETTER}/teks/": READERS,
    f"/berkas/{LETTER}/teman/": OFFICE,
    f"/berkas/{LETTER}/dibaca/": OFFICE,
    f"/berkas/{LETTER}/kata/1.json": OFFICE,
    f"/berkas/{LETTER}/potongan/1/0-0-10000-2000.jpg": READERS,
    "/kode/": OFFICE,
    "/cari/": READERS,
    "/cari/saran/": READERS,
    "/cari/unduh.csv": READERS,
    "/daftar/": READERS,
    "/daftar/unduh.csv": READERS,
    "/jatuh-tempo/": OFFICE,
    "/dikecualikan/": {"rahma"},
    "/dikecualikan/unduh.csv": {"rahma"},
    "/buku-rekap/": OFFICE,
    "/unggah/": OFFICE,
    "/unggah/00000000000000000000000000000000/": OFFICE,
    "/orang/": {"admin"},
    "/akun/": ALL,
    "/buku-akses/": {"rahma"},
}
POSTED = {
    f"/berkas/{LETTER}/tindakan/": OFFICE,
    f"/berkas/{LETTER}/simpan/": OFFICE,
    "/antrean/tindakan/": OFFICE,
    "/jatuh-tempo/peristiwa/": OFFICE,
    "/jatuh-tempo/nama/": OFFICE,
    "/jatuh-tempo/tahan/": OFFICE,
    "/jatuh-tempo/pindah/": OFFICE,
    "/atas-nama/": ALL,
    "/unggah/": OFFICE,
}


def patterns() -> list[URLPattern]:
    return [pattern for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)]


def test_every_view_says_who_may(office):
    without = [str(pattern.pattern) for pattern in patterns() if not hasattr(pattern.callback, "rule")]
    assert without == []


def test_only_entrance_and_dress_need_no_login(office):
    assert {p.name for p in patterns() if p.callback.rule.roles is None} == {"login", "logout", "language", "asset"}  # type: ignore[attr-defined]  # set by the decorators


def test_the_door_table_covers_every_address(office):
    from django.urls import resolve

    covered = {resolve(path).url_name for path in [*DOORS, *POSTED]}
    assert {pattern.name for pattern in patterns()} - covered == {"login", "logout", "language", "asset"}


@pytest.mark.parametrize("path", DOORS)
def test_a_door_opens_for_its_roles_only(path, as_, file):
    file(LETTER)
    for name in ALL:
        status = as_(name).get(path).status_code
        assert (status != 403) == (name in DOORS[path]), (name, path, status)
        assert status in {200, 204, 302, 403}


@pytest.mark.parametrize("path", POSTED)
def test_a_door_for_acts_opens_for_its_roles_only(path, as_):
    for name in ALL:
        status = as_(name).post(path).status_code
        assert (status != 403) == (name in POSTED[path]), (name, path, status)


@pytest.mark.parametrize("path", [*DOORS, *POSTED])
def test_whoever_is_not_logged_in_is_sent_to_the_login(path, as_):
    for answer in (as_().get(path), as_().post(path)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/masuk/")


def test_htmx_is_sent_to_the_login_as_a_whole_page(as_):
    answer = as_().get("/antrean/kabar/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/masuk/"


def test_a_page_that_is_only_read_takes_no_post(as_):
    assert as_("siti").post("/antrean/").status_code == 405


def test_someone_who_has_left_the_office_is_out_at_once(as_, office):
    from pipeline.document import Actor
    from pipeline.records import people

    browser = as_("siti")
    assert browser.get("/antrean/").status_code == 200
    people.add(office.home, Actor("root", None, door="cli"), "siti", Role.DESK, active=False)
    assert browser.get("/antrean/").status_code == 302

"""One's own account, and what the administrator's page does to those of others."""

from __future__ import annotations

from pipeline.archive import ledger
from pipeline.document import Role
from tests.web.conftest import OPERATOR, password


def acts(office, name: str) -> list[tuple[str, str]]:
    lines = ledger.read(office.home.archive / "ledger")
    return [(line["act"], line["by"]) for line in lines if line["subject"] == f"people/{name}"]


def person(name: str):
    from pipeline.catalogue import models

    return models.Person.objects.get(pk=name)


def test_two_new_passwords_that_differ_change_nothing(as_, office) -> None:
    answer = as_("siti").post("/akun/", {"old": password("siti"), "password": "melati-putih-2025", "repeated": "melati-putih-2026"})
    assert answer.status_code == 409
    assert acts(office, "siti")[-1][0] != "password"


def test_a_trivial_new_password_is_refused_with_a_sentence(as_) -> None:
    answer = as_("siti").post("/akun/", {"old": password("siti"), "password": "kor-kor-kor", "repeated": "kor-kor-kor"})
    assert answer.status_code == 409
    assert "pengulangan" in answer.content.decode()


def test_an_administrators_reset_stands_in_the_book_and_ends_the_sessions(as_, office) -> None:
    browser = as_("siti")
    as_("admin").post("/orang/", {"name": "siti", "role": "desk", "active": "on", "password": "melati-putih-2025"})
    assert acts(office, "siti")[-1] == ("password", "admin")
    assert browser.get("/antrean/").status_code == 302


def test_an_administrators_change_of_their_own_password_leaves_them_logged_in(as_) -> None:
    browser = as_("admin")
    browser.post("/orang/", {"name": "admin", "role": "admin", "active": "on", "password": "melati-putih-2025"})
    assert browser.get("/orang/").status_code == 200


def test_a_refused_weak_password_creates_nobody(as_) -> None:
    from pipeline.catalogue import models

    form = {"new": "1", "name": "baru", "role": "desk", "active": "on", "password": "kor-kor-kor"}
    assert as_("admin").post("/orang/", form).status_code == 409
    assert not models.Person.objects.filter(pk="baru").exists()


def test_adding_a_name_that_somebody_has_reactivates_nobody(as_, office) -> None:
    from pipeline.records import people

    people.add(office.home, OPERATOR, "siti", Role.READER, active=False)
    form = {"new": "1", "name": "siti", "role": "desk", "active": "on", "password": "melati-putih-2025"}
    answer = as_("admin").post("/orang/", form)
    assert answer.status_code == 409
    assert "Sudah ada pengguna bernama" in answer.content.decode()
    assert (person("siti").is_active, person("siti").role) == (False, "reader")


def test_a_record_tells_who_verified_and_ratified_it_by_full_name_and_position(as_, office, file) -> None:
    from pipeline.records import people

    told = {"full_name": "Dewi Lestari, S.H.", "nip": "198703122010122004", "position": "Kasubbag Teknis"}
    people.add(office.home, OPERATOR, "dewi", Role.DESK, details=told)
    file("2026-000001")
    page = as_("siti").get("/berkas/2026-000001/").content.decode()
    assert "Dewi Lestari, S.H., Kasubbag Teknis, NIP 198703122010122004" in page


def test_the_book_tells_what_was_changed_of_a_person(as_, office) -> None:
    as_("admin").post("/orang/", {"name": "siti", "role": "ppid", "active": "on"})
    page = as_("siti").get("/buku-rekap/").content.decode()
    assert "peran: Desk Pelayanan Informasi → PPID" in page

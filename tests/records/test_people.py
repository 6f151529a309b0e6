"""People: what the recap book tells of them, which passwords will do, and what a change of one thing leaves alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password

from pipeline.approval import WrongValue
from pipeline.archive import ledger
from pipeline.catalogue import models
from pipeline.document import Actor, Role
from pipeline.home import Home
from pipeline.records import people
from tests.builders.home import MACHINE

STRONG, STRONGER = "pintu-kayu-jati-9", "jendela-besi-tua-4"
ADMIN = Actor("adi", Role.ADMIN, door="web")


def acts(home: Home, name: str) -> list[tuple[str, str]]:
    lines = ledger.read(home.archive / "ledger")
    return [(line["act"], line["by"]) for line in lines if line["subject"] == f"people/{name}"]


def stands(name: str) -> models.Person:
    return models.Person.objects.get(pk=name)


def test_a_reset_of_a_password_stands_in_the_recap_book_without_the_password(home: Home) -> None:
    people.reset_password(home, ADMIN, "sari", STRONG)
    assert acts(home, "sari")[-1] == ("password", "adi")
    assert check_password(STRONG, stands("sari").password)
    assert STRONG not in "".join(path.read_text() for path in (home.archive / "ledger").glob("*.jsonl"))


def test_people_change_their_own_password_with_the_one_they_have(home: Home) -> None:
    people.reset_password(home, ADMIN, "sari", STRONG)
    sari = people.get_actor("sari", "web")
    people.change_own_password(home, sari, STRONG, STRONGER)
    assert acts(home, "sari")[-1] == ("password", "sari")
    assert check_password(STRONGER, stands("sari").password)


def test_a_wrong_old_password_changes_nothing(home: Home) -> None:
    people.reset_password(home, ADMIN, "sari", STRONG)
    with pytest.raises(people.WrongPassword):
        people.change_own_password(home, people.get_actor("sari", "web"), "bukan-yang-ini", STRONGER)
    assert check_password(STRONG, stands("sari").password)


@pytest.mark.parametrize(
    "weak",
    [
        "pendek",
        "kor-kor-kor",
        "salah-salah-salah",
        "aaaaaaaaaaaa",
        "abcdefghijkl",
        "1234567890",
        "9876543210",
        "password123",
        "sarisarisari",
    ],
)
def test_a_weak_password_is_refused(home: Home, weak: str) -> None:
    with pytest.raises(people.WeakPassword):
        people.set_password("sari", weak)


def test_a_password_like_ones_own_name_is_refused(home: Home) -> None:
    people.add(home, ADMIN, "kartika.sari", Role.DESK, details={"full_name": "Kartika Sari Dewanti"})
    for alike in ("kartika.sari1", "Dewanti-sari1", "kartikasari"):
        with pytest.raises(people.WeakPassword):
            people.set_password("kartika.sari", alike)


@pytest.mark.parametrize("good", ["kenanga-2024-siti", STRONG, STRONGER, "sangat-panjang-sekali", "badiku-lumano-perasi-tuwayo"])
def test_an_ordinary_long_password_will_do(home: Home, good: str) -> None:
    people.set_password("sari", good)


def test_a_weak_password_adds_nobody(home: Home) -> None:
    with pytest.raises(people.WeakPassword):
        people.add(home, ADMIN, "baru", Role.DESK, password="kor-kor-kor")
    assert not models.Person.objects.filter(pk="baru").exists()
    assert acts(home, "baru") == []


def test_a_weak_password_changes_no_role(home: Home) -> None:
    with pytest.raises(people.WeakPassword):
        people.add(home, ADMIN, "sari", Role.PPID, password="kor-kor-kor")
    assert stands("sari").role == Role.DESK


def test_who_is_no_longer_active_stays_so_until_that_is_said(home: Home) -> None:
    people.add(home, ADMIN, "sari", Role.DESK, active=False)
    people.add(home, ADMIN, "sari", Role.PPID, password=STRONG)
    assert not stands("sari").is_active
    people.add(home, ADMIN, "sari", Role.PPID, active=True)
    assert stands("sari").is_active


def test_the_right_to_exempt_papers_stays_until_it_is_taken_away(home: Home) -> None:
    people.add(home, ADMIN, "dewi", Role.PPID)
    assert stands("dewi").exempt_right
    people.add(home, ADMIN, "dewi", Role.PPID, exempt_right=False)
    assert not stands("dewi").exempt_right


def test_a_role_that_may_not_have_the_right_loses_it(home: Home) -> None:
    people.add(home, ADMIN, "dewi", Role.READER)
    assert not stands("dewi").exempt_right


def test_full_name_number_and_position_are_kept_and_stay(home: Home) -> None:
    told = {"full_name": "Sari Kartika, S.AP.", "nip": "19870312 201012 2 004", "position": "Kasubbag Hukum"}
    people.add(home, ADMIN, "sari", Role.DESK, details=told)
    people.add(home, ADMIN, "sari", Role.PPID)
    person = stands("sari")
    assert (person.full_name, person.nip, person.position) == ("Sari Kartika, S.AP.", "198703122010122004", "Kasubbag Hukum")


@pytest.mark.parametrize("wrong", ["123", "19870312201012200X", "1" * 19])
def test_a_nip_has_eighteen_figures(home: Home, wrong: str) -> None:
    with pytest.raises(WrongValue, match="NIP"):
        people.add(home, ADMIN, "sari", Role.DESK, details={"nip": wrong})


def test_a_deputy_is_no_longer_one_once_that_is_revoked(home: Home) -> None:
    today = date.today().isoformat()
    people.set_deputy(home, MACHINE, "sari", "putra", today, today)
    people.revoke_deputy(home, ADMIN, "sari", "putra")
    assert acts(home, "sari")[-1] == ("revoke_deputy", "adi")
    with pytest.raises(people.NoDeputy):
        people.get_actor("sari a.n. putra", "cli")


def test_who_is_nobodys_deputy_cannot_be_revoked(home: Home) -> None:
    with pytest.raises(people.NotTheirDeputy):
        people.revoke_deputy(home, ADMIN, "sari", "putra")

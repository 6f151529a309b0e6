"""A deputy acts in another's role, for a time, under both names; what exempt papers they see stays their own right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline import approval
from pipeline.document import Role
from pipeline.home import Home
from pipeline.records import lifecycle, people
from tests.builders.home import MACHINE, verified

TODAY = date.today()


def deputise(home: Home, name: str = "sari", principal: str = "putra", first: int = -1, last: int = 1):
    since, until = ((TODAY + timedelta(days=days)).isoformat() for days in (first, last))
    return people.set_deputy(home, MACHINE, name, principal, since, until)


def test_the_recap_book_says_for_whom(home: Home) -> None:
    deputise(home)
    actor = people.get_actor("sari a.n. putra", "cli")
    assert (actor.role, actor.exempt_right) == (Role.PPID, False)
    filed = lifecycle.ratify(home, verified(home).id, actor)
    assert filed.history[-1].by == "sari a.n. putra"


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (1, 9)])
def test_only_on_its_days(home: Home, first: int, last: int) -> None:
    deputise(home, first=first, last=last)
    with pytest.raises(people.NoDeputy):
        people.get_actor("sari a.n. putra", "cli")


def test_nobody_is_a_deputy_by_saying_so(home: Home) -> None:
    for name, error in (
        ("sari a.n. putra", people.NoDeputy),
        ("sari a.n. siapa", people.UnknownPerson),
        ("siapa a.n. putra", people.UnknownPerson),
    ):
        with pytest.raises(error):
            people.get_actor(name, "cli")


def test_who_verified_may_not_ratify_as_a_deputy(home: Home) -> None:
    deputise(home, name="dewi")
    record = verified(home)
    with pytest.raises(approval.NotAllowed, match="yang memeriksa"):
        lifecycle.ratify(home, record.id, people.get_actor("dewi a.n. putra", "cli"))


def test_what_exempt_papers_a_deputy_sees_stays_their_own_right(home: Home) -> None:
    deputise(home)
    record = verified(home, category="dikecualikan_usul")
    with pytest.raises(approval.NotFound):
        lifecycle.ratify(home, record.id, people.get_actor("sari a.n. putra", "cli"))


def test_a_change_of_role_keeps_the_deputies_and_a_new_term_replaces_the_old(home: Home) -> None:
    deputise(home, first=-9, last=-5)
    deputise(home)
    file = people.add(home, MACHINE, "sari", Role.DESK, exempt_right=True)
    assert [one["for"] for one in file.data["deputies"]] == ["putra"]
    assert people.get_actor("sari a.n. putra", "cli").exempt_right


@pytest.mark.parametrize(
    "wrong",
    [
        ("sari", "sari", "2024-01-01", "2024-01-02"),
        ("sari", "putra", "2024-01-02", "2024-01-01"),
        ("sari", "putra", "", "2024-01-01"),
    ],
)
def test_a_term_that_cannot_be_is_refused(home: Home, wrong: tuple[str, str, str, str]) -> None:
    with pytest.raises(approval.WrongValue):
        people.set_deputy(home, MACHINE, *wrong)

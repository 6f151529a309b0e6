"""A secret access level beside a public category: verifying warns, ratifying and deciding anew refuse."""

from __future__ import annotations

import pytest

from pipeline.approval import WrongValue
from pipeline.document import Status
from pipeline.home import Home
from pipeline.records import amendment, lifecycle, validation
from tests.builders.home import DESK, PPID, filed, queued, verified

PUBLIC = ("berkala", "setiap_saat", "serta_merta")
SECRET = ("rahasia", "sangat_rahasia")


@pytest.mark.parametrize("category", PUBLIC)
@pytest.mark.parametrize("level", SECRET)
def test_it_is_verified_and_not_ratified(home: Home, category: str, level: str) -> None:
    record = verified(home, category=category, access_level=level)
    assert record.status is Status.VERIFIED
    assert validation.secret_in_public(record.facts)
    with pytest.raises(WrongValue, match="tingkat akses"):
        lifecycle.ratify(home, record.id, PPID)


@pytest.mark.parametrize("level", ["biasa", "terbatas"])
def test_other_levels_are_ratified(home: Home, level: str) -> None:
    assert filed(home, access_level=level).status is Status.FILED


@pytest.mark.parametrize("level", SECRET)
def test_what_is_proposed_to_be_exempt_may_be_secret(home: Home, level: str) -> None:
    record = verified(home, category="dikecualikan_usul", access_level=level)
    assert validation.secret_in_public(record.facts) is None
    assert lifecycle.ratify(home, record.id, PPID).status is Status.FILED


def test_a_filed_record_is_not_made_secret_and_public(home: Home) -> None:
    record = filed(home)
    with pytest.raises(WrongValue, match="tingkat akses"):
        amendment.amend(home, record.id, PPID, {"access_level": "rahasia"}, "salah")


def test_a_secret_paper_is_opened_only_with_its_level(home: Home) -> None:
    record = filed(home, category="dikecualikan_usul", access_level="rahasia")
    with pytest.raises(WrongValue, match="tingkat akses"):
        amendment.amend(home, record.id, PPID, {"category": "berkala"}, "dibuka")
    opened = amendment.amend(home, record.id, PPID, {"category": "berkala", "access_level": "biasa"}, "dibuka")
    assert opened.facts.access_level == "biasa"


def test_a_draft_may_say_anything_for_now(home: Home) -> None:
    record = lifecycle.edit(home, queued(home).id, DESK, {"category": "berkala", "access_level": "rahasia"})
    assert record.facts.access_level == "rahasia"

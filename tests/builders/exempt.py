"""Exempt papers in their states, for tests below the doors."""

from __future__ import annotations

from pipeline.document import Record
from pipeline.home import Home
from pipeline.records import exemptions
from tests.builders.home import DESK, PPID, a_decision_on, filed

SHEET = {"basis": "h", "harm": "data keluarga terbuka", "benefit": "tidak ada", "until": "2099-01-31"}
"""What the sheet of a consequence test says."""


def proposed(home: Home) -> Record:
    """A filed paper that is proposed to be exempt."""
    return filed(home, category="dikecualikan_usul", title="Rahasia keluarga")


def settled(home: Home) -> Record:
    """The same with its sheet and the decision that settles it."""
    record = proposed(home)
    decision = a_decision_on(home, record)
    exemptions.write_consequence_test(home, record.id, DESK, **SHEET)
    return exemptions.settle_exemption(home, record.id, PPID, decision.id)

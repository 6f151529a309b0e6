"""Dossiers that bear the title of an exempt paper: hidden in every order of events, until they are given a new name."""

from __future__ import annotations

import json
import re
from contextlib import suppress

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import approval
from pipeline.catalogue import database, decisions, models
from pipeline.cli import json_shapes
from pipeline.document import Actor
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.language.phrases import translate_older
from pipeline.maintenance import rebuild
from pipeline.records import dossier_access, dossier_naming, dossiers, due_list, holds, lifecycle, retention_events, set_aside
from pipeline.records.search import hidden_ledger_subjects
from tests.builders.home import CLERK, DESK, MACHINE, PPID, READER, a_home, filed, queued, scratch, stands

WORD = "Ombakraya"
SECRET = {"title": f"Cuti {WORD}", "code": "HM.02", "category": "dikecualikan_usul", "access_level": "biasa", "date": "2024-03-14"}
OPEN = SECRET | {"title": "Cuti", "category": "setiap_saat"}


def names(actor: Actor) -> list[str]:
    return [one.file.id for one in dossiers.list_dossiers(actor)]


def born_of_a_secret(home: Home) -> str:
    return dossiers.put_in_dossier(home, queued(home, **SECRET).id, DESK, dossiers.NEW).dossier


# --- Histories ------------------------------------------------------------------------------------------------------------------


class Life:
    """An exempt paper (its title says so only while it is exempt), an open one, and the dossiers that are opened for them."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.secret, self.open = queued(home, **SECRET).id, filed(home, **OPEN).id

    def do(self, step: str) -> None:
        with suppress(Failure):
            getattr(self, step)()

    def dossier(self) -> str:
        return max((file.id for file in decisions.iter_decisions("dossiers") if not dossier_access.is_replaced(file)), default="")

    def open_from_it(self) -> None:
        dossiers.put_in_dossier(self.home, self.secret, PPID, dossiers.NEW)

    def open_by_hand_for_it(self) -> None:
        name = dossiers.open_dossier(self.home, "HM.02", SECRET["title"], DESK, on="2024-01-05").id
        if not approval.is_exempt(stands(self.secret)):
            lifecycle.edit(self.home, self.secret, DESK, SECRET)
        dossiers.join_dossier(self.home, self.secret, PPID, name)

    def verify_into_a_new_one(self) -> None:
        dossiers.choose_dossier(self.home, self.secret, DESK, dossiers.NEW, SECRET)
        lifecycle.verify(self.home, self.secret, DESK, SECRET)

    def undo(self) -> None:
        set_aside.undo(self.home, self.secret, DESK)

    def lay_it_in(self) -> None:
        dossiers.join_dossier(self.home, self.secret, PPID, self.dossier())

    def take_it_out(self) -> None:
        dossiers.join_dossier(self.home, self.secret, PPID, "")

    def lay_the_open_one_in(self) -> None:
        dossiers.join_dossier(self.home, self.open, PPID, self.dossier())

    def take_the_open_one_out(self) -> None:
        dossiers.join_dossier(self.home, self.open, PPID, "")

    def make_it_open(self) -> None:
        lifecycle.edit(self.home, self.secret, DESK, {"title": OPEN["title"], "category": OPEN["category"]})

    def make_it_exempt(self) -> None:
        lifecycle.edit(self.home, self.secret, DESK, {"title": SECRET["title"], "category": SECRET["category"]})

    def close(self) -> None:
        retention_events.record_event(
            self.home, retention_events.parse_event(self.home, "FC", self.dossier(), "2024-06-30", PPID), PPID
        )

    def hold(self) -> None:
        holds.hold(self.home, self.dossier(), "dispute", PPID, f"gugatan {WORD}")

    def name_anew(self) -> None:
        dossier_naming.rename_dossier(self.home, self.dossier(), "Cuti pegawai", DESK)


STEPS = [step for step in vars(Life) if not step.startswith("_") and step not in {"do", "dossier"}]


def told(life: Life, actor: Actor) -> str:
    """All that the doors below the pages say of dossiers to somebody."""
    hidden, unknown = hidden_ledger_subjects(actor), dossier_access.hidden_dossiers(actor)
    lines = [json.loads(row.line) for row in models.LedgerLine.objects.all() if row.subject not in hidden]
    seen = [
        line | {"detail": dossier_access.redact_names(line["detail"], unknown)} for line in lines if line["subject"] != life.secret
    ]
    record = stands(life.open)
    said = (
        [json_shapes.dossier(one) for one in dossiers.list_dossiers(actor)],
        json_shapes.record(record, actor),
        dossiers.suggest(record, actor),
    )
    due = [shape for shape in json_shapes.due(due_list.due(actor, "2099-01-01", whole=True), actor) if shape["id"] != life.secret]
    return f"{seen} {said} {due}".lower()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(STEPS), min_size=2, max_size=9))
def test_in_no_order_of_events_does_a_dossier_tell_what_an_exempt_paper_was_called(steps: list[str]) -> None:
    with scratch() as folder:
        life = Life(a_home(folder / "rumah"))
        for step in steps:
            life.do(step)
            for actor in (CLERK, READER):
                # A reason that is typed for a dossier which everybody knows is not the dossier's.
                assert WORD.lower() not in told(life, actor).replace(f"gugatan {WORD}".lower(), ""), step
        database.close()


def test_a_reason_of_a_hidden_dossier_is_not_told_of_the_open_paper_in_it(home: Home) -> None:
    life = Life(home)
    for step in ("open_from_it", "lay_the_open_one_in", "hold"):
        getattr(life, step)()
    mine, theirs = (holds.Holds(actor).sentences(stands(life.open), "2024-06-01") for actor in (PPID, CLERK))
    assert mine == (f"ditahan (sengketa): gugatan {WORD}",)
    assert theirs == ("ditahan (sengketa): ditetapkan PPID",)


# --- A new name -----------------------------------------------------------------------------------------------------------------


def test_a_new_name_takes_everything_along(home: Home) -> None:
    old, paper = born_of_a_secret(home), filed(home, **OPEN)
    dossiers.join_dossier(home, paper.id, PPID, old)
    retention_events.record_event(home, retention_events.parse_event(home, "FC", old, "2024-06-30", PPID), PPID)
    holds.hold(home, old, "audit", PPID, "diperiksa")
    before = stands(paper.id)
    new = dossier_naming.rename_dossier(home, old, "Cuti pegawai", DESK)
    after = stands(paper.id)
    assert new.id.startswith("hm.02-2024-cuti-pegawai-")
    assert (new.data["title"], new.data["dates"]) == ("Cuti pegawai", {"FC": "2024-06-30"})
    assert (after.dossier, after.retention) == (new.id, before.retention)
    assert [hold.kind for hold in holds.Holds(CLERK).on(new.id)] == ["audit"]
    assert [names(actor) for actor in (DESK, CLERK)] == [[new.id], [new.id]]
    assert not dossier_access.knows_dossier(DESK, old)


def test_a_hidden_dossier_may_keep_its_title_when_somebody_says_so(home: Home) -> None:
    old = born_of_a_secret(home)
    new = dossier_naming.rename_dossier(home, old, SECRET["title"], DESK).id
    assert new.startswith("hm.02-2024-cuti-ombakraya-")
    dossiers.join_dossier(home, filed(home, **OPEN).id, PPID, new)
    assert names(CLERK) == [new]


def test_a_dossier_that_everybody_knows_takes_another_title_only(home: Home) -> None:
    name = dossiers.open_dossier(home, "HM.02", "Rapat", CLERK, on="2024-01-01").id
    with pytest.raises(approval.WrongValue, match="tidak ada yang berubah"):
        dossier_naming.rename_dossier(home, name, "Rapat", CLERK)
    with pytest.raises(approval.WrongValue):
        dossier_naming.rename_dossier(home, name, " ", CLERK)
    assert dossier_naming.rename_dossier(home, name, "Rapat pleno", CLERK).id.startswith("hm.02-2024-rapat-pleno-")


def test_a_new_dossiers_name_does_not_tell_of_a_hidden_one_with_the_same_title(home: Home) -> None:
    became_hidden = dossiers.put_in_dossier(home, (paper := queued(home, **OPEN).id), DESK, dossiers.NEW).dossier
    lifecycle.edit(home, paper, DESK, {"category": "dikecualikan_usul"})
    assert names(CLERK) == []
    name = dossiers.open_dossier(home, "HM.02", OPEN["title"], CLERK, on="2024-01-01").id
    other = dossiers.open_dossier(home, "HM.02", "Rapat", CLERK, on="2024-01-01").id
    assert len({became_hidden, name}) == 2
    assert [re.sub("[0-9a-f]{4}$", "", one) for one in (name, other)] == ["hm.02-2024-cuti-", "hm.02-2024-rapat-"]


def test_who_may_give_a_new_name(home: Home) -> None:
    old = born_of_a_secret(home)
    with pytest.raises(approval.NotAllowed):
        dossier_naming.rename_dossier(home, old, "Lain", READER)
    for name in (old, "tidak-ada"):
        with pytest.raises(dossiers.UnknownDossier):
            dossier_naming.rename_dossier(home, name, "Lain", CLERK)


def test_an_old_name_is_no_dossier_any_more(home: Home) -> None:
    old = born_of_a_secret(home)
    dossier_naming.rename_dossier(home, old, "Cuti pegawai", DESK)
    for wanted in (
        lambda: dossier_naming.rename_dossier(home, old, "Lain", DESK),
        lambda: dossiers.join_dossier(home, filed(home).id, PPID, old),
    ):
        with pytest.raises(dossiers.UnknownDossier):
            wanted()


# --- What a rebuild and an upgrade bring back ------------------------------------------------------------------------------------


def test_what_is_hidden_stays_hidden_after_a_rebuild(home: Home) -> None:
    for make_exempt_later in (False, True):
        paper = queued(home, **(OPEN if make_exempt_later else SECRET)).id
        dossiers.put_in_dossier(home, paper, DESK, dossiers.NEW)
        lifecycle.edit(home, paper, DESK, {"category": "dikecualikan_usul"}) if make_exempt_later else None
        dossiers.join_dossier(home, paper, DESK, "")
    assert (names(CLERK), len(names(DESK))) == ([], 2)
    rebuild.rebuild(home, MACHINE)
    assert (names(CLERK), len(names(DESK))) == ([], 2)


def test_an_upgrade_finds_the_exempt_past_of_records_that_are_there(home: Home) -> None:
    paper = queued(home, **OPEN).id
    dossiers.put_in_dossier(home, paper, DESK, dossiers.NEW)
    lifecycle.edit(home, paper, DESK, {"category": "dikecualikan_usul"})
    dossiers.join_dossier(home, paper, DESK, "")
    assert names(CLERK) == []
    call_command("migrate", "catalogue", "0003", verbosity=0, interactive=False)
    database.migrate()
    assert names(CLERK) == []
    assert models.Record.objects.get(pk=paper).exempt_dossiers.startswith("hm.02-2024-cuti-")


def test_the_reason_of_a_hold_that_was_moved_when_a_berkas_was_called_a_dosir_is_told_in_english() -> None:
    assert translate_older("ditahan sebelum dosir diberi nama baru", "en") == "held before the dossier was given its new name"

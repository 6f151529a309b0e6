"""Death at any instant loses nothing and doubles nothing: each act, killed before each of its steps, has happened or it has not."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import classification, intake
from pipeline.catalogue import database, decisions, models, staging, transactions
from pipeline.document import Disposition, Record, RetentionRule, Role, Status
from pipeline.document.pages import Page, Reading, TextSource
from pipeline.document.triggers import Trigger
from pipeline.home import Home
from pipeline.maintenance import check
from pipeline.records import (
    amendment,
    dossier_naming,
    dossiers,
    exemptions,
    holds,
    lifecycle,
    people,
    publication,
    retention_events,
    scheme_versions,
    set_aside,
    transfers,
)
from pipeline.training.papers import a_letter, as_txt
from pipeline.worker import indexer
from tests.builders import write
from tests.builders.deaths import every_death, picture, start_again
from tests.builders.home import DESK, MACHINE, PPID, a_home, opened, scratch

LETTER = as_txt(a_letter())
SAYS = Reading("text/plain", (Page(1, LETTER.decode(), TextSource.TEXT, 1.0),))
PROPOSED = classification.propose(SAYS, classification.load_default(), classification.Office("KPU", "2101", ""), "surat.txt")
COMPLETE = {"title": "Judul", "code": "TU.01.2", "category": "setiap_saat", "date": "2024-03-14"}


def only(home: Home) -> Record:
    return models.Record.objects.get().record()


def read(home: Home, record: Record) -> Record:
    return lifecycle._queue_read(home, record, SAYS, PROPOSED, MACHINE)


def take(home: Home) -> None:
    for claim in intake.pending_claims(home.inbox):
        lifecycle.receive(home, claim, MACHINE)


def hand_in(home: Home, data: bytes = LETTER) -> None:
    intake.claim_copy(home.inbox, write(home.root, "luar", data), "surat.txt")


def received(home: Home) -> None:
    hand_in(home)
    take(home)


def queued(home: Home) -> None:
    received(home)
    read(home, only(home))


def verified(home: Home) -> None:
    queued(home)
    lifecycle.verify(home, only(home).id, DESK, COMPLETE)


def filed(home: Home) -> None:
    verified(home)
    lifecycle.ratify(home, only(home).id, PPID)


def transferred(home: Home) -> None:
    filed(home)
    transfers.transfer(home, only(home).id, DESK)


def aside(home: Home) -> None:
    queued(home)
    set_aside.set_aside(home, only(home).id, DESK, "kosong")


def disposed(home: Home) -> None:
    filed(home)
    transactions.commit_change(home, only(home).id, PPID, "dispose", lambda record: replace(record, status=Status.DISPOSED))


def with_twin(before: Callable[[Home], None], data: bytes = LETTER) -> Callable[[Home], None]:
    def prepare(home: Home) -> None:
        before(home)
        hand_in(home, data)

    return prepare


def reread(home: Home) -> None:
    other = Reading("text/plain", (Page(1, "dibaca lagi", TextSource.TEXT, 1.0),))
    transactions.commit_change(home, only(home).id, MACHINE, "reread", lambda record: record, reading=other)


FIRST, SECOND = (f"{date.today().year}-00000{number}" for number in (1, 2))
DOSSIER = "hm.02-2024-perkara-0000"

OWN = RetentionRule("TU.01.2", 4, 6, Trigger.CR, "", Disposition.MUSNAH, True, "jadwal kantor", "jra")
SCHEME = classification.Scheme("jra", (classification.SchemeRow("TU.01.2", "", "fasilitatif", "Penomoran", rule=OWN),))


@pytest.fixture(autouse=True)
def dossiers_are_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of a mark drawn by lot: what is left after a death is compared with what is left without one."""
    monkeypatch.setattr(secrets, "token_hex", lambda _: f"{len(list(decisions.iter_decisions('dossiers'))):04}")


DECISION = {"title": "Pengecualian informasi kelas TU.01.2", "document_type": "keputusan", "issuer": "Ketua"}


def with_proposal(home: Home) -> None:
    queued(home)
    lifecycle.verify(home, FIRST, DESK, COMPLETE | DECISION)
    lifecycle.ratify(home, FIRST, PPID)
    hand_in(home, b"lain")
    take(home)
    read(home, models.Record.objects.get(pk=SECOND).record())
    lifecycle.verify(home, SECOND, DESK, COMPLETE | {"category": "dikecualikan_usul"})
    lifecycle.ratify(home, SECOND, PPID)


def sheet(home: Home) -> None:
    exemptions.write_consequence_test(home, SECOND, DESK, basis="h", harm="rugi", benefit="kecil", until="2099-01-01")


def with_sheet(home: Home) -> None:
    with_proposal(home)
    sheet(home)


def a_dossier(home: Home) -> None:
    dossiers.open_dossier(home, "HM.02", "Perkara", DESK, on="2024-01-01")


def with_dossier(home: Home) -> None:
    filed(home)
    a_dossier(home)


def joined(home: Home) -> None:
    with_dossier(home)
    dossiers.join_dossier(home, only(home).id, PPID, DOSSIER)


def held_dossier(home: Home) -> None:
    joined(home)
    holds.hold(home, DOSSIER, "audit", PPID, "diperiksa")


def happen(home: Home, kind: str, subject: str) -> None:
    retention_events.record_event(home, retention_events.parse_event(home, kind, subject, "2024-06-30", PPID), PPID)


@dataclass(frozen=True)
class Scene:
    prepare: Callable[[Home], None]
    act: Callable[[Home], object]
    arrives: bool = False
    """A claimed paper is taken in by the next start, so that only the end is a sound outcome."""


SCENES = {
    "receive": Scene(hand_in, take, arrives=True),
    "a second copy": Scene(with_twin(queued), take, arrives=True),
    "a second copy of a filed record": Scene(with_twin(filed), take, arrives=True),
    "a second copy of a disposed record": Scene(with_twin(disposed), take, arrives=True),
    "a longer scan": Scene(with_twin(queued, LETTER + b"\nlebih panjang\n"), take, arrives=True),
    "read": Scene(received, lambda home: read(home, only(home))),
    "read again": Scene(queued, reread),
    "unreadable": Scene(received, lambda home: lifecycle.give_up(home, only(home).id, MACHINE)),
    "edit": Scene(queued, lambda home: lifecycle.edit(home, only(home).id, DESK, {"title": "Lain"}, place="Lemari 3")),
    "verify": Scene(queued, lambda home: lifecycle.verify(home, only(home).id, DESK, COMPLETE)),
    "ratify": Scene(verified, lambda home: lifecycle.ratify(home, only(home).id, PPID)),
    "return": Scene(verified, lambda home: lifecycle.return_to_desk(home, only(home).id, PPID, "salah kode")),
    "set aside": Scene(queued, lambda home: set_aside.set_aside(home, only(home).id, DESK, "kosong")),
    "restore": Scene(aside, lambda home: set_aside.restore(home, only(home).id, DESK)),
    "undo": Scene(verified, lambda home: set_aside.undo(home, only(home).id, DESK)),
    "change": Scene(filed, lambda home: amendment.amend(home, only(home).id, PPID, {"code": "HM.02"}, "salah kode")),
    "settle an exemption": Scene(with_sheet, lambda home: exemptions.settle_exemption(home, SECOND, PPID, FIRST)),
    "write a sheet": Scene(with_proposal, sheet),
    "open a dossier": Scene(filed, a_dossier),
    "join a dossier": Scene(with_dossier, lambda home: dossiers.join_dossier(home, only(home).id, PPID, DOSSIER)),
    "hold": Scene(filed, lambda home: holds.hold(home, only(home).id, "audit", PPID, "diperiksa")),
    "transfer": Scene(filed, lambda home: transfers.transfer(home, only(home).id, DESK)),
    "come back": Scene(transferred, lambda home: transfers.transfer(home, only(home).id, DESK, withdraw=True, why="salah boks")),
    "an event that moves nobody": Scene(queued, lambda home: happen(home, "STG", "pp")),
    "a deputy": Scene(received, lambda home: people.set_deputy(home, MACHINE, "sari", "putra", "2024-01-01", "2024-02-01")),
    "a new person": Scene(received, lambda home: people.add(home, MACHINE, "baru", Role.DESK)),
    "a person's role": Scene(received, lambda home: people.add(home, MACHINE, "sari", Role.PPID)),
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_after_death_at_any_instant_an_act_has_wholly_happened_or_not_at_all(scene: Scene) -> None:
    with scratch() as folder:
        die_everywhere(scene, folder)


def die_everywhere(scene: Scene, tmp_path: Path) -> None:
    prepared = a_home(tmp_path / "before")
    scene.prepare(prepared)
    before = picture(prepared)
    database.close()
    shutil.copytree(prepared.root, tmp_path / "after")
    done = opened(tmp_path / "after")
    scene.act(done)
    after = picture(done)
    assert before != after

    outcomes = []
    for home in every_death(prepared.root, tmp_path, scene.act):
        start_again(home)
        seen = picture(home)
        outcomes.append(seen == after)
        if scene.arrives or seen != before:
            assert seen == after
        assert not list(staging.staging_folder(home).iterdir())
        assert check.check(home, indexer.open_engine(home)) == []
    assert len(outcomes) >= 8
    assert any(outcomes)
    assert scene.arrives or not all(outcomes)


@dataclass(frozen=True)
class Long:
    """A decision of several acts: death may come between them."""

    prepare: Callable[[Home], None]
    act: Callable[[Home], object]
    done: Callable[[Home], bool]


def adopt(home: Home) -> None:
    with suppress(scheme_versions.AlreadyThere):
        scheme_versions.put_in_force(home, SCHEME, PPID)
    scheme_versions.adopt(home, "jra", PPID)


LONG = {
    "an event": Long(joined, lambda home: happen(home, "FC", DOSSIER), lambda home: only(home).retention.ends == "2029-06-30"),
    "a dossier's new name": Long(
        held_dossier,
        lambda home: dossier_naming.rename_dossier(home, DOSSIER, "Gugatan", PPID),
        lambda home: only(home).dossier == "hm.02-2024-gugatan-0001",
    ),
    "a scheme": Long(filed, adopt, lambda home: only(home).retention.ends == "2034-03-14"),
    "a register": Long(
        filed,
        lambda home: publication.publish(home, PPID),
        lambda home: decisions.get_decision("register", "0001") is not None and not publication.staleness(home).stale,
    ),
}


@pytest.mark.parametrize("long", LONG.values(), ids=LONG)
def test_a_decision_of_several_acts_is_never_half_an_act_and_is_finished_by_being_given_again(long: Long, tmp_path: Path) -> None:
    prepared = a_home(tmp_path / "before")
    long.prepare(prepared)
    deaths = 0
    for home in every_death(prepared.root, tmp_path, long.act):
        start_again(home)
        # What an event has not moved yet is named until it is given again.
        assert {finding.kind for finding in check.check(home, indexer.open_engine(home))} <= {"clock"}
        if not long.done(home):
            long.act(home)
        assert long.done(home)
        assert check.check(home, indexer.open_engine(home)) == []
        deaths += 1
    assert deaths >= 8

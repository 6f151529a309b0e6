"""Every command, whoever types it, on whatever record: it opens for whom the office's table says, and for nobody else.

The doors are collected from the program itself; one that is missing here fails the first test.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest
import typer
from django.db import connection
from django.test.utils import CaptureQueriesContext
from typer.testing import CliRunner

from pipeline import home as homes
from pipeline.catalogue import database, transactions
from pipeline.cli import decide
from pipeline.cli.app import app
from pipeline.cli.main import register
from pipeline.document import Actor, Role, Status
from pipeline.failures import Failure
from pipeline.records import dossier_naming, dossiers, exemptions, holds, lifecycle, people, retention_events, set_aside, transfers
from pipeline.worker import worker
from tests.builders.home import DESK, MACHINE, PPID, a_decision_on, a_home, filed, opened, queued, scratch, stands, verified

OPEN_CATEGORIES = ("berkala", "setiap_saat", "serta_merta")
EXEMPT = ("dikecualikan_usul", "dikecualikan")
EVERYBODY = {
    "dewi": ("desk", True),
    "sari": ("desk", False),
    "putra": ("ppid", True),
    "budi": ("ppid", False),
    "rani": ("reader", False),
    "adi": ("admin", False),
}
WHY = ("--why", "alasan")
register()
TREE = typer.main.get_command(app)
"""Grown once: that takes as long as most commands."""


@dataclass(frozen=True)
class Door:
    """A command that acts on one record: from which state, for which roles, and how it is typed."""

    state: str
    roles: str
    words: tuple[str, ...]
    categories: tuple[str, ...] = (*OPEN_CATEGORIES, *EXEMPT)
    """Of these the act is possible at all."""


ACTS = {
    "verify": Door("queued", "desk", ("{id}", "--set", "title=Judul", "--set", "code=HM.02")),
    "ratify": Door("verified", "ppid", ("{id}",)),
    "return": Door("verified", "ppid", ("{id}", *WHY)),
    "set-aside": Door("queued", "desk ppid", ("{id}", *WHY)),
    "requeue": Door("set_aside", "desk ppid", ("{id}",)),
    "undo": Door("verified", "dewi", ("{id}",)),
    "reread": Door("filed", "desk ppid", ("{id}",)),
    "retry": Door("unreadable", "desk ppid", ("{id}",)),
    "transfer": Door("due", "desk ppid", ("{id}",), (*OPEN_CATEGORIES, EXEMPT[0])),
    "change": Door("filed", "ppid", ("{id}", *WHY, "--set", "title=Lain")),
    "dossier join": Door("filed", "ppid", ("{dossier}", "{id}")),
    "dossier leave": Door("in dossier", "ppid", ("{id}",)),
    "hold": Door("filed", "ppid", ("{id}", "--kind", "audit", *WHY)),
    "release": Door("held", "ppid", ("{id}", "--kind", "audit", *WHY)),
    "exempt sheet": Door(
        "filed",
        "desk ppid",
        ("{id}", "--basis", "h", "--harm", "rugi", "--benefit", "kecil", "--until", "2099-01-01"),
        ("dikecualikan_usul",),
    ),
    "exempt settle": Door("with sheet", "ppid", ("{id}", "--decision", "{other}"), ("dikecualikan_usul",)),
}
OFFICE = {
    "trigger": ("ppid", ("STG", "pemilu-2024", "2024-10-20")),
    "dossier open": ("desk ppid", ("HM.02", "Perkara")),
    "dossier rename": ("desk ppid", ("{dossier}", "Perkara lain")),
    "dossier close": ("ppid", ("{dossier}",)),
    "scheme import": ("ppid", ("{scheme}",)),
    "scheme adopt": ("ppid", ("KPU 1257/2024",)),
    "register": ("ppid", ("--publish",)),
}
"""What the office decides beside its records: the roles, whoever has the exempt right or not."""
LOOKS = {
    "show": ("{id}",),
    "get": ("{id}", "-o", "{out}"),
    "queue": (),
    "search": ("pleno", "--in", "all", "--limit", "100"),
    "due": ("--on", "2100-01-01"),
    "dossier list": (),
    "dossier suggest": ("{id}",),
    "ledger": (),
    "dik": (),
    "access": (),
    "scheme list": (),
}
MACHINE_DOORS = {
    *("init", "up", "run", "add", "read", "propose"),
    *("check", "rebuild", "backup", "restore", "repair", "doctor", "user add", "user password", "user deputy", "user revoke"),
}
"""No person in particular: whoever may write the home may do it."""


def commands(of: typer.Typer = app, before: str = "") -> Iterator[str]:
    for command in of.registered_commands:
        yield before + (command.name or command.callback.__name__.replace("_", "-"))
    for group in of.registered_groups:
        yield from commands(group.typer_instance, f"{before}{group.name} ")  # type: ignore[arg-type]  # a group has one


def test_no_command_is_missing_from_the_tables() -> None:
    told = [*ACTS, *OFFICE, *LOOKS, *MACHINE_DOORS]
    assert len(told) == len(set(told))
    assert set(commands()) == set(told)


def bring(home: homes.Home, state: str, category: str) -> str:
    """A record of a category, brought into a state by those who may."""
    if state == "queued":
        return queued(home, category=category, title="Judul", code="HM.02").id
    if state == "set_aside":
        return set_aside.set_aside(home, queued(home, category=category).id, DESK, "salah").id
    if state == "unreadable":
        # A paper that cannot be read has no category yet; whatever it should have, the rule is the same.
        waiting = queued(home, category=category)
        return transactions.commit_change(
            home, waiting.id, MACHINE, "unreadable", lambda r: replace(r, status=Status.UNREADABLE, problem="rusak")
        ).id
    asked = "dikecualikan_usul" if category == "dikecualikan" else category
    record = verified(home, category=asked, **({"code": "TU.01.2", "date": "2025-03-14"} if state == "due" else {}))
    if state == "verified":
        return record.id
    lifecycle.ratify(home, record.id, PPID)
    if category == "dikecualikan":
        settle(home, record.id)
    if state == "with sheet":
        sheet(home, record.id)
    if state == "in dossier":
        dossiers.join_dossier(home, record.id, PPID, dossiers.open_dossier(home, "HM.02", "Lain", DESK).id)
    if state == "held":
        holds.hold(home, record.id, "audit", PPID, "diperiksa")
    return record.id


def sheet(home: homes.Home, record_id: str) -> None:
    exemptions.write_consequence_test(home, record_id, DESK, basis="h", harm="rugi", benefit="kecil", until="2099-01-01")


def settle(home: homes.Home, record_id: str) -> None:
    sheet(home, record_id)
    exemptions.settle_exemption(home, record_id, PPID, a_decision_on(home, stands(record_id)).id)


@pytest.fixture
def place() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@pytest.fixture
def office(place: Path) -> homes.Home:
    home = a_home(place / "asal")
    people.add(home, MACHINE, "budi", Role.PPID)
    people.add(home, MACHINE, "adi", Role.ADMIN)
    return home


@dataclass(frozen=True)
class Typed:
    """How a command ended, what it said in all, and what of that on standard error."""

    exit_code: int
    output: str
    stderr: str


def typed(home: homes.Home, command: str, words: tuple[str, ...], by: str) -> Typed:
    os.environ["BERKAS_HOME"] = str(home.root)
    with CliRunner().isolation() as (_, err, both):
        with pytest.raises(SystemExit) as end:
            TREE.main(args=[*command.split(), *words, "--by", by], prog_name="berkas")
        sys.stdout.flush()
        sys.stderr.flush()
        return Typed(int(end.value.code or 0), both.getvalue().decode(), err.getvalue().decode())


def words_of(home: homes.Home, words: tuple[str, ...], **known: str) -> tuple[str, ...]:
    known |= {"out": str(home.root / "salinan"), "scheme": str(home.root / "jra.csv")}
    return tuple(word.format(**known) if "{" in word else word for word in words)


@pytest.mark.parametrize("command", ACTS)
def test_a_command_that_decides_opens_for_its_roles_and_hides_what_may_not_be_seen(
    command: str, office, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = ACTS[command]
    monkeypatch.setattr(worker, "read_now", lambda *_: None)  # the door is asked before anything is read
    states = ("filed", "in dossier", "held", "with sheet", "due")
    categories = [c for c in (*OPEN_CATEGORIES, *EXEMPT) if c != "dikecualikan" or door.state in states]
    if door.state == "with sheet":
        categories = ["dikecualikan_usul"]
    dossier = dossiers.open_dossier(office, "HM.02", "Perkara", DESK).id
    ids = {category: bring(office, door.state, category) for category in categories}
    other = a_decision_on(office, stands(next(iter(ids.values())))).id
    before = {category: stands(record_id) for category, record_id in ids.items()}
    database.close()
    for number, (by, category) in enumerate(product(EVERYBODY, categories)):
        shutil.copytree(office.root, place / str(number))
        home, (role, right) = opened(place / str(number)), EVERYBODY[by]
        said = typed(home, command, words_of(home, door.words, id=ids[category], dossier=dossier, other=other), by)
        seen = role in ("desk", "ppid") and (right or category in OPEN_CATEGORIES)
        seen |= role == "reader" and category in OPEN_CATEGORIES and door.state in states
        may = seen and (role in door.roles.split() or by == door.roles) and category in door.categories
        case = (command, by, category, said.output)
        assert (said.exit_code == 0) == may, case
        assert ("tidak ditemukan" in said.stderr) == (not seen), case
        assert (stands(ids[category]) == before[category]) == (not may or command in ("hold", "release", "exempt sheet")), case
        database.close()
        shutil.rmtree(home.root)


@pytest.mark.parametrize("command", OFFICE)
def test_a_command_that_decides_for_the_office_opens_for_its_roles(command: str, office, place: Path) -> None:
    roles, words = OFFICE[command]
    dossier = dossiers.open_dossier(office, "HM.02", "Perkara", DESK).id
    (office.root / "jra.csv").write_text("kode,nama,retensi aktif,retensi inaktif,keterangan akhir\nHM.02,Media,1,1,Musnah\n")
    database.close()
    for number, by in enumerate(EVERYBODY):
        shutil.copytree(office.root, place / str(number))
        home = opened(place / str(number))
        said = typed(home, command, words_of(home, words, dossier=dossier), by)
        assert (said.exit_code == 0) == (EVERYBODY[by][0] in roles.split()), (command, by, said.output)
        assert said.exit_code == 0 or "tidak berhak" in said.stderr
        database.close()


@pytest.mark.parametrize("command", LOOKS)
def test_a_command_that_looks_shows_what_its_asker_may_see_and_nothing_of_the_rest(command: str, office) -> None:
    from pipeline.worker import indexer

    state = {"queue": "queued"}.get(command, "filed")
    categories = (*OPEN_CATEGORIES, *(EXEMPT if state == "filed" else EXEMPT[:1]))
    ids = {category: bring(office, state, category) for category in categories}
    names = {}
    if command in ("dossier list", "due"):
        for category, record_id in ids.items():
            folder = dossiers.open_dossier(office, "HM.02", f"Perkara {category.replace('_', ' ')} sendiri", DESK)
            dossiers.join_dossier(office, record_id, PPID, folder.id)
            names[category] = folder.id
        from pipeline.records import retention_events

        for name in names.values():
            retention_events.record_event(office, retention_events.parse_event(office, "FC", name, "2020-01-31", PPID), PPID)
    indexer.update_index(indexer.open_engine(office))
    for by, (role, right) in EVERYBODY.items():
        for category, record_id in ids.items():
            seen = role in ("desk", "ppid") and (right or category in OPEN_CATEGORIES)
            seen |= role == "reader" and category in OPEN_CATEGORIES and state == "filed"
            said = typed(office, command, words_of(office, LOOKS[command], id=record_id), by)
            case = (command, by, category, said.output)
            if "{id}" in LOOKS[command]:
                assert (said.exit_code == 0) == seen, case
                assert seen or said.stderr.strip() == f"Naskah {record_id} tidak ditemukan.", case
            elif command == "scheme list":
                # A decree is no secret; but it tells of no record.
                assert (said.exit_code, record_id in said.output) == (0, False), case
            elif command == "access":
                assert (said.exit_code == 0) == (right and role == "ppid"), case
            elif command == "dik":
                assert (said.exit_code == 0) == (right and role in ("desk", "ppid")), case
                assert (record_id in said.output) == (seen and said.exit_code == 0 and category == "dikecualikan"), case
            else:
                token = names[category] if command == "dossier list" else record_id
                assert (token in "".join(said.output.split("\n"))) == seen, case


def test_the_hidden_and_the_missing_are_told_by_the_same_steps(office) -> None:
    """Sentence and questions to the catalogue are the same, so that neither words nor waiting tell the two apart."""
    hidden, missing = filed(office, category="dikecualikan_usul").id, "2020-000001"
    secret = dossiers.open_dossier(office, "HM.02", "Rahasia", DESK).id
    dossiers.join_dossier(office, hidden, PPID, secret)
    desk, ppid = Actor("sari", Role.DESK, False, "test"), Actor("budi", Role.PPID, False, "test")
    record = filed(office).id
    doors = {
        "see": lambda it, _: decide.get_visible_record(it, desk),
        "set aside": lambda it, _: set_aside.set_aside(office, it, desk, "salah"),
        "transfer": lambda it, _: transfers.transfer(office, it, desk),
        "choose": lambda it, _: dossiers.choose_dossier(office, it, desk, dossiers.NEW),
        "sheet": lambda it, _: exemptions.write_consequence_test(
            office, it, desk, basis="h", harm="rugi", benefit="kecil", until="2099-01-01"
        ),
        "settle": lambda it, _: exemptions.settle_exemption(office, it, ppid, record),
        "hold": lambda it, _: holds.hold(office, it, "audit", ppid, "diperiksa"),
        "hold a dossier": lambda _, name: holds.hold(office, name, "audit", ppid, "diperiksa"),
        "join": lambda _, name: dossiers.join_dossier(office, record, ppid, name),
        "name anew": lambda _, name: dossier_naming.rename_dossier(office, name, "Lain", desk),
        "close": lambda _, name: retention_events.parse_event(office, "FC", name, "2024-01-31", ppid),
    }
    for door, knock in doors.items():
        told = []
        for it, name in ((hidden, secret), (missing, "hm.02-2020-tiada")):
            with CaptureQueriesContext(connection) as asked, pytest.raises(Failure) as refused:
                knock(it, name)
            told.append((str(refused.value).replace(it, "X").replace(name, "X"), len(asked)))
        (sentence, steps), (other, others) = told
        assert sentence == other, door
        assert steps == others, (door, steps, others)

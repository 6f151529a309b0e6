"""Random lives of papers: whatever people try in whatever order, no record ever stands where it may not stand."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import classification, intake
from pipeline import register as registers
from pipeline.archive import bag, ledger, record_folder, shelf
from pipeline.archive import decisions as office
from pipeline.catalogue import decisions, models
from pipeline.document import Actor, Disposition, Record, RetentionRule, Role, Status
from pipeline.document.pages import Page, Reading, TextSource
from pipeline.document.triggers import Trigger
from pipeline.failures import Failure
from pipeline.home import Home
from pipeline.maintenance import check as maintenance_check
from pipeline.maintenance import rebuild
from pipeline.records import (
    amendment,
    dossiers,
    due_list,
    exemptions,
    holds,
    lifecycle,
    publication,
    rereading,
    retention,
    retention_events,
    scheme_in_force,
    scheme_versions,
    set_aside,
    transfers,
)
from pipeline.worker import indexer
from tests.builders import write
from tests.builders.home import CLERK, DESK, MACHINE, PPID, READER, a_home, scratch

PEOPLE = (DESK, CLERK, PPID, READER, Actor("dewi", Role.PPID, True, "test"), Actor("adi", Role.ADMIN, True, "test"))
PAPERS = (b"surat satu\n", b"surat satu\nlembar dua\n", b"surat lain\n")
SAYS = Reading("text/plain", (Page(1, "UNDANGAN rapat pleno", TextSource.TEXT, 1.0),))
PROPOSED = classification.propose(SAYS, classification.load_default(), classification.Office("KPU", "2101", ""), "a.txt")
LEGAL: dict[str, str] = {
    "receive": "new",
    "repeat": "received queued verified filed disposed returned unreadable set_aside",
    "replace": "received queued returned unreadable",
    "read": "received unreadable",
    "unreadable": "received unreadable",
    "edit": "queued returned",
    "verify": "queued returned",
    "ratify": "verified",
    "return": "verified",
    "set_aside": "queued returned unreadable",
    "restore": "set_aside",
    "retry": "unreadable",
    "undo": "verified returned set_aside",
    "change": "filed",
    "join": "queued returned verified filed",
    "trigger": "filed",
    "transfer": "filed",
    "transfer_back": "filed",
    "exempt": "filed",
    "scheme": "filed",
}
"""Act → the states it may start from, as DESIGN has them."""

CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["", "Undangan", "\u200b"]),
        "code": st.sampled_from(["", "TU.01.2", "HM.02", "PP.01.1", "../..", "XX"]),
        "category": st.sampled_from(["", "berkala", "dikecualikan", "dikecualikan_usul", "rusak"]),
        "date": st.sampled_from(["", "2024-02-29", "besok", "2062-01-01"]),
    },
)
WORDS = st.sampled_from(["alasan", ""])
DECISION = {"document_type": "keputusan", "issuer": "Ketua", "title": "Pengecualian kelas TU.01.2, HM.02, PP.01.1, dan PP.02.1"}
"""What a record is said to be so that it can settle an exemption."""
ACTS = st.one_of(
    st.tuples(st.just("hand in"), st.sampled_from(PAPERS)),
    st.tuples(st.just("read"), st.booleans()),
    st.tuples(st.sampled_from(["edit", "verify"]), st.sampled_from(PEOPLE), CHANGES),
    st.tuples(st.just("complete"), st.just(None)),
    st.tuples(st.sampled_from(["ratify", "restore", "retry", "undo"]), st.sampled_from(PEOPLE)),
    st.tuples(st.sampled_from(["return", "set aside"]), st.sampled_from(PEOPLE), WORDS),
    st.tuples(st.just("change"), st.sampled_from(PEOPLE), CHANGES, WORDS),
    st.tuples(
        st.sampled_from(["open", "choose", "sheet", "settle", "join", "leave", "scheme", "publish"]), st.sampled_from(PEOPLE)
    ),
    st.tuples(st.sampled_from(["transfer", "take back"]), st.sampled_from(PEOPLE)),
    st.tuples(st.sampled_from(["hold", "release"]), st.sampled_from(PEOPLE), WORDS),
    st.tuples(st.just("event"), st.sampled_from(PEOPLE), st.sampled_from(["FC", "STG", "UU", "SUP"]), st.booleans()),
    st.tuples(st.just("onto the shelf"), st.sampled_from(["TU.01.2", "PP.02.1", "KU.03.1"])),
)
LIVES = st.lists(st.tuples(st.integers(0, 2), ACTS), min_size=4, max_size=14)


def do(home: Home, which: int, wanted: tuple[Any, ...]) -> None:
    """One attempt; refusals are answers too."""
    ids = list(models.Record.objects.order_by("pk").values_list("pk", flat=True))
    if wanted[0] == "hand in":
        lifecycle.receive(home, intake.claim_copy(home.inbox, write(home.root, "luar", wanted[1]), "surat.txt"), MACHINE)
        return
    if not ids:
        return
    record_id = ids[which % len(ids)]
    with suppress(Failure):
        match wanted:
            case ("read", well):
                before = models.Record.objects.get(pk=record_id).record()
                if before.status in lifecycle.READABLE:
                    lifecycle._queue_read(home, before, SAYS, PROPOSED, MACHINE) if well else lifecycle.give_up(
                        home, record_id, MACHINE
                    )
            case ("complete", _):
                lifecycle.verify(home, record_id, DESK, {"title": "Judul", "code": "TU.01.2", "category": "berkala"})
            case ("edit", actor, changes):
                lifecycle.edit(home, record_id, actor, changes)
            case ("verify", actor, changes):
                lifecycle.verify(home, record_id, actor, changes)
            case ("return", actor, why):
                lifecycle.return_to_desk(home, record_id, actor, why)
            case ("set aside", actor, why):
                set_aside.set_aside(home, record_id, actor, why)
            case ("change", actor, changes, why):
                amendment.amend(home, record_id, actor, changes, why)
            case ("onto the shelf", code):
                lifecycle.verify(
                    home, record_id, DESK, {"title": "Judul", "code": code, "category": "berkala", "date": "2024-02-29"}
                )
                lifecycle.ratify(home, record_id, PPID)
            case ("event", actor, kind, withdraw):
                _happen(home, record_id, actor, str(kind), bool(withdraw))
            case ("hold" | "release", actor, why):
                (holds.hold if wanted[0] == "hold" else holds.release)(home, record_id, "audit", actor, why)
            case (name, actor) if name in BESIDE:
                BESIDE[str(name)](home, record_id, actor)
            case (name, actor):
                getattr(lifecycle, str(name))(home, record_id, actor)


def _happen(home: Home, record_id: str, actor: Actor, kind: str, withdraw: bool) -> None:
    subject = {"FC": _dossier(), "STG": "pp", "UU": "2024", "SUP": record_id}[kind]
    said = retention_events.parse_event(home, kind, subject, "2024-06-30", actor)
    retention_events.record_event(home, said, actor, withdraw=withdraw, why="alasan")


def _dossier() -> str:
    return next((file.id for file in decisions.iter_decisions("dossiers")), "tidak-ada")


def _sheet(home: Home, record_id: str, actor: Actor) -> None:
    exemptions.write_consequence_test(home, record_id, actor, basis="h", harm="rugi", benefit="kecil", until="2099-01-01")


def _settle(home: Home, record_id: str, actor: Actor) -> None:
    others = models.Record.objects.filter(status=Status.FILED).exclude(pk=record_id).values_list("pk", flat=True)
    decision = next(iter(others), "2020-000001")
    with suppress(Failure):
        amendment.amend(home, decision, PPID, DECISION, "alasan")
    exemptions.settle_exemption(home, record_id, actor, decision)


def _scheme(home: Home, _: str, actor: Actor) -> None:
    rule = RetentionRule("TU.01.2", 4, 6, Trigger.CR, "", Disposition.MUSNAH, True, "jadwal kantor", "jra")
    own = classification.Scheme("jra", (classification.SchemeRow("TU.01.2", "", "fasilitatif", "Penomoran", rule=rule),))
    with suppress(scheme_versions.AlreadyThere):
        scheme_versions.put_in_force(home, own, actor)
    scheme_versions.adopt(home, "jra", actor)


BESIDE: dict[str, Callable[[Home, str, Actor], object]] = {
    "restore": set_aside.restore,
    "undo": set_aside.undo,
    "retry": rereading.retry,
    "open": lambda home, _, actor: dossiers.open_dossier(home, "HM.02", "Perkara", actor),
    "join": lambda home, record_id, actor: dossiers.join_dossier(home, record_id, actor, _dossier()),
    "choose": lambda home, record_id, actor: dossiers.choose_dossier(home, record_id, actor, dossiers.NEW),
    "transfer": lambda home, record_id, actor: transfers.transfer(home, record_id, actor),
    "take back": lambda home, record_id, actor: transfers.transfer(home, record_id, actor, withdraw=True, why="alasan"),
    "leave": lambda home, record_id, actor: dossiers.join_dossier(home, record_id, actor, ""),
    "sheet": _sheet,
    "settle": _settle,
    "scheme": _scheme,
    "publish": lambda home, _, actor: publication.publish(home, actor),
}


def assert_lawful(record: Record) -> None:
    """The history alone tells whether every step was allowed."""
    state = "new"
    for version, entry in enumerate(record.history, start=1):
        assert entry.version == version
        assert state in LEGAL[entry.act].split(), (entry.act, state)
        state = entry.status
    assert state == record.status
    assert record.version == len(record.history)
    if record.status is Status.FILED:
        ratified = next(entry for entry in record.history if entry.act == "ratify")
        verified = [entry for entry in record.history if entry.act == "verify"][-1]
        assert ratified.by == "putra" or verified.by != ratified.by
        assert record.verified_by == verified.by != ratified.by
        assert all((record.facts.title, record.facts.code, record.facts.category))
    acts = {entry.act for entry in record.history}
    assert ("ratify" in acts) == (record.status is Status.FILED)
    if record.facts.category == "dikecualikan":
        assert "exempt" in acts
        assert decisions.get_decision("exemptions", record.id) is not None
    if registers.is_published(record):
        assert "ratify" in acts
        assert not record.facts.category.startswith("dikecualikan")


def assert_agreed(home: Home) -> None:
    """Row, record.json, shelf and recap book tell the same."""
    lines = list(ledger.read(home.archive / "ledger"))
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    told = Counter((line["subject"], line["version"]) for line in lines)
    assert set(told.values()) == {1}
    rows = {row.id: row for row in models.Record.objects.all()}
    places = {path.name: path for path in record_folder.folders(home.archive)}
    assert rows.keys() == places.keys()
    for record_id, row in rows.items():
        data = (places[record_id] / record_folder.RECORD_FILE).read_bytes()
        record = record_folder.load_record(data)
        assert row.json == data.decode()
        assert (row.status, row.version) == (record.status, record.version)
        assert places[record_id] == home.archive / shelf.shelf(record)
        assert bag.is_sealed(places[record_id] / record_folder.BAG) == (record.status is Status.FILED)
        acts = [line["act"] for line in lines if line["subject"] == record_id]
        assert acts == [entry.act for entry in record.history]
        assert_lawful(record)
        if record.status is Status.FILED:
            chosen_from = scheme_in_force.scheme_version(home, record.facts.scheme_version)
            assert chosen_from is not None
            assert chosen_from.row(record.facts.code) is not None, "a code that nobody knows"
            assert record == retention.with_retention(home, record), "a clock that does not follow from what stands"
    decided = {row.subject: row for row in models.Decision.objects.all()}
    for subject, one in decided.items():
        assert one.json.encode() == office.path(home.archive, subject).read_bytes()
        assert told[subject, one.version] == 1
    assert {subject for subject, _ in told} == rows.keys() | decided.keys()
    assert sum(len(row.record().arrivals) for row in rows.values()) == models.Arrival.objects.count()


def live(life: list[tuple[int, tuple[object, ...]]], *, check: bool = True) -> None:
    with scratch() as root:
        home = a_home(root / "rumah")
        for which, wanted in life:
            do(home, which, wanted)
        assert_agreed(home)
        assert not check or maintenance_check.check(home, indexer.open_engine(home)) == []


SHARDS = 20
CHECKED = 10
"""``check`` asks most of what ``assert_agreed`` asks, and takes a quarter of the time: one life in ten has it."""


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(LIVES, st.integers(0, CHECKED - 1))
def test_four_hundred_random_histories_never_reach_an_illegal_state(life: list[tuple[int, tuple[object, ...]]], turn: int) -> None:
    live(life, check=turn == 0)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_hundred_thousand_random_histories_never_reach_an_illegal_state(shard: int) -> None:
    """In shards, so that both cores can be at it (``-n 2``)."""
    lived = itertools.count()

    @settings(max_examples=100_000 // SHARDS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(LIVES)
    def lives(life: list[tuple[int, tuple[object, ...]]]) -> None:
        live(life, check=next(lived) % CHECKED == 0)

    lives()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 2), ACTS), min_size=20, max_size=40))
def test_what_a_random_life_has_decided_comes_back_from_the_archive_alone(life: list[tuple[int, tuple[object, ...]]]) -> None:
    with scratch() as root:
        home = a_home(root / "rumah")
        for which, wanted in life:
            do(home, which, wanted)
        before, due = _decided(), due_list.due(PPID, "2050-01-01")
        rebuild.rebuild(home, MACHINE)
        assert_agreed(home)
        assert _decided() == before
        assert due_list.due(PPID, "2050-01-01") == due


def _decided() -> list[tuple[str, str]]:
    return [
        *models.Decision.objects.order_by("subject").values_list("subject", "json"),
        *models.Record.objects.order_by("pk").values_list("pk", "json"),
    ]


def test_every_act_on_every_state_is_lawful() -> None:
    """What random lives may pass by: from each state, each act by each of those who act."""
    states = ("received", "queued", "verified", "filed", "returned", "unreadable", "set_aside")
    with scratch() as root:
        home = a_home(root / "rumah")
        for state, name, actor in itertools.product(states, ("ratify", "restore", "retry", "undo", "verify"), (DESK, PPID)):
            _bring(home, f"{state} {name} {actor}".encode(), state)
            do(home, -1, (name, actor) if name != "verify" else (name, actor, {}))
        assert_agreed(home)
        assert {row.status for row in models.Record.objects.all()} == set(Status) - {Status.DISPOSED}


def _bring(home: Home, data: bytes, state: str) -> None:
    ways: dict[str, list[tuple[Any, ...]]] = {
        "received": [],
        "queued": [("read", True)],
        "verified": [("read", True), ("complete", None)],
        "filed": [("read", True), ("complete", None), ("ratify", PPID)],
        "returned": [("read", True), ("complete", None), ("return", PPID, "salah")],
        "unreadable": [("read", False)],
        "set_aside": [("read", True), ("set aside", DESK, "kosong")],
    }
    do(home, -1, ("hand in", data))
    for way in ways[state]:
        do(home, -1, way)

"""An office file that came back in an older version opens nothing that the recap book knows to be closed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.archive import decisions as office
from pipeline.archive import record_folder
from pipeline.catalogue import decisions, models
from pipeline.document import Actor, Record, Role
from pipeline.home import Home
from pipeline.maintenance import check
from pipeline.maintenance.rebuild_report import RebuildReport
from pipeline.records import dossier_access, dossiers, exemptions, holds, people, retention, retention_events, search
from pipeline.worker import indexer
from tests.builders.home import CLERK, DESK, MACHINE, PPID, READER, filed, queued
from tests.maintenance.test_duplicate_records import rebuilt

SECRET = {"title": "Cuti Ombakraya", "code": "HM.02", "category": "dikecualikan_usul", "date": "2024-03-14"}


def opened_by_hand(home: Home) -> office.Decision:
    return dossiers.open_dossier(home, "HM.02", SECRET["title"], DESK, on="2024-01-05")


def goes_back(home: Home, subject: str, acts: Callable[[], object]) -> None:
    """Do these acts; then the office file comes back as it was before them."""
    path = office.path(home.archive, subject)
    before = path.read_bytes()
    acts()
    assert path.read_bytes() != before
    path.write_bytes(before)


def hidden_by_an_exempt_paper(home: Home) -> tuple[office.Decision, Record]:
    """A dossier that an exempt paper lay in first and an open one lies in now; its file is older than the act that hid it."""
    dossier, open_paper = opened_by_hand(home), filed(home)

    def acts() -> None:
        secret = queued(home, **SECRET)
        dossiers.join_dossier(home, secret.id, PPID, dossier.id)
        dossiers.join_dossier(home, secret.id, PPID, "")
        dossiers.join_dossier(home, open_paper.id, PPID, dossier.id)

    goes_back(home, dossier.subject, acts)
    return dossier, open_paper


def known(actor: Actor) -> list[str]:
    return [one.file.id for one in dossiers.list_dossiers(actor)]


def said_of(found: RebuildReport) -> list[tuple[str, int, int, bool]]:
    return [(one.subject, one.version, one.last_version, one.hidden) for one in found.recovered]


def without_line(home: Home, subject: str, version: int) -> None:
    """Somebody took a line out of the recap book."""
    [book] = (home.archive / "ledger").glob("*.jsonl")
    lines = book.read_bytes().splitlines(keepends=True)
    left = [line for line in lines if (json.loads(line)["subject"], json.loads(line)["version"]) != (subject, version)]
    assert len(left) == len(lines) - 1
    book.write_bytes(b"".join(left))


def said_in_the_book(home: Home, subject: str, version: int, path: Path) -> None:
    """The recap book knows this version of an office file by these bytes."""
    [book] = (home.archive / "ledger").glob("*.jsonl")
    lines = [json.loads(line) for line in book.read_bytes().splitlines()]
    for line in lines:
        if (line["subject"], line["version"]) == (subject, version):
            line["sha256"] = record_folder.sha256_of(path.read_bytes())
    book.write_text("".join(json.dumps(line) + "\n" for line in lines))


def test_a_dossier_that_is_older_than_the_act_that_hid_it_stays_hidden_and_is_named(home: Home) -> None:
    dossier, open_paper = hidden_by_an_exempt_paper(home)
    found = rebuilt(home)
    assert said_of(found) == [(dossier.subject, 1, 2, True)]
    assert not found.sound
    assert [known(actor) for actor in (DESK, CLERK, READER)] == [[dossier.id], [], []]
    assert dossier_access.redact_record(CLERK, models.Record.objects.get(pk=open_paper.id).record()).dossier == ""
    assert check.check(home, indexer.open_engine(home)) == []


def test_a_dossier_that_was_hidden_again_is_not_named_a_second_time(home: Home) -> None:
    hidden_by_an_exempt_paper(home)
    rebuilt(home)
    assert rebuilt(home).sound
    assert known(CLERK) == []


def test_a_dossier_that_is_older_than_its_closing_comes_back_closed_and_as_open_to_all_as_it_was(home: Home) -> None:
    dossier = opened_by_hand(home)
    goes_back(home, dossier.subject, lambda: close(home, dossier.id))
    assert said_of(rebuilt(home)) == [(dossier.subject, 1, 2, False)]
    assert known(CLERK) == [dossier.id]
    assert decisions.get_decision(office.DOSSIERS, dossier.id).data["dates"] == {"FC": "2024-06-30"}
    assert check.check(home, indexer.open_engine(home)) == []


def close(home: Home, name: str, *, withdraw: bool = False) -> None:
    said = retention_events.parse_event(home, "FC", name, "2024-06-30", PPID)
    retention_events.record_event(home, said, PPID, withdraw=withdraw, why="keliru" if withdraw else "")


def test_a_dossier_of_which_the_book_does_not_tell_every_later_act_is_hidden(home: Home) -> None:
    dossier = opened_by_hand(home)

    def acts() -> None:
        close(home, dossier.id)
        close(home, dossier.id, withdraw=True)

    goes_back(home, dossier.subject, acts)
    without_line(home, dossier.subject, 2)
    assert said_of(rebuilt(home)) == [(dossier.subject, 1, 3, True)]
    assert [known(actor) for actor in (DESK, CLERK)] == [[dossier.id], []]


def test_a_dossier_of_an_earlier_berkas_of_which_the_book_does_not_tell_every_later_act_is_hidden(home: Home) -> None:
    dossier = opened_by_hand(home)
    path = office.path(home.archive, dossier.subject)
    data = {name: value for name, value in dossier.data.items() if not name.startswith("born_")}
    path.write_bytes(office.dump(replace(dossier, data=data)))
    said_in_the_book(home, dossier.subject, 1, path)

    def acts() -> None:
        close(home, dossier.id)
        close(home, dossier.id, withdraw=True)

    goes_back(home, dossier.subject, acts)
    without_line(home, dossier.subject, 2)
    rebuilt(home)
    assert [known(actor) for actor in (DESK, CLERK)] == [[dossier.id], []]


def test_an_older_dossier_that_the_book_does_not_know_either_is_set_apart(home: Home) -> None:
    dossier, open_paper = hidden_by_an_exempt_paper(home)
    path = office.path(home.archive, dossier.subject)
    path.write_bytes(path.read_bytes().replace(b'"opened": "2024-01-05"', b'"opened": "2024-01-06"'))
    forged = path.read_bytes()
    found = rebuilt(home)
    name = f"office/{dossier.subject}.json"
    assert [(one.id, one.path, one.moved_to, one.kept) for one in found.set_apart] == [
        (dossier.subject, name, f"set-apart/{name}", "")
    ]
    assert (home.archive / "set-apart" / name).read_bytes() == forged
    assert not path.exists()
    assert dossier_access.redact_record(CLERK, models.Record.objects.get(pk=open_paper.id).record()).dossier == ""


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"[]")])
def test_the_name_and_title_of_a_dossier_whose_file_is_lost_are_told_to_nobody_without_the_right(
    home: Home, harm: Callable[[Path], object]
) -> None:
    dossier, open_paper = hidden_by_an_exempt_paper(home)
    harm(office.path(home.archive, dossier.subject))
    rebuilt(home)
    record = models.Record.objects.get(pk=open_paper.id).record()
    for actor in (CLERK, READER):
        assert dossier.id not in str(dossier_access.redact_record(actor, record))
        assert dossier.subject in search.hidden_ledger_subjects(actor)
    assert dossier.subject not in search.hidden_ledger_subjects(DESK)


def test_a_person_gets_no_right_from_a_file_that_the_book_does_not_know(home: Home) -> None:
    path = office.path(home.archive, "people/sari")
    path.write_bytes(path.read_bytes().replace(b'"exempt_right": false', b'"exempt_right": true'))
    found = rebuilt(home)
    assert [one.id for one in found.set_apart] == ["people/sari"]
    assert not models.Person.objects.filter(pk="sari").exists()


def test_a_person_does_not_act_for_another_longer_than_was_decided_last(home: Home) -> None:
    people.set_deputy(home, MACHINE, "sari", "putra", "2024-01-01", "2999-12-31")
    goes_back(home, "people/sari", lambda: people.set_deputy(home, MACHINE, "sari", "putra", "2024-01-01", "2024-02-01"))
    rebuilt(home)
    [deputyship] = people.deputyships(models.Person.objects.get(pk="sari"))
    assert deputyship["until"] == "2024-02-01"


def test_a_person_of_whom_the_book_does_not_tell_every_later_act_acts_for_nobody(home: Home) -> None:
    people.set_deputy(home, MACHINE, "sari", "putra", "2024-01-01", "2999-12-31")

    def acts() -> None:
        people.set_deputy(home, MACHINE, "sari", "putra", "2024-01-01", "2024-02-01")
        people.add(home, MACHINE, "sari", Role.READER)

    version = decisions.get_decision(office.PEOPLE, "sari").version
    goes_back(home, "people/sari", acts)
    without_line(home, "people/sari", version + 1)
    rebuilt(home)
    person = models.Person.objects.get(pk="sari")
    assert (person.role, people.deputyships(person)) == (Role.READER, ())


def test_a_hold_that_was_set_again_stands(home: Home) -> None:
    record = filed(home)
    holds.hold(home, record.id, "audit", PPID, "diperiksa")
    holds.release(home, record.id, "audit", PPID, "selesai")
    goes_back(home, f"holds/{record.id}.audit", lambda: holds.hold(home, record.id, "audit", PPID, "diperiksa lagi"))
    rebuilt(home)
    assert [hold.why for hold in holds.Holds(PPID).on(record.id)] == ["diperiksa lagi"]


def test_a_hold_of_which_the_book_does_not_tell_every_later_act_stands(home: Home) -> None:
    record = filed(home)
    holds.hold(home, record.id, "audit", PPID, "diperiksa")
    holds.release(home, record.id, "audit", PPID, "selesai")

    def acts() -> None:
        holds.hold(home, record.id, "audit", PPID, "diperiksa lagi")
        holds.release(home, record.id, "audit", PPID, "selesai lagi")

    goes_back(home, f"holds/{record.id}.audit", acts)
    without_line(home, f"holds/{record.id}.audit", 3)
    rebuilt(home)
    assert [hold.kind for hold in holds.Holds(PPID).on(record.id)] == ["audit"]


def test_the_sheet_of_a_consequence_test_says_what_was_written_last(home: Home) -> None:
    record = filed(home, category="dikecualikan_usul")

    def write(until: str) -> None:
        exemptions.write_consequence_test(home, record.id, DESK, basis="h", harm="rugi", benefit="tidak ada", until=until)

    write("2090-01-01")
    goes_back(home, f"exemptions/{record.id}", lambda: write("2099-01-01"))
    rebuilt(home)
    assert exemptions.get_consequence_test(record.id)["until"] == "2099-01-01"


def test_an_event_that_was_withdrawn_stays_withdrawn(home: Home) -> None:
    said = retention_events.parse_event(home, "SUP", filed(home, code="HK.03.1", document_type="keputusan").id, "2024-06-30", PPID)
    retention_events.record_event(home, said, PPID)
    goes_back(
        home, f"events/sup-{said.subject}", lambda: retention_events.record_event(home, said, PPID, withdraw=True, why="keliru")
    )
    rebuilt(home)
    assert retention.events() == ()
    assert check.check(home, indexer.open_engine(home)) == []


def test_a_person_whose_last_file_is_lost_gets_no_right_back_that_was_taken(home: Home) -> None:
    path = home.archive / "office" / "people" / "dewi.json"
    data = path.read_bytes()
    people.add(home, MACHINE, "dewi", Role.DESK, exempt_right=False)
    path.write_bytes(data)
    found = rebuilt(home)
    assert [(one.subject, one.version, one.last_version) for one in found.recovered] == [("people/dewi", 1, 2)]
    assert not models.Person.objects.get(pk="dewi").exempt_right
    assert check.check(home, indexer.open_engine(home)) == []
    people.add(home, MACHINE, "dewi", Role.DESK, exempt_right=True)
    assert models.Person.objects.get(pk="dewi").version == 4


def test_an_office_file_that_is_lost_can_be_decided_anew(home: Home) -> None:
    (home.archive / "office" / "people" / "sari.json").unlink()
    rebuilt(home)
    people.add(home, MACHINE, "sari", Role.DESK)
    assert models.Person.objects.get(pk="sari").version == 2


def test_an_office_file_ahead_of_the_book_gives_the_book_its_line(home: Home) -> None:
    people.add(home, MACHINE, "sari", Role.DESK, exempt_right=True)
    [book] = (home.archive / "ledger").glob("*.jsonl")
    before = book.read_bytes()
    book.write_bytes(b"".join(before.splitlines(keepends=True)[:-1]))
    assert rebuilt(home).sound
    assert book.read_bytes() == before

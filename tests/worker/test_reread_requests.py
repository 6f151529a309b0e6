"""A paper is read once more by the worker: no death loses the wish or grants it twice, and no password is kept."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import approval
from pipeline.document import Record, Role, Status
from pipeline.failures import NeedsPassword
from pipeline.home import Home
from pipeline.language.phrases import translate
from pipeline.records import people, rereading
from pipeline.records.rereading import RereadOptions
from pipeline.training.papers import a_letter, as_txt
from pipeline.worker import inbox, reread_requests
from pipeline.worker import worker as home_worker
from tests.builders import bad
from tests.builders.home import DESK, MACHINE, READER, At, stands

LETTER = as_txt(a_letter())
SECRET = "Rahasia-Ombak-77"


@pytest.fixture
def record(at: At) -> Record:
    return at.queued(LETTER)


@pytest.fixture
def worker(home: Home) -> Iterator[home_worker.Worker]:
    with home_worker.working(home, MACHINE) as worker:
        yield worker


def acts(record: Record) -> list[str]:
    return [entry.act for entry in stands(record.id).history]


def start_again(home: Home) -> None:
    """What a new worker finds, it does."""
    with home_worker.working(home, MACHINE) as worker:
        assert worker.wait_until_idle(30)


def test_a_wish_is_granted_in_the_name_of_whoever_wished_and_then_forgotten(record: Record, worker: home_worker.Worker) -> None:
    worker.ask(record.id, DESK, RereadOptions(page=1))
    assert worker.wait_until_idle(30)
    last = stands(record.id).history[-1]
    assert (last.act, last.by, last.door, last.detail) == ("reread", "dewi", "test", {"page": "1"})
    assert reread_requests.find_request(worker.home, record.id) is None
    assert worker.progress.snapshot() == {}


def test_a_wish_outlives_the_process_that_took_it(home: Home, record: Record) -> None:
    reread_requests.save_request(home, reread_requests.new_request(home, record.id, DESK, RereadOptions(page=1)))
    start_again(home)
    assert acts(record)[-1] == "reread"
    assert reread_requests.pending_requests(home) == []


def test_a_wish_whose_act_happened_before_the_death_is_not_granted_twice(home: Home, record: Record) -> None:
    asked = reread_requests.new_request(home, record.id, DESK, RereadOptions(page=1))
    reread_requests.save_request(home, asked)
    start_again(home)
    reread_requests.save_request(home, asked)
    start_again(home)
    assert acts(record).count("reread") == 1
    assert reread_requests.find_request(home, record.id) is None


def test_one_wish_for_a_paper_at_a_time(home: Home, record: Record) -> None:
    reread_requests.save_request(home, reread_requests.new_request(home, record.id, DESK, RereadOptions(page=1)))
    with pytest.raises(reread_requests.AlreadyAsked):
        reread_requests.new_request(home, record.id, DESK, RereadOptions(page=1, turn=90))


def test_who_may_not_wish_leaves_none(record: Record, worker: home_worker.Worker) -> None:
    for actor, wish in (
        (READER, RereadOptions(page=1)),
        (DESK, None),
        (DESK, RereadOptions(page=2)),
        (DESK, RereadOptions(turn=45)),
    ):
        with pytest.raises((approval.NotFound, approval.NotAllowed, approval.WrongValue)):
            worker.ask(record.id, actor, wish, SECRET)
    assert reread_requests.pending_requests(worker.home) == []
    assert SECRET not in repr(vars(worker))


def test_who_has_left_the_office_meanwhile_is_refused(home: Home, record: Record) -> None:
    reread_requests.save_request(home, reread_requests.new_request(home, record.id, DESK, RereadOptions(page=1)))
    people.add(home, MACHINE, DESK.name, Role.DESK, active=False)
    start_again(home)
    refused = reread_requests.find_request(home, record.id)
    assert refused
    assert refused.problem == people.UnknownPerson(name="dewi").sentence()
    assert stands(record.id) == record


def test_what_was_refused_is_forgotten_after_a_day_or_by_the_next_wish(home: Home, record: Record) -> None:
    reread_requests.refuse_request(home, reread_requests.new_request(home, record.id, DESK, RereadOptions(page=1)), NeedsPassword())
    again = reread_requests.new_request(home, record.id, DESK, RereadOptions(page=1))
    assert reread_requests.pending_requests(home) == []
    long_ago = time.time() - reread_requests.KEPT_SECONDS - 1
    os.utime(home.index / "wishes" / f"{record.id}.json", (long_ago, long_ago))
    reread_requests.pending_requests(home)
    assert reread_requests.find_request(home, record.id) is None
    reread_requests.save_request(home, again)
    assert reread_requests.pending_requests(home) == [again]


def holding(root: Path, word: str) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_a_locked_paper_is_read_with_its_password_which_is_written_nowhere(at: At, worker: home_worker.Worker) -> None:
    name, data = bad.locked_pdf(SECRET)
    locked = at.queued(data, name)
    worker.ask(locked.id, DESK, None, SECRET)
    written = holding(at.home.root, SECRET)
    assert worker.wait_until_idle(60)
    assert (stands(locked.id).status, acts(locked)[-1]) == (Status.QUEUED, "read")
    assert written == holding(at.home.root, SECRET) == []
    assert SECRET not in repr(vars(worker))


def test_a_wish_whose_password_died_with_its_process_says_so(at: At, home: Home) -> None:
    name, data = bad.locked_pdf(SECRET)
    locked = at.queued(data, name)
    reread_requests.save_request(home, reread_requests.new_request(home, locked.id, DESK, None, locked=True))
    start_again(home)
    refused = reread_requests.find_request(home, locked.id)
    assert refused
    assert refused.problem == reread_requests.PasswordForgotten().sentence()
    assert stands(locked.id) == locked


def test_a_fault_of_ours_is_said_at_once(record: Record, worker: home_worker.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("kesalahan program")

    monkeypatch.setattr(rereading, "read_again", fails)
    worker.ask(record.id, DESK, RereadOptions(page=1))
    assert worker.wait_until_idle(30)
    refused = reread_requests.find_request(worker.home, record.id)
    assert refused
    assert "kesalahan program" in refused.problem


@pytest.mark.parametrize("old", [False, True], ids=["new", "of an older version"])
def test_why_a_wish_was_refused_is_known_in_both_languages(home: Home, record: Record, old: bool) -> None:
    asked = reread_requests.new_request(home, record.id, DESK, RereadOptions(page=1))
    reread_requests.refuse_request(home, asked, NeedsPassword())
    path = home.index / "wishes" / f"{record.id}.json"
    fields = json.loads(path.read_bytes())
    assert (fields["problem"], fields["said"]["key"]) == (str(NeedsPassword()), "failure.needs_password")
    if old:
        del fields["said"]
        path.write_text(json.dumps(fields), "utf-8")
    refused = reread_requests.find_request(home, record.id)
    assert refused is not None
    assert translate(refused.problem, "en") == NeedsPassword().sentence("en")


@pytest.mark.parametrize("old", [False, True], ids=["new", "of an older version"])
def test_why_a_file_is_held_is_known_in_both_languages(home: Home, worker: home_worker.Worker, old: bool) -> None:
    (home.inbox / "kosong.pdf").touch()
    inbox.Inbox(worker).once()
    path = home.index / "held.json"
    (row,) = json.loads(path.read_bytes())
    assert set(row) == {"file", "why", "said"}
    if old:
        path.write_text(json.dumps([{"file": row["file"], "why": row["why"]}]), "utf-8")
    (held,) = inbox.held_files(home)
    assert set(held) == {"file", "why"}
    assert str(translate(held["why"], "en")).startswith("This file ")

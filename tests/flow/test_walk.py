"""One scanned letter walks the whole way."""

from __future__ import annotations

import shutil
from typing import Any

from pipeline import checking, finding, flow, indexing, intake, publishing, reading, rebuilding
from pipeline.archive import bag
from pipeline.document import Status
from pipeline.home import Home
from pipeline.training.papers import a_letter, as_jpeg
from tests.builders.home import DESK, MACHINE, PPID, READER


def test_one_letter_walks_from_the_inbox_to_the_register_and_back_from_the_archive_alone(home: Home, pool: reading.Pool) -> None:
    letter = a_letter(code="TU.01.2", word="Rimbatara", date="2024-03-14")
    (home.inbox / "pindai.jpg").write_bytes(as_jpeg(letter))
    claim = intake.claim(home.inbox, home.inbox / "pindai.jpg")
    record_id = flow.receive(home, claim, MACHINE).record_id
    assert not list(home.inbox.rglob("pindai.jpg"))

    queued = flow.read(home, record_id, pool, MACHINE)
    assert queued.status is Status.QUEUED
    assert queued.facts.code == "TU.01.2"
    assert any(reason.field == "code" and "TU.01.2" in reason.text for reason in queued.proposal.reasons)

    flow.verify(home, record_id, DESK, {"category": "setiap_saat", "access_level": "biasa"})
    filed = flow.ratify(home, record_id, PPID)
    folder = home.archive / "shelves" / "2027-03-14" / "TU.01.2" / record_id
    assert folder.is_dir()
    assert bag.is_sealed(folder / "bag")
    assert bag.findings(folder / "bag") == []
    assert (folder / filed.original).read_bytes() == as_jpeg(letter)

    index = indexing.engine(home)
    indexing.drain(index)
    assert _found(index, "rimbatara") == [record_id]
    assert [entry.id for entry in publishing.current(home).entries] == [record_id]
    assert checking.check(home, index) == []

    shutil.rmtree(home.index)
    home.index.mkdir()
    rebuilding.rebuild(home, MACHINE)
    index = indexing.engine(home)
    assert _found(index, "rimbatara") == [record_id]
    assert [entry.id for entry in publishing.current(home).entries] == [record_id]
    assert checking.check(home, index) == []


def _found(index: Any, word: str) -> list[str]:
    return [hit.record.id for hit in finding.find(index, READER, word).hits]

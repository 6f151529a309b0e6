"""One scanned letter walks the whole way."""

from __future__ import annotations

import shutil
from typing import Any

from pipeline import intake, reading
from pipeline.archive import bag
from pipeline.document import Status
from pipeline.home import Home
from pipeline.maintenance import check, rebuild
from pipeline.records import lifecycle, publication, search
from pipeline.training.papers import a_letter, as_jpeg
from pipeline.worker import indexer
from tests.builders.home import DESK, MACHINE, PPID, READER


def test_one_letter_walks_from_the_inbox_to_the_register_and_back_from_the_archive_alone(home: Home, pool: reading.Pool) -> None:
    letter = a_letter(code="TU.01.2", word="Rimbatara", date="2024-03-14")
    (home.inbox / "pindai.jpg").write_bytes(as_jpeg(letter))
    claim = intake.claim(home.inbox, home.inbox / "pindai.jpg")
    record_id = lifecycle.receive(home, claim, MACHINE).record_id
    assert not (home.inbox / "pindai.jpg").exists()

    queued = lifecycle.read_record(home, record_id, pool, MACHINE)
    assert queued.status is Status.QUEUED
    assert queued.facts.code == "TU.01.2"
    assert any(reason.field == "code" and "TU.01.2" in reason.text for reason in queued.proposal.reasons)

    lifecycle.verify(home, record_id, DESK, {"category": "setiap_saat", "access_level": "biasa"})
    filed = lifecycle.ratify(home, record_id, PPID)
    folder = home.archive / "shelves" / "2027-03-14" / "TU.01.2" / record_id
    assert folder.is_dir()
    assert bag.is_sealed(folder / "bag")
    assert bag.findings(folder / "bag") == []
    assert (folder / filed.original).read_bytes() == as_jpeg(letter)

    index = indexer.open_engine(home)
    indexer.update_index(index)
    assert _found(index, "rimbatara") == [record_id]
    assert [entry.id for entry in publication.current(home).entries] == [record_id]
    assert check.check(home, index) == []

    shutil.rmtree(home.index)
    home.index.mkdir()
    rebuild.rebuild(home, MACHINE)
    index = indexer.open_engine(home)
    assert _found(index, "rimbatara") == [record_id]
    assert [entry.id for entry in publication.current(home).entries] == [record_id]
    assert check.check(home, index) == []


def _found(index: Any, word: str) -> list[str]:
    return [hit.record.id for hit in search.find(index, READER, word).hits]

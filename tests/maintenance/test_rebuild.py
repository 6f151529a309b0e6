"""``berkas rebuild``: all of index/ comes back from archive/ alone."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline import home as homes
from pipeline.archive import record_folder
from pipeline.catalogue import database, models
from pipeline.document import Record
from pipeline.home import Home
from pipeline.maintenance import check, rebuild
from pipeline.records import people, publication, search, set_aside
from pipeline.training.papers import a_letter, as_txt
from pipeline.worker import indexer, role
from tests.builders import write
from tests.builders.deaths import Died, dying, picture
from tests.builders.home import DESK, MACHINE, At, opened, scratch

FILED = as_txt(a_letter(code="TU.01.2", date="2024-03-14", word="Rimbatara"))
WAITING = as_txt(a_letter(word="Telukbakau"))


@pytest.fixture
def record(home: Home, at: At) -> Record:
    """A filed record; beside it one that waits, one unreadable, one set aside, one received."""
    at.queued(WAITING, "lain.txt")
    at.queued(b"", "kosong.pdf")
    set_aside.set_aside(home, at.queued(b"salah pindai\n").id, DESK, "kosong")
    at.received(b"belum dibaca\n")
    filed = at.filed(FILED, code="TU.01.2", access_level="biasa")
    indexer.update_index(indexer.open_engine(home))
    return filed


def answers(home: Home) -> dict[str, Any]:
    """What the office gets to see."""
    index = indexer.open_engine(home)
    hits = {
        word: [hit.record.id for hit in search.find(index, DESK, word, place="all").hits] for word in ("rimbatara", "telukbakau")
    }
    queue = list(models.Record.objects.order_by("pk").values_list("pk", "status", "title", "shelf", "retention_end"))
    register = publication.register(home, "csv")
    book = b"".join(path.read_bytes() for path in sorted((home.archive / "ledger").glob("*.jsonl")))
    return {"hits": hits, "queue": queue, "register": register, "book": book, "picture": picture(home)}


def lose_index(home: Home) -> None:
    database.close()
    shutil.rmtree(home.index)
    home.index.mkdir()


def test_everything_answers_as_before(home: Home, record: Record) -> None:
    before = answers(home)
    lose_index(home)
    rebuilt = rebuild.rebuild(home, MACHINE)
    assert (rebuilt.records, rebuilt.people, rebuilt.indexed, rebuilt.read_again, rebuilt.damaged) == (5, 4, 4, 0, ())
    assert answers(home) == before
    assert before["hits"] == {"rimbatara": [record.id], "telukbakau": [models.Record.objects.order_by("pk")[0].id]}
    assert check.check(home, indexer.open_engine(home)) == []


def test_rebuilding_over_a_sound_catalogue_changes_nothing(home: Home, record: Record) -> None:
    before = answers(home)
    rebuild.rebuild(home, MACHINE)
    assert answers(home) == before


def test_passwords_are_kept_while_the_old_catalogue_can_be_read(home: Home, record: Record) -> None:
    people.set_password("dewi", "sangat-panjang-sekali")
    rebuilt = rebuild.rebuild(home, MACHINE)
    assert models.Person.objects.get(pk="dewi").check_password("sangat-panjang-sekali")
    assert set(rebuilt.without_password) == {"putra", "rani", "sari"}


def test_who_has_lost_the_password_is_named(home: Home, record: Record) -> None:
    people.set_password("dewi", "sangat-panjang-sekali")
    lose_index(home)
    assert "dewi" in rebuild.rebuild(home, MACHINE).without_password


def test_a_damaged_catalogue_is_replaced(home: Home, record: Record) -> None:
    before = answers(home)
    database.close()
    home.catalogue.write_bytes(b"bukan basis data" * 500)
    for side in ("-wal", "-shm"):
        home.catalogue.with_name(home.catalogue.name + side).unlink(missing_ok=True)
    rebuild.rebuild(home, MACHINE)
    assert answers(home) == before


def test_a_damaged_index_is_replaced(home: Home, record: Record) -> None:
    before = answers(home)
    for path in (home.index / "fulltext").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rusak")
    rebuild.rebuild(home, MACHINE)
    assert answers(home) == before


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"rusak")])
def test_a_reading_that_was_lost_or_damaged_is_read_again(home: Home, record: Record, damage: Callable[[Path], object]) -> None:
    before = answers(home)
    place = home.archive / models.Record.objects.get(pk=record.id).shelf
    damage(place / record_folder.READING_FILE)
    lose_index(home)
    assert rebuild.rebuild(home, MACHINE).read_again == 1
    assert answers(home)["hits"] == before["hits"]
    assert check.check(home, indexer.open_engine(home)) == []


def test_a_damaged_record_keeps_nobody_from_the_others(home: Home, record: Record) -> None:
    place = models.Record.objects.get(pk=record.id).shelf
    (home.archive / place / record_folder.RECORD_FILE).write_bytes(b"[]")
    lose_index(home)
    rebuilt = rebuild.rebuild(home, MACHINE)
    assert rebuilt.damaged == (place,)
    assert rebuilt.records == 4
    assert (record.id, "damaged") in {(one.subject, one.kind) for one in check.check(home, indexer.open_engine(home))}


def test_a_record_that_spoils_a_batch_is_named_and_the_rest_of_the_batch_is_taken_in(home: Home, record: Record) -> None:
    before = answers(home)
    place = models.Record.objects.get(pk=record.id).shelf
    of_a_later_berkas = gzip.compress(b'{"format": "berkas-reading/99"}')
    (home.archive / place / record_folder.READING_FILE).write_bytes(of_a_later_berkas)
    said = home.archive / place / record_folder.RECORD_FILE
    said.write_bytes(
        said.read_bytes().replace(
            record.derived[record_folder.READING_FILE].encode(), record_folder.sha256_of(of_a_later_berkas).encode()
        )
    )
    lose_index(home)
    rebuilt = rebuild.rebuild(home, MACHINE)
    assert (rebuilt.damaged, rebuilt.records) == ((place,), 4)
    assert [row for row in before["queue"] if row[0] != record.id] == answers(home)["queue"]


@pytest.mark.parametrize(("batch", "weight"), [(1, 1 << 30), (2, 1 << 30), (200, 1)])
def test_however_many_are_taken_in_at_once_the_catalogue_is_the_same(
    home: Home, record: Record, monkeypatch: pytest.MonkeyPatch, batch: int, weight: int
) -> None:
    before, seen = answers(home), list[tuple[int, int]]()
    monkeypatch.setattr(rebuild, "BATCH", batch)
    monkeypatch.setattr(rebuild, "BATCH_BYTES", weight)
    rebuild.rebuild(home, MACHINE, lambda done, total: seen.append((done, total)))
    assert answers(home) == before
    assert seen[-1] == (5, 5)
    assert len(seen) > 1


def test_a_damaged_office_file_keeps_nobody_from_the_others(home: Home, record: Record) -> None:
    write(home.archive, "office/people/sari.json", b"[]")
    lose_index(home)
    assert rebuild.rebuild(home, MACHINE).damaged == ("office/people/sari.json",)
    assert models.Person.objects.count() == 3


def test_a_line_put_twice_into_the_recap_book_keeps_nobody_from_the_archive(home: Home, record: Record) -> None:
    [book] = (home.archive / "ledger").glob("*.jsonl")
    lines = book.read_bytes().splitlines(keepends=True)
    book.write_bytes(b"".join([*lines[:3], lines[2], b"bukan\n", *lines[3:]]))
    lose_index(home)
    assert rebuild.rebuild(home, MACHINE).records == 5


def test_a_folder_moved_by_hand_comes_back_to_its_shelf(home: Home, record: Record) -> None:
    before = answers(home)
    place = home.archive / models.Record.objects.get(pk=record.id).shelf
    place.rename(home.archive / "queue" / record.id)
    lose_index(home)
    rebuild.rebuild(home, MACHINE)
    assert answers(home) == before


def test_a_recap_book_that_lost_its_end_gets_it_back_from_the_records(home: Home, record: Record) -> None:
    [book] = (home.archive / "ledger").glob("*.jsonl")
    before = book.read_bytes()
    book.write_bytes(b"".join(before.splitlines(keepends=True)[:-1]))
    lose_index(home)
    rebuild.rebuild(home, MACHINE)
    assert book.read_bytes() == before
    assert check.check(home, indexer.open_engine(home)) == []


def test_it_refuses_while_another_worker_is_there(home: Home, record: Record) -> None:
    with role.worker_role(home), pytest.raises(role.WorkerAlreadyRunning):
        rebuild.rebuild(home, MACHINE)


def test_who_had_the_old_catalogue_open_writes_into_the_new_one(home: Home, at: At, record: Record) -> None:
    waiting = models.Record.objects.filter(status="queued").first()
    assert waiting is not None
    # A second catalogue swapped in under an open connection, as another process's rebuild does.
    shutil.copyfile(home.catalogue, home.index / "neu.sqlite3")
    database.close()
    shutil.copyfile(home.catalogue, home.index / "neu.sqlite3")
    assert models.Record.objects.exists()
    (home.index / "neu.sqlite3").replace(home.catalogue)
    for side in ("-wal", "-shm"):
        home.catalogue.with_name(home.catalogue.name + side).unlink(missing_ok=True)
    set_aside.set_aside(home, waiting.id, DESK, "kosong")
    database.close()
    assert models.Record.objects.get(pk=waiting.id).status == "set_aside"


@pytest.mark.parametrize("stride", [29, pytest.param(1, marks=pytest.mark.soak)])
def test_killed_at_any_step_it_leaves_the_old_catalogue_and_can_be_given_again(home: Home, record: Record, stride: int) -> None:
    people.set_password("dewi", "sangat-panjang-sekali")
    before = answers(home)
    database.close()
    deaths = 0
    with scratch() as root:
        for step in range(1, 1000, stride):
            copy = root / str(step)
            shutil.copytree(home.root, copy)
            there = opened(copy)
            with dying(step) as death, suppress(Died):
                rebuild.rebuild(there, MACHINE)
            database.close()
            if not death.came:
                break
            deaths += 1
            there = opened(copy)
            assert answers(there)["queue"] == before["queue"]
            rebuild.rebuild(there, MACHINE)
            assert answers(there) == before
            assert models.Person.objects.get(pk="dewi").check_password("sangat-panjang-sekali")
            database.close()
            shutil.rmtree(copy)
    assert deaths >= 3


def test_killed_with_nothing_to_keep_it_leaves_no_empty_catalogue_beside_a_full_archive(home: Home, record: Record) -> None:
    lose_index(home)
    deaths = 0
    for step in range(1, 1000, 37):
        with dying(step) as death, suppress(Died):
            rebuild.rebuild(home, MACHINE)
        database.close()
        if not death.came:
            break
        deaths += 1
        if not home.has_catalogue:
            with pytest.raises(homes.CatalogueMissing):
                homes.open_home(home.root)
        else:
            opened(home.root)
            assert models.Record.objects.count() == 5
        lose_index(home)
    assert deaths > 2

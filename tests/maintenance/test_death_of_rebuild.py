"""A rebuild that is killed at any step and given again ends as one that nobody killed: nothing is lost, nothing is there twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from pipeline.archive import decisions, record_folder
from pipeline.catalogue import database, staging, transactions
from pipeline.document import Status
from pipeline.home import Home
from pipeline.maintenance import check, rebuild
from pipeline.records import lifecycle, set_aside
from pipeline.records.amendment import amend
from pipeline.worker import indexer
from tests.builders.deaths import Died, dying, picture
from tests.builders.home import CLERK, DESK, MACHINE, PPID, a_home, filed, opened, queued, scratch, verified
from tests.maintenance.test_duplicate_records import exempted, keep, place, put_back
from tests.maintenance.test_older_decisions import hidden_by_an_exempt_paper, known
from tests.maintenance.test_rebuild import lose_index
from tests.maintenance.test_rebuild_without_book import with_its_sheet


def copies_where_records_stood_before(home: Home) -> None:
    waiting, open_ = queued(home), filed(home)
    for record in (waiting, open_):
        keep(home, record)
    was = [place(home, record) for record in (waiting, open_)]
    set_aside.set_aside(home, waiting.id, DESK, "kosong")
    amend(home, open_.id, PPID, {"code": "TU.01.2"}, "salah kode")
    for path in was:
        put_back(home, path)


def a_copy_that_gives_its_paper(home: Home) -> None:
    record = verified(home)
    older = keep(home, record)
    record = lifecycle.ratify(home, record.id, PPID)
    (place(home, record) / record.original).unlink()
    put_back(home, older)


def a_copy_that_gives_its_paper_and_its_tags(home: Home) -> None:
    record = verified(home)
    older = keep(home, record)
    record = lifecycle.ratify(home, record.id, PPID)
    shutil.rmtree(place(home, record) / record_folder.BAG)
    put_back(home, older)


def an_earlier_version_that_is_taken_up(home: Home) -> None:
    record, path = exempted(home)
    shutil.rmtree(place(home, record))
    put_back(home, path)


def a_destroyed_paper_whose_tombstone_is_lost(home: Home) -> None:
    record = filed(home)
    path = keep(home, record)
    transactions.commit_change(home, record.id, PPID, "dispose", lambda one: replace(one, status=Status.DISPOSED))
    shutil.rmtree(place(home, record))
    put_back(home, path)


def an_older_dossier(home: Home) -> None:
    hidden_by_an_exempt_paper(home)


def a_dossier_that_the_book_does_not_know(home: Home) -> None:
    dossier, _ = hidden_by_an_exempt_paper(home)
    path = decisions.path(home.archive, dossier.subject)
    path.write_bytes(path.read_bytes().replace(b'"opened": "2024-01-05"', b'"opened": "2024-01-06"'))


def no_recap_book(home: Home) -> None:
    record, path = with_its_sheet(home)
    hidden_by_an_exempt_paper(home)
    shutil.rmtree(place(home, record))
    put_back(home, path)
    for book in (home.archive / "ledger").glob("*.jsonl"):
        book.unlink()


SCENES = (
    copies_where_records_stood_before,
    a_copy_that_gives_its_paper,
    a_copy_that_gives_its_paper_and_its_tags,
    an_earlier_version_that_is_taken_up,
    a_destroyed_paper_whose_tombstone_is_lost,
    an_older_dossier,
    a_dossier_that_the_book_does_not_know,
    no_recap_book,
)


def ends(home: Home) -> dict[str, object]:
    """How a home stands after a rebuild, and what is found to be wrong with it."""
    shutil.rmtree(home.root / "cadangan", ignore_errors=True)
    found = check.check(home, indexer.open_engine(home))
    papers = sorted(path.read_bytes() for path in home.archive.rglob("bag/data/*"))
    return picture(home) | {"findings": [(one.subject, one.kind) for one in found], "papers": papers, "known": known(CLERK)}


def rebuilt(home: Home) -> Home:
    """The home after a rebuild, opened as by the next start."""
    rebuild.rebuild(home, MACHINE)
    database.close()
    return opened(home.root)


def killed_at(prepared: Home, scratch: Path, steps: Iterator[int]) -> Iterator[Home]:
    """Copies of the prepared home in which a rebuild was killed before each of these steps."""
    for step in steps:
        home = copied(prepared, scratch / str(step))
        with dying(step) as death, suppress(Died):
            rebuild.rebuild(home, MACHINE)
        database.close()
        if not death.came:
            return
        database.use(home.catalogue)
        yield home
        database.close()
        shutil.rmtree(home.root)


def copied(prepared: Home, root: Path) -> Home:
    """A copy of a home without index/, which no door but rebuild opens."""
    shutil.copytree(prepared.root, root)
    home = Home(root, prepared.config)
    database.use(home.catalogue)
    return home


@pytest.mark.parametrize("stride", [11, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("prepare", SCENES, ids=lambda scene: scene.__name__)
def test_a_rebuild_that_is_killed_and_given_again_ends_as_if_nobody_had_killed_it(
    prepare: Callable[[Home], object], stride: int
) -> None:
    with scratch() as root:
        prepared = a_home(root / "before")
        prepare(prepared)
        lose_index(prepared)
        as_if_alive = ends(rebuilt(copied(prepared, root / "after")))
        deaths = 0
        for home in killed_at(prepared, root, count(1, stride)):
            assert ends(rebuilt(home)) == as_if_alive
            assert list(staging.staging_folder(home).iterdir()) == []
            deaths += 1
        assert deaths >= 3

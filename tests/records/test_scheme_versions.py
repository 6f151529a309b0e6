"""The office's own scheme: seen as a diff, put in force, adopted by one decision; what is filed keeps the version it was under."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import approval, classification
from pipeline.classification.scheme.spreadsheets import InvalidScheme
from pipeline.home import Home
from pipeline.maintenance import check, rebuild
from pipeline.records import scheme_in_force, scheme_versions
from pipeline.worker import indexer
from tests.builders import write
from tests.builders.home import DESK, MACHINE, PPID, filed, stands

HEADER = "kode,nama,retensi aktif,retensi inaktif,keterangan akhir\n"
OWN = HEADER + "HM.02,Hubungan media,1 tahun setelah berkas ditutup,1 tahun,Musnah\nTU.01.2,Penomoran,4,6,Permanen\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write(tmp_path, "jra 2026.csv", OWN.encode())


def adopt_own(home: Home, own: Path) -> str:
    return scheme_versions.put_in_force(home, scheme_versions.compare(home, own, PPID).new, PPID).id


def test_a_diff_is_shown_and_nothing_is_changed_by_it(home: Home, own: Path) -> None:
    filed(home, code="TU.01.2")
    compared = scheme_versions.compare(home, own, PPID)
    assert compared.new.version == "jra-2026"
    assert compared.diff.confirmed == ("HM.02", "TU.01.2")
    assert ("TU.01.2", "disposition", "permanen") in {(one.code, one.field, one.after) for one in compared.diff.changed}
    assert compared.offered == 1
    assert scheme_in_force.current_scheme(home).version == classification.load_default().version


def test_what_is_decided_from_then_on_follows_it_and_what_is_filed_stays(home: Home, own: Path) -> None:
    old = filed(home, code="TU.01.2", date="2024-03-14")
    version = adopt_own(home, own)
    new = filed(home, code="TU.01.2", date="2024-03-14")
    assert (new.facts.scheme_version, new.retention.rule.confirmed) == (version, True)
    assert new.retention.rule.disposition == "permanen"
    assert stands(old.id) == old


def test_one_decision_decides_anew_on_all_that_was_filed_under_a_guess(home: Home, own: Path) -> None:
    old, other = filed(home, code="TU.01.2", date="2024-03-14"), filed(home, code="PP.02.1")
    version = adopt_own(home, own)
    assert scheme_versions.undecided(scheme_in_force.current_scheme(home), PPID) == 1
    (moved,) = scheme_versions.adopt(home, version, PPID)
    assert (moved.id, moved.facts.scheme_version) == (old.id, version)
    assert (home.archive / "shelves" / "permanent" / "TU.01.2" / old.id).is_dir()
    assert stands(other.id) == other
    assert scheme_versions.adopt(home, version, PPID) == []
    index = indexer.open_engine(home)
    indexer.update_index(index)
    assert check.check(home, index) == []


def test_only_the_scheme_in_force_can_be_adopted_and_a_version_never_changes(home: Home, own: Path) -> None:
    version = adopt_own(home, own)
    with pytest.raises(scheme_versions.AlreadyThere):
        adopt_own(home, own)
    later = write(own.parent, "jra-2027.csv", (HEADER + "HM.02,Hubungan media,2,2,Musnah\n").encode())
    adopt_own(home, later)
    with pytest.raises(scheme_versions.NotInForce):
        scheme_versions.adopt(home, version, PPID)
    assert [one["version"] for one in scheme_versions.versions() if one["in_force"]] == ["jra-2027"]


def test_a_scheme_is_the_ppids(home: Home, own: Path) -> None:
    with pytest.raises(approval.NotAllowed):
        scheme_versions.compare(home, own, DESK)
    with pytest.raises(approval.NotAllowed):
        scheme_versions.put_in_force(home, classification.load_default(), DESK)


def test_a_file_that_is_none_is_refused_with_its_reason(home: Home, tmp_path: Path) -> None:
    with pytest.raises(InvalidScheme):
        scheme_versions.compare(home, write(tmp_path, "x.csv", b"a,b\n1,2\n"), PPID)


def test_a_scheme_written_and_read_again_is_the_same(home: Home, tmp_path: Path) -> None:
    default = classification.load_default()
    again = classification.load(write(tmp_path, "x.csv", scheme_versions.dump(default)), default.version)
    assert again == default


def test_the_scheme_comes_back_from_the_archive_and_its_loss_is_named(home: Home, own: Path) -> None:
    version = adopt_own(home, own)
    rebuild.rebuild(home, MACHINE)
    assert scheme_in_force.current_scheme(home).version == version
    (table,) = (home.archive / "office" / "schemes").glob("*.csv")
    table.unlink()
    assert [finding.kind for finding in check.check(home, indexer.open_engine(home))] == ["fixity"]
    with pytest.raises(scheme_in_force.SchemeLost):
        scheme_in_force.current_scheme(home)


def test_a_clock_that_an_event_has_started_runs_on_under_the_new_scheme(home: Home, tmp_path: Path) -> None:
    from pipeline.records import retention_events

    record = filed(home, code="PP.02.1", date="2024-01-31")
    retention_events.record_event(home, retention_events.parse_event(home, "STG", "pemilu-2024", "2024-10-20", PPID), PPID)
    renamed = write(tmp_path, "baru.csv", (HEADER + "PP.02.1,Penataan,1,1,Musnah\n").encode())
    scheme_versions.adopt(home, adopt_own(home, renamed), PPID)
    assert stands(record.id).retention.ends == "2026-10-20"

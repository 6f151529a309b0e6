"""What ``check --deep`` looks into, and what ``repair`` mends: each kind of damage, and nothing that is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.archive import record_folder
from pipeline.catalogue import models
from pipeline.home import Home
from pipeline.maintenance import check, deep_check, repair
from pipeline.maintenance.backup import take
from pipeline.worker import indexer
from tests.builders.home import DESK, PPID, queued


@pytest.fixture
def record_id(home: Home) -> str:
    """A filed record, beside one that waits; everything indexed."""
    from pipeline.records import lifecycle

    queued(home, says="NOTULA rapat kerja Telukbakau")
    record = queued(home, says="UNDANGAN rapat pleno Rimbatara membahas anggaran triwulan")
    lifecycle.verify(home, record.id, DESK, {"title": "Undangan Rimbatara", "code": "HM.02", "category": "setiap_saat"})
    lifecycle.ratify(home, record.id, PPID)
    indexer.update_index(indexer.open_engine(home))
    return record.id


def deep(home: Home) -> list[tuple[str, str]]:
    return [(finding.subject, finding.kind) for finding in check.check(home, indexer.open_engine(home), deep=True)]


def folder(home: Home, record_id: str) -> Path:
    path = record_folder.find(home.archive, record_id)
    assert path is not None
    return path


def test_a_whole_home_has_no_findings_however_deep_one_looks(home: Home, record_id: str):
    assert deep(home) == []


def test_page_texts_that_differ_from_the_reading_are_found_and_taken_anew(home: Home, record_id: str):
    models.Page.objects.filter(record_id=record_id).update(text="sesuatu yang lain")
    assert (record_id, "pages") in deep(home)
    report = repair.repair(home, indexer.open_engine(home))
    assert report.left == ()
    assert "Rimbatara" in models.Page.objects.get(record_id=record_id).text


def test_a_record_that_its_own_words_do_not_find_is_indexed_anew(home: Home, record_id: str):
    from dataclasses import replace

    index = indexer.open_engine(home)
    row = models.Record.objects.get(pk=record_id)
    index.apply([replace(indexer.document_of(row), text="isi yang salah sama sekali")])
    assert deep(home) == [(record_id, "index")]
    assert repair.repair(home, indexer.open_engine(home)).left == ()
    assert deep(home) == []


def test_a_page_image_that_does_not_open_is_removed_and_made_anew_when_it_is_asked_for(home: Home, record_id: str):
    images = home.index / "pages" / record_id
    images.mkdir(parents=True)
    Image.new("RGB", (40, 60), "white").save(images / "whole.jpg")
    (images / "torn.jpg").write_bytes((images / "whole.jpg").read_bytes()[:200])
    assert deep(home) == [(record_id, "image")]
    assert repair.repair(home, indexer.open_engine(home)).left == ()
    assert [path.name for path in images.iterdir()] == ["whole.jpg"]


@pytest.mark.parametrize(
    "name", ["record.json", "bag/bagit.txt", "bag/bag-info.txt", "bag/manifest-sha256.txt", "bag/metadata/ratified.json", "paper"]
)
@pytest.mark.parametrize("how", ["flipped", "gone", "empty"])
def test_a_damaged_file_is_taken_from_the_backup_that_has_its_hash(home: Home, record_id: str, tmp_path: Path, name: str, how: str):
    backup = tmp_path / "backup"
    night = take.take(home, backup).night
    path = folder(home, record_id)
    file = path / (models.Record.objects.get(pk=record_id).record().original if name == "paper" else name)
    content = file.read_bytes()
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if how == "empty" else bytes([content[0] ^ 1]) + content[1:])
    assert deep(home)
    without = repair.repair(home, indexer.open_engine(home))
    assert without.left
    report = repair.repair(home, indexer.open_engine(home), backup)
    assert report.left == ()
    assert file.read_bytes() == content
    assert (record_id, night) in {(one.subject, one.taken_from) for one in report.mended}


def test_a_backup_that_has_rotted_itself_mends_nothing(home: Home, record_id: str, tmp_path: Path):
    backup = tmp_path / "backup"
    take.take(home, backup)
    paper = folder(home, record_id) / models.Record.objects.get(pk=record_id).record().original
    for copy in backup.rglob(paper.name):
        copy.write_bytes(b"lain")
    paper.write_bytes(b"rusak")
    report = repair.repair(home, indexer.open_engine(home), backup)
    assert [finding.kind for finding in report.left if finding.subject == record_id]
    assert paper.read_bytes() == b"rusak"


def test_a_stray_file_in_a_bag_is_named_and_the_paper_beside_it_is_whole(home: Home, record_id: str):
    stray = folder(home, record_id) / record_folder.BAG / "data" / "Thumbs.db"
    stray.write_bytes(b"x")
    findings = [one for one in check.check(home, indexer.open_engine(home)) if one.subject == record_id]
    assert [one.kind for one in findings] == ["stray"]
    assert "Thumbs.db" in findings[0].text
    assert repair.repair(home, indexer.open_engine(home)).left
    assert stray.exists()


def test_damage_beside_a_stray_file_is_damage_all_the_same(home: Home, record_id: str):
    path = folder(home, record_id)
    (path / record_folder.BAG / "data" / "Thumbs.db").write_bytes(b"x")
    paper = path / models.Record.objects.get(pk=record_id).record().original
    paper.write_bytes(b"rusak")
    kinds = {one.kind for one in check.check(home, indexer.open_engine(home)) if one.subject == record_id}
    assert {"stray", "fixity"} <= kinds


def test_in_thirty_nights_every_record_comes_up_once():
    ids = [f"2026-{number:06}" for number in range(300)]
    shares = [[record_id for record_id in ids if deep_check.in_share(record_id, share)] for share in range(deep_check.SHARES)]
    assert sorted(record_id for share in shares for record_id in share) == ids


def test_a_share_finds_what_is_wrong_with_its_records_only(home: Home, record_id: str):
    models.Page.objects.filter(record_id=record_id).update(text="sesuatu yang lain")
    index = indexer.open_engine(home)
    found = [
        [one.kind for one in check.check(home, index, deep=True, share=share) if one.subject == record_id]
        for share in range(deep_check.SHARES)
    ]
    assert [set(kinds) for kinds in found if kinds] == [{"pages", "index"}]
    assert check.last_check(home) is None

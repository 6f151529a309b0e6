"""What a later Berkas wrote, and what the disk does not give just now: a sentence, and nothing is dropped or changed."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from pipeline.archive import decisions, record_folder
from pipeline.archive.newer import NewerFormat
from pipeline.catalogue import database, models
from pipeline.home import Home
from pipeline.maintenance import rebuild
from pipeline.maintenance.rebuild_report import ReadFailed
from tests.builders.home import MACHINE, queued


def state(home: Home) -> tuple[list[str], list[str]]:
    return (
        list(models.Record.objects.order_by("pk").values_list("pk", flat=True)),
        list(models.Person.objects.order_by("pk").values_list("pk", flat=True)),
    )


def record_json(home: Home) -> Path:
    queued(home)
    path = record_folder.find(home.archive, queued(home).id)
    assert path is not None
    return path / record_folder.RECORD_FILE


@pytest.mark.parametrize("where", [(), ("facts",), ("history", 0), ("proposal",), ("arrivals", 0)])
def test_a_key_that_nobody_knows_is_refused_and_never_dropped(home: Home, where: tuple[str | int, ...]):
    file = record_json(home)
    fields = json.loads(file.read_bytes())
    inner: Any = fields
    for key in where:
        inner = inner[key]
    inner["masa_depan"] = 1
    file.write_text(json.dumps(fields))
    before = state(home)
    with pytest.raises(NewerFormat, match="masa_depan"):
        rebuild.rebuild(home, MACHINE)
    database.close()
    database.use(home.catalogue)
    assert state(home) == before
    assert "masa_depan" in file.read_text()


def test_a_newer_format_is_refused(home: Home):
    file = record_json(home)
    file.write_bytes(file.read_bytes().replace(b"berkas-record/1", b"berkas-record/2"))
    with pytest.raises(NewerFormat):
        rebuild.rebuild(home, MACHINE)


def test_an_office_file_of_a_newer_berkas_is_refused(home: Home):
    file = next((home.archive / "office" / "people").glob("*.json"))
    data = file.read_bytes()
    with pytest.raises(NewerFormat):
        decisions.load(data.replace(b"berkas-office/1", b"berkas-office/2"))
    fields = json.loads(data)
    with pytest.raises(NewerFormat, match="masa_depan"):
        decisions.load(json.dumps(fields | {"masa_depan": 1}).encode())


def test_a_catalogue_that_a_newer_berkas_has_changed_is_left_alone(home: Home):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('catalogue', '9999_masa_depan', '2030-01-01')")
    with pytest.raises(database.NewerCatalogue, match="9999_masa_depan"):
        database.migrate()


@pytest.mark.parametrize("what", ["record.json", "people"])
def test_one_read_error_during_a_rebuild_drops_nobody(home: Home, what: str, monkeypatch: pytest.MonkeyPatch):
    wanted = record_json(home)
    if what == "people":
        wanted = next((home.archive / "office" / "people").glob("*.json"))
    before, real = state(home), Path.read_bytes

    def failing(path: Path) -> bytes:
        if path == wanted:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    with pytest.raises(ReadFailed):
        rebuild.rebuild(home, MACHINE)
    monkeypatch.undo()
    database.close()
    database.use(home.catalogue)
    assert state(home) == before

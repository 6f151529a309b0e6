"""A catalogue that an earlier Berkas made is opened by this one, and nothing in it is lost."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connection

from pipeline.catalogue import database, decisions, models
from pipeline.document import Role
from pipeline.records import people
from tests.builders.home import MACHINE, a_home


def test_what_the_office_decided_is_kept_when_its_model_is_renamed(tmp_path: Path) -> None:
    home = a_home(tmp_path / "home")
    people.add(home, MACHINE, "budi", Role.PPID)
    before = list(models.Decision.objects.order_by("subject").values_list())
    call_command("migrate", "catalogue", "0006", verbosity=0)
    database.close()
    database.use(home.catalogue)
    assert "catalogue_decided" in connection.introspection.table_names()
    database.migrate()
    assert list(models.Decision.objects.order_by("subject").values_list()) == before
    assert (kept := decisions.get_decision("people", "budi")) is not None
    assert kept.data["role"] == Role.PPID


def test_no_model_has_changed_without_a_migration(tmp_path: Path) -> None:
    a_home(tmp_path / "home")
    call_command("makemigrations", "catalogue", check=True, dry_run=True, verbosity=0)

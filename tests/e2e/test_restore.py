"""Backup and restore as docs/install.md has them: its lines are typed as they stand there, on paths of the test's own."""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.training.papers import a_letter, as_txt
from tests.builders import write
from tests.builders.command import PASSWORD, PROGRAM, Office, an_office

INSTALL = Path(__file__).parents[2] / "docs" / "install.md"
COMPLETE = ("code=HM.02", "category=setiap_saat", "access_level=biasa", "date=2024-03-14")


def documented() -> tuple[str, str]:
    """The blocks of "Keeping it safe with rsync": what to type every night, and after a loss."""
    section = INSTALL.read_text("utf-8").split("## Keeping it safe with rsync")[1].split("\n## ")[0]
    nightly, after_loss = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    return nightly, after_loss


def type_lines(block: str, home: Path, backup: Path) -> list[subprocess.CompletedProcess[str]]:
    """Each line as it stands, with the test's folders in the place of the document's and without the change of account."""
    said = []
    for line in block.strip().splitlines():
        here = line.replace("/mnt/cadangan/berkas", str(backup)).replace("/srv/berkas", str(home))
        here = here.replace("sudo -u berkas ", "").replace("/opt/berkas/.venv/bin/berkas", PROGRAM)
        here = here.replace("chown -R berkas:", f"chown -R {os.geteuid()}:{os.getegid()}")
        said.append(subprocess.run(["sh", "-c", here], capture_output=True, text=True, check=False))
    return said


class Nights:
    """An office and the disk of its backups."""

    def __init__(self, tmp_path: Path) -> None:
        self.office = an_office(tmp_path / "rumah")
        write(self.office.root, "berkas.toml", b'language = "id"\n')
        self.backup = tmp_path / "cadangan"
        self.backup.mkdir()
        self.papers = tmp_path / "kertas"

    def night(self) -> None:
        [said] = type_lines(documented()[0], self.office.root, self.backup)
        assert said.returncode == 0, said.stderr

    def add(self, word: str) -> str:
        [record] = self.office.json("add", write(self.papers, f"{word}.txt", as_txt(a_letter(word=word))))
        return str(record["id"])

    def do(self, *words: object) -> Any:
        said = self.office(*words, "--json")
        assert said.code == 0, said.err
        return said.json

    def verify(self, record_id: str, word: str) -> None:
        facts = (*COMPLETE, f"title=Perihal {word}")
        self.do("verify", record_id, "--by", "dewi", *(part for fact in facts for part in ("--set", fact)))

    def lose_and_restore(self, root: Path) -> tuple[Office, list[subprocess.CompletedProcess[str]]]:
        root.mkdir()
        said = type_lines(documented()[1], root, self.backup)
        return Office(root), said


def state(office: Office) -> dict[str, object]:
    """What the office gets to see, each with their own rights."""
    register = office.json("register")
    register.pop("generated_at")
    ids = {line["subject"] for line in office.json("ledger") if "/" not in line["subject"]}
    return {
        "register": register,
        "csv": list(csv.reader(io.StringIO(office("register").out))),
        "ledger": office.json("ledger"),
        "queue": {name: office.json("queue", "--by", name) for name in ("dewi", "putra", "rani")},
        "due": office.json("due", "--on", "2100-01-01"),
        "dossiers": office.json("dossier", "list"),
        "records": {record_id: office("show", record_id, "--json").out for record_id in sorted(ids)},
        "readers": {record_id: office("show", record_id, "--by", "rani").code for record_id in sorted(ids)},
        "found": {
            name: sorted(hit["id"] for hit in office.json("search", "Perihal", "--in", "all", "--by", name)["hits"])
            for name in ("dewi", "rani")
        },
    }


def folders(root: Path) -> list[str]:
    """Where records stand."""
    archive = root / "archive"
    lying = (path.parent.relative_to(archive) for path in archive.rglob("record.json"))
    return sorted(str(path) for path in lying if path.parts[0] != "set-apart")


def days(nights: Nights) -> list[Callable[[], object]]:
    """What happens in a fortnight, night by night; the paper about Rahasia was open to readers for some days."""
    do, add = nights.do, nights.add
    ids: dict[str, str] = {}

    def arrive() -> None:
        ids.update({word: add(word) for word in ("Rahasia", "Terbuka", "Salah", "Kembali", "Ubah")})

    def settle() -> None:
        do("set-aside", ids["Salah"], "--by", "dewi", "--why", "salah pindai")
        do("ratify", ids["Rahasia"], ids["Terbuka"], ids["Ubah"], "--by", "putra")

    def exempt() -> None:
        changes = ("--set", "category=dikecualikan_usul", "--set", "code=TU.01.2")
        do("change", ids["Rahasia"], "--by", "putra", "--why", "rahasia pribadi", *changes)
        do("return", ids["Kembali"], "--by", "putra", "--why", "kurang jelas")

    def amend() -> None:
        do("change", ids["Ubah"], "--by", "putra", "--why", "salah kode", "--set", "code=TU.01.2")
        do("requeue", ids["Salah"], "--by", "dewi")

    def gather() -> None:
        dossier = do("dossier", "open", "HM.02", "Perihal rapat", "--by", "putra")["name"]
        do("dossier", "join", dossier, ids["Terbuka"], "--by", "putra")
        do("dossier", "close", dossier, "--by", "putra", "--on", "2026-01-31")
        do("register", "--publish", "--by", "putra")

    def verify() -> None:
        for word in ("Rahasia", "Terbuka", "Kembali", "Ubah"):
            nights.verify(ids[word], word)

    return [
        arrive,
        verify,
        settle,
        exempt,
        amend,
        gather,
        lambda: do("set-aside", ids["Salah"], "--by", "dewi", "--why", "memang salah"),
    ]


@pytest.mark.timeout(600)
def test_after_a_fortnight_of_backups_that_delete_nothing_the_documented_restore_brings_the_office_back(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    for day in days(nights):
        day()
        nights.night()
    before, places = state(nights.office), folders(nights.office.root)
    exempt = next(line["subject"] for line in before["ledger"] if line["why"] == "rahasia pribadi")  # type: ignore[attr-defined]  # a list of dicts
    assert before["readers"][exempt] == 1
    assert len(folders(nights.backup)) > len(places), "the backup holds records wherever they ever stood"

    restored, (copied, owned, rebuilt, checked) = nights.lose_and_restore(tmp_path / "pulih")
    assert copied.returncode == 0, copied.stderr
    assert owned.returncode == 0, owned.stderr
    assert rebuilt.returncode == 1, "there were copies to look at"
    stale = sorted(set(folders(nights.backup)) - set(places))
    assert stale
    for path in stale:
        assert f"{path}: " in rebuilt.stderr
        assert (restored.root / "archive" / "set-apart" / path / "record.json").is_file()
    assert (checked.returncode, checked.stdout) == (0, "Semua utuh.\n")
    assert folders(restored.root) == places
    assert state(restored) == before

    commands = [line.strip() for line in rebuilt.stdout.splitlines() if line.strip().startswith("berkas user add ")]
    assert len(commands) == 4
    for command in commands:
        said = restored(*shlex.split(command)[1:], given=PASSWORD + "\n")
        assert said.code == 0, said.err
    again = restored("rebuild", "--json")
    assert (again.code, again.json["without_password"], again.json["set_apart"]) == (0, [], [])
    assert restored("show", exempt, "--by", "rani").code == 1
    assert restored("show", exempt, "--by", "dewi").code == 0


def test_the_documented_home_can_be_saved_by_the_documented_line(tmp_path: Path) -> None:
    section = INSTALL.read_text("utf-8").split("## A home")[1].split("\n## ")[0]
    [block] = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    lines = [line for line in block.strip().splitlines() if "useradd" not in line]
    home, backup = tmp_path / "rumah", tmp_path / "cadangan"
    backup.mkdir()
    here = "\n".join(lines).replace("sudo install -d -o berkas -g berkas", "install -d")
    for said in (*type_lines(here, home, backup), *type_lines(documented()[0], home, backup)):
        assert (said.returncode, said.stderr) == (0, "")
    assert sorted(path.name for path in backup.iterdir()) == ["archive", "berkas.toml"]


@pytest.mark.timeout(300)
def test_archive_and_settings_alone_in_an_empty_folder_are_a_home_to_rebuild(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    record_id = nights.add("Terbuka")
    nights.night()
    root = tmp_path / "pulih"
    root.mkdir()
    for name in ("archive", "berkas.toml"):
        source = nights.backup / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    restored = Office(root)
    for words in (("queue",), ("init",), ("up",)):
        said = restored(*words)
        assert said.code == 2
        assert "berkas rebuild" in said.err
        assert "berkas init" not in said.err
    assert sorted(path.name for path in root.iterdir()) == ["archive", "berkas.toml"]
    assert restored("rebuild").code == 0
    assert [record["id"] for record in restored.json("queue")] == [record_id]
    assert restored.inbox.is_dir()
    assert restored("init").code == 0


@pytest.mark.timeout(300)
def test_rebuild_says_as_json_what_it_set_apart(tmp_path: Path) -> None:
    nights = Nights(tmp_path)
    record_id = nights.add("Salah")
    nights.night()
    nights.do("set-aside", record_id, "--by", "dewi", "--why", "salah pindai")
    nights.night()
    root = tmp_path / "pulih"
    shutil.copytree(nights.backup, root)
    said = Office(root)("rebuild", "--json")
    assert said.code == 1
    assert said.json["set_apart"] == [
        {
            "id": record_id,
            "path": f"queue/{record_id}",
            "moved_to": f"set-apart/queue/{record_id}",
            "kept": f"set-aside/{record_id}",
        }
    ]

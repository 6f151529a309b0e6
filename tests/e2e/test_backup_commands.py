"""Backup and restore as docs/install.md has them: the lines are typed as they stand there, on paths of the test's own."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from pipeline.training.papers import a_letter, as_txt
from tests.builders import write
from tests.builders.command import PROGRAM, an_office

INSTALL = Path(__file__).parents[2] / "docs" / "install.md"


def documented() -> list[str]:
    """The lines of "Keeping it safe" that are typed: every night, and after a loss."""
    section = INSTALL.read_text("utf-8").split("## Keeping it safe\n")[1].split("\n## ")[0]
    return [line for line in re.findall(r"^sudo -u berkas .*$", section, re.MULTILINE) if "/berkas " in line]


def type_line(line: str, home: Path, backup: Path) -> subprocess.CompletedProcess[str]:
    here = line.replace("/mnt/cadangan/berkas", str(backup)).replace("/srv/berkas", str(home)).replace("sudo -u berkas ", "")
    here = here.replace("/opt/berkas/.venv/bin/berkas", PROGRAM)
    return subprocess.run(["sh", "-c", here], capture_output=True, text=True, check=False, env=os.environ | {"LANG": "C"})


def test_the_documented_lines_save_a_home_and_bring_it_back(tmp_path: Path):
    nightly, restore, check, repair = documented()
    office, backup, again = an_office(tmp_path / "rumah"), tmp_path / "cadangan", tmp_path / "lagi"
    office.json("add", write(tmp_path / "kertas", "surat.txt", as_txt(a_letter(word="Rimbatara"))))
    before = office.json("queue")
    saved = type_line(nightly, office.root, backup)
    assert saved.returncode == 0, saved.stderr
    assert "1 naskah" in saved.stdout
    for line in (restore, check):
        typed = type_line(line, again, backup)
        assert typed.returncode == 0, typed.stdout + typed.stderr
    assert "Semua utuh." in typed.stdout
    paper = next((again / "archive").rglob("data/original.txt"))
    content = paper.read_bytes()
    paper.write_bytes(b"rusak")
    assert type_line(check, again, backup).returncode == 1
    repaired = type_line(repair, again, backup)
    assert repaired.returncode == 0, repaired.stdout + repaired.stderr
    assert paper.read_bytes() == content
    found = type_line(f"BERKAS_HOME=/srv/berkas {PROGRAM} search Rimbatara --in queue --json", again, backup)
    assert json.loads(found.stdout)["total"] == 1
    queue = type_line(f"BERKAS_HOME=/srv/berkas {PROGRAM} queue --json", again, backup)
    assert [one["id"] for one in json.loads(queue.stdout)] == [one["id"] for one in before]


def test_a_damaged_backup_is_named_with_exit_1_and_another_night_is_taken(tmp_path: Path):
    nightly, restore, *_ = documented()
    office, backup, again = an_office(tmp_path / "rumah"), tmp_path / "cadangan", tmp_path / "lagi"
    assert type_line(nightly, office.root, backup).returncode == 0
    office.json("add", write(tmp_path / "kertas", "surat.txt", as_txt(a_letter())))
    assert type_line(nightly, office.root, backup).returncode == 0
    first, second = sorted((backup / "nights").iterdir())
    paper = next(second.rglob("record.json"))
    paper.write_bytes(paper.read_bytes()[:-1])
    verified = type_line(f"{nightly} --verify", office.root, backup)
    assert verified.returncode == 1
    assert "record.json" in verified.stdout
    refused = type_line(restore, again, backup)
    assert refused.returncode == 1
    assert "record.json" in refused.stderr
    assert "Traceback" not in refused.stderr
    restored = type_line(f"{restore} --at {first.name}", again, backup)
    assert restored.returncode == 0, restored.stderr


def test_what_cannot_be_used_is_one_sentence(tmp_path: Path):
    office = an_office(tmp_path / "rumah")
    for arguments, code in (
        ("backup /srv/berkas/cadangan", 2),
        ("backup sftp://arsip@127.0.0.1/cadangan", 2),
        ("restore sftp://arsip@127.0.0.1/cadangan", 2),
        ("restore /mnt/cadangan/berkas", 1),
        ("backup /proc/berkas", 1),
    ):
        typed = type_line(f"BERKAS_HOME=/srv/berkas {PROGRAM} {arguments}", office.root, tmp_path / "tidak-ada")
        assert typed.returncode in {1, code}, typed.stderr
        assert not list(Path.cwd().glob("sftp:*"))
        assert "Traceback" not in typed.stderr
        assert len(typed.stderr.strip().splitlines()) <= 2


def test_the_doctor_looks_at_a_machine_that_has_no_home_yet(tmp_path: Path):
    for home in (tmp_path, tmp_path / "tidak-ada"):
        typed = type_line(f"BERKAS_HOME=/srv/berkas {PROGRAM} doctor", home, tmp_path)
        assert typed.returncode in {0, 1}
        assert "Traceback" not in typed.stderr
        assert "jam" in typed.stdout

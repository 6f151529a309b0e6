"""A home of which the account may not read a part, as after a restore by root: named in a sentence, and nothing counts as lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import write
from tests.builders.command import PROGRAM, Office, Said, an_office

pytestmark = [pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes"), pytest.mark.timeout(300)]
AS_ANYBODY = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.name != "nt" and os.geteuid() == 0 else []
"""Root reads everything; without these two capabilities it is held to the modes, like any account."""


def said_to_anybody(office: Office, *words: str) -> Said:
    command = [*AS_ANYBODY, PROGRAM, *words]
    done = subprocess.run(command, env=office.environment(), capture_output=True, text=True, timeout=120, check=False)
    return Said(done.returncode, done.stdout, done.stderr)


def tree(root: Path) -> set[tuple[str, bytes]]:
    """What stands in the archive, below the locks."""
    files = (path for path in (root / "archive").rglob("*") if path.is_file() and path.parent.name != "archive")
    return {(str(path.relative_to(root)), path.read_bytes()) for path in files}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A home with one record in the queue, and a stale copy of it, as a restore brings it."""
    made = an_office(tmp_path / "rumah")
    write(made.root, "berkas.toml", b'language = "id"\n')
    [record] = made.json("add", write(tmp_path, "surat.txt", b"UNDANGAN rapat\n"))
    queued = made.root / "archive" / "queue" / record["id"]
    shutil.copytree(queued, tmp_path / "salinan")
    assert made("set-aside", record["id"], "--by", "dewi", "--why", "salah").code == 0
    shutil.copytree(tmp_path / "salinan", queued)
    return made


@pytest.fixture(
    params=["archive/set-aside", "archive/queue", "archive/office/people", "archive/ledger", "archive/set-aside/*/record.json"]
)
def closed(request: pytest.FixtureRequest, office: Office) -> Iterator[Path]:
    """A part of the archive that belongs to somebody else."""
    [path] = office.root.glob(request.param)
    mode = path.stat().st_mode
    path.chmod(0)
    yield path
    path.chmod(mode)


def one_sentence(said: Said, path: Path) -> bool:
    return len(said.err.strip().splitlines()) == 1 and str(path) in said.err and "chown -R " in said.err


def test_a_rebuild_decides_nothing_while_a_part_of_the_archive_cannot_be_read(office: Office, closed: Path) -> None:
    shutil.rmtree(office.root / "index")
    before = tree(office.root)
    said = said_to_anybody(office, "rebuild")
    assert (said.code, said.out) == (1, "")
    assert one_sentence(said, closed), said.err
    assert tree(office.root) == before
    assert not (office.root / "index" / "catalogue.sqlite3").exists()


def test_check_and_doctor_name_what_cannot_be_read(office: Office, closed: Path) -> None:
    said = said_to_anybody(office, "check")
    assert said.code == 1
    assert one_sentence(said, closed), said.err
    found = said_to_anybody(office, "doctor")
    assert (found.code, found.err) == (1, "")
    assert str(closed) in found.out.replace("\n", "")


@pytest.mark.parametrize("name", ["archive", "berkas.toml", "index", "."])
def test_every_command_ends_in_a_sentence_where_the_home_is_another_account_s(office: Office, name: str) -> None:
    path = office.root / name
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        for words in (["rebuild"], ["init"], ["check"], ["up", "--port", "0"], ["queue"]):
            if (words, name) == (["rebuild"], "index"):
                continue
            said = said_to_anybody(office, *words)
            assert said.code in {1, 2}
            assert one_sentence(said, path), (words, said.err)
        found = said_to_anybody(office, "doctor")
        assert found.code == 1
        assert str(path) in (found.out + found.err).replace("\n", "")
        assert "Traceback" not in found.err
    finally:
        path.chmod(mode)

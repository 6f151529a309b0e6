"""One of each kind of bad input: each ends held or unreadable with a sentence, the original is kept, and the rest goes on."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from pipeline.training.papers import a_letter, as_txt
from tests.builders import bad, write
from tests.builders.command import PROGRAM, Office, an_office

LONG_AGO = 1_700_000_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return an_office(tmp_path_factory.mktemp("buruk") / "rumah")


def test_each_bad_file_ends_unreadable_with_a_sentence_and_the_good_one_is_read(office: Office) -> None:
    handed_in = {}
    for make in bad.ALL:
        name, data = make()
        path = write(office.inbox, name, data)
        os.utime(path, (LONG_AGO, LONG_AGO))  # older than ten minutes: nobody is still writing it
        handed_in[name] = hashlib.sha256(data).hexdigest()
    good = write(office.inbox, "baik.txt", as_txt(a_letter(word="Sentosari")))
    os.utime(good, (LONG_AGO, LONG_AGO))

    said = office("run", "--json")
    assert said.code == 1
    assert said.json["received"] == len(bad.ALL) + 1
    records = {record["file"]: record for record in office.json("queue")}
    assert records["baik.txt"]["status"] == "queued"
    for name, sha256 in handed_in.items():
        record = records[name]
        assert (record["status"], record["sha256"]) == ("unreadable", sha256), name
        assert record["problem"].endswith("."), name
        assert f"{name} ({record['id']}): {record['problem']}" in said.err
        original = office.root / "archive" / record["shelf"] / "bag" / "data"
        assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in original.iterdir()] == [sha256]
    assert office("check").code == 0


def test_a_young_half_file_is_held_in_its_place_with_the_reason(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    name, data = bad.truncated_pdf()
    half = write(office.inbox, name, data)
    said = office("run", "--json")
    assert said.code == 1
    assert said.json == {"received": 0, "queued": 0, "held": 1, "unreadable": 0, "duplicate": 0}
    assert f"{name}: " in said.err
    assert half.read_bytes() == data


def test_a_hostile_name_is_stored_without_harm(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    name, data = bad.hostile_name()
    (office.inbox / name).write_bytes(data)
    said = office("run", "--json")
    assert said.code == 0, said.err
    (record,) = office.json("queue")
    assert "\n" not in record["file"]
    assert "/" not in record["file"]
    assert not list(tmp_path.glob("*.pdf"))
    assert office("check").code == 0


def test_a_locked_pdf_is_read_with_its_password(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    name, data = bad.locked_pdf(password="rahasia")
    path = write(tmp_path, name, data)
    said = office("add", path, "--json")
    assert said.code == 1
    (record,) = said.json
    assert "kata sandi" in record["problem"]
    wrong = office("retry", record["id"], "--by", "dewi", "--password-stdin", given="keliru\n")
    assert wrong.code == 1
    right = office("retry", record["id"], "--by", "dewi", "--password-stdin", "--json", given="rahasia\n")
    assert right.code == 0, right.err
    assert right.json[0]["status"] == "queued"
    assert not any(b"rahasia" in path.read_bytes() for path in office.root.rglob("*.json*"))


def test_a_file_without_read_permission_is_held_and_the_rest_goes_on(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    closed = write(office.inbox, "tertutup.txt", b"tidak boleh dibaca")
    write(office.inbox, "terbuka.txt", as_txt(a_letter()))
    for path in office.inbox.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))
    closed.chmod(0)
    command = [*_without_the_right_to_read_everything(), PROGRAM, "run", "--json"]
    done = subprocess.run(command, env=office.environment(), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout) == {"received": 1, "queued": 1, "held": 1, "unreadable": 0, "duplicate": 0}
    assert "tertutup.txt: " in done.stderr
    assert closed.exists()


def _without_the_right_to_read_everything() -> list[str]:
    """What stands before a command so that file permissions hold for it: nothing for ordinary people; root lays down its power to
    pass over them (its home may hold the very Python that runs here, so it cannot become somebody else)."""
    if os.geteuid() != 0:
        return []
    powers = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]

"""An office's day by command: papers of every kind into a running Berkas, approved by two people, found, and on the register."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from pipeline.training.papers import TRAINING_SET
from tests.builders import write
from tests.builders.command import Office, an_office, wait_until

EXEMPT = "dikecualikan_usul"


@pytest.mark.timeout(900)
def test_papers_of_every_kind_go_from_the_inbox_to_the_register(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    with office.up():
        for sample in TRAINING_SET:
            write(office.inbox, sample.file, sample.write(sample.paper))
        wait_until(lambda: len(office.json("queue")) == len(TRAINING_SET) and not _unread(office), 240)
        queue = {record["file"]: record for record in office.json("queue")}
        assert {record["status"] for record in queue.values()} == {"queued"}
        ids = [record["id"] for record in queue.values()]

        missing = {record["id"] for record in queue.values() if not (record["code"] and record["category"] and record["title"])}
        for record_id in missing:
            assert office("verify", record_id, "--by", "dewi").code == 1
            said = office("verify", record_id, "--by", "dewi", "--set", "code=HM.02", "--set", "category=setiap_saat")
            assert said.code == 0, said.err
        said = office("verify", *(set(ids) - missing), "--by", "dewi")
        assert said.code == 0, said.err
        assert office("ratify", ids[0], "--by", "dewi").code == 1, "who verified may not ratify"
        said = office("ratify", *ids, "--by", "putra")
        assert said.code == 0, said.err

        for sample in TRAINING_SET:
            found = office.json("search", sample.paper.word)
            assert [hit["id"] for hit in found["hits"]] == [queue[sample.file]["id"]], sample.paper.word
            hit = found["hits"][0]
            assert sample.paper.word.lower() in hit["snippet"].lower()
            assert bool(hit["boxes"]) == (Path(sample.file).suffix not in {".txt", ".docx"}), sample.file

    before = _everything(office)
    listed = {row["ID"] for row in csv.DictReader(io.StringIO(office("register").out.lstrip("\ufeff")))}
    open_ones = {record["id"] for record in [office.json("show", record_id) for record_id in ids] if record["category"] != EXEMPT}
    assert listed == open_ones
    assert len(open_ones) < len(ids), "the training set holds an exempt paper, and the register does not"
    assert office("check").code == 0

    shutil.rmtree(office.root / "index")
    assert "berkas rebuild" in office("queue").err
    assert office("rebuild").code == 0
    assert _everything(office) == before
    assert office("check").code == 0


def _unread(office: Office) -> bool:
    return any(record["status"] == "received" for record in office.json("queue"))


def _everything(office: Office) -> dict[str, object]:
    """What the office's questions are answered with."""
    hits = {sample.paper.word: [hit["id"] for hit in office.json("search", sample.paper.word)["hits"]] for sample in TRAINING_SET}
    register = office.json("register")
    register.pop("generated_at")
    return {
        "queue": office.json("queue"),
        "due": office.json("due", "--on", "2100-01-01"),
        "ledger": office.json("ledger"),
        "register": register,
        "search": hits,
    }

"""An office's day by command: papers of every kind into a running Berkas, approved by two people, found, and on the register."""

from __future__ import annotations

import csv
import io
import json
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
        wait_until(lambda: _statuses(office) == ["queued"] * len(TRAINING_SET), 240)
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
        said = office("ratify", *ids, "--by", "putra", "--json")
        assert said.code == 0, said.err
        filed = said.json
        assert [(record["id"], record["status"]) for record in filed] == [(record_id, "filed") for record_id in ids]

        for sample in TRAINING_SET:
            (hit,) = office.json("search", sample.paper.word)["hits"]
            assert hit["id"] == queue[sample.file]["id"], sample.paper.word
            assert sample.paper.word.lower() in hit["snippet"].lower()
            assert bool(hit["boxes"]) == (Path(sample.file).suffix not in {".txt", ".docx"}), sample.file

    before = _everything(office)
    listed = {row["ID"] for row in csv.DictReader(io.StringIO(office("register").out.lstrip("\ufeff")))}
    open_ones = {record["id"] for record in filed if record["category"] != EXEMPT}
    assert listed == open_ones
    assert len(open_ones) < len(ids), "the training set holds an exempt paper, and the register does not"
    assert office("check").code == 0

    shutil.rmtree(office.root / "index")
    assert "berkas rebuild" in office("queue").err
    assert office("rebuild").code == 0
    assert _everything(office) == before
    for sample in TRAINING_SET:
        assert [hit["id"] for hit in office.json("search", sample.paper.word)["hits"]] == [queue[sample.file]["id"]]
    assert office("check").code == 0


def _statuses(office: Office) -> list[str]:
    """Of the queue as it lies on the disk: a command would take cores from the reading it waits for, again and again."""
    return [json.loads(path.read_text("utf-8"))["status"] for path in (office.root / "archive" / "queue").glob("*/record.json")]


def _everything(office: Office) -> dict[str, object]:
    """What the office's questions are answered with, but for the search."""
    register = office.json("register")
    register.pop("generated_at")
    return {
        "queue": office.json("queue"),
        "due": office.json("due", "--on", "2100-01-01"),
        "ledger": office.json("ledger"),
        "register": register,
    }

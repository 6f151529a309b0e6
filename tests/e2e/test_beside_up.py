"""Commands typed while ``berkas up`` works in the same home."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.training.papers import a_letter, as_jpeg, as_txt
from tests.builders import write
from tests.builders.command import an_office

LONG_AGO = 1_700_000_000


def test_add_and_run_leave_the_reading_to_up_and_rebuild_refuses(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    scan = write(tmp_path, "pindai.jpg", as_jpeg(a_letter(word="Lembahsari")))
    dropped = write(office.inbox, "surat.txt", as_txt(a_letter(word="Kayumanis")))
    os.utime(dropped, (LONG_AGO, LONG_AGO))
    with office.up():
        (record,) = office.json("add", scan)
        assert record["status"] == "queued"
        assert record["history"][1]["door"] == "up"
        assert office.json("search", "lembahsari", "--in", "queue")["total"] == 1
        assert office("run").code == 0
        assert office.json("search", "kayumanis", "--in", "queue")["total"] == 1
        said = office("rebuild")
        assert said.code == 2
        assert "Traceback" not in said.err
        assert office("check").code == 0
    assert office("rebuild").code == 0


def test_a_second_up_says_that_one_is_there(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    with office.up():
        said = office("up", "--port", "0", seconds=60)
    assert said.code == 2
    assert said.err.strip().endswith("coba lagi.")

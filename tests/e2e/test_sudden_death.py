"""kill -9 of ``berkas up`` while papers go in: nothing is lost, nothing is there twice."""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

from pipeline.training.papers import a_letter, as_docx, as_jpeg, as_pdf, as_txt
from tests.builders import write
from tests.builders.command import Office, an_office


def _papers(rounds: int, each: int) -> list[tuple[str, bytes]]:
    """Papers no two of which have the same bytes; one in seven is a scan."""
    papers = []
    for number in range(rounds * each):
        letter = a_letter(sequence=number + 1, word=f"Kata{number}")
        make, ending = [(as_jpeg, "jpg"), (as_txt, "txt"), (as_pdf, "pdf"), (as_docx, "docx"), (as_txt, "txt"), (as_pdf, "pdf")][
            number % 6
        ]
        papers.append((f"naskah-{number:03d}.{ending}", make(letter) + (b"" if ending != "txt" else f"\n{number}\n".encode())))
    return papers


def _children_of(root: Path) -> list[psutil.Process]:
    mine = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("BERKAS_HOME") == str(root):
                mine.append(process)
        except psutil.Error:
            continue
    return mine


def _die_again_and_again(office: Office, rounds: int, each: int) -> None:
    chance = random.Random(20261122)
    papers = _papers(rounds, each)
    for start in range(0, len(papers), each):
        with office.up() as up:
            moment = time.monotonic() + chance.uniform(0.3, 6.0)
            for name, data in papers[start : start + each]:
                write(office.inbox, name, data)
                time.sleep(chance.uniform(0, 0.15))
            time.sleep(max(0.0, moment - time.monotonic()))
            up.kill()
    _, alive = psutil.wait_procs(_children_of(office.root), timeout=10)
    assert alive == [], "page children outlived the program"

    for path in office.inbox.rglob("*.txt"):  # which has no end of its own: it is whole after three quiet seconds
        os.utime(path, (time.time() - 60,) * 2)
    said = office("run", "--json", seconds=1200)
    assert said.code == 0, said.err
    records = office.json("queue")
    assert {record["status"] for record in records} == {"queued"}
    handed_in = Counter(hashlib.sha256(data).hexdigest() for _, data in papers)
    assert Counter(record["sha256"] for record in records) == handed_in
    assert all(len(record["arrivals"]) == 1 for record in records)
    left = [path.relative_to(office.inbox) for path in office.inbox.rglob("*") if path.is_file() and path.name != ".gitkeep"]
    assert [path for path in left if path.parts[:2] != (".claimed", ".resting")] == []
    check = office("check")
    assert check.code == 0, check.out


@pytest.mark.timeout(900)
def test_killed_four_times_among_40_papers_every_paper_is_there_once(tmp_path: Path) -> None:
    _die_again_and_again(an_office(tmp_path / "rumah"), rounds=4, each=10)


@pytest.mark.soak
def test_killed_twenty_times_among_800_papers_every_paper_is_there_once(tmp_path: Path) -> None:
    _die_again_and_again(an_office(tmp_path / "rumah"), rounds=20, each=40)

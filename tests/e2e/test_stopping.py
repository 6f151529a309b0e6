"""SIGTERM ends ``berkas up`` within three seconds, whatever waits; and ``berkas run`` ends, whatever lies in the inbox."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from pipeline.training.papers import a_letter, a_report, as_scan_pdf, as_txt
from tests.builders import write
from tests.builders.command import Office, an_office, wait_until

LONG_AGO = 1_700_000_000
MOST_SECONDS = 6.0  # three on a quiet machine; tests run beside others


def seconds_to_end(process: subprocess.Popen[str]) -> float:
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    return time.monotonic() - began


def test_sigterm_ends_up_while_it_reads(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    for number in range(4):
        write(office.inbox, f"pindai-{number}.pdf", as_scan_pdf(a_report(), dpi=200, seed=number))
    with office.up() as up:
        wait_until(lambda: (office.root / "index" / "working.json").exists(), 60)
        time.sleep(1)
        assert seconds_to_end(up.process) < MOST_SECONDS
        assert up.process.returncode == 0


def test_sigterm_ends_up_while_a_paper_is_still_coming(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    write(office.inbox, "separuh.pdf", b"%PDF-1.7\nbelum")
    with office.up() as up:
        time.sleep(2)
        assert seconds_to_end(up.process) < MOST_SECONDS


HANGS = """
import sys, time
from pipeline import intake
intake.InboxWatch.ready = lambda self, now: time.sleep(3600)
sys.argv = ["berkas", "up", "--port", "0"]
from pipeline.cli.main import main
main()
"""


def test_sigterm_ends_up_while_a_share_hangs(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    log = tmp_path / "log"
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", HANGS], env=office.environment(), stdout=file, stderr=file, text=True, cwd=Path.cwd()
        )
    try:
        wait_until(lambda: "http://" in log.read_text("utf-8"), 60)
        assert seconds_to_end(process) < MOST_SECONDS
        assert process.returncode == 0
    finally:
        process.kill()


def lay_traps(office: Office) -> socket.socket:
    """A link, a dangling link, a link to a folder, a pipe and a socket."""
    paper = write(office.root, "asli.txt", as_txt(a_letter()))
    (office.inbox / "pintasan.txt").symlink_to(paper)
    (office.inbox / "putus.txt").symlink_to(office.root / "tiada")
    (office.inbox / "jalan").symlink_to(office.root / "archive")
    os.mkfifo(office.inbox / "pipa.pdf")
    plug = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(office.inbox)
    try:
        plug.bind("soket")
    finally:
        os.chdir(here)
    return plug


def test_run_names_what_is_no_file_and_does_not_answer_0(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    with lay_traps(office):
        said = office("run", seconds=60)
        assert said.code == 1
        for name in ("pintasan.txt", "putus.txt", "jalan", "pipa.pdf", "soket"):
            assert f"{name}: Ini bukan file biasa" in said.err


def test_run_beside_up_does_not_wait_for_what_is_no_file(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    os.utime(write(office.inbox, "surat.txt", as_txt(a_letter(word="Kayumanis"))), (LONG_AGO, LONG_AGO))
    with office.up(), lay_traps(office):
        said = office("run", seconds=90)
        assert said.code == 1
        assert "pipa.pdf: Ini bukan file biasa" in said.err
        assert len(office.json("queue")) == 1

"""A fresh machine: what the tests need is named, and installed by ``make``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import machine

ROOT = Path(__file__).resolve().parents[1]
FACE = re.compile(r"\"([\w-]+\.(?:ttf|otf|ttc|pfb))\"")


def test_every_face_that_is_printed_with_stands_with_its_package_and_no_other() -> None:
    sources = [path for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py") if path.name != "machine.py"]
    printed = {face for path in sources for face in FACE.findall(path.read_text("utf-8"))}
    assert printed == {face for faces in machine.FACES.values() for face in faces}


@pytest.mark.parametrize("package", [*machine.FACES, "chromium", "libatomic1", "tesseract-ocr", "tesseract-ocr-ind"])
def test_make_looks_for_each_package_even_where_all_was_set_up_before(package: str) -> None:
    told = subprocess.run(["make", "--dry-run", "setup-dev"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    looked_for = " ".join(line for line in told.splitlines() if ".ci/system-packages" in line).split()
    assert package in looked_for


def test_tests_without_a_font_end_with_one_sentence_that_names_its_package(tmp_path: Path) -> None:
    nowhere = os.environ | {"XDG_DATA_DIRS": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "pytest", "-n", "1", "tests/reading/preprocessing/test_line_removal.py"]
    done = subprocess.run(command, cwd=ROOT, env=nowhere, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if line.strip()]
    assert done.returncode == 1
    assert len(said) == 1
    assert "fonts-liberation (LiberationMono-Regular.ttf, LiberationSans-Bold.ttf" in said[0]
    assert "make setup-dev" in said[0]
    assert "Traceback" not in done.stderr


def test_a_bare_debian_is_refused_to_whoever_is_not_root_in_one_sentence() -> None:
    # Read first: who is not root may not look into each place where a repository lies.
    script = """
import os, runpy, sys
sys.path.insert(0, ".ci/bare")
main = runpy.run_path(".ci/bare/__main__.py")["main"]
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
sys.argv[1:] = ["--only", "run"]
sys.exit(main())
"""
    done = subprocess.run([sys.executable, "-B", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "make bare: only root may make a system and mount what it needs. Type: sudo make bare\n"

"""The scripts that measure the reading room from inside: they reach into it, and would go stale without a word."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.reading.recognition import calibration

ROOT = Path(__file__).resolve().parents[2]
LINES = (
    "Sehubungan dengan hal tersebut diminta kehadiran Saudara",
    "tepat waktu dan membawa data pendukung yang diperlukan.",
    "Atas perhatian dan kerja sama Saudara kami ucapkan",
    "terima kasih, dan mohon kabar sebelum tanggal 14 Mei.",
)
TABLES = ("WORDS", "LEFT", "NEURAL", "AGREED", "CHOSEN")


def run(script: str, *arguments: object) -> str:
    """What a script prints; on one core, as little of the machine as it can do with."""
    command = [sys.executable, f"benchmarks/{script}.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=_one_core)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@pytest.fixture
def blurred(tmp_path: Path) -> Path:
    """A folder with one small page of known words. A strip down the page is out of focus: of each line, some words are in doubt."""
    page = Image.new("L", (1100, 520), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype("LiberationSerif-Regular.ttf", 34)
    for row, line in enumerate(LINES):
        pen.text((100, 100 + 80 * row), line, font=font, fill=0)
    strip = (700, 0, 850, page.height)
    page.paste(page.crop(strip).filter(ImageFilter.GaussianBlur(5)), strip[:2])
    folder = tmp_path / "partly-blurred"
    folder.mkdir()
    page.save(folder / "page.png", dpi=(200, 200))
    (folder / "page.txt").write_text("\n".join(LINES), "utf-8")
    return folder


def test_every_table_of_the_calibration_is_fitted(blurred: Path, tmp_path: Path) -> None:
    chart, raw = tmp_path / "chart.svg", tmp_path / "words.jsonl"
    said = run("calibrating", "--folder", blurred, "--only", "none", "--raw", raw, "--chart", chart)
    counts = {name: int(count) for name, count in re.findall(r"^(\w+)  # (\d+) words$", said, re.MULTILINE)}
    assert set(counts) == set(TABLES)
    (page,) = map(json.loads, raw.read_text().splitlines())
    # Some of the page's 31 words are left as Tesseract read them, others are read by both.
    assert 0 < counts["LEFT"] < counts["WORDS"]
    assert counts["AGREED"] + counts["CHOSEN"] > 0
    assert len(page["told"]) > counts["LEFT"]
    assert "<svg" in chart.read_text()


def test_the_weights_of_the_choice_are_as_many_as_the_reader_takes(blurred: Path) -> None:
    said = run("calibrating", "--folder", blurred, "--only", "none")
    (weights,) = re.findall(r"^DIFFER = \((.+)\)", said, re.MULTILINE)
    assert len(weights.split(",")) == len(calibration.DIFFER)


def test_a_picture_shows_the_pieces_that_both_recognisers_read(tmp_path: Path) -> None:
    said = run("two_recognisers", tmp_path, "dot matrix")
    pieces, again, changed = map(int, re.findall(r"(\d+) (?:pieces|read twice|words changed)", said))
    assert 0 < again < pieces
    assert changed
    with Image.open(tmp_path / "two-recognisers-dot-matrix.png") as picture:
        assert picture.width == 1000


@pytest.mark.parametrize("mending", ["vocabulary", "pieces"])
def test_the_dictionary_and_the_cutting_of_lines_can_be_switched_off(blurred: Path, mending: str) -> None:
    said = run("ablation", "--folder", blurred, "--seeds", 0, "--only", mending)
    (pages,) = re.findall(rf"^\| {mending} \| (\d+) \|", said, re.MULTILINE)
    assert pages == "1"


def test_every_mending_can_be_switched_off(blurred: Path) -> None:
    said = run("ablation", "--folder", blurred, "--seeds", 0, "--at-once")
    assert "1 pages" in said

"""The recap book's end, noted outside the machine, tells later whether the book was rewritten."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pipeline.training.papers import a_letter, as_txt
from tests.builders import write
from tests.builders.command import an_office


def rewritten(book: Path) -> None:
    """The whole chain anew, with another hand in its first line: it fits together again."""
    before, lines = "0" * 64, []
    for number, line in enumerate(map(json.loads, book.read_text().splitlines())):
        changed = line | {"prev": before} | ({"by": "orang lain"} if number == 0 else {})
        raw = json.dumps(changed, ensure_ascii=False) + "\n"
        before = hashlib.sha256(raw.encode()).hexdigest()
        lines.append(raw)
    book.write_text("".join(lines))


def test_a_book_that_was_rewritten_does_not_fit_the_note(tmp_path: Path):
    office = an_office(tmp_path / "rumah")
    office.json("add", write(tmp_path / "kertas", "surat.txt", as_txt(a_letter())))
    noted = office("ledger", "--head").out.strip()
    seq, _, sha256 = noted.partition(":")
    office.json("add", write(tmp_path / "kertas", "lain.txt", as_txt(a_letter(word="Lain"))))
    assert office("check", "--anchor", noted).code == 0
    assert office("check", "--anchor", f"{seq}:{sha256[:16].upper()}").code == 0
    assert office("check", "--anchor", f"{seq}:{'0' * 64}").code == 1
    assert office("check", "--anchor", f"{seq}:12").code == 2
    [book] = (office.root / "archive" / "ledger").glob("*.jsonl")
    rewritten(book)
    told = office("check", "--anchor", noted)
    assert told.code == 1
    assert "anchor" in told.out

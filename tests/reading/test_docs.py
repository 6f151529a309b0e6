import os
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reading.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_reading_guide_runs_and_says_the_papers_words(papers, example, capsys):
    papers.typed_pdf("surat.pdf")
    papers.table_pdf("tabel.pdf")
    before = Path.cwd()
    os.chdir(papers.folder)
    try:
        made: dict[str, object] = {"__name__": "__main__"}
        exec(compile(example, "docs/reading.md", "exec"), made)
    finally:
        os.chdir(before)
    assert "print(" not in example or capsys.readouterr().out
    assert "page" not in made or made["page"].words  # type: ignore[attr-defined]  # the example's own page

import os
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reading.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_reading_guide_runs(papers, example):
    papers.typed_pdf("surat.pdf")
    papers.table_pdf("tabel.pdf")
    before = Path.cwd()
    os.chdir(papers.folder)
    try:
        exec(compile(example, "docs/reading.md", "exec"), {"__name__": "__main__"})
    finally:
        os.chdir(before)

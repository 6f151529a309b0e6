"""The bill of materials names every package that a home needs, and none that only we need."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_bill_names_what_runs_with_versions_and_licences(tmp_path: Path):
    bill = tmp_path / "bill.json"
    subprocess.run([sys.executable, ROOT / ".ci" / "sbom.py", bill], check=True, capture_output=True)
    fields = json.loads(bill.read_bytes())
    assert (fields["bomFormat"], fields["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["name"]: part for part in fields["components"]}
    assert {"pillow", "whoosh3", "htmx 2.0.11"} <= {name.lower() for name in parts}
    assert not {"pytest", "mypy", "ruff"} & {name.lower() for name in parts}
    assert all(part["licenses"] for part in parts.values())
    pinned = (ROOT / "constraints.txt").read_text().lower()
    libraries = [part for part in parts.values() if part["type"] == "library"]
    assert all(f"{part['name'].lower()}=={part['version'].lower()}" in pinned for part in libraries)

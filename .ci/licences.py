"""Writes docs/licences.md: the licence of each pinned package, of each vendored file, and of the models inside a package.

The list is made from what the installed packages say of themselves. ``make licences`` runs it; a test compares.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LIST = ROOT / "docs" / "licences.md"
VENDORED = {
    "pipeline/web/static/vendor/htmx-2.0.11.min.js": ("htmx 2.0.11", "0BSD", "pipeline/web/static/vendor/htmx-LICENSE.txt"),
    "tests/web/vendor/axe.min.js": ("axe-core 4.14.1", "MPL-2.0", "tests/web/vendor/axe-LICENSE.txt"),
}
"""Path of a file made by others → its name, its licence, and the file that holds the licence's text."""
MODELS = {
    "rapidocr": "PP-OCR models of PaddleOCR, converted by RapidOCR: Apache-2.0, as the package that brings them",
}
"""Package that brings models → what its models are."""
SAID_ELSEWHERE = {
    "pypdfium2": "BSD-3-Clause OR Apache-2.0; the PDFium inside: BSD-3-Clause and others",
}
"""Package whose own data do not say it in a line → the licence that its files hold."""
_SPDX = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}
# The same list on every machine: that of the oldest Python that Berkas runs on.
_SMALLEST = {"extra": "", "python_version": "3.11", "python_full_version": "3.11.0", "sys_platform": "linux"}
_HEAD = """# Licences of what Berkas uses

Berkas itself is under the [Apache License 2.0](../LICENSE). This list is made by `make licences`; a test says when it is
out of date.

No package below is part of this repository: `pip` fetches them in the versions of `constraints.txt`. "Running" is what a home
needs, "developing" what tests and `make check` need besides. Wheels hold libraries in C too (PDFium, OpenBLAS, FFmpeg in OpenCV's):
their licences lie beside each package in `.venv`, in its `.dist-info`.

## Packages

| package | version | licence | for |
|---|---|---|---|
"""


def pinned() -> dict[str, str]:
    """Name of each package in constraints.txt → its version."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return dict(line.strip().split("==") for line in lines if line.strip() and not line.startswith("#"))


def missing() -> list[str]:
    """Pinned packages that are not installed here."""
    installed = {canonical(one.name) for one in distributions()}
    return [name for name in pinned() if canonical(name) not in installed]


def canonical(name: str) -> str:
    """The name of a package as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_to_run() -> set[str]:
    """Canonical names of all packages that an installation without extras brings."""
    found: set[str] = set()
    waiting = ["berkas"]
    while waiting:
        name = waiting.pop()
        try:
            requirements = distribution(name).requires or []
        except PackageNotFoundError:  # one for another system
            continue
        for requirement in map(Requirement, requirements):
            key = canonical(requirement.name)
            if key not in found and (requirement.marker is None or requirement.marker.evaluate(_SMALLEST)):
                found.add(key)
                waiting.append(requirement.name)
    return found


def licence_of(name: str) -> str:
    """What an installed package says of its licence: the SPDX expression, else the classifiers, else the first line of the text."""
    if name in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[name]
    data = distribution(name).metadata
    if "License-Expression" in data:
        return data["License-Expression"]
    names = [line.rsplit(" :: ", 1)[1] for line in data.get_all("Classifier") or [] if line.startswith("License :: ")]
    names = [_SPDX.get(one, one) for one in names if one not in {"OSI Approved", "DFSG approved"}]
    text = data["License"].strip().splitlines() if "License" in data else []
    if text and len(text[0]) < 40 and (not names or names == ["BSD"]):
        return text[0]
    if not names:
        raise SystemExit(f"{name} names no licence: look into its source and add it to SAID_ELSEWHERE in {Path(__file__).name}")
    return ", ".join(names)


def models_of(name: str) -> list[str]:
    """File names of the models that a package brings."""
    return sorted(file.name for file in distribution(name).files or [] if file.suffix == ".onnx")


def text() -> str:
    """The whole list as Markdown."""
    running = needed_to_run()
    lines = [
        f"| {name} | {version} | {licence_of(name)} | {'running' if canonical(name) in running else 'developing'} |"
        for name, version in pinned().items()
    ]
    vendored = [f"| `{path}` | {name} | {licence} | `{said}` |" for path, (name, licence, said) in VENDORED.items()]
    models = [f"| `{file}` | {name} | {what} |" for name, what in MODELS.items() for file in models_of(name)]
    return (
        _HEAD
        + "\n".join(lines)
        + "\n\n## Files of others in this repository\n\n| file | what | licence | its text |\n|---|---|---|---|\n"
        + "\n".join(vendored)
        + "\n\nThere are no fonts among them: pages use the fonts of the reader's system, tests and benchmarks those of\n"
        + "Debian's packages (`TEST_PACKAGES` in the Makefile). The icons are drawn here.\n"
        + "\n## Models inside packages\n\n| file | package | licence |\n|---|---|---|\n"
        + "\n".join(models)
        + "\n"
    )


if __name__ == "__main__":
    LIST.write_text(text(), "utf-8")

"""Writes the software bill of materials (CycloneDX 1.6, JSON) of what a home needs to run: ``make sbom``.

Names, versions and licences are those of ``licences.py``; vendored files are named with the hash of what is in this repository.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import version
from pathlib import Path

import licences
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

OUTPUT = licences.ROOT / "build" / "berkas.cdx.json"


def bill() -> Bom:
    """Berkas with every package that an installation without extras brings, and the files of others in it."""
    berkas = Component(
        name="berkas",
        version=version("berkas"),
        type=ComponentType.APPLICATION,
        bom_ref="berkas",
        licenses=[DisjunctiveLicense(id="Apache-2.0")],
    )
    bom = Bom()
    bom.metadata.component = berkas
    parts = [
        _package(name, pinned) for name, pinned in licences.pinned().items() if licences.canonical(name) in licences.needed_to_run()
    ]
    parts += [_file(path, *what) for path, what in licences.VENDORED.items() if path.startswith("pipeline/")]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(berkas, parts)
    return bom


def _package(name: str, pinned: str) -> Component:
    url = PackageURL("pypi", name=licences.canonical(name), version=pinned)
    return Component(
        name=name,
        version=pinned,
        type=ComponentType.LIBRARY,
        purl=url,
        bom_ref=str(url),
        licenses=[DisjunctiveLicense(name=licences.licence_of(name))],
    )


def _file(path: str, name: str, licence: str, _text: str) -> Component:
    sha256 = hashlib.sha256((licences.ROOT / path).read_bytes()).hexdigest()
    return Component(
        name=name,
        type=ComponentType.FILE,
        bom_ref=path,
        licenses=[DisjunctiveLicense(id=licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256)],
    )


def main(output: Path) -> None:
    """Write the bill to ``output``."""
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(JsonV1Dot6(bill()).output_as_string(indent=1), "utf-8")
    print(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT)

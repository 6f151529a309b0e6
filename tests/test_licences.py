"""docs/licences.md names what Berkas uses, and is up to date."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_spec = importlib.util.spec_from_file_location("licences", ROOT / ".ci" / "licences.py")
assert _spec
assert _spec.loader
licences = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(licences)
LISTED = licences.LIST.read_text("utf-8")
OF_OTHERS = (".min.js", ".min.css", ".woff", ".woff2", ".ttf", ".otf", ".onnx", ".traineddata")


def test_the_list_is_what_the_installed_packages_say():
    if missing := licences.missing():
        pytest.skip(f"pinned, but not for this Python: {', '.join(missing)}")
    assert licences.text() == LISTED, "type: make licences"


@pytest.mark.parametrize("name", licences.pinned())
def test_each_pinned_package_is_listed(name):
    assert f"\n| {name} | {licences.pinned()[name]} | " in LISTED


def test_each_file_of_others_is_listed_with_its_licence():
    files = [file for folder in ("pipeline", "tests", "benchmarks") for file in (ROOT / folder).rglob("*") if file.is_file()]
    found = {file for file in files if file.name.endswith(OF_OTHERS) or file.parent.name == "vendor"}
    named = {ROOT / path for path in licences.VENDORED} | {ROOT / text for _, _, text in licences.VENDORED.values()}
    assert found == named


def test_the_models_of_the_second_recogniser_are_listed():
    models = licences.models_of("rapidocr")
    assert models
    assert [model for model in models if model not in LISTED] == []

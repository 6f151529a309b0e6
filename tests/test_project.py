"""What the project says of itself in several files is the same in all of them."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_pre_commit_runs_what_make_check_runs():
    rule = re.search(r"^check:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert rule
    checks = {line.strip().lstrip("@").replace("$(BIN)", ".venv/bin") for line in rule[1].splitlines()}
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    entries = {re.sub(r"^sh -c '(.*)'$", r"\1", hook["entry"]) for hook in repository["hooks"]}
    assert entries == checks


def test_the_changelog_begins_with_the_version_that_is_installed():
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == PROJECT["version"] == version("berkas")


def test_the_licence_is_the_one_that_the_package_names():
    assert PROJECT["license"] == "Apache-2.0"
    assert (ROOT / "LICENSE").read_text("utf-8").split("\n")[0].strip() == "Apache License"


def test_types_are_there_for_those_who_import_the_package():
    assert (ROOT / "pipeline" / "py.typed").is_file()


def test_every_file_that_a_page_of_the_project_names_is_there():
    for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"):
        links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", (ROOT / page).read_text("utf-8"))
        assert [link for link in links if not (ROOT / link).exists()] == []

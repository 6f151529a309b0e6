"""A home on disk: made only where nothing else lies, and never half believed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import home as homes
from tests.builders import write


def test_a_home_is_made_in_an_empty_folder(tmp_path: Path) -> None:
    home = homes.make_home(tmp_path / "baru")
    assert sorted(path.name for path in home.root.iterdir()) == ["archive", "inbox", "index"]


@pytest.mark.parametrize("name", ["laporan.docx", ".git", "src/main.py"])
def test_a_folder_that_holds_something_else_is_refused_and_what_it_holds_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, b"")
    with pytest.raises(homes.NotAHome, match=name.split("/")[0].replace(".", r"\.")):
        homes.make_home(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_berkas_shaped_folder_is_completed(tmp_path: Path) -> None:
    write(tmp_path, "README.md", b"")
    for folder in ("inbox", "archive"):
        write(tmp_path, f"{folder}/.gitkeep", b"")
    assert homes.make_home(tmp_path).index.is_dir()


def test_making_a_home_twice_keeps_what_is_there(tmp_path: Path) -> None:
    write(tmp_path, homes.CONFIG, b"four_eyes = false\n")
    home = homes.make_home(tmp_path)
    write(home.inbox, "surat.pdf", b"isi")
    again = homes.make_home(tmp_path, training=True)
    assert not again.config.training
    assert not again.config.four_eyes
    assert (home.inbox / "surat.pdf").read_bytes() == b"isi"


def test_a_training_home_says_so_in_its_settings(tmp_path: Path) -> None:
    assert homes.make_home(tmp_path, training=True).config.training
    assert homes.read_config(tmp_path / homes.CONFIG).training


@pytest.mark.parametrize(
    ("typed", "meant"), [("four_eye", "four_eyes"), ("ocrlanguage", "ocr_language"), ("Port", "port"), ("bahasa", ""), ("x", "")]
)
def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path, typed: str, meant: str) -> None:
    path = write(tmp_path, homes.CONFIG, f"{typed} = 1\n".encode())
    with pytest.raises(homes.WrongConfig) as wrong:
        homes.read_config(path)
    assert f"'{typed}'" in str(wrong.value)
    assert f"mungkin maksudnya '{meant}" in str(wrong.value)


@pytest.mark.parametrize(
    "text", ["port = 0", "port = 70000", "language = 'de'", "workers = -1", "four_eyes = 'mungkin'", "port", "\xff"]
)
def test_a_wrong_value_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, homes.CONFIG, text.encode("latin-1"))
    with pytest.raises(homes.WrongConfig, match=r"^berkas\.toml: ") as wrong:
        homes.read_config(path)
    assert "\n" not in str(wrong.value)


def test_without_settings_the_defaults_hold(tmp_path: Path) -> None:
    config = homes.read_config(tmp_path / homes.CONFIG)
    assert (config.four_eyes, config.training, config.host, config.port) == (True, False, "127.0.0.1", 8765)


def test_an_empty_folder_is_no_home_yet_and_the_command_that_helps_is_named(tmp_path: Path) -> None:
    with pytest.raises(homes.NoHomeYet, match="berkas init"):
        homes.open_home(tmp_path)
    with pytest.raises(homes.NoHomeYet, match="berkas init"):
        homes.open_home(tmp_path / "tidak-ada")


def test_a_foreign_folder_is_not_opened(tmp_path: Path) -> None:
    write(tmp_path, "laporan.docx", b"")
    with pytest.raises(homes.NotAHome, match="BERKAS_HOME"):
        homes.open_home(tmp_path)


FILLED = [
    "queue/2026-000001/record.json",
    "shelves/permanent/HM.02/2026-000001/record.json",
    "ledger/2026.jsonl",
    "office/people/siti.json",
]


@pytest.mark.parametrize("file", FILLED)
@pytest.mark.parametrize("catalogue", [None, b"", b"rusak" * 1000])
def test_no_catalogue_is_ever_made_beside_a_full_archive(tmp_path: Path, file: str, catalogue: bytes | None) -> None:
    home = homes.make_home(tmp_path)
    write(home.archive, file, b"{}")
    if catalogue is not None:
        # What SQLite leaves behind when it is asked to open what is not there.
        home.catalogue.write_bytes(catalogue)
    for use in (homes.open_home, homes.make_home):
        with pytest.raises(homes.CatalogueMissing, match="berkas rebuild"):
            use(tmp_path)
    assert homes.open_home(tmp_path, for_rebuild=True) == home


@pytest.mark.parametrize("file", [".gitkeep", ".lock", "queue/.gitkeep", ".staging/2026-000001/folder/record.json"])
def test_an_archive_that_holds_no_record_is_not_full(tmp_path: Path, file: str) -> None:
    write(tmp_path / "archive", file, b"")
    assert not homes.is_filled(tmp_path / "archive")


def test_a_home_with_its_catalogue_opens(tmp_path: Path) -> None:
    home = homes.make_home(tmp_path)
    with sqlite3.connect(home.catalogue) as catalogue:
        catalogue.execute("CREATE TABLE paper (name)")
    assert homes.open_home(tmp_path) == home


def test_every_sentence_exists_in_both_languages(tmp_path: Path) -> None:
    for failure in (
        homes.NoHomeYet(folder=tmp_path),
        homes.CatalogueMissing(folder=tmp_path),
        homes.NotAHome(folder=tmp_path, found="x"),
    ):
        assert failure.sentence("id") != failure.sentence("en")


def test_to_ask_for_the_catalogue_leaves_the_locks_of_this_process_on_it(tmp_path: Path) -> None:
    home = homes.make_home(tmp_path / "rumah")
    ours = sqlite3.connect(home.catalogue, isolation_level=None)
    ours.execute("PRAGMA journal_mode=wal")
    ours.execute("CREATE TABLE paper (name)")
    assert home.has_catalogue
    reads = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM paper').fetchone()[0])"
    other = [sys.executable, "-c", reads, str(home.catalogue)]
    subprocess.run(other, check=True, capture_output=True)
    ours.execute("INSERT INTO paper VALUES ('surat')")
    assert subprocess.run(other, check=True, capture_output=True, text=True).stdout == "1\n"
    ours.close()

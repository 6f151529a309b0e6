"""A home on disk: its folders, and the settings in ``berkas.toml``."""

from __future__ import annotations

import difflib
import os
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from pipeline import durable, file_modes
from pipeline.failures import Failure
from pipeline.home import readable

INBOX, ARCHIVE, INDEX, CONFIG = "inbox", "archive", "index", "berkas.toml"
RESTORING = ".restoring"
CLAIMED = ".claimed"
"""In the inbox: what has been taken and is not yet stored."""
CATALOGUE = "catalogue.sqlite3"
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""The zones of Indonesia, as offices call them."""
TRAINING_MARK = "training = true"
PRIVATE_MARK = "private"
"""In index/: every file of this home has been looked at once and closed to others."""


class NotAHome(Failure):
    """The folder holds something else; Berkas makes a home only in an empty or already Berkas-shaped folder."""

    key = "failure.not_ahome"
    indonesian = (
        "Folder {folder} bukan rumah Berkas dan tidak kosong ({found} ada di dalamnya). Pilih folder kosong lewat BERKAS_HOME."
    )
    english = "{folder} is no Berkas home and not empty (it holds {found}). Choose an empty folder with BERKAS_HOME."


class NoHomeYet(Failure):
    """The folder is empty: nothing was set up here."""

    key = "failure.no_home_yet"
    indonesian = "Belum ada rumah Berkas di {folder}. Jalankan: berkas init"
    english = "There is no Berkas home in {folder} yet. Run: berkas init"


class RestoreUnfinished(Failure):
    """A restore was interrupted: what is there is a part of a home."""

    key = "failure.restore_unfinished"
    indonesian = "Pemulihan ke {folder} belum selesai. Jalankan lagi: berkas restore SUMBER"
    english = "The restore into {folder} is not finished. Run again: berkas restore SOURCE"


class CatalogueMissing(Failure):
    """A filled archive without its catalogue, or with what is none. An empty catalogue beside it would say that nothing is held."""

    key = "failure.catalogue_missing"
    indonesian = "Arsip di {folder} berisi, tetapi katalognya tidak ada atau rusak. Jalankan: berkas rebuild"
    english = "The archive in {folder} is filled but its catalogue is missing or damaged. Run: berkas rebuild"


class WrongConfig(Failure):
    """berkas.toml says something that Berkas does not understand."""

    key = "failure.wrong_config"
    indonesian = "berkas.toml: {problem}"
    english = "berkas.toml: {problem}"


class Config(BaseModel):
    """What an office may set in ``berkas.toml``. Every key has a default; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    training: bool = False
    """A home for learning: a banner on every page."""
    language: str = Field(default="id", pattern="^(id|en)$")
    four_eyes: bool = True
    """Who verified may not ratify."""
    office: str = "Komisi Pemilihan Umum Kabupaten Bintan"
    office_short: str = "KPU Kabupaten Bintan"
    region: str = "2101"
    place: str = ""
    """The place line of the office's letters; empty until the office has confirmed it."""
    units: dict[int, str] = Field(default_factory=dict)
    """The office's units, each with the number that its letters carry; empty: the four of a county office."""
    document_types: tuple[str, ...] = ()
    """Kinds of paper that this office has besides those that Berkas knows."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Words that mean the same in this office's papers, besides those that Berkas knows; see ``search/synonyms``."""
    ocr_language: str = "ind"
    workers: int = Field(default=0, ge=0)
    """Pages read at once; 0 means one per core."""
    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=1, le=65535)
    public_hosts: tuple[str, ...] = ()
    """Names under which browsers may ask for Berkas, besides this machine's own."""
    https: bool = False
    """Set behind a TLS proxy: cookies travel over https only."""
    time_zone: str = "Asia/Jakarta"
    """Where the office's day begins: ``WIB``, ``WITA``, ``WIT``, or a name of the time zone database."""
    ignore: tuple[str, ...] = ()
    """Names in the inbox that are no papers, besides those Berkas knows: patterns with ``*`` and ``?`` for a file or folder."""
    rescan_seconds: float = Field(default=10.0, gt=0)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        zone = ZONES.get(value.upper(), value)
        if zone not in available_timezones():
            raise PydanticCustomError("zone", "zona waktu '{value}' tidak dikenal; tulis WIB, WITA, atau WIT", {"value": value})
        return zone

    @field_validator("ignore")
    @classmethod
    def _narrow_patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            if not pattern.strip("*?. ") or "/" in pattern:
                raise PydanticCustomError("pattern", "pola '{value}' terlalu luas atau memuat '/'", {"value": pattern})
        return value


@dataclass(frozen=True)
class Home:
    """The folder of one office and its settings."""

    root: Path
    config: Config

    @property
    def inbox(self) -> Path:
        """Where papers are dropped."""
        return self.root / INBOX

    @property
    def archive(self) -> Path:
        """The truth."""
        return self.root / ARCHIVE

    @property
    def index(self) -> Path:
        """What is made anew from the archive."""
        return self.root / INDEX

    @property
    def catalogue(self) -> Path:
        """The catalogue database."""
        return self.index / CATALOGUE

    @property
    def has_catalogue(self) -> bool:
        """Is there one? SQLite makes an empty file of whatever it is asked to open; that is none, and neither is a damaged one."""
        if not self.catalogue.is_file() or not self.catalogue.stat().st_size:
            return False
        try:
            # By SQLite itself: to open and close the file beside it gives up this process's locks (POSIX), and another process
            # then takes away the log that this one writes to.
            with closing(sqlite3.connect(f"{self.catalogue.absolute().as_uri()}?mode=ro", uri=True)) as connection:
                connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError:
            # Busy, or not to be opened just now: it is there.
            return True
        except sqlite3.DatabaseError:
            return False
        return True


def default_root() -> Path:
    """``BERKAS_HOME``, or the current folder."""
    return Path(os.environ.get("BERKAS_HOME") or ".").resolve()


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] != "extra_forbidden":
        return f"{key}: {first['msg']}"
    near = difflib.get_close_matches(key, Config.model_fields, n=1, cutoff=0.0)
    return f"kunci '{key}' tidak dikenal; mungkin maksudnya '{near[0]}'?"


def read_config(path: Path) -> Config:
    """The settings in a berkas.toml, or the defaults where there is none.

    Raises:
        WrongConfig: with the offending key and, for an unknown one, the nearest known.
    """
    if not path.exists():
        return Config()
    try:
        return Config.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongConfig(problem=str(error)) from error
    except ValidationError as error:
        raise WrongConfig(problem=_explain(error)) from error


def is_filled(archive: Path) -> bool:
    """Does the archive hold any record, office file or ledger line? A folder that we may not open counts as filled."""
    return any(
        child.is_dir() and _holds(child)
        for child in (archive.iterdir() if archive.is_dir() else ())
        if not child.name.startswith(".")
    )


def _holds(folder: Path) -> bool:
    try:
        return any(child.name != ".gitkeep" for child in folder.iterdir())
    except PermissionError:
        return True


def _foreign(root: Path) -> str | None:
    """Something that keeps ``root`` from being made a home, if it is not Berkas-shaped already."""
    ours = {INBOX, ARCHIVE, INDEX, CONFIG}
    found = [child.name for child in root.iterdir()] if root.is_dir() else []
    if {INBOX, ARCHIVE} <= set(found):
        return None
    return next((name for name in sorted(found) if name not in ours), None)


def _refuse_unfinished(root: Path) -> None:
    if (root / RESTORING).is_dir():
        raise RestoreUnfinished(folder=root)


def make_home(root: Path, *, training: bool = False) -> Home:
    """Make (or complete) a home in an empty or Berkas-shaped folder; what is there stays as it is.

    Raises:
        NotAHome, RestoreUnfinished, CatalogueMissing, NotReadable: each a sentence for the command line.
    """
    with readable.permitted(root):
        return _make_home(root, training=training)


def _make_home(root: Path, *, training: bool) -> Home:
    _refuse_unfinished(root)
    if found := _foreign(root):
        raise NotAHome(folder=root, found=found)
    config = root / CONFIG
    if is_filled(root / ARCHIVE) and not Home(root, Config()).has_catalogue:
        raise CatalogueMissing(folder=root / ARCHIVE)
    file_modes.make_office_folder(root / INBOX)
    for folder in (ARCHIVE, INDEX):
        file_modes.make_private_folder(root / folder)
    if training and not config.exists():
        durable.write_new(config, f"# Rumah latihan: isinya rekaan.\n{TRAINING_MARK}\n".encode())
    return Home(root, read_config(config))


def open_home(root: Path, *, for_rebuild: bool = False, for_restore: bool = False) -> Home:
    """The home in ``root``.

    A filled archive makes a home, though nothing else came back from the backup: it gets its inbox again.

    Raises:
        NoHomeYet, NotAHome, RestoreUnfinished, CatalogueMissing, WrongConfig, NotReadable: each a sentence for the command line.
    """
    with readable.permitted(root):
        return _open_home(root, for_rebuild=for_rebuild, for_restore=for_restore)


def _open_home(root: Path, *, for_rebuild: bool, for_restore: bool) -> Home:
    if not for_restore:
        _refuse_unfinished(root)
    filled = is_filled(root / ARCHIVE)
    if not (root / ARCHIVE).is_dir() or not (root / INBOX).is_dir():
        if found := _foreign(root) if root.is_dir() else None:
            raise NotAHome(folder=root, found=found)
        if not filled:
            raise NoHomeYet(folder=root)
    home = Home(root, read_config(root / CONFIG))
    if not for_rebuild and not home.has_catalogue:
        raise CatalogueMissing(folder=home.archive) if filled else NoHomeYet(folder=root)
    file_modes.make_office_folder(home.inbox)
    file_modes.make_private_folder(home.index)
    return home

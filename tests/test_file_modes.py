"""A home is private: whoever writes into it below the doors too, whatever the umask, and what an older one left open is closed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import durable, intake
from pipeline import home as homes
from pipeline.archive import bag, ledger
from pipeline.home import privacy
from pipeline.maintenance import doctor
from tests.builders import write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture(params=[0o022, 0o000])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def modes(root: Path) -> dict[str, int]:
    return {str(path.relative_to(root)): mode(path) for path in root.rglob("*")}


def private(root: Path) -> dict[str, int]:
    """What the modes ought to be."""
    return {str(path.relative_to(root)): 0o700 if path.is_dir() else 0o600 for path in root.rglob("*")}


def opened(root: Path) -> None:
    """As an older Berkas left it under umask 022."""
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def an_old_home(root: Path) -> homes.Home:
    home = homes.make_home(root)
    for name in ("queue/2026-000001/record.json", "queue/2026-000001/bag/data/original.pdf", "ledger/2026.jsonl", ".lock"):
        write(home.archive, name, b"{}")
    write(home.index, "catalogue.sqlite3", b"")
    write(home.root, homes.CONFIG, b"port = 8765\n")
    write(home.inbox, ".claimed/0123/surat.pdf", b"")
    write(home.inbox, "bagian umum/surat.pdf", b"")
    opened(home.root)
    return home


def test_what_is_written_durably_is_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    source = write(tmp_path, "pindai.pdf", b"isi")
    base = tmp_path / "rumah"
    durable.make_folders(base / "a" / "b")
    durable.write_new(base / "a" / "baru.json", b"{}")
    durable.replace(base / "a" / "lama.json", b"{}", by_way_of=base / "a" / "lama.tmp")
    durable.copy(source, base / "a" / "salinan.pdf")
    bag.make(base / "bag", source, "original.pdf", durable.sha256(source), {})
    bag.seal(base / "bag", b"{}")
    ledger.append(base / "ledger", [{"seq": 1, "version": 1, "subject": "x", "at": "2026-01-01"}])
    assert modes(base) == private(base)


def test_a_home_is_made_private_but_for_its_inbox(tmp_path: Path, umask: int) -> None:
    home = homes.make_home(tmp_path / "rumah", training=True)
    assert {path.name: mode(path) for path in home.root.iterdir()} == {
        "archive": 0o700,
        "index": 0o700,
        "berkas.toml": 0o600,
        "inbox": 0o777 & ~umask,
    }


def test_a_paper_that_is_claimed_loses_the_scanner_s_mode_and_the_inbox_keeps_its_own(tmp_path: Path, umask: int) -> None:
    inbox = tmp_path / "inbox"
    paper = write(inbox, "lantai dua/pindai.pdf", b"isi")
    paper.chmod(0o666)
    paper.parent.chmod(0o2775)
    inbox.chmod(0o2770)
    group = inbox.stat().st_gid
    claimed = intake.claim(inbox, paper)
    assert mode(claimed.path) == 0o600
    folders = [inbox / ".claimed", *(path for path in (inbox / ".claimed").rglob("*") if path.is_dir())]
    assert {mode(folder) & 0o777 for folder in folders} == {0o700}
    assert (mode(inbox), inbox.stat().st_gid, mode(inbox / "lantai dua")) == (0o2770, group, 0o2775)


def test_a_paper_that_is_handed_in_is_copied_privately(tmp_path: Path, umask: int) -> None:
    paper = write(tmp_path, "luar.pdf", b"isi")
    paper.chmod(0o644)
    claimed = intake.claim_copy(tmp_path / "inbox", paper)
    assert (mode(claimed.path), mode(claimed.path.parent), mode(paper)) == (0o600, 0o700, 0o644)


def test_an_old_home_is_closed_and_its_inbox_left(tmp_path: Path) -> None:
    home = an_old_home(tmp_path / "rumah")
    home.inbox.chmod(0o2775)
    assert privacy.make_private(home) == []
    for part in privacy.private_parts(home.root):
        assert mode(part) == (0o700 if part.is_dir() else 0o600)
        assert modes(part) == private(part)
    assert (mode(home.root), mode(home.inbox)) == (0o755, 0o2775)
    assert (mode(home.inbox / "bagian umum"), mode(home.inbox / "bagian umum" / "surat.pdf")) == (0o755, 0o644)


def test_a_home_that_was_closed_once_is_not_looked_through_again(tmp_path: Path) -> None:
    home = an_old_home(tmp_path / "rumah")
    privacy.make_private(home)
    inner = home.archive / "ledger" / "2026.jsonl"
    inner.chmod(0o644)
    privacy.make_private(home)
    assert mode(inner) == 0o644, "the folder above keeps everybody out"
    privacy.make_private(home, whole=True)
    assert mode(inner) == 0o600


def test_an_archive_that_was_copied_back_open_is_closed_again(tmp_path: Path) -> None:
    home = an_old_home(tmp_path / "rumah")
    privacy.make_private(home)
    opened(home.archive)
    home.archive.chmod(0o755)
    privacy.make_private(home)
    assert mode(home.archive) == 0o700
    assert modes(home.archive) == private(home.archive)


def test_a_link_in_a_home_is_not_followed(tmp_path: Path) -> None:
    home = an_old_home(tmp_path / "rumah")
    elsewhere = write(tmp_path, "luar/milik-kantor.txt", b"")
    elsewhere.chmod(0o644)
    (home.archive / "tautan").symlink_to(elsewhere.parent)
    (home.archive / "berkas").symlink_to(elsewhere)
    assert privacy.make_private(home) == []
    assert (mode(elsewhere), mode(elsewhere.parent)) == (0o644, 0o755)


def test_a_file_that_may_only_be_read_stays_so(tmp_path: Path) -> None:
    home = an_old_home(tmp_path / "rumah")
    paper = home.archive / "queue" / "2026-000001" / "bag" / "data" / "original.pdf"
    paper.chmod(0o444)
    privacy.make_private(home)
    assert mode(paper) == 0o400


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_what_belongs_to_another_account_is_left_and_said(tmp_path: Path) -> None:
    home = an_old_home(tmp_path / "rumah")
    os.chown(home.root / homes.CONFIG, 4711, 4711)
    assert privacy.make_private(home) == [home.root / homes.CONFIG]
    assert mode(home.root / homes.CONFIG) == 0o644
    [said] = [result for result in doctor.examine(home.root, home.config) if "tertutup" in result.what]
    assert not said.fit
    assert said.text.startswith(f"{home.root / homes.CONFIG} terbuka dan milik akun lain; ")


def test_doctor_names_what_is_open_and_the_command_that_closes_it(tmp_path: Path) -> None:
    home = an_old_home(tmp_path / "rumah")

    def said() -> doctor.CheckResult:
        return next(result for result in doctor.examine(home.root, home.config) if "tertutup" in result.what)

    assert not said().fit
    assert said().text.startswith(f"{home.archive}, {home.archive / '.lock'}, ")
    assert "lainnya terbuka; tutup dengan: chmod -R go= " in said().text
    subprocess.run(["sh", "-c", said().text.split("tutup dengan: ")[1]], check=True)
    assert said().fit


def test_doctor_asks_nothing_of_a_folder_that_is_no_home(tmp_path: Path) -> None:
    assert next(result for result in doctor.examine(tmp_path, homes.Config()) if "tertutup" in result.what).fit


@pytest.mark.parametrize(("typed", "made"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_what_a_command_puts_outside_the_home_is_the_user_s_own(tmp_path: Path, typed: int, made: int) -> None:
    program = (
        "import os, sys; from pathlib import Path; from pipeline import file_modes\n"
        "file_modes.restrict(); file_modes.restrict()\n"
        "with file_modes.by_user_umask(): Path(sys.argv[1]).write_text('')\n"
        "Path(sys.argv[2]).write_text('')\n"
    )
    outside, inside = tmp_path / "luar", tmp_path / "dalam"
    subprocess.run([sys.executable, "-c", program, str(outside), str(inside)], check=True, umask=typed)
    assert (mode(outside), mode(inside)) == (made, 0o600)


def test_an_archive_on_another_disk_is_closed_and_looked_at_like_any_other(tmp_path: Path) -> None:
    home = an_old_home(tmp_path / "rumah")
    disk, elsewhere = tmp_path / "cakram", write(tmp_path, "luar/surat.pdf", b"isi")
    elsewhere.chmod(0o644)
    home.archive.rename(disk)
    home.archive.symlink_to(disk)
    (disk / "queue" / "pintasan").symlink_to(elsewhere.parent)
    assert not doctor._private(home.root).fit
    privacy.make_private(home)
    assert (mode(disk), modes(disk / "ledger")) == (0o700, private(disk / "ledger"))
    assert mode(elsewhere) == 0o644
    assert doctor._private(home.root).fit

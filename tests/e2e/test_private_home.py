"""A day of the office by command and browser, under umasks that would leave everything open: nobody else gets to see a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.training.papers import a_letter, as_jpeg, as_txt
from tests.builders import write
from tests.builders.command import PASSWORD, Office, wait_until
from tests.web.browsing import CHROMIUM, chromium, go

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Chromium"),
]
PEOPLE = (("dewi", "desk"), ("putra", "ppid"))


@pytest.fixture(params=[0o022, 0o000])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """What the commands of this test are started under."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def exposed(root: Path) -> dict[str, str]:
    """Files and folders whose mode is none of ours. The inbox is the office's; what is claimed from it is not."""
    found = {}
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if parts[0] == "inbox" and parts[1:2] != (".claimed",):
            continue
        if mode(path) & 0o777 != (0o700 if path.is_dir() else 0o600):
            found["/".join(parts)] = oct(mode(path))
    return found


def an_empty_office(root: Path) -> Office:
    office = Office(root)
    assert office("init").code == 0
    for name, role in PEOPLE:
        assert office("user", "add", name, "--role", role, "--exempt", "--password-stdin", given=PASSWORD + "\n").code == 0
    return office


def look_at_the_first_page(base: str, record_id: str) -> None:
    """Log in and open the paper, until the picture of its page stands there."""
    with chromium() as browser:
        page: Any = browser.new_page()
        go(page, f"{base}masuk/")
        page.fill("[name=name]", "dewi")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/masuk/" not in url)
        go(page, f"{base}berkas/{record_id}/")
        drawn = "() => [...document.images].some((one) => one.src.includes('/halaman/') && one.naturalWidth > 0)"
        page.wait_for_function(drawn, timeout=60_000)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("umask", [0], indirect=True)
def test_after_a_whole_day_only_the_account_that_runs_berkas_may_open_its_files(tmp_path: Path, umask: int) -> None:
    office = an_empty_office(tmp_path / "rumah")
    write(office.root, "berkas.toml", b"workers = 1\n")
    office.inbox.chmod(0o2777)
    with office.up() as up:
        scanned = write(office.inbox, "lantai dua/pindai.jpg", as_jpeg(a_letter(word="Rimbatara")))
        scanned.chmod(0o666)
        letter = write(tmp_path, "surat.txt", as_txt(a_letter(word="Telukbakau")))
        assert office("add", letter).code == 0
        wait_until(lambda: len(office.json("queue")) == 2 and not scanned.exists())
        wait_until(lambda: {record["status"] for record in office.json("queue")} == {"queued"})
        ids = {record["file"]: record["id"] for record in office.json("queue")}
        look_at_the_first_page(up.address, ids["pindai.jpg"])
        for record_id in ids.values():
            facts = ("title=Undangan", "code=HM.02", "category=setiap_saat", "access_level=biasa")
            said = office("verify", record_id, "--by", "dewi", *(word for fact in facts for word in ("--set", fact)))
            assert said.code == 0, said.err
        dossier = office.json("dossier", "open", "HM.02", "Rapat", "--by", "putra")["name"]
        assert office("dossier", "join", dossier, *ids.values(), "--by", "putra").code == 0
        assert office("ratify", *ids.values(), "--by", "putra").code == 0
        assert list((office.root / "index").glob("*-wal")), "the catalogue's log is looked at too"
        assert list((office.root / "index" / "pages").rglob("*.jpg")), "and the picture of a page"
        assert exposed(office.root) == {"up.log": oct(0o666 & ~umask)}, "up.log is this test's own"
    assert office("search", "Rimbatara").code == 0
    assert office("register", "--publish", "--by", "putra").code == 0
    assert office("user", "deputy", "dewi", "--for", "putra", "--from", "2026-01-01", "--until", "2026-01-02").code == 0
    assert office("check").code == 0
    write(office.inbox, "susulan.txt", as_txt(a_letter()))
    os.utime(office.inbox / "susulan.txt", (0, 0))
    assert office("run").code == 0
    assert office("rebuild").code == 0
    assert exposed(office.root) == {"up.log": oct(0o666 & ~umask)}
    assert (mode(office.inbox), mode(office.inbox / "lantai dua")) == (0o2777, 0o2000 | 0o777 & ~umask)
    assert mode(letter) == 0o666 & ~umask, "what was handed in by command stays its owner's"


@pytest.mark.timeout(300)
def test_what_a_command_hands_out_is_the_user_s_own(tmp_path: Path, umask: int) -> None:
    office = an_empty_office(tmp_path / "rumah")
    assert office("add", write(tmp_path, "surat.txt", as_txt(a_letter()))).code == 0
    [record] = office.json("queue")
    assert office("get", record["id"], "-o", tmp_path / "asli.txt").code == 0
    assert office("get", record["id"], "--text", "-o", tmp_path / "teks.txt").code == 0
    assert office("register", "--format", "xlsx", "-o", tmp_path / "dip.xlsx").code == 0
    assert office("dik", "-o", tmp_path / "dik.csv", "--by", "putra").code == 0
    assert {mode(tmp_path / name) for name in ("asli.txt", "teks.txt", "dip.xlsx", "dik.csv")} == {0o666 & ~umask}


@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives a folder to another group")
def test_the_inbox_keeps_the_group_and_mode_that_the_office_gave_it(tmp_path: Path, umask: int) -> None:
    office = an_empty_office(tmp_path / "rumah")
    assert mode(office.inbox) == 0o777 & ~umask
    os.chown(office.inbox, -1, 4711)
    office.inbox.chmod(0o2770)
    for round_ in ("pagi", "sore"):
        paper = write(office.inbox, f"bagian umum/{round_}.txt", as_txt(a_letter(word=round_)))
        os.utime(paper, (0, 0))
        assert office("run").code == 0
        assert not paper.exists()
        kept = [(mode(folder), folder.stat().st_gid) for folder in (office.inbox, office.inbox / "bagian umum")]
        assert kept == [(0o2770, 4711), (0o2000 | 0o777 & ~umask, 4711)]
    assert office("rebuild").code == 0
    assert (mode(office.inbox), office.inbox.stat().st_gid) == (0o2770, 4711)
    assert exposed(office.root) == {}


@pytest.mark.timeout(300)
def test_an_old_home_that_stood_open_is_closed_by_the_next_command_and_doctor_sees_both(tmp_path: Path, umask: int) -> None:
    office = an_empty_office(tmp_path / "rumah")
    for path in office.root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (office.root / "index" / "private").unlink(missing_ok=True)
    closed = "rumah tertutup bagi akun lain"
    assert {look["what"]: look["fit"] for look in office.json("doctor")}[closed] is False
    assert office("queue").code == 0
    assert exposed(office.root) == {}
    assert {look["what"]: look["fit"] for look in office.json("doctor")}[closed] is True

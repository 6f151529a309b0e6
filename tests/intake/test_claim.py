import errno
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.failures import NotAFile, NotStorable, NotWhole
from pipeline.intake import Claim, claim, claim_copy, continues, discard, pending_claims, resting_files, safe_name
from tests.builders import bad, write


@contextmanager
def _open_folder() -> Iterator[Path]:
    """An inbox that everybody may enter and write into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        inbox.chmod(0o777)
        yield inbox


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_a_claimed_file_is_out_of_the_inbox_and_has_its_name(inbox: Path) -> None:
    taken = claim(inbox, write(inbox, "2026/maret/surat.pdf", b"isi"))
    assert taken.name == "2026/maret/surat.pdf"
    assert taken.path == inbox / ".claimed" / taken.id / "2026/maret/surat.pdf"
    assert taken.path.read_bytes() == b"isi"
    assert not (inbox / "2026/maret/surat.pdf").exists()


def test_folders_that_people_made_stay(inbox: Path) -> None:
    claim(inbox, write(inbox, "2026/maret/surat.pdf", b"isi"))
    assert (inbox / "2026/maret").is_dir()


def test_after_a_crash_what_was_claimed_is_found_again(inbox: Path) -> None:
    taken = [claim(inbox, write(inbox, f"surat-{number}.pdf", b"isi")) for number in range(5)]
    assert pending_claims(inbox) == sorted(taken, key=lambda one: one.id)


def test_an_inbox_without_claims_has_none(inbox: Path) -> None:
    assert pending_claims(inbox) == []


def test_a_crash_between_folder_and_rename_leaves_nothing_behind(inbox: Path) -> None:
    empty = inbox / ".claimed" / ("a" * 32) / "2026"
    empty.mkdir(parents=True)
    assert pending_claims(inbox) == []
    assert not empty.parent.exists()


def test_discard_removes_the_source_and_its_folder_only(inbox: Path) -> None:
    one = claim(inbox, write(inbox, "2026/surat.pdf", b"isi"))
    other = claim(inbox, write(inbox, "2026/surat.pdf", b"isi lain"))
    discard(inbox, one)
    assert pending_claims(inbox) == [other]
    assert not (inbox / ".claimed" / one.id).exists()


def test_discard_twice_is_discard_once(inbox: Path) -> None:
    taken = claim(inbox, write(inbox, "surat.pdf", b"isi"))
    discard(inbox, taken)
    discard(inbox, taken)
    assert pending_claims(inbox) == []


def test_discard_never_reaches_outside_its_claim(inbox: Path) -> None:
    kept = write(inbox, "surat.pdf", b"isi")
    with pytest.raises(ValueError, match="surat"):
        discard(inbox, Claim("a" * 32, kept, "surat.pdf"))
    assert kept.exists()


def test_a_second_file_in_a_claim_is_found_when_the_first_is_done(inbox: Path) -> None:
    first = claim(inbox, write(inbox, "a.pdf", b"a"))
    write(first.path.parent, "b.pdf", b"b")
    discard(inbox, first)
    assert [one.name for one in pending_claims(inbox)] == ["b.pdf"]


def test_a_file_that_has_gone_cannot_be_claimed(inbox: Path) -> None:
    with pytest.raises(FileNotFoundError):
        claim(inbox, inbox / "hilang.pdf")
    assert pending_claims(inbox) == []


def test_a_link_is_not_claimed(inbox: Path) -> None:
    target = write(inbox.parent, "rahasia.pdf", b"isi")
    (inbox / "pintasan.pdf").symlink_to(target)
    with pytest.raises(NotAFile):
        claim(inbox, inbox / "pintasan.pdf")
    assert target.exists()


def test_a_file_behind_a_linked_folder_is_not_claimed(inbox: Path) -> None:
    target = write(inbox.parent / "lain", "rahasia.pdf", b"isi")
    (inbox / "jalan").symlink_to(target.parent)
    with pytest.raises(NotAFile):
        claim(inbox, inbox / "jalan" / "rahasia.pdf")
    assert target.exists()


@pytest.mark.parametrize("way", ["../rahasia.pdf", ".claimed/x/rahasia.pdf"])
def test_a_path_that_is_no_arrival_is_refused(inbox: Path, way: str) -> None:
    kept = write(inbox, way, b"isi")
    with pytest.raises(ValueError, match="rahasia"):
        claim(inbox, inbox / way)
    assert kept.exists()


def test_a_path_that_gets_too_long_stays_where_it_is(inbox: Path) -> None:
    here = os.open(inbox, os.O_RDONLY)
    names = ["d" * 250] * 15
    try:  # such a path can only be made step by step
        for name in names:
            os.mkdir(name, dir_fd=here)
            deeper = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
        room = 4095 - len(str(inbox)) - sum(len(name) + 1 for name in names)
        name = "s" * min(room - 2, 250)
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY, dir_fd=here))
        file = inbox.joinpath(*names, name)
        with pytest.raises(NotStorable):
            claim(inbox, file)
        assert pending_claims(inbox) == []
        assert os.stat(name, dir_fd=here).st_size == 0
    finally:
        os.close(here)


@settings(deadline=None, max_examples=60)
@given(raw=st.binary(min_size=1, max_size=255))
def test_any_name_that_a_disk_takes_survives_a_claim(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    name = os.fsdecode(raw.replace(b"\0", b"_").replace(b"/", b"_"))
    if name in (".", ".."):
        name = "titik"
    inbox = tmp_path_factory.mktemp("inbox")
    taken = claim(inbox, write(inbox, name, b"isi"))
    assert taken.name == name
    assert pending_claims(inbox) == [taken]
    assert safe_name(taken.name).isprintable()
    discard(inbox, taken)
    assert pending_claims(inbox) == []
    shutil.rmtree(inbox)


def test_a_hostile_name_survives_a_claim(inbox: Path) -> None:
    name, data = bad.hostile_name()
    taken = claim(inbox, write(inbox, name, data))
    assert (taken.name, pending_claims(inbox)) == (name, [taken])


def test_the_original_of_a_given_file_stays(inbox: Path, tmp_path: Path) -> None:
    original = write(tmp_path, "surat.pdf", b"isi")
    taken = claim_copy(inbox, original)
    assert (taken.name, taken.path.read_bytes(), original.read_bytes()) == ("surat.pdf", b"isi", b"isi")
    assert pending_claims(inbox) == [taken]


def test_a_given_name_cannot_lead_out_of_the_claim(inbox: Path, tmp_path: Path) -> None:
    taken = claim_copy(inbox, write(tmp_path, "surat.pdf", b"isi"), name="/../../etc/cron.d/surat.pdf")
    assert taken.name == "etc/cron.d/surat.pdf"
    assert taken.path.is_relative_to(inbox / ".claimed" / taken.folder)


def test_a_given_link_is_followed_since_someone_chose_it(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "pintasan.pdf").symlink_to(write(tmp_path, "surat.pdf", b"isi"))
    assert claim_copy(inbox, tmp_path / "pintasan.pdf").path.read_bytes() == b"isi"


def test_a_given_folder_is_no_file(inbox: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAFile):
        claim_copy(inbox, tmp_path)
    assert list((inbox / ".claimed").iterdir()) == []


def test_a_half_copy_is_never_a_claim(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[Claim]] = []

    def interrupted(source: Any, copy: Any, length: int) -> None:
        copy.write(b"setengah")
        seen.append(pending_claims(inbox))
        raise OSError(errno.ENOSPC, "disk penuh")

    monkeypatch.setattr(shutil, "copyfileobj", interrupted)
    with pytest.raises(OSError, match="disk penuh"):
        claim_copy(inbox, write(tmp_path, "surat.pdf", b"isi"))
    assert seen == [[]]
    assert list((inbox / ".claimed").iterdir()) == []


def test_a_half_copy_that_a_crash_left_is_cleared_when_it_is_old(inbox: Path) -> None:
    half = write(inbox / ".claimed", ".half-abc", b"setengah")
    pending_claims(inbox)
    assert half.exists()
    os.utime(half, (time.time() - 7200, time.time() - 7200))
    pending_claims(inbox)
    assert not half.exists()


def test_of_a_claim_from_another_file_system_the_source_rests_in_its_place(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(inbox, "bagi/surat.pdf", b"isi")
    plain = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == source:
            raise OSError(errno.EXDEV, "lain disk")
        return plain(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    taken = claim(inbox, source)
    assert taken.path.read_bytes() == b"isi"
    assert [(one.id, one.path) for one in resting_files(inbox)] == [(taken.id, source)]
    assert source.exists()
    assert pending_claims(inbox) == [taken]


def test_a_file_that_grows_while_it_is_carried_over_stays(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(inbox, "bagi/surat.pdf", b"isi")
    plain, copy = Path.rename, shutil.copyfileobj

    def refused(self: Path, target: Path) -> Path:
        if self == source:
            raise OSError(errno.EXDEV, "lain disk")
        return plain(self, target)

    def growing(one: Any, other: Any, length: int) -> None:
        copy(one, other, length)
        source.write_bytes(b"isi yang bertambah")

    monkeypatch.setattr(Path, "rename", refused)
    monkeypatch.setattr(shutil, "copyfileobj", growing)
    with pytest.raises(NotWhole):
        claim(inbox, source)
    assert source.read_bytes() == b"isi yang bertambah"
    assert pending_claims(inbox) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become somebody else")
def test_a_file_without_read_permission_stays_where_it_is() -> None:
    script = """
import os, sys
from pathlib import Path
from pipeline.failures import NotPermitted
from pipeline.intake import InboxWatch, claim, claim_copy
os.setgid(65534); os.setuid(65534)
inbox = Path(sys.argv[1])
for act in (lambda: claim(inbox, inbox / "surat.pdf"), lambda: claim_copy(inbox, inbox / "surat.pdf")):
    try:
        act()
    except NotPermitted as failure:
        print(failure.sentence("en"))
print([(held.path.name, type(held.reason).__name__) for held in InboxWatch(inbox).ready(2e9).held])
"""
    # pytest's own folder is closed to others, so this one lies beside it.
    with _open_folder() as inbox:
        file = write(inbox, "surat.pdf", b"isi")
        write(inbox, "folder/tertutup.pdf", b"isi").parent.chmod(0o700)
        file.chmod(0o600)
        done = subprocess.run([sys.executable, "-c", script, str(inbox)], capture_output=True, text=True, timeout=60, check=False)
        assert done.stderr == ""
        first, second, held = done.stdout.splitlines()
        assert "may not read" in first
        assert "may not read" in second
        assert held == "[('folder', 'NotPermitted'), ('surat.pdf', 'NotPermitted')]"
        assert file.read_bytes() == b"isi"


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [(b"abc", b"abcdef", True), (b"abc", b"abc", True), (b"", b"abc", True), (b"abc", b"abX", False), (b"abcd", b"abc", False)],
)
def test_a_file_goes_on_with_one_that_is_its_beginning(tmp_path: Path, earlier: bytes, later: bytes, expected: bool) -> None:
    assert continues(write(tmp_path, "a", earlier), write(tmp_path, "b", later)) is expected


def test_it_looks_beyond_the_first_chunk(tmp_path: Path) -> None:
    long = b"x" * 3_000_000
    assert continues(write(tmp_path, "a", long), write(tmp_path, "b", long + b"y"))
    assert not continues(write(tmp_path, "a", long + b"z"), write(tmp_path, "b", long + b"yy"))

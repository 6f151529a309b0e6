"""A bag is valid at every instant, and every archive in the world agrees."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import bagit
import pytest

from pipeline import durable
from pipeline.archive import bag
from tests.builders import write
from tests.builders.deaths import Died, dying

PAPER = b"isi naskah\n"
SHA256 = hashlib.sha256(PAPER).hexdigest()


def a_bag(tmp_path: Path, **info: str) -> Path:
    folder = tmp_path / "bag"
    bag.make(folder, write(tmp_path, "luar", PAPER), "original.txt", SHA256, info)
    return folder


def test_bagit_validates_a_new_bag(tmp_path: Path) -> None:
    assert bagit.Bag(str(a_bag(tmp_path))).validate()


def test_the_payload_is_the_bytes_as_received(tmp_path: Path) -> None:
    assert (a_bag(tmp_path) / "data" / "original.txt").read_bytes() == PAPER


def test_a_copy_that_differs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "copy", lambda _source, target: target.write_bytes(b"isi nask\0h\n"))
    with pytest.raises(bag.CopyDiffers):
        a_bag(tmp_path)


def test_bytes_that_are_not_the_promised_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(bag.CopyDiffers):
        bag.make(tmp_path / "bag", write(tmp_path, "luar", PAPER), "original.txt", "0" * 64, {})


@pytest.mark.parametrize(
    "name", ["a\nBag-Size: 9", "a\r\nb", "a\u2028b", "a\x85b", "  ", "nama: dengan titik dua", "\t\ufeffnaskah"]
)
def test_a_hostile_value_stays_on_its_one_line(tmp_path: Path, name: str) -> None:
    folder = a_bag(tmp_path, **{"External-Description": name})
    lines = (folder / "bag-info.txt").read_text("utf-8").split("\n")
    assert [line.partition(":")[0] for line in lines if line] == ["External-Description", "Payload-Oxum"]
    assert bagit.Bag(str(folder)).validate()


def test_a_sealed_bag_is_valid_and_holds_what_was_ratified(tmp_path: Path) -> None:
    folder = a_bag(tmp_path)
    bag.seal(folder, b'{"oleh": "putra"}')
    assert bag.is_sealed(folder)
    assert bag.findings(folder) == []
    assert (folder / bag.RATIFIED).read_bytes() == b'{"oleh": "putra"}'
    assert bag.RATIFIED in (folder / "tagmanifest-sha256.txt").read_text()


def test_a_sealed_bag_never_changes(tmp_path: Path) -> None:
    folder = a_bag(tmp_path)
    bag.seal(folder, b"pertama")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    bag.seal(folder, b"kedua")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_bag_is_valid_at_every_instant_of_being_sealed(tmp_path: Path) -> None:
    sealed_by_then = []
    for step in range(1, 50):
        folder = a_bag(tmp_path / str(step))
        with dying(step) as death, suppress(Died):
            bag.seal(folder, b"disahkan")
        assert bag.findings(folder) == []
        sealed_by_then.append(bag.is_sealed(folder))
        if not death.came:
            break
        bag.seal(folder, b"disahkan")
        assert bag.is_sealed(folder)
        assert bag.findings(folder) == []
        assert sorted(path.name for path in (folder / "metadata").iterdir()) == ["ratified.json"]
    assert len(sealed_by_then) > 5
    assert not sealed_by_then[0]
    assert sealed_by_then[-1]


@pytest.mark.parametrize(
    "file", ["data/original.txt", "bag-info.txt", "manifest-sha256.txt", "metadata/ratified.json", "bagit.txt"]
)
def test_one_flipped_bit_anywhere_in_a_sealed_bag_is_found(tmp_path: Path, file: str) -> None:
    folder = a_bag(tmp_path)
    bag.seal(folder, b"disahkan")
    data = bytearray((folder / file).read_bytes())
    data[-2] ^= 1
    (folder / file).write_bytes(data)
    assert bag.findings(folder)


def test_a_lost_payload_is_found(tmp_path: Path) -> None:
    folder = a_bag(tmp_path)
    (folder / "data" / "original.txt").unlink()
    assert bag.findings(folder)


def test_a_foreign_file_among_the_payload_is_found(tmp_path: Path) -> None:
    folder = a_bag(tmp_path)
    write(folder, "data/lain.txt", b"")
    assert bag.strays(folder) == ["data/lain.txt"]
    assert bag.findings(folder) == []


def test_a_folder_that_is_no_bag_is_a_finding_and_no_crash(tmp_path: Path) -> None:
    assert bag.findings(tmp_path)
    assert bag.findings(tmp_path / "tidak-ada")

import io
import os
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.failures import Empty, Failure, NotAFile, NotWhole, StillComing, TooBig
from pipeline.intake import check_whole, seconds_since_write
from pipeline.training.papers import a_letter, a_report, as_docx, as_jpeg, as_pdf, as_png, as_scan_pdf, as_tiff, as_txt
from tests.builders import bad, write

WHOLE = {
    "surat.pdf": as_pdf(a_letter()),
    "pindai.pdf": as_scan_pdf(a_report(), dpi=60),
    "foto.jpg": as_jpeg(a_letter(), dpi=60),
    "foto.png": as_png(a_letter(), dpi=60),
    "fax.tif": as_tiff([a_letter(), a_report()], dpi=60),
    "surat.docx": as_docx(a_letter()),
}


def _failure(path: Path) -> Failure | None:
    try:
        check_whole(path, quiet=0)
    except Failure as failure:
        return failure
    return None


def _gif() -> bytes:
    target = io.BytesIO()
    Image.new("P", (64, 64)).save(target, "GIF")
    return target.getvalue()


def _tiled_tiff() -> bytes:
    """Big-endian, with tiles, as some copiers write."""
    tags = [(256, 4, 16), (257, 4, 16), (322, 4, 16), (323, 4, 16), (324, 4, 64), (325, 4, 256)]
    directory = struct.pack(">H", len(tags)) + b"".join(struct.pack(">HHII", tag, kind, 1, value) for tag, kind, value in tags)
    head = b"MM\0*" + struct.pack(">I", 320) + b"\0" * 56
    return head + b"\x55" * 256 + directory + struct.pack(">I", 0)


WHOLE |= {"gambar.gif": _gif(), "ubin.tif": _tiled_tiff()}


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_is_whole(tmp_path: Path, name: str) -> None:
    assert _failure(write(tmp_path, name, WHOLE[name])) is None


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", WHOLE)
def test_it_holds_a_half_written_file(tmp_path: Path, name: str, share: float) -> None:
    data = WHOLE[name]
    path = write(tmp_path, name, data[: int(len(data) * share)])
    with pytest.raises(NotWhole):
        check_whole(path, quiet=0)


@pytest.mark.parametrize("name", WHOLE)
def test_it_holds_a_file_whose_space_is_set_aside_but_not_written(tmp_path: Path, name: str) -> None:
    data = WHOLE[name]
    path = write(tmp_path, name, data[: len(data) // 2].ljust(len(data), b"\0"))
    with pytest.raises(NotWhole):
        check_whole(path, quiet=0)


def test_it_holds_a_file_of_zeros(tmp_path: Path) -> None:
    with pytest.raises(NotWhole):
        check_whole(write(tmp_path, "surat.txt", b"\0" * 5000), quiet=0)


def test_it_goes_by_the_content_and_not_by_the_name(tmp_path: Path) -> None:
    with pytest.raises(NotWhole):
        check_whole(write(tmp_path, "surat.txt", bad.truncated_pdf()[1]), quiet=0)


def test_an_empty_file_says_that_it_is_empty(tmp_path: Path) -> None:
    with pytest.raises(Empty):
        check_whole(write(tmp_path, "kosong.pdf", b""))


def test_a_linearized_pdf_is_not_whole_at_its_first_end_mark(tmp_path: Path) -> None:
    head = b"%PDF-1.6\n1 0 obj\n<< /Linearized 1 /L 50000 /H [ 600 200 ] /O 3 >>\nendobj\n"
    with pytest.raises(NotWhole):
        check_whole(write(tmp_path, "surat.pdf", head + b"%" * 2000 + b"\nstartxref\n0\n%%EOF\n"))


def test_the_end_mark_of_a_preview_is_not_the_end_of_the_picture(tmp_path: Path) -> None:
    preview = b"\xff\xd8\xff\xdbxx\xff\xd9"
    headers = b"\xff\xd8\xff\xe1" + (len(preview) + 2).to_bytes(2, "big") + preview
    whole = WHOLE["foto.jpg"]
    check_whole(write(tmp_path, "foto.jpg", headers + whole[2:]))
    with pytest.raises(NotWhole):
        check_whole(write(tmp_path, "foto.jpg", headers + whole[2:600]))


def test_text_is_whole_after_three_quiet_seconds(tmp_path: Path) -> None:
    path = write(tmp_path, "surat.txt", as_txt(a_letter()))
    written = path.stat().st_mtime
    with pytest.raises(NotWhole):
        check_whole(path, now=written + 2.9)
    check_whole(path, now=written + 3.1)


def test_a_tiff_must_be_quiet_too_since_pages_are_added_to_it(tmp_path: Path) -> None:
    path = write(tmp_path, "fax.tif", WHOLE["fax.tif"])
    with pytest.raises(NotWhole):
        check_whole(path, now=path.stat().st_mtime + 1)
    check_whole(path, now=path.stat().st_mtime + 4)


def test_a_time_stamp_from_the_future_does_not_hold_a_text_forever(tmp_path: Path) -> None:
    path = write(tmp_path, "surat.txt", b"halo")
    now = time.time()
    os.utime(path, (now + 86400, now + 86400))
    assert seconds_since_write(path, now + 60) == pytest.approx(60, abs=2)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "asli.pdf", WHOLE["surat.pdf"])
    (tmp_path / "pintasan.pdf").symlink_to(tmp_path / "asli.pdf")
    with pytest.raises(NotAFile):
        check_whole(tmp_path / "pintasan.pdf")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.pdf")
    assert stat.S_ISFIFO((tmp_path / "pipa.pdf").lstat().st_mode)
    with pytest.raises(NotAFile):
        check_whole(tmp_path / "pipa.pdf")


def test_a_tiff_that_bites_its_tail_ends(tmp_path: Path) -> None:
    assert _failure(write(tmp_path, *bad.looping_tiff())) is None


def test_a_tiff_made_to_be_slow_is_too_big(tmp_path: Path) -> None:
    """Each of many pages points at the same table of a million strips."""
    table, pages = 4 * 1024 * 1024, 200
    data = bytearray(b"II*\0" + struct.pack("<I", 8))
    for page in range(pages):
        after = 8 + (page + 1) * 18 if page < pages - 1 else 0
        data += struct.pack("<H", 1) + struct.pack("<HHII", 273, 4, table // 4, 8 + pages * 18) + struct.pack("<I", after)
    started = time.process_time()
    with pytest.raises(TooBig):
        check_whole(write(tmp_path, "lambat.tif", bytes(data) + b"\0" * table), quiet=0)
    assert time.process_time() - started < 10


def test_a_zip_with_a_comment_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "surat.docx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")
        file.comment = b"disimpan ulang" * 100
    assert _failure(path) is None


@pytest.mark.parametrize("make", bad.ALL)
def test_bad_files_are_whole_or_fail_by_name(tmp_path: Path, make: Callable[[], tuple[str, bytes]]) -> None:
    assert isinstance(_failure(write(tmp_path, *make())), NotWhole | None)


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=8),
    st.floats(0, 1),
)
def test_no_bytes_make_it_fail_in_a_way_we_have_no_name_for(
    tmp_path_factory: pytest.TempPathFactory, name: str, wounds: list[tuple[float, bytes]], cut: float
) -> None:
    data = bytearray(WHOLE[name][:20_000])
    for place, wound in wounds:
        start = int(place * len(data))
        data[start : start + len(wound)] = wound
    path = write(tmp_path_factory.mktemp("luka"), name, bytes(data[: int(cut * len(data)) + 1]))
    assert isinstance(_failure(path), NotWhole | TooBig | None)


def test_a_text_that_has_only_just_come_in_is_not_called_cut_off(tmp_path: Path) -> None:
    path = write(tmp_path, "surat.txt", b"Surat biasa.\n")
    with pytest.raises(StillComing) as held:
        check_whole(path)
    assert "baru saja masuk" in str(held.value)


@pytest.mark.parametrize("kind", ["jp2", "j2k"])
def test_a_jpeg_2000_is_taken_at_once_when_it_is_whole_and_held_when_it_is_cut(tmp_path, kind):
    from PIL import Image

    path = tmp_path / f"pindai.{kind}"
    Image.effect_noise((300, 400), 60).save(path)
    check_whole(path)
    whole = path.read_bytes()
    for share in (0.2, 0.6, 0.99):
        path.write_bytes(whole[: int(share * len(whole))])
        with pytest.raises(NotWhole):
            check_whole(path)


@pytest.mark.parametrize("name", ["surat.pdf", "foto.jpg", "gambar.gif", "surat.docx", "foto.png", "fax.tif"])
@pytest.mark.parametrize("behind", [5000, 200_000])
def test_zeros_behind_the_end_do_not_make_a_file_incomplete(tmp_path: Path, name: str, behind: int) -> None:
    check_whole(write(tmp_path, name, WHOLE[name] + bytes(behind)), quiet=0)


@pytest.mark.parametrize("name", ["surat.pdf", "foto.jpg", "foto.png", "fax.tif"])
def test_other_bytes_behind_the_end_do_not_make_a_file_incomplete(tmp_path: Path, name: str) -> None:
    film = b"\0\0\0\x18ftypmp42" + os.urandom(300_000).replace(b"\xff", b"\0")
    check_whole(write(tmp_path, name, WHOLE[name] + film), quiet=0)


def test_zeros_behind_the_end_are_waited_for_a_moment(tmp_path: Path) -> None:
    path = write(tmp_path, "surat.pdf", WHOLE["surat.pdf"] + bytes(5000))
    with pytest.raises(StillComing):
        check_whole(path, now=path.stat().st_mtime + 1)
    check_whole(path, now=path.stat().st_mtime + 4)

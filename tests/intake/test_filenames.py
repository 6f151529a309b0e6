from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import is_ignored, safe_name, storable_name

any_name = st.binary(min_size=1, max_size=400).map(lambda raw: raw.replace(b"\0", b"x").decode("utf-8", "surrogateescape"))
any_text = any_name | st.text(max_size=400) | st.text(st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Mn", "Cs"]), max_size=300)


@pytest.mark.parametrize(
    "name",
    [
        ".claimed/1/surat.pdf",
        ".surat.pdf",
        "2026/.cache/surat.pdf",
        "~$surat.docx",
        "surat.pdf.part",
        "SURAT.TMP",
        "Thumbs.db",
        "foto/desktop.ini",
        "",
        "../surat.pdf",
    ],
)
def test_it_ignores_what_is_no_paper(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize(
    "name", ["surat.pdf", "2026/surat masuk.pdf", "~surat.pdf", "tmp", "a.part/surat.pdf", "thumbs.db.pdf", "sur\nat.pdf"]
)
def test_it_takes_what_may_be_a_paper(name: str) -> None:
    assert not is_ignored(PurePosixPath(name))


@given(any_text)
def test_a_shown_name_is_printable_short_and_stable(name: str) -> None:
    shown = safe_name(name)
    assert shown
    assert shown.isprintable()
    assert len(shown) <= 200
    assert shown.encode("utf-8")
    assert safe_name(shown) == shown


def test_a_shown_name_cannot_turn_its_ending_around() -> None:
    assert safe_name("laporan\u202efdp.exe") == "laporan\ufffdfdp.exe"


def test_a_shown_name_keeps_its_ending_when_it_is_cut() -> None:
    assert safe_name("a" * 500 + ".pdf").endswith("a.pdf")


def test_a_good_name_is_shown_as_it_is() -> None:
    assert safe_name("2026/Berita Acara – rapat ke-2.pdf") == "2026/Berita Acara – rapat ke-2.pdf"


@given(any_text | st.just("/etc/passwd") | st.just("../../x/./y//z"))
def test_a_storable_name_stays_below_its_folder(name: str) -> None:
    stored = storable_name(name)
    assert stored.parts
    assert not stored.is_absolute()
    assert ".." not in stored.parts
    assert all(0 < len(part.encode("utf-8", "surrogateescape")) <= 255 for part in stored.parts)
    assert storable_name(stored.as_posix()) == stored


def test_a_long_name_keeps_its_ending_when_it_is_stored() -> None:
    assert storable_name("é" * 300 + ".pdf").name.endswith("é.pdf")


@pytest.mark.parametrize(
    "name",
    [
        *("@eaDir/surat.pdf@SynoEAStream", "a/#recycle/surat.pdf", "pindai.lck", "pindai.XST", "unduh.pdf.crdownload"),
        *("Thumbs.db", ".DS_Store", "~$surat.docx", "surat.pdf.part", "x.tmp", "@Recycle/a.pdf", "$RECYCLE.BIN/b.pdf"),
    ],
)
def test_litter_of_nas_printers_and_browsers_is_no_paper(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize(("name", "ignored"), [("surat.BAK", True), ("Lama/surat.pdf", True), ("lamaran.pdf", False)])
def test_the_office_can_name_more(name: str, ignored: bool) -> None:
    assert is_ignored(name, ("*.bak", "lama")) is ignored
    assert not is_ignored(name)

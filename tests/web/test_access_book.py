"""Each page that shows an exempt paper says so in the access book, and a PPID reads it there."""

from __future__ import annotations

import pytest

from pipeline.archive import ledger
from pipeline.records import access_book
from tests.web.conftest import LETTER, SECRET, SECRET_WORD


def told(office) -> list[tuple[str, str, str]]:
    return [(line["act"], line["subject"], line["by"]) for line in ledger.read(access_book.folder(office.home))]


@pytest.mark.parametrize(
    ("path", "act"),
    [
        ("/berkas/{}/", "open"),
        ("/berkas/{}/halaman/1-160.jpg", "open"),
        ("/berkas/{}/potongan/1/0-0-10000-2000.jpg", "open"),
        ("/berkas/{}/kata/1.json", "open"),
        ("/berkas/{}/asli/", "download"),
        ("/berkas/{}/teks/", "download"),
    ],
)
def test_a_page_of_an_exempt_paper_is_told_and_one_of_another_is_not(as_, office, path, act) -> None:
    browser = as_("dewi")
    browser.get(path.format(LETTER))
    assert told(office) == []
    browser.get(path.format(SECRET))
    assert told(office) == [(act, SECRET, "dewi")]


def test_who_may_not_see_it_leaves_no_line_and_learns_nothing(as_, office) -> None:
    assert as_("siti").get(f"/berkas/{SECRET}/").status_code == 404
    assert told(office) == []


def test_a_search_and_its_file_are_told(as_, office) -> None:
    browser = as_("dewi")
    browser.get(f"/cari/?q={SECRET_WORD}&di=semua")
    assert told(office) == [("find", "search", "dewi")]
    as_("rahma").get(f"/cari/unduh.csv?q={SECRET_WORD}&di=semua")
    assert told(office)[-1] == ("find", "search", "rahma")


def test_the_list_of_exempt_information_is_told(as_, office) -> None:
    as_("rahma").get("/dikecualikan/")
    assert told(office) == [("list", "dik", "rahma")]


def test_a_ppid_reads_it_from_the_recap_book(as_, office) -> None:
    as_("dewi").get(f"/berkas/{SECRET}/")
    assert "/buku-akses/" in as_("rahma").get("/buku-rekap/").content.decode()
    page = as_("rahma").get(f"/buku-akses/?naskah={SECRET}").content.decode()
    assert "dewi" in page
    assert "dibuka" in page
    for other in ("budi", "siti", "dewi", "admin"):
        assert as_(other).get("/buku-akses/").status_code == 403
        assert "/buku-akses/" not in as_(other).get("/buku-rekap/").content.decode()

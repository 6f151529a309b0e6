"""What a page's reader doubted is said beside the page, and in two words in the queue."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.reading.conftest import LETTER as LINES
from tests.web.browsing import faults, overflows

HARD = "Halaman ini sulit dibaca; periksa teksnya dengan gambarnya."


def clean() -> Image.Image:
    return printed(LINES, "LiberationSerif-Regular.ttf")


def rubbish() -> Image.Image:
    """Print that no recogniser believes itself to have read."""
    return printed(["surat keterangan", *["xqv ||~ wz#k jj;; qp}{ gggh"] * 8], "LiberationSerif-Italic.ttf")


def printed(lines: Any, face: str) -> Image.Image:
    sheet = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(sheet)
    for row, line in enumerate(lines):
        pen.text((150, 150 + 60 * row), line, fill=0, font=ImageFont.truetype(face, 24))
    return sheet


def without(page: int, sheets: list[Image.Image]) -> bytes:
    """A TIFF of which one page says that it is 40,000 pixels wide and high."""
    content = bytearray(tiff(sheets))
    with Image.open(io.BytesIO(content)) as image:
        image.seek(page - 1)
        directory = image.tag_v2._offset  # type: ignore[attr-defined]  # a TIFF's own
    for entry in (0, 1):
        place = directory + 2 + 12 * entry
        content[place + 2 : place + 12] = (4).to_bytes(2, "little") + (1).to_bytes(4, "little") + (40_000).to_bytes(4, "little")
    return bytes(content)


def tiff(sheets: list[Image.Image]) -> bytes:
    target = io.BytesIO()
    sheets[0].save(target, "TIFF", save_all=True, append_images=sheets[1:], dpi=(150, 150), compression="tiff_lzw")
    return target.getvalue()


@pytest.fixture(scope="module")
def papers(shared_site: Any) -> dict[str, str]:
    """Three papers, each read once: one hard to read on its second page, one that lacks its second page, one without a doubt."""
    from pipeline import intake

    worker = shared_site[0]
    contents = {
        "sulit": tiff([clean(), rubbish()]),
        "kurang": without(2, [clean().rotate(1, fillcolor=255), clean()]),
        "baik": tiff([clean()]),
    }
    numbers = {}
    for name, content in contents.items():
        file = worker.home.root / f"{name}.tif"
        file.write_bytes(content)
        numbers[name] = str(worker.take(intake.claim_copy(worker.home.inbox, file)).record_id)
    assert worker.wait_until_idle(180)
    return numbers


def in_queue(page: Any, record_id: str) -> str:
    return str(page.locator(f"#p-{record_id}").inner_text())


def test_a_page_that_was_hard_to_read_says_so_above_its_picture(site: Any, papers: dict[str, str]) -> None:
    page = site.open("siti", f"/berkas/{papers['sulit']}/")
    assert page.locator("#halaman-2 .asking").inner_text() == HARD
    assert page.locator("#halaman-1 .asking").count() == 0
    note, picture = page.locator("#halaman-2 .asking").bounding_box(), page.locator("#halaman-2 img").bounding_box()
    assert note["y"] + note["height"] <= picture["y"] + 1
    assert not page.troubles


def test_from_the_reading_confidence_one_comes_to_the_page_that_is_hard_to_read(site: Any, papers: dict[str, str]) -> None:
    page = site.open("siti", f"/berkas/{papers['sulit']}/")
    told = page.locator("dt:text-is('Keyakinan baca') + dd")
    assert "sulit dibaca" in told.inner_text()
    assert int(told.locator(".sure").inner_text().rstrip("%")) < 97
    told.get_by_role("link").click()
    assert page.url.endswith("#halaman-2")


def test_a_page_that_could_not_be_read_says_why(site: Any, papers: dict[str, str]) -> None:
    page = site.open("siti", f"/berkas/{papers['kurang']}/")
    said = page.locator("#halaman-2 .asking").inner_text()
    assert said.startswith("Halaman 2 tidak terbaca. ")
    assert "40000 × 40000 piksel" in said


def test_the_text_of_a_page_is_shown_below_what_was_doubted_in_it(site: Any, papers: dict[str, str]) -> None:
    page = site.open("siti", f"/berkas/{papers['sulit']}/")
    page.locator("#halaman-2").get_by_role("link", name="Lihat teksnya").click()
    page.wait_for_url("**teks=2*")
    note, text = page.locator("#halaman-2 .asking.below"), page.locator("#halaman-2 .read")
    assert note.inner_text() == HARD
    assert abs(text.bounding_box()["y"] - note.bounding_box()["y"] - note.bounding_box()["height"]) < 20


@pytest.mark.parametrize(("paper", "mark"), [("sulit", "sulit dibaca: hlm. 2"), ("kurang", "sebagian tidak terbaca: hlm. 2")])
def test_the_queue_marks_a_paper_to_be_looked_at_and_leads_to_the_page(
    site: Any, papers: dict[str, str], paper: str, mark: str
) -> None:
    page = site.open("siti", "/antrean/")
    row = page.locator(f"#p-{papers[paper]}")
    assert row.locator(".doubt").inner_text() == mark
    row.locator(".doubt a").click()
    page.wait_for_url(f"**/berkas/{papers[paper]}/#halaman-2")


def test_the_queue_marks_no_other_paper(site: Any, papers: dict[str, str]) -> None:
    page = site.open("siti", "/antrean/")
    assert page.locator(f"#p-{papers['baik']} .doubt").count() == 0
    assert page.locator(".doubt").count() == 2


def test_the_queue_says_what_its_percentage_is_of_and_shows_none_that_a_hard_page_belies(site: Any, papers: dict[str, str]) -> None:
    page = site.open("siti", "/antrean/")
    for number in papers.values():
        assert "Keyakinan usulan" in in_queue(page, number)
    assert int(page.locator(f"#p-{papers['sulit']} .sure").inner_text().rstrip("%")) < 97


def test_in_english_the_doubts_are_told_in_english(site: Any, papers: dict[str, str]) -> None:
    page = site.open("siti", f"/berkas/{papers['sulit']}/")
    page.click("text=English")
    assert page.locator("#halaman-2 .asking").inner_text() == "This page was hard to read; check its text against its picture."
    page.goto(f"{site.base}/berkas/{papers['kurang']}/")
    assert page.locator("#halaman-2 .asking").inner_text().startswith("Page 2 could not be read. This file is over a safety limit")
    page.goto(f"{site.base}/antrean/")
    assert page.locator(f"#p-{papers['sulit']} .doubt").inner_text() == "hard to read: p. 2"


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("address", ["/antrean/", "/berkas/{sulit}/", "/berkas/{kurang}/"])
def test_the_doubts_fit_their_window_and_can_be_read_by_everyone(
    site: Any, papers: dict[str, str], address: str, width: int
) -> None:
    page = site.open("siti", address.format(**papers), viewport={"width": width, "height": 768})
    assert not overflows(page)
    assert not faults(page)

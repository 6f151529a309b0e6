import io

import pytest
from PIL import Image

from pipeline.reading import identify, page_picture


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("make", [lambda p: p.scan(), lambda p: p.typed_pdf(), lambda p: p.tiff(), lambda p: p.docx()])
def test_a_page_is_shown_at_the_width_asked_for(papers, make):
    picture = opened(page_picture(identify(make(papers)), 1, 240))
    assert picture.format == "JPEG"
    assert picture.width == 240
    assert 330 < picture.height < 345


def test_a_turned_page_is_shown_turned(papers):
    picture = opened(page_picture(identify(papers.scan()), 1, 240, rotation=90))
    assert picture.width == 240
    assert picture.height < 180


def test_a_grey_page_is_grey_and_a_red_stamp_stays_red(papers):
    sheet = papers.sheet(mode="RGB", paper="white", colour="black")
    sheet.save(papers.folder / "hitam.png")
    sheet.paste((200, 0, 30), (400, 400, 900, 900))
    sheet.save(papers.folder / "merah.png")
    assert opened(page_picture(identify(papers.folder / "hitam.png"), 1, 240)).mode == "L"
    assert opened(page_picture(identify(papers.folder / "merah.png"), 1, 240)).mode == "RGB"


def test_a_thumbnail_is_small(papers):
    assert len(page_picture(identify(papers.scan()), 1, 240)) < 20_000

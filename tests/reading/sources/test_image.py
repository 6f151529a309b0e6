"""Every shape that a picture file may have: the word that is read lies where the eye sees it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import img2pdf
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps

from pipeline.failures import NotWhole, Unreadable
from pipeline.formats.media_types import JP2, JPEG
from pipeline.reading import identify, page_picture, read_page
from pipeline.reading.sources.pixels import to_plain_pixels

WORDS = ("PEMILIHAN", "UMUM")
ORIENTATION = 0x0112
UNDONE = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
"""Orientation → Pillow's ``Transpose`` that a camera which held itself so has done to the picture."""


def a_word(size=(1240, 1754)):
    """Two words high on the left of a page, so that any turn shows."""
    page = Image.new("L", size, 255)
    font = ImageFont.truetype("LiberationSerif-Regular.ttf", 44)
    ImageDraw.Draw(page).text((180, 260), " ".join(WORDS), fill=0, font=font)
    ImageDraw.Draw(page).text((180, 360), "Kabupaten Bintan tahun ini", fill=0, font=font)
    return page


def lies_on_the_ink(path, number=1):
    """Whether the words are read, and their boxes bound the ink that the page's picture shows."""
    source = identify(path)
    page = read_page(source, number)
    words = [word for word in page.words if word.text in WORDS]
    assert [word.text for word in words] == list(WORDS), page.text
    assert page.rotation == 0
    with Image.open(io.BytesIO(page_picture(source, number, 900))) as shown:
        dark = np.asarray(shown.convert("L")) < 128
    rows = np.flatnonzero(dark.any(axis=1))
    first = rows[rows < rows[0] + dark.shape[0] * 0.035]
    columns = np.flatnonzero(dark[first[0] : first[-1] + 1].any(axis=0))
    ink = columns[0] / dark.shape[1], first[0] / dark.shape[0], columns[-1] / dark.shape[1], first[-1] / dark.shape[0]
    boxes = [word.box for word in words]
    read = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    assert read == pytest.approx(ink, abs=0.012)
    return page


def saved(papers, name, picture, **how):
    path = papers.folder / name
    picture.save(path, **how)
    return path


def sixteen_bits(page, white=65535):
    return Image.fromarray((np.asarray(page).astype(np.uint32) * white // 255).astype(np.uint16))


def clear(page, mode="RGBA"):
    """Black print on nothing."""
    print_alone = Image.new("L", page.size, 0)
    made = Image.merge("LA", (print_alone, ImageOps.invert(page)))
    return made.convert(mode) if mode != "LA" else made


def a_palette_with_a_clear_colour(page):
    made = page.point(lambda value: 0 if value > 128 else 1).convert("P")
    made.putpalette([0, 0, 0, 10, 10, 10])
    return made


PIXELS: dict[str, Callable[[Image.Image], tuple[Image.Image, dict[str, Any]]]] = {
    "grey.png": lambda page: (page, {}),
    "sixteen.png": lambda page: (sixteen_bits(page), {}),
    "sixteen.tif": lambda page: (sixteen_bits(page), {}),
    "twelve-in-sixteen.tif": lambda page: (sixteen_bits(page, 4095), {}),
    "float.tif": lambda page: (Image.fromarray(np.asarray(page).astype(np.float32) / 255), {}),
    "thirty-two.tif": lambda page: (Image.fromarray(np.asarray(page).astype(np.int32) * 257), {}),
    "clear.png": lambda page: (clear(page), {}),
    "clear-grey.png": lambda page: (clear(page, "LA"), {}),
    "clear.webp": lambda page: (clear(page), {"lossless": True}),
    "palette.png": lambda page: (a_palette_with_a_clear_colour(page), {"transparency": 0}),
    "palette.gif": lambda page: (page.convert("P"), {}),
    "sixteen-white-is-zero.tif": lambda page: (sixteen_bits(ImageOps.invert(page)), {"tiffinfo": {262: 0}}),
    "inks.jpg": lambda page: (page.convert("RGB").convert("CMYK"), {}),
    "inks.tif": lambda page: (page.convert("RGB").convert("CMYK"), {}),
    "lab.tif": lambda page: (Image.merge("LAB", (page, *(Image.new("L", page.size, 128),) * 2)), {}),
    "two-tones.tif": lambda page: (page.convert("1"), {"compression": "group4"}),
    "white-is-zero.tif": lambda page: (page.convert("1"), {"tiffinfo": {262: 0}}),
    "grey.jp2": lambda page: (page, {}),
    "colours.j2k": lambda page: (page.convert("RGB"), {}),
    "two-tones.bmp": lambda page: (page.convert("1"), {}),
}


@pytest.mark.parametrize("name", PIXELS)
def test_print_is_read_whatever_its_pixels_are(papers, name):
    pixels, how = PIXELS[name](a_word())
    lies_on_the_ink(saved(papers, name, pixels, **how))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["tag.jpg", "tag.png", "tag.tif", "tag.webp"])
def test_print_is_read_however_the_camera_was_held(papers, name, orientation):
    page = a_word()
    stored = page.transpose(UNDONE[orientation]) if orientation in UNDONE else page
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    how = {"tiffinfo": {ORIENTATION: orientation}} if name.endswith("tif") else {"exif": exif}
    lies_on_the_ink(saved(papers, name, stored, **how))


@pytest.mark.parametrize(("dpi", "squeezed"), [((204, 98), (1, 98 / 204)), ((100, 200), (0.5, 1))])
def test_a_fax_is_read_and_shown_in_its_true_shape(papers, dpi, squeezed):
    page = a_word()
    stored = page.resize((round(page.width * squeezed[0]), round(page.height * squeezed[1])), Image.Resampling.LANCZOS)
    path = saved(papers, "faks.tif", stored.convert("1", dither=Image.Dither.NONE), dpi=dpi, compression="group4")
    read = lies_on_the_ink(path)
    assert read.height / read.width == pytest.approx(page.height / page.width, rel=0.01)
    with Image.open(io.BytesIO(page_picture(identify(path), 1, 800))) as shown:
        assert shown.height / shown.width == pytest.approx(page.height / page.width, rel=0.01)


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_squeezed_picture_is_drawn_out_before_it_is_turned(papers, orientation):
    page = a_word()
    stored = page.transpose(UNDONE[orientation]) if orientation in UNDONE else page
    stored = stored.resize((stored.width, stored.height // 2), Image.Resampling.LANCZOS)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    lies_on_the_ink(saved(papers, "gepeng.jpg", stored, dpi=(200, 100), exif=exif, quality=95))
    lies_on_the_ink(saved(papers, "gepeng.tif", stored, dpi=(200, 100), tiffinfo={ORIENTATION: orientation}))


@pytest.mark.parametrize("dpi", [(0, 0), (1, 1), (72, 72), (1, 300), (99999, 99999)])
def test_a_resolution_that_cannot_be_is_not_believed(papers, dpi):
    lies_on_the_ink(saved(papers, "bohong.jpg", a_word(), dpi=dpi))


def test_damaged_remarks_about_a_picture_cost_no_picture(papers):
    exif = Image.Exif()
    exif[ORIENTATION] = 1
    whole = saved(papers, "rusak.jpg", a_word(), exif=exif).read_bytes()
    at = whole.index(b"Exif\0\0")
    lies_on_the_ink(papers.file("rusak.jpg", whole[: at + 6] + b"\xff" * 8 + whole[at + 14 :]))


def frames(papers, name, first, *others, **tags):
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=others)
    return papers.file(name, out.getvalue())


def test_a_small_copy_of_a_page_is_no_page(papers):
    page = a_word()
    path = frames(papers, "pratinjau.tif", page, page.resize((155, 219)))
    assert identify(path).pages == 1
    assert identify(frames(papers, "pratinjau-dulu.tif", page.resize((155, 219)), page)).pages == 1
    lies_on_the_ink(papers.folder / "pratinjau-dulu.tif")


def test_a_frame_that_calls_itself_a_preview_is_no_page(papers):
    small = Image.new("L", (600, 300), 90)
    small.encoderinfo = {"tiffinfo": {254: 1}}
    path = frames(papers, "tersebut.tif", a_word(), small, a_word())
    with Image.open(path) as file:
        file.seek(1)
        if 254 not in file.tag_v2:  # type: ignore[attr-defined]  # a TIFF's own
            pytest.skip("this Pillow does not write the tag of a single frame")
    assert identify(path).pages == 2
    lies_on_the_ink(path, 2)


def test_a_small_page_of_its_own_is_a_page(papers):
    other = Image.new("L", (155, 219), 255)
    ImageDraw.Draw(other).rectangle((20, 120, 130, 200), fill=0)
    assert identify(frames(papers, "dua.tif", a_word(), other)).pages == 2


def test_a_photograph_with_a_film_behind_it_is_one_page(papers):
    picture = saved(papers, "foto.jpg", a_word()).read_bytes()
    path = papers.file("gerak.jpg", picture + b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 200)
    assert identify(path).media_type == JPEG
    lies_on_the_ink(path)


def test_several_pictures_in_one_jpeg_are_one_page(papers):
    path = papers.folder / "stereo.jpg"
    a_word().convert("RGB").save(path, "MPO", save_all=True, append_images=[a_word().convert("RGB")])
    assert identify(path).pages == 1
    lies_on_the_ink(path)


@pytest.mark.parametrize("name", ["potong.jp2", "potong.j2k"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_cut_off_jpeg_2000_is_not_whole(papers, name, share):
    path = saved(papers, name, a_word())
    assert identify(path).media_type == JP2
    whole = path.read_bytes()
    with pytest.raises(NotWhole):
        identify(papers.file(name, whole[: int(share * len(whole))]))


def g4(papers):
    return saved(papers, "faks.tif", a_word().convert("1"), compression="group4").read_bytes()


def test_a_cut_off_fax_is_not_whole(papers):
    whole = g4(papers)
    with pytest.raises(NotWhole):
        identify(papers.file("potong.tif", whole[: len(whole) - 60]))


def test_a_fax_with_bytes_in_its_midst_is_not_read_wrongly(papers):
    whole = g4(papers)
    path = papers.file("sisipan.tif", whole[:100] + b"\x00\xff" * 200 + whole[100:])
    try:
        page = read_page(identify(path), 1)
    except Unreadable:
        return
    assert page.failed


@pytest.mark.parametrize("depth", ["uint16", "int32"])
def test_a_dark_picture_without_any_light_does_not_fail(depth):
    assert to_plain_pixels(Image.fromarray(np.zeros((10, 10), dtype=depth))).getextrema() == (0, 0)


def a_long_screenshot(height, width=700, every=900):
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype("LiberationSans-Regular.ttf", 28)
    lines = {}
    for number, y in enumerate(range(60, height - 60, every)):
        lines[f"{number + 200}"] = y / height
        pen.text((40, y), f"Pesan {number + 200} tentang rapat pleno", fill=0, font=font)
    return page, lines


@pytest.mark.parametrize("height", [9000, 33_500])
def test_a_screenshot_of_any_length_is_read_in_its_order_and_its_places(papers, height):
    page, lines = a_long_screenshot(height)
    path = saved(papers, "panjang.png", page)
    read = read_page(identify(path), 1)
    found = {word.text: word.box[1] for word in read.words if word.text in lines}
    assert list(found) == sorted(found)
    assert len(found) >= 0.9 * len(lines)
    assert all(abs(found[text] - lines[text]) < 30 / height for text in found)
    assert read.text.split() == [word.text for word in read.words]
    with Image.open(io.BytesIO(page_picture(identify(path), 1, 800))) as shown:
        assert shown.height > 0.9 * height or shown.height > 60_000


@pytest.fixture
def wide():
    page = Image.new("L", (33_000, 300), 255)
    font = ImageFont.truetype("LiberationSans-Regular.ttf", 40)
    ImageDraw.Draw(page).text((100, 100), "Awal naskah", fill=0, font=font)
    ImageDraw.Draw(page).text((32_500, 100), "ujung naskah", fill=0, font=font)
    return page


def test_a_picture_wider_than_tesseract_takes_is_read(papers, wide):
    read = read_page(identify(saved(papers, "lebar.png", wide)), 1)
    assert not read.failed
    assert {"Awal", "ujung"} <= {word.text for word in read.words}


def test_a_picture_wider_than_tesseract_takes_is_read_in_a_pdf_too(papers, wide):
    target = io.BytesIO()
    wide.save(target, "JPEG", quality=90)
    size = img2pdf.get_layout_fun((img2pdf.mm_to_pt(1980), img2pdf.mm_to_pt(18)))
    path = papers.file("lebar.pdf", img2pdf.convert([target.getvalue()], layout_fun=size))
    read = read_page(identify(path), 1)
    assert not read.failed
    assert {"Awal", "ujung"} <= {word.text for word in read.words}
    first, last = (next(word for word in read.words if word.text == text) for text in ("Awal", "ujung"))
    assert first.box[0] == pytest.approx(100 / 33_000, abs=0.002)
    assert last.box[0] == pytest.approx(32_500 / 33_000, abs=0.002)


def test_a_tiff_whose_directory_is_garbage_is_one_sentence(papers):
    whole = saved(papers, "utuh.tif", a_word()).read_bytes()
    first = int.from_bytes(whole[4:8], "little")
    with pytest.raises(Unreadable):
        identify(papers.file("rusak.tif", whole[: first + 2] + b"\xff" * 60 + whole[first + 62 :]))

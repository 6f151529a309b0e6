"""A letter's number that was read with doubt is read once more by itself, and the surer reading kept."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading import image, reference
from pipeline.reading.ocr import Token
from pipeline.reading.options import Options
from pipeline.reading.recognised import Sheet
from pipeline.reading.scanned import Attempt, _Reader

HEIGHT = 3508
LETTER = 20


def a_line(words: str, confidences: dict[str, float] | None = None, y: int = 600, x: int = 300, line: int = 1) -> list[Token]:
    """Tokens of one line of print, each letter so wide; words are parted by blanks, wide gaps by a tab."""
    tokens = []
    for piece in words.split("\t"):
        for word in piece.split():
            sure = (confidences or {}).get(word, 0.95)
            tokens.append(Token(word, (x, y, x + LETTER * len(word), y + 40), sure, 1, 1, line))
            x += LETTER * (len(word) + 1)
        x += 10 * LETTER
    return tokens


def doubtful(tokens: list[Token]) -> str:
    found = reference.doubtful(tokens, [token.box for token in tokens], HEIGHT)
    return " ".join(tokens[index].text for index in found) if found else ""


@pytest.mark.parametrize(
    ("line", "unsure", "number"),
    [
        ("Nomor : 863/SDM.04.1-SD/2105/2023", "863/SDM.04.1-SD/2105/2023", "863/SDM.04.1-SD/2105/2023"),
        ("No.\t1 MITU.03-SP/2171/2026\tBatam, 9 Januari 2026", "MITU.03-SP/2171/2026", "MITU.03-SP/2171/2026"),
        ("56/0ORT.10.1 - ST/2103/2022", "56/0ORT.10.1", "56/0ORT.10.1 - ST/2103/2022"),
        (
            "172./PBJ.01.3/2101/KPU-Kab/V/2015 Toapaya, 23 Mei 2015",
            "172./PBJ.01.3/2101/KPU-Kab/V/2015",
            "172./PBJ.01.3/2101/KPU-Kab/V/2015",
        ),
        ("1 / TU.01-ND / K / 2024", "1", "1 / TU.01-ND / K / 2024"),
        ("12/PL.01.4-SD/2101/2024 Kijang, 3 Mei 2024", "12/PL.01.4-SD/2101/2024", "12/PL.01.4-SD/2101/2024"),
    ],
)
def test_a_number_with_a_doubtful_word_is_found_without_what_stands_beside_it(line, unsure, number):
    assert doubtful(a_line(line, {unsure: 0.35})) == number


def test_a_number_that_does_not_begin_as_one_need_be_less_doubtful():
    strange, plain = "172./PBJ.01.3/2101/V/2015", "172/PBJ.01.3/2101/V/2015"
    assert doubtful(a_line(strange, {strange: 0.8})) == strange
    assert doubtful(a_line(plain, {plain: 0.8})) == ""


@pytest.mark.parametrize(
    ("number", "again"),
    [
        ("12/PL.01.4-SD/2101/2024", False),
        ("863/SDM.04.1-SD/2105/2023", False),
        ("12/PL.O1.4-SD/2101/2024", True),
        ("l2/PL.01.4-SD/2101/2024", True),
        ("12/PL.01.4-SD/2101/2O24", True),
    ],
)
def test_a_number_whole_from_end_to_end_may_be_more_doubtful_than_one_with_letters_among_its_figures(number, again):
    assert (doubtful(a_line(number, {number: 0.5})) == number) is again


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("303/PY.O1.1-SD/2101/2024", "303/PY.01.1-SD/2101/2024"),
        ("l2/PL.01.4-SD/21O1/2O24", "12/PL.01.4-SD/2101/2024"),
        ("303/PY.O1.1-SD/2101/20Z4", None),
        ("3O3/ORG.01-KPU/XII/2024", None),
    ],
)
def test_letters_where_only_figures_can_stand_are_set_right_without_a_second_reading(said, number):
    found = reference.set_right(a_line(said, {said: 0.5}))
    assert (found[0].text if found else None) == number


def test_a_number_that_was_read_surely_is_left_alone():
    assert doubtful(a_line("Nomor : 12/PL.01.4-SD/2101/2024")) == ""


def test_only_the_first_number_counts_and_none_in_the_lower_half():
    sure, cited = a_line("12/PL.01.4-SD/2101/2024"), a_line("9/PL.01.4-SD/21/2023", {"9/PL.01.4-SD/21/2023": 0.35}, y=900, line=2)
    assert doubtful(sure + cited) == ""
    assert doubtful(cited) != ""
    assert doubtful(a_line("9/PL.01.4-SD/21/2023", {"9/PL.01.4-SD/21/2023": 0.35}, y=2000)) == ""


def test_the_strip_holds_the_number_and_nothing_that_stands_beside_it():
    page = Image.new("L", (1000, 400), 255)
    pen = ImageDraw.Draw(page)
    boxes = [(100, 100, 104, 130), (120, 100, 400, 130), (420, 100, 500, 130)]
    for box, grey in zip(boxes, (0, 100, 0), strict=True):
        pen.rectangle(box, fill=grey)
    cut = reference.strip(page, boxes, range(1, 2))
    assert cut.pixels.height == reference.LINE
    assert min(cut.pixels.tobytes()) > 60
    left, top, right, bottom = cut.pixels.point(lambda value: 255 if value < 180 else 0).getbbox()
    assert all(abs(one - other) < 2 for one, other in zip(cut.led_back((left, top, right, bottom)), boxes[1], strict=True))


@pytest.mark.parametrize("box", [(120, 100, 400, 100), (120, 100, 400, 104), (300, 100, 300, 130)])
def test_a_number_too_small_to_be_read_is_left_as_it_is(box):
    page = Image.new("L", (1000, 400), 255)
    assert reference.strip(page, [(0, 90, 299, 140), box, (301, 90, 500, 140)], range(1, 2)) is None


def test_where_tesseract_has_no_english_the_language_of_the_page_does(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "LANGUAGE", "xxx")
    test_tesseract_reads_the_number_again_and_its_words_stay_in_step(tmp_path)


def texts(tokens: list[Token]) -> str:
    return " ".join(token.text for token in tokens)


def test_the_surer_reading_is_kept_word_by_word_or_as_a_whole():
    first = a_line("823 / 2029", {"2029": 0.7, "823": 0.9})
    assert texts(reference.better(first, a_line("828 / 2020", {"828": 0.6}))) == "823 / 2020"
    whole = a_line("863/SDM.04.1", {"863/SDM.04.1": 0.5})
    assert texts(reference.better(whole, a_line("363 /SDM.04.1", {}))) == "363 /SDM.04.1"
    assert reference.better(whole, a_line("363 /SDM.04.1", {"363": 0.3, "/SDM.04.1": 0.3})) == whole


def test_a_reading_that_lost_half_of_the_number_or_all_of_it_is_not_kept():
    first = a_line("863/SDM.04.1-SD/2105/2023", {"863/SDM.04.1-SD/2105/2023": 0.5})
    assert reference.better(first, a_line("863/SDM 04")) == first
    assert reference.better(first, a_line("— :")) == first
    assert reference.better(first, []) == first


def test_tesseract_reads_the_number_again_and_its_words_stay_in_step(tmp_path):
    printed, misread = "363/SDM.04.1-SD/2105/2023", "863/SDM.04.1-SD/2105/2023"
    sheet = Image.new("L", (1654, 2339), 250)
    font = ImageFont.truetype("DejaVuSerif.ttf", 32)
    ImageDraw.Draw(sheet).text((400, 300), printed, font=font, fill=20)
    box = tuple(map(int, ImageDraw.Draw(sheet).textbbox((400, 300), printed, font=font)))
    sheet.save(file := tmp_path / "page.bmp")
    before, after = a_line("Nomor", y=300, line=0), a_line("Sifat", y=360, line=2)
    tokens = (*before, Token(misread, box, 0.35, 1, 1, 1), *after)
    attempt = Attempt(tokens, 0, sheet=Sheet(file, tuple(token.box for token in tokens), lambda box: box))
    reader = _Reader(image.of_pixels(sheet, 200), Options(), tmp_path)
    again = reader.number_again(attempt)
    assert texts(again.tokens) == f"Nomor {printed} Sifat"
    assert len(again.sheet.seen) == len(again.tokens)
    assert all(abs(one - other) < 12 for one, other in zip(again.tokens[1].box, box, strict=True))

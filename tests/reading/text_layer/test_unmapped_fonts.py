"""Fonts that do not say what letters their glyphs are: only what is printed in them is read off the picture."""

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from pipeline.document.pages import TextSource
from pipeline.reading import Options, identify, read_page
from pipeline.reading.sources import pdf
from pipeline.reading.text_layer import plausibility, unmapped_fonts
from pipeline.reading.text_layer.glyphs import page_glyphs

PLAIN = (
    "Sehubungan dengan tahapan pemutakhiran data pemilih, bersama ini kami",
    "mengundang Saudara menghadiri rapat koordinasi yang diselenggarakan pada",
    "kantor tersebut.",
    "Mengingat pentingnya acara dimaksud, diharapkan hadir tepat waktu dengan",
)
STRANGE = "UNDANGAN RAPAT PLENO 17 Juli 2025"


@pytest.fixture
def without_map(tmp_path):
    """A typed page whose third line is in a font that counts its letters from 33 and has neither encoding nor map."""

    def make(lines=PLAIN, strange=STRANGE, before="", counted=""):
        path = tmp_path / "tanpa-peta.pdf"
        pdfmetrics.registerFont(TTFont("Terhitung", "LiberationSerif-Regular.ttf", asciiReadable=False))
        pen = canvas.Canvas(str(path), pagesize=(595, 842))
        pen.setFont("Terhitung", 12)
        # Letters that were used before, off the page.
        pen.drawString(-900, -900, counted)
        for row, line in enumerate([*lines[:2], None, *lines[2:]]):
            pen.setFont("Times-Roman", 12)
            pen.drawString(72, 760 - 20 * row, before if line is None else line)
            if line is None:
                pen.setFont("Terhitung", 12)
                pen.drawString(72 + pen.stringWidth(before + " ", "Times-Roman", 12), 760 - 20 * row, strange)
        pen.save()
        with pikepdf.open(path, allow_overwriting_input=True) as file:
            for font in file.pages[0].Resources.Font.values():
                if "/ToUnicode" in font:
                    del font["/ToUnicode"]
            file.save(path)
        return identify(path)

    return make


def test_a_line_in_a_font_without_a_map_is_read_off_the_picture_and_the_others_are_not(without_map):
    source = without_map()
    page = read_page(source, 1)
    assert page.source is TextSource.TEXT
    assert page.text.replace("\n\n", "\n").split("\n") == [*PLAIN[:2], STRANGE, *PLAIN[2:]]
    (note,) = page.notes
    assert note.startswith("1 baris memakai huruf yang tidak dikenali")


def test_its_words_have_boxes_on_the_page_and_the_confidence_of_their_reading(without_map):
    page = read_page(without_map(), 1)
    word = next(word for word in page.words if word.text == "UNDANGAN")
    assert word.box[0] == pytest.approx(72 / 595, abs=0.01)
    assert word.box[1] == pytest.approx((82 + 40 - 12) / 842, abs=0.01)
    assert 0.5 < word.confidence < 1
    assert all(other.confidence == 1 for other in page.words if other.text in PLAIN[0].split())


def test_only_the_words_of_that_font_are_read_again(without_map):
    page = read_page(without_map(before="Acara :"), 1)
    assert f"Acara : {STRANGE}" in page.text
    assert next(word for word in page.words if word.text == "Acara").confidence == 1


def test_without_a_recogniser_the_rest_of_the_page_is_read_and_the_line_is_said_to_be_missing(without_map):
    page = read_page(without_map(), 1, Options(language="tidakada"))
    assert page.text.replace("\n\n", "\n").split("\n") == list(PLAIN)
    (note,) = page.notes
    assert "tidak terbaca" in note


def test_a_page_all_of_whose_letters_are_unknown_is_read_off_its_picture(without_map):
    page = read_page(without_map(lines=("", "", "", "")), 1)
    assert page.source is TextSource.OCR
    assert page.text.split() == STRANGE.split()


def test_one_word_in_such_a_font_is_not_taken_for_the_signs_and_figures_that_it_looks_like(without_map):
    others = [letter for letter in map(chr, range(0xC0, 0x17F)) if letter.isalpha()][:60]
    for letter, code in {"P": 34, "n": 37, "o": 43, "e": 45, "h": 55}.items():
        others[code] = letter
    source = without_map(lines=("", "", "", ""), strange="Phone", counted="".join(others))
    assert {glyph.text for glyph in page_glyphs(pdf.open_page(source, 1))} >= set('"7+%-')
    page = read_page(source, 1)
    assert (page.source, page.text) == (TextSource.OCR, "Phone")


def test_a_font_without_a_map_that_spells_words_is_believed(papers, missed):
    """Its codes are letters; many old programs wrote such fonts."""
    path = papers.typed_pdf()
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        for font in file.pages[0].Resources.Font.values():
            del font["/Encoding"]
            font.FontDescriptor = file.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=font.BaseFont, Flags=4)
            )
        file.save(path)
    source = identify(path)
    assert {glyph.font.mapped for glyph in page_glyphs(pdf.open_page(source, 1), unmapped_fonts.font_maps(source, 1))} == {None}
    page = read_page(source, 1)
    assert page.source is TextSource.TEXT
    assert not missed(page)


@pytest.mark.parametrize(
    "text",
    [
        "ÊÎÌÈÑÑÈß ÏÎ ÂÛÁÎÐÀÌ ÎÊÐÓÃÀ",
        "РќРѕРјРµСЂ РїРёСЃСЊРјР° Рё РґР°С‚Р°",
        "KomisÃ© pemilÃ­han umÃºm dilaksanakÃ¡n",
        "vhkxexqjdq ghqjdq udsdw sohqr nrplvl shplolkdq",
        "\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd\ufffd",
    ],
    ids=["another code page", "UTF-8 as Cyrillic", "UTF-8 as Latin", "letters counted on", "no letters"],
)
def test_nonsense_is_not_taken_for_text(text):
    assert not plausibility.assess_text(text.split()).sound()


@pytest.mark.parametrize(
    "text",
    [
        "Sehubungan dengan hal tersebut diminta kehadiran Saudara",
        "Протокол заседания комиссии",
        "Größe naïve été première złoty",
        "選挙 委員会 の 会議",
    ],
)
def test_words_of_any_script_are_text(text):
    assert plausibility.assess_text(text.split()).sound()

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from pipeline.reading import identify, read_page


@pytest.fixture
def typed(papers):
    """The text of a page that ``draw`` types."""

    def text(draw, fonts=()):
        path = papers.folder / "ketik.pdf"
        pen = canvas.Canvas(str(path), pagesize=(595, 842))
        pen.setFont("Times-Roman", 12)
        draw(pen)
        pen.save()
        return read_page(identify(path), 1).text

    return text


def spaced(pen, x, y, text, by, size=12, font="Times-Roman"):
    line = pen.beginText(x, y)
    line.setFont(font, size)
    line.setCharSpace(by)
    line.textLine(text)
    pen.drawText(line)


def placed(pen, x, y, text, step, font="Times-Roman", size=12):
    """Letter by letter, as some programs draw; spaces are only left out. ``step`` adds to each letter's width."""
    pen.setFont(font, size)
    for letter in text:
        if letter != " ":
            pen.drawString(x, y, letter)
        x += pen.stringWidth(letter, font, size) + step


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Helvetica-Bold"])
@pytest.mark.parametrize("tightened", [0.0, -0.3])
def test_double_letters_of_narrow_print_stay_double(typed, font, tightened):
    said = "illogique allied tunggal iii Illinois"
    assert typed(lambda pen: spaced(pen, 72, 760, said, tightened, 8, font)) == said


def test_letters_drawn_twice_and_double_letters_are_told_apart(typed):
    def draw(pen):
        for off in (0, 0.3):
            spaced(pen, 72 + off, 760, "illogique tunggal", 0, 8, "Helvetica")

    assert typed(draw) == "illogique tunggal"


def test_dots_that_lead_to_a_page_number_are_one_word_of_their_own(typed):
    def draw(pen):
        pen.drawString(72, 760, "Pasal 1........................ 5")
        pen.drawString(72, 740, "Pasal 2 . . . . . . . . . . . . . 12")
        pen.drawString(72, 720, "Pasal 3" + "." * 30 + "17")

    one, two, three = typed(draw).splitlines()
    assert one == f"Pasal 1 {'.' * 24} 5"
    assert two == f"Pasal 2 {'.' * 13} 12"
    assert three == f"Pasal 3 {'.' * 30} 17"


def test_figures_that_are_set_wide_are_one_number(typed):
    def draw(pen):
        spaced(pen, 72, 760, "Jumlah 851.5 dan 1.250.000,00 rupiah", 2.2)
        placed(pen, 72, 740, "sebesar 851.5 rupiah", 0.6)

    assert typed(draw) == "Jumlah 851.5 dan 1.250.000,00 rupiah\nsebesar 851.5 rupiah"


def test_figures_in_columns_stay_apart(typed):
    def draw(pen):
        for row in range(3):
            for column in range(6):
                pen.drawString(72 + 12 * column, 760 - 20 * row, str(column + row))

    assert typed(draw).split() == list("012345123456234567")


@pytest.mark.parametrize("by", [4.0, 7.0])
def test_a_letterspaced_heading_is_made_of_words(typed, by):
    assert typed(lambda pen: spaced(pen, 72, 760, "KOMISI PEMILIHAN UMUM", by, 14)) == "KOMISI PEMILIHAN UMUM"


def test_a_heading_whose_letters_are_parted_by_spaces_is_made_of_words(typed):
    assert (
        typed(lambda pen: pen.drawString(72, 760, "M E M U T U S K A N   D A N   M E N E T A P K A N"))
        == "MEMUTUSKAN DAN MENETAPKAN"
    )


def test_words_without_printed_spaces_are_parted_by_the_white_between_them(typed):
    assert typed(lambda pen: placed(pen, 72, 760, "daftar pemilih tetap", 0)) == "daftar pemilih tetap"


def test_a_word_drawn_in_pieces_and_out_of_order_is_one_word(typed):
    def draw(pen):
        start, size = 72 + pen.stringWidth("Kabu", "Times-Roman", 12), 12
        pen.drawString(start, 760, "paten Bintan")
        pen.setFont("Times-Bold", size)
        pen.drawString(72 - 0.4, 760, "Kabu")

    assert typed(draw) == "Kabupaten Bintan"


def test_marks_without_width_and_soft_hyphens_inside_words_are_dropped(typed):
    pdfmetrics.registerFont(TTFont("Serif", "LiberationSerif-Regular.ttf", asciiReadable=False))

    def draw(pen):
        pen.setFont("Serif", 12)
        pen.drawString(72, 760, "pemu\u00adtakhiran reka\u200bpitulasi pemung\u00ad")
        pen.drawString(72, 740, "utan suara")

    assert typed(draw) == "pemutakhiran rekapitulasi pemung-\nutan suara"


def test_a_watermark_drawn_aslant_is_a_word_and_disturbs_no_line(typed):
    def draw(pen):
        for row in range(12):
            pen.drawString(72, 760 - 40 * row, "Dengan hormat kami sampaikan bahwa rapat koordinasi")
        pen.translate(150, 350)
        pen.rotate(45)
        pen.setFont("Helvetica", 60)
        pen.drawString(0, 0, "SALINAN")

    lines = typed(draw).splitlines()
    assert [line for line in lines if line] == ["Dengan hormat kami sampaikan bahwa rapat koordinasi"] * 12 + ["SALINAN"]

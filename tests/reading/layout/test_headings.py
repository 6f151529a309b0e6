import pytest
from reportlab.pdfgen import canvas

from pipeline.document.pages import Word
from pipeline.reading import Options, identify, read_page
from pipeline.reading.layout import headings

WIDE = "dalam rangka penyelenggaraan tahapan pemilihan umum maka perlu ditetapkan jadwal kegiatan"


@pytest.fixture(scope="module")
def decree(tmp_path_factory):
    """A decree: letterhead, title in larger print, BAB and Pasal, bold numbered heading, a name in capitals below it all."""
    path = tmp_path_factory.mktemp("judul") / "keputusan.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))

    def put(y, text, font="Times-Roman", size=12, centre=True):
        pen.setFont(font, size)
        (pen.drawCentredString if centre else pen.drawString)(297 if centre else 60, y, text)

    put(790, "KOMISI PEMILIHAN UMUM")
    put(774, "KABUPATEN BINTAN")
    put(720, "Pedoman Teknis Pendokumentasian", size=16)
    put(680, WIDE, centre=False)
    put(664, WIDE, centre=False)
    put(630, "BAB II")
    put(614, "RUANG LINGKUP")
    put(580, "Pasal 3")
    put(550, WIDE, centre=False)
    put(534, "Pasal 5 ayat (1) berlaku bagi seluruh satuan kerja di lingkungan sekretariat.", centre=False)
    put(490, "A. Tata Cara Penyimpanan", "Times-Bold", centre=False)
    put(460, WIDE, centre=False)
    pen.setFont("Times-Bold", 12)
    pen.drawString(400, 300, "BUDI SANTOSO")
    pen.save()
    return identify(path)


def test_larger_bold_and_centred_lines_are_headings_and_body_and_names_are_not(decree):
    assert [heading.text for heading in read_page(decree, 1).headings] == [
        "KOMISI PEMILIHAN UMUM KABUPATEN BINTAN",
        "Pedoman Teknis Pendokumentasian",
        "BAB II RUANG LINGKUP",
        "Pasal 3",
        "A. Tata Cara Penyimpanan",
    ]


def test_on_a_scan_headings_are_known_by_their_words_and_their_place(decree):
    said = [heading.text for heading in read_page(decree, 1, Options(ocr=True)).headings]
    assert "KOMISI PEMILIHAN UMUM KABUPATEN BINTAN" in said
    assert {"BAB II RUANG LINGKUP", "BAB Il RUANG LINGKUP"} & set(said)
    assert "Pasal 3" in said
    assert not any("BUDI" in text or "rangka" in text or "ayat" in text for text in said)


def test_a_headings_box_lies_around_its_words(decree):
    page = read_page(decree, 1)
    (word,) = (word for word in page.words if word.text == "LINGKUP")
    box = page.headings[2].box
    assert box[0] < word.box[0] < word.box[2] <= box[2] + 1e-6
    assert box[1] < word.box[1] < word.box[3] <= box[3] + 1e-6


def line(text, x0=0.1, x1=0.9, y=0.5):
    words = text.split()
    step = (x1 - x0) / len(words)
    return [Word(word, (x0 + n * step, y, x0 + (n + 0.9) * step, y + 0.012), 1.0) for n, word in enumerate(words)]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("BAB IV KETENTUAN PENUTUP", True),
        ("Bagian Kedua Pengelolaan", True),
        ("Pasal 12", True),
        ("LAMPIRAN II", True),
        ("MEMUTUSKAN:", True),
        ("Pasal 12 ayat (2) huruf b berlaku", False),
        ("Tembusan disampaikan kepada", False),
        ("12", False),
    ],
)
def test_lines_that_name_themselves_are_headings_wherever_they_stand(text, heads):
    body = [line("isi naskah dinas yang panjang sekali", y=0.1 + 0.02 * n) for n in range(5)]
    found = headings.find_headings([body, [line(text, 0.1, 0.5)]])
    assert [one.text for one in found] == ([text] if heads else [])

import doctest

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from pipeline.document.pages import TextSource
from pipeline.reading import Options, boxes, dehyphenate, identify, read_page
from pipeline.reading.layout import text_lines
from pipeline.reading.sources.pdf_objects import merge_tiles
from pipeline.reading.text_layer import plausibility


def test_two_columns_are_read_one_after_the_other(papers):
    path = papers.folder / "kolom.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    pen.drawString(200, 800, "Judul melintasi kedua kolom")
    for row in range(20):
        pen.drawString(50, 760 - 16 * row, f"kiri baris ke {row} dari kolom pertama")
        pen.drawString(310, 760 - 16 * row, f"kanan baris ke {row} dari kolom kedua")
    pen.save()
    lines = read_page(identify(path), 1).text.split("\n")
    assert lines[0].startswith("Judul")
    sides = [line.split()[0] for line in lines[1:] if line]
    assert sides == ["kiri"] * 20 + ["kanan"] * 20


def test_columns_whose_lines_do_not_stand_beside_each_other_are_read_one_after_the_other(papers):
    path = papers.folder / "jurnal.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    pen.setFont("Times-Roman", 9)
    for row in range(24):
        pen.drawString(50, 760 - 20 * row, f"kiri baris ke {row} dari kolom pertama")
    for row in range(21):
        pen.drawString(310, 750 - 20 * row, f"kanan baris ke {row} dari kolom kedua")
    pen.save()
    lines = read_page(identify(path), 1).text.split("\n")
    assert [line.split()[0] for line in lines if line] == ["kiri"] * 24 + ["kanan"] * 21


def test_what_stands_on_the_right_above_a_list_on_the_left_is_read_before_it(papers):
    path = papers.folder / "tanda-tangan.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row in range(7):
        pen.drawString(330, 760 - 16 * row, f"ketua baris ke {row} tanda tangan")
    for row in range(7):
        pen.drawString(50, 640 - 16 * row, f"tembusan baris ke {row} disampaikan kepada")
    pen.save()
    lines = read_page(identify(path), 1).text.split("\n")
    assert [line.split()[0] for line in lines if line] == ["ketua"] * 7 + ["tembusan"] * 7


def test_three_columns_are_read_one_after_the_other(papers):
    path = papers.folder / "buletin.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    pen.setFont("Times-Roman", 9)
    for row in range(20):
        for x, side in ((45, "kiri"), (220, "tengah"), (395, "kanan")):
            pen.drawString(x, 760 - 12 * row, f"{side} baris ke {row} kolom warta")
    pen.save()
    lines = read_page(identify(path), 1).text.split("\n")
    assert [line.split()[0] for line in lines if line] == ["kiri"] * 20 + ["tengah"] * 20 + ["kanan"] * 20


def test_a_table_is_read_row_by_row(papers):
    path = papers.folder / "tabel.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row in range(20):
        for x, cell in ((60, str(row)), (120, "Kotak suara"), (330, "Kijang"), (450, "baik")):
            pen.drawString(x, 760 - 16 * row, cell)
    pen.save()
    assert "3 Kotak suara Kijang baik" in read_page(identify(path), 1).text.replace("\n\n", "\n").split("\n")


def test_a_wide_gap_starts_a_paragraph(papers):
    text = read_page(identify(papers.typed_pdf()), 1).text
    assert "setempat.\nSehubungan" in text
    assert "diperlukan.\n\nAtas perhatian" in text


@settings(deadline=None)
@given(st.text())
def test_no_token_reaches_the_text_with_white_space_in_it(token):
    words = text_lines.clean_words(token, (0.1, 0.1, 0.9, 0.2), 1.0)
    text, kept = text_lines.compose_text([[words]])
    assert text.split() == [word.text for word in kept]


def test_words_broken_at_a_lines_end_are_made_whole_and_reduplication_is_kept():
    (examples,) = doctest.DocTestFinder(recurse=False).find(dehyphenate, globs={"dehyphenate": dehyphenate})
    assert doctest.DocTestRunner().run(examples) == (0, len(examples.examples))
    assert examples.examples
    assert dehyphenate("menetapkan kepu-\ntusan undang-\nundang KPU-\nKab") == "menetapkan keputusan undang-undang KPU-Kab"
    assert dehyphenate("kepu-\ntusan undang-\nundang", "|") == "kepu|tusan undang-|undang"


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Berdasarkan Peraturan KPU Nomor 4 Tahun 2022, dengan ini ditetapkan Rp4.500.000,00 (empat juta).", True),
        ("12/PY.01.1-SD/2101/2024 tanggal 14 September 2023 info@kpu.go.id", True),
        ("(cid:12)(cid:44)(cid:9) (cid:77)(cid:3) (cid:5)", False),
        ("B e r d a s a r k a n P e r a t u r a n", False),
        ("Bcrd4s@rk^n P3r4tur^n K0m|5i P3mi1ih4n Urnurn t3nt4n9 t^hap4n", False),
        ("\ufffd\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd", False),
        ("公司负责人刘道骐、主管会计工作负责人肖寻及会计机构负责人(会计主管 2019年05月，17%，一般 。", True),
        ("そして彼女は去り、他のアリが彼らの店に食 物がなく、お腹がすいた。", True),
        ("Berdasarkan Peraturan KPU".encode("utf-16-be").decode("utf-16-le"), False),
        ("Nama : ……………….., alamat ______________________ pos-el..……………………1 (…………….)", True),
        ("Perihal:Undangan rapat[lampiran] Kepada:Yth", True),
        ("60000≤Q<80000 dan 20≤μ untuk jalan provinsi", True),
    ],
)
def test_sound_text_is_told_from_rubbish(text, sound):
    assert plausibility.assess_text(text.split()).sound() is sound


def layered_scan(papers, layer, **printed):
    """A scan with an invisible text layer, as office copiers write it."""
    path = papers.folder / "berlapis.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    pen.drawImage(str(papers.scan("alas.jpg", **printed)), 0, 0, 595, 842)
    text = pen.beginText(72, 760)
    text.setTextRenderMode(3)
    text.setFont("Times-Roman", 12)
    text.setLeading(19.2)
    text.textLines(layer)
    pen.drawText(text)
    pen.save()
    return path


def test_a_good_layer_on_a_scan_is_used_and_the_page_says_so(papers, missed):
    page = read_page(identify(layered_scan(papers, papers.letter)), 1)
    assert page.source is TextSource.TEXT
    assert not missed(page)
    assert "lapisan teks yang baik" in page.notes[0]


def test_a_bad_layer_on_a_scan_is_read_again_and_the_page_says_so(papers, missed):
    rubbish = ["K0M|5I PFM1L|H4N UMlJM", "~^ l|1!| xqzzr t3rk4|t", "D3n9@n h0rm@t k^m| s4mp4|k4n b4hw4 r4p4t k00rd1n4s|"] * 4
    page = read_page(identify(layered_scan(papers, rubbish)), 1)
    assert page.source is TextSource.OCR
    assert len(missed(page)) <= 1
    assert page.notes[0] == "Teks PDF ini tampak rusak; gambarnya yang dibaca."


def test_a_picture_of_text_pasted_on_a_typed_page_is_read_too(papers):
    path = papers.folder / "sisipan.pdf"
    papers.sheet(("Surat keterangan lurah", "tentang domisili warga", "berlaku enam bulan"), size=(700, 300), start=0.3).save(
        papers.folder / "sisipan.png"
    )
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row, line in enumerate(papers.letter):
        pen.drawString(72, 780 - 18 * row, line)
    pen.drawImage(str(papers.folder / "sisipan.png"), 100, 120, 400, 171)
    pen.save()
    page = read_page(identify(path), 1)
    assert "Undangan Rapat" in page.text
    assert "keterangan lurah" in page.text
    assert page.text.split() == [word.text for word in page.words]
    word = next(word for word in page.words if word.text == "lurah")
    assert 0.65 < word.box[1] < 0.86


OTHER = (
    "Berita acara serah terima logistik pemungutan suara",
    "antara gudang pusat dengan panitia pemilihan kecamatan",
    "meliputi kotak dan bilik beserta perlengkapan lainnya",
    "telah diperiksa kebenaran maupun kelengkapan jumlahnya",
    "oleh petugas penerima disaksikan pengawas lapangan.",
)


def test_a_layer_that_is_another_papers_text_gives_way_to_the_picture(papers, missed):
    page = read_page(identify(layered_scan(papers, [line for line in OTHER for line in (line, "")])), 1)
    assert page.source is TextSource.OCR
    assert len(missed(page)) <= 1
    assert "terletak pada cetakan" in page.notes[0]


def test_a_layer_from_another_page_set_in_the_same_lines_gives_way_to_the_picture(papers):
    page = read_page(identify(layered_scan(papers, papers.words(84, seed=1), lines=papers.words(84, seed=2))), 1)
    assert page.source is TextSource.OCR
    assert page.text.split() == " ".join(papers.words(84, seed=2)).split()
    assert "terletak pada cetakan" in page.notes[0]


def test_letters_that_were_drawn_twice_to_look_bold_are_read_once(papers):
    path = papers.folder / "tebal.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row, line in enumerate(("RAPAT PLENO TERBUKA", "tunggal ilmiah saat hujan lalu")):
        for off in (0, 0.4):
            pen.drawString(72 + off, 760 - 20 * row, line)
    pen.save()
    assert read_page(identify(path), 1).text == "RAPAT PLENO TERBUKA\ntunggal ilmiah saat hujan lalu"


def test_a_layer_drawn_twice_is_no_better_than_its_picture(papers, missed):
    path = layered_scan(papers, papers.letter)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(pdf.pages[0].Contents.read_bytes())
        pdf.save(path)
    assert not missed(read_page(identify(path), 1))


def test_a_layer_that_lies_beside_its_words_is_used_and_says_so(papers, missed):
    path = layered_scan(papers, ["", *papers.letter])
    page = read_page(identify(path), 1)
    assert (page.source, missed(page)) == (TextSource.TEXT, [])
    assert "letaknya kurang tepat" in page.notes[0]


def test_a_half_page_picture_beside_typed_text_is_read_too(papers):
    path = papers.folder / "separuh.pdf"
    papers.sheet(OTHER, size=(1240, 980), start=0.5).save(papers.folder / "separuh.png")
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row, line in enumerate(line for line in papers.letter if line):
        pen.drawString(72, 800 - 18 * row, line)
    pen.drawImage(str(papers.folder / "separuh.png"), 0, 0, 595, 470)
    pen.save()
    page = read_page(identify(path), 1)
    assert "Undangan Rapat" in page.text
    assert "serah terima logistik" in page.text
    assert any("tertempel" in note for note in page.notes)


def test_print_torn_into_letters_is_read_off_its_picture(papers):
    path = papers.folder / "renggang.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row, line in enumerate(OTHER):
        for place, letter in enumerate(line):
            pen.drawString(40 + 7.5 * place, 780 - 20 * row, letter)
    pen.save()
    page = read_page(identify(path), 1, Options(effort="plain"))
    assert page.notes[0] == "Teks PDF ini tampak rusak; gambarnya yang dibaca."


@pytest.mark.parametrize(("rotate", "drawn", "turn"), [(90, 0, 0), (0, 90, 90), (0, 180, 180), (0, 270, 270), (270, 90, 180)])
def test_text_that_runs_another_way_is_read_in_its_own_order(papers, rotate, drawn, turn):
    path = papers.folder / "rebah.pdf"
    pen = canvas.Canvas(str(path), pagesize=(842, 842))
    pen.setPageRotation(rotate)
    pen.translate(421, 421)
    pen.rotate(drawn)
    for row, line in enumerate(OTHER):
        pen.drawString(-300, 300 - 20 * row, line)
    pen.save()
    page = read_page(identify(path), 1)
    # Print drawn upright on a page that a viewer turns clockwise must be turned back.
    assert page.rotation == (turn if rotate == 0 else (drawn - rotate) % 360)
    assert page.text.split("\n") == list(OTHER)
    first = next(word for word in page.words if word.text == "Berita")
    x0, y0, x1, y1 = boxes.rotate_box(first.box, page.rotation)
    assert x1 - x0 > y1 - y0
    assert x0 == pytest.approx(121 / 842, abs=0.01)
    assert y0 == pytest.approx(112 / 842, abs=0.02)


def test_a_stamp_along_the_edge_is_not_woven_into_the_text(papers):
    path = papers.folder / "tepi.pdf"
    pen = canvas.Canvas(str(path), pagesize=(595, 842))
    for row, line in enumerate(OTHER):
        pen.drawString(72, 600 - 18 * row, line)
    pen.rotate(90)
    pen.drawString(480, -20, "salinan sesuai dengan naskah asli")
    pen.save()
    lines = read_page(identify(path), 1).text.replace("\n\n", "\n").split("\n")
    assert lines == [*OTHER, "salinan sesuai dengan naskah asli"]


def test_strips_of_one_picture_are_one_and_two_pictures_are_two():
    strips = [(0.1, 0.1 + 0.02 * n, 0.9, 0.12 + 0.02 * n) for n in range(20)]
    (whole,) = merge_tiles(strips)
    assert whole == pytest.approx((0.1, 0.1, 0.9, 0.5))
    assert len(merge_tiles([(0, 0, 0.3, 0.3), (0.6, 0.6, 0.9, 0.9)])) == 2

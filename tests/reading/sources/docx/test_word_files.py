"""What a Word file holds beside its paragraphs, and Word files that no office wrote by the book."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.document.pages import TextSource
from pipeline.failures import Damaged, NotWhole, Unreadable
from pipeline.reading import identify, page_picture, read_page
from tests.builders.word import Package, drawing, old_drawing, paragraph, part, run

LINES = ("Rapat pleno terbuka akan dilaksanakan", "pada hari Kamis di kantor kami")


def print_of(lines=LINES, size=(1300, 430)):
    """A piece of a scan, about six inches wide."""
    made = Image.new("L", size, 255)
    font = ImageFont.truetype("LiberationSerif-Regular.ttf", 52)
    for row, line in enumerate(lines):
        ImageDraw.Draw(made).text((60, 60 + 120 * row), line, fill=0, font=font)
    return made


def read(path, number=1):
    return read_page(identify(path), number)


def words_of(path):
    return read(path).text.split()


@pytest.fixture
def file(papers):
    return papers.folder / "surat.docx"


def test_a_scan_alone_in_a_word_file_is_read_like_a_page(papers, file):
    word = Package()
    scan = word.picture(papers.sheet(), "word/media/scan.jpg")
    page = read(word.save(file, paragraph(inside=drawing(scan, (6.3, 8.9)))))
    assert "Undangan Rapat Koordinasi" in page.text
    assert page.source is TextSource.OCR
    assert 0.8 < page.confidence < 1
    assert any("kata dibaca dari 1 gambar" in note for note in page.notes)


def test_a_picture_stands_between_the_lines_that_stand_around_it(file):
    word = Package()
    scan = word.picture(print_of())
    page = read(
        word.save(file, paragraph("Awal") + paragraph("Sebelum ", inside=drawing(scan) + run("sesudah")) + paragraph("Akhir"))
    )
    assert page.text.split() == ["Awal", "Sebelum", *" ".join(LINES).split(), "sesudah", "Akhir"]


@pytest.mark.parametrize("make", [drawing, old_drawing])
def test_a_picture_is_read_in_a_table_a_text_box_and_a_header(file, make):
    word = Package()
    ids = [word.picture(print_of((line,), (1300, 260)), f"word/media/i{n}.png") for n, line in enumerate(LINES)]
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Sel', inside=make(ids[0]))}</w:tc></w:tr></w:tbl>"
    inside = f"<w:txbxContent>{paragraph(inside=make(ids[1]))}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"
    text = read(word.save(file, table + paragraph(inside=box))).text
    assert LINES[0] in text
    assert LINES[1] in text


def test_a_letterhead_that_is_a_picture_in_the_header_is_read_once(file):
    from tests.builders.word import relations

    word = Package()
    word.picture(print_of())
    image = word.relations.pop()
    head = word.add("word/header1.xml", part("w:hdr", paragraph(inside=drawing("rId1", (6.2, 2)))), "header")
    other = word.add("word/header2.xml", part("w:hdr", paragraph(inside=drawing("rId1", (6.2, 2)))), "header")
    for name in ("header1", "header2"):
        word.add(f"word/_rels/{name}.xml.rels", relations([image]))
    section = f'<w:headerReference w:type="default" r:id="{head}"/><w:headerReference w:type="first" r:id="{other}"/><w:titlePg/>'
    assert words_of(word.save(file, paragraph("Isi"), section)) == [*" ".join(LINES).split(), "Isi"]


def test_a_logo_and_a_signature_are_not_read(file):
    word = Package()
    logo = word.picture(print_of(("LOGO",), (400, 200)))
    assert words_of(word.save(file, paragraph("Isi", inside=drawing(logo, (1.2, 1.2))))) == ["Isi"]


@pytest.mark.parametrize(("turn", "stored"), [(90, Image.Transpose.ROTATE_90), (180, Image.Transpose.ROTATE_180)])
def test_a_picture_that_word_turns_is_read_as_it_is_shown(file, turn, stored):
    word = Package()
    lines = (*LINES, *LINES)
    scan = word.picture(print_of(lines, (1300, 620)).transpose(stored))
    assert words_of(word.save(file, paragraph(inside=drawing(scan, (6, 3), turn))))[:4] == LINES[0].split()[:4]


def test_a_picture_that_word_mirrors_back_is_read(file):
    word = Package()
    scan = word.picture(print_of().transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert words_of(word.save(file, paragraph(inside=drawing(scan, flip='flipH="1"')))) == " ".join(LINES).split()


def test_what_is_cut_off_a_picture_is_not_read(file):
    word = Package()
    scan = word.picture(print_of())
    cut = '<a:srcRect b="55000"/>'
    assert words_of(word.save(file, paragraph(inside=drawing(scan, (6, 1), crop=cut)))) == LINES[0].split()


def test_many_scans_in_one_file_are_pages_of_their_own(file):
    word = Package()
    ids = [
        word.picture(print_of((f"Lembar nomor {n + 1} dari daftar hadir",), (1300, 200)), f"word/media/{n}.png") for n in range(6)
    ]
    body = "".join(paragraph(f"Judul {n + 1}") + paragraph(inside=drawing(one, (6.2, 1.2))) for n, one in enumerate(ids))
    source = identify(word.save(file, body + paragraph("Penutup")))
    assert source.pages == 2
    first, second = (read_page(source, number).text for number in (1, 2))
    assert "Lembar nomor 4 dari" in first
    assert "nomor 5" not in first
    assert "Lembar nomor 6 dari" in second
    assert "Penutup" in second


def test_pictures_that_cannot_be_read_are_said_to_be_unread_and_the_rest_is_read(file):
    word = Package()
    metafile = word.add("word/media/a.emf", b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60), "image")
    broken = word.add("word/media/b.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 60, "image")
    outside = "rId99"
    body = paragraph("Awal", inside="".join(drawing(one) for one in (metafile, broken, outside))) + paragraph("Akhir")
    page = read(word.save(file, body))
    assert page.text.split() == ["Awal", "Akhir"]
    assert page.notes == (
        "Sebuah gambar di dalam dokumen ini tidak dapat dibaca (jenis EMF).",
        f"Sebuah gambar di dalam dokumen ini tidak terbaca. {Unreadable()}",
        "Sebuah gambar tidak tersimpan di dalam dokumen ini.",
    )


def test_the_picture_of_a_word_page_shows_what_is_pasted_into_it(file):
    word = Package()
    black = word.picture(Image.new("L", (800, 800), 0))
    path = word.save(file, paragraph("Judul") + paragraph(inside=drawing(black, (6, 6))))
    with Image.open(io.BytesIO(page_picture(identify(path), 1, 400))) as shown:
        assert shown.convert("L").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) < 170  # type: ignore[operator]  # one band: a number


def points(*values):
    return "".join(f"<c:pt idx='{at}'><c:v>{value}</c:v></c:pt>" for at, value in enumerate(values))


CHART = part(
    "c:chartSpace",
    "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Jumlah pemilih</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    f"<c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache>{points('2024')}</c:strCache></c:strRef></c:tx>"
    f"<c:cat><c:strRef><c:strCache>{points('Kijang', 'Toapaya')}</c:strCache></c:strRef></c:cat>"
    f"<c:val><c:numRef><c:numCache>{points('120', '95')}</c:numCache></c:numRef></c:val>"
    "</c:ser></c:barChart></c:plotArea></c:chart>",
)


def graphic(inside):
    return (
        f"<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_a_chart_is_read_with_its_title_its_categories_and_its_values(file):
    word = Package()
    chart = word.add("word/charts/chart1.xml", CHART, "chart")
    text = read(word.save(file, paragraph(inside=graphic(f'<c:chart r:id="{chart}"/>')))).text
    assert text == "Jumlah pemilih\n\t2024\nKijang\t120\nToapaya\t95"


def test_the_boxes_of_a_smartart_are_read(file):
    word = Package()
    points = "".join(f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>" for text in ("Ketua", "Sekretaris"))
    data = word.add("word/diagrams/data1.xml", part("dgm:dataModel", f"<dgm:ptLst>{points}</dgm:ptLst>"), "diagramData")
    assert words_of(word.save(file, paragraph(inside=graphic(f'<dgm:relIds r:dm="{data}"/>')))) == ["Ketua", "Sekretaris"]


def math(inside):
    return paragraph(inside=f"<m:oMath>{inside}</m:oMath>")


def term(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


FORMULAS = {
    "(a+b)/2": f"<m:f><m:num>{term('a+b')}</m:num><m:den>{term('2')}</m:den></m:f>",
    "x^2": f"<m:sSup><m:e>{term('x')}</m:e><m:sup>{term('2')}</m:sup></m:sSup>",
    "n_i": f"<m:sSub><m:e>{term('n')}</m:e><m:sub>{term('i')}</m:sub></m:sSub>",
    "√(1-p)": f"<m:rad><m:deg/><m:e>{term('1-p')}</m:e></m:rad>",
    "∑_(i=1)^n x": (
        '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
        f"<m:sub>{term('i=1')}</m:sub><m:sup>{term('n')}</m:sup><m:e>{term('x')}</m:e></m:nary>"
    ),
    "(x)": f"<m:d><m:e>{term('x')}</m:e></m:d>",
}


@pytest.mark.parametrize("shown", FORMULAS)
def test_a_formula_is_read_on_one_line(file, shown):
    assert read(Package().save(file, math(FORMULAS[shown]))).text == shown


def test_what_is_spoken_is_not_read_beside_what_is_written(file):
    spoken = (
        "<w:r><w:ruby><w:rt><w:r><w:t>rubi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>dasar</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert read(Package().save(file, paragraph(inside=spoken))).text == "dasar"


def test_ticked_boxes_of_a_form_are_read(file):
    ticks = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> hadir </w:t><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    assert read(Package().save(file, paragraph(inside=ticks))).text == "☑ hadir ☐"


CHUNKS = {
    "isi.html": b"<html><head><title>x</title><style>p{}</style></head><body><p>Rapat <b>pleno</b></p>"
    b"<table><tr><td>1</td><td>dua</td></tr></table></body></html>",
    "isi.rtf": rb"{\rtf1\ansi Rapat {\b pleno}\par 1 dua}",
    "isi.mht": b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>Rapat pleno</p><p>1 dua</p>",
    "isi.txt": b"Rapat pleno\n1 dua",
}


@pytest.mark.parametrize("name", CHUNKS)
def test_text_that_another_program_has_put_in_is_read(file, name):
    word = Package()
    chunk = word.add(f"word/{name}", CHUNKS[name], "aFChunk")
    body = paragraph("Awal") + f'<w:altChunk r:id="{chunk}"/>' + paragraph("Akhir")
    assert words_of(word.save(file, body)) == ["Awal", "Rapat", "pleno", "1", "dua", "Akhir"]


def test_a_document_in_a_document_is_read_with_its_pictures(papers, file):
    inner = Package()
    scan = inner.picture(print_of())
    within = inner.save(papers.folder / "dalam.docx", paragraph("Dalam", inside=drawing(scan))).read_bytes()
    word = Package()
    chunk = word.add("word/dalam.docx", within, "aFChunk")
    assert words_of(word.save(file, f'<w:altChunk r:id="{chunk}"/>')) == ["Dalam", *" ".join(LINES).split()]


def test_pictures_of_one_name_in_two_documents_are_both_read(papers, file):
    word = Package()
    body = ""
    for line in LINES:
        inner = Package()
        scan = inner.picture(print_of((line,), (1300, 260)))
        content = inner.save(papers.folder / "dalam.docx", paragraph(inside=drawing(scan, (6, 1.2)))).read_bytes()
        chunk = word.add(f"word/dalam{len(body)}.docx", content, "aFChunk")
        body += f'<w:altChunk r:id="{chunk}"/>'
    assert words_of(word.save(file, body)) == " ".join(LINES).split()


def test_an_embedded_workbook_is_named(file):
    embedded = '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rId9"/></w:object></w:r>'
    page = read(Package().save(file, paragraph("Isi", inside=embedded)))
    assert page.notes == ("Di dalam dokumen ini tertanam lembar kerja Excel, .xlsx; isinya tidak dibaca.",)


def test_a_watermark_is_read(file):
    mark = '<w:r><w:pict><v:shape><v:textpath string="RAHASIA"/></v:shape></w:pict></w:r>'
    assert read(Package().save(file, paragraph("Isi", inside=mark))).text.split() == ["RAHASIA", "Isi"]


def test_comments_are_said_to_be_unread(file):
    word = Package()
    word.add("word/comments.xml", part("w:comments", f"<w:comment>{paragraph('perbaiki')}</w:comment>"), "comments")
    assert read(word.save(file, paragraph("Isi"))).notes == ("1 komentar di tepi dokumen ini tidak dibaca.",)


def test_of_what_is_drawn_for_newer_and_for_older_programs_one_is_read(file):
    def box(text):
        return f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph(text)}</w:txbxContent></v:textbox></w:pict></w:r>"

    twice = (
        f"<mc:AlternateContent><mc:Choice>{box('baru')}</mc:Choice><mc:Fallback>{box('lama')}</mc:Fallback></mc:AlternateContent>"
    )
    older = f"<mc:AlternateContent><mc:Choice><w:r/></mc:Choice><mc:Fallback>{box('lama')}</mc:Fallback></mc:AlternateContent>"
    assert words_of(Package().save(file, paragraph(inside=twice) + paragraph(inside=older))) == ["baru", "lama"]


# --- Numbers that Word counts -----------------------------------------------------------------------------------------------------


def level(depth, form, text, start=1, more=""):
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inside}</w:lvl>'


def listed(text, name="1", depth=0):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')


def numbered(levels, nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    word = Package()
    word.add(
        "word/numbering.xml", part("w:numbering", f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}'), "numbering"
    )
    return word


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperRoman", "BAB %1", ["BAB I", "BAB II", "BAB III"]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("bullet", "\uf0b7", ["•", "•", "•"]),
    ],
)
def test_a_list_is_read_with_its_numbers(file, form, text, shown):
    body = "".join(listed(f"butir{n}") for n in range(3))
    lines = read(numbered(level(0, form, text)).save(file, body)).text.split("\n\n")
    assert lines == [f"{number} butir{n}" for n, number in enumerate(shown)]


def test_depths_of_a_list_are_counted_within_each_other(file):
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%3.")
    body = "".join(listed("x", depth=depth) for depth in (0, 1, 1, 2, 0, 1))
    lines = read(numbered(levels).save(file, body)).text.split("\n\n")
    assert [line.split()[0] for line in lines] == ["1.", "1.1", "1.2", "a.", "2.", "2.1"]


def test_a_list_that_begins_anew_begins_anew(file):
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for n, more in (("1", ""), ("2", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'))
    )
    body = listed("a") + listed("b") + listed("c", "2") + listed("d", "2")
    lines = read(numbered(level(0, "decimal", "%1."), nums).save(file, body)).text.split("\n\n")
    assert lines == ["1. a", "2. b", "5. c", "6. d"]


def test_a_style_gives_its_paragraphs_their_numbers(file):
    word = numbered(level(0, "decimal", "Pasal %1", more='<w:pStyle w:val="Pasal"/>'))
    style = '<w:style w:styleId="Pasal"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    based = '<w:style w:styleId="Anak"><w:basedOn w:val="Pasal"/></w:style>'
    word.add("word/styles.xml", part("w:styles", style + based), "styles")
    body = paragraph("satu", '<w:pStyle w:val="Pasal"/>') + paragraph("dua", '<w:pStyle w:val="Anak"/>') + paragraph("biasa")
    assert read(word.save(file, body)).text.split("\n\n") == ["Pasal 1 satu", "Pasal 2 dua", "biasa"]


# --- Files by nobody's book -------------------------------------------------------------------------------------------------------


def test_a_strict_document_is_read(file):
    assert read(Package(strict=True).save(file, paragraph("Undangan rapat"))).text == "Undangan rapat"


def test_the_document_is_found_by_what_the_package_says_of_it(file):
    assert read(Package("isi/naskah2.xml").save(file, paragraph("Undangan rapat"))).text == "Undangan rapat"


@pytest.mark.parametrize("name", ["surat", "surat.bin", "surat.docm", "surat.zip"])
def test_a_word_file_is_known_by_its_bytes(papers, name):
    assert read(Package().save(papers.folder / name, paragraph("Undangan rapat"))).text == "Undangan rapat"


def broken(path, part_name):
    """The same file with the packed bytes of one part spoilt."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(part_name)
    begin = entry.header_offset + 30 + len(part_name)
    content[begin : begin + 20] = b"\xff" * 20
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("part_name", ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"])
def test_a_broken_document_is_called_broken_in_one_sentence(file, part_name):
    Package().save(file, paragraph("Isi " * 50))
    with pytest.raises(Damaged, match="rusak"):
        identify(broken(file, part_name))


def test_a_broken_aside_is_said_and_the_letter_is_read(file):
    word = Package()
    head = word.add("word/header1.xml", part("w:hdr", paragraph("Kop " * 30)), "header")
    word.save(file, paragraph("Isi"), f'<w:headerReference w:type="default" r:id="{head}"/>')
    page = read(broken(file, "word/header1.xml"))
    assert page.text == "Isi"
    assert page.notes == ("Satu bagian dokumen ini rusak dan tidak terbaca.",)


def test_a_word_file_whose_directory_is_lost_is_not_whole(file):
    whole = Package().save(file, paragraph("Isi")).read_bytes()
    file.write_bytes(whole[:-40])
    with pytest.raises(NotWhole):
        identify(file)


def test_nothing_is_fetched_and_no_entity_is_resolved(papers, file):
    secret = papers.file("rahasia.txt", b"SANDI")
    word = Package()
    word.save(file, paragraph("Isi"))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    doctype = f'<!DOCTYPE x [<!ENTITY jauh SYSTEM "{secret.as_uri()}"><!ENTITY besar "{"A" * 1000}">]>'.encode()
    parts["word/document.xml"] = doctype + parts["word/document.xml"].replace(b">Isi<", b">Isi&jauh;&besar;<")
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    text = read(file).text
    assert "SANDI" not in text
    assert "AAAA" not in text

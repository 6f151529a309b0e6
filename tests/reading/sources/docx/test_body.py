import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.reading import identify, read_page


@pytest.fixture
def text_of(papers):
    """What is read of a document that holds these elements of WordprocessingML."""

    def read(*elements, change=None):
        document = docx.Document()
        for element in elements:
            name, _, rest = element.removeprefix("<").partition(">")
            document.element.body.insert(-1, parse_xml(f"<{name} {nsdecls('w')}>{rest}"))
        if change:
            change(document)
        path = papers.folder / "isi.docx"
        document.save(str(path))
        return read_page(identify(path), 1).text

    return read


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def paragraph(text):
    return f"<w:p>{run(text)}</w:p>"


@pytest.mark.parametrize(
    "around",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w:smartTag>{}</w:smartTag>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        "<w:hyperlink>{}</w:hyperlink>",
    ],
)
def test_text_is_read_whatever_word_has_wrapped_it_in(text_of, around):
    assert text_of(f"<w:p>{run('rapat ')}{around.format(run('pleno'))}{run(' terbuka')}</w:p>") == "rapat pleno terbuka"


def test_paragraphs_and_tables_in_a_content_control_are_read(text_of):
    table = f"<w:tbl><w:tr>{cell(paragraph('No'))}{cell(paragraph('Uraian'))}</w:tr></w:tbl>"
    assert text_of(f"<w:sdt><w:sdtContent>{paragraph('Daftar')}{table}</w:sdtContent></w:sdt>") == "Daftar\n\nNo\tUraian"


def test_what_was_struck_out_or_moved_away_is_not_read(text_of):
    struck = "<w:del><w:r><w:delText>batal</w:delText></w:r></w:del>"
    assert text_of(f"<w:p>{struck}<w:moveFrom>{run('pindah')}</w:moveFrom>{run('sah')}</w:p>") == "sah"


def test_tabs_breaks_and_unbreakable_hyphens_are_kept(text_of):
    signs = "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
    assert text_of(f"<w:p><w:r>{signs}</w:r></w:p>") == "a\tb\nc-d"


def test_a_table_in_a_cell_is_read_with_its_cell(text_of):
    inner = f"<w:tbl><w:tr>{cell(paragraph('dalam'))}{cell(paragraph('kanan'))}</w:tr></w:tbl>"
    assert text_of(f"<w:tbl><w:tr>{cell(paragraph('luar') + inner)}{cell(paragraph('akhir'))}</w:tr></w:tbl>") == (
        "luar dalam kanan\takhir"
    )


def test_a_cell_merged_down_is_read_once_and_keeps_its_column(text_of):
    begun = '<w:vMerge w:val="restart"/>'
    first = f"<w:tr>{cell(paragraph('PPK'), begun)}{cell(paragraph('satu'))}</w:tr>"
    second = f"<w:tr>{cell('<w:p/>', '<w:vMerge/>')}{cell(paragraph('dua'))}</w:tr>"
    assert text_of(f"<w:tbl>{first}{second}</w:tbl>") == "PPK\tsatu\n\tdua"


def test_headers_and_footers_of_a_different_first_page_are_read(text_of):
    def change(document):
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "KOP"
        section.first_page_footer.paragraphs[0].text = "Tembusan"
        section.footer.paragraphs[0].text = "Kaki"

    assert text_of(paragraph("isi"), change=change) == "KOP\n\nisi\n\nTembusan\n\nKaki"


def test_footnotes_are_read_at_the_end(papers):
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("Honorarium dibayar sekaligus.")
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>garis</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes {nsdecls("w")}>{separator}<w:footnote w:id="1">{paragraph("Lihat DIPA.")}</w:footnote></w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    path = papers.folder / "catatan.docx"
    document.save(str(path))
    assert read_page(identify(path), 1).text == "Honorarium dibayar sekaligus.\n\nLihat DIPA."


HIDING = "<w:rPr><w:vanish/></w:rPr>"


def hidden(text, properties=HIDING):
    return run(text).replace("<w:r>", f"<w:r>{properties}")


@pytest.fixture
def page_of(papers):
    """The page that is read of a document with these paragraphs and, if given, this change of its styles."""

    def read(*elements, change=None):
        document = docx.Document()
        for element in elements:
            document.element.body.insert(-1, parse_xml(element.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
        if change:
            change(document)
        path = papers.folder / "tersembunyi.docx"
        document.save(str(path))
        return read_page(identify(path), 1)

    return read


def test_text_that_word_does_not_show_is_no_text_but_is_kept_to_be_found_and_said(page_of):
    page = page_of(f"<w:p>{run('rapat ')}{hidden('tertutup bagi pers ')}{run('pleno')}</w:p>", paragraph("besok"))
    assert page.text == "rapat pleno\n\nbesok"
    assert page.margins == ("tertutup bagi pers",)
    (note,) = page.notes
    assert note.startswith("3 kata di dalam dokumen ini disembunyikan")
    assert "“tertutup bagi pers”" in note


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ('<w:rPr><w:vanish w:val="0"/></w:rPr>', True),
        ('<w:rPr><w:vanish w:val="false"/></w:rPr>', True),
        ('<w:rPr><w:vanish w:val="1"/></w:rPr>', False),
        ("<w:rPr><w:webHidden/></w:rPr>", True),
        ('<w:rPr><w:rStyle w:val="Rahasia"/></w:rPr>', False),
        ('<w:rPr><w:rStyle w:val="Turunan"/></w:rPr>', False),
        ('<w:rPr><w:rStyle w:val="Rahasia"/><w:vanish w:val="0"/></w:rPr>', True),
    ],
)
def test_hiding_is_turned_on_and_off_as_word_does(page_of, properties, shown):
    def add_styles(document):
        for name, more in (("Rahasia", HIDING), ("Turunan", "")):
            based = '<w:basedOn w:val="Rahasia"/>' if name == "Turunan" else ""
            style = f'<w:style {nsdecls("w")} w:type="character" w:styleId="{name}"><w:name w:val="{name}"/>{based}{more}</w:style>'
            document.styles.element.append(parse_xml(style))

    page = page_of(f"<w:p>{run('rapat')}{hidden(' pleno', properties)}</w:p>", change=add_styles)
    assert page.text == ("rapat pleno" if shown else "rapat")


def test_a_paragraph_style_hides_what_is_written_in_it(page_of):
    def add_style(document):
        style = f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Catatan"><w:name w:val="Catatan"/>{HIDING}</w:style>'
        document.styles.element.append(parse_xml(style))

    secret = f'<w:p><w:pPr><w:pStyle w:val="Catatan"/></w:pPr>{run("jangan dibagikan")}</w:p>'
    page = page_of(paragraph("rapat"), secret, paragraph("pleno"), change=add_style)
    assert (page.text, page.margins) == ("rapat\n\npleno", ("jangan dibagikan",))


def test_a_paragraph_whose_mark_alone_is_hidden_is_shown(page_of):
    assert page_of(f"<w:p><w:pPr>{HIDING}</w:pPr>{run('rapat pleno')}</w:p>").text == "rapat pleno"

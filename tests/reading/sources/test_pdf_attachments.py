import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from pipeline.reading import identify, read_page
from pipeline.reading.sources import pdf_attachments


@pytest.fixture
def carrying(papers):
    """A typed letter that carries files."""

    def make(change):
        path = papers.folder / "berlampiran.pdf"
        with pikepdf.open(papers.typed_pdf()) as pdf:
            change(pdf)
            pdf.save(path)
        return path

    return make


def attached(pdf, name="lampiran.xlsx", content=b"x" * 3000):
    return AttachedFileSpec(pdf, content, filename=name)  # type: ignore[call-arg]  # not in its stubs


def by_name_tree(pdf):
    pdf.attachments["lampiran.xlsx"] = attached(pdf)


def by_annotation(pdf):
    pin = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([400, 700, 420, 720]), FS=attached(pdf).obj)
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(pin)]))


def by_association(pdf):
    pdf.Root.AF = Array([attached(pdf).obj])


@pytest.mark.parametrize("change", [by_name_tree, by_annotation, by_association])
def test_files_inside_a_pdf_are_named_with_their_size(carrying, change):
    path = carrying(change)
    with pikepdf.open(path) as pdf:
        assert pdf_attachments.list_attachments(pdf) == (pdf_attachments.Attachment("lampiran.xlsx", 3000),)
    (note,) = read_page(identify(path), 1).notes
    assert "1 file lampiran" in note
    assert "lampiran.xlsx (3 KB)" in note


def test_a_file_that_is_named_in_two_places_is_one_file(carrying):
    def change(pdf):
        by_name_tree(pdf)
        pdf.Root.AF = Array([pdf.Root.Names.EmbeddedFiles.Names[1]])

    with pikepdf.open(carrying(change)) as pdf:
        assert len(pdf_attachments.list_attachments(pdf)) == 1


def test_a_portfolio_is_said_to_be_only_a_cover(carrying):
    def change(pdf):
        by_name_tree(pdf)
        pdf.Root.Collection = Dictionary(Type=Name.Collection)

    (note,) = read_page(identify(carrying(change)), 1).notes
    assert "portofolio" in note
    assert "lampiran.xlsx" in note


def test_a_damaged_list_of_files_costs_no_page(carrying, missed):
    def change(pdf):
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([1, 2, 3])))

    page = read_page(identify(carrying(change)), 1)
    assert not page.failed
    assert not missed(page)

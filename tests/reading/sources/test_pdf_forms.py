import io

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from pipeline.failures import NothingRead
from pipeline.reading import identify, page_picture, read, read_page

TITLE = "FORMULIR PERMOHONAN INFORMASI PUBLIK"


class Form:
    """A form in the making: one typed page with fields and annotations over it."""

    def __init__(self):
        self.pdf = pikepdf.new()
        self.pdf.add_blank_page(page_size=(595, 842))
        self.page = self.pdf.pages[0]
        self.font = self.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        self.fonts = Dictionary(Font=Dictionary(F1=self.font))
        self.page.Resources = self.fonts
        self.page.Contents = self.pdf.make_stream(f"BT /F1 12 Tf 50 780 Td ({TITLE}) Tj ET".encode())
        self.over = []
        self.fields = []
        self.more = {}

    def field(self, rect, **keys):
        widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=4, P=self.page.obj, Rect=Array(rect), **keys)
        self.over.append(self.pdf.make_indirect(widget))
        self.fields.append(self.over[-1])

    def note(self, kind, rect, said, **keys):
        annotation = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array(rect), Contents=said, **({"F": 4} | keys))
        self.over.append(self.pdf.make_indirect(annotation))

    def drawn(self, text):
        """An appearance stream."""
        content = f"/Tx BMC q BT /F1 12 Tf 2 4 Td ({text}) Tj ET Q EMC" if text else "/Tx BMC EMC"
        stream = self.pdf.make_stream(content.encode())
        stream.Type, stream.Subtype, stream.BBox, stream.Resources = Name.XObject, Name.Form, Array([0, 0, 250, 18]), self.fonts
        return Dictionary(N=stream)

    def save(self, path):
        self.page.Annots = self.pdf.make_indirect(Array(self.over))
        form = Dictionary(Fields=Array(self.fields), DA="/F1 12 Tf 0 g", DR=self.fonts, **self.more)
        self.pdf.Root.AcroForm = self.pdf.make_indirect(form)
        self.pdf.save(path)
        return identify(path)


@pytest.fixture
def form():
    return Form()


@pytest.fixture
def saved(form, tmp_path):
    return lambda: form.save(tmp_path / "formulir.pdf")


def ink(source, box, width=1190):
    """The share of dark pixels in a box of the page's picture."""
    pixels = np.asarray(Image.open(io.BytesIO(page_picture(source, 1, width))).convert("L"))
    height, width = pixels.shape
    part = pixels[int(box[1] * height) : int(box[3] * height) + 1, int(box[0] * width) : int(box[2] * width) + 1]
    return float((part < 128).mean())


@pytest.mark.parametrize("appearance", ["drawn", "asked for", "left out", "without print"])
def test_what_was_typed_into_a_field_is_read_where_the_eye_sees_it(form, saved, appearance):
    keys = {"drawn": {"AP": form.drawn("SITI RAHMAWATI")}, "without print": {"AP": form.drawn("")}}.get(appearance, {})
    if appearance == "asked for":
        form.more["NeedAppearances"] = True
    form.field([150, 700, 400, 718], FT=Name.Tx, T="nama", V="SITI RAHMAWATI", DA="/F1 12 Tf 0 g", **keys)
    source = saved()
    page = read_page(source, 1)
    assert page.text.split() == [*TITLE.split(), "SITI", "RAHMAWATI"]
    word = page.words[-1]
    assert 150 / 595 < word.box[0] < word.box[2] < 400 / 595
    assert 122 / 842 < (word.box[1] + word.box[3]) / 2 < 144 / 842
    assert ink(source, word.box) > 0.05


def test_the_page_is_the_same_however_often_it_is_opened(form, saved):
    form.field([150, 700, 400, 718], FT=Name.Tx, T="nama", V="SITI RAHMAWATI", DA="/F1 12 Tf 0 g")
    form.field([50, 500, 62, 512], FT=Name.Btn, T="setuju", V=Name.Yes, AS=Name.Yes)
    source = saved()
    page_picture(source, 1, 240)
    assert read_page(source, 1) == read_page(source, 1)


def test_a_field_that_was_drawn_into_the_page_as_well_is_read_once(form, saved):
    form.page.contents_add(b"BT /F1 12 Tf 152 704 Td (SITI RAHMAWATI) Tj ET")
    drawn = form.drawn("SITI RAHMAWATI")
    form.field([150, 700, 400, 718], FT=Name.Tx, T="nama", V="SITI RAHMAWATI", DA="/F1 12 Tf 0 g", AP=drawn)
    assert read_page(saved(), 1).text.count("RAHMAWATI") == 1


def test_a_choice_and_a_value_of_several_lines_are_read(form, saved):
    form.field([50, 600, 300, 660], FT=Name.Tx, T="alamat", V="Jalan Merdeka\nKijang Kota", Ff=4096, DA="/F1 12 Tf 0 g")
    choices = {"Ff": 1 << 17, "Opt": Array(["Kijang", "Mantang"])}
    form.field([50, 560, 300, 578], FT=Name.Ch, T="desa", V="Mantang", DA="/F1 12 Tf 0 g", **choices)
    assert read_page(saved(), 1).text.split("\n")[-3:] == ["Jalan Merdeka", "Kijang Kota", "Mantang"]


@pytest.mark.parametrize("appearance", ["drawn by pdfium", "drawn by the program"])
@pytest.mark.parametrize("chosen", [["Mantang"], ["Kijang", "Toapaya"], []])
def test_of_a_list_that_shows_all_its_choices_only_what_was_chosen_is_read(form, saved, chosen, appearance):
    names = ["Kijang", "Mantang", "Toapaya"]
    keys = (
        {"V": Array(chosen) if len(chosen) > 1 else chosen[0], "I": Array([names.index(name) for name in chosen])} if chosen else {}
    )
    if appearance == "drawn by the program":
        lines = " ".join(f"({name}) Tj 0 -14 Td" for name in names)
        drawn = form.pdf.make_stream(f"/Tx BMC q BT /F1 12 Tf 2 48 Td {lines} ET Q EMC".encode())
        drawn.Type, drawn.Subtype, drawn.BBox, drawn.Resources = Name.XObject, Name.Form, Array([0, 0, 250, 60]), form.fonts
        keys["AP"] = Dictionary(N=drawn)
    more = {"Ff": 1 << 21, "Opt": Array(names), "DA": "/F1 12 Tf 0 g"}
    form.field([50, 500, 300, 560], FT=Name.Ch, T="desa", **keys, **more)
    page = read_page(saved(), 1)
    assert page.text.split() == [*TITLE.split(), *chosen]
    assert all(word.box[0] >= 50 / 595 and word.box[1] >= 282 / 842 and word.box[3] <= 342 / 842 for word in page.words[4:])


@pytest.mark.parametrize("flags", [1 << 17, (1 << 17) | (1 << 18)])
def test_of_a_drop_down_list_the_label_of_the_choice_is_read(form, saved, flags):
    choices = Array([Array(["01", "Kijang"]), Array(["02", "Mantang"])])
    form.field([50, 560, 300, 578], FT=Name.Ch, T="desa", V="02", Ff=flags, Opt=choices, DA="/F1 12 Tf 0 g")
    assert read_page(saved(), 1).text.split()[4:] == ["Mantang"]


@pytest.mark.parametrize(("flags", "signs"), [(0, ("☑", "☐")), (1 << 15, ("◉", "○"))])
def test_a_ticked_box_can_be_told_from_an_empty_one(form, saved, flags, signs):
    form.page.contents_add(b"BT /F1 12 Tf 80 502 Td (Setuju) Tj 0 -20 Td (Menolak) Tj ET")
    form.field([50, 500, 62, 512], FT=Name.Btn, T="satu", Ff=flags, V=Name.Yes, AS=Name.Yes)
    form.field([50, 480, 62, 492], FT=Name.Btn, T="dua", Ff=flags, V=Name.Off, AS=Name.Off)
    assert read_page(saved(), 1).text.splitlines()[-2:] == [f"{signs[0]} Setuju", f"{signs[1]} Menolak"]


def test_a_typed_annotation_is_text_and_a_comment_is_a_note(form, saved):
    form.note("/FreeText", [50, 400, 300, 440], "Sudah diverifikasi petugas", DA="/Helv 12 Tf 0 g")
    form.note("/Text", [400, 400, 420, 420], "Mohon diperiksa lagi")
    page = read_page(saved(), 1)
    assert page.text.split() == [*TITLE.split(), "Sudah", "diverifikasi", "petugas"]
    (note,) = page.notes
    assert "1 komentar" in note
    assert "Mohon diperiksa lagi" in note


def test_a_hidden_field_is_not_read(form, saved):
    form.field([150, 700, 400, 718], FT=Name.Tx, T="rahasia", V="JANGAN DIBACA", DA="/F1 12 Tf 0 g")
    form.fields[0].F = 2
    assert read_page(saved(), 1).text == TITLE


def test_a_form_that_only_acrobat_draws_is_named_as_such(form, tmp_path):
    form.more["XFA"] = Array(["template", form.pdf.make_stream(b"<template/>")])
    form.pdf.Root.NeedsRendering = True
    source = form.save(tmp_path / "xfa.pdf")
    page = read_page(source, 1)
    assert page.failed
    assert "formulir XFA" in page.notes[0]
    assert "PDF biasa" in page.notes[0]
    with pytest.raises(NothingRead, match="formulir XFA"):
        read(source.path)


def test_print_of_a_page_whose_fonts_are_told_once_for_all_pages_is_not_lost(form, saved):
    form.page.Parent.Resources = form.page.Resources
    del form.page.Resources
    form.field([150, 700, 400, 718], FT=Name.Tx, T="nama", V="SITI RAHMAWATI", DA="/F1 12 Tf 0 g", AP=form.drawn("SITI RAHMAWATI"))
    source = saved()
    page = read_page(source, 1)
    assert page.text.split() == [*TITLE.split(), "SITI", "RAHMAWATI"]
    assert all(ink(source, word.box) > 0.05 for word in page.words)

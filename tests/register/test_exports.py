import csv
import io
import json
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Category
from pipeline.register import FORMATS, Register, RegisterEntry, export


def an_entry(**changes: Any) -> RegisterEntry:
    plain = RegisterEntry(
        id="2026-000001",
        category=Category.BERKALA,
        no=1,
        summary="Pengumuman jadwal kampanye",
        holding_unit="Subbagian Teknis",
        issuer="Ketua",
        date="2024-03-14",
        place="Kijang",
        printed=True,
        electronic=True,
        retention="2 th aktif + 3 th inaktif, musnah",
        retention_end="2029-03-14",
        retention_confirmed=True,
        number="12/HM.02-Pu/2101/2024",
        code="HM.02",
        document_type="pengumuman",
        access_level="biasa",
        file="2026-000001.pdf",
    )
    return replace(plain, **changes)


def a_register(*entries: RegisterEntry) -> Register:
    return Register("KPU Kabupaten Bintan", "2026-11-22T05:00:00+00:00", entries)


def rows_of_csv(register: Register) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(register, "csv").decode("utf-8-sig"), newline="")))


def sheet_of(register: Register) -> Any:
    return openpyxl.load_workbook(io.BytesIO(export(register, "xlsx"))).active


def values_of(register: Register) -> list[Any]:
    return [cell.value for row in sheet_of(register).iter_rows() for cell in row if cell.value is not None]


def test_csv_has_the_seven_columns_and_the_id():
    (row,) = rows_of_csv(a_register(an_entry()))
    assert row == {
        "No": "1",
        "Kategori informasi": "Berkala",
        "Ringkasan isi informasi": "Pengumuman jadwal kampanye",
        "Pejabat/unit yang menguasai informasi": "Subbagian Teknis",
        "Penanggung jawab pembuatan/penerbitan": "Ketua",
        "Waktu dan tempat pembuatan": "Kijang, 14 Maret 2024",
        "Bentuk: cetak": "ya",
        "Bentuk: elektronik": "ya",
        "Jangka waktu simpan/retensi": "2 th aktif + 3 th inaktif, musnah",
        "Nomor naskah": "12/HM.02-Pu/2101/2024",
        "Kode klasifikasi": "HM.02",
        "File": "2026-000001.pdf",
        "ID": "2026-000001",
    }


def test_csv_begins_with_the_mark_that_excel_needs():
    assert export(a_register(), "csv").startswith(b"\xef\xbb\xbf")


def test_csv_keeps_quotes_commas_and_line_ends_inside_a_cell():
    summary = 'Rapat "pleno",\nlanjutan; kedua'
    (row,) = rows_of_csv(a_register(an_entry(summary=summary)))
    assert row["Ringkasan isi informasi"] == summary


def test_json_has_its_promised_keys():
    content = json.loads(export(a_register(an_entry()), "json"))
    assert content == {
        "format": "berkas-register",
        "version": 1,
        "office": "KPU Kabupaten Bintan",
        "generated_at": "2026-11-22T05:00:00+00:00",
        "register_version": None,
        "entries": [
            {
                "id": "2026-000001",
                "category": "berkala",
                "no": 1,
                "summary": "Pengumuman jadwal kampanye",
                "holding_unit": "Subbagian Teknis",
                "issuer": "Ketua",
                "date": "2024-03-14",
                "place": "Kijang",
                "form": {"printed": True, "electronic": True},
                "retention": {"text": "2 th aktif + 3 th inaktif, musnah", "ends": "2029-03-14", "confirmed": True},
                "number": "12/HM.02-Pu/2101/2024",
                "code": "HM.02",
                "document_type": "pengumuman",
                "access_level": "biasa",
                "file": "2026-000001.pdf",
            }
        ],
    }


def test_xlsx_has_title_header_groups_and_lines_in_order():
    values = values_of(a_register(an_entry(), an_entry(category=Category.SETIAP_SAAT, summary="Keputusan", printed=False)))
    assert values[:2] == ["DAFTAR INFORMASI PUBLIK", "KPU KABUPATEN BINTAN"]
    assert "Keadaan per 22 November 2026" in values
    order = [
        values.index(text)
        for text in (
            "Ringkasan isi informasi",
            "Cetak",
            "Informasi yang wajib disediakan dan diumumkan secara berkala",
            "Pengumuman jadwal kampanye",
            "Informasi yang wajib diumumkan secara serta-merta",
            "(belum ada)",
            "Informasi yang wajib tersedia setiap saat",
            "Keputusan",
        )
    ]
    assert order == sorted(order)


def test_xlsx_ticks_the_form():
    sheet = sheet_of(a_register(an_entry(printed=False)))
    line = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "Pengumuman jadwal kampanye")
    assert line[0] == 1
    assert line[5:7] == (None, "√")


def test_xlsx_prints_across_a4_with_its_header_on_each_page():
    sheet = sheet_of(a_register(an_entry()))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$5:$6"


def test_xlsx_explains_what_unconfirmed_means_only_where_it_stands():
    def notes(register: Register) -> list[str]:
        return [value for value in values_of(register) if str(value).startswith("(belum dikonfirmasi):")]

    assert notes(a_register(an_entry())) == []
    assert len(notes(a_register(an_entry(retention_confirmed=False)))) == 1


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_register_is_a_file_all_the_same(format_: str):
    assert export(a_register(), format_)


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(), max_size=60))
def test_any_text_can_be_written_in_every_format(text: str):
    register = a_register(an_entry(summary=text, number=text, place=text))
    for format_ in FORMATS:
        assert export(register, format_)


def test_a_broken_character_from_a_file_name_is_replaced():
    register = a_register(an_entry(summary="berkas \udcff rusak"))
    assert rows_of_csv(register)[0]["Ringkasan isi informasi"] == "berkas ? rusak"
    assert json.loads(export(register, "json"))["entries"][0]["summary"] == "berkas ? rusak"
    assert "berkas ? rusak" in values_of(register)


def test_a_text_longer_than_a_cell_is_cut():
    assert max(len(str(value)) for value in values_of(a_register(an_entry(summary="x" * 40_000)))) == 32_767


def test_a_spreadsheet_line_is_as_high_as_its_longest_cell_needs() -> None:
    long = an_entry(no=2, summary="Penetapan tim pendokumentasian informasi publik " * 6)
    sheet = sheet_of(a_register(an_entry(), long))
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    short, tall = (sheet.row_dimensions[rows[number]].height for number in (1, 2))
    assert (short, tall) == (15 * 2, 15 * 7)

import csv

import openpyxl
import pytest

from pipeline.classification.scheme.import_export import diff, read_scheme, write_five_columns
from pipeline.classification.scheme.scheme import load_default
from pipeline.classification.scheme.spreadsheets import InvalidScheme
from pipeline.document import Disposition
from pipeline.document.triggers import Trigger

FIVE = "kode;nama;retensi aktif;retensi inaktif;keterangan akhir\n"


def an_import(tmp_path, rows: str, base=None):
    path = tmp_path / "jra-bintan.csv"
    path.write_text(FIVE + rows, encoding="utf-8")
    return read_scheme(path, base=base)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_exported_in_five_columns_comes_back(tmp_path, suffix):
    default = load_default()
    write_five_columns(default, tmp_path / f"skema{suffix}")
    back = read_scheme(tmp_path / f"skema{suffix}", "uji", default)
    found = diff(default, back)
    assert found.changed == ()
    assert found.added == ()
    assert [row.code for row in found.removed] == ["KU.03.3-LK"]  # a local split is no official code
    assert len(found.confirmed) == 164


def test_rows_in_five_columns_are_the_office_s_own_schedule(tmp_path):
    row = an_import(tmp_path, "HM.02;Penyajian Informasi;3 tahun setelah tahun anggaran berakhir;4 tahun;Permanen\n").row("HM.02")
    assert (row.rule.active_years, row.rule.inactive_years, row.rule.trigger) == (3, 4, Trigger.FY)
    assert (row.rule.disposition, row.rule.confirmed) == (Disposition.PERMANEN, True)
    assert "jra-bintan.csv" in row.rule.source


def test_what_five_columns_do_not_say_comes_from_the_scheme_they_replace(tmp_path):
    row = an_import(tmp_path, "KU.03.3;Belanja;2;8;Musnah\n", load_default()).row("KU.03.3")
    assert (row.rule.trigger, row.category, row.rule.inactive_years) == (Trigger.UU, "setiap_saat", 8)


def test_without_any_event_the_clock_starts_when_the_file_is_closed(tmp_path):
    row = an_import(tmp_path, "AB;Fungsi;;;\nAB.01;Jenis;1;2;Dinilai kembali\n").row("AB.01")
    assert (row.rule.trigger, row.parent, row.category) == (Trigger.FC, "AB", None)


def test_a_destruction_with_exceptions_is_weighed_again(tmp_path):
    row = an_import(tmp_path, "AB;Jenis;1;2;Musnah, kecuali yang bernilai guna sejarah\n").row("AB")
    assert row.rule.disposition is Disposition.DINILAI_KEMBALI


def test_our_own_columns_keep_their_marks(tmp_path):
    path = tmp_path / "kami.csv"
    header = "code,name_id,active_years,inactive_years,trigger,final_disposition,retention_source\n"
    path.write_text(
        header + "AB.01,Satu,1,2,CR,musnah,PKPU 17/2023\nAB.02,Dua,1,2,CR,musnah,plausible default; office must confirm\n"
    )
    scheme = read_scheme(path)
    assert [row.rule.confirmed for row in scheme.rows] == [True, False]


def test_the_table_may_begin_below_a_title(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Jadwal Retensi Arsip"],
        [],
        ["Kode Klasifikasi", "Jenis Arsip", "Aktif", "Inaktif", "Keterangan"],
        ["AB", "Jenis", 2, 3.0, "Musnah"],
    ):
        book.active.append(row)
    book.save(tmp_path / "jra.xlsx")
    rule = read_scheme(tmp_path / "jra.xlsx").row("AB").rule
    assert (rule.active_years, rule.inactive_years) == (2, 3)


def test_the_diff_names_every_change(tmp_path):
    default = load_default()
    new = an_import(tmp_path, "TU.01.1;Buku Agenda;2;2;Musnah\nZZ;Baru;1;1;Musnah\n", default)
    found = diff(default, new)
    assert [(change.field, change.before, change.after) for change in found.changed] == [("active_years", "1", "2")]
    assert [row.code for row in found.added] == ["ZZ"]
    assert len(found.removed) == len(default.rows) - 1
    assert diff(default, default).empty


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("AB;Jenis;dua;1;Musnah\n", "bukan jumlah tahun"),
        ("AB;Jenis;1;1;Entah\n", "tidak dikenal"),
        ("AB;Jenis;1;1;Musnah\nab;Lagi;1;1;Musnah\n", "dua kali"),
        (";Jenis;1;1;Musnah\n", "baris 2: kode kosong"),
        ("AB;;1;1;Musnah\n", "tidak bernama"),
        ("", "tidak ada satu baris"),
    ],
)
def test_a_bad_scheme_is_refused_with_the_line_and_the_reason(tmp_path, rows, says):
    with pytest.raises(InvalidScheme) as failure:
        an_import(tmp_path, rows)
    assert says in str(failure.value)


@pytest.mark.parametrize(
    ("name", "content"), [("x.xlsx", b"no zip"), ("x.csv", b"\xff\xfe\x00a,b\n1,2"), ("x.csv", b""), ("x.xlsx", b"")]
)
def test_a_file_that_is_no_table_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidScheme):
        read_scheme(tmp_path / name)


def test_the_export_has_the_five_columns(tmp_path):
    write_five_columns(load_default(), tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["kode", "nama", "retensi aktif", "retensi inaktif", "keterangan akhir"]
    assert ["TU.01.1", "Buku Agenda", "1", "2", "Musnah"] in rows

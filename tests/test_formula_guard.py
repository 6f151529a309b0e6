"""No cell of any table that leaves Berkas is run as a formula, and none loses its text."""

import csv
import io
import unicodedata

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classification.scheme.import_export import read_scheme, write_five_columns
from pipeline.classification.scheme.scheme import Scheme, SchemeRow, load
from pipeline.document import AccessLevel, Category
from pipeline.records import scheme_versions
from pipeline.register import Register, RegisterEntry, export
from pipeline.register.exempt import ExemptEntry, ExemptList, export_exempt
from pipeline.web.views import search_export

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "'=1+1",
    '"=1+1"',
    ' " =1',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","y")',
    "Surat;=cmd|' /C calc'!A0;x",
    "Surat\t=1+1",
    "Surat\n=1+1;x",
]
texts = st.one_of(
    st.sampled_from(DANGEROUS),
    st.text(st.sampled_from("=+-@＝＋－＠﹦﹢ \t\r\n'\";,abc1\u200b\u00a0"), max_size=12),
    st.text(max_size=20),
)


def scheme_of(text):
    row = SchemeRow("AB.01", "AB", "fasilitatif", text, "", None, None, False, AccessLevel.BIASA, "resmi")
    return Scheme("uji", (row,))


def register_of(text):
    entry = RegisterEntry(
        id="2026-000001",
        category=Category.BERKALA,
        no=1,
        summary=text,
        holding_unit=text,
        issuer=text,
        date="2024-03-14",
        place=text,
        printed=True,
        electronic=True,
        retention=text,
        retention_end="2029-03-14",
        retention_confirmed=True,
        number=text,
        code=text,
        document_type="pengumuman",
        access_level="biasa",
        file=text,
    )
    return Register(text, "2026-11-22T05:00:00+00:00", (entry,))


def exempt_of(text):
    return ExemptList(text, "2026-11-22T05:00:00+00:00", (ExemptEntry(1, text, text, text, text, text, text, "", text),))


def five_columns_of(text, suffix, folder):
    path = folder / f"skema.{suffix}"
    write_five_columns(scheme_of(text), path)
    return path.read_bytes()


WRITERS = {
    "the register": lambda text, kind, _: export(register_of(text), kind),
    "the exempt list": lambda text, kind, _: export_exempt(exempt_of(text), kind),
    "the results": lambda text, kind, _: search_export.FORMATS[kind](["ID", "Judul"], [["2026-000001", text]]),
    "the scheme in five columns": five_columns_of,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tables")


def is_run(cell):
    """Whether a spreadsheet could run this cell, whatever it takes off the front of it."""
    bare = cell.lstrip().lstrip("\u200b\ufeff").lstrip()
    return unicodedata.normalize("NFKC", bare[:1]) in {"=", "+", "-", "@"} or cell[:1] in {"\t", "\r", "\n"}


@pytest.mark.parametrize("writer", WRITERS)
@given(text=texts)
def test_no_cell_of_a_csv_is_a_formula(writer, folder, text):
    table = WRITERS[writer](text, "csv", folder).decode("utf-8-sig")
    assert not [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row if is_run(cell)]


@pytest.mark.parametrize("writer", WRITERS)
@given(text=texts)
def test_no_cell_of_a_csv_is_a_formula_where_semicolons_part_the_cells(writer, folder, text):
    """As Excel opens it under Indonesian settings: cells end at ``;`` and quotes inside of them mean nothing."""
    table = WRITERS[writer](text, "csv", folder).decode("utf-8-sig")
    lines = table.replace("\r", "\n").replace("\t", "\n").replace(";", "\n").split("\n")
    assert not [cell for cell in lines if is_run(cell.lstrip('"'))]


@pytest.mark.parametrize("writer", WRITERS)
@given(text=texts)
def test_no_cell_of_an_xlsx_is_a_formula_or_becomes_one_when_it_is_edited(writer, folder, text):
    sheet = openpyxl.load_workbook(io.BytesIO(WRITERS[writer](text, "xlsx", folder))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell.value for cell in cells if cell.data_type == "s" and is_run(cell.value) and not cell.quotePrefix]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("text", ["=1+1", "＝1+1", "'=1+1", "-Surat; -Nota", "Surat biasa"])
def test_a_scheme_that_is_exported_and_imported_has_the_same_names(tmp_path, suffix, text):
    write_five_columns(scheme_of(text), tmp_path / f"s.{suffix}")
    assert read_scheme(tmp_path / f"s.{suffix}").rows[-1].name == text


@given(text=texts.filter(lambda text: "\x00" not in text))
def test_the_table_of_a_scheme_in_force_runs_nothing_and_reads_the_same(folder, text):
    text = text.strip().encode("utf-8", "replace").decode()
    (folder / "dump.csv").write_bytes(scheme_versions.dump(scheme_of(text)))
    table = (folder / "dump.csv").read_text(encoding="utf-8")
    assert not [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row if is_run(cell)]
    (row,) = load(folder / "dump.csv").rows
    assert row.name == text

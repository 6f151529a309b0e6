import pytest

from pipeline.classification.number.regions import regions
from pipeline.classification.scheme.scheme import load, load_default, which_election
from pipeline.document import Category, Disposition
from pipeline.document.triggers import Trigger


def test_the_default_scheme_is_whole():
    scheme = load_default()
    assert scheme.version == "KPU 1257/2024"
    assert len(scheme.rows) == 339  # 338 of the decree and one local split
    assert sum(row.rule is not None for row in scheme.rows) == 166
    assert all(row.name for row in scheme.rows)


def test_every_parent_is_in_the_scheme():
    scheme = load_default()
    assert all(scheme.row(row.parent) for row in scheme.rows if row.parent)


def test_only_the_one_sourced_row_is_confirmed():
    confirmed = [row.code for row in load_default().rows if row.rule and row.rule.confirmed]
    assert confirmed == ["TU.01.1"]


def test_a_row_carries_its_schedule():
    row = load_default().row("HM.02")
    assert (row.rule.active_years, row.rule.inactive_years, row.rule.trigger) == (2, 3, Trigger.FC)
    assert row.rule.disposition is Disposition.MUSNAH
    assert row.category is Category.BERKALA
    assert row.rule.scheme_version == "KPU 1257/2024"


def test_a_name_without_schedule_gets_no_rule():
    row = load_default().row("RT.04")
    assert row.name == "Pemeliharaan Gedung dan Taman"
    assert (row.rule, row.category) == (None, None)


@pytest.mark.parametrize("written", ["ORT.08,2", "ort.08.2", "ORT 08.2", "ORT08.2", " ORT . 08 . 2 "])
def test_a_code_is_found_however_it_is_written(written):
    assert load_default().row(written).code == "ORT.08.2"


@pytest.mark.parametrize(
    ("printed", "near"), [("TU.04.2", "TU.05.2"), ("PL.O1.8", "PL.01.8"), ("PI.01.8", "PL.01.8"), ("SDM.03.6", "SDM.03.1")]
)
def test_the_nearest_codes_hold_the_one_that_was_meant(printed, near):
    assert near in [row.code for row in load_default().nearest(printed)]


def test_a_local_split_is_never_proposed_as_nearest():
    assert "KU.03.3-LK" not in [row.code for row in load_default().nearest("KU.03.3", 339)]


def test_the_path_leads_down_from_the_function():
    assert [row.code for row in load_default().path("PL.01.8")] == ["PL", "PL.01", "PL.01.8"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Pemutakhiran data pemilih dan penyusunan daftar pemilih Pemilu 2024", "PL.01.2"),
        ("Pemutakhiran data pemilih Pemilihan Bupati dan Wakil Bupati Bintan", "PL.02.1"),
        ("Rekapitulasi hasil penghitungan perolehan suara Pemilihan Bupati", "PL.02.6"),
        ("Rekapitulasi hasil penghitungan perolehan suara Pemilu Anggota DPRD", "PL.01.8"),
        ("Standar operasional prosedur pelayanan", "ORT.06"),
    ],
)
def test_words_find_the_class(words, code):
    assert load_default().search(words, 1)[0][0].code == code


def test_words_that_say_nothing_find_nothing():
    assert load_default().search("dan yang untuk nomor tanggal") == ()


def test_the_body_s_own_name_is_no_election():
    assert which_election("Komisi Pemilihan Umum Kabupaten Bintan") == ""


def test_a_scheme_of_the_office_is_loaded(tmp_path):
    path = tmp_path / "kantor-2025.csv"
    path.write_text("code,parent,kind,name_id\nAB,,substantif,Satu\nAB.01,AB,substantif,Dua\n", encoding="utf-8")
    scheme = load(path)
    assert (scheme.version, scheme.row("AB.01").name) == ("kantor-2025", "Dua")


def test_regions_have_names():
    assert regions()["2101"].title == "Kabupaten Bintan"
    assert regions()["2171"].title == "Kota Batam"
    assert len(regions()) == 552

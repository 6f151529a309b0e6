from dataclasses import replace
from typing import Any

import pytest

from pipeline.document import Category, Disposition, Record, Retention, RetentionRule, Status
from pipeline.document.facts import Facts
from pipeline.document.triggers import Trigger
from pipeline.register import GROUPS, entries, has_open_file, is_published


def a_rule(**changes: Any) -> RetentionRule:
    plain = RetentionRule(
        "HM.02",
        2,
        3,
        Trigger.CR,
        "setelah tanggal naskah",
        Disposition.MUSNAH,
        confirmed=True,
        source="JRA",
        scheme_version="1257/2024",
    )
    return replace(plain, **changes)


def a_record(
    id_: str = "2026-000001", *, status: Status = Status.FILED, retention: Any = "plain", place: str = "", **facts: str
) -> Record:
    plain = Facts(
        title="Pengumuman jadwal kampanye",
        number="12/HM.02-Pu/2101/2024",
        date="2024-03-14",
        document_type="pengumuman",
        code="HM.02",
        category="berkala",
        access_level="biasa",
        holding_unit="Subbagian Partisipasi, Hubungan Masyarakat, dan SDM",
        issuer="Ketua",
        place_made="Kijang",
        form="cetak dan elektronik",
    )
    if retention == "plain":
        retention = Retention(a_rule(), "2024-03-14", "2026-03-14", "2029-03-14")
    return Record(
        id_,
        5,
        status,
        "scan.pdf",
        "0" * 64,
        1000,
        "application/pdf",
        "bag/data/original.PDF",
        "2026-01-02T03:04:05+00:00",
        facts=replace(plain, **facts),
        retention=retention,
        place=place,
    )


@pytest.mark.parametrize("category", ["berkala", "setiap_saat", "serta_merta"])
def test_filed_records_of_public_categories_are_published(category: str):
    assert is_published(a_record(category=category))


@pytest.mark.parametrize("category", ["dikecualikan", "dikecualikan_usul", "", "Berkala", "terbuka", "unknown"])
def test_exempt_and_unknown_categories_are_not_published(category: str):
    assert not is_published(a_record(category=category))


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.FILED])
def test_only_filed_records_are_published(status: Status):
    assert not is_published(a_record(status=status))
    assert entries([a_record(status=status)]) == ()


def test_an_open_record_has_its_file_with_the_line():
    (line,) = entries([a_record()])
    assert line.file == "2026-000001.pdf"


@pytest.mark.parametrize("level", ["terbatas", "rahasia", "sangat_rahasia", "", "Biasa", "unknown"])
def test_any_other_access_level_gives_a_line_without_a_file(level: str):
    (line,) = entries([a_record(access_level=level)])
    assert line.file == ""
    assert not has_open_file(a_record(access_level=level))


def test_an_exempt_record_has_no_open_file_at_any_level():
    assert not has_open_file(a_record(category="dikecualikan", access_level="biasa"))


def test_numbers_start_anew_in_each_group_and_run_by_date():
    records = [
        a_record("c", category="setiap_saat"),
        a_record("b", date=""),
        a_record("a", date="2024-05-01"),
        a_record("d", date="2023-01-01"),
        a_record("e", category="serta_merta"),
    ]
    assert [(line.category, line.no, line.id) for line in entries(records)] == [
        (Category.BERKALA, 1, "d"),
        (Category.BERKALA, 2, "a"),
        (Category.BERKALA, 3, "b"),
        (Category.SERTA_MERTA, 1, "e"),
        (Category.SETIAP_SAAT, 1, "c"),
    ]


def test_every_public_category_has_its_group():
    assert len(GROUPS) == 3
    assert all(is_published(a_record(category=category.value)) for category in GROUPS)


@pytest.mark.parametrize(
    ("place", "date", "printed"),
    [
        ("Kijang", "2024-03-14", "Kijang, 14 Maret 2024"),
        ("", "2024-12-01", "1 Desember 2024"),
        ("Kijang", "", "Kijang"),
        ("", "", ""),
    ],
)
def test_time_and_place_say_what_is_known(place: str, date: str, printed: str):
    (line,) = entries([a_record(place_made=place, date=date)])
    assert line.time_and_place == printed


@pytest.mark.parametrize(
    ("form", "shelf_place", "printed"),
    [("cetak dan elektronik", "", True), ("elektronik", "", False), ("elektronik", "Rak 2 Boks 7", True), ("", "", False)],
)
def test_form_is_split_into_printed_and_electronic(form: str, shelf_place: str, printed: bool):
    (line,) = entries([a_record(form=form, place=shelf_place)])
    assert (line.printed, line.electronic) == (printed, True)


PERSONAL, PERMANENT = Disposition.BERKAS_PERSEORANGAN, Disposition.PERMANEN
WAITING = "setelah berkas ditutup"


@pytest.mark.parametrize(
    ("retention", "printed"),
    [
        (Retention(a_rule(), "2024-03-14", "2026-03-14", "2029-03-14"), "2 th aktif + 3 th inaktif, musnah"),
        (Retention(a_rule(inactive_years=0), "2024-03-14"), "2 th aktif, musnah"),
        (Retention(a_rule(disposition=PERMANENT), "2024-03-14"), "2 th aktif + 3 th inaktif, permanen"),
        (Retention(a_rule(disposition=Disposition.DINILAI_KEMBALI), "2024-03-14"), "2 th aktif + 3 th inaktif, dinilai kembali"),
        (Retention(a_rule(disposition=PERSONAL), "2024-03-14"), "2 th aktif + 3 th inaktif, masuk berkas perseorangan"),
        (
            Retention(a_rule(trigger=Trigger.FC, trigger_text=WAITING)),
            "2 th aktif + 3 th inaktif, musnah; menunggu berkas ditutup",
        ),
        (Retention(a_rule(trigger_text="")), "2 th aktif + 3 th inaktif, musnah; menunggu pemicu"),
        (Retention(a_rule(confirmed=False), "2024-03-14"), "2 th aktif + 3 th inaktif, musnah (belum dikonfirmasi)"),
        (None, "belum ditentukan"),
    ],
)
def test_retention_is_printed_as_the_form_wants_it(retention: Retention | None, printed: str):
    (line,) = entries([a_record(retention=retention)])
    assert line.retention == printed


def test_a_permanent_record_has_no_end():
    (line,) = entries([a_record(retention=Retention(a_rule(disposition=PERMANENT), "2024-03-14", "2026-03-14", "2029-03-14"))])
    assert line.retention_end == ""

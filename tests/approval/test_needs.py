"""What a decision needs before it counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import approval
from pipeline.document.facts import Facts

COMPLETE = {"title": "Judul", "code": "HM.02", "category": "berkala"}


def test_a_complete_paper_lacks_nothing() -> None:
    assert approval.missing_fields(Facts(**COMPLETE)) == []
    approval.check_complete(Facts(**COMPLETE))


@pytest.mark.parametrize(("field", "label"), [("title", "judul"), ("code", "kode klasifikasi"), ("category", "kategori informasi")])
@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_what_is_missing_is_named(field: str, label: str, empty: str) -> None:
    with pytest.raises(approval.Missing, match=f"Belum dapat diperiksa: {label} belum diisi"):
        approval.check_complete(Facts(**(COMPLETE | {field: empty})))


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(approval.Missing, match="judul, kode klasifikasi, kategori informasi"):
        approval.check_complete(Facts())


def test_typed_values_are_trimmed_and_kept_on_one_line() -> None:
    assert approval.clean({"title": "  Undangan\n rapat\t pleno "}) == {"title": "Undangan rapat pleno"}


@pytest.mark.parametrize("field", ["status", "id", "scheme_version", "code_printed", "verified_by", "", "judul", "__class__"])
def test_only_the_fields_of_the_form_can_be_set(field: str) -> None:
    with pytest.raises(approval.WrongValue):
        approval.clean({field: "x"})


@pytest.mark.parametrize("field", approval.EDITABLE)
def test_every_field_can_be_emptied(field: str) -> None:
    assert approval.clean({field: " "}) == {field: ""}


@pytest.mark.parametrize("mark", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b"])
def test_a_title_is_written_without_marks_that_nobody_sees(mark: str) -> None:
    assert approval.clean({"title": f"{mark}Surat {mark} tu{mark}gas{mark}"}) == {"title": "Surat tugas"}


@pytest.mark.parametrize("day", ["2024-03-14", "1900-01-01", "2024-02-29"])
def test_a_date_is_a_day_of_the_calendar(day: str) -> None:
    assert approval.clean({"date": day}) == {"date": day}


NO_DATES = [
    "2024-02-30",
    "14-03-2024",
    "20240314",
    "2024-W11-4",
    "2024-3-4",
    "1899-12-31",
    "3000-01-01",
    "besok",
    "2024-03-14T00:00",
    "٢٠٢٤-٠٣-١٤",
]


@pytest.mark.parametrize("day", NO_DATES)
def test_what_is_no_such_date_is_refused(day: str) -> None:
    with pytest.raises(approval.WrongValue, match="tanggal"):
        approval.clean({"date": day})


@pytest.mark.parametrize(("field", "value"), [("category", "umum"), ("category", "BERKALA"), ("access_level", "publik")])
def test_a_value_outside_the_list_is_refused_and_the_list_named(field: str, value: str) -> None:
    with pytest.raises(approval.WrongValue, match="pilih salah satu"):
        approval.clean({field: value})


@pytest.mark.parametrize("text", ["a\0b", "a\x1b[2Jb", "a\x7fb", "a\ud800b", "a\x9bb"])
def test_control_characters_and_half_letters_are_refused(text: str) -> None:
    with pytest.raises(approval.WrongValue, match="huruf kendali"):
        approval.clean({"title": text})


@pytest.mark.parametrize(("field", "longest"), [("title", 2000), ("code", 64), ("number", 200)])
def test_what_is_too_long_to_be_meant_is_refused(field: str, longest: int) -> None:
    assert approval.clean({field: "A" * longest})
    with pytest.raises(approval.WrongValue, match=f"lebih dari {longest} huruf"):
        approval.clean({field: "A" * (longest + 1)})


@given(st.dictionaries(st.sampled_from(approval.EDITABLE), st.text(max_size=30), max_size=4))
def test_cleaning_what_is_clean_changes_nothing(typed: dict[str, str]) -> None:
    try:
        once = approval.clean(typed)
    except approval.WrongValue:
        return
    assert approval.clean(once) == once
    assert "\n" not in "".join(once.values())


def test_what_may_be_chosen_is_told_by_its_name_and_as_it_is_typed() -> None:
    with pytest.raises(approval.WrongValue) as refusal:
        approval.clean({"category": "dibuka"})
    assert "Setiap saat (setiap_saat), Serta-merta (serta_merta)" in refusal.value.sentence("id")
    assert "At any time (setiap_saat), Immediate (serta_merta)" in refusal.value.sentence("en")

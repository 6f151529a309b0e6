"""What the fields of a record may hold: asked below the doors, by every act that writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline import approval
from pipeline.catalogue import decisions, transactions
from pipeline.classification.fields import document_type
from pipeline.classification.number import codes
from pipeline.document import Proposal, Record
from pipeline.document.facts import Facts
from pipeline.document.pages import Reading
from pipeline.home import Home
from pipeline.records import amendment, dossiers, lifecycle, rereading, retention, scheme_versions, validation
from tests.builders import write
from tests.builders.home import DESK, MACHINE, PPID, a_home, filed, opened, queued, stands, verified

COMPLETE = {"title": "Judul", "code": "HM.02", "category": "setiap_saat"}
KNOWN = "KPU 1257/2024"
TODAY = date.today()
WRONG = {
    "words for a code": ("code", "undangan rapat", "“undangan rapat” tidak ada dalam skema KPU 1257/2024"),
    "a code of nobody": ("code", "PP.05.9", "yang terdekat: PP.05.1"),
    "a path": ("code", "../..", "tidak ada dalam skema"),
    "a kind of nobody": ("document_type", "kartu pos", "“kartu pos” bukan jenis naskah yang dikenal"),
    "a kind misspelt": ("document_type", "keputsan", "pilih: keputusan"),
    "a type code of nobody": ("document_type_code", "XY", "“XY” bukan kode jenis naskah"),
    "a type code in other letters": ("document_type_code", "sp", "pilih: SPt; ST;"),
    "a unit of nobody": ("holding_unit", "Bagian Entah", "“Bagian Entah” bukan unit kantor ini; pilih: Subbagian Keuangan"),
    "a form of nobody": ("form", "piringan hitam", "pilih: cetak dan elektronik; elektronik; cetak"),
    "a date to come": ("date", "2062-01-01", "1 Januari 2062 lebih dari 31 hari sesudah naskah ini diterima"),
    "a date just too late": ("date", (TODAY + timedelta(days=33)).isoformat(), "sesudah naskah ini diterima"),
    "a date before all papers": ("date", "1899-12-31", "tahunnya tidak masuk akal"),
    "a day that is none": ("date", "2026-02-30", "tanggal itu tidak ada"),
    "a title without letters": ("title", "— … —", "tidak memuat satu huruf atau angka pun"),
    "a category of nobody": ("category", "umum", "pilih salah satu"),
    "an access level of nobody": ("access_level", "publik", "pilih salah satu"),
}
BLANK = ("", " ", "\u200b", "\u2060\ufeff", "\u3164", "\u00ad \u200e", "\u034f")
WAYS: dict[str, Callable[[Home, dict[str, str]], object]] = {
    "edit": lambda home, said: lifecycle.edit(home, queued(home, **COMPLETE).id, DESK, said),
    "verify": lambda home, said: lifecycle.verify(home, queued(home, **COMPLETE).id, DESK, said),
    "verify into a dossier": lambda home, said: dossiers.choose_dossier(
        home, queued(home, **COMPLETE).id, DESK, dossiers.NEW, said
    ),
    "verify what stands": lambda home, said: lifecycle.verify(home, queued(home, **COMPLETE | said).id, DESK),
    "ratify": lambda home, said: lifecycle.ratify(home, forced(home, verified(home).id, **said).id, PPID),
    "decide anew": lambda home, said: amendment.amend(home, filed(home).id, PPID, said, "salah"),
    "look at it first": lambda home, said: amendment.preview(home, filed(home), PPID, said),
}


def forced(home: Home, record_id: str, **facts: str) -> Record:
    """A record as an older Berkas let it be: with facts that no act writes today."""

    def as_it_was(record: Record) -> Record:
        return retention.with_retention(home, replace(record, facts=replace(record.facts, **facts)))

    return transactions.commit_change(home, record_id, MACHINE, "read", as_it_was)


NEVER_STORED = ("a day that is none", "a category of nobody", "an access level of nobody")
"""What even an older Berkas refused."""
CASES = [(way, what) for way in WAYS for what in WRONG if what not in NEVER_STORED or way not in ("verify what stands", "ratify")]


@pytest.mark.parametrize(("way", "what"), CASES)
def test_what_a_field_cannot_hold_is_refused_with_the_field_named(home: Home, way: str, what: str) -> None:
    field, value, told = WRONG[what]
    with pytest.raises(approval.WrongValue) as refusal:
        WAYS[way](home, {field: value})
    assert refusal.value.fields == (field,)
    assert f"Isian {approval.LABELS[field]}: " in str(refusal.value)
    assert told in str(refusal.value)
    assert f"The field {approval.LABELS[field].english}: " in refusal.value.sentence("en")


@pytest.mark.parametrize("way", [way for way in WAYS if way != "edit"])
@pytest.mark.parametrize("title", BLANK)
def test_a_title_that_shows_nothing_is_missing(home: Home, way: str, title: str) -> None:
    with pytest.raises(approval.Missing, match="judul belum diisi") as refusal:
        WAYS[way](home, {"title": title})
    assert refusal.value.fields == ("title",)


@pytest.mark.parametrize("way", ["edit", "verify", "decide anew"])
def test_what_is_refused_changes_nothing(home: Home, way: str) -> None:
    record = filed(home) if way == "decide anew" else queued(home, **COMPLETE)
    acts = {
        "edit": lambda: lifecycle.edit(home, record.id, DESK, {"code": "undangan rapat"}),
        "verify": lambda: lifecycle.verify(home, record.id, DESK, {"code": "undangan rapat"}),
        "decide anew": lambda: amendment.amend(home, record.id, PPID, {"code": "undangan rapat"}, "salah"),
    }
    with pytest.raises(approval.WrongValue):
        acts[way]()
    assert stands(record.id) == record
    assert not list((home.archive / "office" / "dossiers").glob("*"))


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("code", "hm 02", "HM.02"),
        ("code", " PP.06,1 ", "PP.06.1"),
        ("code", "KU.03.3-LK", "KU.03.3-LK"),
        ("document_type", "Surat Dinas", "surat dinas"),
        ("holding_unit", "subbagian perencanaan, data,  dan informasi", "Subbagian Perencanaan, Data, dan Informasi"),
        ("form", "Cetak", "cetak"),
        ("date", (TODAY + timedelta(days=20)).isoformat(), (TODAY + timedelta(days=20)).isoformat()),
        ("date", "1945-08-17", "1945-08-17"),
        ("title", "Undangan 5", "Undangan 5"),
        ("title", "会議", "会議"),
        ("document_type", "", ""),
        ("holding_unit", "", ""),
    ],
)
def test_what_is_known_is_kept_as_the_office_writes_it(home: Home, field: str, typed: str, kept: str) -> None:
    record = lifecycle.verify(home, queued(home, **COMPLETE).id, DESK, {field: typed})
    assert getattr(record.facts, field) == kept
    assert record.facts.scheme_version == (KNOWN if field == "code" else "")


def test_a_code_is_looked_up_in_the_scheme_version_that_is_recorded_with_it(home: Home, tmp_path: Path) -> None:
    waiting = queued(home, **COMPLETE | {"code": "PP.06.1"}, scheme_version=KNOWN)
    own = write(
        tmp_path,
        "jra.csv",
        b"kode,nama,retensi aktif,retensi inaktif,keterangan akhir\nHM.02,Media,1,1,Musnah\nZZ.01,Lain,1,1,Musnah\n",
    )
    scheme_versions.put_in_force(home, scheme_versions.compare(home, own, PPID).new, PPID)
    # Proposed or imported under the older version: it stands there.
    record = lifecycle.ratify(home, lifecycle.verify(home, waiting.id, DESK).id, PPID)
    assert (record.facts.code, record.facts.scheme_version) == ("PP.06.1", KNOWN)
    assert lifecycle.edit(home, queued(home, **COMPLETE | {"code": "PP.06.1"}, scheme_version=KNOWN).id, DESK, {"code": "PP.06.1"})
    # Chosen now, it is chosen from the scheme in force.
    with pytest.raises(approval.WrongValue, match="tidak ada dalam skema jra"):
        lifecycle.verify(home, queued(home, **COMPLETE).id, DESK, {"code": "PP.06.1"})
    with pytest.raises(approval.WrongValue, match=f"tidak ada dalam skema {KNOWN}"):
        lifecycle.verify(home, queued(home, **COMPLETE | {"code": "ZZ.01"}, scheme_version=KNOWN).id, DESK)
    assert lifecycle.verify(home, queued(home, **COMPLETE).id, DESK, {"code": "ZZ.01"}).facts.scheme_version == "jra"


def test_a_scheme_version_that_nobody_knows_vouches_for_no_code(home: Home) -> None:
    with pytest.raises(approval.WrongValue, match=r"skema Perka 9/1999, tempat kode “HM\.02” dipilih, tidak dikenal"):
        lifecycle.verify(home, queued(home, **COMPLETE, scheme_version="Perka 9/1999").id, DESK)


def test_the_printed_code_is_never_judged(home: Home) -> None:
    record = lifecycle.verify(home, queued(home, **COMPLETE, code_printed="HK.08.1").id, DESK)
    assert (record.facts.code_printed, record.facts.code) == ("HK.08.1", "HM.02")


def test_an_office_has_units_and_kinds_of_its_own(tmp_path: Path) -> None:
    home = a_home(tmp_path / "rumah")
    write(home.root, "berkas.toml", b'document_types = ["piagam"]\n[units]\n1 = "Bagian Umum"\n7 = "Bagian Entah"\n')
    home = opened(home.root)
    record = lifecycle.verify(home, queued(home, **COMPLETE).id, DESK, {"holding_unit": "bagian entah", "document_type": "Piagam"})
    assert (record.facts.holding_unit, record.facts.document_type) == ("Bagian Entah", "piagam")
    with pytest.raises(approval.WrongValue, match="pilih: Bagian Umum; Bagian Entah; atau kosongkan"):
        lifecycle.verify(home, queued(home, **COMPLETE).id, DESK, {"holding_unit": "Subbagian Hukum"})
    proposed = lifecycle.propose(home, Reading("text/plain", ()), "kosong.txt", "2026-11-30T00:00:00+00:00")
    assert proposed.facts.holding_unit in {"", "Bagian Umum"}


def test_every_kind_unit_form_and_code_that_is_proposed_is_known(home: Home) -> None:
    known = validation.choices(home)
    assert {*document_type.HEADINGS.values(), *codes.OLD_TYPE_CODES.values()} <= set(known["document_type"])
    assert len(set(known["holding_unit"])) == 4


def test_an_old_record_with_a_bad_code_is_put_right_field_by_field(home: Home) -> None:
    record = forced(home, filed(home).id, code="undangan rapat", holding_unit="Bagian Lama")
    assert (home.archive / "shelves" / "awaiting-rule" / "undangan_rapat" / record.id).is_dir()
    titled = amendment.amend(home, record.id, PPID, {"title": "Undangan rapat pleno"}, "judul")
    assert titled.facts.code == "undangan rapat"
    after = amendment.amend(home, record.id, PPID, {"code": "PP.05.1"}, "salah kode")
    assert (after.facts.code, after.facts.scheme_version) == ("PP.05.1", KNOWN)
    assert not (home.archive / "shelves" / "awaiting-rule" / "undangan_rapat" / record.id).exists()


def test_an_old_paper_that_was_verified_with_a_bad_code_goes_back_to_desk(home: Home) -> None:
    record = forced(home, verified(home).id, code="undangan rapat")
    with pytest.raises(approval.WrongValue):
        lifecycle.ratify(home, record.id, PPID)
    lifecycle.return_to_desk(home, record.id, PPID, "kode tidak dikenal")
    assert lifecycle.ratify(home, lifecycle.verify(home, record.id, DESK, {"code": "HM.02"}).id, PPID).facts.code == "HM.02"


def test_a_code_that_was_chosen_keeps_its_scheme_version_when_the_paper_is_read_again(home: Home) -> None:
    chosen = lifecycle.edit(home, queued(home, code="HM.02", scheme_version="lama").id, DESK, {"code": "PP.05.1"})
    again = rereading._proposed_anew(chosen, Proposal(Facts(code="TU.01.2", scheme_version="jra")))
    assert (again.facts.code, again.facts.scheme_version) == ("PP.05.1", KNOWN)
    left = rereading._proposed_anew(
        queued(home, code="HM.02", scheme_version="lama"), Proposal(Facts(code="X", scheme_version="jra"))
    )
    assert (left.facts.code, left.facts.scheme_version) == ("X", "jra")


def test_a_dossier_is_opened_under_a_known_code_and_with_a_title_that_shows(home: Home) -> None:
    with pytest.raises(approval.WrongValue, match="tidak ada dalam skema"):
        dossiers.open_dossier(home, "undangan rapat", "Perkara", DESK)
    for title in ("\u200b", "--"):
        with pytest.raises(approval.WrongValue, match="judul"):
            dossiers.open_dossier(home, "HM.02", title, DESK)
    assert list(decisions.iter_decisions("dossiers")) == []

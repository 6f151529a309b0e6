"""Which filed record may settle an exemption: one that may decide, and that names the paper."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.catalogue import transactions
from pipeline.document import Record, Status
from pipeline.home import Home
from pipeline.records import exemptions, retention_events
from tests.builders.exempt import SHEET
from tests.builders.home import DECIDING, DESK, PPID, a_decision_on, filed, stands

NAMES_CODE = "Menetapkan informasi kelas HM.02 sebagai informasi yang dikecualikan."
NOT_DECIDING: dict[str, tuple[str, dict[str, str], str]] = {
    "a yearly plan": (f"RENCANA KERJA {NAMES_CODE}", {"document_type": "laporan"}, "jenisnya “laporan”; yang diperlukan keputusan"),
    "a paper of no kind": (NAMES_CODE, {"document_type": ""}, "jenis naskahnya belum diisi"),
    "minutes of the test": (NAMES_CODE, {"document_type": "berita acara"}, "jenisnya “berita acara”"),
    "a decision of nobody": (NAMES_CODE, {"issuer": ""}, "penanggung jawab penerbitannya belum diisi"),
    "a decision of a head of unit": (
        NAMES_CODE,
        {"issuer": "Kepala Subbagian Hukum"},
        "penanggung jawabnya “Kepala Subbagian Hukum”",
    ),
    "a decision of another body": (
        NAMES_CODE,
        {"issuer": "Ketua Bawaslu Kabupaten Bintan"},
        "yang berwenang PPID, Ketua, atau Sekretaris KPU",
    ),
    "a decision of the regency": (NAMES_CODE, {"issuer": "Sekretaris Daerah"}, "yang berwenang"),
    "a decision of a committee": (NAMES_CODE, {"issuer": "Ketua Panitia"}, "yang berwenang"),
    "a letter of one's own chair": (
        NAMES_CODE,
        {"document_type": "surat dinas", "issuer": "Ketua"},
        "surat dari “Ketua” tidak cukup",
    ),
    "a decision on something else": (
        "Menetapkan tim kelas HM.02.",
        {"title": "Penetapan tim"},
        "isinya tidak menyebut informasi yang dikecualikan",
    ),
    "a decision on another paper": (
        "Menetapkan naskah nomor 7/TU.01.2-SD/2101/2026 sebagai informasi yang dikecualikan.",
        {},
        "isinya tidak menyebut nomor, judul, atau kelas (HM.02)",
    ),
}
DECIDES: dict[str, tuple[str, dict[str, str]]] = {
    "by class": (NAMES_CODE, {}),
    "by number": ("Naskah nomor 12 / HM.02 – SD / 2101 / 2026 dikecualikan.", {}),
    "by title": ("Surat tentang riwayat\nkesehatan pegawai dikecualikan.", {}),
    "by its own title": ("KEPUTUSAN", {"title": "Pengecualian naskah Riwayat kesehatan pegawai"}),
    "by number at the end of a sentence": ("Dikecualikan naskah Nomor. 12/HM.02-SD/2101/2026. Keputusan ini berlaku.", {}),
    "after what was considered": (f"Menimbang : a. bahwa perlu;\nMEMUTUSKAN:\nMenetapkan : KEPUTUSAN\nKESATU : {NAMES_CODE}", {}),
    "in its annex": (
        "Menimbang : bahwa perlu;\nMEMUTUSKAN\nKESATU : Menetapkan informasi yang dikecualikan dalam lampiran.\nLAMPIRAN\n"
        "1. naskah nomor 12/HM.02-SD/2101/2026; 2. lain",
        {},
    ),
    "about a plan": (f"KEPUTUSAN\nTENTANG\nRANCANGAN ANGGARAN\n{NAMES_CODE}", {}),
    "with a list": ("Menetapkan informasi yang dikecualikan sebagai berikut:\n1. TU.01 Undangan;\n2. HM.02 Berita;", {}),
    "of the PPID of KPU": (NAMES_CODE, {"issuer": "PPID Komisi Pemilihan Umum Provinsi Kepulauan Bangka Belitung"}),
    "of the PPID's superior": (NAMES_CODE, {"issuer": "Atasan PPID KPU Kabupaten Bintan"}),
    "of a special province": (NAMES_CODE, {"issuer": "Sekretaris KPU Provinsi Daerah Istimewa Yogyakarta"}),
    "of a regency with a long name": (NAMES_CODE, {"issuer": "Ketua KPU Kabupaten Pangkajene dan Kepulauan"}),
    "with a word broken at the line's end": ("Informasi HM.02 dike-\ncualikan.", {}),
    "of the PPID": (NAMES_CODE, {"issuer": "Pejabat Pengelola Informasi dan Dokumentasi"}),
    "of the chair of KPU": (NAMES_CODE, {"issuer": "Ketua Komisi Pemilihan Umum Republik Indonesia"}),
    "of the secretary": (NAMES_CODE, {"issuer": "Sekretaris KPU Kabupaten Bintan"}),
    "for the chair": (NAMES_CODE, {"issuer": "a.n. Ketua, Sekretaris"}),
    "of an acting secretary": (NAMES_CODE, {"issuer": "Plt. Sekretaris Jenderal"}),
    "a letter of the PPID": (NAMES_CODE, {"document_type": "surat dinas", "issuer": "PPID KPU Kabupaten Bintan"}),
    "a letter of a higher level": (NAMES_CODE, {"document_type": "surat dinas", "issuer": "Ketua KPU Provinsi Kepulauan Riau"}),
}


def with_sheet(home: Home) -> Record:
    record = filed(home, category="dikecualikan_usul", title="Riwayat kesehatan pegawai", number="012/HM.02-SD/2101/2026")
    exemptions.write_consequence_test(home, record.id, DESK, **SHEET)
    return record


@pytest.mark.parametrize("what", NOT_DECIDING)
def test_what_may_not_decide_or_speaks_of_something_else_settles_nothing(home: Home, what: str) -> None:
    says, facts, told = NOT_DECIDING[what]
    record, decision = with_sheet(home), filed(home, says=says, **DECIDING | facts)
    with pytest.raises(exemptions.CannotSettle) as refusal:
        exemptions.settle_exemption(home, record.id, PPID, decision.id)
    assert told in str(refusal.value)
    assert refusal.value.fields == ("decision",)
    assert refusal.value.sentence("en").startswith(f"Record {decision.id} cannot settle this exemption: ")
    assert stands(record.id) == record


def by_number(number: str) -> str:
    return f"Menetapkan naskah nomor {number} sebagai informasi yang dikecualikan."


NOT_NAMED, REFUSED = "isinya tidak menyebut nomor, judul, atau kelas", "isinya menolak pengecualian"
NO_EXEMPTION, DRAFT, NO_RIGHT = "isinya tidak menyebut informasi yang dikecualikan", "masih rancangan", "yang berwenang PPID"
NUMBER, SHORT = "12/HM.02-SD/2101/2026", {"number": "4 Tahun 2025", "document_type": "keputusan"}
EXEMPT_NUMBER = by_number(NUMBER)
CONSIDERS = f"Menimbang : bahwa naskah nomor {NUMBER} perlu diuji;\n"
LETTER = {"document_type": "surat dinas", "issuer": "PPID"}
FOOLS: list[tuple[str, dict[str, str], dict[str, str], str]] = [
    *(
        (by_number(number), {}, {}, NOT_NAMED)
        for number in (f"{NUMBER}-A", f"{NUMBER}.1", f"A-{NUMBER}", f"S.{NUMBER}", f"{NUMBER}/1")
    ),
    *(
        (f"Berdasarkan {name} Nomor 4 Tahun 2025 menetapkan informasi yang dikecualikan.", {}, SHORT, NOT_NAMED)
        for name in (
            "Peraturan KPU",
            "Undang-Undang",
            "Peraturan Pemerintah",
            "Peraturan Presiden",
            "Peraturan Menteri Dalam Negeri",
            "Peraturan Daerah",
            "Peraturan Komisi Informasi",
            "PKPU",
        )
    ),
    ("Menurut Peraturan Pemerintah Nomor 4 Tahun 2025 dikecualikan.", {}, SHORT | {"document_type": "peraturan"}, NOT_NAMED),
    ("KEPUTUSAN KPU NOMOR 4 TAHUN 2025\nInformasi dikecualikan.", {"number": "4 Tahun 2025"}, SHORT, NOT_NAMED),
    (f"{CONSIDERS}MEMUTUSKAN:\nMenetapkan : Informasi lain dikecualikan.", {}, {}, NOT_NAMED),
    (f"Mengingat : naskah nomor {NUMBER};\nMenetapkan : Informasi lain dikecualikan.", {}, {}, NOT_NAMED),
    (f"Memperhatikan : naskah nomor {NUMBER} dikecualikan;", {}, {}, NOT_NAMED),
    (f"Naskah nomor {NUMBER} berlaku tanpa pengecualian.", {"title": "Penetapan jadwal"}, {}, NO_EXEMPTION),
    (f"Naskah nomor {NUMBER} berlaku dengan pengecualian.", {"title": "Penetapan jadwal"}, {}, NO_EXEMPTION),
    (f"Naskah nomor {NUMBER} bukan informasi yang dikecualikan.", {}, {}, REFUSED),
    (f"Naskah nomor {NUMBER} tidak dikecualikan.", {}, {}, REFUSED),
    (f"Usul pengecualian naskah nomor {NUMBER} ditolak.", {}, {}, REFUSED),
    (f"Menolak usul pengecualian naskah nomor {NUMBER}.", {}, {}, REFUSED),
    ("Kode HM.02\nInformasi lain dikecualikan.", {}, {}, NOT_NAMED),
    ("Kode Klasifikasi : HM.02\nHal : Pengecualian informasi lain.", LETTER, {}, NOT_NAMED),
    ("Informasi lain dikecualikan. Keputusan ini diarsipkan pada kode HM.02.", {}, {}, NOT_NAMED),
    ("Pengecualian informasi ini diarsipkan pada HM.02.", {}, {}, NOT_NAMED),
    ("Nomor : 5/HM.02-SD/2101/2026\nInformasi lain dikecualikan.", LETTER, {}, NOT_NAMED),
    ("Informasi lain dikecualikan. Rapat membahas HM.02 pula.", {}, {}, NOT_NAMED),
    ("KPU KABUPATEN BINTAN\nInformasi lain dikecualikan.", {}, {"title": "KPU Kabupaten Bintan"}, NOT_NAMED),
    (
        "KOMISI PEMILIHAN UMUM KABUPATEN BINTAN\nInformasi lain dikecualikan.",
        {},
        {"title": "Komisi Pemilihan Umum Kabupaten Bintan"},
        NOT_NAMED,
    ),
    ("Keputusan tentang pengecualian informasi publik.", {}, {"title": "Pengecualian informasi publik"}, NOT_NAMED),
    ("Laporan kegiatan dikecualikan.", {}, {"title": "Laporan kegiatan"}, NOT_NAMED),
    (f"RANCANGAN\n{EXEMPT_NUMBER}", {}, {}, DRAFT),
    (f"RANCANGAN KEPUTUSAN KETUA\n{EXEMPT_NUMBER}", {}, {}, DRAFT),
    (f"(KONSEP)\n{EXEMPT_NUMBER}", {}, {}, DRAFT),
    (f"R A N C A N G A N\n{EXEMPT_NUMBER}", {}, {}, DRAFT),
    (f"{EXEMPT_NUMBER}\n" + "Baris lain.\n" * 9 + "- BELUM DITANDATANGANI -", {}, {}, DRAFT),
    *(
        (EXEMPT_NUMBER, {"issuer": issuer}, {}, NO_RIGHT)
        for issuer in (
            "PPID Pemerintah Kabupaten Bintan",
            "PPID, Pemerintah Kabupaten Bintan",
            "PPID Bawaslu Kabupaten Bintan",
            "PPID Pelaksana Kecamatan Gunung Kijang",
            "Ketua Komisi Pemilihan Umum dan KPPS 03",
            "Ketua KPU Kabupaten Bintan dan Panitia",
        )
    ),
]


@pytest.mark.parametrize(("says", "decision_facts", "paper_facts", "told"), FOOLS)
def test_what_only_looks_like_a_decision_on_this_paper_settles_nothing(
    home: Home, says: str, decision_facts: dict[str, str], paper_facts: dict[str, str], told: str
) -> None:
    paper = {"title": "Riwayat kesehatan pegawai", "number": NUMBER} | paper_facts
    record = filed(home, category="dikecualikan_usul", **paper)
    exemptions.write_consequence_test(home, record.id, DESK, **SHEET)
    decision = filed(home, says=says, **DECIDING | decision_facts)
    with pytest.raises(exemptions.CannotSettle) as refusal:
        exemptions.settle_exemption(home, record.id, PPID, decision.id)
    assert told in str(refusal.value)


@pytest.mark.parametrize("what", DECIDES)
def test_a_decision_that_may_decide_and_names_the_paper_settles_it(home: Home, what: str) -> None:
    says, facts = DECIDES[what]
    record, decision = with_sheet(home), filed(home, says=says, **DECIDING | facts)
    assert exemptions.settle_exemption(home, record.id, PPID, decision.id).facts.category == "dikecualikan"


def test_a_decision_that_was_superseded_settles_nothing(home: Home) -> None:
    record, decision = with_sheet(home), filed(home, says=NAMES_CODE, **DECIDING)
    retention_events.record_event(home, retention_events.parse_event(home, "SUP", decision.id, "2026-01-31", PPID), PPID)
    with pytest.raises(exemptions.CannotSettle, match="sudah diganti sejak 31 Januari 2026"):
        exemptions.settle_exemption(home, record.id, PPID, decision.id)


def test_a_decision_that_one_may_not_see_is_told_of_as_one_that_is_missing(home: Home) -> None:
    record = with_sheet(home)
    disposed = a_decision_on(home, record)
    transactions.commit_change(home, disposed.id, PPID, "dispose", lambda it: dataclasses.replace(it, status=Status.DISPOSED))
    with pytest.raises(exemptions.DecisionMissing):
        exemptions.settle_exemption(home, record.id, PPID, disposed.id)

"""What the command line refuses of fields and exemptions: a sentence on stderr, exit 1, nothing done."""

from __future__ import annotations

from pathlib import Path

from tests.builders import write
from tests.builders.command import Office, an_office

OPEN = ("--set", "title=Judul", "--set", "category=setiap_saat", "--set", "code=HM.02")


def handed_in(office: Office, folder: Path, *texts: str) -> list[str]:
    files = [write(folder, f"naskah-{number}.txt", text.encode()) for number, text in enumerate(texts)]
    return [record["id"] for record in office.json("add", *files)]


def test_what_nobody_knows_is_refused_by_verify_and_change(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    (paper,) = handed_in(office, tmp_path, "Surat biasa perihal laporan kegiatan harian.\n")
    for setting, told in (
        ("code=undangan rapat", "kode klasifikasi"),
        ("document_type=kartu pos", "jenis naskah"),
        ("holding_unit=Bagian Entah", "unit yang menguasai"),
        ("date=2062-01-01", "tanggal"),
        ("title=\u200b", "judul"),
    ):
        said = office("verify", paper, "--by", "dewi", *OPEN, "--set", setting)
        assert (said.code, said.out, told in said.err, len(said.err.strip().splitlines())) == (1, "", True, 1), said
    assert office.json("show", paper)["status"] == "queued"
    assert office("verify", paper, "--by", "dewi", *OPEN).code == 0
    assert office("ratify", paper, "--by", "putra").code == 0
    said = office("change", paper, "--by", "putra", "--why", "coba", "--set", "code=undangan rapat")
    assert (said.code, "yang terdekat: " in said.err) == (1, True)
    assert office.json("show", paper)["code"] == "HM.02"


def test_a_yearly_plan_settles_no_exemption_and_the_decision_on_it_does(tmp_path: Path) -> None:
    office = an_office(tmp_path / "rumah")
    decides = "KEPUTUSAN KETUA\nMenetapkan kelas SDM.06.3 sebagai informasi yang dikecualikan.\n"
    secret, plan, decision = handed_in(office, tmp_path, "Surat cuti pegawai.\n", "RENCANA KERJA TAHUNAN 2026\n", decides)
    kinds = {
        secret: ("category=dikecualikan_usul", "code=SDM.06.3"),
        plan: ("document_type=laporan",),
        decision: ("document_type=keputusan", "issuer=Ketua"),
    }
    for record, settings in kinds.items():
        more = [word for setting in settings for word in ("--set", setting)]
        assert office("verify", record, "--by", "dewi", *OPEN, *more).code == 0
        assert office("ratify", record, "--by", "putra").code == 0
    sheet = ("--basis", "h", "--harm", "rugi", "--benefit", "kecil", "--until", "2099-01-31")
    assert office("exempt", "sheet", secret, "--by", "dewi", *sheet).code == 0
    said = office("exempt", "settle", secret, "--by", "putra", "--decision", plan)
    assert (said.code, "jenisnya “laporan”; yang diperlukan keputusan" in said.err) == (1, True)
    assert office.json("show", secret)["category"] == "dikecualikan_usul"
    assert office("exempt", "settle", secret, "--by", "putra", "--decision", decision).code == 0
    assert office.json("show", secret)["category"] == "dikecualikan"

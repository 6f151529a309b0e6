"""The training set: fourteen invented papers in the formats that an office gets, generated each time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import file_modes
from pipeline.training.builder import SECRETARY
from pipeline.training.docx_and_text import as_docx, as_txt
from pipeline.training.internal_papers import a_decision, a_report, an_sop, minutes, notes
from pipeline.training.layout import as_pdf
from pipeline.training.letters import a_cover, a_letter, a_memo, an_announcement, an_assignment, an_invitation
from pipeline.training.paper import Kind, Paper
from pipeline.training.scan import as_jpeg, as_png, as_scan_pdf, as_tiff

__all__ = [
    "TRAINING_SET",
    "Kind",
    "Paper",
    "Sample",
    "a_cover",
    "a_decision",
    "a_letter",
    "a_memo",
    "a_report",
    "an_announcement",
    "an_assignment",
    "an_invitation",
    "an_sop",
    "as_docx",
    "as_jpeg",
    "as_pdf",
    "as_png",
    "as_scan_pdf",
    "as_tiff",
    "as_txt",
    "drop",
    "minutes",
    "notes",
    "training_papers",
]


@dataclass(frozen=True, slots=True)
class Sample:
    """One paper of the set: its file name, what it says, and what makes the file of it."""

    file: str
    paper: Paper
    write: Callable[[Paper], bytes]


def _sick_leave() -> Paper:
    """What nobody but its keepers should read: health, of a named person (UU 14/2008 Pasal 17 huruf h)."""
    return a_letter(
        word="Ombakraya",
        code="SDM.06.3",
        sequence="9",
        date="2026-09-14",
        subject="Persetujuan Cuti Sakit Pegawai",
        sensitivity="Rahasia",
        attachments="1 (satu) lembar",
        addressee=("Yth. Saudari Melati Embun Pagi", "di", "    Tempat"),
        body=(
            "Menjawab permohonan Saudari tanggal 10 September 2026 dan surat keterangan dokter Klinik {word}, bersama ini "
            "disampaikan bahwa permohonan cuti sakit Saudari selama 14 (empat belas) hari kerja karena demam berdarah disetujui.",
            "Hal yang perlu diperhatikan selama cuti:",
        ),
        points=(
            "cuti berlaku mulai tanggal 15 September 2026;",
            "hasil pemeriksaan kesehatan disimpan dalam berkas perseorangan; dan",
            "Saudari wajib melapor setelah cuti berakhir.",
        ),
        closing=("Demikian disampaikan, semoga Saudari lekas sembuh.",),
        **SECRETARY,
        copies=("Kepala Subbagian Partisipasi, Hubungan Masyarakat, dan SDM;", "Arsip."),
    )


def _press_visit() -> Paper:
    return a_letter(
        word="Bayustira",
        code="HM.03.6",
        sequence="128",
        date="2026-04-06",
        subject="Penyampaian Siaran Pers Festival {word}",
        sensitivity="Biasa",
        addressee=("Yth. Pemimpin Redaksi Harian Kabar Rekaan", "di", "    Tempat"),
        body=(
            "Bersama ini kami sampaikan siaran pers mengenai Festival {word}, yaitu lomba cerdas cermat kepemiluan antarsekolah "
            "yang diselenggarakan oleh Komisi Pemilihan Umum Kabupaten Bintan.",
            "Untuk kelancaran pemberitaan, kami mohon perhatian atas hal berikut:",
        ),
        points=(
            "festival berlangsung pada tanggal 20 sampai dengan 22 April 2026;",
            "peliputan terbuka bagi seluruh media; dan",
            "foto kegiatan dapat diunduh melalui laman resmi.",
        ),
    )


def _plenary_invitation() -> Paper:
    return an_invitation(
        word="Hulubandar",
        code="PK.01",
        sequence="52",
        date="2026-06-25",
        subject="Undangan Rapat Pleno Terbuka",
        body=("Kami mengundang Saudara untuk menghadiri rapat pleno terbuka triwulan kedua yang akan dilaksanakan pada:",),
        details=(
            ("hari", "Kamis"),
            ("tanggal", "2 Juli 2026"),
            ("pukul", "13.00 WIB"),
            ("tempat", "Pendopo {word}, Teluk Kenanga"),
            ("agenda", "Rekapitulasi daftar pemilih berkelanjutan"),
        ),
    )


TRAINING_SET: tuple[Sample, ...] = (
    Sample("pengumuman-layanan-informasi.pdf", an_announcement(), lambda paper: as_scan_pdf(paper, seed=1)),
    Sample("sosialisasi-pendidikan-pemilih.pdf", a_letter(), lambda paper: as_scan_pdf(paper, seed=2, dpi=300)),
    Sample("keputusan-tim-pendokumentasian.pdf", a_decision(), as_pdf),
    Sample("surat-tugas-monitoring.docx", an_assignment(), as_docx),
    Sample("undangan-rapat-koordinasi.jpg", an_invitation(), lambda paper: as_jpeg(paper, seed=3)),
    Sample("berita-acara-pleno.tif", minutes(), lambda paper: as_tiff(paper, seed=4, dpi=300)),
    Sample("notula-rapat.txt", notes(), as_txt),
    Sample("sop-peminjaman-arsip.pdf", an_sop(), as_pdf),
    Sample("laporan-triwulan-2.pdf", a_report(), lambda paper: as_scan_pdf(paper, seed=5, skew=-0.6)),
    Sample("nota-dinas-peminjaman-arsip.jpg", a_memo(), lambda paper: as_jpeg(paper, seed=6, skew=2.2, grey=True)),
    Sample("persetujuan-cuti-sakit.pdf", _sick_leave(), lambda paper: as_scan_pdf(paper, seed=7)),
    Sample("siaran-pers-festival.pdf", _press_visit(), lambda paper: as_scan_pdf(paper, seed=8, rotate=180)),
    Sample("undangan-rapat-pleno.png", _plenary_invitation(), lambda paper: as_png(paper, seed=9, rotate=90, skew=0.2)),
    Sample("surat-pengantar.pdf", a_cover(), lambda paper: as_scan_pdf(paper, seed=10, quality=60)),
)
"""In the order in which they are dropped: what reads quickest and looks most usual comes first."""


def training_papers() -> Iterator[tuple[str, bytes]]:
    """File name and content of each paper, made when it is asked for; the same bytes each time."""
    for sample in TRAINING_SET:
        yield sample.file, sample.write(sample.paper)


def drop(inbox: Path) -> None:
    """Put the papers into an inbox as a careful scanner does: under a name that is ignored, then by a rename.

    What lies there already under one of the names stays as it is.
    """
    file_modes.make_office_folder(inbox)
    for name, data in training_papers():
        half, whole = inbox / f".{name}.part", inbox / name
        if whole.exists():
            continue
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.rename(whole)

"""Builders of letters: one invented letter of each type.

``a_letter(code="HM.02", word="Kumbarawa")`` is a letter about the usual matter under that code, in which ``Kumbarawa`` stands.
Wherever a text says ``{word}``, the paper's rare word is put in.
"""

from __future__ import annotations

from typing import Any

from pipeline.training.builder import REGION, SECRETARY, build
from pipeline.training.paper import Kind, Paper


def a_letter(**changes: Any) -> Paper:
    """Surat dinas: an outgoing letter."""
    return build(
        Kind.LETTER,
        changes,
        word="Merawangsa",
        code="PP.06.1",
        sequence="112",
        date="2026-03-12",
        subject="Sosialisasi Pendidikan Pemilih di Pulau {word}",
        sensitivity="Penting",
        attachments="1 (satu) berkas",
        addressee=("Yth. Camat Teluk Kenanga", "di", "    Tempat"),
        body=(
            "Menindaklanjuti rencana kerja Komisi Pemilihan Umum Kabupaten Bintan tahun 2026, dengan hormat disampaikan bahwa akan "
            "dilaksanakan sosialisasi pendidikan pemilih bagi warga Pulau {word} dan sekitarnya.",
            "Sehubungan dengan hal tersebut, kami mohon bantuan Saudara untuk:",
        ),
        points=(
            "menyediakan balai pertemuan kecamatan pada tanggal pelaksanaan;",
            "mengundang perwakilan tokoh masyarakat, pemilih pemula, dan penyandang disabilitas; dan",
            "menugaskan seorang staf sebagai penghubung dengan panitia.",
        ),
        closing=("Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih.",),
        copies=("Ketua KPU Provinsi Kepulauan Riau;", "Arsip."),
    )


def an_invitation(**changes: Any) -> Paper:
    """Undangan: day, time, place and agenda."""
    return build(
        Kind.INVITATION,
        changes,
        word="Sagarupa",
        code="PP.05.1",
        sequence="47",
        date="2026-02-03",
        subject="Undangan Rapat Koordinasi",
        sensitivity="Segera",
        addressee=("Yth. (daftar terlampir)", "di", "    Tempat"),
        body=(
            "Dalam rangka persiapan pemutakhiran data pemilih berkelanjutan, kami mengundang Saudara untuk hadir pada rapat "
            "koordinasi yang akan dilaksanakan pada:",
        ),
        details=(
            ("hari", "Senin"),
            ("tanggal", "9 Februari 2026"),
            ("pukul", "09.00 WIB s.d. selesai"),
            ("tempat", "Aula {word}, Kantor KPU Kabupaten Bintan"),
            ("agenda", "Pembahasan rencana kerja triwulan pertama"),
        ),
        closing=("Demikian undangan ini disampaikan, atas kehadiran Saudara diucapkan terima kasih.",),
        copies=("Ketua Bawaslu Kabupaten Bintan;", "Arsip."),
    )


def an_announcement(**changes: Any) -> Paper:
    """Pengumuman: for everybody's eyes."""
    return build(
        Kind.ANNOUNCEMENT,
        changes,
        word="Selendraga",
        code="HM.02",
        sequence="5",
        date="2026-04-20",
        subject="Jadwal Layanan Informasi Publik di Pojok {word}",
        body=(
            "Dalam rangka meningkatkan pelayanan informasi publik, Komisi Pemilihan Umum Kabupaten Bintan mengumumkan jadwal "
            "layanan informasi di Pojok {word} sebagai berikut:",
        ),
        table=(
            ("Hari", "Pukul", "Layanan"),
            ("Senin s.d. Kamis", "08.00 - 16.00 WIB", "Permohonan informasi dan keberatan"),
            ("Jumat", "08.00 - 16.30 WIB", "Permohonan informasi"),
            ("Sabtu dan Minggu", "Tutup", "Melalui laman resmi"),
        ),
        closing=("Layanan tidak dipungut biaya. Demikian pengumuman ini disampaikan untuk diketahui.",),
    )


def an_assignment(**changes: Any) -> Paper:
    """Surat tugas: who is sent, where, for what."""
    return build(
        Kind.ASSIGNMENT,
        changes,
        **SECRETARY,
        word="Wiratala",
        code="RT.02.1",
        sequence="33",
        date="2026-05-11",
        subject="Perjalanan Dinas Monitoring Gudang {word}",
        considering=("bahwa untuk memastikan keadaan barang di Gudang {word} perlu dilakukan monitoring;",),
        bases=("Rencana kerja Sekretariat KPU Kabupaten Bintan tahun 2026;",),
        table=(
            ("No", "Nama", "Jabatan"),
            ("1", "Mawar Cendana Putri", "Kepala Subbagian Keuangan, Umum, dan Logistik"),
            ("2", "Jati Langit Biru", "Staf"),
        ),
        points=(
            "melaksanakan perjalanan dinas monitoring Gudang {word} pada tanggal 18 sampai dengan 19 Mei 2026;",
            "melaporkan hasil perjalanan dinas kepada Sekretaris paling lambat lima hari setelah selesai.",
        ),
        closing=("Surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab.",),
    )


def a_memo(**changes: Any) -> Paper:
    """Nota dinas: inside the office; its number holds a slash of its own (``Sek-Kab/Kota``)."""
    sequence, code, date = (
        changes.get(key, usual) for key, usual in (("sequence", "19"), ("code", "TU.04"), ("date", "2026-06-08"))
    )
    return build(
        Kind.MEMO,
        {"number": f"{sequence}/{code}-ND/Sek-Kab/Kota/{REGION}/4/{date[:4]}", **changes},
        **SECRETARY
        | {"position": "Kepala Subbagian Partisipasi, Hubungan Masyarakat, dan SDM", "name": "Mawar Cendana Putri", "nip": ""},
        word="Rimbatara",
        code=code,
        date=date,
        subject="Peminjaman Arsip Kegiatan {word}",
        details=(("Yth.", "Sekretaris KPU Kabupaten Bintan"), ("Dari", "Kepala Subbagian 4")),
        body=(
            "Sehubungan dengan penyusunan buku kenangan kegiatan {word}, bersama ini kami mohon izin meminjam arsip berikut dari "
            "ruang arsip inaktif selama sepuluh hari kerja:",
        ),
        points=("album foto kegiatan tahun 2019;", "daftar hadir peserta; dan", "laporan akhir kegiatan."),
        closing=("Demikian, atas perhatian dan izin Bapak diucapkan terima kasih.",),
        copies=("Arsiparis;", "Arsip."),
    )


def a_cover(**changes: Any) -> Paper:
    """Surat pengantar: what is sent along."""
    return build(
        Kind.COVER,
        changes,
        **SECRETARY,
        word="Pasirwangi",
        code="TU.01.2",
        sequence="61",
        date="2023-10-05",
        subject="Pengiriman Buku Ekspedisi",
        addressee=("Yth. Sekretaris KPU Provinsi Kepulauan Riau", "di", "    Tempat"),
        body=("Bersama ini kami sampaikan dengan hormat:",),
        table=(
            ("No", "Naskah yang dikirim", "Banyaknya", "Keterangan"),
            ("1", "Buku ekspedisi surat keluar triwulan III tahun 2023 wilayah {word}", "1 (satu) berkas", "Untuk diketahui"),
        ),
        closing=("Mohon lembar kedua dikembalikan setelah ditandatangani.",),
    )

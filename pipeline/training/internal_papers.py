"""Builders of internal papers: decisions, minutes, SOPs, reports, notes."""

from __future__ import annotations

from typing import Any

from pipeline.training.builder import SECRETARY, build
from pipeline.training.paper import Kind, Paper

INFORMATION_LAWS = (
    "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
    "Peraturan Pemerintah Nomor 61 Tahun 2010 tentang Pelaksanaan Undang-Undang Nomor 14 Tahun 2008",
)


def a_decision(**changes: Any) -> Paper:
    """Keputusan: no code in its number; an annex when there is a table."""
    return build(
        Kind.DECISION,
        changes,
        word="Lentikora",
        number="21 TAHUN 2026",
        date="2026-01-19",
        subject="Penetapan Tim Pendokumentasian Informasi Publik {word} Tahun 2026",
        considering=(
            "bahwa untuk melaksanakan standar layanan informasi publik perlu dibentuk tim yang mendokumentasikan informasi publik;",
            "bahwa nama-nama dalam lampiran keputusan ini dipandang cakap untuk melaksanakan tugas tersebut;",
            "bahwa berdasarkan pertimbangan pada huruf a dan huruf b, perlu menetapkan keputusan tentang tim dimaksud;",
        ),
        bases=tuple(f"{law};" for law in INFORMATION_LAWS),
        points=(
            "Menetapkan Tim Pendokumentasian Informasi Publik {word} Tahun 2026 sebagaimana tercantum dalam lampiran.",
            "Tim bertugas mengumpulkan, mengklasifikasi, dan menyimpan informasi publik serta menyusun Daftar Informasi Publik.",
            "Biaya pelaksanaan dibebankan pada anggaran tahun 2026.",
            "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
        ),
        table=(
            ("No", "Nama", "Jabatan dalam tim"),
            ("1", "Kenanga Laksmi Ayudya", "Pengarah"),
            ("2", "Tuah Perkasa Selendang", "Ketua"),
            ("3", "Mawar Cendana Putri", "Sekretaris"),
            ("4", "Jati Langit Biru", "Anggota"),
        ),
        position="Ketua Komisi Pemilihan Umum Kabupaten Bintan",
    )


def minutes(**changes: Any) -> Paper:
    """Berita acara: a date in words, a table on a page of its own, several signatories."""
    return build(
        Kind.MINUTES,
        changes,
        word="Kumbarawa",
        code="PL.01.2",
        sequence="8",
        date="2026-07-02",
        subject="Rekapitulasi Daftar Pemilih Berkelanjutan Triwulan II Tahun 2026",
        body=(
            "Pada hari ini, Kamis, tanggal dua bulan Juli tahun dua ribu dua puluh enam, bertempat di Gedung {word}, Komisi "
            "Pemilihan Umum Kabupaten Bintan melaksanakan rapat pleno terbuka rekapitulasi daftar pemilih berkelanjutan.",
            "Rapat pleno menghasilkan hal-hal sebagai berikut:",
        ),
        points=(
            "jumlah pemilih pada triwulan kedua sebanyak 12.345 (dua belas ribu tiga ratus empat puluh lima) orang;",
            "pemilih baru sebanyak 210 (dua ratus sepuluh) orang; dan",
            "rincian setiap kecamatan tercantum pada halaman berikut.",
        ),
        table=(
            ("No", "Kecamatan", "Pemilih laki-laki", "Pemilih perempuan", "Jumlah"),
            ("1", "Teluk Kenanga", "2.104", "2.096", "4.200"),
            ("2", "Bukit Cengkih", "1.950", "2.015", "3.965"),
            ("3", "Tanjung Lada", "2.080", "2.100", "4.180"),
            ("", "Jumlah", "6.134", "6.211", "12.345"),
        ),
        closing=("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",),
        position="Ketua",
        others=(("Anggota", "Kenanga Laksmi Ayudya"), ("Anggota", "Jati Langit Biru")),
    )


def an_sop(**changes: Any) -> Paper:
    """SOP: a boxed head, then a table of steps; no code in its number."""
    return build(
        Kind.SOP,
        changes,
        **SECRETARY | {"position": "Sekretaris Komisi Pemilihan Umum Kabupaten Bintan"},
        word="Tirtamaya",
        number="7 TAHUN 2026",
        date="2026-01-26",
        subject="Peminjaman Arsip pada Ruang {word}",
        details=(
            ("Tanggal Pembuatan", "12 Januari 2026"),
            ("Tanggal Pengesahan", "26 Januari 2026"),
            ("Disahkan Oleh", "Sekretaris Komisi Pemilihan Umum Kabupaten Bintan"),
        ),
        sections=(
            ("Dasar Hukum", (*INFORMATION_LAWS, "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan")),
            ("Kualifikasi Pelaksana", ("Memahami tata kearsipan", "Teliti dan memiliki tata krama")),
            ("Peralatan dan Perlengkapan", ("Formulir peminjaman, komputer, alat tulis kantor",)),
            ("Pencatatan dan Pendataan", ("Dicatat pada buku peminjaman arsip",)),
        ),
        points=(
            "Pemohon mengisi formulir peminjaman arsip di Ruang {word}.",
            "Arsiparis memeriksa apakah arsip boleh dipinjam dan mencatatnya pada buku peminjaman.",
            "Arsiparis mengambil arsip dan menaruh lembar pengganti pada tempatnya.",
            "Pemohon mengembalikan arsip paling lambat sepuluh hari kerja.",
            "Arsiparis memeriksa keutuhan arsip dan mengembalikannya ke tempat semula.",
        ),
    )


def a_report(**changes: Any) -> Paper:
    """Laporan: headings, pages of text, and a table."""
    return build(
        Kind.REPORT,
        changes,
        **SECRETARY,
        word="Cakradipa",
        code="PR.04.1",
        sequence="3",
        date="2026-07-10",
        subject="Pelaksanaan Kegiatan Triwulan II Tahun 2026",
        sections=(
            (
                "Pendahuluan",
                (
                    "Laporan ini memuat pelaksanaan kegiatan Sekretariat Komisi Pemilihan Umum Kabupaten Bintan pada triwulan "
                    "kedua tahun 2026, mulai tanggal 1 April sampai dengan 30 Juni 2026.",
                    "Laporan disusun sebagai bentuk pertanggungjawaban dan bahan penyusunan rencana kerja triwulan berikutnya.",
                ),
            ),
            (
                "Kegiatan yang Dilaksanakan",
                (
                    "Pada bulan April dilaksanakan kunjungan ke empat sekolah dalam rangka pendidikan pemilih pemula. Kegiatan "
                    "diikuti oleh 320 siswa dan didampingi oleh guru pembina masing-masing sekolah.",
                    "Pada bulan Mei dilaksanakan penataan ruang arsip. Sebanyak 64 boks arsip inaktif telah diberi nomor dan "
                    "label, dan daftar arsipnya telah disusun menurut jangka waktu penyimpanan.",
                    "Pada bulan Juni dilaksanakan pelatihan layanan informasi bagi petugas meja layanan. Pelatihan berlangsung dua "
                    "hari dan diakhiri dengan simulasi permohonan informasi, penolakan, serta keberatan.",
                ),
            ),
            (
                "Layanan Informasi Publik",
                (
                    "Selama triwulan kedua diterima 27 permohonan informasi, 25 di antaranya dipenuhi seluruhnya, satu dipenuhi "
                    "sebagian, dan satu ditolak karena informasi yang diminta berada di luar penguasaan kantor. Rata-rata waktu "
                    "pemenuhan permohonan adalah empat hari kerja.",
                    "Daftar Informasi Publik dimutakhirkan dua kali. Sebanyak 118 naskah baru dicatat pada buku rekap informasi, "
                    "terdiri atas 41 surat dinas, 22 undangan, 19 keputusan, 16 berita acara, dan 20 naskah lainnya.",
                ),
            ),
            (
                "Keadaan Pegawai dan Sarana",
                (
                    "Jumlah pegawai sekretariat tidak berubah. Dua orang pegawai mengikuti pelatihan kearsipan secara daring dan "
                    "memperoleh sertifikat. Satu unit komputer meja layanan diganti karena tidak dapat diperbaiki.",
                    "Ruang arsip inaktif telah dilengkapi dengan alat pengatur kelembapan. Hasil pengukuran setiap pekan dicatat "
                    "pada kartu yang ditempel di pintu, dan nilainya berada di bawah enam puluh persen selama bulan Juni.",
                ),
            ),
            (
                "Hambatan dan Upaya",
                (
                    "Hambatan yang dihadapi terutama keterbatasan petugas dan jaringan internet yang terputus selama enam hari. "
                    "Upaya yang dilakukan adalah menambah jam layanan dan mencatat permohonan secara manual pada buku register.",
                    "Pemindai di ruang arsip rusak selama dua minggu. Selama perbaikan, pemindaian dilakukan bergantian dengan "
                    "subbagian lain sehingga target digitalisasi tetap tercapai sebesar sembilan puluh persen.",
                ),
            ),
            (
                "Rencana Tindak Lanjut",
                (
                    "Pada triwulan ketiga akan dilaksanakan program {word}, yaitu layanan informasi keliling dengan perahu ke "
                    "pulau-pulau yang belum terjangkau jaringan internet.",
                    "Program tersebut memerlukan koordinasi dengan pemerintah kecamatan dan dukungan anggaran sebagaimana tabel "
                    "berikut.",
                ),
            ),
        ),
        table=(
            ("No", "Uraian", "Volume", "Jumlah (Rp)"),
            ("1", "Sewa perahu", "6 hari", "9.000.000"),
            ("2", "Bahan cetak", "500 lembar", "1.250.000"),
            ("3", "Konsumsi petugas", "36 orang/hari", "1.800.000"),
            ("", "Jumlah", "", "12.050.000"),
        ),
        closing=("Demikian laporan ini disampaikan untuk menjadi bahan pertimbangan lebih lanjut.",),
    )


def notes(**changes: Any) -> Paper:
    """Notula: what was said at a meeting."""
    return build(
        Kind.NOTES,
        changes,
        **SECRETARY | {"position": "Notulis", "name": "Jati Langit Biru", "nip": ""},
        word="Nagasembilu",
        code="PK.01",
        sequence="14",
        date="2026-08-24",
        subject="Rapat Persiapan Pekan {word}",
        details=(
            ("Hari/tanggal", "Senin, 24 Agustus 2026"),
            ("Pukul", "13.30 WIB"),
            ("Tempat", "Ruang rapat KPU Kabupaten Bintan"),
        ),
        body=("Rapat dibuka oleh Ketua dan dihadiri oleh sembilan orang. Rapat memutuskan:",),
        points=(
            "Pekan {word} dilaksanakan pada minggu kedua bulan September 2026;",
            "setiap subbagian menyiapkan satu meja pameran arsip; dan",
            "publikasi kegiatan melalui laman dan media sosial resmi.",
        ),
        closing=("Rapat ditutup pukul 15.10 WIB.",),
    )

import pytest

from pipeline.classification.facts import read_letter
from pipeline.document.pages import Page, Reading, TextSource, Word


def a_reading(text: str) -> Reading:
    pages = tuple(Page(number, page, TextSource.TEXT, 1.0) for number, page in enumerate(text.split("\f"), 1))
    return Reading("text/plain", pages)


def a_scan(lines: list[list[tuple[str, float, float]]], slant: float = 0.0, turn: int = 0, confidence: float = 0.95) -> Reading:
    """Lines of (word, x, y) on an A4 page; they sink by ``slant`` over its width, and it must be turned by ``turn`` degrees."""
    rows = []
    for line in lines:
        row = []
        for text, x, y in line:
            y += slant * (x - 0.5)
            box = (x, y, x + 0.011 * len(text), y + 0.014)
            if turn == 90:  # must be turned clockwise to stand upright: its lines run up the page
                box = (box[1], 1 - box[2], box[3], 1 - box[0])
            if turn == 180:
                box = (1 - box[2], 1 - box[3], 1 - box[0], 1 - box[1])
            row.append(Word(text, box, confidence))
        rows.append(row)
    text = "\n".join(" ".join(word.text for word in row) for row in rows)
    page = Page(1, text, TextSource.OCR, confidence, words=tuple(word for row in rows for word in row), width=595, height=842)
    return Reading("image/png", (page,))


def a_row(y: float, *pieces: tuple[float, str]) -> list[tuple[str, float, float]]:
    row = []
    for x, piece in pieces:
        for word in piece.split():
            row.append((word, x, y))
            x += 0.011 * (len(word) + 1)
    return row


def scattered_letter() -> list[list[tuple[str, float, float]]]:
    """A letter as OCR may hand it over: the labels first, then their values, then the right column."""
    values = ["12/PL.01.4-SD/2101/2024", "Segera", "1 (satu) berkas", "Penyampaian Daftar Calon Tetap", "Anggota DPRD"]
    return [
        *(a_row(0.20 + 0.02 * place, (0.1, label)) for place, label in enumerate(("Nomor", "Sifat", "Lampiran", "Hal"))),
        *(a_row(0.20 + 0.02 * place, (0.2, ":" if place < 4 else ""), (0.22, value)) for place, value in enumerate(values)),
        a_row(0.20, (0.66, "Kijang, 14 Maret 2024")),
        a_row(0.32, (0.1, "Yth. Camat Bintan Timur")),
        a_row(0.34, (0.1, "di Tempat")),
        a_row(0.40, (0.1, "Menindaklanjuti surat Nomor 3/PL.01.5-SD/21/2024 tanggal 3 Februari 2024")),
        a_row(0.42, (0.1, "perihal jadwal, bersama ini disampaikan daftar dimaksud untuk dipergunakan.")),
        a_row(0.60, (0.6, "Ketua,")),
    ]


@pytest.mark.parametrize("slant", [-0.12, 0.0, 0.12])
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_columns_are_put_back_side_by_side_however_the_page_lies(slant, turn):
    facts = read_letter(a_scan(scattered_letter(), slant, turn))
    assert facts.number.value == "12/PL.01.4-SD/2101/2024"
    assert facts.date.value == "2024-03-14"
    assert facts.subject.value == "Penyampaian Daftar Calon Tetap Anggota DPRD"
    assert (facts.nature.value, facts.attachments.value) == ("segera", "1 (satu) berkas")
    assert (facts.addressee.value, facts.place.value) == ("Camat Bintan Timur", "Kijang")


def test_words_read_with_doubt_make_doubtful_facts():
    sure, doubtful = (read_letter(a_scan(scattered_letter(), confidence=level)) for level in (0.95, 0.6))
    assert doubtful.date.confidence < sure.date.confidence
    assert doubtful.subject.confidence < sure.subject.confidence


def test_a_fact_below_its_threshold_is_empty_and_says_why():
    date = read_letter(a_scan(scattered_letter(), confidence=0.3)).date
    assert date.value == ""
    assert "kurang meyakinkan" in date.reason


def test_the_parts_of_a_number_are_given():
    parts = read_letter(a_scan(scattered_letter())).parts
    assert (parts.running, parts.code, parts.type_code, parts.region, parts.year) == ("12", "PL.01.4", "SD", "2101", "2024")


INVITATION = """                 KOMISI PEMILIHAN UMUM
                   KABUPATEN BINTAN
Nomor : 88/PK.01-Und/2101/2025                         Bintan, 1 September 2025
Sifat : Penting
Lampiran : -
Hal : Undangan Rapat Pleno Terbuka

Kepada Yth.
1. Ketua Bawaslu Kabupaten Bintan
2. Kapolres Bintan
di
 Tempat
Mengharap kehadiran Saudara pada:
hari : Rabu
tanggal : 3 September 2025
                                        a.n. KETUA
                                        SEKRETARIS,

                                        RAHMAT NUGROHO
Tembusan:
1. Ketua KPU Provinsi Kepulauan Riau;
2. Arsip.
"""


def test_an_invitation_is_read_whole():
    facts = read_letter(a_reading(INVITATION))
    assert facts.sender.value == "KOMISI PEMILIHAN UMUM KABUPATEN BINTAN"
    assert facts.addressee.value == "Ketua Bawaslu Kabupaten Bintan; Kapolres Bintan"
    assert facts.signatory.value == "a.n. Ketua, Sekretaris"
    assert [copy.value for copy in facts.copies] == ["Ketua KPU Provinsi Kepulauan Riau", "Arsip"]
    assert facts.kind.name == "undangan"
    assert facts.attachments.value == "-"


def test_the_signing_date_is_not_the_date_of_the_meeting():
    assert read_letter(a_reading(INVITATION)).date.value == "2025-09-01"


def test_no_person_s_name_is_taken_for_a_position():
    assert "RAHMAT" not in read_letter(a_reading(INVITATION)).signatory.value.upper()


def test_a_day_left_open_for_the_pen_leaves_the_date_empty():
    date = read_letter(a_reading(INVITATION.replace("1 September", "  September").replace("3 September", "tiga"))).date
    assert date.value == ""
    assert "hari pada tanggal dikosongkan" in date.reason


MINUTES = """BERITA ACARA
NOMOR : 5/PL.01.8-BA/2101/2024
TENTANG
REKAPITULASI HASIL PENGHITUNGAN PEROLEHAN SUARA
DARI SETIAP KECAMATAN DALAM RANGKA PEMILIHAN UMUM
TAHUN 2024

Pada hari ini, {words}, KPU Kabupaten Bintan melaksanakan rapat berdasarkan surat tanggal 1 Maret 2024.
"""


@pytest.mark.parametrize(
    "words",
    [
        "Senin tanggal Empat bulan Maret tahun Dua ribu dua puluh empat",
        "Senin, tanggal empat Maret dua ribu dua puluh empat (04-03-2024)",
        "Senin tanggal ernpat bulan Maret tahun duaribu duapuluh empat",
        "Senin tanggal 4 bulan Maret tahun 2024",
    ],
)
def test_minutes_are_dated_in_words(words):
    assert read_letter(a_reading(MINUTES.format(words=words))).date.value == "2024-03-04"


def test_a_subject_runs_over_lines_that_begin_like_labels_and_running_text():
    expected = "REKAPITULASI HASIL PENGHITUNGAN PEROLEHAN SUARA DARI SETIAP KECAMATAN DALAM RANGKA PEMILIHAN UMUM TAHUN 2024"
    assert read_letter(a_reading(MINUTES.format(words="Senin"))).subject.value == expected


AMENDMENT = """PERATURAN KOMISI PEMILIHAN UMUM
REPUBLIK INDONESIA
NOMOR 11 TAHUN 2024
TENTANG
PERUBAHAN ATAS PERATURAN KOMISI PEMILIHAN UMUM
NOMOR 22 TAHUN 2023 TENTANG PELAYANAN INFORMASI

DENGAN RAHMAT TUHAN YANG MAHA ESA

KETUA KOMISI PEMILIHAN UMUM REPUBLIK INDONESIA,

Menimbang : a
Ditetapkan di Jakarta
pada tanggal 1 Agustus 2024
KETUA KOMISI PEMILIHAN UMUM
REPUBLIK INDONESIA,
ttd.
Diundangkan di Jakarta
pada tanggal 5 Agustus 2024
DIREKTUR JENDERAL,
"""


def test_an_amendment_keeps_its_own_number_and_date():
    facts = read_letter(a_reading(AMENDMENT))
    assert (facts.number.value, facts.date.value, facts.place.value) == ("11 Tahun 2024", "2024-08-01", "Jakarta")
    assert facts.subject.value.endswith("NOMOR 22 TAHUN 2023 TENTANG PELAYANAN INFORMASI")
    assert facts.signatory.value == "Ketua Komisi Pemilihan Umum Republik Indonesia"


def test_a_cited_law_is_not_the_paper_s_number():
    facts = read_letter(a_reading("Ketentuan ini mengacu pada Undang-Undang\nNomor 7 Tahun 2017 tentang Pemilihan Umum.\n"))
    assert facts.number.value == ""


def test_a_received_stamp_does_not_date_the_letter():
    stamped = INVITATION.replace("Bintan, 1 September 2025", "") + "DITERIMA\nTanggal : 09-09-2025\nNo. Agenda : 12\n"
    assert read_letter(a_reading(stamped)).date.value == ""


NOTE = """NOTA DINAS
Nomor : 7/TU.01.1-ND/Sek-Kab/Kota/2101/1.2/2024

Yth.    : Sekretaris
Dari    : Kepala Subbagian Keuangan, Umum, dan Logistik
Tanggal : 12 Februari 2024
Hal     : Permohonan persetujuan lembur

Sehubungan dengan pekerjaan akhir bulan
"""


def test_a_nota_dinas_is_dated_among_its_labels():
    facts = read_letter(a_reading(NOTE))
    assert (facts.date.value, facts.parts.unit, facts.kind.name) == ("2024-02-12", "1", "nota dinas")
    assert facts.subject.value == "Permohonan persetujuan lembur"


SOP = """KOMISI PEMILIHAN UMUM KABUPATEN BINTAN	Nomor SOP	/ORT.06/2101/2023
	Tanggal Pembuatan	6 Januari 2023
	Tanggal Pengesahan	9 Januari 2023
	Disahkan Oleh	Sekretaris KPU Kabupaten Bintan
	Judul SOP	Pendokumentasian Informasi Publik

Dasar Hukum	Kualifikasi Pelaksana
"""


def test_a_procedure_is_read_from_its_table():
    facts = read_letter(a_reading(SOP))
    assert (facts.kind.name, facts.subject.value) == ("standar operasional prosedur", "Pendokumentasian Informasi Publik")
    assert (facts.number.value, facts.date.value) == ("/ORT.06/2101/2023", "2023-01-09")
    assert facts.signatory.value == "Sekretaris KPU Kabupaten Bintan"
    assert "dikosongkan" in facts.number.reason


def test_a_heading_outweighs_two_misread_letters_in_the_number():
    facts = read_letter(
        a_reading("SURAT TUGAS\nNOMOR : 41/PP.04.2-SD/2101/2024\n\nMemberi Tugas\nKepada : A\nUntuk : Melaksanakan piket\n")
    )
    assert facts.kind.name == "surat tugas"
    assert facts.kind.confidence < 0.9


def test_a_secret_stamp_is_a_nature():
    text = "RAHASIA\n\nNomor : 1/HK.07.1-SD/2101/2024\nHal : Perkara\n\nYth. X\n"
    assert read_letter(a_reading(text)).nature.value == "rahasia"


def test_an_appendix_does_not_sign_the_paper():
    text = "KEPUTUSAN\nNOMOR 4 TAHUN 2024\nTENTANG\nTIM ARSIP\n\nMenimbang : a\n" + "isi\n" * 10
    text += "Ditetapkan di Kijang\npada tanggal 2 Mei 2024\nKETUA,\n"
    text += "\fLAMPIRAN KEPUTUSAN\nDitetapkan di Batam\npada tanggal 9 Mei 2023\n"
    facts = read_letter(a_reading(text))
    assert (facts.date.value, facts.place.value, facts.signatory.value) == ("2024-05-02", "Kijang", "Ketua")


def test_a_date_too_long_for_its_column_goes_on_below():
    rows = [
        a_row(0.20, (0.1, "Nomor"), (0.2, ": 9/SDM.06.3-SD/2101/2026"), (0.6, "Bandar Seri Bentan, 14 September")),
        a_row(0.22, (0.9, "2026")),
        a_row(0.24, (0.1, "Hal"), (0.2, ": Persetujuan Cuti")),
        a_row(0.30, (0.1, "Yth. Saudari Melati")),
    ]
    facts = read_letter(a_scan(rows))
    assert (facts.date.value, facts.place.value) == ("2026-09-14", "Bandar Seri Bentan")


def test_a_heading_is_no_label():
    facts = read_letter(a_reading("LAPORAN\nHASIL PENGAWASAN TRIWULAN III\nNOMOR : 02/PW.02.12-LP/2101/2022\n\nPendahuluan\n"))
    assert (facts.kind.name, facts.subject.value) == ("laporan", "HASIL PENGAWASAN TRIWULAN III")


def test_the_chair_signs_before_the_members():
    text = MINUTES.format(words="Senin tanggal 4 bulan Maret tahun 2024") + "Ketua    Anggota    Anggota\n\nA        B          C\n"
    assert read_letter(a_reading(text)).signatory.value == "Ketua"


def test_every_field_has_a_value_with_its_place_or_says_why_not():
    for reading in (a_scan(scattered_letter()), a_reading(INVITATION), a_reading(""), a_reading(SOP)):
        for name, field in read_letter(reading).fields().items():
            assert field.reason, name
            assert (0 < field.confidence <= 1 and field.spot.page == 1) if field.value else True, name


def test_the_region_in_the_number_is_named():
    assert "Kabupaten Bintan" in read_letter(a_scan(scattered_letter())).fields()["region"].reason


TITLE_CASE = """Berita Acara
Penghapusan Barang Milik Negara
Nomor: 4/RT.01.3-BA/2101/2023

Pada hari ini Kamis tanggal 30 (tiga puluh) bulan November tahun 2023 (dua ribu dua puluh tiga), kami
"""


def test_a_heading_in_title_case_is_read():
    facts = read_letter(a_reading(TITLE_CASE))
    assert (facts.kind.name, facts.subject.value, facts.date.value) == (
        "berita acara",
        "Penghapusan Barang Milik Negara",
        "2023-11-30",
    )


def test_a_numbered_line_ends_the_subject():
    text = "TELAAHAN STAF\nNomor : 9/PW.02.2-TI/2101/2024\nYth : Ketua\nHal : Penanganan Laporan Masyarakat\n1. Persoalan\n"
    assert read_letter(a_reading(text)).subject.value == "Penanganan Laporan Masyarakat"


LATE = """KOMISI PEMILIHAN UMUM
KABUPATEN BINTAN
Nomor : {number}
Sifat : Biasa
Hal : {subject}

Yth. Camat Bintan Timur
di Tempat
Menindaklanjuti surat Nomor 3/PL.01.5-SD/21/2024 tanggal 3 Februari 2024, bersama ini disampaikan daftar.
Batas waktu penyampaian adalah tanggal 30 Maret 2024 pukul 16.00 WIB.
{closing}

{below}
Ketua,

RAHMAT NUGROHO
"""


def late_letter(below: str, closing: str = "Atas perhatian Saudara kami ucapkan terima kasih.", number: str = "") -> str:
    number = number or "12/PL.01.4-SD/2101/2024"
    return LATE.format(number=number, subject="Penyampaian Daftar", closing=closing, below=below)


@pytest.mark.parametrize(
    "below",
    [
        "Kijang, 14 Maret 2024",
        "Kota Batam, tanggal 14 Maret 2024",
        "Kijang 14 Maret 2024",
        "Tanjung Uban, 14 Maret\n                                                      2024",
        "Kijang, 14 Mare1 2024",
        "Kijang, L4 Maret 2024",
    ],
)
def test_a_letter_may_be_dated_at_its_end_right_below_its_thanks(below):
    text = late_letter("\n".join(f"{'':50}{line.strip()}" for line in below.split("\n")))
    assert read_letter(a_reading(text)).date.value == "2024-03-14"


def test_the_day_of_a_meeting_is_no_place():
    text = late_letter(f"{'':50}Kijang, 14 Maret 2024").replace("Batas waktu", "Hari/Tanggal : Sabtu, 30 Maret 2024\nBatas waktu")
    assert read_letter(a_reading(text)).date.value == "2024-03-14"


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Pada hari ini, Sabtu, sembilan Mei dua ribu dua puluh enam, bertempat di Bintan", "2026-05-09"),
        ("Pada hari Jumat, tanggal 7 Maret 2025, bertempat di aula kantor", "2025-03-07"),
        ("Pada hari ini Kamis tanggal 14 bulan 3 tahun 2024, sesuai surat tanggal 1 Januari 2024", "2024-03-14"),
        ("Pada hari ini Kamis tanggal 14-03-2024, sesuai surat tanggal 1 Januari 2024", "2024-03-14"),
        ("Pada hari ini Kamis tanggal empat belas bulan tiga tahun dua ribu dua puluh empat (14/3/2024)", "2024-03-14"),
        ("Pada tanggal empat belas bulan Maret tahun dua ribu dua puluh empat", "2024-03-14"),
        ("Kamis, tanggal empat belas bulan Maret tahun dua ribu dua puluh empat", "2024-03-14"),
        ("Telah dilaksanakan pada hari Kamis tanggal 14 Maret 2024", "2024-03-14"),
        ("Pada hari ini Rabu tanggal 16 (enam belas) bulan Mei tahun 2018 (dua ribu delapan belas)", "2018-05-16"),
    ],
)
def test_minutes_and_agreements_tell_their_day_in_the_first_sentence(words, iso):
    text = f"BERITA ACARA\nNomor : 5/HK.02-BA/2101/{iso[:4]}\nSERAH TERIMA BARANG\n{words}, telah dilakukan serah terima.\n"
    assert read_letter(a_reading(text)).date.value == iso


def test_an_order_is_not_dated_by_what_it_cites_or_orders():
    text = """SURAT TUGAS
Nomor : 27/SDM.03.1-ST/2101/2023
Dasar : Surat KPU Provinsi Nomor 43/SDM.09-SD/21/2023
        tanggal 6 Juni 2023;
Untuk : Mengikuti rapat
        pada tanggal 23 September 2023
                                                      Kab. Bintan, 19 September 2023
                                                      Ketua,
"""
    facts = read_letter(a_reading(text))
    assert (facts.date.value, facts.subject.value[:15]) == ("2023-09-19", "Mengikuti rapat")


def test_a_stamp_of_receipt_that_falls_across_the_head_is_taken_out():
    rows = scattered_letter()
    rows[-5:-5] = [a_row(0.21, (0.72, "DITERIMA")), a_row(0.23, (0.72, "Tgl. 20 Maret 2024")), a_row(0.25, (0.72, "Nomor : 895"))]
    facts = read_letter(a_scan(rows))
    assert (facts.number.value, facts.date.value) == ("12/PL.01.4-SD/2101/2024", "2024-03-14")
    assert facts.subject.value == "Penyampaian Daftar Calon Tetap Anggota DPRD"


def test_a_number_that_did_not_fit_beside_its_label_is_read_below_it():
    text = late_letter(f"{'':50}Kijang, 14 Maret 2024", number="\n        12/PL.01.4-SD/2101/2024")
    assert read_letter(a_reading(text)).number.value == "12/PL.01.4-SD/2101/2024"


def test_the_number_over_the_appendix_bears_out_the_printed_one_or_says_that_one_of_them_is_wrong():
    letter = late_letter(f"{'':50}Kijang, 14 Maret 2024")
    alone = read_letter(a_reading(letter)).number
    twice = read_letter(a_reading(letter + "\fLAMPIRAN SURAT\nNomor : 12/PL.01.4-SD/2101/2024\n")).number
    otherwise = read_letter(a_reading(letter + "\fLAMPIRAN SURAT\nNomor : 72/PL.01.4-SD/2101/2024\n")).number
    assert "lampirannya" in twice.reason
    assert otherwise.confidence <= 0.6 < alone.confidence <= twice.confidence
    assert "72/PL.01.4-SD/2101/2024" in otherwise.reason
    mended = read_letter(a_reading(letter.replace("12/PL.01", "1?/PL.0,1") + "\fLAMPIRAN SURAT\nNomor : 12/PL.01.4-SD/2101/2024\n"))
    assert mended.number.value == "12/PL.01.4-SD/2101/2024"


def test_the_name_of_the_file_bears_out_the_number():
    letter = a_reading(late_letter(f"{'':50}Kijang, 14 Maret 2024"))
    assert "nama filenya" in read_letter(letter, "12_PL.01.4-SD_2101_2024.pdf").number.reason
    disputed = read_letter(letter, "surat 72-PL-01-4 2024.pdf").number
    assert (disputed.confidence <= 0.6, "72/PL.01.4-SD/2101/2024" in disputed.reason) == (True, True)
    assert read_letter(letter, "pindai 72.pdf").number == read_letter(letter).number


@pytest.mark.parametrize(
    ("heading", "label", "subject"),
    [("SURAT PERINTAH TUGAS", "Untuk", "Mengikuti rapat"), ("NOTULEN RAPAT", "Judul Rapat", "Rapat evaluasi logistik")],
)
def test_a_heading_that_only_names_the_kind_is_no_subject(heading, label, subject):
    text = f"{heading}\nNomor : 27/SDM.03.1-ST/2101/2023\n{label} : {subject}\n"
    assert read_letter(a_reading(text)).subject.value == subject


def test_a_subject_ends_before_grace_and_before_the_date_however_tight_the_lines_stand():
    decision = (
        "KEPUTUSAN KETUA KPU KABUPATEN BINTAN\nNOMOR 4 TAHUN 2024\nTENTANG\nPENETAPAN JADWAL\nDENGAN RAHMAT TUHAN YANG MAHA ESA\n"
    )
    assert read_letter(a_reading(decision)).subject.value == "PENETAPAN JADWAL"
    head = "Nomor : 5/HM.02-SD/2101/2024\nHal : Permohonan Data\n      Pemilih\n"
    letter = f"{head}          Bintan Buyu, tanggal 9 Februari 2024\nYth. Camat\n"
    facts = read_letter(a_reading(letter))
    assert (facts.subject.value, facts.date.value) == ("Permohonan Data Pemilih", "2024-02-09")


def test_a_subject_may_name_offices_and_go_on():
    lines = "TATA CARA KAMPANYE\nGUBERNUR DAN WAKIL GUBERNUR KEPULAUAN RIAU,\nBUPATI DAN WAKIL BUPATI BINTAN TAHUN 2024"
    text = (
        f"PERATURAN KOMISI PEMILIHAN UMUM\nNOMOR 12 TAHUN 2022\nTENTANG\n{lines}\n\nKOMISI PEMILIHAN UMUM,\nMenimbang : a. bahwa\n"
    )
    assert read_letter(a_reading(text)).subject.value == lines.replace("\n", " ")


def test_a_decision_whose_word_tentang_was_lost_is_about_what_stands_below_its_number():
    head = "KEPUTUSAN KETUA KOMISI PEMILIHAN UMUM KABUPATEN BINTAN\nNOMOR : 497 TAHUN 2024\n"
    text = f"{head}\nPENUNJUKAN PEJABAT\n\nMenimbang : a. bahwa\n"
    assert read_letter(a_reading(text)).subject.value == "PENUNJUKAN PEJABAT"


@pytest.mark.parametrize("rest", ["pada", "pada tanggal", "di", "untuk dan"])
def test_a_subject_does_not_end_with_a_word_that_leads_on_to_nothing(rest: str) -> None:
    letter = read_letter(a_reading(f"Nomor : 12/PL.01.4-SD/2101/2024\nPerihal : Monitoring Gudang {rest}\n\nYth. Ketua\n"))
    assert letter.subject.value == "Monitoring Gudang"


@pytest.mark.parametrize("colon", ["1.", "1", "11", "l:", "2"])
def test_a_colon_that_was_read_as_a_figure_is_no_part_of_the_value(colon: str) -> None:
    head = f"Nomor    {colon} 74/PY.01.3-SD/2102/2024\nSifat    {colon} Segera\nHal    {colon} Permohonan Data\n\nYth. Camat\n"
    facts = read_letter(a_reading(head))
    assert (facts.number.value, facts.subject.value) == ("74/PY.01.3-SD/2102/2024", "Permohonan Data")


@pytest.mark.parametrize("number", ["1 TAHUN 2024", "I Tahun 2024", "2 TAHUN 2024", "11 TAHUN2024", ": 1 TAHUN 2024"])
def test_the_figures_of_a_low_number_are_no_colon(number: str) -> None:
    text = f"KEPUTUSAN KETUA KPU KABUPATEN BINTAN\nNOMOR {number}\nTENTANG\nPENETAPAN JADWAL\n\nMenimbang : a. bahwa\n"
    assert read_letter(a_reading(text)).number.value == f"{number.strip(': ').split()[0].replace('I', '1')} Tahun 2024"


@pytest.mark.parametrize("colon", ["", ": "])
def test_a_letter_whose_labels_were_not_read_keeps_its_subject(colon: str) -> None:
    rows = [
        a_row(0.15, (0.31, f"{colon}478/ORT.03-SD/2171/2024")),
        a_row(0.17, (0.31, f"{colon}Sangat Segera")),
        a_row(0.19, (0.31, f"{colon}1 (satu) berkas")),
        a_row(0.21, (0.31, f"{colon}Evaluasi Data")),
        a_row(0.23, (0.31, "Pemilih")),
        a_row(0.26, (0.11, "Kepada Yth.")),
        a_row(0.28, (0.11, "Ketua PPK Gunung Kijang")),
        a_row(0.34, (0.11, "Merujuk pada surat Nomor 5/PR.02.3-SD/2171/2024 tanggal 20 Juni 2024")),
    ]
    facts = read_letter(a_scan(rows))
    assert (facts.number.value, facts.subject.value) == ("478/ORT.03-SD/2171/2024", "Evaluasi Data Pemilih")


@pytest.mark.parametrize(
    "lines",
    [
        ["028/PP.03.2–", "SD/2101/1/2022"],
        ["66/PR.06-", "SD/2102/Ses-", "Kab/2022"],
        ["723 / PL.01.4-Und / 2172", "/ 2022"],
        ["723/PL.01.4-Und/2172/2022"],
    ],
)
@pytest.mark.parametrize("x", [0.6, 0.66])
def test_a_number_broken_over_lines_beside_place_and_date_is_whole(lines: list[str], x: float) -> None:
    first = a_row(0.15, (0.12, "Nomor"), (0.23, f": {lines[0]}"), (x, "Tanjung Balai Karimun, 18 Desember 2022"))
    below = [a_row(0.17 + 0.02 * place, (0.25, line)) for place, line in enumerate(lines[1:])]
    rest = [a_row(0.23, (0.12, "Sifat"), (0.23, ": Biasa")), a_row(0.25, (0.12, "Hal"), (0.23, ": Data"))]
    facts = read_letter(a_scan([first, *below, *rest, a_row(0.3, (0.12, "Yth. Ketua"))]))
    assert facts.number.value == "".join(lines).replace(" ", "").replace("–", "-")
    assert facts.date.value == "2022-12-18"


def test_place_and_date_right_behind_the_number_are_no_part_of_it() -> None:
    text = "Nomor : 723 / PL.01.4-Und / 2172 Tanjungpinang, 15 Juli 2024\n        / 2024\nHal : Undangan\n\nYth. Camat\n"
    facts = read_letter(a_reading(text))
    assert (facts.number.value, facts.date.value) == ("723/PL.01.4-Und/2172/2024", "2024-07-15")


def test_a_date_broken_after_its_day_goes_on_below() -> None:
    text = late_letter(f"{'':50}Tanjung Balai Karimun, 14\n{'':50}Maret 2024")
    assert read_letter(a_reading(text)).date.value == "2024-03-14"


NARROW_SOP = """SEKRETARIAT	Nomor SOP	: 22 Tahun 2021
	Tanggal
	Pembuatan	: 24 Januari 2021
KABUPATEN BINTAN	Tanggal
	Pengesahan	: 19 Februari 2021
	Judul SOP	: Pengelolaan Surat Masuk
"""


def test_a_procedure_whose_labels_were_broken_in_their_column_is_dated_by_its_approval() -> None:
    assert read_letter(a_reading(NARROW_SOP)).date.value == "2021-02-19"


def test_incoming_mail_is_no_stamp_of_receipt_unless_in_capitals() -> None:
    rows = [
        a_row(0.10, (0.17, "SEKRETARIAT"), (0.5, "Nomor SOP"), (0.66, ": 53 Tahun 2025")),
        a_row(0.12, (0.5, "Judul SOP"), (0.66, ": Pengelolaan")),
        a_row(0.135, (0.68, "Surat Masuk")),
        a_row(0.20, (0.12, "Dasar Hukum")),
    ]
    assert read_letter(a_scan(rows)).subject.value == "Pengelolaan Surat Masuk"


def test_a_stamp_of_receipt_leaves_the_lines_beside_it_where_they_were() -> None:
    rows = [
        a_row(0.145, (0.12, "Nomor"), (0.24, ": 62/PL.02.6-SD/2104/2025"), (0.65, "Daik, 17 Agustus 2025")),
        a_row(0.161, (0.12, "Lampiran"), (0.24, ": satu lembar")),
        a_row(0.177, (0.12, "Hal"), (0.24, ": Pengajuan Cuti"), (0.74, "DITERIMA")),
        a_row(0.187, (0.74, "Tgl. : 29/08/2025")),
        a_row(0.196, (0.26, "Serentak Tahun"), (0.74, "No. Agenda : 524")),
        a_row(0.210, (0.26, "2018")),
        a_row(0.245, (0.12, "Yth. Ketua")),
        a_row(0.259, (0.12, "di Tempat")),
    ]
    for word in (row := rows[4]):
        row[row.index(word)] = (word[0], word[1], word[2] + (0.004 if word[1] > 0.7 else -0.002))
    assert read_letter(a_scan(rows)).subject.value == "Pengajuan Cuti Serentak Tahun 2018"


def test_an_announcement_may_name_its_subject_below_its_number_in_small_letters() -> None:
    rows = [
        a_row(0.10, (0.44, "PENGUMUMAN")),
        a_row(0.12, (0.33, "Nomor: 1688/HK.07.5-Pu/2104/2025")),
        a_row(0.14, (0.32, "Mutasi Pegawai Negeri Sipil dan")),
        a_row(0.16, (0.42, "Tenaga Ahli")),
        a_row(0.19, (0.18, "Sehubungan dengan telah ditetapkannya keputusan, bersama ini disampaikan bahwa:")),
    ]
    assert read_letter(a_scan(rows)).subject.value == "Mutasi Pegawai Negeri Sipil dan Tenaga Ahli"


@pytest.mark.parametrize(
    ("first", "second", "subject"),
    [
        ("PANITIA SE-", "KECAMATAN TOAPAYA", "PANITIA SE-KECAMATAN TOAPAYA"),
        ("Panitia se-", "kecamatan Toapaya", "Panitia se-kecamatan Toapaya"),
        ("Uji atas Undang-", "Undang Pemilihan", "Uji atas Undang-Undang Pemilihan"),
        ("Penyampaian Reka-", "pitulasi Suara", "Penyampaian Rekapitulasi Suara"),
    ],
)
def test_a_word_broken_over_lines_is_whole_again(first: str, second: str, subject: str) -> None:
    text = f"Nomor : 12/PL.01.4-SD/2101/2024\nHal : {first}\n      {second}\n\nYth. Ketua\n"
    assert read_letter(a_reading(text)).subject.value == subject


def test_the_ground_of_an_order_names_another_subject() -> None:
    text = """SURAT TUGAS
Nomor 19/HK.06.5-ST/21/2020
Dasar : Surat Bawaslu Nomor 47/PP.08.3-SD/21/2020 perihal Keputusan
        tentang Penetapan Pasangan Calon;
Kepada : A
Untuk : Menghadiri rapat
"""
    assert read_letter(a_reading(text)).subject.value == "Menghadiri rapat"


@pytest.mark.parametrize("label", ["No. Surat :", "Nomor Surat :", "NOMOR:", "Nomor"])
def test_the_label_of_the_number_may_name_the_letter(label: str) -> None:
    text = late_letter(f"{'':50}Kijang, 14 Maret 2024").replace("Nomor :", label, 1)
    assert read_letter(a_reading(text)).number.value == "12/PL.01.4-SD/2101/2024"


@pytest.mark.parametrize("number", ["NOMOR15 TAHUN 2024", "NOMOR : 15\nTAHUN 2024", "NOMOR: 1 5 TAHUN 2024"])
def test_the_number_of_a_decision_may_be_glued_or_broken(number: str) -> None:
    text = f"KEPUTUSAN KETUA KPU KABUPATEN BINTAN\n{number}\nTENTANG\nPENETAPAN JADWAL\n\nMenimbang : a. bahwa\n"
    facts = read_letter(a_reading(text))
    assert (facts.number.value, facts.subject.value) == ("15 Tahun 2024", "PENETAPAN JADWAL")


def test_a_date_alone_beside_the_number_dates_the_letter() -> None:
    text = late_letter("").replace("Nomor : 12/PL.01.4-SD/2101/2024", f"Nomor : 12/PL.01.4-SD/2101/2024{'':20}14 Maret 2024")
    assert read_letter(a_reading(text)).date.value == "2024-03-14"


def test_tgl_is_tanggal() -> None:
    assert read_letter(a_reading(NOTE.replace("Tanggal :", "Tgl     :"))).date.value == "2024-02-12"


def test_a_decision_s_date_may_be_broken_after_its_day() -> None:
    text = f"KEPUTUSAN\nNOMOR 4 TAHUN 2024\nTENTANG\nTIM ARSIP\n\nMenimbang : a\n{'':40}Ditetapkan di Kijang\n"
    text += f"{'':40}pada tanggal 2\n{'':40}Mei 2024\n{'':40}KETUA,\n"
    assert read_letter(a_reading(text)).date.value == "2024-05-02"


def test_what_a_stamp_left_beside_a_subject_does_not_end_it() -> None:
    rows = [
        a_row(0.151, (0.12, "No."), (0.24, ": 62/PL.02.6-SD/2104/2025"), (0.65, "Daik, 17 Agustus 2025")),
        a_row(0.168, (0.12, "Hal"), (0.24, ": Pengajuan Cuti"), (0.74, "PERMA")),
        a_row(0.184, (0.26, "Serentak Tahun"), (0.74, "NO Agenda So.")),
        a_row(0.200, (0.26, "2018")),
        a_row(0.240, (0.12, "Yth. Ketua")),
    ]
    assert read_letter(a_scan(rows)).subject.value == "Pengajuan Cuti Serentak Tahun 2018"


@pytest.mark.parametrize("read", ["HI", "IH", "III", "Ill", "H|"])
def test_strokes_of_a_roman_three_that_ran_together_are_counted(read: str) -> None:
    text = f"Nomor : 12/PL.01.4-SD/2101/2024\nHal : Laporan Triwulan {read} Tahun 2024\n\nYth. Ketua\n"
    assert read_letter(a_reading(text)).subject.value == "Laporan Triwulan III Tahun 2024"


@pytest.mark.parametrize("word", ["Peringatan Tertulis", "Laporan Tahap"])
def test_a_roman_one_that_ends_a_subject_is_no_rule_of_a_table(word: str) -> None:
    text = f"Nomor : 12/PL.01.4-SD/2101/2024\nHal : {word} |\n\nYth. Ketua\n"
    assert read_letter(a_reading(text)).subject.value == f"{word} I"


def test_the_line_for_the_receipt_leaves_place_and_date_below_it_alone() -> None:
    text = "SURAT PENGANTAR\nNomor : 31/PP.07-SR/2101/2024\n\nYth. Ketua\n\n1    Berita Acara    1 berkas\n\n"
    text += f"Diterima tanggal ........\n{'':40}Bintan, 2 Mei 2024\n{'':40}Sekretaris,\n"
    assert read_letter(a_reading(text)).date.value == "2024-05-02"


def test_a_disposition_sheet_tells_the_letter_s_date_among_others() -> None:
    text = """LEMBAR DISPOSISI
Surat dari : Bawaslu        Diterima Tgl : 9 Mei 2024
No. Surat : 31/PP.07-LD/2101/2024        No. Agenda : 12
Tgl. Surat : 2 Mei 2024        Sifat : Segera
Perihal : Rekapitulasi Daftar Pemilih
"""
    facts = read_letter(a_reading(text))
    assert (facts.number.value, facts.date.value) == ("31/PP.07-LD/2101/2024", "2024-05-02")


def test_the_number_of_a_cited_paper_is_not_the_paper_s_own_however_little_was_read_above_it() -> None:
    text = """KOMISI PEMILIHAN UMUM KABUPATEN BINTAN,
: 2. bahwa dalam rangka tertib penyelenggaraan diperlukan tim
: 1. Berita Acara Nomor 210/PL.01.8-BA/2101/2024 tanggal 25 September 2021;
surat Nomor 9/PL.01.8-SD/2101/2024;
r 168/PL.01.8-BA/2101/2021 tanggal 2 6 April 2014,
Ditetapkan di Batam
pada tanggal 11 Juni 2019
"""
    assert read_letter(a_reading(text)).number.value == ""
    assert read_letter(a_reading(text.replace(": 2. bahwa dalam", "3 dan"))).number.value == ""


def test_a_colon_before_a_number_that_was_read_badly_is_no_number() -> None:
    assert (
        read_letter(a_reading("Nomor 1 $27/PL.01.6-SD/3301/2020\nHal : Data\n\nYth. Camat\n")).number.value[1:]
        == "27/PL.01.6-SD/3301/2020"
    )


def test_grace_is_no_subject() -> None:
    text = "DENGAN RAHMAT TUHAN YANG MAHA ESA\nKOMISI PEMILIHAN UMUM KABUPATEN BINTAN,\nPENETAPAN JADWAL KAMPANYE\n"
    assert read_letter(a_reading(text)).subject.value == "PENETAPAN JADWAL KAMPANYE"


@pytest.mark.parametrize("below", ["Yth. Ketua KPU", "Kijang, 3 Mei 2024"])
def test_a_subject_may_go_on_right_below_a_label_close_to_it(below: str) -> None:
    rows = [
        a_row(0.13, (0.1, "Nomor: 12/PL.01.4-SD/2101/2024")),
        a_row(0.15, (0.1, "Hal: Permohonan Data Pemilih Pemula pada Pemilihan")),
        a_row(0.17, (0.1, "Serentak Tahun 2024")),
        a_row(0.19, (0.1, below)),
        a_row(0.25, (0.1, "Yth. Ketua KPU")),
        a_row(0.31, (0.1, "Sehubungan dengan surat Nomor 9/PL.01.4-SD/21/2024, disampaikan bahwa:")),
    ]
    assert read_letter(a_scan(rows)).subject.value == "Permohonan Data Pemilih Pemula pada Pemilihan Serentak Tahun 2024"

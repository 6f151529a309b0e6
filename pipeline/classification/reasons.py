"""Every reason that a proposal gives, in both languages.

Words in “…” are quoted from the paper and stay as printed. A reason lies in ``record.json`` as its Indonesian text; who mends a
sentence here leaves those of earlier records in Indonesian on English pages.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.language.phrases import BilingualText, Message

Ending = Callable[..., BilingualText]
"""How a reason goes on; it takes what was said so far as ``why``."""


def _said(indonesian: str, english: str, *earlier: str) -> BilingualText:
    return Message(indonesian, english, earlier=earlier)()


# --- Found, and not sure enough ---------------------------------------------------------------------------------------------------

NO_TEXT = _said("naskah tidak memuat teks", "the paper holds no text")
EMPTY_PAPER = _said("naskah kosong", "the paper is empty")
DOUBTED = Message(
    "terbaca “{shown}”, tetapi kurang meyakinkan; dikosongkan", "read as “{shown}”, but not surely enough; left empty"
)
AFTER_WORD = Message("tercetak setelah kata “{word}”", "printed after the word “{word}”")
NO_WORD = Message("tidak ada kata “{word}” di kepala naskah", "the word “{word}” is not in the head of the paper")
FROM_FILE_NAME = Message(
    "{why}; diambil dari nama file", "{why}; taken from the file's name", earlier=("{why}; diambil dari nama berkas",)
)

# --- The number -------------------------------------------------------------------------------------------------------------------

NO_NUMBER = _said("tidak ada nomor yang terbaca pada kepala naskah", "no number could be read in the head of the paper")
NUMBER_LEFT_OPEN = _said(
    "nomor urut dikosongkan; sisanya tercetak pada nomor", "the running number was left open; the rest is printed in the number"
)
MENDED = Message("{why}, huruf yang salah terbaca diperbaiki", "{why}, misread letters mended")
AGREES_WITH_NAME = Message(
    "{why}; sama dengan nama filenya", "{why}; the file's name says the same", earlier=("{why}; sama dengan nama berkasnya",)
)
AGREES = Message("{why}; sama dengan yang tercetak pada lampirannya", "{why}; printed alike over its appendix")
DIFFERS = Message("{why}; di tempat lain pada naskah terbaca {number}", "{why}; elsewhere the paper reads {number}")
DIFFERS_FROM_NAME = Message(
    "{why}; nama filenya menyebut {number}",
    "{why}; the file's name says {number}",
    earlier=("{why}; nama berkasnya menyebut {number}",),
)
CODE_IN_NUMBER = Message("kode {code} tercetak pada nomor", "code {code} is printed in the number")
NO_CODE_IN_FORM = _said("bentuk nomor ini tidak memuat kode klasifikasi", "a number of this form has no classification code")
NO_CODE_READ = _said("tidak ada kode klasifikasi yang terbaca pada nomor", "no classification code could be read in the number")
PARTS = {
    "running": Message("nomor urut {value} pada nomor", "running number {value} in the number"),
    "region": Message("kode wilayah {value} pada nomor", "region code {value} in the number"),
    "year": Message("tahun {value} pada nomor", "year {value} in the number"),
}
NO_PARTS = {
    "running": _said("nomor urut tidak terbaca atau tidak ada pada nomor", "no running number could be read in the number"),
    "region": _said("kode wilayah tidak terbaca atau tidak ada pada nomor", "no region code could be read in the number"),
    "year": _said("tahun tidak terbaca atau tidak ada pada nomor", "no year could be read in the number"),
}

# --- Head, addressee, signature ---------------------------------------------------------------------------------------------------

NATURE = Message("tercetak setelah kata “Sifat”: {nature}", "printed after the word “Sifat”: {nature}")
SECRET_STAMP = _said("cap atau tulisan RAHASIA di kepala naskah", "a stamp or the word RAHASIA in the head of the paper")
NO_LETTERHEAD = _said("kepala surat tidak terbaca", "the letterhead could not be read")
LETTERHEAD = _said("tercetak pada kepala surat", "printed in the letterhead")
NO_ADDRESSEE = _said("tidak ada “Yth.” atau “Kepada”", "there is no “Yth.” or “Kepada”")
ADDRESSEE_UNREAD = _said("nama tujuan setelah “Yth.” tidak terbaca", "the addressee after “Yth.” could not be read")
ADDRESSEE = _said("tercetak setelah “Yth.”", "printed after “Yth.”")
NO_COPIES = _said("tidak ada daftar tembusan", "there is no list of copies")
COPIES = _said("tercetak di bawah “Tembusan”", "printed below “Tembusan”")
NO_SIGNATORY = _said("jabatan penanda tangan tidak terbaca", "the signatory's position could not be read")
APPROVED_BY = _said("tercetak setelah “Disahkan Oleh”", "printed after “Disahkan Oleh”")
FIRST_SIGNATORY = _said("jabatan penanda tangan pertama", "the position of who signed first")
SIGNATORY = _said("jabatan di atas nama penanda tangan", "the position above the signatory's name")

# --- The date and its place -------------------------------------------------------------------------------------------------------

NO_DATE = _said("tidak ada tanggal yang terbaca", "no date could be read")
DAY_LEFT_OPEN = Message(
    "hari pada tanggal dikosongkan; hanya bulan dan tahun yang tercetak ({month})",
    "the day was left open; only month and year are printed ({month})",
)
OTHER_DATE = Message(
    "ada tanggal {date}, tetapi bukan pada tempat tanggal penandatanganan",
    "there is the date {date}, but not where the signing date stands",
)
ON_THIS_DAY = Message("tanggal “Pada hari ini …”: {date}", "the date of “Pada hari ini …”: {date}")
RECEIVED = Message("tanggal pada cap terima: {date}", "the date of a receipt stamp: {date}")
DATE_TO_COME = Message(
    "Perhatian: tanggal {date} tercetak, tetapi masih jauh sesudah naskah ini diterima; isi tanggalnya bila Anda tahu",
    "Take note: the date {date} is printed, but it is long after this paper came in; fill in the date if you know it",
)
SOP_DATE = Message("tercetak setelah “Tanggal {word}”: {date}", "printed after “Tanggal {word}”: {date}")
PROMULGATED = Message("tanggal pengundangan: {date}", "the date of promulgation: {date}")
SET_ON = Message("tercetak setelah “pada tanggal” di bawah naskah: {date}", "printed after “pada tanggal” below the text: {date}")
PLACE_AND_DATE = Message("tercetak pada baris tempat dan tanggal: {date}", "printed in the line of place and date: {date}")
ABOVE_SIGNATURE = Message("tercetak di atas tanda tangan: {date}", "printed above the signature: {date}")
DATE_IN_HEAD = Message(
    "tercetak setelah kata “Tanggal” di kepala naskah: {date}", "printed after the word “Tanggal” in the head of the paper: {date}"
)
ON_DATE = Message("tercetak setelah “pada tanggal”: {date}", "printed after “pada tanggal”: {date}")
DATE_ROW = Message("tercetak setelah “Date”: {date}", "printed after “Date”: {date}")
DAY_FIRST = Message(
    "hari dianggap tercetak sebelum bulan: {date}; surat berbahasa Inggris dapat menulisnya terbalik",
    "taken with the day before the month: {date}; a letter in English may have it the other way round",
)
DAY_AND_DATE = Message("tercetak setelah “Hari/Tanggal”: {date}", "printed after “Hari/Tanggal”: {date}")
REFERRED_TO = Message("tanggal yang dirujuk di dalam naskah: {date}", "a date that the text refers to: {date}")
ALONE_IN_HEAD = Message("tercetak sendiri di kepala naskah: {date}", "printed alone in the head of the paper: {date}")
WITH_PLACE = Message("tercetak bersama nama tempat: {date}", "printed with the name of a place: {date}")
IN_TEXT = Message("tanggal di dalam naskah: {date}", "a date in the text: {date}")
AFTER_WORDS = Message("tercetak setelah “{words}”", "printed after “{words}”")
BEFORE_DATE = _said("tercetak di depan tanggal", "printed before the date")
NO_PLACE = _said("tempat tidak tercetak bersama tanggal", "no place is printed with the date")
SEAT_OF_OFFICE = Message("{why}; diambil tempat kedudukan kantor", "{why}; the seat of the office is taken")

# --- The subject ------------------------------------------------------------------------------------------------------------------

NO_HAL = _said("tidak ada kata “Hal” atau “Perihal” di kepala naskah", "neither “Hal” nor “Perihal” is in the head of the paper")
HAL_UNREAD = _said("isi “Hal” tidak terbaca", "what “Hal” says could not be read")
HAL = _said("tercetak setelah kata “Hal” atau “Perihal”", "printed after the word “Hal” or “Perihal”")
TENTANG = AFTER_WORD(word="TENTANG")
NO_TENTANG = _said("tidak ada kata “TENTANG”", "there is no word “TENTANG”")
NO_TITLE = _said("judul naskah tidak terbaca", "the paper's title could not be read")
KIND_ALONE = _said("judul hanya menyebut jenis naskah", "the title only names the kind of paper")
IN_TITLE = _said("tercetak pada judul naskah", "printed in the paper's title")
TITLE_INSTEAD = _said("naskah ini tidak menyebut hal; diambil dari judulnya", "this paper states no subject; taken from its title")
FIRST_LINE = _said(
    "tidak ada Hal, TENTANG, atau judul; ini baris pertama yang berisi",
    "there is no Hal, TENTANG or title; this is the first line that says something",
)
NO_SUBJECT = _said("tidak ada Hal, TENTANG, atau judul yang terbaca", "no Hal, TENTANG or title could be read")

# --- The kind of paper ------------------------------------------------------------------------------------------------------------

HEADING_AGAINST_CODE = Message(
    "judul “{name}” dan kode jenis {code} pada nomor tidak sama", "the title “{name}” and the type code {code} in the number differ"
)
TYPE_IN_NUMBER = Message("kode jenis {code} pada nomor", "type code {code} in the number")
HEADING = _said("judul naskah di kepala surat", "the title in the head of the paper")
FORM_OF_DECISION = _said("bentuk nomor keputusan (Kpts)", "the form of a decision's number (Kpts)")
INVITES = _said("susunan surat dengan hal yang berbunyi undangan", "built as a letter, with the subject of an invitation")
SUBJECT_AND_CODE = Message(
    "hal berbunyi demikian, dan kode jenis pada nomor terbaca {code}",
    "the subject says so, and the type code in the number reads {code}",
)
LETTER = _said("susunan surat: Nomor, Hal, dan alamat tujuan", "built as a letter: Nomor, Hal and an addressee")
ENGLISH_LETTER = _said(
    "susunan surat berbahasa Inggris: Ref, Subject, atau sapaan dan penutup",
    "built as a letter in English: Ref, Subject, or a greeting and a close",
)
NO_KIND = _said(
    "tidak ada judul naskah, kode jenis, atau kepala surat yang dikenali", "no title, type code or letterhead that is known"
)
TYPE_CODE = Message("kode jenis untuk {kind}", "the type code of “{kind}”")
NO_TYPE_CODE = Message("{kind} tidak memakai kode jenis naskah", "a paper of the kind “{kind}” has no type code")

# --- Form, class, category, access, unit ------------------------------------------------------------------------------------------

SCANNED = _said("hasil pindaian: naskah cetaknya ada", "a scan: there is a printed paper")
BORN_ELECTRONIC = _said(
    "file ini lahir elektronik; tidak ada tanda pindaian",
    "this file was born electronic; nothing shows a scan",
    "berkas ini lahir elektronik; tidak ada tanda pindaian",
)
SCHEME = Message("skema klasifikasi yang berlaku: {version}", "the classification scheme in force: {version}")
CODE_PRINTED = Message(
    "kode {code} ({name}) tercetak pada nomor surat", "code {code} ({name}) is printed in the number of the letter"
)
CODE_WITHOUT_RULE = Message(
    "kode {code} ({name}) tercetak pada nomor surat; jadwal retensi tidak memuat kode ini, jadi jangka simpannya belum berjalan",
    "code {code} ({name}) is printed in the number of the letter; the retention schedule does not have it, so no clock runs yet",
)
UNKNOWN_CODE = Message(
    "Perhatian: kode {printed} tercetak, tetapi tidak ada dalam skema {version}. Kode terdekat: {names}",
    "Take note: code {printed} is printed but is not in scheme {version}. Nearest codes: {names}",
)
UNKNOWN_CODE_ALONE = Message(
    "Perhatian: kode {printed} tercetak, tetapi tidak ada dalam skema {version}. Kode terdekat: tidak ada",
    "Take note: code {printed} is printed but is not in scheme {version}. Nearest codes: none",
)
NEAREST = Message("diusulkan {code}, kode terdekat", "{code} is proposed, the nearest code")
CODE_OF_KIND = Message("{kind} diberi kode {code} ({name})", "a paper of the kind “{kind}” gets the code {code} ({name})")
BY_TITLE = Message(
    "tidak ada kode tercetak; kata-kata judul paling dekat dengan {code} ({name})",
    "no code is printed; the words of the title are nearest to {code} ({name})",
)
BY_KIND = Message(
    "tidak ada kode tercetak; {kind} biasanya di bawah {code} ({name})",
    "no code is printed; a paper of the kind “{kind}” is usually filed under {code} ({name})",
)
BY_TEXT = Message(
    "tidak ada kode tercetak; isi naskah mendekati {code} ({name})",
    "no code is printed; what the paper says is near {code} ({name})",
)
NO_CODE = _said(
    "tidak ada kode tercetak, dan kata-katanya tidak cocok dengan nama kode mana pun",
    "no code is printed, and its words fit the name of no code",
)
PROPOSED_EXEMPT = Message(
    "kode {code} diusulkan dikecualikan; perlu uji konsekuensi", "code {code} is proposed as exempt; it needs a consequence test"
)
CATEGORY_OF_CODE = Message("kategori bawaan kode {code} dalam skema", "the category that the scheme gives code {code}")
NO_CATEGORY = Message(
    "jadwal tidak memuat kategori untuk {code}; tanpa kategori tidak diumumkan",
    "the schedule has no category for {code}; without a category nothing is made public",
)
CATEGORY_UNKNOWN = _said(
    "kode belum diketahui; tanpa kategori tidak diumumkan",
    "the code is not known yet; without a category nothing is made public",
)
POLICIES = _said(
    "kebijakan badan publik tersedia setiap saat (UU 14/2008 Pasal 11)",
    "policies of a public body are available at any time (UU 14/2008 Article 11)",
)
DECISIONS = _said(
    "keputusan badan publik tersedia setiap saat (UU 14/2008 Pasal 11)",
    "decisions of a public body are available at any time (UU 14/2008 Article 11)",
)
PROCEDURES = _said(
    "prosedur kerja pelayanan tersedia setiap saat (UU 14/2008 Pasal 11)",
    "working procedures of services are available at any time (UU 14/2008 Article 11)",
)
STATED_NATURE = Message("sifat surat: {nature}", "the letter's nature (sifat): {nature}")
ACCESS_UNKNOWN = _said(
    "kode belum diketahui; tidak ada sifat surat yang menaikkan tingkat akses",
    "the code is not known yet; no nature of the letter raises the access level",
)
ACCESS_OF_CODE = Message("tingkat akses bawaan kode {code} dalam skema", "the access level that the scheme gives code {code}")
UNIT_IN_NUMBER = Message("kode subbagian {unit} tercetak pada nomor", "the code of subdivision {unit} is printed in the number")
UNIT_UNKNOWN = _said(
    "kode belum diketahui, jadi unit yang menguasai belum dapat diusulkan",
    "the code is not known yet, so no holding unit can be proposed",
)
UNIT_OF_CODE = Message(
    "urusan kode {code} lazimnya di subbagian {unit}", "matters of code {code} are usually those of subdivision {unit}"
)
NO_UNIT = Message("tidak ada subbagian yang lazim untuk kode {code}", "no subdivision is usual for code {code}")

"""The reasons for what was found on a paper, in both languages; those for its class are in ``class_reasons``.

Words in “…” are quoted from the paper and stay as printed. A reason lies in ``record.json`` as its text, with its key and values.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.language.phrases import BilingualText, Message

Ending = Callable[..., BilingualText]
"""How a reason goes on; it takes what was said so far as ``why``."""


def plain_reason(indonesian: str, english: str, *, key: str) -> BilingualText:
    """A reason without places for values."""
    return Message(indonesian, english, key=key)()


# --- Found, and not sure enough ---------------------------------------------------------------------------------------------------

NO_TEXT = plain_reason("naskah tidak memuat teks", "the paper holds no text", key="reason.no_text")
EMPTY_PAPER = plain_reason("naskah kosong", "the paper is empty", key="reason.empty_paper")
DOUBTED = Message(
    "terbaca “{shown}”, tetapi kurang meyakinkan; dikosongkan",
    "read as “{shown}”, but not surely enough; left empty",
    key="reason.doubted",
)
AFTER_WORD = Message("tercetak setelah kata “{word}”", "printed after the word “{word}”", key="reason.after_word")
NO_WORD = Message(
    "tidak ada kata “{word}” di kepala naskah", "the word “{word}” is not in the head of the paper", key="reason.no_word"
)
FROM_FILE_NAME = Message("{why}; diambil dari nama file", "{why}; taken from the file's name", key="reason.from_file_name")

# --- The number -------------------------------------------------------------------------------------------------------------------

NO_NUMBER = plain_reason(
    "tidak ada nomor yang terbaca pada kepala naskah", "no number could be read in the head of the paper", key="reason.no_number"
)
NUMBER_LEFT_OPEN = plain_reason(
    "nomor urut dikosongkan; sisanya tercetak pada nomor",
    "the running number was left open; the rest is printed in the number",
    key="reason.number_left_open",
)
MENDED = Message("{why}, huruf yang salah terbaca diperbaiki", "{why}, misread letters mended", key="reason.mended")
AGREES_WITH_NAME = Message("{why}; sama dengan nama filenya", "{why}; the file's name says the same", key="reason.agrees_with_name")
AGREES = Message("{why}; sama dengan yang tercetak pada lampirannya", "{why}; printed alike over its appendix", key="reason.agrees")
DIFFERS = Message(
    "{why}; di tempat lain pada naskah terbaca {number}", "{why}; elsewhere the paper reads {number}", key="reason.differs"
)
DIFFERS_FROM_NAME = Message(
    "{why}; nama filenya menyebut {number}",
    "{why}; the file's name says {number}",
    key="reason.differs_from_name",
)
CODE_IN_NUMBER = Message("kode {code} tercetak pada nomor", "code {code} is printed in the number", key="reason.code_in_number")
NO_CODE_IN_FORM = plain_reason(
    "bentuk nomor ini tidak memuat kode klasifikasi",
    "a number of this form has no classification code",
    key="reason.no_code_in_form",
)
NO_CODE_READ = plain_reason(
    "tidak ada kode klasifikasi yang terbaca pada nomor",
    "no classification code could be read in the number",
    key="reason.no_code_read",
)
PARTS = {
    "running": Message("nomor urut {value} pada nomor", "running number {value} in the number", key="reason.parts.running"),
    "region": Message("kode wilayah {value} pada nomor", "region code {value} in the number", key="reason.parts.region"),
    "year": Message("tahun {value} pada nomor", "year {value} in the number", key="reason.parts.year"),
}
NO_PARTS = {
    "running": plain_reason(
        "nomor urut tidak terbaca atau tidak ada pada nomor",
        "no running number could be read in the number",
        key="reason.no_parts.running",
    ),
    "region": plain_reason(
        "kode wilayah tidak terbaca atau tidak ada pada nomor",
        "no region code could be read in the number",
        key="reason.no_parts.region",
    ),
    "year": plain_reason(
        "tahun tidak terbaca atau tidak ada pada nomor", "no year could be read in the number", key="reason.no_parts.year"
    ),
}

# --- Head, addressee, signature ---------------------------------------------------------------------------------------------------

NATURE = Message("tercetak setelah kata “Sifat”: {nature}", "printed after the word “Sifat”: {nature}", key="reason.nature")
SECRET_STAMP = plain_reason(
    "cap atau tulisan RAHASIA di kepala naskah", "a stamp or the word RAHASIA in the head of the paper", key="reason.secret_stamp"
)
NO_LETTERHEAD = plain_reason("kepala surat tidak terbaca", "the letterhead could not be read", key="reason.no_letterhead")
LETTERHEAD = plain_reason("tercetak pada kepala surat", "printed in the letterhead", key="reason.letterhead")
NO_ADDRESSEE = plain_reason("tidak ada “Yth.” atau “Kepada”", "there is no “Yth.” or “Kepada”", key="reason.no_addressee")
ADDRESSEE_UNREAD = plain_reason(
    "nama tujuan setelah “Yth.” tidak terbaca", "the addressee after “Yth.” could not be read", key="reason.addressee_unread"
)
ADDRESSEE = plain_reason("tercetak setelah “Yth.”", "printed after “Yth.”", key="reason.addressee")
NO_COPIES = plain_reason("tidak ada daftar tembusan", "there is no list of copies", key="reason.no_copies")
COPIES = plain_reason("tercetak di bawah “Tembusan”", "printed below “Tembusan”", key="reason.copies")
NO_SIGNATORY = plain_reason(
    "jabatan penanda tangan tidak terbaca", "the signatory's position could not be read", key="reason.no_signatory"
)
APPROVED_BY = plain_reason("tercetak setelah “Disahkan Oleh”", "printed after “Disahkan Oleh”", key="reason.approved_by")
FIRST_SIGNATORY = plain_reason("jabatan penanda tangan pertama", "the position of who signed first", key="reason.first_signatory")
SIGNATORY = plain_reason("jabatan di atas nama penanda tangan", "the position above the signatory's name", key="reason.signatory")

# --- The date and its place -------------------------------------------------------------------------------------------------------

NO_DATE = plain_reason("tidak ada tanggal yang terbaca", "no date could be read", key="reason.no_date")
DAY_LEFT_OPEN = Message(
    "hari pada tanggal dikosongkan; hanya bulan dan tahun yang tercetak ({month})",
    "the day was left open; only month and year are printed ({month})",
    key="reason.day_left_open",
)
OTHER_DATE = Message(
    "ada tanggal {date}, tetapi bukan pada tempat tanggal penandatanganan",
    "there is the date {date}, but not where the signing date stands",
    key="reason.other_date",
)
ON_THIS_DAY = Message("tanggal “Pada hari ini …”: {date}", "the date of “Pada hari ini …”: {date}", key="reason.on_this_day")
RECEIVED = Message("tanggal pada cap terima: {date}", "the date of a receipt stamp: {date}", key="reason.received")
DATE_TO_COME = Message(
    "Perhatian: tanggal {date} tercetak, tetapi masih jauh sesudah naskah ini diterima; isi tanggalnya bila Anda tahu",
    "Take note: the date {date} is printed, but it is long after this paper came in; fill in the date if you know it",
    key="reason.date_to_come",
)
SOP_DATE = Message("tercetak setelah “Tanggal {word}”: {date}", "printed after “Tanggal {word}”: {date}", key="reason.sop_date")
PROMULGATED = Message("tanggal pengundangan: {date}", "the date of promulgation: {date}", key="reason.promulgated")
SET_ON = Message(
    "tercetak setelah “pada tanggal” di bawah naskah: {date}",
    "printed after “pada tanggal” below the text: {date}",
    key="reason.set_on",
)
PLACE_AND_DATE = Message(
    "tercetak pada baris tempat dan tanggal: {date}", "printed in the line of place and date: {date}", key="reason.place_and_date"
)
ABOVE_SIGNATURE = Message(
    "tercetak di atas tanda tangan: {date}", "printed above the signature: {date}", key="reason.above_signature"
)
DATE_IN_HEAD = Message(
    "tercetak setelah kata “Tanggal” di kepala naskah: {date}",
    "printed after the word “Tanggal” in the head of the paper: {date}",
    key="reason.date_in_head",
)
ON_DATE = Message("tercetak setelah “pada tanggal”: {date}", "printed after “pada tanggal”: {date}", key="reason.on_date")
DATE_ROW = Message("tercetak setelah “Date”: {date}", "printed after “Date”: {date}", key="reason.date_row")
DAY_FIRST = Message(
    "hari dianggap tercetak sebelum bulan: {date}; surat berbahasa Inggris dapat menulisnya terbalik",
    "taken with the day before the month: {date}; a letter in English may have it the other way round",
    key="reason.day_first",
)
DAY_AND_DATE = Message("tercetak setelah “Hari/Tanggal”: {date}", "printed after “Hari/Tanggal”: {date}", key="reason.day_and_date")
REFERRED_TO = Message(
    "tanggal yang dirujuk di dalam naskah: {date}", "a date that the text refers to: {date}", key="reason.referred_to"
)
ALONE_IN_HEAD = Message(
    "tercetak sendiri di kepala naskah: {date}", "printed alone in the head of the paper: {date}", key="reason.alone_in_head"
)
WITH_PLACE = Message("tercetak bersama nama tempat: {date}", "printed with the name of a place: {date}", key="reason.with_place")
IN_TEXT = Message("tanggal di dalam naskah: {date}", "a date in the text: {date}", key="reason.in_text")
AFTER_WORDS = Message("tercetak setelah “{words}”", "printed after “{words}”", key="reason.after_words")
BEFORE_DATE = plain_reason("tercetak di depan tanggal", "printed before the date", key="reason.before_date")
NO_PLACE = plain_reason("tempat tidak tercetak bersama tanggal", "no place is printed with the date", key="reason.no_place")
SEAT_OF_OFFICE = Message(
    "{why}; diambil tempat kedudukan kantor", "{why}; the seat of the office is taken", key="reason.seat_of_office"
)

# --- The subject ------------------------------------------------------------------------------------------------------------------

NO_HAL = plain_reason(
    "tidak ada kata “Hal” atau “Perihal” di kepala naskah",
    "neither “Hal” nor “Perihal” is in the head of the paper",
    key="reason.no_hal",
)
HAL_UNREAD = plain_reason("isi “Hal” tidak terbaca", "what “Hal” says could not be read", key="reason.hal_unread")
HAL = plain_reason("tercetak setelah kata “Hal” atau “Perihal”", "printed after the word “Hal” or “Perihal”", key="reason.hal")
TENTANG = AFTER_WORD(word="TENTANG")
NO_TENTANG = plain_reason("tidak ada kata “TENTANG”", "there is no word “TENTANG”", key="reason.no_tentang")
NO_TITLE = plain_reason("judul naskah tidak terbaca", "the paper's title could not be read", key="reason.no_title")
KIND_ALONE = plain_reason("judul hanya menyebut jenis naskah", "the title only names the kind of paper", key="reason.kind_alone")
IN_TITLE = plain_reason("tercetak pada judul naskah", "printed in the paper's title", key="reason.in_title")
TITLE_INSTEAD = plain_reason(
    "naskah ini tidak menyebut hal; diambil dari judulnya",
    "this paper states no subject; taken from its title",
    key="reason.title_instead",
)
FIRST_LINE = plain_reason(
    "tidak ada Hal, TENTANG, atau judul; ini baris pertama yang berisi",
    "there is no Hal, TENTANG or title; this is the first line that says something",
    key="reason.first_line",
)
NO_SUBJECT = plain_reason(
    "tidak ada Hal, TENTANG, atau judul yang terbaca", "no Hal, TENTANG or title could be read", key="reason.no_subject"
)

# --- The kind of paper ------------------------------------------------------------------------------------------------------------

HEADING_AGAINST_CODE = Message(
    "judul “{name}” dan kode jenis {code} pada nomor tidak sama",
    "the title “{name}” and the type code {code} in the number differ",
    key="reason.heading_against_code",
)
TYPE_IN_NUMBER = Message("kode jenis {code} pada nomor", "type code {code} in the number", key="reason.type_in_number")
HEADING = plain_reason("judul naskah di kepala surat", "the title in the head of the paper", key="reason.heading")
FORM_OF_DECISION = plain_reason(
    "bentuk nomor keputusan (Kpts)", "the form of a decision's number (Kpts)", key="reason.form_of_decision"
)
INVITES = plain_reason(
    "susunan surat dengan hal yang berbunyi undangan", "built as a letter, with the subject of an invitation", key="reason.invites"
)
SUBJECT_AND_CODE = Message(
    "hal berbunyi demikian, dan kode jenis pada nomor terbaca {code}",
    "the subject says so, and the type code in the number reads {code}",
    key="reason.subject_and_code",
)
LETTER = plain_reason(
    "susunan surat: Nomor, Hal, dan alamat tujuan", "built as a letter: Nomor, Hal and an addressee", key="reason.letter"
)
ENGLISH_LETTER = plain_reason(
    "susunan surat berbahasa Inggris: Ref, Subject, atau sapaan dan penutup",
    "built as a letter in English: Ref, Subject, or a greeting and a close",
    key="reason.english_letter",
)
NO_KIND = plain_reason(
    "tidak ada judul naskah, kode jenis, atau kepala surat yang dikenali",
    "no title, type code or letterhead that is known",
    key="reason.no_kind",
)
TYPE_CODE = Message("kode jenis untuk {kind}", "the type code of “{kind}”", key="reason.type_code")
NO_TYPE_CODE = Message(
    "{kind} tidak memakai kode jenis naskah", "a paper of the kind “{kind}” has no type code", key="reason.no_type_code"
)

"""Names of file formats in both languages, and advice for formats that are not read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language.phrases import BilingualText, Message

READABLE_KINDS = Message("PDF, gambar (JPEG, PNG, TIFF), docx, atau teks", "a PDF, a picture (JPEG, PNG, TIFF), docx or text")()
PDF = Message("PDF", "a PDF")()
DOCX = Message("dokumen docx", "a docx document")()
TEXT = Message("teks", "text")()


def picture(name: str) -> BilingualText:
    """What a clerk calls a picture of the format of this name."""
    return Message(f"gambar {name}", f"a {name} picture")()


@dataclass(frozen=True)
class Unread:
    """A kind of file that is not read: what a clerk calls it, and what helps."""

    name: BilingualText
    advice: BilingualText


def _unread(name: str, english: str, advice: BilingualText, *earlier: str) -> Unread:
    return Unread(Message(name, english, earlier=earlier)(), advice)


AS_PDF = Message("Simpan sebagai PDF, lalu masukkan PDF-nya.", "Save it as a PDF and hand that in.")()
AS_DOCX = Message("Buka, simpan sebagai .docx atau PDF, lalu masukkan.", "Open it, save it as .docx or PDF, and hand that in.")()
UNPACK = Message(
    "Ekstrak dulu, lalu masukkan isinya satu per satu.",
    "Unpack it and hand in what it holds, one by one.",
    earlier=("Buka arsipnya, lalu masukkan isinya satu per satu.",),
)()
AS_JPEG = Message("Simpan sebagai JPEG atau PDF, lalu masukkan.", "Save it as JPEG or PDF and hand that in.")()
NO_PAPER = Message("Ini bukan naskah; masukkan naskahnya saja.", "This is not a paper; hand in the paper alone.")()
TYPED_OUT = Message(
    "Buat notula atau transkripnya, lalu masukkan sebagai naskah.", "Write minutes or a transcript and hand that in as a paper."
)()
PRINT_MAIL = Message(
    "Cetak suratnya ke PDF dan simpan lampirannya, lalu masukkan.", "Print the mail to PDF, save its attachments, and hand them in."
)()
THE_FILE_ITSELF = Message("Masukkan file aslinya.", "Hand in the file itself.", earlier=("Masukkan berkas aslinya.",))()

OLD_WORD = _unread("Word lama, .doc", "old Word, .doc", AS_DOCX)
OLD_EXCEL = _unread("Excel lama, .xls", "old Excel, .xls", AS_PDF)
OLD_POWERPOINT = _unread("PowerPoint lama, .ppt", "old PowerPoint, .ppt", AS_PDF)
OLD_OFFICE = _unread("dokumen Office lama", "an old Office document", AS_PDF)
EXCEL = _unread("lembar kerja Excel, .xlsx", "an Excel workbook, .xlsx", AS_PDF)
POWERPOINT = _unread("salindia PowerPoint, .pptx", "PowerPoint slides, .pptx", AS_PDF)
VISIO = _unread("gambar Visio, .vsdx", "a Visio drawing, .vsdx", AS_PDF)
PUBLISHER = _unread("dokumen Publisher, .pub", "a Publisher document, .pub", AS_PDF)
ODT = _unread("teks LibreOffice, .odt", "a LibreOffice text, .odt", AS_DOCX)
ODS = _unread("lembar kerja LibreOffice, .ods", "a LibreOffice spreadsheet, .ods", AS_PDF)
ODP = _unread("salindia LibreOffice, .odp", "LibreOffice slides, .odp", AS_PDF)
ODG = _unread("gambar LibreOffice, .odg", "a LibreOffice drawing, .odg", AS_PDF)
RTF = _unread("teks RTF, .rtf", "an RTF text, .rtf", AS_DOCX)
EPUB = _unread("buku elektronik, .epub", "an e-book, .epub", AS_PDF)
WEB_PAGE = _unread("halaman web, .html", "a web page, .html", AS_PDF)
MAIL = _unread("surat elektronik, .eml atau .msg", "an e-mail, .eml or .msg", PRINT_MAIL)
DATA = _unread("data XML atau JSON", "XML or JSON data", AS_PDF)
ARCHIVE = _unread(
    "file terkompresi, misalnya .zip", "a compressed archive, .zip for example", UNPACK, "arsip terkompresi, misalnya .zip"
)
DRAWING = _unread("gambar teknik, .dwg", "a technical drawing, .dwg", AS_PDF)
FILM = _unread("video, misalnya .mp4", "a video, .mp4 for example", TYPED_OUT)
SOUND = _unread("rekaman suara, misalnya .mp3", "a sound recording, .mp3 for example", TYPED_OUT)
HEIF = _unread("foto iPhone, .heic", "an iPhone photograph, .heic", AS_JPEG)
AVIF = _unread("gambar AVIF, .avif", "an AVIF picture, .avif", AS_JPEG)
OTHER_PICTURE = _unread("gambar dari program lain", "a picture of another program", AS_JPEG)
DJVU = _unread("pindaian DjVu, .djvu", "a DjVu scan, .djvu", AS_PDF)
POSTSCRIPT = _unread("PostScript, .ps", "PostScript, .ps", AS_PDF)
PROGRAM = _unread("program komputer", "a computer program", NO_PAPER)
DATABASE = _unread("basis data, misalnya .mdb", "a database, .mdb for example", AS_PDF)
SHORTCUT = _unread("pintasan Windows, .lnk", "a Windows shortcut, .lnk", THE_FILE_ITSELF)

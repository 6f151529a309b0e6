"""Names of file formats in both languages, and advice for formats that are not read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language.phrases import BilingualText, Message

READABLE_KINDS = Message(
    "PDF, gambar (JPEG, PNG, TIFF), docx, atau teks",
    "a PDF, a picture (JPEG, PNG, TIFF), docx or text",
    key="format.readable_kinds",
)()
PDF = Message("PDF", "a PDF", key="format.pdf")()
DOCX = Message("dokumen docx", "a docx document", key="format.docx")()
TEXT = Message("teks", "text", key="format.text")()

PICTURE = Message("gambar {name}", "a {name} picture", key="format.picture")


def picture(name: str) -> BilingualText:
    """What a clerk calls a picture of the format of this name."""
    return PICTURE(name=name)


@dataclass(frozen=True)
class Unread:
    """A kind of file that is not read: what a clerk calls it, and what helps."""

    name: BilingualText
    advice: BilingualText


def _unread(name: str, english: str, advice: BilingualText, *, key: str) -> Unread:
    return Unread(Message(name, english, key=key)(), advice)


AS_PDF = Message("Simpan sebagai PDF, lalu masukkan PDF-nya.", "Save it as a PDF and hand that in.", key="format.as_pdf")()
AS_DOCX = Message(
    "Buka, simpan sebagai .docx atau PDF, lalu masukkan.",
    "Open it, save it as .docx or PDF, and hand that in.",
    key="format.as_docx",
)()
UNPACK = Message(
    "Ekstrak dulu, lalu masukkan isinya satu per satu.",
    "Unpack it and hand in what it holds, one by one.",
    key="format.unpack",
)()
AS_JPEG = Message(
    "Simpan sebagai JPEG atau PDF, lalu masukkan.", "Save it as JPEG or PDF and hand that in.", key="format.as_jpeg"
)()
NO_PAPER = Message(
    "Ini bukan naskah; masukkan naskahnya saja.", "This is not a paper; hand in the paper alone.", key="format.no_paper"
)()
TYPED_OUT = Message(
    "Buat notula atau transkripnya, lalu masukkan sebagai naskah.",
    "Write minutes or a transcript and hand that in as a paper.",
    key="format.typed_out",
)()
PRINT_MAIL = Message(
    "Cetak suratnya ke PDF dan simpan lampirannya, lalu masukkan.",
    "Print the mail to PDF, save its attachments, and hand them in.",
    key="format.print_mail",
)()
THE_FILE_ITSELF = Message("Masukkan file aslinya.", "Hand in the file itself.", key="format.the_file_itself")()

OLD_WORD = _unread("Word lama, .doc", "old Word, .doc", AS_DOCX, key="format.old_word")
OLD_EXCEL = _unread("Excel lama, .xls", "old Excel, .xls", AS_PDF, key="format.old_excel")
OLD_POWERPOINT = _unread("PowerPoint lama, .ppt", "old PowerPoint, .ppt", AS_PDF, key="format.old_powerpoint")
OLD_OFFICE = _unread("dokumen Office lama", "an old Office document", AS_PDF, key="format.old_office")
EXCEL = _unread("lembar kerja Excel, .xlsx", "an Excel workbook, .xlsx", AS_PDF, key="format.excel")
POWERPOINT = _unread("salindia PowerPoint, .pptx", "PowerPoint slides, .pptx", AS_PDF, key="format.powerpoint")
VISIO = _unread("gambar Visio, .vsdx", "a Visio drawing, .vsdx", AS_PDF, key="format.visio")
PUBLISHER = _unread("dokumen Publisher, .pub", "a Publisher document, .pub", AS_PDF, key="format.publisher")
ODT = _unread("teks LibreOffice, .odt", "a LibreOffice text, .odt", AS_DOCX, key="format.odt")
ODS = _unread("lembar kerja LibreOffice, .ods", "a LibreOffice spreadsheet, .ods", AS_PDF, key="format.ods")
ODP = _unread("salindia LibreOffice, .odp", "LibreOffice slides, .odp", AS_PDF, key="format.odp")
ODG = _unread("gambar LibreOffice, .odg", "a LibreOffice drawing, .odg", AS_PDF, key="format.odg")
RTF = _unread("teks RTF, .rtf", "an RTF text, .rtf", AS_DOCX, key="format.rtf")
EPUB = _unread("buku elektronik, .epub", "an e-book, .epub", AS_PDF, key="format.epub")
WEB_PAGE = _unread("halaman web, .html", "a web page, .html", AS_PDF, key="format.web_page")
MAIL = _unread("surat elektronik, .eml atau .msg", "an e-mail, .eml or .msg", PRINT_MAIL, key="format.mail")
DATA = _unread("data XML atau JSON", "XML or JSON data", AS_PDF, key="format.data")
ARCHIVE = _unread("file terkompresi, misalnya .zip", "a compressed archive, .zip for example", UNPACK, key="format.archive")
DRAWING = _unread("gambar teknik, .dwg", "a technical drawing, .dwg", AS_PDF, key="format.drawing")
FILM = _unread("video, misalnya .mp4", "a video, .mp4 for example", TYPED_OUT, key="format.film")
SOUND = _unread("rekaman suara, misalnya .mp3", "a sound recording, .mp3 for example", TYPED_OUT, key="format.sound")
HEIF = _unread("foto iPhone, .heic", "an iPhone photograph, .heic", AS_JPEG, key="format.heif")
AVIF = _unread("gambar AVIF, .avif", "an AVIF picture, .avif", AS_JPEG, key="format.avif")
OTHER_PICTURE = _unread("gambar dari program lain", "a picture of another program", AS_JPEG, key="format.other_picture")
DJVU = _unread("pindaian DjVu, .djvu", "a DjVu scan, .djvu", AS_PDF, key="format.djvu")
POSTSCRIPT = _unread("PostScript, .ps", "PostScript, .ps", AS_PDF, key="format.postscript")
PROGRAM = _unread("program komputer", "a computer program", NO_PAPER, key="format.program")
DATABASE = _unread("basis data, misalnya .mdb", "a database, .mdb for example", AS_PDF, key="format.database")
SHORTCUT = _unread("pintasan Windows, .lnk", "a Windows shortcut, .lnk", THE_FILE_ITSELF, key="format.shortcut")

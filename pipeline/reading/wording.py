"""Why a file or a page could not be read, in both languages. Such a sentence is stored with the record that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.failures import Clause, Phrase

UNREAD_PAGE = Phrase("Halaman {number} tidak terbaca. {why}", "Page {number} could not be read. {why}")

# --- What lies over a page of a PDF, or inside the file --------------------------------------------------------------------------

COMMENTS = Phrase(
    "{count} komentar menempel pada halaman ini dan tidak masuk ke teksnya: {said}.",
    "{count} comments are stuck on this page and are not part of its text: {said}.",
)
ATTACHED = Phrase(
    "PDF ini membawa {count} berkas lampiran yang belum dibaca: {names}. Simpan keluar dari PDF-nya, lalu masukkan sendiri.",
    "This PDF carries {count} attached files that have not been read: {names}. Save them out of the PDF and hand them in.",
)
PORTFOLIO = Phrase(
    "PDF ini portofolio: halamannya hanya sampul, suratnya ada di dalam {count} berkas yang belum dibaca: {names}. "
    "Simpan keluar dari PDF-nya, lalu masukkan sendiri.",
    "This PDF is a portfolio: its page is only a cover, the papers are in {count} files that have not been read: {names}. "
    "Save them out of the PDF and hand them in.",
)
KILOBYTES = Phrase("{size} KB", "{size} KB", stored=False)
UNMAPPED = Phrase(
    "{count} baris memakai huruf yang tidak dikenali; baris itu dibaca dari gambarnya.",
    "{count} lines use a font that does not say its letters; those lines were read off the picture.",
)
STILL_UNMAPPED = Phrase(
    "{count} baris memakai huruf yang tidak dikenali dan tidak terbaca dari gambarnya.",
    "{count} lines use a font that does not say its letters and could not be read off the picture.",
)

# --- Over a limit -----------------------------------------------------------------------------------------------------------------

MEMORY = Phrase("memori", "memory")()
PIXELS = Phrase(
    "gambar {width} × {height} piksel; paling banyak {most} juta piksel",
    "a picture of {width} × {height} pixels; {most} million pixels at most",
)
PAGES = Phrase("{count} halaman; paling banyak {most}", "{count} pages; {most} at most")
BYTES = Phrase("{size} MiB; paling besar {most} MiB", "{size} MiB; {most} MiB at most")
LETTERS = Phrase("lebih dari {most} huruf", "more than {most} characters")
DOCX_PARTS = Phrase("{count} bagian di dalam berkas docx", "{count} parts in the docx file")
DOCX_BYTES = Phrase("isi docx lebih dari {most} MiB setelah dibuka", "more than {most} MiB in the docx once it is unpacked")
DOCX_BOMB = Phrase("bagian docx yang dimampatkan tidak wajar", "a part of the docx that is compressed beyond reason")()

# --- Not the kind that it claims to be --------------------------------------------------------------------------------------------

READABLE_KINDS = Phrase("PDF, gambar (JPEG, PNG, TIFF), docx, atau teks", "a PDF, a picture (JPEG, PNG, TIFF), docx or text")()
PDF = Phrase("PDF", "a PDF")()
DOCX = Phrase("dokumen docx", "a docx document")()
PICTURES = {
    name: Phrase(f"gambar {name}", f"a {name} picture")() for name in ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WebP", "JPEG 2000")
}

# --- Kinds that are not read, and what to do --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Unread:
    """A kind of file that is not read: what a clerk calls it, and what helps."""

    name: Clause
    advice: Clause


def _unread(name: str, english: str, advice: Clause) -> Unread:
    return Unread(Phrase(name, english)(), advice)


AS_PDF = Phrase("Simpan sebagai PDF, lalu masukkan PDF-nya.", "Save it as a PDF and hand that in.")()
AS_DOCX = Phrase("Buka, simpan sebagai .docx atau PDF, lalu masukkan.", "Open it, save it as .docx or PDF, and hand that in.")()
UNPACK = Phrase("Buka arsipnya, lalu masukkan isinya satu per satu.", "Unpack it and hand in what it holds, one by one.")()
AS_JPEG = Phrase("Simpan sebagai JPEG atau PDF, lalu masukkan.", "Save it as JPEG or PDF and hand that in.")()
NO_PAPER = Phrase("Ini bukan naskah; masukkan naskahnya saja.", "This is not a paper; hand in the paper alone.")()
TYPED_OUT = Phrase(
    "Buat notula atau transkripnya, lalu masukkan sebagai naskah.", "Write minutes or a transcript and hand that in as a paper."
)()
PRINT_MAIL = Phrase(
    "Cetak suratnya ke PDF dan simpan lampirannya, lalu masukkan.", "Print the mail to PDF, save its attachments, and hand them in."
)()
THE_FILE_ITSELF = Phrase("Masukkan berkas aslinya.", "Hand in the file itself.")()

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
ARCHIVE = _unread("arsip terkompresi, misalnya .zip", "a compressed archive, .zip for example", UNPACK)
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

# --- Inside a Word document -------------------------------------------------------------------------------------------------------

PASTED_READ = Phrase(
    "{words} kata dibaca dari {count} gambar di dalam dokumen ini.",
    "{words} words were read off {count} pictures in this document.",
)
PASTED_UNREAD = Phrase(
    "Sebuah gambar di dalam dokumen ini tidak terbaca. {why}", "A picture in this document could not be read. {why}"
)
PASTED_FORM = Phrase(
    "Sebuah gambar di dalam dokumen ini tidak dapat dibaca (jenis {kind}).",
    "A picture in this document cannot be read (kind {kind}).",
)
PICTURE_DAMAGED = Phrase("Sebuah gambar di dalam dokumen ini rusak.", "A picture in this document is damaged.")()
PICTURE_ELSEWHERE = Phrase("Sebuah gambar tidak tersimpan di dalam dokumen ini.", "A picture is not stored inside this document.")()
PART_DAMAGED = Phrase("Satu bagian dokumen ini rusak dan tidak terbaca.", "A part of this document is damaged and was not read.")()
PART_MISSING = Phrase("Satu bagian dokumen ini tidak ada di dalam berkasnya.", "A part of this document is not in its file.")()
EMBEDDED = Phrase(
    "Di dalam dokumen ini tertanam {what}; isinya tidak dibaca.", "Embedded in this document: {what}. Its content was not read."
)
WORD_COMMENTS = Phrase("{count} komentar di tepi dokumen ini tidak dibaca.", "{count} comments beside this document were not read.")

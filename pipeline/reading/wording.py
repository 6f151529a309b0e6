"""What is said of a file or a page, read or unread, in both languages. It is stored with the record that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.failures import Clause, Phrase

UNREAD_PAGE = Phrase("Halaman {number} tidak terbaca. {why}", "Page {number} could not be read. {why}")

# --- How a page was read ----------------------------------------------------------------------------------------------------------

HARD = Phrase(
    "Halaman ini sulit dibaca; periksa teksnya dengan gambarnya.", "This page was hard to read; check its text against its picture."
)
UNREAD_LINES = Phrase("{count} baris pada halaman ini tidak terbaca.", "Lines on this page that could not be read: {count}.")
NO_TEXT = Phrase(
    "Tidak ada teks yang terbaca pada halaman ini; mungkin kosong.", "No text could be read on this page; it may be blank."
)
FAULTS = {
    "cahaya tidak rata": "uneven light",
    "cetakan pudar": "faint print",
    "berbintik": "grain",
    "berlatar kelabu": "grey background",
    "miring": "skewed",
    "baris melengkung": "bent lines",
    "rebah": "lying on its side",
    "terbalik": "upside down",
    "bercap warna": "coloured stamp",
    "negatif": "negative",
    "resolusi rendah": "low resolution",
    "kabur": "blurred",
    "garis melintang": "lines across the print",
    "cap atau noda kelabu": "a grey stamp or stain",
    "raster kasar": "a coarse raster",
    "sulit dibaca": "hard to read",
}
"""What can be wrong with a page's picture."""
MENDED = Phrase(
    "Gambar diperbaiki sebelum dibaca: {faults}.", "The picture was mended before it was read: {faults}.", listed=FAULTS
)
AS_ASKED = Phrase("Halaman dibaca dari gambarnya karena diminta.", "The page was read off its picture, as asked.")
NO_LAYER = Phrase("Halaman tidak memuat teks; dibaca dari gambarnya.", "The page holds no text; it was read off its picture.")
STAMPED = Phrase(
    "Halaman hasil pindai dengan {count} kata tempelan; dibaca dari gambarnya.",
    "A scan with {count} words put on it; it was read off its picture.",
)
PICTURE_TOO_LARGE = Phrase(
    "Gambar di halaman ini terlalu besar untuk dibaca; hanya lapisan teksnya yang diambil.",
    "The picture on this page is too large to be read; only its text layer was taken.",
)
LAYER_FITS = Phrase(
    "Halaman hasil pindai dengan lapisan teks yang baik; lapisan itu dipakai.", "A scan with a good text layer, which was taken."
)
LAYER_OFF = Phrase(
    "Hanya {share} % kata lapisan teks terletak pada cetakan; halaman dibaca dari gambarnya.",
    "Only {share} % of the words of the text layer lie on print; the page was read off its picture.",
)
LAYER_SAME = Phrase(
    "Lapisan teks dipakai: isinya sama dengan gambarnya ({share} %), letaknya kurang tepat.",
    "The text layer was taken: it says what the picture says ({share} %), but its words lie a little off.",
)
LAYER_BAD = Phrase("Teks PDF ini tampak rusak; gambarnya yang dibaca.", "The text of this PDF looks broken; its picture was read.")
LAYER_KEPT = Phrase(
    "Teks halaman ini tampak rusak, dan gambarnya terbaca lebih buruk; periksa teksnya dengan gambarnya.",
    "The text of this page looks broken, and its picture reads worse; check its text against its picture.",
)
CROWDED = Phrase(
    "Halaman ini memuat {count} huruf, lebih dari yang wajar; letak kata tidak dicatat.",
    "This page holds {count} characters, more than is usual; where its words lie was not noted.",
)
INSET = Phrase(
    "{count} kata dibaca dari gambar yang tertempel di halaman.", "{count} words were read off pictures put on the page."
)

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
PASTED_HARD = Phrase(
    "Sebuah gambar di dalam dokumen ini sulit dibaca; periksa teksnya dengan gambarnya.",
    "A picture in this document was hard to read; check its text against it.",
)
HIDDEN = Phrase(
    "{count} kata di dalam dokumen ini disembunyikan (tidak tampak di Word); dapat dicari, tetapi tidak masuk ke teksnya: {said}.",
    "{count} words in this document are hidden (Word does not show them); they can be found, but are no part of its text: {said}.",
)
PICTURE_HIDDEN = Phrase(
    "Sebuah gambar di dalam dokumen ini disembunyikan dan tidak dibaca.",
    "A picture in this document is hidden and was not read.",
)()
PICTURE_DAMAGED = Phrase("Sebuah gambar di dalam dokumen ini rusak.", "A picture in this document is damaged.")()
PICTURE_ELSEWHERE = Phrase("Sebuah gambar tidak tersimpan di dalam dokumen ini.", "A picture is not stored inside this document.")()
PART_DAMAGED = Phrase("Satu bagian dokumen ini rusak dan tidak terbaca.", "A part of this document is damaged and was not read.")()
PART_MISSING = Phrase("Satu bagian dokumen ini tidak ada di dalam berkasnya.", "A part of this document is not in its file.")()
EMBEDDED = Phrase(
    "Di dalam dokumen ini tertanam {what}; isinya tidak dibaca.", "Embedded in this document: {what}. Its content was not read."
)
WORD_COMMENTS = Phrase("{count} komentar di tepi dokumen ini tidak dibaca.", "{count} comments beside this document were not read.")

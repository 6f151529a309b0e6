"""Why a file or a page could not be read, in both languages. Such a sentence is stored with the record that it speaks of."""

from __future__ import annotations

from pipeline.failures import Phrase

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
PICTURES = {name: Phrase(f"gambar {name}", f"a {name} picture")() for name in ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WebP")}

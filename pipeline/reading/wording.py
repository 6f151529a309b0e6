"""Why a file or a page could not be read, in both languages. Such a sentence is stored with the record that it speaks of."""

from __future__ import annotations

from pipeline.failures import Phrase

UNREAD_PAGE = Phrase("Halaman {number} tidak terbaca. {why}", "Page {number} could not be read. {why}")

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

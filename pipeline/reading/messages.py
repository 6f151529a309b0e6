"""What is said of a file or a page, read or unread, in both languages. It is stored with the record that it is about."""

from __future__ import annotations

from pipeline.language.phrases import Phrase

UNREAD_PAGE = Phrase("Halaman {number} tidak terbaca. {why}", "Page {number} could not be read. {why}")


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

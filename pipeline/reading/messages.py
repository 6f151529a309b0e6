"""Messages about files and pages, in both languages. They are stored with the record."""

from __future__ import annotations

from pipeline.language.phrases import Message

UNREAD_PAGE = Message("Halaman {number} tidak terbaca. {why}", "Page {number} could not be read. {why}", key="reading.unread_page")


HARD = Message(
    "Halaman ini sulit dibaca; periksa teksnya dengan gambarnya.",
    "This page was hard to read; check its text against its picture.",
    key="reading.hard",
)
UNREAD_LINES = Message(
    "{count} baris pada halaman ini tidak terbaca.",
    "Lines on this page that could not be read: {count}.",
    key="reading.unread_lines",
)
NO_TEXT = Message(
    "Tidak ada teks yang terbaca pada halaman ini; mungkin kosong.",
    "No text could be read on this page; it may be blank.",
    key="reading.no_text",
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
MENDED = Message(
    "Gambar diperbaiki sebelum dibaca: {faults}.",
    "The picture was mended before it was read: {faults}.",
    listed=FAULTS,
    key="reading.mended",
)
AS_ASKED = Message(
    "Halaman dibaca dari gambarnya karena diminta.", "The page was read off its picture, as asked.", key="reading.as_asked"
)
NO_LAYER = Message(
    "Halaman tidak memuat teks; dibaca dari gambarnya.",
    "The page holds no text; it was read off its picture.",
    key="reading.no_layer",
)
STAMPED = Message(
    "Halaman hasil pindai dengan {count} kata tempelan; dibaca dari gambarnya.",
    "A scan with {count} words put on it; it was read off its picture.",
    key="reading.stamped",
)
PICTURE_TOO_LARGE = Message(
    "Gambar di halaman ini terlalu besar untuk dibaca; hanya lapisan teksnya yang diambil.",
    "The picture on this page is too large to be read; only its text layer was taken.",
    key="reading.picture_too_large",
)
LAYER_FITS = Message(
    "Halaman hasil pindai dengan lapisan teks yang baik; lapisan itu dipakai.",
    "A scan with a good text layer, which was taken.",
    key="reading.layer_fits",
)
LAYER_OFF = Message(
    "Hanya {share} % kata lapisan teks terletak pada cetakan; halaman dibaca dari gambarnya.",
    "Only {share} % of the words of the text layer lie on print; the page was read off its picture.",
    key="reading.layer_off",
)
LAYER_SAME = Message(
    "Lapisan teks dipakai: isinya sama dengan gambarnya ({share} %), letaknya kurang tepat.",
    "The text layer was taken: it says what the picture says ({share} %), but its words lie a little off.",
    key="reading.layer_same",
)
LAYER_BAD = Message(
    "Teks PDF ini tampak rusak; gambarnya yang dibaca.",
    "The text of this PDF looks broken; its picture was read.",
    key="reading.layer_bad",
)
LAYER_KEPT = Message(
    "Teks halaman ini tampak rusak, dan gambarnya terbaca lebih buruk; periksa teksnya dengan gambarnya.",
    "The text of this page looks broken, and its picture reads worse; check its text against its picture.",
    key="reading.layer_kept",
)
CROWDED = Message(
    "Halaman ini memuat {count} huruf, lebih dari yang wajar; letak kata tidak dicatat.",
    "This page holds {count} characters, more than is usual; where its words lie was not noted.",
    key="reading.crowded",
)
INSET = Message(
    "{count} kata dibaca dari gambar yang tertempel di halaman.",
    "{count} words were read off pictures put on the page.",
    key="reading.inset",
)


COMMENTS = Message(
    "{count} komentar menempel pada halaman ini dan tidak masuk ke teksnya: {said}.",
    "{count} comments are stuck on this page and are not part of its text: {said}.",
    key="reading.comments",
)
ATTACHED = Message(
    "PDF ini membawa {count} file lampiran yang belum dibaca: {names}. Simpan keluar dari PDF-nya, lalu masukkan sendiri.",
    "This PDF carries {count} attached files that have not been read: {names}. Save them out of the PDF and hand them in.",
    key="reading.attached",
)
PORTFOLIO = Message(
    "PDF ini portofolio: halamannya hanya sampul, suratnya ada di dalam {count} file yang belum dibaca: {names}. "
    "Simpan keluar dari PDF-nya, lalu masukkan sendiri.",
    "This PDF is a portfolio: its page is only a cover, the papers are in {count} files that have not been read: {names}. "
    "Save them out of the PDF and hand them in.",
    key="reading.portfolio",
)
KILOBYTES = Message("{size} KB", "{size} KB", stored=False)
UNMAPPED = Message(
    "{count} baris memakai huruf yang tidak dikenali; baris itu dibaca dari gambarnya.",
    "{count} lines use a font that does not say its letters; those lines were read off the picture.",
    key="reading.unmapped",
)
STILL_UNMAPPED = Message(
    "{count} baris memakai huruf yang tidak dikenali dan tidak terbaca dari gambarnya.",
    "{count} lines use a font that does not say its letters and could not be read off the picture.",
    key="reading.still_unmapped",
)


MEMORY = Message("memori", "memory", key="reading.memory")()
PIXELS = Message(
    "gambar {width} × {height} piksel; paling banyak {most} juta piksel",
    "a picture of {width} × {height} pixels; {most} million pixels at most",
    key="reading.pixels",
)
POINTS = Message(
    "halaman bersisi {side} titik; paling panjang {most}", "a page side of {side} points; {most} at most", key="reading.points"
)
PAGES = Message("{count} halaman; paling banyak {most}", "{count} pages; {most} at most", key="reading.pages")
BYTES = Message("{size} MiB; paling besar {most} MiB", "{size} MiB; {most} MiB at most", key="reading.bytes")
LETTERS = Message("lebih dari {most} huruf", "more than {most} characters", key="reading.letters")
DOCX_PARTS = Message("{count} bagian di dalam file docx", "{count} parts in the docx file", key="reading.docx_parts")
DOCX_BYTES = Message(
    "isi docx lebih dari {most} MiB setelah dibuka",
    "more than {most} MiB in the docx once it is unpacked",
    key="reading.docx_bytes",
)
DOCX_BOMB = Message(
    "bagian docx yang dimampatkan tidak wajar", "a part of the docx that is compressed beyond reason", key="reading.docx_bomb"
)()


PASTED_READ = Message(
    "{words} kata dibaca dari {count} gambar di dalam dokumen ini.",
    "{words} words were read off {count} pictures in this document.",
    key="reading.pasted_read",
)
PASTED_UNREAD = Message(
    "Sebuah gambar di dalam dokumen ini tidak terbaca. {why}",
    "A picture in this document could not be read. {why}",
    key="reading.pasted_unread",
)
PASTED_FORM = Message(
    "Sebuah gambar di dalam dokumen ini tidak dapat dibaca (jenis {kind}).",
    "A picture in this document cannot be read (kind {kind}).",
    key="reading.pasted_form",
)
PASTED_HARD = Message(
    "Sebuah gambar di dalam dokumen ini sulit dibaca; periksa teksnya dengan gambarnya.",
    "A picture in this document was hard to read; check its text against it.",
    key="reading.pasted_hard",
)
HIDDEN = Message(
    "{count} kata di dalam dokumen ini disembunyikan (tidak tampak di Word); dapat dicari, tetapi tidak masuk ke teksnya: {said}.",
    "{count} words in this document are hidden (Word does not show them); they can be found, but are no part of its text: {said}.",
    key="reading.hidden",
)
PICTURE_HIDDEN = Message(
    "Sebuah gambar di dalam dokumen ini disembunyikan dan tidak dibaca.",
    "A picture in this document is hidden and was not read.",
    key="reading.picture_hidden",
)()
PICTURE_DAMAGED = Message(
    "Sebuah gambar di dalam dokumen ini rusak.", "A picture in this document is damaged.", key="reading.picture_damaged"
)()
PICTURE_ELSEWHERE = Message(
    "Sebuah gambar tidak tersimpan di dalam dokumen ini.",
    "A picture is not stored inside this document.",
    key="reading.picture_elsewhere",
)()
PART_DAMAGED = Message(
    "Satu bagian dokumen ini rusak dan tidak terbaca.",
    "A part of this document is damaged and was not read.",
    key="reading.part_damaged",
)()
PART_MISSING = Message(
    "Satu bagian dokumen ini tidak ada di dalam filenya.",
    "A part of this document is not in its file.",
    key="reading.part_missing",
)()
EMBEDDED = Message(
    "Di dalam dokumen ini tertanam {what}; isinya tidak dibaca.",
    "Embedded in this document: {what}. Its content was not read.",
    key="reading.embedded",
)
WORD_COMMENTS = Message(
    "{count} komentar di tepi dokumen ini tidak dibaca.",
    "{count} comments beside this document were not read.",
    key="reading.word_comments",
)

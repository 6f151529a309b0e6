"""How sentences were worded in records that have no keys beside them.

Only ``older_texts`` reads this. Who rewords a ``Message`` or ``Failure`` that older records may hold (decision 0019) adds its
former Indonesian here, under its key.
"""

from __future__ import annotations

EARLIER_WORDINGS: dict[str, tuple[str, ...]] = {
    "failure.already_asked": ("Berkas {id} sedang dibaca ulang. Tunggu sampai selesai.",),
    "failure.damaged": ("Berkas ini rusak: isinya tidak dapat dibuka. Minta atau simpan ulang berkasnya, lalu masukkan lagi.",),
    "failure.empty": ("Berkas ini kosong (0 bita). Pindai atau salin ulang, lalu masukkan lagi.",),
    "failure.no_room": ("Tidak dapat disimpan: cakramnya penuh atau tidak dapat ditulis. Beri tahu pengelola, lalu unggah lagi.",),
    "failure.not_afile": ("Ini bukan berkas biasa (misalnya pintasan). Masukkan berkas aslinya.",),
    "failure.not_found": ("Berkas {id} tidak ditemukan.",),
    "failure.not_permitted": (
        "Berkas ini tidak boleh dibaca oleh Berkas. Minta pengelola komputer membuka izinnya; berkas tetap di tempatnya.",
    ),
    "failure.not_reachable": (
        "Tempat penyimpanan berkas ini sedang tidak dapat dijangkau. Periksa jaringan atau cakramnya; berkas tetap di tempatnya.",
    ),
    "failure.not_read_yet": ("Jenis berkas ini ({kind}) belum dapat dibaca. {advice}",),
    "failure.not_storable": (
        "Nama berkas atau foldernya terlalu panjang atau terlalu dalam. Pendekkan namanya, lalu masukkan lagi.",
    ),
    "failure.not_whole": ("Berkas ini belum lengkap: bagian akhirnya tidak ada. Pindai atau salin ulang, lalu masukkan lagi.",),
    "failure.stale_record": ("Berkas {id} berubah ketika sedang dibaca; pembacaan ini tidak dipakai.",),
    "failure.still_coming": ("Berkas ini baru saja masuk. Ditunggu sebentar, sampai tidak berubah lagi.",),
    "failure.too_big": ("Berkas ini melebihi batas aman ({what}). Pecah menjadi bagian yang lebih kecil, lalu masukkan lagi.",),
    "failure.took_too_long": (
        "Berkas ini terlalu lama dibaca dan dihentikan setelah {seconds} detik. Coba baca ulang, atau pindai ulang.",
    ),
    "failure.unreadable": ("Isi berkas ini tidak dapat dibaca. Pindai atau simpan ulang, lalu masukkan lagi.",),
    "failure.wrong_kind": ("Isi berkas ini bukan {expected}. Periksa berkasnya, lalu masukkan lagi.",),
    "format.archive": ("arsip terkompresi, misalnya .zip",),
    "format.the_file_itself": ("Masukkan berkas aslinya.",),
    "format.unpack": ("Buka arsipnya, lalu masukkan isinya satu per satu.",),
    "hold.held_before": ("ditahan sebelum dosir diberi nama baru",),
    "reading.attached": (
        "PDF ini membawa {count} berkas lampiran yang belum dibaca: {names}. Simpan keluar dari PDF-nya, lalu masukkan sendiri.",
    ),
    "reading.docx_parts": ("{count} bagian di dalam berkas docx",),
    "reading.part_missing": ("Satu bagian dokumen ini tidak ada di dalam berkasnya.",),
    "reading.portfolio": (
        "PDF ini portofolio: halamannya hanya sampul, suratnya ada di dalam {count} berkas yang belum dibaca: {names}. "
        "Simpan keluar dari PDF-nya, lalu masukkan sendiri.",
    ),
    "reason.agrees_with_name": ("{why}; sama dengan nama berkasnya",),
    "reason.born_electronic": ("berkas ini lahir elektronik; tidak ada tanda pindaian",),
    "reason.differs_from_name": ("{why}; nama berkasnya menyebut {number}",),
    "reason.from_file_name": ("{why}; diambil dari nama berkas",),
}
"""Key of a message → its former Indonesian wordings. They are never said any more."""

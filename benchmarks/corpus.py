"""Invented records of an election office, as many as wanted, the same for the same seed.

Lengths and words are those of real office paper: a median of about 1,200 characters, one in fifty near 25,000, words by
Zipf's law in their Indonesian forms (memilih, pemilihan, dipilih), names, numbers, and the misreadings that OCR leaves,
of which no two are alike.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.search import Document

ROOTS = """
pilih suara calon surat rapat kerja tetap daftar data laksana umum logistik tugas jabat awas sidang lapor anggar belanja
bayar terima kirim simpan arsip dokumen catat periksa verifikasi tetap putus atur pimpin susun rencana program jadwal tahap
hitung rekap hasil sengketa gugat putusan mohon jawab undang hadir panitia petugas desa camat lurah kabupaten provinsi kota
daerah pusat pemerintah bupati gubernur wakil partai politik kampanye dana sumbang alat peraga iklan media siar berita umum
informasi layan publik warga masyarakat pemilih mutakhir cocok teliti coklit sementara tambah khusus perbaikan sah batal
rusak lebih kurang kotak bilik tinta segel sampul formulir model salinan ketua anggota sekretaris kepala bagian subbagian
staf pegawai honor gaji tunjang dinas jalan perjalanan kendaraan gedung sewa barang jasa ada lelang kontrak sedia tawar harga
nilai pagu rupiah pajak bukti kuitansi nota laporan tanggung bendahara audit temu tindak lanjut latih bimbing teknis
sosialisasi didik tanya bahas sepakat setuju tolak tunda ubah cabut berlaku sesuai dasar hukum undang peraturan keputusan
edaran instruksi pedoman standar prosedur operasional mutu nilai ukur capai target kinerja evaluasi pantau kendali resiko
aman jaga tertib koordinasi komunikasi hubung sama lembaga instansi bawaslu polisi tentara jaksa hakim pengadilan mahkamah
konstitusi elektronik sistem aplikasi jaringan server komputer cetak pindai unggah unduh sandi akun pengguna sidik kartu
tanda penduduk keluarga lahir alamat umur pendidikan ijazah sehat jasmani rohani pidana catatan kelakuan lengkap syarat
dukung usul nama nomor urut foto visi misi debat terbuka kandidat pasang ganti antarwaktu mundur meninggal berhenti angkat
lantik sumpah janji serah jabatan gambar lokasi tempat ruang meja kursi tenda listrik air telepon internet cuaca hujan banjir
pulau laut kapal angkut distribusi gudang sortir lipat hitung muat bongkar jumlah total rincian lampir halaman naskah konsep
paraf tanda tangan cap stempel agenda ekspedisi klasifikasi retensi musnah pindah serah statis dinamis aktif inaktif permanen
folder boks rak label indeks tunjuk silang pinjam kembali
""".split()

PREFIXES = ("", "", "", "", "di", "ter", "ber", "pe", "me", "ke")
SUFFIXES = ("", "", "", "an", "kan", "i", "nya")
JOINTS = """
yang dan di dengan untuk pada dalam oleh ke dari bahwa sebagai tidak akan telah serta atau adalah tersebut atas para agar
""".split()
SYLLABLES = "ka ra su di ma ri ti na wa yu la si ha do mi an to ni ar ju pu ba sa de wi fa iz ga lu mo".split()
CODES = """
HM.02 HM.03.1 PL.01.4 PL.02.1 PP.06.1 KU.01.2 KU.03.3 SDM.01 SDM.05.4 TU.01.1 RT.02.1 HK.03.2 ORT.06 PBJ.02.1 PAW.01.2
""".split()
KINDS = {
    "surat dinas": "SD",
    "undangan": "Und",
    "keputusan": "",
    "berita acara": "BA",
    "pengumuman": "Pu",
    "surat tugas": "ST",
    "nota dinas": "ND",
}
NASALS = {"p": "m", "t": "n", "k": "ng", "s": "ny"}
JOINED = {"b": "mb", "d": "nd", "c": "nc", "j": "nj", "g": "ngg"}
CATEGORIES = ("berkala", "setiap_saat", "setiap_saat", "serta_merta", "dikecualikan_usul")
LEVELS = ("biasa", "biasa", "biasa", "biasa", "terbatas", "rahasia")
STATUSES = ("filed", "filed", "filed", "filed", "queued", "verified")
HEAD = "KOMISI PEMILIHAN UMUM\nKABUPATEN BINTAN\nJalan Tata Bumi Kilometer 20, Telp. (0771) 000000, laman kab-bintan.kpu.go.id\n"
MISREAD = str.maketrans({"l": "1", "o": "0", "e": "c", "m": "rn", "i": "l", "a": "o"})


@dataclass(frozen=True)
class Vocabulary:
    """Words and how often each comes."""

    words: list[str]
    weights: list[float]


def vocabulary(seed: int = 1) -> Vocabulary:
    """Some six thousand forms of some four hundred roots, by Zipf's law."""
    rng = random.Random(seed)
    forms: dict[str, None] = {}
    for root in ROOTS:
        forms[root] = None
        for prefix in PREFIXES:
            for suffix in SUFFIXES:
                if rng.random() < 0.5:
                    forms[f"{prefix}{_nasal(prefix, root)}{suffix}"] = None
    words = list(forms)
    rng.shuffle(words)
    words.sort(key=lambda word: len(word) + rng.random() * 8)
    return Vocabulary(words, list(accumulate(1 / (rank + 8) for rank in range(len(words)))))


def _nasal(prefix: str, root: str) -> str:
    if prefix not in {"me", "pe"}:
        return root
    first = root[0]
    return NASALS.get(first, JOINED.get(first, first)) + root[1:]


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """``count`` records."""
    rng = random.Random(seed)
    words = vocabulary()
    names = [_name(rng) for _ in range(6000)]
    for index in range(count):
        yield _document(rng, words, names, index)


def _document(rng: random.Random, words: Vocabulary, names: list[str], index: int) -> Document:
    year = rng.choice((2019, 2020, 2021, 2022, 2023, 2023, 2024, 2024, 2024, 2025))
    date = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    code, kind = rng.choice(CODES), rng.choice(list(KINDS))
    running = rng.randint(1, 900)
    number = f"{running}/{code}-{KINDS[kind]}/2101/{year}" if KINDS[kind] else f"{running} Tahun {year}"
    title = " ".join(_words(rng, words, names, rng.randint(4, 12))).capitalize()
    length = int(min(max(rng.lognormvariate(6.72, 0.85), 250), 25_000)) if rng.random() > 0.02 else rng.randint(18_000, 25_000)
    text = f"{HEAD}Nomor : {number}\nHal : {title}\n{_text(rng, words, names, length)}\n{rng.choice(names)} {rng.choice(names)}"
    return Document(
        id=f"{year}-{index:06}",
        version=1,
        title=title,
        number=number,
        text=text,
        status=rng.choice(STATUSES),
        exempt=(category := rng.choice(CATEGORIES)) == "dikecualikan_usul",
        access_level=rng.choice(LEVELS),
        category=category,
        code=code,
        document_type=kind,
        holding_unit=f"Subbagian {rng.randint(1, 4)}",
        date=date,
        retention_end=f"{year + rng.randint(2, 10)}-12-31" if rng.random() < 0.6 else "",
    )


def _text(rng: random.Random, words: Vocabulary, names: list[str], length: int) -> str:
    pieces: list[str] = []
    size = 0
    while size < length:
        sentence = " ".join(_words(rng, words, names, rng.randint(6, 22))).capitalize() + rng.choice((".\n", ". ", ";\n", ". "))
        pieces.append(sentence)
        size += len(sentence)
        if size // 2500 > (size - len(sentence)) // 2500:
            pieces.append("\f")
    return "".join(pieces)


def _words(rng: random.Random, words: Vocabulary, names: list[str], count: int) -> Iterator[str]:
    drawn = rng.choices(words.words, cum_weights=words.weights, k=count)
    for word in drawn:
        chance = rng.random()
        if chance < 0.22:
            yield rng.choice(JOINTS)
        elif chance < 0.25:
            yield rng.choice(names)
        elif chance < 0.28:
            yield str(rng.randint(1, 5000))
        elif chance < 0.30:
            yield _misread(rng, word)
        else:
            yield word


def _misread(rng: random.Random, word: str) -> str:
    place = rng.randrange(len(word))
    letter = word[place].translate(MISREAD) if rng.random() < 0.7 else rng.choice("bcdfghjkprtvwz")
    return word[:place] + letter + word[place + 1 :]


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()

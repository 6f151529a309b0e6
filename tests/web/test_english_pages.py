"""In English no page says anything of its own in Indonesian; what the office wrote stays as it is and is marked as Indonesian."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import ASSIGNMENT, DECISION, LETTER, NOTES, SECRET

INDONESIAN = frozenset(
    """
    adalah agar akan aktif alasan anda antrean arsip atas atau ada baca bahasa baru batal belum berakhir berikutnya berkas bila
    bisa boleh bukan buka cakram cari cetak coba dalam dan dapat dari daftar dengan di diambil diisi dikecualikan dikembalikan
    dipakai disahkan disisihkan diperiksa elektronik gambar hanya hari harus hasil hlm halaman ini inaktif isi itu jadwal
    jangka jenis judul juga kali kategori kata ke keadaan kembali kepala keputusan kini kode kosong lagi lain lalu lebih lewat
    masa masih masuk menjadi menunggu musnah nama naskah nomor oleh orang pada panjang pekan peran perlu peristiwa permanen
    pilih rak sampai sandi satu sebab sedang sejak semua seperti setelah simpan sudah surat tahun tampilkan tanggal tanpa
    tembusan tempat tercetak terbaca tetap tidak tindakan tingkat tulis umur unggah untuk unduh usul wajib wakil waktu yang
    januari februari maret mei juni juli agustus oktober desember set_aside setiap_saat serta_merta
    dikecualikan_usul sangat_rahasia
    """.split()
)
NAMES = re.compile(
    r"""“[^”]*”                                 # quoted: a word that is printed on the paper, the title of a new dossier
    | [A-Z]{2,4}(\.\d+)+\ \([^)]*\)             # a class of the scheme inside a reason
    | \([a-z_]+\)                              # what is typed for a category at the command line
    | held\ \([^)]*\):.*                       # why somebody holds it
    | \S*/\S+ | [\w.]+(-[\w.]+){2,}             # shelves, and dossiers by the name of their file
    | \bBerkas\b | berkas\ (check|\w+\ list) | by\ berkas | ^berkas$   # the program, its commands, what it did itself
    """,
    re.VERBOSE | re.IGNORECASE,
)
SPOKEN = (
    "aria-label",
    "alt",
    "title",
    "placeholder",
    "label",
    "data-waiting",
    "data-cancel",
    "data-retry",
    "data-toobig",
    "data-cut",
)
PAGES = (
    "/",
    "/antrean/?tampil=semua",
    "/antrean/?tampil=disisihkan",
    "/antrean/?tampil=tak-terbaca",
    "/antrean/kabar/",
    "/cari/",
    "/cari/?q=selendraga&di=semua",
    "/cari/?q=rapat&di=semua&urut=baru&jenis=notula",
    "/cari/?q=qqqqq",
    "/cari/?q=rapar",
    "/unggah/",
    "/daftar/",
    "/jatuh-tempo/",
    "/jatuh-tempo/?pada=2090-12-31",
    "/jatuh-tempo/?kind=STG&subject=pemilu-2024&date=2026-01-01",
    "/jatuh-tempo/?kind=STG&subject=apa&date=2026-01-01",
    "/jatuh-tempo/?kind=FC&subject=apa&date=2026-13-01",
    "/dikecualikan/",
    "/buku-rekap/",
    "/orang/",
    "/kode/?code=hm",
    "/kode/?code=zzz",
    "/tidak-ada/",
    *(f"/berkas/2026-{number:06}/" for number in range(1, 7)),
    f"/berkas/{LETTER}/?q=informasi&teks=1",
)


class Spoken(HTMLParser):
    """What a page says, but for what is marked as being in Indonesian."""

    VOID = frozenset({"input", "meta", "link", "img", "br", "rect", "use", "line", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []

    @property
    def marked(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # Titles of windows and the code of the page have no language of their own.
        marked = tag in {"script", "style", "title"} or (given["lang"] == "id" if given.get("lang") else self.marked)
        if not marked:
            self.said += [value for name in SPOKEN if (value := given.get(name))]
            if tag == "input" and given.get("type", "text") in {"text", "search"} and given.get("value"):
                self.said.append(given["value"] or "")
        if tag not in self.VOID:
            self.open.append((tag, marked))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.marked:
            self.said.append(" ".join(data.split()))


def indonesian_on(html: str) -> list[str]:
    """The pieces of a page that hold a word which can only be Indonesian."""
    page = Spoken()
    page.feed(html)
    bare = [(piece, NAMES.sub(" ", piece)) for piece in page.said]
    return [piece for piece, rest in bare if INDONESIAN & set(re.findall(r"[a-z_]+", rest.lower()))]


@pytest.fixture
def every_state(office: Any, file: Callable[..., Any], tmp_path: Path) -> None:
    """One filed, held, in a dossier and proposed to be opened anew; one returned, one verified, one aside, one unreadable."""
    from pipeline import intake
    from pipeline.records import dossiers, holds, lifecycle, people, set_aside

    siti, budi, rahma = (people.get_actor(name, "web") for name in ("siti", "budi", "rahma"))
    home = office.home
    file(LETTER, code="TU.01.2", date="2020-03-14", title="Surat tentang layanan informasi yang sudah selesai", category="berkala")
    folder = dossiers.open_dossier(home, "TU.01.2", "Perkara yang belum selesai", siti)
    dossiers.join_dossier(home, LETTER, budi, folder.id)
    holds.hold(home, LETTER, "audit", budi, "sedang diperiksa BPK")
    lifecycle.verify(home, DECISION, siti, {"title": "Keputusan", "code": "HK.03.1", "category": "setiap_saat"})
    lifecycle.return_to_desk(home, DECISION, budi, "Tanggal pada naskah berbeda dengan isian")
    lifecycle.verify(home, ASSIGNMENT, siti, {"title": "Surat tugas", "code": "SDM.06.1", "category": "setiap_saat"})
    set_aside.set_aside(home, NOTES, siti, "Bukan naskah dinas")
    cut = tmp_path / "terpotong.pdf"
    cut.write_bytes(b"%PDF-1.7\n1 0 obj\n" + b"0" * 2000 + b"\n%%EOF")
    office.take(intake.claim_copy(home.inbox, cut))
    assert office.wait_until_idle(60)
    assert rahma.exempt_right


@pytest.mark.parametrize("name", ["siti", "dewi", "rahma", "tamu", "admin"])
def test_no_page_says_anything_of_its_own_in_indonesian(as_: Callable[..., Any], every_state: None, name: str) -> None:
    browser = as_(name)
    browser.post("/bahasa/", {"language": "en"})
    found = [f"{path} {piece}" for path in PAGES for piece in indonesian_on(browser.get(path, follow=True).content.decode())]
    assert "\n".join(found) == ""


ACTS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("siti", f"/berkas/{ASSIGNMENT}/tindakan/", {"act": "verify", "title": "Tugas"}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "verify", "title": "", "code": ""}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "verify", "date": "2026-13-01"}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "edit", "category": "rahasia_negara"}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "edit", "title": "a", "was-title": "b"}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "reread", "page": "99"}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "reread", "page": "x"}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "reread", "page": "1", "language": "deu"}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "set_aside", "why": ""}),
    ("siti", f"/berkas/{DECISION}/tindakan/", {"act": "dance"}),
    ("siti", f"/berkas/{DECISION}/simpan/", {"access_level": "apa saja"}),
    ("siti", f"/berkas/{LETTER}/tindakan/", {"act": "transfer", "on": "2020-03-15"}),
    ("rahma", f"/berkas/{LETTER}/tindakan/", {"act": "look", "category": "setiap_saat", "title": "Surat lain"}),
    ("rahma", f"/berkas/{LETTER}/tindakan/", {"act": "look"}),
    ("rahma", f"/berkas/{LETTER}/tindakan/", {"act": "change", "code": "HM.02", "why": ""}),
    ("rahma", f"/berkas/{LETTER}/tindakan/", {"act": "release", "kind": "loan", "why": "sudah kembali"}),
    ("rahma", f"/berkas/{SECRET}/tindakan/", {"act": "propose_exempt", "basis": "h"}),
    ("rahma", f"/berkas/{SECRET}/tindakan/", {"act": "exempt", "decision": "x"}),
    ("siti", "/antrean/tindakan/?tampil=semua", {"act": "verify", "id": [DECISION, ASSIGNMENT]}),
    ("budi", "/antrean/tindakan/?tampil=semua", {"act": "ratify", "id": [DECISION, ASSIGNMENT, NOTES]}),
    ("siti", "/antrean/tindakan/", {"act": "verify"}),
    ("siti", "/jatuh-tempo/peristiwa/", {"kind": "STG", "subject": "pemilu-2024", "date": "2024-01-01"}),
    ("budi", "/jatuh-tempo/peristiwa/", {"kind": "STG", "subject": "selendra", "date": "2024-01-01"}),
    ("budi", "/jatuh-tempo/peristiwa/", {"code": "ZZ.99", "title": "Selendra"}),
    ("siti", "/jatuh-tempo/pindah/", {"id": [LETTER], "on": "2020-03-20"}),
    ("admin", "/orang/", {"name": "kartika", "role": "raja", "password": ""}),
    ("admin", "/orang/", {"name": "kartika", "role": "desk", "password": "1234"}),
    ("admin", "/orang/", {"name": "Kartika Putri", "role": "desk", "password": "kenanga-2024-x"}),
    ("admin", "/orang/", {"name": "admin", "role": "reader", "password": ""}),
    ("admin", "/orang/", {"name": "siti", "principal": "budi", "from": "2026-02-01", "until": "2026-01-01"}),
    ("", "/masuk/", {"username": "siti", "password": "salah"}),
    ("siti", "/unggah/", {}),
)


def test_no_answer_to_a_form_says_anything_of_its_own_in_indonesian(as_: Callable[..., Any], every_state: None) -> None:
    found = []
    for name, path, posted in ACTS:
        browser = as_(name)
        browser.post("/bahasa/", {"language": "en"})
        # A part of a page that htmx asked for, or the whole page where that is all there is.
        answer = browser.post(path, posted, follow=True, HTTP_HX_REQUEST="true")
        found += [f"{name} {path} {posted} {piece}" for piece in indonesian_on(answer.content.decode())]
    assert "\n".join(found) == ""


def test_a_word_of_the_program_in_indonesian_would_be_found() -> None:
    assert indonesian_on('<p>Saved</p><p lang="id">Surat yang sudah selesai</p><img alt="Gambar halaman">') == ["Gambar halaman"]


def test_a_stored_reason_is_told_in_the_language_of_the_page(as_: Callable[..., Any], office: Any) -> None:
    """``record.json`` holds the Indonesian sentence alone, as it did before pages told it in English."""
    from pipeline.archive import record_folder
    from pipeline.catalogue import models

    stored = (office.home.archive / models.Record.objects.get(pk=LETTER).shelf / record_folder.RECORD_FILE).read_text("utf-8")
    assert "tercetak setelah kata “Nomor”" in stored
    assert "printed after" not in stored
    browser = as_("siti")
    assert "tercetak setelah kata “Nomor”" in browser.get(f"/berkas/{LETTER}/").content.decode()
    browser.post("/bahasa/", {"language": "en"})
    assert "printed after the word “Nomor”" in browser.get(f"/berkas/{LETTER}/").content.decode()


def test_history_calls_a_category_and_a_day_as_the_fields_do(as_: Callable[..., Any], office: Any) -> None:
    from pipeline.records import lifecycle, people

    lifecycle.edit(office.home, LETTER, people.get_actor("siti", "web"), {"category": "setiap_saat", "date": "2024-08-17"})
    browser = as_("siti")
    page = browser.get(f"/berkas/{LETTER}/").content.decode()
    assert "<ins>Setiap saat</ins>" in page
    assert "<ins>17 Agustus 2024</ins>" in page
    browser.post("/bahasa/", {"language": "en"})
    page = browser.get(f"/berkas/{LETTER}/").content.decode()
    assert "<ins>At any time</ins>" in page
    assert "<ins>17 August 2024</ins>" in page


@pytest.mark.parametrize(("language", "written"), [("id", "14 Maret 2024 16.05"), ("en", "14 March 2024 16:05")])
def test_an_instant_is_written_as_its_language_writes_it(office: Any, language: str, written: str) -> None:
    from django.utils import timezone, translation

    from pipeline.web.templatetags.berkas import moment

    with translation.override(language), timezone.override("Asia/Jakarta"):
        assert moment("2024-03-14T09:05:00+00:00") == written


def test_the_register_tells_how_long_a_paper_stays_in_english(as_: Callable[..., Any], file: Callable[..., Any]) -> None:
    file(LETTER, code="TU.01.2", date="2024-03-14")
    browser = as_("tamu")
    assert "Informasi yang wajib tersedia setiap saat" in browser.get("/daftar/").content.decode()
    browser.post("/bahasa/", {"language": "en"})
    page = browser.get("/daftar/").content.decode()
    assert "Information to be available at any time" in page
    assert "14 March 2024" in page
    assert re.search(r"active \d y( \+ inactive \d y)?, destroy", page)


def test_a_class_keeps_its_name_and_has_its_english_beside_it(as_: Callable[..., Any]) -> None:
    browser = as_("siti")
    assert "Perencanaan Program dan Anggaran - Pemilu</span>" in browser.get("/kode/?code=PP.01.1").content.decode()
    browser.post("/bahasa/", {"language": "en"})
    page = browser.get("/kode/?code=PP.01.1").content.decode()
    assert (
        '<span lang="id">Perencanaan Program dan Anggaran - Pemilu</span> (Programme and budget planning - general election)'
        in page
    )

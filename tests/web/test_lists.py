"""Antrean, Cari, Daftar and Buku rekap."""

from __future__ import annotations

import json
import re

import pytest

LETTER, DECISION = "2026-000001", "2026-000002"


def page(browser, path, **headers):
    answer = browser.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_queue_shows_what_is_known_of_each_paper(as_):
    text = page(as_("siti"), "/antrean/")
    for shown in (LETTER, "JADWAL LAYANAN INFORMASI", "HM.02", "Berkala", "menunggu diperiksa", "pengumuman-layanan-informasi.pdf"):
        assert shown in text


def test_each_role_begins_with_its_own_turn(as_):
    assert LETTER in page(as_("siti"), "/antrean/")
    assert LETTER not in page(as_("budi"), "/antrean/")
    as_("siti").post(f"/berkas/{LETTER}/tindakan/", {"act": "verify"})
    assert LETTER not in page(as_("siti"), "/antrean/")
    assert LETTER in page(as_("budi"), "/antrean/")


def test_the_queue_is_filtered_by_category(as_):
    text = page(as_("siti"), "/antrean/?tampil=semua&kategori=berkala")
    assert LETTER in text
    assert DECISION not in text


def test_the_queue_is_paged_by_key(as_, monkeypatch):
    from pipeline.web.views import queue

    monkeypatch.setattr(queue, "PAGE", 2)
    first = page(as_("siti"), "/antrean/?tampil=semua")
    onward = re.search(r'href="(/antrean/\?[^"]*setelah=[^"]+)"', first)[1].replace("&amp;", "&")
    second = page(as_("siti"), onward)
    assert [LETTER in first, DECISION in first, "2026-000003" in first] == [True, True, False]
    assert [LETTER in second, "2026-000003" in second] == [False, True]


def test_what_is_being_read_is_shown_page_by_page(as_, office, monkeypatch):
    from pipeline.worker import progress

    monkeypatch.setattr(progress, "progress", lambda _: {LETTER: (2, 7), "2026-000005": (1, 2)})
    text = page(as_("siti"), "/antrean/kabar/")
    assert "2 dari 7 halaman" in text
    assert "cuti" not in text


def test_what_is_held_says_why(as_, monkeypatch):
    from pipeline.worker import inbox

    monkeypatch.setattr(inbox, "held_files", lambda _: [{"file": "pindai <3>.pdf", "why": "File ini belum lengkap"}])
    text = page(as_("siti"), "/antrean/kabar/")
    assert "pindai &lt;3&gt;.pdf" in text
    assert "belum lengkap" in text


def test_a_share_that_went_away_is_said_on_the_home_page_until_it_is_back(as_, office):
    from pipeline.worker import inbox

    watched = inbox.Inbox(office)
    away = office.home.inbox.rename(office.home.root / "lain")
    watched.once()
    assert "Folder bersama inbox tidak terhubung" in page(as_("siti"), "/")
    away.rename(office.home.inbox)
    watched.once()
    assert "tidak terhubung" not in page(as_("siti"), "/")


def test_an_inbox_that_hangs_is_said_on_the_home_page(as_, office, monkeypatch):
    monkeypatch.setattr(office, "looked_at", 1_700_000_000.0)
    assert "Kotak masuk tidak menjawab sejak 15 November 2023 05.13" in page(as_("siti"), "/")


def test_the_list_is_told_when_it_has_changed(as_):
    browser = as_("siti")
    mark = re.search(r"tanda=([^\"]*)", page(browser, "/antrean/kabar/"))[1]
    assert not browser.get(f"/antrean/kabar/?tanda={mark}").has_header("HX-Trigger")
    browser.post(f"/berkas/{LETTER}/tindakan/", {"act": "verify"})
    assert browser.get(f"/antrean/kabar/?tanda={mark}")["HX-Trigger"] == "queue-changed"


def test_a_queue_of_twenty_five_asks_the_database_as_often_as_one_of_five(as_, django_assert_most):
    browser = as_("siti")
    with django_assert_most(6):
        page(browser, "/antrean/")


def test_search_shows_the_words_marked(as_):
    text = page(as_("siti"), "/cari/?q=selendraga&di=semua")
    assert "1 naskah ditemukan" in text
    assert re.search("<mark>Selendraga</mark>", text, re.IGNORECASE)


def test_search_looks_into_the_archive_unless_told_otherwise(as_, file):
    assert "0 naskah" in page(as_("siti"), "/cari/?q=selendraga")
    file(LETTER)
    assert "1 naskah" in page(as_("tamu"), "/cari/?q=selendraga")


def test_a_reader_cannot_search_the_queue(as_):
    assert "0 naskah" in page(as_("tamu"), "/cari/?q=selendraga&di=semua")


@pytest.mark.parametrize(
    "query", ["q=%22", "q=***", "q=(((", "hal=-1&q=a", "hal=x&q=a", "tahun=20xx&q=a", "urut=z&q=a", "di=z&q=a", "kode=<b>"]
)
def test_whatever_is_typed_search_answers(as_, query):
    page(as_("siti"), f"/cari/?{query}")


def test_the_register_lists_what_was_filed(as_, file):
    file(LETTER, title="Jadwal layanan informasi", category="berkala")
    text = page(as_("tamu"), "/daftar/")
    assert "Jadwal layanan informasi" in text
    assert "secara berkala" in text
    assert f'href="/berkas/{LETTER}/"' in text


def test_a_line_of_limited_access_leads_a_reader_nowhere(as_, file):
    file(LETTER, title="Jadwal terbatas", access_level="terbatas")
    text = page(as_("tamu"), "/daftar/")
    assert "Jadwal terbatas" in text
    assert f"/berkas/{LETTER}/" not in text


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_the_register_can_be_taken_away(as_, file, kind):
    file(LETTER, title="Jadwal layanan informasi")
    answer = as_("tamu").get(f"/daftar/unduh.{kind}")
    assert f".{kind}" in answer["Content-Disposition"]
    if kind == "json":
        assert json.loads(answer.content)["entries"][0]["summary"] == "Jadwal layanan informasi"
    else:
        assert len(answer.content) > 100


def test_no_other_format_exists(as_):
    assert as_("tamu").get("/daftar/unduh.exe").status_code == 404


def test_the_recap_book_shows_the_latest_act_first(as_):
    as_("siti").post(f"/berkas/{LETTER}/tindakan/", {"act": "set_aside", "why": "Lembar kosong"})
    rows = re.findall(r"<tr>(.*?)</tr>", page(as_("siti"), "/buku-rekap/"), re.DOTALL)
    assert "Lembar kosong" in rows[1]
    assert "disisihkan" in rows[1]


def test_the_recap_book_is_paged_by_key(as_, monkeypatch):
    from pipeline.web.views import ledger

    monkeypatch.setattr(ledger, "PAGE", 3)
    seen, path = [], "/buku-rekap/"
    while path:
        text = page(as_("rahma"), path)
        seen += re.findall(r"<tr><td>(\d+)</td>", text)
        onward = re.search(r'href="\?sebelum=(\d+)', text)
        path = f"/buku-rekap/?sebelum={onward[1]}" if onward else ""
    assert seen == sorted(seen, key=int, reverse=True)
    assert seen[-1] == "1"


def test_whoever_may_not_see_all_gets_no_numbers_with_gaps(as_):
    assert '<th scope="col">No.</th>' not in page(as_("siti"), "/buku-rekap/")


def test_a_training_home_says_so_on_every_page(as_):
    for path in ("/masuk/", "/antrean/", "/cari/", "/daftar/", "/buku-rekap/", "/unggah/", f"/berkas/{LETTER}/"):
        assert "Rumah latihan" in page(as_("siti"), path)


def test_people_are_listed_for_the_admin(as_):
    text = page(as_("admin"), "/orang/")
    assert "rahma" in text
    assert "Desk Pelayanan Informasi" in text


def test_a_misspelt_word_is_put_right(as_):
    text = page(as_("siti"), "/cari/?q=selendrags&di=semua")
    assert "Tidak ada naskah dengan kata “selendrags”" in text
    assert LETTER in text


def test_words_and_titles_are_suggested_while_one_types(as_):
    text = page(as_("siti"), "/cari/saran/?q=selen")
    assert "selendraga" in text.lower()


def test_a_facet_narrows_and_can_be_let_go(as_):
    text = page(as_("siti"), "/cari/?q=kpu&di=semua")
    narrowed = re.search(r'href="(\?[^"]*kode=HM[^"]*)"', text)
    assert narrowed
    text = page(as_("siti"), "/cari/" + narrowed[1].replace("&amp;", "&"))
    assert "lepas saringan ini" in text
    assert DECISION not in text


def test_a_hit_leads_to_its_page_with_the_words_marked(as_):
    text = page(as_("siti"), "/cari/?q=selendraga&di=semua")
    assert f'href="/berkas/{LETTER}/?q=selendraga#halaman-1"' in text
    assert re.search(r"/potongan/1/\d+-\d+-\d+-\d+\.jpg", text)
    record = page(as_("siti"), f"/berkas/{LETTER}/?q=selendraga")
    assert re.search(r'<g class="found"><rect', record)


def test_a_piece_of_a_page_is_a_small_jpeg(as_):
    text = page(as_("siti"), "/cari/?q=selendraga&di=semua")
    answer = as_("siti").get(re.search(r'src="([^"]+/potongan/[^"]+)"', text)[1])
    assert answer.content[:2] == b"\xff\xd8"
    assert len(answer.content) < 60_000


@pytest.mark.parametrize("edges", ["0-0-0-10", "10-10-5-20", "0-0-10001-10"])
def test_no_other_piece_is_cut(as_, edges):
    assert as_("siti").get(f"/berkas/{LETTER}/potongan/1/{edges}.jpg").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_results_can_be_taken_away(as_, kind):
    answer = as_("siti").get(f"/cari/unduh.{kind}?q=selendraga&di=semua")
    assert answer.status_code == 200
    if kind == "csv":
        assert LETTER in answer.content.decode("utf-8-sig")


LISTS = {
    "/": 20,
    "/daftar/": 8,
    "/jatuh-tempo/": 12,
    "/antrean/?tampil=semua": 6,
    "/cari/?q=kpu&di=semua": 6,
    f"/berkas/{LETTER}/": 7,
    "/buku-rekap/": 5,
    "/antrean/kabar/": 6,
}


@pytest.mark.parametrize("path", LISTS)
def test_a_page_asks_the_catalogue_only_so_often(as_, django_assert_most, path):
    browser = as_("rahma")
    with django_assert_most(LISTS[path]):
        page(browser, path)


def test_no_list_is_heavier_than_an_old_line_can_carry(as_, file):
    """With hundreds of records of long titles behind it: at most 60 KB, before it is packed for the way."""
    from pipeline.catalogue import models

    title = "Keputusan tentang penetapan jadwal dan tahapan pendokumentasian informasi publik, berikut lampiran satu sampai tujuh"
    for category, record in (("berkala", LETTER), ("setiap_saat", DECISION)):
        file(record, title=title, category=category, code="TU.01.2", date="2020-03-14")
        row = models.Record.objects.get(pk=record)
        for number in range(150):
            row.pk = f"20{number % 7 + 10}-{number + (150 if category == 'berkala' else 0):06}"
            row.brief = row.brief.replace(record, row.pk)
            row.save(force_insert=True)
            record = row.pk  # what the next one is made from
    for path in ("/daftar/", "/daftar/?kelompok=berkala", "/jatuh-tempo/", "/cari/?q=kpu&di=semua", "/buku-rekap/", "/"):
        assert as_("rahma").get(path).sent_bytes < 60_000, path


def test_a_long_register_is_read_page_by_page_with_its_numbers(as_, file, monkeypatch):
    from pipeline.web.views import register

    monkeypatch.setattr(register, "PAGE", 2)
    monkeypatch.setattr(register, "FIRST", 2)
    for number, record in enumerate((LETTER, DECISION, "2026-000003", "2026-000004")):
        file(record, title=f"Naskah {number}", category="berkala", date=("2024-03-10", "2024-03-10", "", "")[number])
    first = page(as_("tamu"), "/daftar/")
    onward = re.search(r'href="(\?kelompok=[^"]+setelah=[^"]+)"', first)[1].replace("&amp;", "&")
    second = page(as_("tamu"), f"/daftar/{onward}")
    assert re.findall(r"<tr><td>(\d+)</td>.*?Naskah (\d)", first) == [("1", "0"), ("2", "1")]
    assert re.findall(r"<tr><td>(\d+)</td>.*?Naskah (\d)", second) == [("3", "2"), ("4", "3")]
    third = page(as_("tamu"), "/daftar/?kelompok=berkala&setelah=~2026-000003")
    assert re.findall(r"<tr><td>(\d+)</td>.*?Naskah (\d)", third) == [("4", "3")]


def test_the_register_file_follows_every_act(as_, file):
    assert json.loads(as_("tamu").get("/daftar/unduh.json").content)["entries"] == []
    file(LETTER, title="Jadwal layanan informasi")
    assert len(json.loads(as_("tamu").get("/daftar/unduh.json").content)["entries"]) == 1


def test_a_broken_index_is_made_anew_when_a_search_finds_it_so(as_, office):
    import time

    from pipeline.web import state

    folder = office.home.index / "fulltext"
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        path.write_bytes(b"")
    state.index().close()
    taken = as_("siti").get("/cari/unduh.csv?q=selendraga&di=semua")
    assert (taken.status_code, "disusun kembali" in taken.content.decode()) == (503, True)
    for _ in range(100):
        answer = as_("siti").get("/cari/?q=selendraga&di=semua")
        if answer.status_code == 200:
            break
        assert "disusun kembali" in answer.content.decode()
        time.sleep(0.1)
    assert "1 naskah ditemukan" in answer.content.decode()


def test_nothing_in_the_archive_tells_what_fits_outside_it(as_):
    text = page(as_("siti"), "/cari/?q=selendraga")
    assert "1 naskah cocok di luar bagian ini" in text
    assert "q=selendraga&amp;di=semua" in text
    assert "di luar bagian ini" not in page(as_("tamu"), "/cari/?q=selendraga")


def test_a_class_among_the_results_has_its_name(as_):
    assert re.search(r"HM <small>Kehumasan</small></a>", page(as_("siti"), "/cari/?q=kpu&di=semua"))


def test_a_category_of_which_nothing_waits_offers_all(as_):
    text = page(as_("siti"), "/antrean/?kategori=dikecualikan")
    assert "Tidak ada yang berkategori Dikecualikan di sini." in text
    assert re.search(r'href="/antrean/\?tampil=saya">Tampilkan semua kategori', text)


def test_a_paper_that_is_being_read_lacks_nothing_yet(as_):
    from pipeline.catalogue import models

    models.Record.objects.filter(pk=LETTER).update(status="received", brief=_received(LETTER))
    assert 'class="none"' not in page(as_("siti"), "/antrean/?tampil=dibaca")


def _received(record_id):
    from dataclasses import replace

    from pipeline.catalogue import encoding, models
    from pipeline.document import Status
    from pipeline.document.facts import Facts

    record = encoding.from_brief(models.Record.objects.get(pk=record_id).brief)
    return encoding.to_brief(replace(record, status=Status.RECEIVED, facts=Facts(), proposal=None))

"""What only a browser does: the clerk's day, the PPID's ten minutes, and whether everybody can use the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.browsing import LETTER, attending, faults, go, overflows, stored

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="needs Chromium")]


def middle_of_word(page, word):
    """Where on the screen a word of the first page is."""
    return page.evaluate(
        """async (word) => {
            const figure = document.querySelector('.page');
            const words = await (await fetch(figure.dataset.words)).json();
            const found = words.find(one => one[0].includes(word));
            const area = figure.querySelector('img').getBoundingClientRect();
            return [area.left + (found[1] + found[3]) / 20000 * area.width, area.top + (found[2] + found[4]) / 20000 * area.height];
        }""",
        word,
    )


def test_the_clerks_day(office, base, open_page, tmp_path):
    from pipeline.training.papers import an_invitation, as_jpeg

    paper = tmp_path / "undangan-rapat-koordinasi.jpg"
    paper.write_bytes(as_jpeg(an_invitation(), seed=3))
    page = open_page("siti")
    with attending(office):
        go(page, f"{base}/unggah/")
        page.set_input_files("#file", str(paper))
        page.wait_for_selector("#terkirim >> text=Sudah diterima", timeout=60_000)
        assert office.wait_until_idle(60)
        page.click("#terkirim a")
    page.click("a[href*='/berkas/2026-000006/']")
    page.wait_for_url(re.compile("/berkas/2026-000006/"))
    page.wait_for_function("() => document.querySelector('.page img').naturalWidth > 0")

    # A correction by clicking a word, another by dragging over several, a third by choosing a code.
    page.focus("#f-place_made")
    page.mouse.click(*middle_of_word(page, "Bintan"))
    page.wait_for_function("() => document.querySelector('#f-place_made').value.toLowerCase().includes('bintan')")
    page.wait_for_selector("#tersimpan .icon")
    page.focus("#f-issuer")
    page.mouse.move(*middle_of_word(page, "KOMISI"))
    page.mouse.down()
    page.mouse.move(*middle_of_word(page, "UMUM"), steps=5)
    page.mouse.up()
    page.wait_for_function("() => document.querySelector('#was-issuer').value === 'KOMISI PEMILIHAN UMUM'")
    page.fill("#f-code", "")
    page.type("#f-code", "siaran pers")
    page.wait_for_selector("#l-code [data-value]")
    page.press("#f-code", "ArrowDown")
    page.press("#f-code", "Enter")
    page.wait_for_function("() => document.querySelector('#was-code').value.startsWith('HM.')")
    assert "HM." in page.inner_text("#retensi")

    page.click("#tombol-utama")
    page.wait_for_selector(".notice.success")
    done = stored("2026-000006")
    assert done.status == "verified"
    assert done.facts.issuer == "KOMISI PEMILIHAN UMUM"
    assert done.facts.code.startswith("HM.")
    assert page.troubles == []


def test_an_upload_is_cancelled_and_tried_again_by_keyboard(base, open_page, tmp_path):
    paper = tmp_path / "surat.txt"
    paper.write_text("Surat biasa tentang Ombakkelabu.\n")
    page = open_page("siti")
    go(page, f"{base}/unggah/")
    page.route("**/unggah/", lambda _: None)  # it never arrives
    page.set_input_files("#file", str(paper))
    page.focus("#terkirim button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#terkirim .bad >> text=Dibatalkan.")
    assert page.evaluate("() => document.activeElement.textContent") == "Coba lagi"
    assert faults(page) == []
    page.unroute_all(behavior="ignoreErrors")
    page.keyboard.press("Enter")
    page.wait_for_selector("#terkirim >> text=menunggu diterima")


def test_the_ppids_ten_minutes(office, base, open_page):
    from pipeline import intake
    from pipeline.catalogue import models
    from pipeline.records import lifecycle, people

    dewi = people.get_actor("dewi", "web")
    taken = []
    for number in range(20):
        file = office.home.root / f"surat-{number:02}.txt"
        file.write_text(f"Surat biasa nomor {number}, perihal laporan kegiatan harian.\n")
        taken.append(office.take(intake.claim_copy(office.home.inbox, file)))
    assert office.wait_until_idle(60)
    for number, one in enumerate(taken):
        lifecycle.verify(office.home, one.record_id, dewi, {"title": f"Surat {number}", "code": "HM.02", "category": "setiap_saat"})
    page = open_page("budi")
    go(page, f"{base}/antrean/")
    page.wait_for_selector(".paper")
    assert page.locator(".paper").count() == 20
    # The first ones by one, looking into one of them; the rest together. No mouse.
    page.keyboard.press("j")
    for left in (19, 18, 17):
        page.keyboard.press("a")
        page.wait_for_function("n => document.querySelectorAll('.paper').length === n", arg=left)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/berkas/"))
    page.keyboard.press("a")
    page.wait_for_selector(".notice.success")
    go(page, f"{base}/antrean/")
    for _ in range(16):
        page.keyboard.press("j")
        page.keyboard.press("x")
    assert page.inner_text("[data-chosen]") == "16"
    page.keyboard.press("a")
    page.wait_for_selector(".empty")
    assert models.Record.objects.filter(status="filed").count() == 20
    assert page.troubles == []


def test_a_return_by_keyboard_asks_for_the_reason(office, base, open_page):
    from pipeline.records import lifecycle, people

    lifecycle.verify(office.home, LETTER, people.get_actor("dewi", "web"), {})
    page = open_page("budi")
    go(page, f"{base}/antrean/")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.wait_for_selector("#alasan[open]")
    page.keyboard.type("Tanggalnya keliru")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pesan .success")
    assert (stored().status, stored().problem) == ("returned", "Tanggalnya keliru")


def test_keys_can_be_switched_off(base, open_page):
    page = open_page("siti")
    go(page, f"{base}/antrean/")
    page.keyboard.press("?")
    page.check("#pintasan-mati")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement.closest('.paper')") is None


def test_the_list_follows_what_others_do_and_keeps_the_place(office, base, open_page):
    from pipeline.records import lifecycle, people

    page = open_page("siti")
    go(page, f"{base}/antrean/")
    page.wait_for_selector(".paper")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    chosen = page.evaluate("() => document.activeElement.id")
    lifecycle.verify(office.home, LETTER, people.get_actor("dewi", "web"), {})
    page.wait_for_selector(f"#p-{LETTER}", state="detached")
    assert page.evaluate("() => document.activeElement.id") == chosen
    assert page.locator("#pilihan input:checked").count() == 1


def test_a_list_that_is_asked_for_while_a_selection_is_decided_does_not_take_its_place(office, base, open_page, monkeypatch):
    import threading

    from pipeline.web.views import bulk_actions

    go_on, real = threading.Event(), bulk_actions.decide
    monkeypatch.setattr(bulk_actions, "decide", lambda *args: (go_on.wait(20), real(*args))[1])
    page = open_page("siti")
    go(page, f"{base}/antrean/")
    page.wait_for_selector(".paper")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.evaluate("() => htmx.trigger(document.body, 'queue-changed')")
    page.wait_for_timeout(400)
    page.evaluate("() => document.getElementById('kabar').remove()")  # which would mend it two seconds later
    go_on.set()
    page.wait_for_selector(f"#p-{LETTER}", state="detached", timeout=30_000)
    assert page.inner_text("#pesan").startswith("1 naskah diperiksa")


def test_evidence_is_outlined_while_one_stands_in_the_field(base, open_page):
    page = open_page("siti")
    go(page, f"{base}/berkas/{LETTER}/")
    page.focus("#f-number")
    assert page.locator(".evidence rect").count() >= 1
    page.focus("#f-place")
    assert page.locator(".evidence rect").count() == 0


def test_two_people_on_one_paper_see_each_other(base, open_page):
    first, second = open_page("siti"), open_page("dewi")
    with first.expect_response(lambda answer: "/teman/" in answer.url):
        go(first, f"{base}/berkas/{LETTER}/")
    go(second, f"{base}/berkas/{LETTER}/")
    second.wait_for_selector("#teman .notice")
    assert "siti" in second.inner_text("#teman")


def test_a_hit_is_outlined_on_a_piece_of_the_page(base, open_page):
    page = open_page("siti")
    go(page, f"{base}/cari/?q=selendraga&di=semua")
    page.wait_for_function("() => document.querySelector('.cut img')?.naturalWidth > 100")
    assert page.locator(".cut rect").count() >= 1
    page.click(".hit h2 a")
    page.wait_for_selector(".found rect")
    assert "q=selendraga" in page.url


PAGES = [
    "/",
    "/antrean/",
    "/jatuh-tempo/",
    f"/berkas/{LETTER}/",
    "/cari/",
    "/cari/?q=selendraga&di=semua",
    "/unggah/",
    "/daftar/",
    "/buku-rekap/",
]


FILED, EXEMPT = "2026-000002", "2026-000005"


def open_all(page):
    """Every form of the page unfolded."""
    page.evaluate("() => document.querySelectorAll('main details').forEach(one => { one.open = true; })")


@pytest.fixture
def filled(office, file):
    """A filed record, one proposed to be exempt with its sheet, a hold, a held dossier, a deputy."""
    import datetime

    from pipeline.document import Actor
    from pipeline.records import dossiers, exemptions, holds, people

    file(FILED, title="Keputusan tim")
    file(EXEMPT, title="Cuti", category="dikecualikan_usul")
    rahma = people.get_actor("rahma", "web")
    exemptions.write_consequence_test(
        office.home, EXEMPT, rahma, basis="h", harm="rahasia terbuka", benefit="kecil", until="2099-01-31"
    )
    holds.hold(office.home, FILED, "audit", rahma, "diperiksa BPK")
    holds.hold(
        office.home, dossiers.open_dossier(office.home, "HM.02", "Sengketa hasil", rahma).id, "dispute", rahma, "perkara di MK"
    )
    today = datetime.date.today().isoformat()
    people.set_deputy(office.home, Actor("root", None, door="cli"), "siti", "budi", today, today)


STATES = [*PAGES, f"/berkas/{FILED}/", "/berkas/2026-999999/", "/antrean/?tampil=disisihkan"]
HIDDEN = ["/dikecualikan/", f"/berkas/{EXEMPT}/", f"/berkas/{FILED}/?teks=1", "/jatuh-tempo/?kind=STG&subject=apa&date=2026-01-01"]


def test_everybody_can_use_every_page(filled, base, open_page):
    found = {}
    for name, paths in (("siti", STATES), ("rahma", HIDDEN)):
        page = open_page(name)
        for path in paths:
            go(page, base + path)
            open_all(page)
            found[path] = faults(page)
        assert page.troubles == []
    page = open_page("siti")
    go(page, f"{base}/antrean/")
    page.keyboard.press("?")
    found["help"] = faults(page)
    go(page, f"{base}/berkas/{LETTER}/")
    page.fill("#f-code", "")
    page.type("#f-code", "rapat")
    page.wait_for_selector("#l-code [data-value]")
    found["codes"] = faults(page)
    page.click(".behalf button")
    found["on behalf"] = faults(page)
    page.click("[lang=en]")
    found["english"] = faults(page)
    admin = open_page("admin")
    go(admin, f"{base}/orang/")
    open_all(admin)
    found["people"] = faults(admin)
    stranger = open_page()
    go(stranger, f"{base}/masuk/")
    found["login"] = faults(stranger)
    assert [f"{path}: {fault}" for path, some in found.items() for fault in some] == []


@pytest.mark.parametrize("viewport", [{"width": 360, "height": 740}, {"width": 683, "height": 384}], ids=["telephone", "200 %"])
def test_no_page_is_wider_than_its_window(filled, base, open_page, viewport):
    for name, paths in (("siti", PAGES), ("rahma", [*HIDDEN, f"/berkas/{FILED}/"])):
        page = open_page(name, viewport=viewport)
        for path in paths:
            go(page, base + path)
            open_all(page)
            assert not overflows(page), path


@pytest.mark.parametrize("name", ["siti", "rahma"])
def test_the_ways_stand_on_one_line_of_an_office_screen(base, open_page, name):
    page = open_page(name, viewport={"width": 1280, "height": 800})
    for language in ("id", "en"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": base}])
        go(page, f"{base}/antrean/")
        assert page.evaluate("() => document.querySelector('.top').clientHeight") < 80


def test_deciding_anew_shows_its_consequence_while_one_types(filled, base, open_page):
    page = open_page("rahma")
    go(page, f"{base}/berkas/{FILED}/")
    page.click("#pilihan summary >> nth=0")
    page.select_option("#f-category", "berkala")
    page.wait_for_selector("#akibat ins")
    page.fill("#f-code", "TU.01.2")
    page.wait_for_selector("#l-code [data-value]")
    page.press("#f-code", "ArrowDown")
    page.press("#f-code", "Enter")
    page.wait_for_function("() => document.querySelector('#akibat').textContent.includes('TU.01.2')")
    page.fill("#pilihan [name=why] >> nth=0", "salah kelas")
    page.click("#pilihan button[value=change]")
    page.wait_for_selector(".notice.success")
    assert (stored(FILED).facts.code, stored(FILED).facts.category) == ("TU.01.2", "berkala")
    assert page.troubles == []


def test_a_page_read_again_says_how_far_it_is_and_then_what_it_reads(office, base, open_page, monkeypatch):
    import threading

    from pipeline.records import rereading

    go_on, real = threading.Event(), rereading.read_again
    monkeypatch.setattr(rereading, "read_again", lambda *args, **named: (go_on.wait(30), real(*args, **named))[1])
    page = open_page("siti")
    go(page, f"{base}/berkas/{LETTER}/")
    page.click("#ulang summary")
    page.click("#ulang button[value=reread]")
    page.wait_for_selector("#dibaca progress")
    found = faults(page)
    go_on.set()
    page.wait_for_url("**/?teks=1&sudah=ya")
    page.wait_for_selector(".notice.success >> text=Halaman dibaca ulang")
    (office.home.archive / "queue" / LETTER / stored().original).write_bytes(b"")
    page.click("#ulang summary")
    page.click("#ulang button[value=reread]")
    page.wait_for_selector(".notice.error >> text=File ini kosong")
    page.wait_for_selector("#ulang")
    assert found + faults(page) == []
    assert page.troubles == []


def test_without_script_the_work_can_still_be_done(office, base, open_page):
    page = open_page("siti", java_script_enabled=False)
    go(page, f"{base}/berkas/{LETTER}/")
    page.fill("#f-title", "Judul tanpa skrip")
    page.click("button[value=edit]")
    assert stored().facts.title == "Judul tanpa skrip"
    go(page, f"{base}/antrean/")
    page.check(f"#c-{LETTER}")
    page.click("#tombol-utama")
    assert stored().status == "verified"

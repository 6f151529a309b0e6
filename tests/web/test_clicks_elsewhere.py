"""Every action of the pages that are no record's, clicked in a real browser; and a look at every button."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.web.browsing import go, stored
from tests.web.conftest import OPERATOR, password

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="needs Chromium")]
TODAY = datetime.date.today().isoformat()


def person(name):
    from pipeline.records import people

    return people.get_actor(name, "web")


def dossier(site, title, paper=""):
    from pipeline.records import dossiers

    name = dossiers.open_dossier(site.home, "HM.02", title, person("rahma"), on="2026-01-01").id
    if paper:
        dossiers.join_dossier(site.home, paper, person("rahma"), name)
    return name


def decided(kind, name):
    from pipeline.catalogue import decisions

    return decisions.get_decision(kind, name)


def done(page, text):
    page.wait_for_selector(f".notice.success >> text={text}")
    assert page.troubles == []


# --- Jatuh tempo -----------------------------------------------------------------------------------------------------------------


def test_a_dossier_is_opened(site):
    page = site.open("siti", "/jatuh-tempo/")
    page.fill("[name=code]", "HM.02")
    page.fill("[name=title]", "Pameran foto")
    page.click("text=Buka berkas baru")
    done(page, "Berkas dibuka")
    assert "Pameran foto" in page.inner_text("#berkas-semua")


def test_a_dossier_is_given_a_new_name(site):
    paper = site.paper("filed")
    name = dossier(site, "Lomba pidato", paper)
    page = site.open("siti", "/jatuh-tempo/")
    row = page.locator(f"tr:has-text('{name}')")
    row.locator("summary").click()
    row.locator("[name=new_title]").fill("Lomba baca puisi")
    row.locator("button").click()
    done(page, "Nama berkas sudah diganti")
    assert stored(paper).dossier.startswith("hm.02-2026-lomba-baca-puisi-")
    assert name not in page.inner_text("#berkas-semua")


def test_a_dossier_is_held_and_let_go(site):
    name = dossier(site, "Sengketa lahan")
    page = site.open("budi", "/jatuh-tempo/")
    page.click("text=Tahan satu berkas dari penyusutan")
    page.fill("[name=target]", name)
    page.select_option("[name=hold_kind]", "dispute")
    page.fill("form:has([name=target]:not([type=hidden])) textarea", "perkara di PTUN")
    page.click("button[value=hold]")
    done(page, "Ditahan dari penyusutan")
    row = page.locator(f"tr:has-text('{name}')")
    row.locator(".held summary").click()
    row.locator(".held textarea").fill("sudah putus")
    row.locator("button[value=release]").click()
    done(page, "Penahanan dilepas")
    assert decided("holds", f"{name}.dispute").data["released"] == TODAY


def test_an_event_is_looked_at_and_then_written_down(site):
    name = dossier(site, "Kontrak kertas", site.paper("filed"))
    page = site.open("budi", "/jatuh-tempo/")
    page.select_option("[name=kind]", "FC")
    page.fill("[name=subject]", name)
    page.fill("form:has([name=kind]) [name=date]", "2026-02-01")
    page.click("text=Lihat dulu >> nth=-1")
    page.click("button:has-text('Catat peristiwa')")
    done(page, "Peristiwa dicatat")
    assert decided("dossiers", name).data["dates"] == {"FC": "2026-02-01"}


def test_what_was_carried_to_the_inactive_store_is_ticked_off(site):
    ended = str(datetime.date.today() - datetime.timedelta(days=500))  # a year active, two inactive
    taken, left = (site.paper("filed", code="TU.01.2", date=ended) for _ in range(2))
    page = site.open("siti", "/jatuh-tempo/")
    page.click(f".pick:has([value='{taken}'])")
    page.click("#pindah button")
    done(page, "Dicatat: sudah dipindahkan")
    assert [stored(one).history[-1].act for one in (taken, left)] == ["transfer", "ratify"]


def test_the_list_is_shown_as_of_another_day(site):
    paper = site.paper("filed", code="TU.01.2", date=TODAY)
    page = site.open("siti", "/jatuh-tempo/")
    assert paper not in page.inner_text("main")
    page.fill("[name=pada]", "2099-01-01")
    page.click("text=Tampilkan")
    page.wait_for_selector(f"text={paper}")
    assert "pada=2099-01-01" in page.url


# --- Orang -----------------------------------------------------------------------------------------------------------------------


def test_a_person_is_added_changed_and_given_a_deputyship(site):
    page = site.open("admin", "/orang/")
    page.click("text=Tambah pengguna")
    new = page.locator("li:last-child form")
    new.locator("[name=name]").fill("joko")
    new.locator("[name=password]").fill(password("joko"))
    new.locator("button").click()
    done(page, "Data pengguna disimpan")
    page.click("summary:has-text('joko')")
    own = page.locator("li:has(summary:has-text('joko'))")
    own.locator("[name=role]").select_option("ppid")
    own.locator("form:not(.deputy) button").click()
    done(page, "Data pengguna disimpan")
    page.click("summary:has-text('joko')")
    own.locator("[name=principal]").select_option("budi")
    own.locator("[name=from]").fill(TODAY)
    own.locator("[name=until]").fill(TODAY)
    own.locator(".deputy button").click()
    done(page, "Wakil ditetapkan")
    assert (person("joko").role, decided("people", "joko").data["role"]) == ("ppid", "ppid")


# --- Every page ------------------------------------------------------------------------------------------------------------------


def test_somebody_enters_changes_the_language_and_leaves(site):
    page = site.open("", "/masuk/")
    page.fill("[name=name]", "siti")
    page.fill("[name=password]", password("siti"))
    page.click("main button")
    page.click("text=English")
    page.wait_for_selector("html[lang=en]")
    page.click("text=Indonesia")
    page.wait_for_selector("html[lang=id]")
    page.click("text=Keluar")
    page.wait_for_url("**/masuk/**")
    go(page, f"{site.base}/antrean/")
    assert "/masuk/" in page.url


def test_a_deputy_acts_on_behalf_and_comes_back(site):
    from pipeline.records import people

    people.set_deputy(site.home, OPERATOR, "siti", "budi", TODAY, TODAY)
    page = site.open("siti", "/antrean/")
    page.click("text=Bertindak a.n. budi")
    page.wait_for_selector(".who >> text=siti a.n. budi")
    page.click("text=Kembali sebagai siti")
    page.wait_for_selector("text=Bertindak a.n. budi")
    assert "siti a.n. budi" not in page.inner_text(".who")


def test_a_step_is_taken_back_on_the_next_page(site):
    paper = site.paper()
    page = site.open("siti", f"/berkas/{paper}/")
    page.click("#tombol-utama")
    page.click("#pesan button")
    done(page, "Tindakan terakhir dibatalkan")
    assert stored(paper).status == "queued"


def test_a_search_is_asked_by_the_button(site):
    page = site.open("siti", "/cari/")
    page.fill("#q", "selendraga")
    page.select_option("[name=di]", "semua")  # which asks by itself
    page.wait_for_selector(".hits")
    page.fill("#q", "tidakadadimanapun")
    page.click(".finder button.primary")
    page.wait_for_selector("text=Tidak ada yang cocok")
    assert "q=tidakadadimanapun" in page.url


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_paper_is_uploaded(site, tmp_path, script):
    paper = tmp_path / "surat.txt"
    paper.write_text(f"Surat yang diunggah, skrip {script}.\n")
    page = site.open("siti", "/unggah/", java_script_enabled=script)
    page.set_input_files("#file", str(paper))
    if not script:
        page.click("#unggah button")
    page.wait_for_selector("#terkirim li >> text=surat")
    assert page.troubles == []


@pytest.mark.parametrize("given", ["queued", "filed"])
def test_without_script_there_are_buttons_for_what_happens_by_itself_with_it(site, given):
    paper = site.paper(given)
    page = site.open("rahma" if given == "filed" else "siti", f"/berkas/{paper}/", java_script_enabled=False)
    if given == "queued":
        page.fill("#f-title", "Judul dengan tangan")
        page.click("[value=edit]")
        assert stored(paper).facts.title == "Judul dengan tangan"
    else:
        page.click("#pilihan > details >> nth=0 >> summary >> nth=0")
        page.select_option("#f-category", "berkala")
        page.click("[value=look]")
        assert "berkala" in page.inner_text("#akibat").lower()


def test_no_button_of_any_page_is_cut_off_from_its_form_or_leaves_open_what_it_is(site):
    paper, filed = site.paper(), site.paper("filed", category="dikecualikan_usul")
    dossier(site, "Apa saja")
    found: dict[str, object] = {}
    looks = {
        "siti": [
            *"/ /antrean/ /cari/?q=selendraga&di=semua /unggah/ /daftar/ /jatuh-tempo/ /buku-rekap/".split(),
            f"/berkas/{paper}/",
        ],
        "rahma": [f"/berkas/{filed}/", *"/dikecualikan/ /jatuh-tempo/?kind=UU&subject=2025&date=2026-01-01 /antrean/".split()],
        "admin": ["/orang/"],
    }
    wrong = """() => [...document.querySelectorAll('button')].filter(one =>
        !one.hasAttribute('type')
        || (one.type === 'submit' && !one.form)
        || (one.hasAttribute('form') && !document.getElementById(one.getAttribute('form'))?.matches('form'))
        || (one.type === 'button' && one.name)).map(one => one.outerHTML)"""
    for name, paths in looks.items():
        page = site.open(name, paths[0])
        for path in paths:
            go(page, site.base + path)
            found |= {f"{path}: {button}": name for button in page.evaluate(wrong)}
    assert found == {}

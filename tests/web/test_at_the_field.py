"""What a field cannot hold is said at that field, in a real browser, and nothing is decided by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.browsing import LETTER, faults, go, stored

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="needs Chromium")]
PLAN, SECRET = "2026-000004", "2026-000005"
WRONG = {
    "code": ("undangan rapat", "“undangan rapat” tidak ada dalam skema KPU 1257/2024; yang terdekat: "),
    "title": ("\u200b", "judul belum diisi"),
    "date": ("2062-01-01", "1 Januari 2062 lebih dari 31 hari sesudah naskah ini diterima"),
    "document_type": ("kartu pos", "“kartu pos” bukan jenis naskah yang dikenal"),
    "document_type_code": ("XY", "“XY” bukan kode jenis naskah"),
    "holding_unit": ("Bagian Entah", "“Bagian Entah” bukan unit kantor ini"),
    "form": ("piringan hitam", "“piringan hitam” tidak dikenal"),
}


def fill(page, name, value):
    """Type into a field and leave it, as people do; a list that follows the typing is closed first."""
    page.fill(f"#f-{name}", value)
    page.keyboard.press("Escape")
    page.press(f"#f-{name}", "Tab")


def said_at(page, name, text):
    page.wait_for_function("([name, text]) => document.getElementById(`p-${name}`)?.innerText.includes(text)", arg=[name, text])


@pytest.mark.parametrize("name", [name for name in WRONG if name != "title"])
def test_it_is_said_at_the_field_as_soon_as_it_is_left_and_goes_when_it_is_put_right(base, open_page, name):
    value, told = WRONG[name]
    before, page = getattr(stored().facts, name), open_page("siti")
    go(page, f"{base}/berkas/{LETTER}/")
    fill(page, name, value)
    said_at(page, name, told)
    assert getattr(stored().facts, name) == before
    fill(page, name, before)
    page.wait_for_function("name => document.getElementById(`p-${name}`).innerText === ''", arg=name)


@pytest.mark.parametrize("name", WRONG)
def test_the_press_that_verifies_is_refused_with_the_sentence_at_the_field(base, open_page, name):
    value, told = WRONG[name]
    page = open_page("siti")
    go(page, f"{base}/berkas/{LETTER}/")
    fill(page, name, value)
    page.click("#tombol-utama")
    page.wait_for_selector("[role=alert]")
    said_at(page, name, told)
    assert page.get_attribute(f"#f-{name}", "aria-invalid") == "true"
    assert f"p-{name}" in page.get_attribute(f"#f-{name}", "aria-describedby")
    assert stored().status == "queued"


def test_a_page_with_a_refusal_is_for_everybody(base, open_page):
    page = open_page("siti")
    go(page, f"{base}/berkas/{LETTER}/")
    fill(page, "code", WRONG["code"][0])
    page.click("#tombol-utama")
    said_at(page, "code", WRONG["code"][1])
    assert faults(page) == []


@pytest.mark.parametrize("name", WRONG)
def test_what_is_filed_is_not_decided_anew_so(base, open_page, file, name):
    value, told = WRONG[name]
    before = file(LETTER)
    page = open_page("rahma")
    go(page, f"{base}/berkas/{LETTER}/")
    page.click("summary:text-is('Putuskan ulang')")
    if not page.is_visible(f"#f-{name}"):
        page.click("summary:text-is('Isian lain')")
    fill(page, name, value)
    page.fill("#pilihan textarea[name=why]:visible", "salah isi")
    page.click("button[value=change]")
    page.wait_for_selector("[role=alert]")
    said_at(page, name, told)
    assert page.is_visible(f"#f-{name}")
    assert stored() == before


def test_several_together_name_what_each_lacks(office):
    from pipeline.approval import Act
    from pipeline.catalogue import transactions
    from pipeline.records import people
    from pipeline.records.lifecycle import machine_actor
    from pipeline.web.views import bulk_actions

    def as_it_was(record):
        return replace(record, facts=replace(record.facts, code="undangan rapat"))

    transactions.commit_change(office.home, LETTER, machine_actor("test"), "read", as_it_was)
    outcome = bulk_actions.decide(people.get_actor("siti", "web"), Act.VERIFY, [LETTER, PLAN], "")
    assert outcome.done == (PLAN,)
    ((refused, sentence),) = outcome.refused
    assert (refused, "kode klasifikasi" in sentence) == (LETTER, True)
    assert stored().status == "queued"


def test_an_exemption_is_settled_by_the_decision_on_it_and_by_nothing_else(base, open_page, office, file, decide_on):
    from pipeline.records import exemptions, people

    secret = file(SECRET, category="dikecualikan_usul", code="SDM.06.3", title="Cuti")
    plan = file(PLAN, title="Rencana kerja tahunan", document_type="laporan")
    decision = decide_on(secret)
    sheet = {"basis": "h", "harm": "data kesehatan terbuka", "benefit": "kecil", "until": "2099-01-31"}
    exemptions.write_consequence_test(office.home, SECRET, people.get_actor("dewi", "web"), **sheet)
    page = open_page("rahma")
    go(page, f"{base}/berkas/{SECRET}/")
    page.click("summary:text-is('Tetapkan dikecualikan')")
    page.fill("[name=decision]", plan.id)
    page.click("button[value=exempt]")
    page.wait_for_selector("[role=alert]")
    said_at(page, "decision", "jenisnya “laporan”; yang diperlukan keputusan")
    assert stored(SECRET).facts.category == "dikecualikan_usul"
    page.fill("[name=decision]", decision.id)
    page.click("button[value=exempt]")
    page.wait_for_selector(".notice.success")
    assert stored(SECRET).facts.category == "dikecualikan"

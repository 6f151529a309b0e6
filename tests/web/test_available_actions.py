"""What may be done with a record now: a form for each act that is this person's, a sentence for the others."""

from __future__ import annotations

import re

import pytest

LETTER, SECRET = "2026-000001", "2026-000005"
UNIT = "Subbagian Teknis Penyelenggaraan Pemilu dan Hukum"
FORMS = {"change", "join", "hold", "release", "propose_exempt", "exempt", "transfer", "transfer_back"}


def stands(record_id=LETTER):
    from pipeline.catalogue import models

    return models.Record.objects.get(pk=record_id).record()


def act(browser, act_, record=LETTER, **fields):
    return browser.post(f"/berkas/{record}/tindakan/", {"act": act_, **fields}, follow=True)


def shown(browser, record=LETTER) -> str:
    return browser.get(f"/berkas/{record}/").content.decode()


def forms(text: str) -> set[str]:
    return set(re.findall(r'name="act" value="(\w+)"', text)) & FORMS


@pytest.mark.parametrize(("name", "buttons"), [("rahma", {"change", "join", "hold"}), ("dewi", set()), ("tamu", set())])
def test_a_filed_record_offers_what_is_ones_own(as_, file, name, buttons):
    file(LETTER)
    assert forms(shown(as_(name))) == buttons


def test_what_may_not_be_done_is_named_with_its_reason_in_both_languages(as_, file):
    file(LETTER, code="TU.01.2", date="2020-03-14")
    browser = as_("siti")
    text = shown(browser)
    assert "Belum dapat dilakukan" in text
    assert "perlu peran PPID" in text
    browser.post("/bahasa/", {"language": "en"})
    text = shown(browser)
    assert "the role of PPID is needed" in text
    assert "perlu peran" not in text


def test_a_reader_sees_no_list_of_refusals(as_, file):
    file(LETTER)
    assert "Belum dapat dilakukan" not in shown(as_("tamu"))


def test_deciding_anew_shows_the_shelf_first_and_then_moves_it(as_, file):
    file(LETTER, code="HM.02", date="2024-03-14")
    browser, wanted = as_("rahma"), {"code": "TU.01.2", "category": "setiap_saat", "why": "salah kelas"}
    look = browser.post(f"/berkas/{LETTER}/tindakan/", {"act": "look", **wanted}, headers={"HX-Request": "true"}).content.decode()
    assert "HM.02" in re.search(r"<del>[^<]* · HM[^<]*", look)[0]
    assert "TU.01.2" in re.search(r"<ins>[^<]* · TU[^<]*", look)[0]
    assert stands().facts.code == "HM.02"
    assert "Diputuskan ulang" in act(browser, "change", **wanted).content.decode()
    last = stands().history[-1]
    assert (stands().facts.code, last.act, last.why) == ("TU.01.2", "change", "salah kelas")


def test_without_script_the_consequence_stands_in_the_page_and_nothing_typed_is_lost(as_, file):
    file(LETTER, code="HM.02", date="2024-03-14")
    text = act(as_("rahma"), "look", code="TU.01.2", why="salah kelas").content.decode()
    assert re.search(r"<ins>[^<]* · TU\.01\.2</ins>", text)
    assert "salah kelas" in text


def test_a_change_that_is_refused_keeps_its_form_open(as_, file):
    file(LETTER)
    answer = act(as_("rahma"), "change", title="Judul lain", why="")
    assert answer.status_code == 409
    assert "<details open><summary>Putuskan ulang" in answer.content.decode()
    assert "Judul lain" in answer.content.decode()
    assert stands().facts.title == "Naskah"


def test_every_field_of_the_command_line_may_be_decided_anew(as_, file):
    from pipeline.approval import EDITABLE

    file(LETTER)
    browser, wanted = as_("rahma"), {"holding_unit": UNIT, "number": "7/HM.02-Pu/2101/2026", "form": "cetak"}
    form = re.search(r"<summary>Putuskan ulang.*?</form>", shown(browser), re.DOTALL)[0]
    assert {name for name in EDITABLE if f'name="{name}"' in form} == set(EDITABLE)
    look = browser.post(f"/berkas/{LETTER}/tindakan/", {"act": "look", **wanted}).content.decode()
    assert "<details open><summary>Isian lain" in look
    assert f"<ins>{UNIT}</ins>" in look
    act(browser, "change", **wanted, why="salah unit")
    facts, last = stands().facts, stands().history[-1]
    assert {name: getattr(facts, name) for name in wanted} == wanted
    assert (last.act, set(last.changes)) == ("change", set(wanted))


def test_two_who_decide_anew_on_different_fields_do_not_undo_each_other(as_, file):
    file(LETTER)
    was = {"title": "Naskah", "was-title": "Naskah", "holding_unit": stands().facts.holding_unit}
    was |= {"was-holding_unit": was["holding_unit"]}
    act(as_("rahma"), "change", **was | {"title": "Judul Rahma"}, why="salah")
    act(as_("budi"), "change", **was | {"holding_unit": UNIT}, why="salah unit")
    assert (stands().facts.title, stands().facts.holding_unit) == ("Judul Rahma", UNIT)
    assert act(as_("budi"), "change", **was | {"title": "Judul Budi"}, why="salah").status_code == 409


def test_desk_decides_nothing_anew(as_, file):
    file(LETTER)
    assert act(as_("siti"), "change", title="Lain", why="x").status_code == 409
    assert act(as_("siti"), "look", title="Lain").status_code == 200
    assert stands().facts.title == "Naskah"


def test_a_paper_is_laid_into_its_suggested_dossier_by_the_press_that_verifies_it(as_, office):
    from pipeline.records import dossiers, people

    facts = stands().facts
    year = facts.date[:4]
    folder = dossiers.open_dossier(office.home, facts.code, facts.title, people.get_actor("dewi", "web"), on=f"{year}-01-05")
    browser = as_("siti")
    assert re.search(rf'value="{re.escape(folder.id)}" selected>', shown(browser))
    act(browser, "verify", dossier=folder.id)
    assert (stands().status, stands().dossier) == ("verified", folder.id)
    assert [entry.act for entry in stands().history[-2:]] == ["join", "verify"]


def test_the_suggestion_follows_the_title_until_somebody_chooses(as_, office):
    from pipeline.records import dossiers, people

    facts = stands().facts
    folder = dossiers.open_dossier(
        office.home, facts.code, "Lomba cerdas cermat", people.get_actor("dewi", "web"), on=f"{facts.date[:4]}-01-05"
    )
    suggested = f'value="{folder.id}" selected>'

    def saved(title, **more):
        was = {"was-title": stands().facts.title}
        return as_("siti").post(f"/berkas/{LETTER}/simpan/", {"title": title, **was, **more}).content.decode()

    assert suggested in saved("Undangan lomba cerdas cermat", **{"dossier": "", "was-dossier": ""})
    assert suggested not in saved("Laporan lomba cerdas cermat", **{"dossier": "", "was-dossier": folder.id})


def test_a_new_dossier_is_offered_and_opened_only_when_wanted(as_):
    text = shown(as_("siti"))
    assert 'value="new">' in text
    act(as_("siti"), "verify", dossier="new")
    assert stands().dossier


def test_a_filed_record_joins_and_leaves(as_, file):
    file(LETTER)
    browser = as_("rahma")
    act(browser, "join", dossier="new")
    name = stands().dossier
    assert name
    assert name in shown(browser)
    act(browser, "join", dossier="-")
    assert stands().dossier == ""


def test_a_hold_is_laid_on_and_let_go(as_, file):
    file(LETTER)
    browser = as_("budi")
    assert "diperiksa BPK" in act(browser, "hold", kind="audit", why="diperiksa BPK").content.decode()
    assert "diperiksa BPK" in shown(as_("siti"))
    text = act(browser, "release", kind="audit", why="selesai").content.decode()
    assert "Penahanan dilepas" in text
    assert "diperiksa BPK" not in text


def test_an_exemption_goes_from_sheet_to_decision(as_, file, decide_on):
    decision = decide_on(file(SECRET, category="dikecualikan_usul", code="SDM.06.3")).id
    browser = as_("rahma")
    assert "isi dulu lembar uji konsekuensinya" in shown(browser, SECRET)
    sheet = {"basis": "h", "harm": "data keluarga terbuka", "benefit": "kecil", "until": "2099-01-31"}
    assert act(browser, "propose_exempt", SECRET, **sheet | {"harm": ""}).status_code == 409
    act(browser, "propose_exempt", SECRET, **sheet)
    assert "data keluarga terbuka" in shown(browser, SECRET)
    assert act(browser, "exempt", SECRET, decision="2026-999999").status_code == 409
    act(browser, "exempt", SECRET, decision=decision)
    assert stands(SECRET).facts.category == "dikecualikan"
    assert act(as_("siti"), "propose_exempt", SECRET, **sheet).status_code == 404


def test_a_transfer_is_ticked_off_on_the_due_list_and_withdrawn_on_the_record(as_, file):
    import datetime

    last_year = datetime.date.today().year - 1
    record = file(LETTER, code="TU.01.2", date=f"{last_year - 1}-01-14")
    assert record.retention.active_until <= datetime.date.today().isoformat() < record.retention.ends
    browser = as_("siti")
    assert f'value="{LETTER}" form="pindah"' in browser.get("/jatuh-tempo/").content.decode()
    assert browser.post("/jatuh-tempo/pindah/", {}).status_code == 409
    today = datetime.date.today().isoformat()
    refused = browser.post("/jatuh-tempo/pindah/", {"id": [LETTER, SECRET], "on": today})
    assert (refused.status_code, f"Naskah {SECRET} tidak ditemukan" in refused.content.decode()) == (409, True)
    assert (stands().history[-1].act, stands().history[-1].by) == ("transfer", "siti")
    assert LETTER not in browser.get("/jatuh-tempo/").content.decode()
    act(browser, "transfer_back", why="salah boks")
    assert stands().history[-1].act == "transfer_back"


def asks_on(text: str) -> str:
    return re.search(r'hx-get="(/berkas/[^"]+/dibaca/[^"]*)"', text)[1].replace("&amp;", "&")


def test_a_page_is_read_again_off_the_request_and_shows_what_it_says_now(as_, office, monkeypatch):
    import threading

    from pipeline.records import rereading

    browser, go_on, real = as_("siti"), threading.Event(), rereading.read_again
    monkeypatch.setattr(rereading, "read_again", lambda *args, **named: (go_on.wait(30), real(*args, **named))[1])
    answer = act(browser, "reread", page="1", enhanced="on").content.decode()
    assert "Halaman 1 sedang dibaca ulang, diminta siti." in answer
    assert 'value="reread"' not in answer
    assert act(browser, "reread", page="1").status_code == 409
    asking = asks_on(browser.get(f"/berkas/{LETTER}/").content.decode())
    assert browser.get(asking, headers={"HX-Request": "true"}).status_code == 204
    go_on.set()
    assert office.wait_until_idle(30)
    told = browser.get(asking, headers={"HX-Request": "true"})
    assert told["HX-Trigger-After-Settle"] == "berkas:read-again"
    result = re.search(r'id="hasil-baca" href="([^"]+)"', told.content.decode())[1].replace("&amp;", "&")
    text = browser.get(result).content.decode()
    assert 'class="read"' in text
    assert "Halaman dibaca ulang" in text
    assert (stands().history[-1].act, stands().history[-1].by, stands().history[-1].detail["page"]) == ("reread", "siti", "1")


def test_a_page_that_could_not_be_read_again_says_why_until_something_else_happens(as_, office):
    (office.home.archive / "queue" / LETTER / stands().original).write_bytes(b"")
    browser = as_("siti")
    act(browser, "reread", page="1")
    assert office.wait_until_idle(30)
    told = browser.get(f"/berkas/{LETTER}/dibaca/?tanda=0-1&hal=1", headers={"HX-Request": "true"}).content.decode()
    assert "tidak berhasil. File ini kosong" in told
    assert "tidak berhasil. File ini kosong" in shown(as_("dewi"))
    act(browser, "edit", title="Lain", **{"was-title": stands().facts.title})
    assert "tidak berhasil" not in shown(browser)


@pytest.mark.parametrize("wrong", [{"page": "9"}, {"page": "x"}, {"turn": "45"}, {"language": "fra"}])
def test_a_page_that_cannot_be_read_so_is_refused_with_a_sentence(as_, wrong):
    before = stands().version
    assert act(as_("siti"), "reread", **{"page": "1"} | wrong).status_code == 409
    assert stands().version == before


@pytest.fixture
def deputy(office):
    """siti may act for budi today, and dewi may not any more."""
    import datetime

    from pipeline.document import Actor
    from pipeline.records import people

    today, operator = datetime.date.today().isoformat(), Actor("root", None, door="cli")
    people.set_deputy(office.home, operator, "siti", "budi", today, today)
    people.set_deputy(office.home, operator, "dewi", "budi", "2020-01-01", "2020-01-31")
    return office


def test_a_deputy_acts_on_behalf_and_history_says_so(as_, deputy):
    act(as_("dewi"), "verify")
    browser = as_("siti")
    assert "Bertindak a.n. budi" in shown(browser)
    assert browser.post("/atas-nama/", {"name": "budi"}).status_code == 302
    assert "siti a.n. budi" in shown(browser)
    act(browser, "ratify")
    assert (stands().status, stands().history[-1].by) == ("filed", "siti a.n. budi")
    browser.post("/atas-nama/", {"name": ""})
    assert "siti a.n. budi</b>" not in browser.get("/antrean/").content.decode()


def test_four_eyes_hold_for_a_deputy_too(as_, deputy):
    browser = as_("siti")
    act(browser, "verify")
    browser.post("/atas-nama/", {"name": "budi"})
    assert act(browser, "ratify").status_code == 409


@pytest.mark.parametrize(("name", "principal"), [("dewi", "budi"), ("siti", "rahma"), ("siti", "nobody")])
def test_nobody_acts_for_whom_they_are_no_deputy_of(as_, deputy, name, principal):
    assert as_(name).post("/atas-nama/", {"name": principal}).status_code == 403


def test_a_deputy_whose_days_are_over_is_themselves_again(as_, deputy):
    from pipeline.document import Actor
    from pipeline.records import people

    browser = as_("siti")
    browser.post("/atas-nama/", {"name": "budi"})
    people.set_deputy(deputy.home, Actor("root", None, door="cli"), "siti", "budi", "2020-01-01", "2020-01-31")
    text = browser.get("/antrean/").content.decode()
    assert "a.n." not in text
    assert 'value="verify"' in text


@pytest.mark.parametrize(("language", "says"), [("id", "Menunggu pengesahan PPID."), ("en", "Waiting for the PPID to ratify it.")])
def test_desk_is_told_that_a_verified_paper_waits_for_the_ppid(as_, office, language, says):
    from pipeline.records import lifecycle, people

    facts = {"title": "Naskah", "code": "HM.02", "category": "setiap_saat", "access_level": "biasa"}
    lifecycle.verify(office.home, LETTER, people.get_actor("siti", "web"), facts)
    browser = as_("siti")
    browser.post("/bahasa/", {"language": language})
    assert says in shown(browser)

"""Saving as one goes, deciding several at once, choosing a code, seeing who else is there."""

from __future__ import annotations

import json
import re

import pytest

LETTER, DECISION, ASSIGNMENT, NOTES, SECRET = (f"2026-00000{number}" for number in range(1, 6))
HTMX = {"HX-Request": "true"}


def stored(record_id=LETTER):
    from pipeline.catalogue import models

    return models.Record.objects.get(pk=record_id).record()


def save(browser, record_id=LETTER, **fields):
    return browser.post(f"/berkas/{record_id}/simpan/", fields, headers=HTMX).content.decode()


def test_what_is_typed_is_saved_and_the_shelf_follows(as_):
    text = save(as_("siti"), code="HM.03.6", **{"was-code": stored().facts.code})
    assert stored().facts.code == "HM.03.6"
    assert 'id="retensi"' in text
    assert "HM.03.6" in text
    assert 'id="was-code" name="was-code" value="HM.03.6"' in text


def test_saving_what_has_not_changed_is_no_act(as_):
    before = stored()
    text = save(as_("siti"), code=before.facts.code, **{"was-code": before.facts.code})
    assert stored().version == before.version
    assert "Tersimpan" not in text


def test_what_cannot_be_saved_is_said_beside_the_form(as_):
    text = save(as_("siti"), date="kemarin", **{"was-date": stored().facts.date})
    assert "Isian tanggal: tulis sebagai" in text
    assert stored().facts.date != "kemarin"


def test_a_filed_record_takes_no_changes(as_, file):
    file(LETTER)
    assert "tidak berhak" in save(as_("siti"), title="Lain", **{"was-title": stored().facts.title})
    assert stored().facts.title != "Lain"


def batch(browser, act, *ids, **more):
    return browser.post("/antrean/tindakan/?tampil=semua", {"act": act, "id": ids, **more}, headers=HTMX).content.decode()


def test_several_are_verified_together(as_):
    text = batch(as_("siti"), "verify", LETTER, DECISION)
    assert (stored(LETTER).status, stored(DECISION).status) == ("verified", "verified")
    assert "2 naskah diperiksa" in text


def test_one_that_is_refused_does_not_stop_the_others(as_):
    from pipeline.approval import EDITABLE

    browser = as_("siti")
    cleared = {f"was-{name}": getattr(stored(NOTES).facts, name) for name in EDITABLE} | {"title": ""}
    save(browser, NOTES, **cleared)
    text = batch(browser, "verify", NOTES, LETTER)
    assert stored(LETTER).status == "verified"
    assert stored(NOTES).status == "queued"
    assert "judul belum diisi" in text


def test_each_is_an_act_of_its_own_in_the_book(as_):
    batch(as_("siti"), "verify", LETTER, DECISION)
    assert [stored(record).history[-1].by for record in (LETTER, DECISION)] == ["siti", "siti"]


def test_a_batch_can_be_taken_back(as_):
    browser = as_("siti")
    assert '"act": "undo"' in batch(browser, "verify", LETTER, DECISION)
    batch(browser, "undo", LETTER, DECISION)
    assert stored(LETTER).status == "queued"


def test_a_batch_touches_nothing_that_one_may_not_see(as_):
    text = batch(as_("siti"), "verify", SECRET)
    nobody = batch(as_("siti"), "verify", "2026-999999")
    assert stored(SECRET).status == "queued"
    assert (
        re.search(r"Naskah \S+ tidak ditemukan", text)[0].split()[2:]
        == re.search(r"Naskah \S+ tidak ditemukan", nobody)[0].split()[2:]
    )


def test_four_eyes_hold_in_a_batch_too(as_, office):
    from pipeline.document import Actor, Role
    from pipeline.records import people

    batch(as_("siti"), "verify", LETTER)
    people.add(office.home, Actor("root", None, door="cli"), "siti", Role.PPID)
    assert "yang memeriksa tidak boleh mengesahkan" in batch(as_("siti"), "ratify", LETTER)
    assert stored().status == "verified"


def test_an_unknown_act_or_nothing_chosen_is_said(as_):
    assert "Belum ada naskah yang dipilih" in batch(as_("siti"), "hapus", LETTER)
    assert "Belum ada naskah yang dipilih" in batch(as_("siti"), "verify")
    assert stored().status == "queued"


def test_after_a_decision_comes_the_next_paper(as_):
    answer = as_("siti").post(f"/berkas/{LETTER}/tindakan/", {"act": "verify"})
    assert answer["Location"] == f"/berkas/{DECISION}/"


@pytest.mark.parametrize(
    ("typed", "code"), [("hm.02", "HM.02"), ("HM 02", "HM.02"), ("siaran pers", "HM.03.6"), ("pendidikan pemilih", "PP.06.1")]
)
def test_a_code_is_found_by_part_of_it_or_its_name(as_, typed, code):
    text = as_("siti").get("/kode/", {"code": typed}).content.decode()
    assert f'data-value="{code}"' in text


def test_a_code_is_offered_with_its_retention(as_):
    text = as_("siti").get("/kode/", {"code": "HM.02"}).content.decode()
    assert re.search(r"\d+ th aktif \+ \d+ th inaktif", text)


def test_a_word_that_no_code_has_is_said(as_):
    assert "Tidak ada kode yang cocok" in as_("siti").get("/kode/", {"code": "zzzqqq"}).content.decode()


def test_who_else_is_there_is_seen_and_forgotten():
    from pipeline.web.presence import Presence

    now = [0.0]
    presence = Presence(lambda: now[0])
    assert presence.here("a", "siti") == []
    assert presence.here("a", "dewi") == ["siti"]
    assert presence.here("b", "dewi") == []
    now[0] = 60
    assert presence.here("a", "dewi") == []


def test_a_change_by_somebody_else_is_told(as_):
    shown = stored().version
    assert "baru diubah" not in as_("dewi").get(f"/berkas/{LETTER}/teman/?versi={shown}").content.decode()
    save(as_("siti"), title="Judul Siti", **{"was-title": stored().facts.title})
    assert "baru diubah oleh siti" in as_("dewi").get(f"/berkas/{LETTER}/teman/?versi={shown}").content.decode()
    assert "baru diubah" not in as_("siti").get(f"/berkas/{LETTER}/teman/?versi={shown}").content.decode()


def test_the_words_of_a_page_come_with_their_places(as_):
    words = json.loads(as_("siti").get(f"/berkas/{LETTER}/kata/1.json").content)
    assert any("SELENDRAGA" in word[0].upper() for word in words)
    for _, left, top, right, bottom in words:
        assert 0 <= left <= right <= 10_000
        assert 0 <= top <= bottom <= 10_000


def test_the_admin_adds_people_and_changes_their_rights(as_, office):
    from pipeline.catalogue import models

    browser = as_("admin")
    person = {"name": "joko", "role": "desk", "active": "on", "password": "bukan-sandi-biasa"}
    browser.post("/orang/", person)
    assert models.Person.objects.get(pk="joko").role == "desk"
    browser.post("/orang/", {"name": "joko", "role": "ppid", "active": "on", "exempt_right": "on"})
    assert models.Person.objects.get(pk="joko").exempt_right
    assert as_().post("/masuk/", {"name": "joko", "password": "bukan-sandi-biasa"}).status_code == 302


def test_the_admin_appoints_a_deputy_for_some_days(as_):
    days = {"from": "2026-01-01", "until": "2099-01-01"}
    text = as_("admin").post("/orang/", {"name": "siti", "principal": "budi", **days}, follow=True).content.decode()
    assert "a.n. budi, 1 Januari 2026 sampai 1 Januari 2099" in text
    assert "Bertindak a.n. budi" in as_("siti").get("/antrean/").content.decode()
    refused = as_("admin").post("/orang/", {"name": "siti", "principal": "siti", **days})
    assert (refused.status_code, "diri sendiri" in refused.content.decode()) == (409, True)


@pytest.mark.parametrize("wrong", [{"name": "Joko!"}, {"role": "raja"}, {"password": "pendek"}])
def test_a_person_that_cannot_be_is_refused_with_a_sentence(as_, wrong):
    answer = as_("admin").post("/orang/", {"name": "joko", "role": "desk", "active": "on"} | wrong)
    assert answer.status_code == 409
    assert "notice error" in answer.content.decode()


def test_the_admin_cannot_lock_themselves_out(as_):
    assert as_("admin").post("/orang/", {"name": "admin", "role": "reader", "active": "on"}).status_code == 409


def test_who_else_is_here_is_said_once(as_, monkeypatch):
    """A live region that is filled again is read out again."""
    from pipeline.web.presence import Presence
    from pipeline.web.views import record

    monkeypatch.setattr(record, "readers", Presence())
    page = f"/berkas/{LETTER}/teman/"
    shown = stored().version
    as_("dewi").get(f"{page}?versi={shown}")
    first = as_("siti").get(f"{page}?versi={shown}")
    assert "dewi" in first.content.decode()
    told = re.search(r'name="tahu" value="([^"]+)"', first.content.decode())[1]
    assert as_("siti").get(f"{page}?versi={shown}&tahu={told}").status_code == 204
    as_("budi").get(f"{page}?versi={shown}")
    assert "budi, dewi" in as_("siti").get(f"{page}?versi={shown}&tahu={told}").content.decode()


def test_the_day_below_the_date_is_the_one_that_was_saved(as_):
    """A browser writes 06/08 as its own language does; the day in words is what one can trust."""
    was = stored().facts.date
    answer = save(as_("siti"), date="2026-06-08", **{"was-date": was})
    assert '<p id="hari" hx-swap-oob="innerHTML">8 Juni 2026</p>' in answer

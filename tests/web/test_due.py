"""Jatuh tempo and the list of exempt information: what is due, what an event moves, and who may see and do it."""

from __future__ import annotations

import re

import pytest

from pipeline.document import Category

LETTER, OTHER = "2026-000001", "2026-000002"


def stands(record_id: str):
    from pipeline.catalogue import models

    return models.Record.objects.get(pk=record_id).record()


def test_what_is_due_is_listed_with_what_keeps_it_back(as_, file):
    file(LETTER, code="TU.01.2", date="2020-03-14")
    text = as_("siti").get("/jatuh-tempo/").content.decode()
    assert LETTER in text
    assert "belum dikonfirmasi kantor" in text
    assert LETTER not in as_("siti").get("/jatuh-tempo/?pada=2020-04-01").content.decode()


def test_the_due_list_is_paged_by_key(as_, file, monkeypatch):
    from pipeline.web.views import due

    monkeypatch.setattr(due, "PAGE", 1)
    for record in (LETTER, OTHER):
        file(record, code="TU.01.2", date="2020-03-14")
    first = as_("siti").get("/jatuh-tempo/").content.decode()
    onward = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = as_("siti").get(onward).content.decode()
    listed = re.compile(r'href="/berkas/([^"/]+)/"')
    assert [listed.findall(first), listed.findall(second)] == [[LETTER], [OTHER]]
    assert 'rel="next"' not in second
    assert LETTER in as_("siti").get("/jatuh-tempo/?setelah=x~y").content.decode()


def test_an_event_is_looked_at_first_and_then_written_down(as_, file):
    file(LETTER, code="PP.02.1", date="2024-01-31")
    event = {"kind": "STG", "subject": "pemilu-2024", "date": "2024-10-20"}
    seen = as_("rahma").get("/jatuh-tempo/", event)
    assert "Masa simpan 1 arsip mulai berjalan" in seen.content.decode()
    assert stands(LETTER).retention.ends is None
    assert as_("rahma").post("/jatuh-tempo/peristiwa/", event).status_code == 302
    assert stands(LETTER).retention.ends == "2029-10-20"


@pytest.mark.parametrize("event", [{"kind": "STG", "subject": "apa", "date": "2024-10-20"}, {"kind": "X"}, {}])
def test_an_event_about_nothing_is_refused_with_a_sentence(as_, event):
    for answer in (as_("rahma").get("/jatuh-tempo/", {"kind": "", **event}), as_("rahma").post("/jatuh-tempo/peristiwa/", event)):
        assert answer.status_code == 409
        assert 'role="alert"' in answer.content.decode()


def test_desk_opens_dossiers_and_writes_no_events(as_):
    assert "Lihat dulu" not in as_("siti").get("/jatuh-tempo/").content.decode()
    refused = as_("siti").post("/jatuh-tempo/peristiwa/", {"kind": "STG", "subject": "pemilu-2024", "date": "2024-10-20"})
    assert (refused.status_code, "tidak berhak" in refused.content.decode()) == (409, True)
    assert as_("siti").post("/jatuh-tempo/peristiwa/", {"code": "HM.02", "title": "Rapat logistik"}).status_code == 302
    assert "Rapat logistik" in as_("siti").get("/jatuh-tempo/").content.decode()


def test_a_whole_dossier_is_held_and_let_go(as_, file, office):
    from pipeline.records import dossiers, people

    file(LETTER, code="TU.01.2", date="2020-03-14")
    folder = dossiers.open_dossier(office.home, "HM.02", "Sengketa hasil", people.get_actor("dewi", "web")).id
    dossiers.join_dossier(office.home, LETTER, people.get_actor("rahma", "web"), folder)
    browser, held = as_("rahma"), {"target": folder, "hold_kind": "dispute", "why": "perkara di MK", "act": "hold"}
    assert browser.post("/jatuh-tempo/tahan/", held).status_code == 302
    text = browser.get("/jatuh-tempo/").content.decode()
    assert "Ditahan dari penyusutan." in text
    assert re.search(r"ditahan \(sengketa\) sejak [^<]+</b>: perkara di MK", text)
    assert "perkara di MK" in browser.get(f"/berkas/{LETTER}/").content.decode()
    assert browser.post("/jatuh-tempo/tahan/", held | {"act": "release", "why": "putus"}).status_code == 302
    assert "perkara di MK" not in browser.get("/jatuh-tempo/").content.decode()


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("siti", {}, "tidak berhak"),
        ("rahma", {"why": " "}, "alasan"),
        ("rahma", {"hold_kind": "iseng"}, "jenis penahanan"),
        ("rahma", {"target": "tidak-ada"}, "tidak ditemukan"),
        ("rahma", {"act": "release"}, "Tidak ada penahanan"),
    ],
)
def test_a_hold_on_a_dossier_that_cannot_be_is_refused_with_a_sentence(as_, office, name, wrong, said):
    from pipeline.records import dossiers, people

    folder = dossiers.open_dossier(office.home, "HM.02", "Sengketa hasil", people.get_actor("dewi", "web")).id
    answer = as_(name).post(
        "/jatuh-tempo/tahan/", {"target": folder, "hold_kind": "audit", "why": "diperiksa", "act": "hold"} | wrong
    )
    assert answer.status_code == 409
    assert said.lower() in re.search(r'role="alert">([^<]*)', answer.content.decode())[1].lower()


def test_only_who_may_hold_is_offered_it_and_nobody_holds_what_they_may_not_know_of(as_, file, office):
    from pipeline.records import dossiers, people

    folder = dossiers.open_dossier(office.home, "SDM.06.3", "Cuti", people.get_actor("rahma", "web")).id
    file(LETTER, category="dikecualikan_usul", code="SDM.06.3")
    dossiers.join_dossier(office.home, LETTER, people.get_actor("rahma", "web"), folder)
    refused = as_("budi").post("/jatuh-tempo/tahan/", {"target": folder, "hold_kind": "audit", "why": "x", "act": "hold"})
    assert (refused.status_code, "tidak ditemukan" in refused.content.decode()) == (409, True)
    assert "Tahan satu berkas" in as_("rahma").get("/jatuh-tempo/").content.decode()
    assert "Tahan satu berkas" not in as_("siti").get("/jatuh-tempo/").content.decode()


def test_the_list_of_the_exempt_says_why_and_until_when(as_, file, office, decide_on):
    from pipeline.records import exemptions, people

    decision = decide_on(file(LETTER, category="dikecualikan_usul", title="Data keluarga")).id
    exemptions.write_consequence_test(
        office.home, LETTER, people.get_actor("dewi", "web"), basis="h", harm="rahasia terbuka", benefit="kecil", until="2099-01-31"
    )
    exemptions.settle_exemption(office.home, LETTER, people.get_actor("rahma", "web"), decision)
    text = as_("rahma").get("/dikecualikan/").content.decode()
    for said in ("Data keluarga", "rahasia terbuka", "31 Januari 2099", decision):
        assert said in text
    for kind in ("csv", "json", "xlsx"):
        assert as_("rahma").get(f"/dikecualikan/unduh.{kind}").status_code == 200
    assert as_("rahma").get("/dikecualikan/unduh.pdf").status_code == 404
    for name in ("siti", "budi", "tamu", "admin"):
        assert as_(name).get("/dikecualikan/").status_code == 403
    assert LETTER not in as_("siti").get("/buku-rekap/").content.decode()
    assert f"exemptions/{LETTER}" in as_("rahma").get("/buku-rekap/").content.decode()


RECORD_DOORS = ("", "teman/", "dibaca/", "halaman/1-160.jpg", "potongan/1/0-0-9000-900.jpg", "kata/1.json", "asli/", "teks/")
SEES = {"siti": "open", "dewi": "all", "budi": "open", "rahma": "all", "tamu": "open", "admin": ""}


@pytest.mark.parametrize("category", sorted(set(Category) - {Category.DIKECUALIKAN}))
def test_every_address_of_a_record_opens_by_its_category(category, as_, file):
    """Beside the table of roles: a record that may not be seen is at every address a record that does not exist."""
    file(LETTER, category=category)
    exempt = category == Category.DIKECUALIKAN_USUL
    for name, sees in SEES.items():
        for door in RECORD_DOORS:
            status = as_(name).get(f"/berkas/{LETTER}/{door}").status_code
            if name == "admin" or (name == "tamu" and door in ("teman/", "dibaca/", "kata/1.json")):
                assert status == 403, (name, door)
            else:
                assert (status == 404) == (exempt and sees != "all"), (name, category, door, status)


def test_no_address_of_a_record_is_missing_from_that_table():
    from django.urls import get_resolver

    routes = {str(pattern.pattern) for pattern in get_resolver().url_patterns if "record_id" in str(pattern.pattern)}
    posted = {"tindakan/", "simpan/"}
    heads = {route.partition(">/")[2].partition("/")[0] for route in routes}
    assert heads == {door.partition("/")[0] for door in (*RECORD_DOORS, *posted)}

"""Periksa: the form says what is proposed and why; its buttons are what this person may do now."""

from __future__ import annotations

import re

import pytest

LETTER, DECISION = "2026-000001", "2026-000002"


def act(browser, act_, record=LETTER, **fields):
    return browser.post(f"/berkas/{record}/tindakan/", {"act": act_, **fields}, follow=True)


def status(record=LETTER):
    from pipeline.catalogue import models

    return models.Record.objects.get(pk=record).record()


def test_each_field_shows_value_confidence_and_reason(as_):
    from pipeline.approval import EDITABLE

    page = as_("siti").get(f"/berkas/{LETTER}/").content.decode()
    for name in EDITABLE:
        assert f'id="f-{name}"' in page
    assert "5/HM.02-Pu/2101/2026" in page
    assert "tercetak setelah kata" in page
    assert 'class="sure high"' in page


def test_the_page_says_where_it_will_be_filed_and_for_how_long(as_):
    page = as_("siti").get(f"/berkas/{LETTER}/").content.decode()
    assert re.search(r"(menunggu|sampai|permanen)[^<]* · ", page)
    assert "Dihitung sejak" in page


def test_desk_saves_what_was_typed(as_):
    answer = act(as_("siti"), "edit", **{"title": "Jadwal baru", "was-title": status().facts.title})
    assert "Perubahan disimpan." in answer.content.decode()
    assert status().facts.title == "Jadwal baru"


def test_saving_an_unchanged_form_is_no_act(as_):
    before = status()
    act(as_("siti"), "edit", title=before.facts.title)
    assert status().version == before.version


def test_two_who_mend_different_fields_do_not_undo_each_other(as_):
    was = status().facts
    shown = {"title": was.title, "was-title": was.title, "issuer": was.issuer, "was-issuer": was.issuer}
    act(as_("siti"), "edit", **shown | {"title": "Judul Siti"})
    act(as_("dewi"), "edit", **shown | {"issuer": "Sekretaris"})
    assert (status().facts.title, status().facts.issuer) == ("Judul Siti", "Sekretaris")


def test_two_who_mend_the_same_field_are_told(as_):
    was = status().facts.title
    act(as_("siti"), "edit", title="Judul Siti", **{"was-title": was})
    answer = act(as_("dewi"), "edit", title="Judul Dewi", **{"was-title": was})
    assert answer.status_code == 409
    assert "Orang lain baru saja mengubah" in answer.content.decode()
    assert "Judul Dewi" in answer.content.decode()
    assert status().facts.title == "Judul Siti"


def test_verify_then_ratify_files_it(as_):
    act(as_("siti"), "verify")
    assert status().status == "verified"
    answer = act(as_("budi"), "ratify")
    assert status().status == "filed"
    assert "Disahkan" in answer.content.decode()


def test_verify_says_what_is_missing_and_keeps_what_was_typed(as_):
    answer = act(as_("siti"), "verify", title="", issuer="Ketua Rekaan", **{"was-title": status().facts.title})
    assert answer.status_code == 409
    assert "judul belum diisi" in answer.content.decode()
    assert 'value="Ketua Rekaan"' in answer.content.decode()
    assert status().status == "queued"


def test_ppid_sends_it_back_with_a_reason(as_):
    act(as_("siti"), "verify")
    act(as_("budi"), "return", why="Tanggalnya keliru")
    assert status().status == "returned"
    assert "Tanggalnya keliru" in as_("siti").get(f"/berkas/{LETTER}/").content.decode()


def test_a_return_without_a_reason_is_refused(as_):
    act(as_("siti"), "verify")
    assert act(as_("budi"), "return", why=" ").status_code == 409


def test_set_aside_and_restore(as_):
    act(as_("siti"), "set_aside", why="Lembar kosong")
    assert status().status == "set_aside"
    act(as_("siti"), "restore")
    assert status().status == "queued"


def test_one_may_take_back_ones_own_last_act(as_):
    act(as_("siti"), "verify")
    act(as_("siti"), "undo")
    assert status().status == "queued"


@pytest.mark.parametrize(
    ("name", "buttons"),
    [("siti", {"verify", "edit", "set_aside", "reread"}), ("budi", {"edit", "set_aside", "reread"}), ("tamu", None)],
)
def test_only_what_one_may_do_now_has_a_button(as_, name, buttons):
    import re

    answer = as_(name).get(f"/berkas/{LETTER}/")
    if buttons is None:
        assert answer.status_code == 404
    else:
        assert set(re.findall(r'name="act" value="(\w+)"', answer.content.decode())) == buttons


def test_an_act_that_nobody_knows_is_refused(as_):
    assert act(as_("siti"), "hapus").status_code == 409


def test_a_title_from_a_paper_stays_text(as_):
    act(as_("siti"), "edit", title='<script>alert(1)</script>"><img src=x>', **{"was-title": status().facts.title})
    for page in (f"/berkas/{LETTER}/", "/antrean/", "/buku-rekap/", "/cari/?q=script&di=semua"):
        assert "<script>alert" not in as_("siti").get(page).content.decode()
        assert "<img src=x" not in as_("siti").get(page).content.decode()

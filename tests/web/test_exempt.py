"""What someone may not see leaves no trace on any page: not a title, not a count, not a thumbnail, not another kind of refusal."""

from __future__ import annotations

import re

import pytest

SECRET, NOBODY = "2026-000005", "2026-999999"
WORD = "Ombakraya"
PAGES = [
    "/antrean/?tampil=semua",
    "/antrean/kabar/",
    f"/cari/?q={WORD}&di=semua",
    "/cari/?q=cuti&di=semua",
    f"/cari/saran/?q={WORD[:5]}",
    f"/cari/unduh.csv?q={WORD}&di=semua",
    "/daftar/",
    "/daftar/unduh.json",
    "/jatuh-tempo/?pada=2999-01-01",
    "/buku-rekap/",
]
PARTS = ["", "halaman/1-160.jpg", "potongan/1/0-0-9000-900.jpg", "kata/1.json", "teman/", "dibaca/", "asli/", "teks/"]


def scrubbed(answer) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", answer.content.decode())


@pytest.mark.parametrize("name", ["siti", "budi"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_it(as_, name, page):
    text = as_(name).get(page).content.decode()
    assert SECRET not in text
    for echo in (f'value="{WORD}"', f"<title>{WORD}", f"q={WORD}"):
        text = text.replace(echo, "")  # what was asked comes back, and nothing else
    assert WORD not in text


@pytest.mark.parametrize("part", PARTS)
def test_the_answer_is_that_of_a_record_that_does_not_exist(as_, part):
    hidden, missing = (as_("siti").get(f"/berkas/{record}/{part}") for record in (SECRET, NOBODY))
    assert hidden.status_code == missing.status_code == 404
    assert scrubbed(hidden).replace(SECRET, "") == scrubbed(missing).replace(NOBODY, "")


def test_an_act_on_it_gets_the_same_answer(as_):
    answers = [as_("siti").post(f"/berkas/{record}/tindakan/", {"act": "verify"}) for record in (SECRET, NOBODY)]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_it_is_not_counted(as_):
    badge = r'Semua <span class="badge">(\d+)'
    counts = {name: re.search(badge, as_(name).get("/antrean/").content.decode())[1] for name in ("siti", "rahma")}
    assert counts == {"siti": "4", "rahma": "5"}


def test_whoever_has_the_right_sees_it(as_):
    assert WORD in as_("rahma").get("/antrean/?tampil=semua").content.decode()
    assert as_("rahma").get(f"/berkas/{SECRET}/").status_code == 200
    assert SECRET in as_("dewi").get(f"/cari/?q={WORD}&di=semua").content.decode()


def test_a_copy_handed_in_tells_nothing(as_, office):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from pipeline import intake
    from pipeline.catalogue import models
    from pipeline.worker import inbox

    row = models.Record.objects.get(pk=SECRET)
    copy = (office.home.archive / row.shelf / row.record().original).read_bytes()
    answer = as_("siti").post("/unggah/", {"file": SimpleUploadedFile("apa.txt", copy)})
    claim = re.search(r"/unggah/([0-9a-f]{32})/", answer.content.decode())[1]
    inbox.Inbox(office).once()
    assert not intake.pending_claims(office.home.inbox)
    told = as_("siti").get(f"/unggah/{claim}/").content.decode()
    assert "Sudah diterima" in told
    assert SECRET not in told


def test_a_reader_sees_filed_and_open_records_only(as_, file):
    assert as_("tamu").get("/berkas/2026-000001/").status_code == 404
    file("2026-000001")
    file("2026-000002", access_level="terbatas")
    assert as_("tamu").get("/berkas/2026-000001/").status_code == 200
    assert as_("tamu").get("/berkas/2026-000002/").status_code == 404


def test_a_record_that_becomes_exempt_is_gone_at_once(as_, office):
    from pipeline.records import lifecycle, people

    lifecycle.edit(office.home, "2026-000001", people.get_actor("dewi", "web"), {"category": "dikecualikan_usul"})
    assert as_("siti").get("/berkas/2026-000001/halaman/1-160.jpg").status_code == 404
    assert "2026-000001" not in as_("siti").get("/antrean/?tampil=semua").content.decode()

"""Unggah: papers handed in through the browser arrive like the scanner's."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import SECRET


def hand_in(browser, *files, **headers):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return browser.post("/unggah/", {"file": [SimpleUploadedFile(name, data) for name, data in files]}, headers=headers)


def claim_in(answer) -> str:
    return re.search(r"/unggah/([0-9a-f]{32})/", answer.content.decode())[1]


def office_record(record_id):
    from pipeline.catalogue import models

    return models.Record.objects.get(pk=record_id).record()


def test_a_file_becomes_a_claim_and_then_a_record(as_, office):
    from pipeline.worker import inbox

    browser = as_("dewi")
    claim = claim_in(hand_in(browser, ("catatan.txt", b"Catatan rapat Merpatikelabu\n")))
    assert "menunggu diterima" in browser.get(f"/unggah/{claim}/").content.decode()
    inbox.Inbox(office).once()
    assert office.wait_until_idle(60)
    text = browser.get(f"/unggah/{claim}/").content.decode()
    assert "/berkas/2026-000006/" in text
    assert "menunggu diperiksa" in text
    assert "hx-trigger" not in text
    first, second = office_record("2026-000006").history[:2]
    assert (first.act, first.by, first.door) == ("receive", "dewi", "web")
    assert (second.act, second.by) == ("read", "berkas")


def test_several_files_are_taken_one_by_one(as_):
    answer = hand_in(as_("siti"), ("a.txt", b"satu"), ("b.txt", b"dua"), ("c.txt", b""))
    text = answer.content.decode()
    assert len(re.findall(r"/unggah/[0-9a-f]{32}/", text)) == 2
    assert "kosong" in text


def test_the_script_gets_the_lines_alone(as_):
    answer = hand_in(as_("siti"), ("a.txt", b"satu"), **{"X-Requested-With": "XMLHttpRequest"})
    assert "<html" not in answer.content.decode()


def test_nothing_handed_in_is_said(as_):
    assert as_("siti").post("/unggah/", {}).status_code == 400


def test_too_much_is_refused_before_it_is_read(as_, monkeypatch):
    from pipeline.web.views import upload

    monkeypatch.setattr(upload, "MOST_BYTES", 1000)
    answer = hand_in(as_("siti"), ("a.txt", b"x" * 2000))
    assert answer.status_code == 413
    assert "batas aman" in answer.content.decode()


def test_a_full_disk_is_said_and_nothing_is_half_taken(as_, office, monkeypatch):
    import errno

    from pipeline import intake

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(intake, "claim_copy", full)
    answer = hand_in(as_("siti"), ("a.txt", b"satu"))
    assert answer.status_code == 507
    assert "penyimpanannya penuh" in answer.content.decode()
    assert office.hands == {}


def test_a_full_disk_below_the_temporary_file_is_said_too(as_, monkeypatch):
    import errno

    from django.core.files.uploadhandler import TemporaryFileUploadHandler

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    answer = hand_in(as_("siti"), ("a.txt", b"satu"))
    assert (answer.status_code, "penyimpanannya penuh" in answer.content.decode()) == (507, True)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\nb.txt", "<b>.txt", "C:\\x\\y.txt"])
def test_a_hostile_name_does_no_harm(as_, office, name):
    answer = hand_in(as_("siti"), (name, b"satu"))
    assert answer.status_code == 200
    assert "<b>.txt" not in answer.content.decode()
    claimed = [path for path in (office.home.inbox / ".claimed").rglob("*") if path.is_file()]
    assert len(claimed) == 1


def test_an_upload_without_the_token_is_refused(office):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from pipeline.catalogue import models

    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    strict.force_login(models.Person.objects.get(pk="siti"))
    assert strict.post("/unggah/", {"file": SimpleUploadedFile("a.txt", b"satu")}).status_code == 403
    assert not list((office.home.inbox / ".claimed").glob("*")) if (office.home.inbox / ".claimed").exists() else True


def test_a_known_file_is_said_to_be_known(as_, office):
    from pipeline.catalogue import models
    from pipeline.worker import inbox

    row = models.Record.objects.get(pk="2026-000001")
    copy = (office.home.archive / row.shelf / row.record().original).read_bytes()
    claim = claim_in(hand_in(as_("siti"), ("lagi.pdf", copy)))
    inbox.Inbox(office).once()
    text = as_("siti").get(f"/unggah/{claim}/").content.decode()
    assert "sudah ada" in text
    assert "/berkas/2026-000001/" in text


def test_a_copy_of_a_paper_that_one_may_not_know_of_is_answered_like_a_new_one(as_, office):
    from pipeline.catalogue import models
    from pipeline.worker import inbox

    def answers(name: str, data: bytes) -> list[str]:
        claim = claim_in(hand_in(browser, (name, data)))
        told = [browser.get(f"/unggah/{claim}/").content.decode()]
        inbox.Inbox(office).once()
        told.append(browser.get(f"/unggah/{claim}/").content.decode())
        assert office.wait_until_idle(60)
        told.append(browser.get(f"/unggah/{claim}/").content.decode())
        return [text.replace(claim, "CLAIM") for text in told]

    row, browser = models.Record.objects.get(pk=SECRET), as_("siti")
    copy = (office.home.archive / row.shelf / row.record().original).read_bytes()
    assert answers("cuti.txt", copy) == answers("cuti.txt", b"Surat baru tentang hal lain\n")
    assert len(office_record(SECRET).arrivals) == 2

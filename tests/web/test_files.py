"""Pictures, originals and texts."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import pytest

LETTER, NOTES = "2026-000001", "2026-000004"


def test_a_page_is_a_jpeg_of_that_width(as_):
    from io import BytesIO

    from PIL import Image

    answer = as_("siti").get(f"/berkas/{LETTER}/halaman/1-160.jpg")
    image = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (image.format, image.width) == ("JPEG", 160)


def test_a_picture_is_made_once(as_, office):
    first = as_("siti").get(f"/berkas/{LETTER}/halaman/1-160.jpg")
    b"".join(first.streaming_content)
    # Other tests of the same office may have had it drawn in other widths.
    assert len(list((office.home.index / "pages" / LETTER).glob("*-1-160-*"))) == 1
    again = as_("siti").get(f"/berkas/{LETTER}/halaman/1-160.jpg", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("part", ["halaman/99-160.jpg", "halaman/1-161.jpg", "halaman/0-160.jpg"])
def test_no_other_page_or_width_is_made(as_, part):
    assert as_("siti").get(f"/berkas/{LETTER}/{part}").status_code == 404


class Counting:
    """A pool that counts what it is asked and answers when told to."""

    def __init__(self) -> None:
        self.asked: list[Future[bytes]] = []

    def submit_limited(self, *_: object) -> Future[bytes]:
        self.asked.append(Future())
        return self.asked[-1]


def test_however_many_ask_at_once_it_is_rendered_once(office):
    from pipeline.catalogue import database, models
    from pipeline.records import page_images

    pool, record, got = Counting(), models.Record.objects.get(pk=LETTER).record(), []

    def ask() -> None:
        got.append(page_images.picture(office.home, pool, record, 1, 800))  # type: ignore[arg-type]  # a stand-in
        database.close()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    while not pool.asked:
        pass
    pool.asked[0].set_result(b"jpeg")
    for thread in threads:
        thread.join()
    assert len(pool.asked) == 1
    assert len(set(got)) == 1
    assert got[0].read_bytes() == b"jpeg"


def test_a_page_that_cannot_be_shown_is_drawn_as_such(office):
    from pipeline.catalogue import models
    from pipeline.failures import Unreadable
    from pipeline.records import page_images

    class Failing(Counting):
        def submit_limited(self, *_: object) -> Future[bytes]:
            task: Future[bytes] = Future()
            task.set_exception(Unreadable())
            return task

    path = page_images.picture(office.home, Failing(), models.Record.objects.get(pk=LETTER).record(), 1, 800)  # type: ignore[arg-type]  # a stand-in
    assert path.suffix == ".svg"
    assert path.read_text().startswith("<svg")


def test_the_pages_of_a_locked_pdf_are_drawn_while_its_password_is_known(office, as_):
    import shutil

    from pipeline import intake
    from tests.builders import bad, write

    name, data = bad.locked_pdf("Rahasia-Ombak-77")
    record = office.take(intake.claim_copy(office.home.inbox, write(office.home.root, "luar", data), name)).record_id
    assert office.wait_until_idle(60)
    browser, picture = as_("siti"), f"/berkas/{record}/halaman/1-160.jpg"
    assert browser.get(picture)["Content-Type"] == "image/svg+xml"
    browser.post(f"/berkas/{record}/tindakan/", {"act": "retry", "password": "Rahasia-Ombak-77"})
    assert office.wait_until_idle(60)
    drawn = browser.get(picture)
    assert (drawn["Content-Type"], drawn.status_code) == ("image/jpeg", 200)
    assert browser.get(picture, headers={"If-None-Match": drawn["ETag"]}).status_code == 304
    assert "belum bergambar" not in browser.get(f"/berkas/{record}/").content.decode()
    shutil.rmtree(office.home.index / "pages")  # as a rebuild does
    assert browser.get(picture)["Content-Type"] == "image/svg+xml"
    text = browser.get(f"/berkas/{record}/").content.decode()
    assert "belum bergambar" in text
    assert 'type="password"' in text
    browser.post(f"/berkas/{record}/tindakan/", {"act": "reread", "page": "1", "password": "Rahasia-Ombak-77"})
    assert office.wait_until_idle(60)
    assert browser.get(picture)["Content-Type"] == "image/jpeg"
    assert as_("tamu").get(picture).status_code == 404


def test_a_picture_that_takes_too_long_is_asked_for_again(office, as_, monkeypatch):
    from pipeline.records import page_images
    from pipeline.web import state

    monkeypatch.setattr(page_images, "PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(state, "pictures", Counting)
    answer = as_("siti").get(f"/berkas/{LETTER}/halaman/1-1400.jpg")
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")


def original(office, record=LETTER) -> bytes:
    from pipeline.catalogue import models

    row = models.Record.objects.get(pk=record)
    return (office.home.archive / row.shelf / row.record().original).read_bytes()


def test_the_original_comes_as_it_was_handed_in(as_, office):
    answer = as_("siti").get(f"/berkas/{LETTER}/asli/", headers={"Accept-Encoding": "gzip"})
    assert b"".join(answer.streaming_content) == original(office)
    assert answer["Content-Disposition"] == 'attachment; filename="pengumuman-layanan-informasi.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not answer.has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("asked", "span"), [("bytes=0-9", slice(0, 10)), ("bytes=5-", slice(5, None)), ("bytes=-7", slice(-7, None))]
)
def test_a_piece_can_be_asked_for(as_, office, asked, span):
    answer = as_("siti").get(f"/berkas/{LETTER}/asli/", headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert answer.status_code == 206
    assert b"".join(answer.streaming_content) == original(office)[span]
    assert int(answer["Content-Length"]) == len(original(office)[span])


def test_a_piece_beyond_the_end_is_refused(as_, office):
    assert as_("siti").get(f"/berkas/{LETTER}/asli/", headers={"Range": "bytes=999999999-"}).status_code == 416


def test_a_piece_of_an_older_file_is_the_whole_file(as_, office):
    answer = as_("siti").get(f"/berkas/{LETTER}/asli/", headers={"Range": "bytes=0-9", "If-Range": '"lain"'})
    assert answer.status_code == 200


def test_the_text_is_plain(as_):
    answer = as_("siti").get(f"/berkas/{NOTES}/teks/")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert "NOTULA" in answer.content.decode()


@pytest.mark.parametrize(("asked", "status"), [("{}-", 416), ("0-{}", 206), ("-{}", 206), ("0000{}-1", 416)])
def test_a_range_of_five_thousand_digits_is_answered_as_behind_the_end(as_, asked, status):
    answer = as_("siti").get("/berkas/2026-000001/asli/", headers={"Range": "bytes=" + asked.format("9" * 5000)})
    assert answer.status_code == status


@pytest.mark.parametrize(
    "path", ["/buku-rekap/?sebelum={}", "/cari/?q=a&hal={}&tahun={}", "/berkas/2026-000001/halaman/{}-160.jpg"]
)
def test_a_number_of_five_thousand_digits_is_no_fault_of_ours(as_, path):
    assert as_("siti").get(path.replace("{}", "9" * 5000)).status_code in {200, 404}

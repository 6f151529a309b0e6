"""What people ask of a small archive, and the paper that they want: asked as they type, of every engine."""

from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.search import ENGINES, Document, Engine, Results, Scope, parse

HEAD = "KOMISI PEMILIHAN UMUM\nKABUPATEN BINTAN\nJalan Trikora Km 20"
EVERYTHING = Scope(frozenset({"filed"}))


def a_paper(count: int, title: str, text: str, **more: Any) -> Document:
    more = {"margins": HEAD, "document_type": "surat dinas", "date": "2025-01-01"} | more
    return Document(f"2026-{count:06}", 1, title=title, text=text, status="filed", **more)


ROLL, HOURS, LEAVE, RESIGNATION, LETTER, MINUTES, TEAM, RULE, PRAYER, PAYMENT, NEWS, PLAN, TRAINING = range(1, 14)
PAPERS = [
    a_paper(
        ROLL,
        "Penetapan Daftar Pemilih Tetap Pemilihan Bupati",
        "menetapkan daftar pemilih tetap sejumlah 117.843 orang",
        number="58 Tahun 2026",
        document_type="keputusan",
    ),
    a_paper(HOURS, "Jadwal Layanan Informasi Publik", "layanan dibuka hari Senin sampai Kamis", document_type="pengumuman"),
    a_paper(LEAVE, "Cuti Sakit Pegawai", "memberikan cuti sakit selama tiga hari kepada pegawai"),
    a_paper(RESIGNATION, "Pengunduran Diri Anggota KPPS", "dengan ini mengundurkan diri. Hormat kami, Zulkifli\nHasan"),
    a_paper(
        LETTER,
        "Permintaan Ruang Rapat",
        "Nomor 087/PP.04.1-SD/2101/2026. Kami meminjam aula pada hari Jum'at",
        number="087/PP.04.1-SD/2101/2026",
        date="2026-03-12",
    ),
    a_paper(MINUTES, "Notula Rapat Pleno Rekapitulasi", "rapat dibuka oleh ketua; KPPS hadir", document_type="notula"),
    a_paper(
        TEAM,
        "Tim Pendokumentasian Informasi Publik",
        "membentuk tim pendokumentasian, tanggal 3 Februari 2026",
        document_type="keputusan",
    ),
    a_paper(RULE, "Tindak Lanjut Aturan Tahapan", "menunjuk Peraturan KPU Nomor 8 Tahun 2022 tentang tahapan"),
    a_paper(PRAYER, "Lomba Membaca Qur\u2019an", "lomba membaca Qur\u2019an tingkat kabupaten"),
    a_paper(PAYMENT, "Pembayaran Honorarium", "dibayarkan sebesar Rp1.250.000,00 setiap bulan; KPPS KPPS KPPS"),
    a_paper(NEWS, "Siaran Pers Hari Pemungutan Suara", "siaran pers tentang hari pemungutan suara"),
    a_paper(PLAN, "Agenda Kegiatan Triwulan", "agenda kegiatan kantor selama tiga bulan"),
    a_paper(TRAINING, "Sosialisasi Pendidikan Pemilih", "kegiatan sosiali\u00adsasi kepada pemilih pemula di sekolah"),
]


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = ENGINES[request.param](tmp_path_factory.mktemp("index"))
    made.apply(PAPERS)
    yield made
    made.close()


def ask(engine: Engine, typed: str) -> Results:
    return engine.search(parse(typed), EVERYTHING)


def found(engine: Engine, typed: str) -> list[int]:
    return [int(hit.id[5:]) for hit in ask(engine, typed).hits]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("DPT", ROLL),
        ("SK tim pendokumentasian", TEAM),
        ("surat keputusan tim pendokumentasian", TEAM),
        ("58/2026", ROLL),
        ("2026-000005", LETTER),
        ("12 maret 2026", LETTER),
        ("12-03-2026", LETTER),
        ("12/03/2026", LETTER),
        ("12.3.2026", LETTER),
        ("2026-03-12", LETTER),
        ("March 12, 2026", LETTER),
        ("3-2-2026", TEAM),
        ("maret 2026", LETTER),
        ("87/PP", LETTER),
        ("87/PP.04.1", LETTER),
        ("087/PP.4.1", LETTER),
        ("87/2026", LETTER),
        ("nomor:87/PP", LETTER),
        ("jam layanan", HOURS),
        ("jam berapa layanan informasi dibuka?", HOURS),
        ("berapa jumlah pemilih tetap bintan", ROLL),
        ("Siapa saja anggota tim pendokumentasian itu?", TEAM),
        ("KPPS", RESIGNATION),
        ("Zulkifli Hasan", RESIGNATION),
        ('"Zulkifli Hasan"', RESIGNATION),
        ("PKPU 8 tahun 2022", RULE),
        ("PKPU 8/2022", RULE),
        ("sosialisai", TRAINING),
        ("sosialisasi", TRAINING),
        ("notulen", MINUTES),
        ("risalah rapat", MINUTES),
        ("anggota mundur", RESIGNATION),
        ("Jumat", LETTER),
        ("Jum'at", LETTER),
        ("Quran", PRAYER),
        ("Qur'an", PRAYER),
        ("1.250.000", PAYMENT),
        ("Rp 1.250.000", PAYMENT),
        ("1250000", PAYMENT),
        ("meminjam", LETTER),
        ("mengundurkan", RESIGNATION),
        ("what is the schedule of layanan", HOURS),
    ],
)
def test_the_paper_that_is_wanted_comes_first(engine: Engine, typed: str, wanted: int):
    assert found(engine, typed)[:1] == [wanted]


def test_either_of_two_words_will_do(engine: Engine):
    assert sorted(found(engine, "siaran OR agenda")) == [NEWS, PLAN]
    assert sorted(found(engine, "siaran ATAU agenda")) == [NEWS, PLAN]


@pytest.mark.parametrize("typed", ["SK", "surat keputusan"])
def test_an_abbreviation_finds_the_papers_of_that_type_first(engine: Engine, typed: str):
    assert sorted(found(engine, typed)[:2]) == [ROLL, TEAM]


def test_a_word_of_every_letterhead_finds_the_papers_that_are_about_it(engine: Engine):
    assert LEAVE not in found(engine, "pemilih")
    assert LEAVE not in found(engine, "pemilihan")
    assert found(engine, "trikora") == []
    assert len(found(engine, '"jalan trikora"')) == len(PAPERS)


def test_a_word_of_one_letterhead_finds_the_letters_from_there(engine: Engine):
    sender = a_paper(99, "Undangan Rapat", "rapat pengawasan", margins="BADAN PENGAWAS PEMILIHAN UMUM\nKABUPATEN BINTAN")
    engine.apply([sender])
    assert found(engine, "pengawas") == [99]
    assert found(engine, "bawaslu") == [99]
    engine.apply(remove=[sender.id])


def test_a_misspelt_word_is_put_right_at_once_and_said(engine: Engine):
    results = ask(engine, "Sosialisai pemilih")
    assert results.corrected == (("sosialisai", "sosialisasi"),)
    assert results.hits[0].id.endswith(f"{TRAINING:06}")


def test_a_quoted_word_is_never_put_right(engine: Engine):
    results = ask(engine, '"sosialisai"')
    assert (results.total, results.corrected) == (0, ())


def test_a_word_like_it_that_stands_once_is_looked_for_and_not_offered(engine: Engine):
    misread = a_paper(98, "Surat Pernyataan", "yang bertanda tangan ulkarnain")
    engine.apply([misread])
    results = ask(engine, "Zulkarnain")
    assert [hit.id for hit in results.hits] == [misread.id]
    assert results.corrected == (("zulkarnain", ""),)
    engine.apply(remove=[misread.id])


def test_where_few_papers_have_all_words_those_with_most_follow_and_say_what_they_lack(engine: Engine):
    results = ask(engine, "honorarium bulan KPPS triwulan")
    assert results.complete == 0
    assert results.hits[0].id.endswith(f"{PAYMENT:06}")
    assert results.hits[0].missing == ("triwulan",)


def test_papers_with_all_words_come_before_those_with_most_in_every_order(engine: Engine):
    results = ask(engine, "rapat pleno ketua")
    assert results.complete == 1
    assert results.hits[0].id.endswith(f"{MINUTES:06}")
    assert results.hits[0].missing == ()


def test_what_is_marked_is_never_left_out(engine: Engine):
    assert found(engine, 'honorarium "cuti sakit"') == []
    assert found(engine, "honorarium judul:cuti") == []
    assert found(engine, "cuti sakit -pegawai") == []


def test_an_office_adds_words_of_its_own(engine: Engine):
    from pipeline.search import extended

    assert found(engine, "opname") == []
    query = parse("opname", extended((("opname", "cuti sakit"),)))
    assert [hit.id for hit in engine.search(query, EVERYTHING).hits] == [f"2026-{LEAVE:06}"]

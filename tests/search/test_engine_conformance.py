"""What every engine must do. A new engine is added to ``pipeline.search.ENGINES`` and passes all of it, or it is not an engine."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.search import ENGINES, Document, Engine, Filters, Scope, Sort, parse

EVERYTHING = Scope(frozenset({"filed", "queued", "verified", ""}), exempt=True, access_levels=None)
READER = Scope(frozenset({"filed"}), exempt=False, access_levels=frozenset({"biasa"}))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made = ENGINES[request.param](tmp_path / "index")
    yield made
    made.close()


def a_document(id_: str = "2026-000001", **changes: Any) -> Document:
    plain = Document(
        id_, 1, title="Surat dinas", status="filed", access_level="biasa", category="berkala", code="HM.02", date="2024-03-14"
    )
    return replace(plain, **changes)


def found(engine: Engine, query: str, scope: Scope = EVERYTHING, **options: Any) -> list[str]:
    return [hit.id for hit in engine.search(parse(query), scope, **options).hits]


def test_an_index_that_was_never_written_finds_nothing(engine: Engine):
    assert engine.search(parse("surat"), EVERYTHING).total == 0
    assert engine.count() == 0
    assert engine.versions() == {}


def test_looking_does_not_make_an_index(engine: Engine, tmp_path: Path):
    engine.search(parse("surat"), EVERYTHING)
    assert list(tmp_path.iterdir()) == []


def test_it_finds_a_word_of_the_text(engine: Engine):
    engine.apply([a_document("a", text="logistik pemungutan suara"), a_document("b", text="rapat pleno")])
    assert found(engine, "logistik") == ["a"]


def test_it_finds_a_word_of_the_last_of_many_pages(engine: Engine):
    engine.apply([a_document(text="\f".join(["halaman biasa " * 300] * 9 + ["tembusan kepada arsiparis"]))])
    assert found(engine, "arsiparis") == ["2026-000001"]


@pytest.mark.parametrize("typed", ["LOGISTIK", "Logistik", "  logistik  ", "logistik,", "(logistik)"])
def test_case_and_marks_do_not_matter(engine: Engine, typed: str):
    engine.apply([a_document(text="Distribusi LOGISTIK, tahap dua")])
    assert found(engine, typed) == ["2026-000001"]


def test_a_paper_that_repeats_one_word_for_ever_is_found_like_any_other(engine: Engine):
    engine.apply([a_document(text="a " * 70_000 + "akhir kata")])
    assert found(engine, '"a akhir kata"') == ["2026-000001"]


def test_letters_with_accents_are_found_without(engine: Engine):
    engine.apply([a_document(text="shalat Jum\u2019at di caf\u00e9"), a_document("nfd", text="di cafe\u0301 itu")])
    assert set(found(engine, "cafe")) == {"2026-000001", "nfd"}


@pytest.mark.parametrize("typed", ["pemilihan", "memilih", "dipilih", "pilih"])
def test_it_finds_other_forms_of_a_word(engine: Engine, typed: str):
    engine.apply([a_document(text="tata cara pemilihan bupati")])
    assert found(engine, typed) == ["2026-000001"]


@pytest.mark.parametrize("typed", ["registration", "announcement", "policies", "discussed", "commission", "vote", "voting"])
def test_it_finds_other_forms_of_an_english_word(engine: Engine, typed: str):
    engine.apply([a_document(text="Discussing announcements of the commissions: registrations, and a policy on how it is voted.")])
    assert found(engine, typed) == ["2026-000001"]


def test_the_form_as_typed_comes_first(engine: Engine):
    engine.apply([a_document("a", text="ia memilih calon itu"), a_document("b", text="soal pemilihan calon itu")])
    assert found(engine, "pemilihan") == ["b", "a"]
    assert found(engine, "memilih") == ["a", "b"]


def test_a_quoted_word_is_found_only_as_typed(engine: Engine):
    engine.apply([a_document("a", text="memilih calon"), a_document("b", text="pemilihan calon")])
    assert found(engine, '"pemilihan"') == ["b"]


def test_words_are_joined_by_and(engine: Engine):
    engine.apply([a_document("a", text="kotak suara"), a_document("b", text="kotak surat"), a_document("c", text="surat suara")])
    assert found(engine, "kotak suara") == ["a"]


def test_stop_words_beside_others_are_not_asked_for(engine: Engine):
    engine.apply([a_document(text="undangan rapat pleno")])
    assert found(engine, "undangan untuk rapat yang pleno") == ["2026-000001"]


def test_a_stop_word_alone_is_asked_for(engine: Engine):
    engine.apply([a_document("a", text="bagian umum"), a_document("b", text="ruang umum")])
    assert found(engine, "bagian") == ["a"]
    assert found(engine, '"bagian umum"') == ["a"]


def test_a_phrase_is_found_in_its_order_only(engine: Engine):
    engine.apply([a_document("a", text="surat suara rusak"), a_document("b", text="suara surat rusak")])
    assert found(engine, '"surat suara"') == ["a"]


def test_a_phrase_is_found_across_the_end_of_a_page(engine: Engine):
    engine.apply([a_document(text="dengan ini diumumkan daftar\fcalon tetap anggota")])
    assert found(engine, '"daftar calon tetap"') == ["2026-000001"]


def test_a_phrase_does_not_run_from_the_title_into_the_text(engine: Engine):
    engine.apply([a_document(title="Daftar calon", text="tetap anggota")])
    assert found(engine, '"calon tetap"') == []
    assert found(engine, '"daftar calon"') == ["2026-000001"]


def test_a_phrase_across_two_commits_is_found_in_both(engine: Engine):
    for number in range(12):
        engine.apply([a_document(f"r{number:02}", text=f"berkas {number} surat suara rusak")])
    assert sorted(found(engine, '"surat suara"')) == [f"r{number:02}" for number in range(12)]


@pytest.mark.parametrize(
    "typed", ["12/PL.01.4-SD/2101/2024", "PL.01.4", "pl.01.4-sd", "PL.01", "12", "12/PL.01.4", "nomor:12", "no:12/PL"]
)
def test_it_finds_a_number_as_printed_and_in_parts(engine: Engine, typed: str):
    engine.apply([a_document("a", number="12/PL.01.4-SD/2101/2024"), a_document("b", number="13/HM.02-Und/2101/2024")])
    assert found(engine, typed) == ["a"]


def test_a_code_that_is_printed_nowhere_is_found_all_the_same(engine: Engine):
    engine.apply([a_document("a", number="4 Tahun 2024", code="PL.01.4", text="menetapkan"), a_document("b", code="HM.02")])
    assert found(engine, "PL.01.4") == ["a"]
    assert found(engine, "PL.01") == ["a"]


def test_a_number_in_the_number_field_comes_before_one_in_the_text(engine: Engine):
    engine.apply(
        [a_document("a", text="menindaklanjuti surat 77 tahun lalu", number="5"), a_document("b", number="77", text="surat")]
    )
    assert found(engine, "77") == ["b", "a"]
    assert found(engine, "nomor:77") == ["b"]


def test_the_title_counts_more_than_the_text(engine: Engine):
    engine.apply(
        [a_document("a", title="Laporan", text="logistik gudang"), a_document("b", title="Logistik", text="laporan gudang")]
    )
    assert found(engine, "logistik") == ["b", "a"]
    assert found(engine, "judul:logistik") == ["b"]


def test_a_prefix_finds_every_ending(engine: Engine):
    engine.apply([a_document("a", text="kepulauan"), a_document("b", text="kepulangan"), a_document("c", text="kepala")])
    assert sorted(found(engine, "kepula*")) == ["a", "b"]


def test_a_prefix_with_very_many_endings_finds_all_of_them(engine: Engine):
    engine.apply([a_document(f"r{n}", text=" ".join(f"ab{n}x{m}" for m in range(40))) for n in range(30)])
    assert engine.search(parse("ab*"), EVERYTHING).total == 30
    assert found(engine, "ab7x*") == ["r7"]
    assert engine.search(parse('"ab7x1 ab*"'), EVERYTHING).total == 1


def test_a_prefix_ends_a_number(engine: Engine):
    engine.apply([a_document("a", number="12/PL.01.4-SD/2101/2024"), a_document("b", number="12/PL.02.4-SD/2101/2024")])
    assert found(engine, "PL.0*") != []
    assert found(engine, "PL.01.4-SD/21*") == ["a"]


def test_minus_takes_out(engine: Engine):
    engine.apply([a_document("a", text="rapat pleno terbuka"), a_document("b", text="rapat pleno tertutup")])
    assert found(engine, "rapat -tertutup") == ["a"]
    assert found(engine, '-"pleno tertutup"') == ["a"]
    assert found(engine, "rapat -tertut*") == ["a"]


def test_code_finds_what_lies_below_it(engine: Engine):
    engine.apply(
        [a_document("a", code="HM.02"), a_document("b", code="HM.02.1"), a_document("c", code="HM.021"), a_document("d", code="")]
    )
    assert sorted(found(engine, "kode:hm.02")) == ["a", "b"]
    assert sorted(found(engine, "", filters=Filters(code="HM"))) == ["a", "b", "c"]
    assert sorted(found(engine, "-kode:HM.02")) == ["c", "d"]


def test_year_date_category_and_kind_narrow(engine: Engine):
    engine.apply(
        [
            a_document("a", date="2023-12-31", category="serta_merta", document_type="surat dinas"),
            a_document("b", date="2024-01-01", category="berkala", document_type="keputusan"),
            a_document("c", date="", category="", document_type=""),
        ]
    )
    assert found(engine, "tahun:2023") == ["a"]
    assert sorted(found(engine, "year:2022-2024")) == ["a", "b"]
    assert found(engine, "tanggal:2023-12") == ["a"]
    assert found(engine, 'kategori:"serta merta"') == ["a"]
    assert found(engine, "jenis:keputusan") == ["b"]
    assert found(engine, "jenis:surat") == ["a"]
    assert found(engine, "jenis:sur") == []
    assert found(engine, "", filters=Filters(category="berkala")) == ["b"]
    assert found(engine, "", filters=Filters(document_type="surat dinas")) == ["a"]
    assert found(engine, "", filters=Filters(year=2024)) == ["b"]
    assert found(engine, "", filters=Filters(date_from="2023-12-31", date_to="2023-12-31")) == ["a"]
    assert sorted(found(engine, "", filters=Filters(date_to="2024-01-01"))) == ["a", "b"]


def test_a_filter_that_no_record_fits_finds_nothing(engine: Engine):
    engine.apply([a_document()])
    assert found(engine, "kode:ZZ") == []
    assert found(engine, "", filters=Filters(statuses=frozenset())) == []


def test_a_blank_query_finds_all_that_may_be_seen(engine: Engine):
    engine.apply([a_document("a"), a_document("b", status="queued")])
    assert engine.search(parse(""), READER).total == 1
    assert engine.search(parse(""), EVERYTHING).total == 2


def test_a_query_of_marks_finds_nothing(engine: Engine):
    engine.apply([a_document()])
    assert found(engine, '*** --- ""') == []


@pytest.mark.parametrize(
    "hidden",
    [{"status": "queued"}, {"exempt": True}, {"access_level": "rahasia"}, {"access_level": ""}, {"status": ""}],
)
def test_what_the_asker_may_not_see_is_neither_found_nor_counted_nor_a_facet(engine: Engine, hidden: dict[str, object]):
    engine.apply(
        [
            a_document("open", text="logistik"),
            a_document("secret", text="logistik", category="rahasia", date="1999-01-01", **hidden),
        ]
    )
    results = engine.search(parse("logistik"), READER)
    assert results.total == 1
    assert [hit.id for hit in results.hits] == ["open"]
    assert dict(results.facets["year"]) == {"2024": 1}
    assert dict(results.facets["category"]) == {"berkala": 1}
    assert engine.search(parse("logistik"), EVERYTHING).total == 2


def test_a_score_does_not_tell_how_many_hidden_records_have_the_word(engine: Engine):
    engine.apply([a_document("a", text="logistik"), a_document("b", text="lain")])
    before = engine.search(parse("logistik"), READER).hits[0].score
    engine.apply([a_document(f"s{n}", text="logistik", exempt=True, title="") for n in range(5)])
    after = engine.search(parse("logistik"), READER).hits[0].score
    assert after == pytest.approx(before, rel=0.2)


def test_a_filter_on_status_never_widens_the_scope(engine: Engine):
    engine.apply([a_document("a"), a_document("b", status="queued")])
    assert engine.search(parse(""), READER, Filters(statuses=frozenset({"queued"}))).total == 0
    assert found(engine, "", filters=Filters(statuses=frozenset({"queued"}))) == ["b"]


def test_facets_count_all_hits_and_not_only_those_shown(engine: Engine):
    engine.apply([a_document(f"r{n}", code="HM.02" if n % 2 else "PL.01.4", text="rapat") for n in range(10)])
    results = engine.search(parse("rapat"), EVERYTHING, limit=2)
    assert len(results.hits) == 2
    assert results.total == 10
    assert results.facets["code"] == (("HM", 5), ("PL", 5))


def test_pages_of_hits_join_without_gap_or_double(engine: Engine):
    engine.apply([a_document(f"r{n:02}", text="rapat", date=f"2024-01-{n % 3 + 1:02}") for n in range(25)])
    pages = [found(engine, "rapat", limit=7, offset=offset) for offset in range(0, 28, 7)]
    joined = [id_ for page in pages for id_ in page]
    assert len(joined) == 25
    assert len(set(joined)) == 25


def test_it_sorts_by_date_and_by_the_end_of_retention_with_the_unknown_last(engine: Engine):
    engine.apply(
        [
            a_document("a", text="rapat", date="2022-01-01", retention_end="2030-12-31"),
            a_document("b", text="rapat", date="", retention_end="2025-12-31"),
            a_document("c", text="rapat", date="2024-01-01", retention_end=""),
        ]
    )
    assert found(engine, "rapat", sort=Sort.NEWEST) == ["c", "a", "b"]
    assert found(engine, "rapat", sort=Sort.OLDEST) == ["a", "c", "b"]
    assert found(engine, "rapat", sort=Sort.RETENTION) == ["b", "a", "c"]


def test_while_typing_it_completes_the_last_word_the_most_frequent_first(engine: Engine):
    engine.apply([a_document("a", text="rapat pleno"), a_document("b", text="rapat pleno"), a_document("c", text="rapat plester")])
    assert engine.suggest("ple", EVERYTHING).texts == ("pleno", "plester")
    assert engine.suggest("Rapat ple", EVERYTHING).texts == ("Rapat pleno", "Rapat plester")


def test_a_completion_stands_beside_what_was_typed_before(engine: Engine):
    engine.apply([a_document("a", text="rapat pleno"), a_document("b", text="undangan plester")])
    assert engine.suggest("rapat ple", EVERYTHING).texts == ("rapat pleno",)


def test_while_typing_it_offers_titles_the_newest_first(engine: Engine):
    engine.apply(
        [
            a_document("a", title="Undangan Rapat Pleno", date="2023-01-01"),
            a_document("b", title="Notula rapat pleno", date="2024-01-01"),
            a_document("c", title="Rapat kerja"),
        ]
    )
    assert engine.suggest("rapat ple", EVERYTHING).titles == (("b", "Notula rapat pleno"), ("a", "Undangan Rapat Pleno"))


def test_what_is_typed_of_fields_narrows_what_is_suggested(engine: Engine):
    engine.apply(
        [a_document("a", title="Rapat pleno", text="x", code="HM.02"), a_document("b", title="Rapat pagi", text="x", code="PL.01")]
    )
    assert engine.suggest("kode:HM rapat p", EVERYTHING).titles == (("a", "Rapat pleno"),)
    assert engine.suggest("kode:HM pl", EVERYTHING).texts == ("kode:HM pleno",)
    assert engine.suggest("kode:PL pl", EVERYTHING).texts == ()
    assert engine.suggest("kode:pl", EVERYTHING).texts == ()


@pytest.mark.parametrize("typed", ["", " ", "r", "-", "*" * 10_000, "rapat " * 5_000, '"', "\x00\x00"])
def test_typing_anything_suggests_something_or_nothing(engine: Engine, typed: str):
    engine.apply([a_document(title="rapat", text="rapat pleno")])
    suggested = engine.suggest(typed, EVERYTHING)
    assert all(suggested.texts)
    assert suggested.titles in ((), (("2026-000001", "rapat"),))


@pytest.mark.parametrize("hidden", [{"status": "queued"}, {"exempt": True}, {"access_level": "rahasia"}])
def test_nothing_that_the_asker_may_not_see_is_suggested(engine: Engine, hidden: dict[str, object]):
    engine.apply(
        [a_document("open", text="perkara lain"), a_document("secret", title="Perselisihan", text="perselisihan", **hidden)]
    )
    assert engine.suggest("persel", READER).texts == ()
    assert engine.suggest("persel", READER).titles == ()
    assert engine.suggest("persel", EVERYTHING).titles != ()
    assert engine.search(parse("persilisihan"), READER).corrected == ()
    assert engine.search(parse("persilisihan"), EVERYTHING).corrected == (("persilisihan", "perselisihan"),)


def test_what_was_taken_out_is_not_suggested(engine: Engine):
    engine.apply([a_document("a", title="Perselisihan hasil", text="perselisihan")])
    engine.apply(remove=["a"])
    assert engine.suggest("persel", EVERYTHING).titles == ()
    assert engine.search(parse("persilisihan"), EVERYTHING).corrected == ()


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("logstik", (("logstik", "logistik"),)),
        ("Logisitk pemilu", (("logisitk", "logistik"),)),
        ("logistik", ()),
        ("qqqqqq", ()),
        ('"logstik"', ()),
        ("-logstik", ()),
        ("judul:logstik", ()),
    ],
)
def test_a_misspelt_word_is_looked_for_as_it_was_meant(engine: Engine, typed: str, corrected: tuple[tuple[str, str], ...]):
    engine.apply([a_document("a", text="logistik pemilu"), a_document("b", text="logistik pemilu")])
    results = engine.search(parse(typed), EVERYTHING)
    assert results.corrected == corrected
    assert not corrected or results.complete == 2


def test_a_misreading_that_stands_somewhere_does_not_hide_the_right_word(engine: Engine):
    engine.apply([*(a_document(f"r{n}", text="logistik") for n in range(20)), a_document("bad", text="logistlk")])
    assert engine.did_you_mean(parse("logistlk"), EVERYTHING) == "logistik"


def test_it_offers_only_what_finds_more(engine: Engine):
    engine.apply([*(a_document(f"r{n}", text="logistik") for n in range(20)), a_document("bad", text="logistlk")])
    assert engine.did_you_mean(parse("logistlk kode:PL"), EVERYTHING) == ""
    assert engine.did_you_mean(parse("logistlk"), EVERYTHING, Filters(code="PL")) == ""
    assert engine.did_you_mean(parse("logistik"), EVERYTHING) == ""


def test_a_new_version_replaces_the_old_one(engine: Engine):
    engine.apply([a_document("a", text="lama")])
    engine.apply([a_document("a", version=2, text="baru", status="verified")])
    assert found(engine, "lama") == []
    assert found(engine, "baru") == ["a"]
    assert engine.versions() == {"a": 2}
    assert engine.count() == 1


def test_the_last_of_two_versions_in_one_commit_counts(engine: Engine):
    engine.apply([a_document("a", text="lama"), a_document("a", version=2, text="baru")])
    assert engine.versions() == {"a": 2}


def test_removed_is_gone_and_may_be_removed_again(engine: Engine):
    engine.apply([a_document("a", text="surat"), a_document("b", text="surat")])
    engine.apply(remove=["a"])
    engine.apply(remove=["a", "never-there"])
    assert found(engine, "surat") == ["b"]
    assert engine.versions() == {"b": 1}


def test_doing_it_twice_changes_nothing(engine: Engine):
    documents = [a_document(f"r{n}", text="rapat pleno") for n in range(3)]
    engine.apply(documents)
    once = engine.search(parse("rapat"), EVERYTHING)
    engine.apply(documents)
    assert engine.search(parse("rapat"), EVERYTHING) == once


def test_rebuilding_leaves_what_was_given_and_nothing_else(engine: Engine):
    engine.apply([a_document("old", text="rapat")])
    assert engine.rebuild(a_document(f"r{n}", text="rapat") for n in range(3)) == 3
    assert sorted(found(engine, "rapat")) == ["r0", "r1", "r2"]


def test_a_rebuild_that_fails_half_way_leaves_the_old_index(engine: Engine):
    def failing() -> Iterator[Document]:
        yield a_document("new", text="rapat")
        raise OSError("disk full")

    engine.apply([a_document("old", text="rapat")])
    with pytest.raises(OSError, match="disk full"):
        engine.rebuild(failing())
    assert found(engine, "rapat") == ["old"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=80))
def test_no_query_fails(engine: Engine, typed: str):
    if not engine.count():
        engine.apply([a_document(text="surat suara rusak", number="12/PL.01.4-SD/2101/2024")])
    results = engine.search(parse(typed), EVERYTHING)
    assert len(results.hits) == min(results.total, 20)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["rapat", "pleno", "surat", "suara"]), min_size=1, max_size=8), st.data())
def test_any_run_of_a_text_is_found_as_a_phrase(engine: Engine, words: list[str], data: st.DataObject):
    engine.apply([a_document(text=" ".join(words))])
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert found(engine, f'"{" ".join(words[start:end])}"') == ["2026-000001"]


_WORDS = st.lists(st.sampled_from(["rapat", "pleno", "surat", "memilih", "pemilihan", "12/PL.01"]), max_size=6).map(" ".join)
_DOCUMENTS = st.builds(
    Document,
    id=st.sampled_from("abcdefgh"),
    version=st.integers(1, 9),
    title=_WORDS,
    number=st.sampled_from(["", "12/PL.01.4-SD/2101/2024"]),
    text=_WORDS,
    status=st.sampled_from(["filed", "queued"]),
    access_level=st.just("biasa"),
    code=st.sampled_from(["", "HM.02", "PL.01.4"]),
    date=st.sampled_from(["", "2023-05-01", "2024-02-29"]),
)
_COMMITS = st.lists(st.tuples(st.lists(_DOCUMENTS, max_size=4), st.lists(st.sampled_from("abcdefgh"), max_size=2)), max_size=14)


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES)
@settings(max_examples=15, deadline=None)
@given(commits=_COMMITS)
def test_any_history_of_commits_answers_like_an_index_made_anew(make: Callable[[Path], Engine], commits: list):
    with tempfile.TemporaryDirectory() as temporary:
        grown, anew = make(Path(temporary) / "grown"), make(Path(temporary) / "anew")
        kept: dict[str, Document] = {}
        for documents, gone in commits:
            grown.apply(documents, gone)
            for id_ in gone:
                kept.pop(id_, None)
            kept |= {document.id: document for document in documents}
        anew.rebuild(kept.values())
        assert grown.versions() == anew.versions()
        for typed in ("", "rapat", "pemilihan", '"rapat pleno"', "12/PL", "pem*", "-surat", "judul:surat", "kode:PL rapat"):
            assert grown.search(parse(typed), READER) == anew.search(parse(typed), READER)
            assert grown.suggest(typed, READER) == anew.suggest(typed, READER)
        grown.close()
        anew.close()


def test_what_is_left_out_by_number_is_neither_found_nor_counted_nor_suggested(engine: Engine):
    engine.apply([a_document("a", text="logistik"), a_document("b", text="logistik")])
    results = engine.search(parse("logistik"), replace(READER, without=frozenset({"a", "tidak-ada"})))
    assert (results.total, [hit.id for hit in results.hits]) == (1, ["b"])
    assert {count for counts in results.facets.values() for _, count in counts} == {1}
    assert found(engine, "logistik", READER) == ["a", "b"]
    assert engine.suggest("logis", replace(READER, without=frozenset({"a", "b"}))) == engine.suggest("tidakada", READER)

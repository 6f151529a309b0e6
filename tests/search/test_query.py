from hypothesis import given
from hypothesis import strategies as st

from pipeline.search import Condition, Term, parse
from pipeline.search.query import LONGEST_QUERY, MOST_TERMS


def test_words_become_terms():
    assert parse("Logistik gudang").terms == (Term(("logistik",)), Term(("gudang",)))


def test_quotes_of_any_make_a_phrase():
    for typed in ('"surat suara"', "“surat suara”", "„surat suara“", '"surat suara'):
        assert parse(typed).terms == (Term(("surat", "suara"), quoted=True),)


def test_marks_inside_a_word_make_a_phrase():
    assert parse("12/PL.01.4-SD/2101/2024").terms == (Term(("12", "pl", "01", "4", "sd", "2101", "2024")),)
    assert parse("PL.01.4").terms == (Term(("pl", "01", "4")),)


def test_minus_excludes_a_word_a_phrase_or_a_field():
    assert parse("-surat").terms == (Term(("surat",), excluded=True),)
    assert parse('-"surat suara"').terms == (Term(("surat", "suara"), quoted=True, excluded=True),)
    assert parse("-kode:HM").conditions == (Condition("code", "HM", excluded=True),)


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert parse("KPU-Kab").terms == (Term(("kpu", "kab")),)
    assert parse("kpu - kab").terms == (*parse("kpu").terms, Term(("kab",)))


def test_a_star_makes_a_prefix_of_two_letters_or_more():
    assert parse("sur*").terms == (Term(("sur",), prefix=True),)
    assert parse("s*").terms == (Term(("s",)),)


def test_fields_have_indonesian_and_english_names():
    for typed in (
        "kode:hm.02 tahun:2024 kategori:serta-merta jenis:Keputusan",
        "code:hm.02 year:2024 category:serta_merta type:keputusan",
    ):
        assert parse(typed).conditions == (
            Condition("code", "HM.02"),
            Condition("year", "2024"),
            Condition("category", "serta_merta"),
            Condition("document_type", "keputusan"),
        )


def test_number_and_title_are_looked_for_in_their_field():
    assert parse("nomor:PL.01").terms == (Term(("pl", "01"), field="number"),)
    assert parse("judul:rapat").terms == (Term(("rapat",), field="title"),)


def test_an_unknown_field_is_words_like_any_other():
    assert parse("Yth.:Ketua http://kpu.go.id").terms == (Term(("yth", "ketua")), Term(("http", "kpu", "go", "id")))
    assert parse("lampiran:satu").terms == (Term(("lampiran", "satu")),)


def test_a_year_that_is_none_is_a_word():
    assert parse("tahun:depan").terms == (Term(("depan",)),)
    assert parse("tahun:2022-2024").conditions == (Condition("year", "2022-2024"),)


def test_stop_words_are_left_out_and_named():
    query = parse("undangan untuk rapat")
    assert query.terms == (Term(("undangan",)), Term(("rapat",)))
    assert query.ignored == ("untuk",)


def test_a_stop_word_alone_stays():
    assert parse("untuk").terms == (Term(("untuk",)),)
    assert parse("untuk").ignored == ()


def test_nothing_typed_is_blank_and_marks_are_meaningless():
    assert parse("   ").blank
    assert not parse("   ").meaningless
    assert parse('*** "" --').meaningless


def test_what_is_hostile_is_cut():
    for typed in (
        "*" * 10_000,
        '"' * 10_000,
        "a " * 10_000,
        "-" * 10_000,
        "kode:" * 10_000,
        "(" * 10_000,
        "\x00" * 10_000,
        "x" * 10_000,
    ):
        query = parse(typed)
        assert len(query.text) <= LONGEST_QUERY
        assert len(query.terms) + len(query.conditions) <= MOST_TERMS


def test_a_date_is_one_term_in_every_notation_and_finds_the_papers_of_that_day():
    for typed in ("12 Maret 2026", "12-03-2026", "12/3/2026", "12.03.2026", "2026-03-12", "March 12, 2026", "12 mar 2026"):
        (term,) = parse(f"{typed}").terms
        assert term.date == "2026-03-12"
        ways = {form.tokens for form in term.forms}
        assert ways >= {("12", "maret", "2026"), ("12", "3", "2026"), ("2026", "3", "12"), ("march", "12", "2026")}


def test_a_month_is_one_term():
    (term,) = parse("maret 2026").terms
    assert (term.date, term.tokens) == ("2026-03", ("maret", "2026"))


def test_a_day_that_no_calendar_has_is_a_number_like_any_other():
    assert [term.date for term in parse("31-02-2026").terms] == [""]
    assert [term.date for term in parse("45 maret 2026").terms] == [""]


def test_amounts_are_found_with_and_without_points():
    for typed in ("1.250.000", "Rp1.250.000,00", "1,250,000", "1250000", "Rp 1.250.000"):
        (term,) = parse(typed).terms
        assert {form.tokens for form in term.forms} == {("1", "250", "000"), ("1250000",)}


def test_question_words_cost_nothing():
    assert parse("Berapa jumlah gudang?").terms == parse("jumlah gudang").terms
    assert parse("Where is the warehouse").ignored == ("where", "is", "the")


def test_words_on_both_sides_of_or_are_one_term():
    (term,) = parse("siaran OR agenda ATAU jadwal").terms
    assert [form.tokens for form in term.forms] == [("siaran",), ("agenda",), ("jadwal",)]
    assert len(parse("siaran or agenda").terms) == 2
    assert parse("OR siaran OR").terms == parse("siaran").terms


def test_an_abbreviation_means_its_words_and_each_of_its_words_the_abbreviation():
    (term,) = parse("dpt").terms
    assert [form.tokens for form in term.forms] == [("dpt",), ("daftar", "pemilih", "tetap")]
    assert all(("dpt",) in {form.tokens for form in term.forms} for term in parse("daftar pemilih tetap").terms)


def test_a_quoted_or_excluded_abbreviation_means_itself():
    assert parse('"dpt"').terms == (Term(("dpt",), quoted=True),)
    assert parse("-dpt").terms == (Term(("dpt",), excluded=True),)


@given(st.text(max_size=300))
def test_no_text_fails_and_what_is_understood_is_bounded(typed: str):
    query = parse(typed)
    assert len(query.terms) + len(query.conditions) <= MOST_TERMS
    assert all(term.tokens and all(term.tokens) for term in query.terms)


@given(st.text(alphabet='ab-*":./, kodetahun:12maretOR|', max_size=60))
def test_no_text_of_our_own_marks_fails_and_it_is_bounded(typed: str):
    query = parse(typed)
    assert len(query.terms) + len(query.conditions) <= MOST_TERMS
    assert all(term.tokens and all(term.tokens) for term in query.terms)

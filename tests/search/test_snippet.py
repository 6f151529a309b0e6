import time

from hypothesis import given
from hypothesis import strategies as st

from pipeline.document.pages import Word
from pipeline.search import marks, parse, snippet
from pipeline.search.snippet import BROKEN, EXCERPT_WORDS, LONGEST_WORD, _hits, _wanted
from pipeline.search.tokenizer import tokens


def a_page(text: str, number: int = 1, boxes: bool = True) -> tuple[int, str, tuple[Word, ...]]:
    words = [Word(word, (index / 10_000, 0.5, (index + 1) / 10_000, 0.6), 0.9) for index, word in enumerate(text.split())]
    return number, text, tuple(words) if boxes else ()


def marked(pages: list, query: str) -> list[str]:
    return [text for text, hit in snippet(pages, parse(query)).segments if hit]


def test_it_marks_the_word():
    assert marked([a_page("distribusi logistik pemilu")], "logistik") == ["logistik"]


def test_it_marks_other_forms_of_the_word():
    assert marked([a_page("ia memilih dalam pemilihan itu")], "pilih") == ["memilih", "pemilihan"]


def test_it_marks_other_forms_of_an_english_word():
    said = "Registrations of one party and of two parties, by a registration."
    assert marked([a_page(said)], "registration party") == ["Registrations", "party", "parties", "registration"]


def test_it_marks_only_the_form_that_was_quoted():
    assert marked([a_page("ia memilih dalam pemilihan itu")], '"pemilihan"') == ["pemilihan"]


def test_the_mark_leaves_commas_and_brackets_out():
    assert snippet([a_page('kotak ("Suara"), rusak')], parse("suara")).segments == (
        ('kotak ("', False),
        ("Suara", True),
        ('"), rusak', False),
    )


def test_it_marks_a_phrase_as_one_piece():
    assert marked([a_page("surat dinas dan surat suara rusak")], '"surat suara"') == ["surat suara"]


def test_it_marks_a_number_as_printed():
    assert marked([a_page("Nomor : 12/PL.01.4-SD/2101/2024")], "PL.01.4") == ["12/PL.01.4-SD/2101/2024"]


def test_it_marks_a_prefix():
    assert marked([a_page("kepulauan riau")], "kepul*") == ["kepulauan"]


def test_it_does_not_mark_what_was_excluded():
    assert marked([a_page("rapat tertutup")], "rapat -tertutup") == ["rapat"]


def test_it_chooses_the_page_with_most_of_what_was_asked():
    pages = [a_page("rapat rapat rapat", 1), a_page("undangan rapat pleno", 2), a_page("pleno", 3)]
    assert snippet(pages, parse("rapat pleno")).page == 2


def test_it_chooses_the_place_with_most_of_what_was_asked():
    filler = "kata " * 200
    page = a_page(f"rapat {filler} pleno terbuka rapat {filler} rapat")
    assert "pleno terbuka rapat" in snippet([page], parse("rapat pleno")).text


def test_the_page_with_the_form_as_typed_comes_before_its_relatives():
    assert snippet([a_page("memilih", 1), a_page("pemilihan", 2)], parse("pemilihan")).page == 2


def test_the_excerpt_is_short_and_says_that_it_is_cut():
    found = snippet([a_page("awal " * 300 + "logistik " + "akhir " * 300)], parse("logistik"))
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text.split()) <= EXCERPT_WORDS + 2
    assert "logistik" in found.text


def test_a_very_long_word_is_cut():
    assert len(snippet([a_page("x" * 5000 + " logistik")], parse("logistik")).text) < LONGEST_WORD + 20


def test_boxes_are_those_of_the_marked_words():
    found = snippet([a_page("kotak suara rusak suara")], parse("suara"))
    assert found.boxes == ((0.0001, 0.5, 0.0002, 0.6), (0.0003, 0.5, 0.0004, 0.6))
    assert found.area == (0.0, 0.5, 0.0004, 0.6)


def test_a_page_without_boxes_gives_none():
    found = snippet([a_page("kotak suara", boxes=False)], parse("suara"))
    assert found.boxes == ()
    assert found.area is None


def test_boxes_that_do_not_fit_the_text_are_not_used():
    number, _, words = a_page("kotak suara")
    assert snippet([(number, "kotak surat suara", words)], parse("suara")).boxes == ()


def test_a_word_that_was_broken_at_a_lines_end_is_shown_whole_and_marked_on_both_lines():
    number, _, words = a_page("menetapkan kepu- tusan rapat")
    page = (number, f"menetapkan kepu{BROKEN}tusan rapat", words)
    found = snippet([page], parse("keputusan"))
    assert found.segments == (("menetapkan ", False), ("keputusan", True), (" rapat", False))
    assert found.boxes == (words[1].box, words[2].box)
    assert marks(page[1], words, parse("rapat")) == (words[3].box,)


def test_where_only_the_title_was_found_it_shows_how_the_paper_begins():
    found = snippet([a_page("", 1), a_page("Komisi Pemilihan Umum", 2)], parse("logistik"))
    assert found.page == 2
    assert found.segments == (("Komisi Pemilihan Umum", False),)


def test_a_paper_without_text_has_an_empty_snippet():
    assert snippet([a_page("  \n ")], parse("logistik")).page == 0
    assert snippet([], parse("logistik")).text == ""


def test_marks_gives_every_hit_of_a_page():
    text = "suara " * 100
    assert len(marks(text, a_page(text)[2], parse("suara"))) == 100


def test_a_text_of_25_000_characters_takes_no_time_to_speak_of():
    text = " ".join(f"kata{n % 700} pemilihan{n % 90}" for n in range(1400)) + " logistik akhir"
    page = a_page(text)
    query = parse('logistik akhir "kata3 pemilihan3" pemil*')
    snippet([page], query)
    start = time.process_time()
    snippet([page], query)
    assert time.process_time() - start < 0.1


@given(st.lists(st.text(st.characters(exclude_characters=BROKEN), max_size=60), max_size=4), st.text(max_size=40))
def test_any_text_and_any_query_give_a_snippet_whose_boxes_are_its_marks(texts: list[str], typed: str):
    pages = [a_page(text, number) for number, text in enumerate(texts, 1)]
    found = snippet(pages, parse(typed))
    assert bool(found.boxes) == any(hit for _, hit in found.segments)


@given(
    st.lists(st.sampled_from(["rapat", "pleno,", "surat", "KPU-Kab"]), min_size=1, max_size=60),
    st.sampled_from(["rapat", "kab", "KPU-Kab", '"surat rapat"']),
)
def test_the_excerpt_without_marks_is_a_run_of_the_text(words: list[str], typed: str):
    text = snippet([a_page(" ".join(words))], parse(typed)).text
    assert text.removeprefix("… ").removesuffix(" …") in " ".join(words)


FORMS = st.sampled_from(
    [
        "mencapai",
        "dicapai",
        "capaian",
        "tulis",
        "menulis",
        "penulisan",
        "memilih",
        "pilihan",
        "Surat-Surat",
        "12/PL.01",
        "é",
        "ketua",
    ]
)


@given(st.lists(FORMS, min_size=1, max_size=6), FORMS, st.sampled_from(["{}", '"{}"', "{}*"]))
def test_no_page_is_passed_over_that_holds_a_form_of_the_word(words, word, shape):
    text, query = " ".join(words), parse(shape.format(word))
    found = marked([a_page("lain sama sekali"), a_page(text, 2)], shape.format(word))
    assert bool(found) == bool(_hits(tokens(text), _wanted(query)))

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import indonesian


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Pemilihan", "pilih"), ("memilih", "pilih"), ("pelayanan", "layan"), ("di", "di"), ("2024", "2024"), ("pemilu", "pemilu")],
)
def test_it_stems(word, expected):
    assert indonesian.stem(word) == expected


def test_a_stem_never_gets_too_short():
    assert all(len(indonesian.stem(word)) >= 3 for word in ("ketua", "beri", "nilai", "adakan", "kekal", "seni"))


def test_threads_do_not_disturb_each_other():
    words = ["pemilihan", "penetapan", "rekapitulasi", "penghitungan"] * 50
    expected = [indonesian.stem(word) for word in words]
    indonesian.stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(indonesian.stem, words)) == expected


@given(st.text())
def test_any_text_is_folded_stemmed_and_read(text):
    assert indonesian.fold(indonesian.fold(text)) == indonesian.fold(text)
    indonesian.stem(text)
    indonesian.month(text)
    indonesian.words_to_number(text)
    indonesian.long_date(text)


READINGS = """Maret 3 · 0ktober 10 · Desernber 12 · Nopember 11 · Agt. 8 · JANUARI 1 · Februarl 2 · Mel 5 · Junl 6 · Jull 7
 · ApriI 4 · Septernber 9 · meja None · kantor None · tahun None · hari None"""


@pytest.mark.parametrize("reading", READINGS.split("·"))
def test_it_knows_months_through_ocr_noise(reading):
    text, expected = reading.split()
    assert str(indonesian.month(text)) == expected


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_long_date_keeps_day_month_and_year(day):
    number, name, year = indonesian.long_date(day.isoformat()).split()
    assert (int(number), indonesian.month(name), int(year)) == (day.day, day.month, day.year)


def spelled(number: int) -> str:
    units = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
    if number < 12:
        return units[number]
    if number < 20:
        return f"{units[number - 10]} belas"
    if number < 100:
        return f"{units[number // 10]} puluh {spelled(number % 10)}"
    if number < 200:
        return f"seratus {spelled(number - 100)}"
    if number < 1000:
        return f"{units[number // 100]} ratus {spelled(number % 100)}"
    if number < 2000:
        return f"seribu {spelled(number - 1000)}"
    return f"{spelled(number // 1000)} ribu {spelled(number % 1000)}"


@given(st.integers(min_value=1, max_value=999_999))
def test_numbers_in_words_are_read_back(number):
    assert indonesian.words_to_number(spelled(number)) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("duapuluh dua", 22),
        ("Dua Ribu Dua Puluh Ernpat", 2024),
        ("sembiIan belas", 19),
        ("nol", 0),
        ("", None),
        ("dua kambing", None),
    ],
)
def test_numbers_in_words_survive_ocr_and_run_together_words(text, expected):
    assert indonesian.words_to_number(text) == expected


def test_digits_and_letters_are_turned_back():
    assert indonesian.as_digits("2O24") == "2024"
    assert indonesian.as_digits("l2") == "12"
    assert indonesian.as_letters("0kt0ber") == "oktober"
    assert indonesian.skeleton("Kirim") == indonesian.skeleton("k1rirn")

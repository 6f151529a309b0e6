import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.recognition import calibration

shares = st.floats(0, 1)


@pytest.mark.parametrize("table", [calibration.WORDS, calibration.RUBBISH])
def test_a_surer_word_is_never_believed_less(table):
    @given(shares, shares)
    def rises(one, other):
        low, high = sorted((one, other))
        assert 0 <= calibration.interpolate(low, table) <= calibration.interpolate(high, table) <= 1

    rises()


@given(st.lists(st.tuples(shares, st.integers(0, 20)), max_size=30))
def test_chances_are_shares_and_a_page_lies_among_its_words(words):
    confidences, weights = [word[0] for word in words], [word[1] for word in words]
    chances = calibration.word_chances(confidences, weights)
    assert len(chances) == len(words)
    assert all(0 <= chance <= 1 for chance in chances)
    page = calibration.page_share(chances, weights)
    assert 0 <= page <= max(chances, default=0.0) + 1e-9


def test_a_word_of_nine_tenths_is_nearly_always_right_and_one_of_seven_tenths_half_the_time():
    sure = calibration.word_chances([0.96] * 40 + [0.92, 0.7], [6] * 42)
    assert sure[0] > 0.999
    assert 0.98 < sure[40] < 0.995
    assert 0.5 < sure[41] < 0.6


def test_on_a_page_that_is_lost_even_the_surer_words_are_not_believed():
    assert calibration.word_chances([0.9] + [0.3] * 40, [5] * 41)[0] < 0.2


def test_two_unsure_words_in_thirty_ask_for_a_check_and_one_asks_for_a_second_reading():
    def page(confidences):
        weights = [5] * len(confidences)
        return calibration.page_share(calibration.word_chances(confidences, weights), weights)

    assert page([0.96] * 28 + [0.5] * 2) < calibration.CHECK < page([0.96] * 29 + [0.5])
    assert page([0.96] * 29 + [0.5]) < calibration.READ_AGAIN < page([0.96] * 30)

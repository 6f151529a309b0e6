"""Boxes on turned pages and on pieces of pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web import overlay

FRACTION = st.floats(0, 1, allow_nan=False)


@st.composite
def a_box(draw):
    x0, x1 = sorted((draw(FRACTION), draw(FRACTION)))
    y0, y1 = sorted((draw(FRACTION), draw(FRACTION)))
    return (x0, y0, x1, y1)


@given(a_box(), st.sampled_from([0, 90, 180, 270]))
def test_turning_on_to_a_full_turn_brings_a_box_back(box, rotation):
    turned = overlay.upright_box(overlay.upright_box(box, rotation), 360 - rotation)
    assert turned == pytest.approx(box, abs=1e-9)


def test_the_top_left_corner_turned_clockwise_is_the_top_right_one():
    assert overlay.upright_box((0, 0, 0.1, 0.2), 90) == pytest.approx((0.8, 0, 1, 0.1))


@given(a_box(), st.sampled_from([0, 90, 180, 270]))
def test_a_piece_holds_what_it_was_cut_for(box, rotation):
    left, top, right, bottom = overlay.excerpt_edges(box, rotation)
    inner = overlay.edges(box, rotation)
    assert left <= inner[0] <= inner[2] <= right
    assert top <= inner[1] <= inner[3] <= bottom
    (mark,) = overlay.excerpt_rectangles([box], rotation, (left, top, right, bottom))
    assert 0 <= mark["x"] <= overlay.WHOLE
    assert 0 <= mark["y"] <= overlay.WHOLE

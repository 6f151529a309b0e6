import io
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from pipeline.reading import Options, identify, read_page
from pipeline.reading.preprocessing import assessment, colour, illumination, plan, skew
from pipeline.reading.preprocessing.plan import PreprocessingPlan
from pipeline.reading.sources import image


def read(papers, sheet, options=None, name="surat.png", dpi=150):
    path = papers.folder / name
    sheet.save(path, dpi=(dpi, dpi))
    return read_page(identify(path), 1, options or Options())


def shaded(sheet, darkest):
    ramp = np.linspace(darkest, 1, sheet.width)[None, :]
    return Image.fromarray((np.asarray(sheet) * ramp).astype(np.uint8))


def noisy(sheet, strength):
    noise = np.random.default_rng(1).normal(0, strength, (sheet.height, sheet.width))
    return Image.fromarray(np.clip(np.asarray(sheet, float) + noise, 0, 255).astype(np.uint8))


def test_a_clean_page_is_read_as_it_is(papers):
    assert read(papers, papers.sheet(dpi=200), dpi=200).notes == ()


@pytest.mark.parametrize("degrees", [-7, 4])
def test_a_skewed_page_is_levelled(papers, missed, degrees):
    page = read(papers, papers.sheet().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))
    assert len(missed(page)) <= 1
    assert "miring" in page.notes[0]


@pytest.mark.parametrize("degrees", [-20, 15])
def test_a_page_laid_down_far_askew_is_measured_too(papers, degrees):
    sheet = papers.sheet(dpi=200).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    lines = assessment.assess(image.from_pixels(sheet, 200)).lines
    assert lines.upright
    assert abs(lines.skew - degrees) < 0.3


@pytest.mark.parametrize(("turned", "rotation"), [(90, 90), (180, 180), (270, 270)])
def test_a_page_put_in_the_wrong_way_round_is_turned_and_says_how(papers, missed, turned, rotation):
    page = read(papers, papers.sheet().rotate(turned, expand=True))
    assert len(missed(page)) <= 1
    assert page.rotation == rotation


def test_boxes_of_a_turned_and_skewed_page_lie_on_the_page_as_it_is(papers):
    sheet = papers.sheet(lines=("KOMISI PEMILIHAN UMUM KABUPATEN BINTAN",) * 12)
    turned = sheet.rotate(3, Image.Resampling.BICUBIC, fillcolor=255).rotate(180)
    page = read(papers, turned)
    dark = np.asarray(turned) < 128
    for word in page.words:
        x0, y0, x1, y1 = (round(v * s) for v, s in zip(word.box, (turned.width, turned.height) * 2, strict=True))
        assert dark[y0:y1, x0:x1].any()
    ink = sum(
        dark[
            round(w.box[1] * turned.height) : round(w.box[3] * turned.height),
            round(w.box[0] * turned.width) : round(w.box[2] * turned.width),
        ].sum()
        for w in page.words
    )
    assert ink > 0.9 * dark.sum()


def test_light_from_one_side_is_evened(papers, missed):
    page = read(papers, shaded(papers.sheet(), 0.2))
    assert len(missed(page)) <= 1
    assert "cahaya tidak rata" in page.notes[0]


def test_a_grainy_page_is_smoothed(papers, missed):
    assert len(missed(read(papers, noisy(papers.sheet(dpi=300), 70), dpi=300))) <= 2


def test_a_faint_page_is_darkened(papers, missed):
    assert len(missed(read(papers, papers.sheet(colour=222, paper=250)))) <= 1


def test_print_that_pales_in_bands_is_darkened_where_it_is_pale(papers, missed):
    sheet = np.asarray(papers.sheet(dpi=200)).astype(np.float32)
    rows = np.arange(sheet.shape[0])[:, None]
    bands = 110 + 80 * (0.5 + 0.5 * np.sin(rows / 60))
    banded = Image.fromarray((bands + (235 - bands) * sheet / 255).astype(np.uint8))
    level = np.asarray(illumination.stretch_contrast(banded, 0.75))
    darkest = [int(level[top : top + 48].min()) for top in range(240, 900, 48)]
    assert all(ink < 100 or ink > 240 for ink in darkest), darkest
    assert not missed(read(papers, banded, dpi=200))


def test_a_coloured_stamp_does_not_cover_black_print(papers, missed):
    from PIL import ImageChops

    sheet = papers.sheet(mode="RGB", paper="white", colour="black")
    stamp = Image.new("RGB", sheet.size, "white")
    for radius in range(60, 240, 24):
        ImageDraw.Draw(stamp).ellipse((500 - radius, 420 - radius, 500 + radius, 420 + radius), outline=(50, 40, 170), width=9)
    assert len(missed(read(papers, ImageChops.multiply(sheet, stamp)))) <= 1


def test_a_page_out_of_focus_is_read(papers, missed):
    assert len(missed(read(papers, papers.sheet(dpi=300).filter(ImageFilter.GaussianBlur(4.5)), dpi=300))) <= 4


def test_a_fax_in_black_and_white_is_smoothed(papers, missed):
    low = papers.sheet(dpi=204).resize((1687, 1146), Image.Resampling.BOX).point(lambda value: 255 if value > 150 else 0)
    fax = low.resize((1687, 2292), Image.Resampling.NEAREST).convert("1")
    path = papers.folder / "faks.tif"
    fax.save(path, compression="group4", dpi=(204, 196))
    assert len(missed(read_page(identify(path), 1))) <= 3


def test_a_small_scan_is_read(papers, missed):
    assert len(missed(read(papers, papers.sheet(dpi=100), dpi=100))) <= 1


def test_white_print_on_black_is_read(papers, missed):
    assert len(missed(read(papers, papers.sheet(colour=255, paper=0)))) <= 1


def test_grain_on_an_empty_page_makes_no_words(papers):
    page = read(papers, noisy(papers.sheet(lines=()), 12))
    assert len(page.words) <= 3
    assert not page.failed


def test_rotation_can_be_forced(papers, missed):
    page = read(papers, papers.sheet().rotate(180), Options(rotation=180))
    assert (page.rotation, len(missed(page)) <= 1) == (180, True)
    assert read(papers, papers.sheet(), Options(rotation=180)).rotation == 180


def test_mending_can_be_forced_or_forbidden(papers):
    crooked = papers.sheet().rotate(6, fillcolor=255)
    plain = read(papers, crooked, Options(effort="plain"))
    assert not any("diperbaiki" in note for note in plain.notes)
    assert read(papers, crooked, Options(effort="enhanced")).confidence > plain.confidence


def test_another_language_can_be_asked_for(papers):
    page = read(papers, papers.sheet(lines=("The quick brown fox", "thoroughly enjoyed fishing")), Options(language="eng"))
    assert "thoroughly enjoyed fishing" in page.text


@settings(deadline=None, max_examples=50)
@given(
    turn=st.sampled_from((0, 90, 180, 270)),
    skew=st.floats(-12, 12),
    scale=st.sampled_from((0.5, 1.0, 2.0)),
    spot=st.tuples(st.floats(0.3, 0.7), st.floats(0.3, 0.7)),
)
def test_the_matrix_leads_every_spot_back_to_where_it_was(turn, skew, scale, spot):
    sheet = Image.new("L", (300, 420), 255)
    x, y = spot[0] * 300, spot[1] * 420
    sheet.paste(0, (round(x) - 6, round(y) - 6, round(x) + 6, round(y) + 6))
    mended = plan.preprocess(sheet, PreprocessingPlan(turn=turn, skew=skew, scale=scale, even=False), 150)
    ys, xs = np.nonzero(np.asarray(mended.pixels) < 100)
    x0, y0, x1, y1 = plan.box_to_source((xs.min(), ys.min(), xs.max() + 1, ys.max() + 1), mended.back)
    assert abs((x0 + x1) / 2 - round(x)) < 3
    assert abs((y0 + y1) / 2 - round(y)) < 3


def test_the_look_measures_skew_to_a_fifth_of_a_degree(papers):
    for degrees in (-8.0, -1.5, 0.0, 2.3, 9.0):
        sheet = papers.sheet(dpi=200).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
        assert abs(assessment.assess(image.from_pixels(sheet, 200)).lines.skew - degrees) < 0.2


def test_a_page_that_holds_tesseract_for_too_long_fails_alone(papers):
    from pipeline.reading import Limits

    chance = random.Random(1)
    sheet = Image.frombytes("L", (1200, 1700), chance.randbytes(1200 * 1700))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    path = papers.file("derau.png", out.getvalue())
    page = read_page(identify(path), 1, Options(limits=Limits(page_seconds=2), effort="plain"))
    assert page.failed
    assert "terlalu lama" in page.notes[0]


@given(at=st.integers(0, 200), length=st.integers(1, 120), axis=st.sampled_from((0, 1)))
def test_long_rules_are_found_and_short_strokes_are_not(at, length, axis):
    ink = np.zeros((300, 330), np.bool_)
    ink[(150, slice(at, at + length)) if axis else (slice(at, at + length), 150)] = True
    found = skew._runs(ink, 60, axis)
    assert (found == (ink if length >= 60 else False)).all()


def test_a_stamp_in_dark_blue_is_seen_and_turned_to_paper(papers):
    sheet = papers.sheet(mode="RGB", paper="white", colour=(20, 20, 24))
    sheet.paste((28, 32, 95), (900, 900, 1100, 1000))
    look = assessment.assess(image.from_pixels(sheet, 150))
    assert "bercap warna" in look.faults
    grey = np.asarray(colour.remove_colour(sheet))
    assert grey[920:980, 920:1080].min() > 200
    assert (grey < 60).sum() > 0.8 * (np.asarray(papers.sheet()) < 60).sum()

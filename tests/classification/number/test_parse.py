import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classification.number.codes import FUNCTIONS, TYPE_CODES
from pipeline.classification.number.parse import parse_number
from pipeline.classification.number.pattern import is_regular, repair_by_shape
from pipeline.classification.number.regions import regions
from pipeline.classification.number.repair import complete_number, reparse

FORMS = """
12/PL.01.4-SD/2101/2024                 | 12/PL.01.4-SD/2101/2024                 | PL.01.4  | SD  | 2101 | 2024
I2/PL.O1.4-SD/2101/2O24                 | 12/PL.01.4-SD/2101/2024                 | PL.01.4  | SD  | 2101 | 2024
21/PL.01.4-SD/2101/2/2024               | 21/PL.01.4-SD/2101/2/2024               | PL.01.4  | SD  | 2101 | 2024
1/TU.01.1-ND/Sek-Kab/Kota/3101/1.2/2024 | 1/TU.01.1-ND/Sek-Kab/Kota/3101/1.2/2024 | TU.01.1  | ND  | 3101 | 2024
1/TU.01.1-ND/K/2024                     | 1/TU.01.1-ND/K/2024                     | TU.01.1  | ND  |      | 2024
3/RT.02.01-ST/3301/KPU-Kab/2023         | 3/RT.02.01-ST/3301/KPU-Kab/2023         | RT.02.01 | ST  | 3301 | 2023
590/PL.02.4/1906/KPU-Kab/XI/2020        | 590/PL.02.4/1906/KPU-Kab/XI/2020        | PL.02.4  |     | 1906 | 2020
929/HK.03.1-Kpt/04/KPU/V/2019           | 929/HK.03.1-Kpt/04/KPU/V/2019           | HK.03.1  | Kpt | 04   | 2019
16/Kpts/KPU-Prov-014/2013               | 16/Kpts/KPU-Prov-014/2013               |          | Kpt |      | 2013
441/Kpts/Setjen/TAHUN 2016              | 441/Kpts/Setjen/TAHUN 2016              |          | Kpt |      | 2016
1 5 TAHUN 20 24                         | 15 Tahun 2024                           |          |     |      | 2024
22 Tariun 2021                          | 22 Tahun 2021                           |          |     |      | 2021
4 TAHUN 2024                            | 4 Tahun 2024                            |          |     |      | 2024
/ORT.06/2101/2023                       | /ORT.06/2101/2023                       | ORT.06   |     | 2101 | 2023
12.a/ORT.08,2-SD/2101/2024              | 12.a/ORT.08.2-SD/2101/2024              | ORT.08.2 | SD  | 2101 | 2024
12 / PAW 01.2 - SD / 2101 / 2024        | 12/PAW.01.2-SD/2101/2024                | PAW.01.2 | SD  | 2101 | 2024
15/Hk.04.2–SD/2101/2024                 | 15/HK.04.2-SD/2101/2024                 | HK.04.2  | SD  | 2101 | 2024
21/PL.01.4-SDI2101/2024                 | 21/PL.01.4-SD/2101/2024                 | PL.01.4  | SD  | 2101 | 2024
21/PL.01.4-SD/2101I2024                 | 21/PL.01.4-SD/2101/2024                 | PL.01.4  | SD  | 2101 | 2024
12IPL.01.4-SD/2101/2024                 | 12/PL.01.4-SD/2101/2024                 | PL.01.4  | SD  | 2101 | 2024
2/PP.04.1-SPt/2101/2023                 | 2/PP.04.1-SPt/2101/2023                 | PP.04.1  | SPt | 2101 | 2023
2/PP.04.1-SP/2101/2023                  | 2/PP.04.1-SP/2101/2023                  | PP.04.1  | SP  | 2101 | 2023
0842/K/IV/2020                          | 0842/K/IV/2020                          |          |     |      | 2020
01-P/Ka-BAPETEN/VI-99                   | 01-P/Ka-BAPETEN/VI-99                   |          |     |      |
"""


@pytest.mark.parametrize("row", [line for line in FORMS.splitlines() if line.strip()])
def test_every_form_of_number_is_taken_apart(row):
    printed, text, code, type_code, region, year = (part.strip() for part in row.split("|"))
    found = parse_number(printed)
    assert (found.text, found.code, found.type_code, found.region, found.year) == (text, code, type_code, region, year)


def test_a_running_number_left_open_is_said():
    assert parse_number("......../HM.02-Pu/2101/2024").blank


@pytest.mark.parametrize(
    "printed", ["", "-", "767 PK.O2 I-Pu 2101 KPU-Kab 12020", "o$qKl t1t lzozo", "Tempat", "1. satu", "x" * 5000]
)
def test_what_is_no_number_is_none(printed):
    assert parse_number(printed) is None


@given(
    st.integers(1, 9999),
    st.sampled_from(FUNCTIONS),
    st.integers(1, 11),
    st.integers(1, 10),
    st.sampled_from(sorted(TYPE_CODES)),
    st.sampled_from(sorted(regions())),
    st.integers(2013, 2035),
)
def test_every_number_of_today_s_form_comes_back_as_printed(running, function, second, third, kind, region, year):
    printed = f"{running}/{function}.{second:02}.{third}-{kind}/{region}/{year}"
    found = parse_number(printed)
    assert (found.text, found.type_code, found.region, found.year, found.mended) == (printed, kind, region, str(year), 0)


@given(st.text(max_size=300))
def test_any_text_is_taken_for_a_number_or_for_none(text):
    found = parse_number(text)
    assert found is None or found.text


@pytest.mark.parametrize(
    ("printed", "date", "type_code", "text"),
    [
        ("747/SDM.03.1-BA/5103/KPU-Kab///201", "2018-05-04", "BA", "747/SDM.03.1-BA/5103/KPU-Kab/V/2018"),
        ("328/HK.01-Pu/3301/KPU-Kab/1II1/2021", "2021-03-02", "Pu", "328/HK.01-Pu/3301/KPU-Kab/III/2021"),
        ("62/TIK.04-KU2101/KPU-Kab/XII/2019", "2019-12-02", "Kt", "62/TIK.04-Kt/2101/KPU-Kab/XII/2019"),
    ],
)
def test_what_was_lost_is_filled_in_from_date_and_heading(printed, date, type_code, text):
    assert complete_number(parse_number(printed), date, type_code).text == text  # type: ignore[arg-type]  # it parses


def test_a_date_of_another_year_fills_in_nothing():
    number = parse_number("328/HK.01-Pu/3301/KPU-Kab/1II1/2021")
    assert complete_number(number, "2019-03-02", "Pu") == number  # type: ignore[arg-type]  # it parses


def test_a_code_is_found_where_the_running_number_was_lost():
    found = parse_number("SMPL.01.6-SD/2101/2022")
    assert (found.code, found.type_code, found.region, found.running) == ("PL.01.6", "SD", "2101", "")
    assert found.mended > 5


def test_a_badly_read_month_one_stroke_off_is_the_date_s():
    number = parse_number("752/PL.02.7-SD/2101/KPU-Kab/XII/2017")
    assert complete_number(number, "2017-11-03", "SD", doubtful=True).text == "752/PL.02.7-SD/2101/KPU-Kab/XI/2017"  # type: ignore[arg-type]  # it parses
    assert complete_number(number, "2017-11-03", "SD") == number  # type: ignore[arg-type]  # it parses


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("352/PAW.01l.1-Kpt/2101/KPU-Kab/II/2017", "352/PAW.01.1-Kpt/2101/KPU-Kab/II/2017"),
        ("909/RT.01.2-ND/Sek-Kab/Kota3301/2/2023", "909/RT.01.2-ND/Sek-Kab/Kota/3301/2/2023"),
        ("15/ORT.07/21017/KPU-Kab/IV/2013", "15/ORT.07/2101/KPU-Kab/IV/2013"),
        ("26.b/KU.03. S-TI/2171/KPU-Kab/V/2018", "26.b/KU.03.5-TI/2171/KPU-Kab/V/2018"),
    ],
)
def test_strokes_that_ran_together_are_parted(printed, text):
    assert parse_number(printed).text == text


MISREAD = """
220/PP.08.5-LDISek-Kab/Kota/2101/4/2025   > 220/PP.08.5-LD/Sek-Kab/Kota/2101/4/2025
43/PP.08.1-NDlK/2025                      > 43/PP.08.1-ND/K/2025
86/ HM.05-MM/ Sek-Kab/ Kota1 2172/ 1/2024 > 86/HM.05-MM/Sek-Kab/Kota/2172/1/2024
971/ORT.02-ND/Sek-Kab/KotaI2101/2.1/2023  > 971/ORT.02-ND/Sek-Kab/Kota/2101/2.1/2023
66.b/PP.09.5-Sg/21721KPU-Kab/X/2019       > 66.b/PP.09.5-Sg/2172/KPU-Kab/X/2019
337/HM.03.1-Rk121/KPU-Prov/I/2017         > 337/HM.03.1-Rk/21/KPU-Prov/I/2017
102/PW02.1-SP/2101/KPU-Kab/I/2017         > 102/PW.02.1-SP/2101/KPU-Kab/I/2017
7/TIK.02Sg/2101/KPU-Kot/IX/2016           > 7/TIK.02-Sg/2101/KPU-Kot/IX/2016
271 Sdm.02.4-SR/ 2101/ 2023               > 27/SDM.02.4-SR/2101/2023
335/PL.01.?-Pu/2101/KPU-Kab/V/2018        > 335/PL.01.7-Pu/2101/KPU-Kab/V/2018
7/1 PP.09.5 / 2101 / KPU-Kab / II/2019    > 7/PP.09.5/2101/KPU-Kab/II/2019
554/SDM.O03.3-ST/2172/KPU-Kab/X/2021      > 554/SDM.03.3-ST/2172/KPU-Kab/X/2021
1469 TAHUN2017                            > 1469 Tahun 2017
1501 TANUM 2015                           > 1501 Tahun 2015
282/Kpts/KPU-Kab.031/TAHUN 20|6           > 282/Kpts/KPU-Kab.031/TAHUN 2016
12/PL.01.4-SD/2101 2024                   > 12/PL.01.4-SD/2101/2024
12//PL.01.4-SD/2101/2024                  > 12/PL.01.4-SD/2101/2024
12 PL.01.4-SD/2101/2024                   > 12/PL.01.4-SD/2101/2024
12/PL.01.4.SD/2101/2024                   > 12/PL.01.4-SD/2101/2024
31/PP.0T-Pu/2101/2024                     > 31/PP.07-Pu/2101/2024
275/TUV.05.3-Und/2101/2025                > 275/TU.05.3-Und/2101/2025
12/HM-SD/2101/2024                        > 12/HM-SD/2101/2024
32/UN99.5/TU.00.01/2013                   > 32/UN99.5/TU.00.01/2013
"""


@pytest.mark.parametrize("row", [line for line in MISREAD.splitlines() if line.strip()])
def test_a_number_whose_borders_were_misread_is_read_by_its_shape(row):
    printed, text = (part.strip() for part in row.split(">"))
    assert parse_number(printed).text == text


@pytest.mark.parametrize(
    ("printed", "date", "type_code", "text"),
    [
        ("1198/PP 09.4-7V2101/2022", "2022-04-07", "TI", "1198/PP.09.4-TI/2101/2022"),
        ("1028/PPO1 2 - LP/2101/XPU - Kab/XV2021", "2021-11-07", "LP", "1028/PP.01.2-LP/2101/KPU-Kab/XI/2021"),
        ("3/ORT.05-SP/2101/KPU-Kab'IW/2017", "2017-02-09", "SP", "3/ORT.05-SP/2101/KPU-Kab/II/2017"),
        ("1045/ TIK.03-LP/ 2101/ KPU-KoV XII 2019", "2019-12-03", "LP", "1045/TIK.03-LP/2101/KPU-Kot/XII/2019"),
        ("180/SMAN2GK/VIII/2018", "2018-08-13", "", "180/SMAN2GK/VIII/2018"),
        ("408/PL.02.7/2171/KPU-Kab/1IX/2014", "2014-09-16", "Und", "408/PL.02.7/2171/KPU-Kab/IX/2014"),
        ("408/PL.02.7/2171/KPU-Kab1IXI2014", "2014-09-16", "Und", "408/PL.02.7/2171/KPU-Kab/IX/2014"),
    ],
)
def test_date_and_heading_stand_in_for_what_cannot_be_read(printed, date, type_code, text):
    assert reparse(printed, parse_number(printed), date, type_code).text == text


@pytest.mark.parametrize(
    ("printed", "date", "text"),
    [
        ("12/PL.01.4-SD/2101/2074", "2024-03-14", "12/PL.01.4-SD/2101/2024"),
        ("12/PL.01.4-SD/2101/202A", "2024-03-14", "12/PL.01.4-SD/2101/2024"),
        ("12/PL.01.4-SD/2101/2024", "2025-01-02", "12/PL.01.4-SD/2101/2024"),
        ("363/PP.08.1-SPt/2101/KPU-Kot/VIII/2017", "2017-06-06", "363/PP.08.1-SPt/2101/KPU-Kot/VI/2017"),
        ("363/PP.08.1-SPt/2101/KPU-Kot/VI/2017", "2017-07-01", "363/PP.08.1-SPt/2101/KPU-Kot/VI/2017"),
        ("180/SMAN2GK7VIII/2018", "2018-08-13", "180/SMAN2GK/VIII/2018"),
        ("B/640/VIW2025/Reskrim", "2025-07-18", "B/640/VII/2025/Reskrim"),
        ("B/468/IVLOG.4.2/2018", "2018-02-22", "B/468/II/LOG.4.2/2018"),
    ],
)
def test_year_and_month_of_a_number_agree_with_the_date_where_one_figure_says_otherwise(printed, date, text):
    assert complete_number(parse_number(printed), date, "").text == text  # type: ignore[arg-type]  # it parses


def test_a_running_number_that_cannot_be_read_is_hardly_sure():
    assert parse_number("A2?/x.HK.08.1-PKS/2172/KPU-Kab/VIII/2018").mended > 20


_PLACES = st.sampled_from(sorted(code for code in regions() if len(code) == 4))


@given(
    st.integers(1, 9999),
    st.sampled_from(FUNCTIONS),
    st.integers(1, 12),
    st.integers(1, 9),
    st.sampled_from(sorted(TYPE_CODES)),
    _PLACES,
    st.integers(2013, 2026),
    st.sampled_from(["{r}", "Sek-Kab/Kota/{r}/2", "K", "{r}/3", "{r}/KPU-Kab", "{r}/KPU-Kab/VII"]),
)
def test_what_has_a_proper_shape_is_read_as_it_stands(n, function, part, leaf, kind, region, year, middle):
    text = f"{n}/{function}.{part:02}.{leaf}-{kind}/{middle.format(r=region)}/{year}"
    assert is_regular(text)
    assert parse_number(text).text == text
    assert repair_by_shape(text) in ("", text)


@given(
    st.text(alphabet="0123456789OIl|/.-PLKUHMSDabt ", max_size=60), st.sampled_from(["", "2024-02-29"]), st.sampled_from(["", "SD"])
)
def test_mending_never_fails_and_gives_a_proper_number_or_none(printed, date, type_code):
    text = repair_by_shape(printed, date, type_code)
    assert text == "" or is_regular(text)

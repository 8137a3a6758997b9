"""Numerals of headings and era dates."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinkyu.text.numerals import circled_value, kanji_value, roman_sign, roman_value
from shinkyu.text.wareki import era_text, find_dates, single_date


@pytest.mark.parametrize(("text", "value"), [("Ⅱ", 2), ("II", 2), (" IV ", 4), ("Ⅵ", 6), ("一", None), ("", None)])
def test_roman_numerals_are_read_in_both_ways_of_writing(text: str, value: int | None) -> None:
    assert value == roman_value(text)


@pytest.mark.parametrize("value", range(1, 11))
def test_roman_signs_go_there_and_back(value: int) -> None:
    assert value == roman_value(roman_sign(value))


@pytest.mark.parametrize(("text", "value"), [("①部署", 1), (" ⑳", 20), ("1 部署", None)])
def test_a_circled_number_at_the_beginning_is_read(text: str, value: int | None) -> None:
    assert value == circled_value(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("四", 4), ("十二", 12), ("二十", 20), ("百五", 105), ("二〇二五", 2025), ("第四", None), ("", None)],
)
def test_kanji_numbers_are_read(text: str, value: int | None) -> None:
    assert value == kanji_value(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("令和7年7月31日", "2025-07-31"),
        ("令和１年６月２８日", "2019-06-28"),
        ("令和元年9月25日(水)", "2019-09-25"),
        ("平成31年4月1日", "2019-04-01"),
        ("R6.1.4", "2024-01-04"),
        ("2020/6/29", "2020-06-29"),
        ("2025-07-31", "2025-07-31"),
        ("平成27年9月30日 時点", "2015-09-30"),
    ],
)
def test_a_single_day_is_read_in_every_way_seen(text: str, iso: str) -> None:
    assert datetime.date.fromisoformat(iso) == single_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "平成27年10月以降",
        "令和元年7月1日(月)から令和元年8月1日(木)まで",
        "令和5年13月1日",
        "令和7年2月30日",
        "令和0年5月1日",
        "令和7年7月31日に改訂",
        "未定",
        "",
    ],
)
def test_what_is_no_single_day_is_not_made_one(text: str) -> None:
    assert single_date(text) is None


def test_all_dates_of_a_range_are_found_in_order() -> None:
    found = [date.isoformat() for date, _, _ in find_dates("平成28年1月9日から平成28年2月8日まで")]

    assert ["2016-01-09", "2016-02-08"] == found


@given(st.dates(min_value=datetime.date(1989, 1, 8), max_value=datetime.date(2100, 12, 31)))
def test_an_era_date_reads_back_as_the_same_day(day: datetime.date) -> None:
    assert day == single_date(era_text(day))


@pytest.mark.parametrize(
    ("expected", "day"),
    [("令和元年5月1日", (2019, 5, 1)), ("平成31年4月30日", (2019, 4, 30)), ("1850年1月2日", (1850, 1, 2))],
)
def test_a_day_is_printed_in_its_era_and_before_all_of_them_in_years_of_the_calendar(
    expected: str, day: tuple[int, int, int]
) -> None:
    assert expected == era_text(datetime.date(*day))


def test_a_date_that_is_no_day_is_none() -> None:
    assert [] == find_dates("2023/2/30、令和5年13月1日")

"""What a cell shows by its number format; the cells themselves are tried in ``test_xlsx_cells``."""

import pytest

from shinkyu.sources.xlsx_formats import shown, shown_text

AFTERNOON = "45107.6507"
"""2023-06-30 15:37, a Friday."""


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ("令5.6.30", "gge.m.d"),
        ("令和05年6月", 'rr"年"m"月"'),
        ("05/06", "ee/mm"),
        ("23-06-30", "yy-mm-dd"),
        ("30 Jun 2023", "d mmm yyyy"),
        ("June J", "mmmm mmmmm"),
        ("Fri Friday", "ddd dddd"),
        ("金曜日", "aaaa"),
        ("3:37 PM", "h:mm AM/PM"),
        ("03:37P", "hh:mma/p"),
        ("15:37", "h:mm"),
        ("6/30 15", r"m/d\ h"),
    ],
)
def test_a_moment_reads_as_its_format_shows_it(expected: str, code: str) -> None:
    assert expected == shown(AFTERNOON, code)


@pytest.mark.parametrize(("expected", "hour"), [("12 AM", 0.0001), ("12 PM", 0.5), ("11 PM", 0.9999), ("1 AM", 0.05)])
def test_a_half_day_has_the_hours_from_12_to_11(expected: str, hour: float) -> None:
    assert expected == shown(str(45107 + hour), "h AM/PM")


def test_a_day_before_the_eras_known_has_the_year_of_the_calendar() -> None:
    assert "1900.12.31" == shown("366", "ggge.m.d")


@pytest.mark.parametrize(
    ("expected", "number", "code"),
    [
        ("なし", "0", '#,##0;"△"#,##0;"なし"'),
        ("△1,200", "-1200", '#,##0;"△"#,##0;"なし"'),
        ("1200円", "1200", r"0\円"),
        ("12件", "12", '0_ "件"'),
        ("1e+23", "100000000000000000000000", "@"),
        ("三", "三", "0"),
    ],
)
def test_a_number_reads_as_its_section_shows_it(expected: str, number: str, code: str) -> None:
    assert expected == shown(number, code)


def test_text_stands_in_the_part_of_the_format_that_is_for_text() -> None:
    assert "［十分である］" == shown_text("十分である", '0;-0;0;"［"@"］"')
    assert "十分である" == shown_text("十分である", "0.0")

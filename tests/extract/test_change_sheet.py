"""The 変更箇所 table is kept as written."""

import pytest

from reading import COVER, document_of, rules
from shinkyu.model.document import DeclaredRow

HEAD = "(別添2) 変更箇所\n\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"


def rows(text: str) -> tuple[DeclaredRow, ...] | None:
    return document_of(COVER + text).declared


def test_each_line_with_a_date_is_a_row() -> None:
    found = rows(HEAD + "令和6年3月26日\tⅠ 7.\t-\t新課\t事後\t\n令和7年7月31日\tⅡ 2.\t旧\t\t事前\t説明\n")

    assert found is not None
    assert [("2024-03-26", "新課", "事後"), ("2025-07-31", "", "事前")] == [
        (row.date.date, "".join(row.after), row.timing) for row in found
    ]
    assert [1, 2] == [row.n for row in found]


def test_the_header_printed_again_after_a_page_is_no_row() -> None:
    found = rows(HEAD + "令和6年3月26日\tⅠ\ta\tb\t事後\t\n\n" + HEAD + "令和6年3月26日\tⅡ\ta\tb\t事後\t\n")

    assert found is not None
    assert ["Ⅰ", "Ⅱ"] == [row.item for row in found]


def test_a_row_broken_inside_a_cell_is_put_together() -> None:
    found = rows(HEAD + "令和6年3月26日\tⅠ 基本\n情報\ta\tb\t事後\t\n")

    assert found is not None
    assert "Ⅰ 基本情報" == found[0].item


def test_a_row_that_goes_on_after_a_page_end_fills_the_columns_it_stands_in() -> None:
    found = rows(HEAD + "令和6年3月26日\tⅠ\ta\tb\t事後\t\n\n\t\t\tc\t\t\n")

    assert found is not None
    assert ("b", "c") == found[0].after


def test_a_table_without_rows_is_not_the_same_as_no_table() -> None:
    assert () == rows(HEAD)
    assert rows("") is None


def test_a_date_inside_a_cell_does_not_begin_a_row() -> None:
    found = rows(HEAD + "令和6年3月26日\tⅤ 1. ①実施日\t平成31年4月1日\t令和6年4月1日\t事後\t\n")

    assert found is not None
    assert 1 == len(found)


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ([], "令和7年4月1日\tⅠ 1\t甲\t乙\t事後\t説明"),
        (["row-width"], "令和7年4月1日\tⅠ 1\t甲\t乙\t事後"),
        (["row-width"], "令和7年4月1日\tⅠ 1\t甲\t乙\t事後\t説明\t余り"),
        (["row-date"], "R7.4.1～\tⅠ 1\t甲\t乙\t事後\t説明"),
        (["row-date"], "令和7年4月1日及び5月1日\tⅠ 1\t甲\t乙\t事後\t説明"),
    ],
)
def test_a_row_of_another_width_or_without_a_single_day_is_named(expected: list[str], line: str) -> None:
    assert expected == rules(COVER + HEAD + line + "\n")


def test_a_row_broken_before_its_last_columns_fills_them() -> None:
    found = rows(HEAD + "令和7年4月1日\tⅠ 1\t甲\n\t\t\t乙\t事後\t説明\n")

    assert found is not None
    assert ("甲", "乙", "事後", "説明") == (*found[0].before, *found[0].after, found[0].timing, found[0].explanation)

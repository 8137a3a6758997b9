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


ITEM = "Ⅱ 6. 保管場所\t鍵\t施錠\t事後\t軽微"


@pytest.mark.parametrize("mark", ["", "〃", "同上", "″", '"'])
def test_the_day_of_the_row_above_holds_where_its_cell_reaches_down_or_a_mark_says_so(mark: str) -> None:
    found = rows(HEAD + f"令和6年3月26日\t{ITEM}\n{mark}\tⅡ 7. 備考\t-\tなし\t事前\t\n{mark}\t{ITEM}\n")

    assert found is not None
    assert ["2024-03-26"] * 3 == [row.date.date for row in found]
    assert [mark or "令和6年3月26日"] * 2 == [row.date.text for row in found[1:]]
    assert ["Ⅱ 6. 保管場所", "Ⅱ 7. 備考", "Ⅱ 6. 保管場所"] == [row.item for row in found]


def test_a_row_whose_date_is_no_day_is_a_row() -> None:
    found = rows(HEAD + f"令和6年3月26日\t{ITEM}\n令和５年度末\t{ITEM}\n平成31年5月\t{ITEM}\n")

    assert found is not None
    assert [(None, "令和５年度末"), (None, "平成31年5月")] == [(row.date.date, row.date.text) for row in found[1:]]


@pytest.mark.parametrize("line", ["- 12 -", "12/50", "※ 以下は再評価に伴う変更", "12"])
def test_a_line_alone_does_not_end_the_table(line: str) -> None:
    found = document_of(COVER + HEAD + f"令和6年3月26日\t{ITEM}\n\n{line}\n\n令和6年3月26日\t{ITEM}\n")

    assert found.declared is not None
    assert 2 == len(found.declared)
    assert (line,) == found.unplaced


def test_an_appended_report_between_two_parts_of_the_table_stays_one() -> None:
    report = "別紙1 提供先一覧\n1\t税務署\n2\t年金事務所\n"
    found = document_of(COVER + HEAD + f"令和6年3月26日\t{ITEM}\n{report}令和6年3月26日\t{ITEM}\n")

    assert found.declared is not None
    assert 2 == len(found.declared)
    assert () == found.unplaced
    assert "年金事務所" in str(found.items)


NAMES = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
CELLS = ("令和6年3月26日", *ITEM.split("\t"))


@pytest.mark.parametrize("order", [(1, 0, 2, 3, 4, 5), (0, 1, 3, 2, 4, 5), (0, 4, 1, 2, 3, 5)])
def test_the_head_says_which_column_is_which(order: tuple[int, ...]) -> None:
    lines = ("\t".join(line[n] for n in order) for line in (NAMES, CELLS))
    found = rows("(別添2) 変更箇所\n\n" + "\n".join(lines) + "\n")

    assert found == rows(HEAD + "\t".join(CELLS) + "\n")


@pytest.mark.parametrize(("missing", "column"), [(2, "before"), (3, "after"), (4, "timing")])
def test_a_column_that_the_table_lacks_is_unread_and_not_blank(missing: int, column: str) -> None:
    lines = ("\t".join(line[:missing] + line[missing + 1 :]) for line in (NAMES, CELLS))
    found = rows("(別添2) 変更箇所\n\n" + "\n".join(lines) + "\n")

    assert found is not None
    assert (column,) == found[0].unread
    assert "軽微" == found[0].explanation


def test_numbers_without_a_head_of_their_own_are_no_dates() -> None:
    assert rows(HEAD + "\t".join(CELLS) + "\n") == rows(HEAD + "1\t" + "\t".join(CELLS) + "\n")


def test_a_table_of_which_no_row_is_understood_is_not_one_without_rows() -> None:
    assert rows(HEAD + "１班\t第2\t課長\t旧\t新\t改正\n") is None


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

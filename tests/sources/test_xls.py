"""Workbooks of Excel 97 to 2003 read as the new ones do."""

import datetime
import io

import pytest
import xlwt

from shinkyu.errors import SourceError
from shinkyu.model.source import Layout
from shinkyu.sources import xls
from shinkyu.sources.detect import read_layout

ERA = '[$-411]ggge"年"m"月"d"日"'


def saved(book: xlwt.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(book: xlwt.Workbook) -> Layout:
    return read_layout(saved(book), "評価書.xls")


def cells(layout: Layout) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in layout.rows]


def struck() -> xlwt.Font:
    font = xlwt.Font()
    font.struck_out = True
    return font


def test_values_are_what_the_formats_show():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Ⅰ基本情報")
    sheet.write(0, 0, "公表日")
    sheet.write(0, 1, datetime.date(2023, 6, 30), xlwt.easyxf(num_format_str=ERA))
    sheet.write(1, 0, "件数")
    sheet.write(1, 1, 1200, xlwt.easyxf(num_format_str="#,##0"))
    layout = read(book)
    assert [["公表日", "令和5年6月30日"], ["件数", "1,200"]] == cells(layout)
    assert ("Ⅰ基本情報", "B2") == (layout.rows[1].sheet, layout.rows[1].cells[1].ref)


def test_merged_cells_join_brackets_marks_and_words():
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write_merge(0, 1, 0, 3, "③接続")
    for column, text in ((4, "["), (5, "○"), (6, "]")):
        sheet.write(0, column, text)
    sheet.write_merge(0, 0, 7, 12, "庁内連携システム")
    assert [["③接続", "[○] 庁内連携システム"]] == cells(read(book))


def test_hidden_sheets_rows_and_columns_are_left_out():
    book = xlwt.Workbook()
    sheet, lists = book.add_sheet("a"), book.add_sheet("リスト")
    lists.write(0, 0, "実施する")
    lists.visibility = 1
    for row, text in enumerate(("①部署", "②役職名", "③電話番号")):
        sheet.write(row, 0, text)
        sheet.write(row, 1, "sel")
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    layout = read(book)
    assert [["①部署"], ["③電話番号"]] == cells(layout)
    assert {"②役職名", "sel"} == set(layout.left_out)


def test_struck_cells_and_words_are_left_out():
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    style = xlwt.XFStyle()
    style.font = struck()
    sheet.write(0, 0, "①部署")
    sheet.write_rich_text(0, 1, ["保険年金課", ("（予定）", struck())])
    sheet.write(1, 0, "旧", style)
    layout = read(book)
    assert [["①部署", "保険年金課"]] == cells(layout)
    assert ("（予定）", "旧") == layout.left_out


@pytest.mark.parametrize("end", [600, 2000, 4000])
def test_a_file_cut_short_is_refused(end: int):
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row in range(100):
        sheet.write(row, 0, f"項目{row}")
    with pytest.raises(SourceError, match=r"^評価書\.xls is (a damaged workbook|an old Office file)"):
        read_layout(saved(book)[:end], "評価書.xls")


def test_a_workbook_with_a_password_is_refused_as_such():
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    data = bytearray(saved(book))
    stream = 512  # the first record, BOF; the one after it becomes FILEPASS
    second = stream + 4 + int.from_bytes(data[stream + 2 : stream + 4], "little")
    data[second : second + 2] = b"\x2f\x00"
    with pytest.raises(SourceError, match="is protected by a password; save a copy without one"):
        read_layout(bytes(data), "評価書.xls")


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xls, "MAX_XLS_BYTES", 1_000)
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    with pytest.raises(SourceError, match="larger than"):
        read(book)


def test_yes_and_no_are_words_and_a_struck_number_is_kept_apart():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Ⅰ基本情報")
    sheet.write(0, 0, True)
    sheet.write(0, 1, False)
    sheet.write(1, 0, "件数")
    number = xlwt.XFStyle()
    number.font = struck()
    sheet.write(1, 1, 12, number)
    sheet.write(2, 0, "鍵", xlwt.easyxf(num_format_str=";;;"))

    assert [["TRUE", "FALSE"], ["件数"]] == cells(read(book))


def test_an_error_is_what_the_cell_shows():
    """Excel prints #DIV/0!; a cell that was left out would be a deleted entry."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.write(0, 0, "件数")
    sheet.row(0).set_cell_error(1, "#DIV/0!")

    assert [["件数", "#DIV/0!"]] == cells(read(book))

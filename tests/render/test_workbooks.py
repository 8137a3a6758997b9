"""The table and the report as workbooks: opened again, as a person opens them."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from render.test_change_table_formats import proposal
from shinkyu import pipeline
from shinkyu.errors import SourceError
from shinkyu.render.change_table.sheet import table_workbook
from shinkyu.render.report_workbook import report_workbook
from shinkyu.render.row_height import LONGEST_CELL, text_height
from shinkyu.render.shapes import version_shape

CORPUS = Path(__file__).parents[2] / "corpus" / "sumihara-shi"


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def texts(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def report_of(name: str, new: str, old: str) -> openpyxl.Workbook:
    newer, older = (pipeline.read((CORPUS / name / f"{day}.txt").read_bytes(), f"{day}.txt") for day in (new, old))
    checked = pipeline.check(newer, older)
    shapes = [version_shape(version.document, version.reading) for version in (newer, older)]
    return opened(report_workbook(shapes[0], shapes[1], newer.document.declared, checked.report))


def test_table_has_the_six_columns_of_the_form_and_marks_proposals() -> None:
    sheet = opened(table_workbook([proposal("甲課\n二階")]))["変更箇所"]

    assert ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"] == texts(sheet, 2)
    assert [
        "令和7年7月31日",
        "Ⅰ 基本情報（6. 担当部署 ①部署）",
        "甲課\n二階",
        "乙課",
        "事後（案）",
        "組織改編のため（案）",
    ] == texts(sheet, 3)


def test_confirmed_table_has_no_marks_and_no_shade() -> None:
    sheet = opened(table_workbook([proposal()], confirmed=True))["変更箇所"]

    assert "事後" == sheet["E3"].value
    assert sheet["E3"].fill.fill_type is None


def test_table_prints_on_a4_landscape_with_its_head_on_each_page() -> None:
    sheet = opened(table_workbook([proposal()]))["変更箇所"]

    assert ("landscape", sheet.PAPERSIZE_A4) == (sheet.page_setup.orientation, str(sheet.page_setup.paperSize))
    assert (True, 1, 0) == (
        sheet.sheet_properties.pageSetUpPr.fitToPage,
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
    )
    assert "$2:$2" == sheet.print_title_rows
    assert all(cell.alignment.wrap_text for cell in sheet[3])


@pytest.mark.parametrize("value", ["=1+1", "+81", "-1+2", "@SUM(A1)", "＝1+1", "=cmd|'/c calc'!A0"])
def test_what_looks_like_a_formula_is_text(value: str) -> None:
    cell = opened(table_workbook([proposal(value)]))["変更箇所"]["C3"]

    assert ("s", value, True) == (cell.data_type, cell.value, cell.quotePrefix)


def test_long_text_has_a_row_high_enough_and_a_longer_one_several_rows() -> None:
    long, longer = "記載の内容を確認する。" * 20, "記載の内容を確認する。" * 400
    sheet = opened(table_workbook([proposal(long), proposal(longer), proposal()]))["変更箇所"]
    merged = sorted(area.coord for area in sheet.merged_cells.ranges)

    assert sheet.row_dimensions[3].height > 8 * 9
    assert ["A1:F1", "A4:A9", "B4:B9", "C4:C9", "D4:D9", "E4:E9", "F4:F9"] == merged
    assert 409 >= max(dimension.height for dimension in sheet.row_dimensions.values() if dimension.height)
    assert "令和7年7月31日" == sheet["A10"].value


def test_narrower_columns_and_taller_fonts_need_more_height() -> None:
    text = "記載の内容を確認する。" * 5

    assert text_height(text, 100, 9) > text_height(text, 200, 9) > text_height("記載", 200, 9)
    assert text_height(text, 100, 9, "游ゴシック") > text_height(text, 100, 9, "ＭＳ Ｐゴシック")


def test_text_longer_than_a_cell_holds_is_refused_and_never_cut() -> None:
    with pytest.raises(SourceError, match="does not fit into a cell"):
        table_workbook([proposal("あ" * (LONGEST_CELL + 1))])


def test_control_characters_do_not_break_the_workbook() -> None:
    assert "[31m甲" == opened(table_workbook([proposal("\x1b[31m甲")]))["変更箇所"]["C3"].value


def test_same_rows_give_the_same_bytes() -> None:
    assert table_workbook([proposal()]) == table_workbook([proposal()])


def test_report_has_one_row_a_declared_row_with_sign_reason_and_evidence() -> None:
    sheet = report_of("8-priority", "2025-07-31", "2022-06-30")["変更箇所の行"]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=3) if row[0].value}

    assert [str(n) for n in range(1, len(rows) + 1)] == list(rows)
    assert "× 不一致" == rows["33"][1]
    assert "別の選択肢が選ばれています。" == rows["33"][7]
    assert "「10人未満」" in str(rows["33"][8])
    assert "114行目" == rows["33"][9]


def test_report_lists_undeclared_changes() -> None:
    book = report_of("8-priority", "2025-07-31", "2022-06-30")
    undeclared = [[cell.value for cell in row] for row in book["記載のない変更"].iter_rows(min_row=3)]

    assert ["※", "表に記載のない変更", "修正", "Ⅱ 2 ③対象となる本人の範囲"] in [row[:4] for row in undeclared]


def test_findings_lead_to_their_rows() -> None:
    book = report_of("14-all-item", "2025-03-28", "2021-11-30")
    finding = book["気付き"]["A3"]
    sheet, _, place = (finding.hyperlink.location or finding.hyperlink.target).strip("#").rpartition("!")

    assert ("第56行", "broken-chain") == (finding.value, book["気付き"]["D3"].value)
    assert ("'変更箇所の行'", "56") == (sheet, book["変更箇所の行"][place].value)


def test_the_report_speaks_english_where_it_is_asked_to() -> None:
    """Texts of the document, names of municipalities and the columns of the form stay what they are."""
    newer, older = (
        pipeline.read((CORPUS / "8-priority" / f"{day}.txt").read_bytes(), f"{day}.txt")
        for day in ("2025-07-31", "2022-06-30")
    )
    checked = pipeline.check(newer, older)
    shapes = [version_shape(version.document, version.reading) for version in (newer, older)]

    book = opened(report_workbook(shapes[0], shapes[1], newer.document.declared, checked.report, "en"))

    assert ["Summary", "Rows", "Undeclared changes", "Findings"] == book.sheetnames
    assert "declared rows 45: confirmed 40, superseded 4, contradicted 1" in [row[0].value for row in book["Summary"]]
    assert ["row", "verdict", "date", "item", "text before"] == texts(book["Rows"], 2)[:5]
    row = next(row for row in book["Rows"].iter_rows(values_only=True) if row[1] == "× contradicted")
    assert str(row[7]).isascii()

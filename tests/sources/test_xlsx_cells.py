"""What a cell shows is its text; what it does not show is not."""

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from shinkyu.errors import SourceError
from shinkyu.model.source import UNREAD, Layout
from shinkyu.sources.xlsx import read_xlsx
from workbook_parts import rows, workbook

Draw = Callable[[Worksheet], object]


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[[Draw], Layout]:
    def read(draw: Draw) -> Layout:
        book = openpyxl.Workbook()
        draw(book.worksheets[0])
        path = tmp_path / "book.xlsx"
        book.save(path)
        return read_xlsx(path.read_bytes(), path.name)

    return read


def cells(layout: Layout) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in layout.rows]


# ---------------------------------------------------------------------- what is shown


def test_line_breaks_in_a_cell_stay(drawn: Callable[[Draw], Layout]) -> None:
    assert [["・受付\n・審査"]] == cells(drawn(lambda sheet: sheet.cell(1, 1, "・受付\n・審査")))


def test_a_cell_that_prints_nothing_is_a_cell_like_others(drawn: Callable[[Draw], Layout]) -> None:
    """A blank of no width, as a web page leaves it when a text is copied from there."""

    def draw(sheet: Worksheet) -> None:
        sheet.append(["①事務の名称", "\u200b", "介護保険"])

    assert [["①事務の名称", "\u200b", "介護保険"]] == cells(drawn(draw))


@pytest.mark.parametrize(
    ("shown", "number_format"),
    [
        ("令和5年6月30日", '[$-411]ggge"年"m"月"d"日"'),
        ("令和5年6月30日", '[$-ja-JP]ggge"年"m"月"d"日";@'),
        ("令和05年06月30日", '[$-411]gggee"年"mm"月"dd"日"'),
        ("R5.6.30", "[$-411]ge.m.d"),
        ("2023年6月30日", 'yyyy"年"m"月"d"日"'),
        ("2023/6/30", "yyyy/m/d"),
        ("2023-06-30", "yyyy-mm-dd h:mm:ss"),
        ("令和5年6月30日(金)", '[$-411]ggge"年"m"月"d"日("aaa")"'),
    ],
)
def test_a_date_reads_as_its_format_shows_it(drawn: Callable[[Draw], Layout], shown: str, number_format: str) -> None:
    """Excel keeps 45107; the office sees and cites 令和5年6月30日."""

    def draw(sheet: Worksheet) -> None:
        sheet.cell(1, 1, datetime.date(2023, 6, 30)).number_format = number_format

    assert [[shown]] == cells(drawn(draw))


@pytest.mark.parametrize(("shown", "code"), [("平成31年4月30日", ""), ("令和元年5月1日", "-x-gannen")])
def test_the_first_year_of_an_era_is_shown_as_the_format_says(
    drawn: Callable[[Draw], Layout], shown: str, code: str
) -> None:
    day = datetime.date(2019, 5, 1) if code else datetime.date(2019, 4, 30)

    def draw(sheet: Worksheet) -> None:
        sheet.cell(1, 1, day).number_format = f'[$-ja-JP{code}]ggge"年"m"月"d"日"'

    assert [[shown]] == cells(drawn(draw))


def test_a_built_in_era_format_is_named_by_number_only() -> None:
    """Excel writes no code for the formats 27 to 58."""
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="58"/></cellXfs>'

    layout = read_xlsx(workbook(rows('<c r="A1" s="1"><v>45107</v></c>'), styles=styles), "book.xlsx")

    assert [["令和5年6月30日"]] == cells(layout)


@pytest.mark.parametrize(
    ("shown", "value", "number_format"),
    [
        ("21", 21, "General"),
        ("21", 21.0, "General"),
        ("0.5", 0.5, "General"),
        ("1,234", 1234, "#,##0"),
        ("007", 7, "000"),
        ("第7号", 7, '"第"0"号"'),
        ("12.5%", 0.125, "0.0%"),
        ("-3", -3, "0"),
        ("△3", -3, '0;"△"0'),
        ("TRUE", True, "General"),
        ("［十分である］", "十分である", '"［"@"］"'),
    ],
)
def test_a_number_reads_as_its_format_shows_it(
    drawn: Callable[[Draw], Layout], shown: str, value: object, number_format: str
) -> None:
    def draw(sheet: Worksheet) -> None:
        cell = sheet.cell(1, 1, value)  # type: ignore[arg-type]
        cell.number_format = number_format

    assert [[shown]] == cells(drawn(draw))


def test_a_formula_reads_as_its_last_result() -> None:
    data = workbook(rows('<c r="A1" t="str"><f>B1&amp;"課"</f><v>市民課</v></c>'))

    assert [["市民課"]] == cells(read_xlsx(data, "book.xlsx"))


@pytest.mark.parametrize(
    "cell",
    [
        "<f>B1</f>",
        "<f>B1</f><v></v>",
        "<f>B1</f><v/>",
        '<f t="shared" si="0"/>',
        '<f t="shared" ref="A1:A2" si="0">B1</f><v></v>',
        '<f t="array" ref="A1">B1:B2</f>',
        *(f't="{kind}"><f>B1</f><v></v>' for kind in ("s", "b", "e", "d", "n")),
        't="str"><f>B1</f>',
        't="s"><v>7</v>',
        't="s"><v>' + "9" * 5000 + "</v>",
        't="inlineStr"><v>部署</v>',
        't="e" vm="1"><v>#VALUE!</v>',
    ],
)
def test_what_the_file_does_not_say_is_unread_and_not_empty(cell: str) -> None:
    """openpyxl and the like write a formula without its result; Excel shows one, and nobody else knows which."""
    kind, _, content = cell.rpartition('">') if cell.startswith("t=") else ("", "", cell)
    data = workbook(rows(f'<c r="A1" {kind + chr(34) if kind else ""}>{content}</c><c r="B1"><v>1</v></c>'))

    layout = read_xlsx(data, "book.xlsx")

    assert [[UNREAD, "1"]] == cells(layout)
    assert ("S1!A1",) == layout.unread


@pytest.mark.parametrize(
    ("shown", "cell"),
    [
        ("", 't="str"><f>B1</f><v></v>'),
        ("", 't="str"><f>B1</f><v/>'),
        ("市民課", 't="str"><f>B1</f><v>市民課</v>'),
        ("0", "><f>B1</f><v>0</v>"),
        ("FALSE", 't="b"><f>B1</f><v>0</v>'),
        ("#REF!", 't="e"><f>B1</f><v>#REF!</v>'),
        ("市民課", 't="inlineStr"><f>B1</f><is><t>市民課</t></is>'),
        ("", 't="inlineStr">'),
        ("", 't="inlineStr"><is><t></t></is>'),
        ("", 't="s">'),
        ("", ">"),
    ],
)
def test_a_result_that_the_file_keeps_is_what_the_cell_shows_be_it_an_empty_text(shown: str, cell: str) -> None:
    layout = read_xlsx(workbook(rows(f'<c r="A1" {cell}</c><c r="B1"><v>1</v></c>')), "book.xlsx")

    assert [[shown, "1"] if shown else ["1"]] == cells(layout)
    assert () == layout.unread


def test_cells_of_an_array_formula_without_a_result_are_unread_though_the_file_does_not_list_them() -> None:
    array = '<f t="array" ref="A1:C1">E1:G1</f>'

    layout = read_xlsx(workbook(rows(f'<c r="A1"><v>1</v>{array}</c><c r="C1" t="str"><v></v></c>')), "book.xlsx")

    assert [["1", UNREAD]] == cells(layout)


def test_an_array_formula_over_the_whole_sheet_is_refused() -> None:
    data = workbook(rows('<c r="A1"><f t="array" ref="A1:XFD1048576">B1</f></c>'))

    with pytest.raises(SourceError, match="more than 500,000 cells"):
        read_xlsx(data, "book.xlsx")


def test_results_that_the_workbook_calls_out_of_date_are_unread() -> None:
    """A program that cannot calculate writes 0, and tells Excel to calculate when it opens the workbook."""
    data = workbook(
        rows('<c r="A1"><f>B1</f><v>0</v></c><c r="B1"><v>1</v></c>'), after_sheets='<calcPr fullCalcOnLoad="1"/>'
    )

    assert [[UNREAD, "1"]] == cells(read_xlsx(data, "book.xlsx"))


def test_a_formula_that_is_struck_or_hidden_says_nothing() -> None:
    styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    sheet = '<cols><col min="2" max="2" hidden="1"/></cols>' + rows(
        '<c r="A1" s="1"><f>D1</f></c><c r="B1"><f>D1</f></c><c r="C1"><v>1</v></c>'
    )

    layout = read_xlsx(workbook(sheet, styles=styles), "book.xlsx")

    assert ([["1"]], (), ()) == (cells(layout), layout.unread, layout.left_out)


def test_escaped_line_ends_are_line_ends() -> None:
    """Excel writes the CR of a text pasted from elsewhere as ``_x000D_``."""
    data = workbook(rows('<c r="A1" t="s"><v>0</v></c>'), strings="<si><t>一_x000D_\n二</t></si>")

    assert [["一\n二"]] == cells(read_xlsx(data, "book.xlsx"))


def test_cells_and_rows_without_a_reference_count_on() -> None:
    data = workbook("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>")

    assert [["1", "2"], ["3"]] == cells(read_xlsx(data, "book.xlsx"))


def test_a_sheet_whose_elements_have_a_prefix_is_read() -> None:
    sheet = (
        '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>部署</x:t></x:is></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )

    assert [["部署"]] == cells(read_xlsx(workbook(sheet), "book.xlsx"))


# ---------------------------------------------------------------------- what is not shown


def test_struck_text_is_left_out_of_the_value(drawn: Callable[[Draw], Layout]) -> None:
    """Offices strike out what a revision removes; it is no entry any more."""

    def draw(sheet: Worksheet) -> None:
        struck = TextBlock(InlineFont(strike=True), "（見直し予定）")
        sheet.cell(1, 1, CellRichText("規則による。", struck))
        sheet.cell(2, 1, "廃止").font = Font(strike=True)
        sheet.cell(3, 1, "存続")

    layout = drawn(draw)

    assert [["規則による。"], [""], ["存続"]] == cells(layout)
    assert ("（見直し予定）", "廃止") == layout.left_out


def test_furigana_is_not_part_of_the_value() -> None:
    strings = '<si><t>潮見市</t><rPh sb="0" eb="3"><t>シオミシ</t></rPh><phoneticPr fontId="1"/></si>'

    layout = read_xlsx(workbook(rows('<c r="A1" t="s"><v>0</v></c>'), strings=strings), "book.xlsx")

    assert [["潮見市"]] == cells(layout)


def test_hidden_rows_and_columns_are_left_out(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        for row, text in enumerate(("システム1", "システム2", "システム3"), start=1):
            sheet.cell(row, 1, text)
            sheet.cell(row, 5, "sel")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["E"].hidden = True

    layout = drawn(draw)

    assert [["システム1"], ["システム3"]] == cells(layout)
    assert ("sel", "システム2", "sel", "sel") == layout.left_out


def test_a_merged_cell_of_which_a_part_is_hidden_is_shown_in_the_rest(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.cell(1, 1, "部署")
        sheet.merge_cells("A1:C2")
        sheet.row_dimensions[1].hidden = True
        sheet.column_dimensions["A"].hidden = True

    assert [["部署"]] == cells(drawn(draw))


def test_what_stands_beside_the_print_area_is_left_out(drawn: Callable[[Draw], Layout]) -> None:
    """Offices keep counters and notes to themselves there."""

    def draw(sheet: Worksheet) -> None:
        sheet.cell(1, 2, "①部署")
        sheet.cell(1, 50, "要確認")
        sheet.cell(90, 2, "下の行")
        sheet.print_area = "A1:AO60"

    layout = drawn(draw)

    assert [["①部署"], [""], ["下の行"]] == cells(layout)
    assert ("要確認",) == layout.left_out


def test_hidden_sheets_and_comments_are_not_read(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.cell(1, 1, "表紙").comment = Comment("要確認", "係")
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("リスト")
        other.sheet_state = "hidden"
        other.cell(1, 1, "選択肢")

    assert [["表紙"]] == cells(drawn(draw))


def test_comments_and_drop_down_lists_are_kept_as_notes(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, A1="①実施の有無", B1="実施する")
        sheet["B1"].comment = Comment("要確認", "法務課")
        choice = DataValidation("list", formula1="リスト!$A$1:$A$3")
        choice.add("B1")
        sheet.add_data_validation(choice)

    layout = drawn(draw)
    assert [["①実施の有無", "実施する"]] == cells(layout)
    assert {("list", "B1", "リスト!$A$1:$A$3"), ("comment", "B1", "要確認")} == {
        (note.kind, note.cells, note.text) for note in layout.notes
    }


def test_sheets_come_in_the_order_of_their_tabs_with_a_gap_between(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.cell(1, 1, "二")
        assert sheet.parent is not None
        sheet.parent.create_sheet("前", 0).cell(1, 1, "一")

    layout = drawn(draw)

    assert [["一"], [""], ["二"]] == cells(layout)
    assert ["前", "Sheet", "Sheet"] == [row.sheet for row in layout.rows]


# ---------------------------------------------------------------------- rows and cells


def put(sheet: Worksheet, **texts: str) -> None:
    for place, text in texts.items():
        sheet[place] = text


def test_brackets_marks_and_words_of_a_row_are_one_cell(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, A1="③接続", D1="[", E1="○", F1="]", G1="税務システム", K1="[", M1="]", N1="その他", O1="（", P1="）")

    assert [["③接続", "[○] 税務システム [] その他（）"]] == cells(drawn(draw))


def test_a_choice_its_list_and_a_count_are_one_cell(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, A1="委託の有無 ※", D1="[", E1="委託する", J1="]", K1="＜選択肢＞", N1="（", P1="）　件")
        sheet["O1"] = 2

    assert [["委託の有無 ※", "[委託する] ＜選択肢＞（2）　件"]] == cells(drawn(draw))


def test_a_remark_that_begins_with_words_of_the_form_is_one_cell(drawn: Callable[[Draw], Layout]) -> None:
    layout = drawn(lambda sheet: put(sheet, A1="（手数料額、納付方法：", C1="現金で納付する。", F1="）"))
    assert [["（手数料額、納付方法： 現金で納付する。）"]] == cells(layout)


@pytest.mark.parametrize("number", ["①", "１．", "リスク１：", "（別添１）", "Ⅰ"])
def test_a_number_in_a_cell_of_its_own_is_joined_with_its_label(drawn: Callable[[Draw], Layout], number: str) -> None:
    layout = drawn(lambda sheet: put(sheet, A1=number, B1="特定個人情報の使用", E1="令和7年"))
    assert [[number + "特定個人情報の使用", "令和7年"]] == cells(layout)


def test_rows_beside_a_merged_label_begin_with_an_empty_cell(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, B1="③対象人数", K1="[", L1="1,000人未満", V1="]", K2="1) 1,000人未満", T2="2) 1,000人以上")
        sheet.merge_cells("B1:J2")

    assert [["③対象人数", "[1,000人未満]"], ["", "1) 1,000人未満 2) 1,000人以上"]] == cells(drawn(draw))


def test_text_that_goes_on_in_the_row_below_is_one_entry(drawn: Callable[[Draw], Layout]) -> None:
    """A row of a sheet cannot be higher than 409 points, so that long entries take several."""

    def draw(sheet: Worksheet) -> None:
        put(sheet, B1="②事務の内容", K1="１．受付", K2="２．審査", B3="③対象人数", K3="三")
        for row in (1, 2, 3):
            sheet.merge_cells(f"K{row}:AO{row}")
        sheet.merge_cells("B1:J2")

    assert [["②事務の内容", "１．受付\n２．審査"], ["③対象人数", "三"]] == cells(drawn(draw))


def test_labels_without_entries_are_not_taken_for_one_entry(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, B1="再\n委\n託", F1="⑤許諾方法", F2="⑥再委託事項")
        sheet.merge_cells("B1:E2")
        for row in (1, 2):
            sheet.merge_cells(f"F{row}:J{row}")
            sheet.merge_cells(f"K{row}:AO{row}")
        sheet["B3"] = "備考"
        sheet.merge_cells("B3:AO3")

    assert [["再\n委\n託", "⑤許諾方法"], ["", "⑥再委託事項"], ["備考"]] == cells(drawn(draw))


def test_what_lies_under_a_merged_cell_is_not_shown() -> None:
    sheet = rows('<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>') + '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'

    layout = read_xlsx(workbook(sheet), "book.xlsx")

    assert [["1"]] == cells(layout)
    assert ("2",) == layout.left_out


def test_empty_cells_of_a_table_keep_its_columns(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        put(sheet, A1="変更日", B1="項目", C1="変更前", D1="変更後", A2="4月1日", B2="部署", D2="市民課", D3="戸籍課")

    assert [
        ["変更日", "項目", "変更前", "変更後"],
        ["4月1日", "部署", "", "市民課"],
        ["", "", "", "戸籍課"],
    ] == cells(drawn(draw))


def test_a_title_below_a_table_ends_it(drawn: Callable[[Draw], Layout]) -> None:
    def draw(sheet: Worksheet) -> None:
        put(
            sheet,
            A1="変更日",
            B1="項目",
            C1="変更前",
            D1="変更後",
            A2="4月1日",
            B2="部署",
            A3="別紙１",
            A4="甲",
            C4="乙",
        )
        sheet.merge_cells("A3:D3")

    assert [["別紙１"], ["甲", "乙"]] == cells(drawn(draw))[2:]

"""Rows put into an office's own workbook: below the old ones, in their manner, and nothing else touched."""

import io
import re
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from render.test_change_table_formats import proposal
from shinkyu import pipeline
from shinkyu.errors import SourceError
from shinkyu.forms.library import load
from shinkyu.model.table import ProposedRow
from shinkyu.pipeline.workbook import into_workbook
from sources.test_xlsx_forms import DRAWINGS
from workbook_drawing import Drawing
from workbook_forms import CHANGES, Sheets

LONG = "記載の内容を確認し、必要な措置を講じる。\n・点検を行う。" * 60
ROWS = (
    proposal("甲課", "乙課\n（二階）"),
    proposal("新規", "=1+1"),
    proposal(LONG, "削除"),
    proposal("_x0041_ & <VRSにおける措置>", "\U00020bb7野"),
)


def office(drawing: Drawing | None = None, below: int = 0, note: str = "") -> bytes:
    """Return a workbook of the form with *below* rows printed in advance, and a note behind them."""
    return _drawn(drawing or Drawing(), below, note)


@lru_cache(maxsize=32)
def _drawn(drawing: Drawing, below: int, note: str) -> bytes:
    sheets = Sheets(drawing)
    sheets.form(load("priority", "2018-05"))
    sheet = sheets.sheet
    line = openpyxl.styles.Side(style="thin")
    border = openpyxl.styles.Border(left=line, right=line, top=line, bottom=line)
    for row in range(1, sheets.row + below):
        for column in range(drawing.change_columns[0], drawing.change_last + 1):
            sheet.cell(row, column).border = border
            sheet.cell(row, column).alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
            sheet.cell(row, column).font = openpyxl.styles.Font(name="ＭＳ 明朝", size=8)
    if note:
        sheet.cell(sheets.row + below, 2).value = note
    buffer = io.BytesIO()
    sheets.book.save(buffer)
    return buffer.getvalue()


def put(data: bytes, rows: tuple[ProposedRow, ...] = ROWS, *, confirmed: bool = True) -> bytes:
    return into_workbook(data, "assessment.xlsx", rows, confirmed=confirmed)


def table(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True).worksheets[-1]


def declared(data: bytes) -> list[tuple[Any, ...]]:
    return [
        (row.date.text, row.item, "\n".join(row.before), "\n".join(row.after), row.timing, row.explanation)
        for row in pipeline.read(data, "assessment.xlsx").document.declared or ()
    ]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def last_sheet(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return max((n for n in package.namelist() if "/sheet" in n and n.endswith(".xml")), key=lambda n: (len(n), n))


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """Return the workbook with a piece of one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.infolist():
            text = source.read(entry)
            if entry.filename == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(entry, text)
    return buffer.getvalue()


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_rows_stand_below_the_old_ones_however_the_table_is_drawn(drawing: Drawing) -> None:
    """Two rows are printed in advance, the others are new."""
    data = put(office(drawing, 2))
    found = declared(data)

    assert list(CHANGES) == found[: len(CHANGES)]
    assert [row.item for row in ROWS] == [row[1] for row in found[len(CHANGES) :]]
    assert ["乙課\n（二階）", "=1+1", "削除", "\U00020bb7野"] == [row[3] for row in found[len(CHANGES) :]]
    assert ["令和7年7月31日"] * 4 == [row[0] for row in found[len(CHANGES) :]]


def test_every_other_part_keeps_its_bytes() -> None:
    before = office()
    after = put(before)

    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        differing = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert [last_sheet(before)] == differing


def test_old_rows_keep_their_bytes_and_new_ones_their_formats() -> None:
    before = office()
    after = put(before)
    old, new = part(before, last_sheet(before)), part(after, last_sheet(after))
    top = old.index("<sheetData>")
    sheet = table(after)
    last = len(CHANGES) + 2

    assert old[top : old.index("</sheetData>")] in new
    for column in range(2, 8):
        assert sheet.cell(last, column)._style == sheet.cell(last + 1, column)._style
        assert sheet.cell(last + 1, column).font.name == "ＭＳ 明朝"


@pytest.mark.parametrize("value", ["=1+1", "+81", "-1", "@SUM(A1)"])
def test_no_cell_is_computed(value: str) -> None:
    sheet = table(put(office(), (proposal(value),)))
    cell = sheet.cell(sheet.max_row, 4)

    assert value == str(cell.value)
    assert "<f>" not in part(put(office(), (proposal(value),)), last_sheet(office()))


def test_rows_are_as_high_as_their_text_needs_and_a_very_long_text_takes_several() -> None:
    sheet = table(put(office(), (proposal("甲課"), proposal(LONG))))
    top = len(CHANGES) + 3
    merged = [area for area in sheet.merged_cells.ranges if area.min_row == top + 1]

    assert sheet.row_dimensions[top].height < 100
    assert 6 == len(merged)
    heights = [sheet.row_dimensions[row].height for row in range(top + 1, merged[0].max_row + 1)]
    assert max(heights) <= 409
    assert sum(heights) > 1000


def test_rows_printed_in_advance_are_filled_first() -> None:
    before = office(below=2)
    sheet = table(put(before, (proposal("一"), proposal("二"), proposal("三"))))
    top = len(CHANGES) + 3

    assert ["一", "二", "三"] == [str(sheet.cell(top + n, 4).value) for n in range(3)]
    assert top + 2 == sheet.max_row


def test_a_note_below_the_table_stays_and_is_no_reason_to_refuse_while_there_is_room() -> None:
    before = office(below=2, note="※ 様式に定める事項")
    sheet = table(put(before, (proposal("一"), proposal("二"))))

    assert "※ 様式に定める事項" == sheet.cell(len(CHANGES) + 5, 2).value


def test_a_table_without_room_says_how_many_rows_to_insert() -> None:
    before = office(below=1, note="※ 様式に定める事項")

    with pytest.raises(SourceError, match=r"text below the table \(row 7\); insert 1 rows above it"):
        put(before, (proposal("一"), proposal("二")))


def test_print_area_filter_and_validations_take_in_the_new_rows(tmp_path: Path) -> None:
    path = tmp_path / "office.xlsx"
    path.write_bytes(office())
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[-1]
    last = len(CHANGES) + 2
    sheet.print_area = f"A1:G{last}"
    sheet.print_title_rows = "2:2"
    sheet.auto_filter.ref = f"B2:G{last}"
    validation = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"事前,事後"')
    validation.add(f"F3:F{last}")
    sheet.add_data_validation(validation)
    book.worksheets[0].print_area = "A1:G5"
    book.save(path)

    found = openpyxl.load_workbook(io.BytesIO(put(path.read_bytes(), (proposal(), proposal()))))
    sheet = found.worksheets[-1]

    assert f"$A$1:$G${last + 2}" in sheet.print_area
    assert "$A$1:$G$5" in found.worksheets[0].print_area
    assert "$2:$2" == sheet.print_title_rows
    assert f"B2:G{last + 2}" == sheet.auto_filter.ref
    assert f"F3:F{last + 2}" == str(sheet.data_validations.dataValidation[0].sqref)


def test_date_is_a_number_where_the_last_row_has_one(tmp_path: Path) -> None:
    path = tmp_path / "office.xlsx"
    path.write_bytes(office())
    book = openpyxl.load_workbook(path)
    cell = book.worksheets[-1].cell(len(CHANGES) + 2, 2)
    cell.value, cell.number_format = 45474, '[$-411]ggge"年"m"月"d"日"'
    book.save(path)

    sheet = table(put(path.read_bytes(), (proposal(),)))
    new = sheet.cell(sheet.max_row, 2)

    assert ("2025-07-31", cell.number_format) == (str(new.value)[:10], new.number_format)


def test_numbers_before_the_dates_go_on() -> None:
    drawing = Drawing(change_numbers=True, change_columns=(3, 4, 5, 6, 7, 8), change_last=8)
    sheet = table(put(office(drawing), (proposal(), proposal())))

    assert [1, 2, 3, 4, 5] == [sheet.cell(row, 2).value for row in range(3, 8)]


def test_parts_with_a_prefix_and_without_a_list_of_merged_ranges_are_understood() -> None:
    """Some programs write <x:row>; the drawing on 方眼紙 merges cells, the plain one does not."""
    before = office(DRAWINGS["one-sheet-table-on-grid"])
    name = last_sheet(before)
    text = part(before, name)
    prefixed = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
    with_prefix = changed(before, name, text, prefixed)

    assert declared(put(before)) == declared(put(with_prefix))


def test_formula_like_or_odd_names_of_sheets_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "office.xlsx"
    path.write_bytes(office())
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[-1]
    sheet.title = "変更箇所 (A1-B2)'&"
    sheet.print_area = f"A1:G{len(CHANGES) + 2}"
    book.save(path)

    found = openpyxl.load_workbook(io.BytesIO(put(path.read_bytes(), (proposal(),))))

    assert f"$G${len(CHANGES) + 3}" in found.worksheets[-1].print_area


def test_text_longer_than_a_cell_holds_is_refused_and_never_cut() -> None:
    with pytest.raises(SourceError, match="does not fit into a cell"):
        put(office(), (proposal("あ" * 32_768),))


def test_text_is_no_workbook() -> None:
    data = (Path(__file__).parents[2] / "corpus" / "sumihara-shi" / "8-priority" / "2022-06-30.txt").read_bytes()

    with pytest.raises(SourceError, match="is no Excel workbook"):
        into_workbook(data, "a.txt", ROWS)


def test_workbook_without_the_table_says_so(tmp_path: Path) -> None:
    before = office()
    book = openpyxl.load_workbook(io.BytesIO(before))
    book.remove(book.worksheets[-1])
    book.save(tmp_path / "cut.xlsx")

    with pytest.raises(SourceError, match="no sheet with the head of the 変更箇所 table"):
        put((tmp_path / "cut.xlsx").read_bytes())


@pytest.mark.parametrize("merged", ["B6:G6", "B7:G9"])
def test_cells_merged_below_the_table_hide_no_new_row(tmp_path: Path, merged: str) -> None:
    """Excel takes a list of merged ranges with nothing in it for damage; here the only ones go."""
    book = openpyxl.load_workbook(io.BytesIO(office()))
    sheet = book.worksheets[-1]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.merge_cells(merged)
    book.save(tmp_path / "merged.xlsx")
    after = put((tmp_path / "merged.xlsx").read_bytes(), (proposal("一"), proposal("二")))

    assert ["一", "二"] == [row[2] for row in declared(after)[-2:]]
    assert "mergeCell" not in part(after, last_sheet(after))


def test_no_row_is_written_where_it_is_hidden(tmp_path: Path) -> None:
    """Offices hide the rows printed in advance that they do not need yet."""
    book = openpyxl.load_workbook(io.BytesIO(office(below=3)))
    top = len(CHANGES) + 3
    for row in range(top, top + 3):
        book.worksheets[-1].row_dimensions[row].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    sheet = table(put((tmp_path / "hidden.xlsx").read_bytes(), (proposal("一"), proposal("二"))))

    assert ["一", "二"] == [str(sheet.cell(top + n, 4).value) for n in range(2)]
    assert [False, False, True] == [sheet.row_dimensions[top + n].hidden for n in range(3)]


def test_a_table_without_any_row_takes_its_first_ones(tmp_path: Path) -> None:
    """The first revision of a report: only the head is there, or rows printed in advance below it."""
    book = openpyxl.load_workbook(io.BytesIO(office()))
    sheet = book.worksheets[-1]
    sheet.delete_rows(3, len(CHANGES))
    book.save(tmp_path / "head.xlsx")
    for row in (3, 4):
        for column in range(2, 8):
            sheet.cell(row, column).border = openpyxl.styles.Border(top=openpyxl.styles.Side(style="thin"))
    book.save(tmp_path / "blank.xlsx")

    for name in ("head.xlsx", "blank.xlsx"):
        found = declared(put((tmp_path / name).read_bytes()))
        assert [row.item for row in ROWS] == [row[1] for row in found]
        assert ["令和7年7月31日"] * 4 == [row[0] for row in found]


def test_formats_by_condition_and_validations_of_newer_programs_take_in_the_new_rows() -> None:
    before = office()
    name = last_sheet(before)
    last = len(CHANGES) + 2
    main = "http://schemas.openxmlformats.org/spreadsheetml/2009/9/main"
    extension = (
        f'<conditionalFormatting sqref="B3:G{last} H1"><cfRule type="expression" priority="1"><formula>1</formula>'
        f'</cfRule></conditionalFormatting><extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" '
        f'xmlns:x14="{main}"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        f"<x14:dataValidation><xm:sqref>F3:F{last}</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    with_extension = changed(before, name, "</worksheet>", extension + "</worksheet>")
    text = part(put(with_extension, (proposal(), proposal())), name)

    assert f'sqref="B3:G{last + 2} H1"' in text
    assert f"<xm:sqref>F3:F{last + 2}</xm:sqref>" in text


def test_a_number_goes_into_a_row_printed_without_one_in_the_order_of_columns(tmp_path: Path) -> None:
    drawing = Drawing(change_numbers=True, change_columns=(3, 4, 5, 6, 7, 8), change_last=8)
    before = office(drawing, below=1)
    book = openpyxl.load_workbook(io.BytesIO(before))
    book.worksheets[-1].cell(len(CHANGES) + 3, 1).value = None
    book.worksheets[-1].cell(len(CHANGES) + 3, 1).font = openpyxl.styles.Font(size=8)
    book.save(tmp_path / "margin.xlsx")
    after = put((tmp_path / "margin.xlsx").read_bytes(), (proposal(),))
    row = re.search(rf'<row r="{len(CHANGES) + 3}".*?</row>', part(after, last_sheet(after)))

    assert row
    assert ["A", "B", "C", "D", "E", "F", "G", "H"] == re.findall(r'<c r="([A-Z])', row.group())
    assert 4 == table(after).cell(len(CHANGES) + 3, 2).value


def test_content_of_the_old_cells_is_the_same_in_the_xml() -> None:
    """Struck runs and furigana hang on shared strings; the cells that name them are not touched."""
    before = office(below=2)
    after = put(before)
    cells = re.compile(r'<c r="[A-Z]+[1-5]"[^>]*>.*?</c>')

    assert cells.findall(part(before, last_sheet(before))) == cells.findall(part(after, last_sheet(after)))

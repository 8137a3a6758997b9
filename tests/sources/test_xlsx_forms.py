"""A form reads the same however an office draws it: every entry of every item, every declared row."""

from pathlib import Path

import pytest

from shinkyu import pipeline
from shinkyu.forms.library import load
from shinkyu.model.form import FormName
from workbook_drawing import Drawing
from workbook_forms import CHANGES, Sheets, values

GRID = (2, 6, 11, 20, 30, 34)
"""First columns of the change table on 方眼紙."""
DRAWINGS = {
    "grid": Drawing(),
    "box-and-label-in-one-cell": Drawing(boxes="three"),
    "wider-grid-brackets-with-mark": Drawing(boxes="two", label=1, second=3, entry=20, last=90),
    "box-in-one-cell-labels-not-merged": Drawing(boxes="one", merge_down=False),
    "square-boxes-tall-brackets": Drawing(boxes="square", brackets_down=True),
    "one-sheet-table-on-grid": Drawing(one_sheet=True, change_columns=GRID, change_last=41, numbers_as_dates=False),
    "paragraph-a-row": Drawing(split_texts=True, change_rows="texts"),
    "paragraph-a-row-not-merged": Drawing(split_texts=True, merge_down=False, change_rows="merged"),
    "one-date-for-several-changes": Drawing(change_rows="date-merged", change_columns=GRID, change_last=41),
    "numbered-changes-records-numbered-down": Drawing(change_numbers=True, change_rows="merged", numbers_down=True),
}
FORMS: tuple[tuple[FormName, str, str], ...] = (
    *(("priority", "2018-05", drawing) for drawing in DRAWINGS),
    ("priority", "five-information", "grid"),
    ("all-item", "2018-05", "grid"),
    ("all-item", "2018-05", "paragraph-a-row"),
    ("all-item", "five-information", "one-sheet-table-on-grid"),
    ("basic", "2024-10", "grid"),
    ("basic", "2024-10", "square-boxes-tall-brackets"),
)


@pytest.mark.parametrize(("form", "edition", "drawing"), FORMS)
def test_a_form_reads_the_same_however_it_is_drawn(form: FormName, edition: str, drawing: str, tmp_path: Path) -> None:
    """Offices change columns, merge otherwise, put all parts on one sheet; the entries stay the same."""
    sheets = Sheets(DRAWINGS[drawing])
    sheets.form(load(form, edition))

    read = pipeline.read(sheets.save(tmp_path), "assessment.xlsx")

    found = values(read.document)
    assert (form, edition) == (read.template.form, read.template.edition)
    assert sheets.expected == {key: found.get(key) for key in sheets.expected}
    assert list(CHANGES) == [
        (row.date.text, row.item, "\n".join(row.before), "\n".join(row.after), row.timing, row.explanation)
        for row in read.document.declared or ()
    ]
    assert () == read.document.unplaced


@pytest.mark.parametrize("form", ["priority", "all-item"])
def test_the_sheets_of_two_files_are_told_apart(form: FormName, tmp_path: Path) -> None:
    """Ⅱ, the annex and Ⅲ come once for every 特定個人情報ファイル."""
    sheets = Sheets(Drawing())
    sheets.form(load(form, "2018-05"), files=2)

    found = values(pipeline.read(sheets.save(tmp_path), "assessment.xlsx").document)

    assert 2 == len(sheets.expected["pi_file.name"])
    assert sheets.expected == {key: found.get(key) for key in sheets.expected}


def test_an_item_names_its_sheet_and_cell(tmp_path: Path) -> None:
    """A drafter wants to click on it in Excel."""
    sheets = Sheets(Drawing(entry=11))
    sheets.form(load("priority", "2018-05"))

    readings = pipeline.read(sheets.save(tmp_path), "assessment.xlsx").reading.items

    where = next(item.where for item in readings if item.address == ("Ⅰ", "1", "①事務の名称"))
    assert ("2", "K3") == (where.sheet, where.cell)


def test_lines_and_offsets_are_those_of_the_text_that_the_cells_make(tmp_path: Path) -> None:
    """The account of a reading counts the characters of that text: tabs between cells, LF between rows."""
    sheets = Sheets(Drawing())
    sheets.form(load("priority", "2018-05"))

    layout = pipeline.read(sheets.save(tmp_path), "assessment.xlsx").layout

    assert layout is not None
    text = "\n".join("\t".join(cell.text for cell in row.cells) for row in layout.rows)
    assert all(text.startswith(cell.text, cell.start) for row in layout.rows for cell in row.cells)
    assert list(range(1, len(layout.rows) + 1)) == [row.line for row in layout.rows]

"""Workbooks that people print and file: the only door to openpyxl.

A sheet here is a table: a title, a head that is repeated on each printed page, rows whose text is wrapped
and shown whole on A4 landscape.  The same sheets give the same bytes.
"""

import io
import re
from collections.abc import Sequence
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shinkyu.errors import SourceError
from shinkyu.render.archives import timeless
from shinkyu.render.row_height import LONGEST_CELL, column_points, rows_for, text_height
from shinkyu.render.runs import Run

_FONT, _SIZE, _TITLE_SIZE = "ＭＳ Ｐゴシック", 9, 11
_FILLS = {
    "head": "D9D9D9",
    "good": "E2EFDA",
    "bad": "F8CBAD",
    "doubt": "FFF2CC",
    "quiet": "EDEDED",
    "proposed": "FFF2CC",
}
"""Shade of a cell by its role; every role says in words too what it means, for those who print in black."""
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_COMPUTED = tuple("=+-@＝＋－＠")
"""First characters on which a spreadsheet computes a cell when somebody edits it."""


class Link(NamedTuple):
    """A row of another sheet, by its place in ``Sheet.rows``."""

    sheet: str
    row: int


class Cell(NamedTuple):
    """A cell: its text in runs, what it stands for, where it leads."""

    runs: tuple[Run, ...]
    role: str = ""
    link: Link | None = None

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)


class Sheet(NamedTuple):
    """A table on a sheet of its own; ``widths`` are those of the columns in characters."""

    name: str
    title: str
    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[Sequence[Cell]]


def cell(text: str, role: str = "", link: Link | None = None) -> Cell:
    """Return a cell of plain text."""
    return Cell((Run(text),), role, link)


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook with *sheets*, at least one.

    Raises:
        SourceError: a text is longer than a cell of Excel holds.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    places = {sheet.name: _places(sheet) for sheet in sheets}
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet, places)
    buffer = io.BytesIO()
    book.save(buffer)
    return timeless(buffer.getvalue())


def _places(sheet: Sheet) -> list[tuple[int, int, float]]:
    """Return for each row its first row on the sheet, how many it takes, and its height."""
    found: list[tuple[int, int, float]] = []
    top = 3
    for row in sheet.rows:
        height = max(
            text_height(c.text, column_points(width), _SIZE) for c, width in zip(row, sheet.widths, strict=True)
        )
        rows = rows_for(height)
        found.append((top, rows, height))
        top += rows
    return found


def _write_sheet(target: Worksheet, sheet: Sheet, places: dict[str, list[tuple[int, int, float]]]) -> None:
    _write_title(target, sheet)
    for n, (label, width) in enumerate(zip(sheet.head, sheet.widths, strict=True), start=1):
        target.column_dimensions[get_column_letter(n)].width = width
        _write_cell(target.cell(2, n), cell(label, "head"), places)
    for row, (top, rows, height) in zip(sheet.rows, places[sheet.name], strict=True):
        for n, content in enumerate(row, start=1):
            _write_cell(target.cell(top, n), content, places)
            for below in range(1, rows):
                target.cell(top + below, n).border = _BORDER
            if rows > 1:
                target.merge_cells(start_row=top, start_column=n, end_row=top + rows - 1, end_column=n)
        for below in range(rows):
            target.row_dimensions[top + below].height = round(height / rows, 1)
    target.freeze_panes = "A3"
    target.print_title_rows = "2:2"
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = target.PAPERSIZE_A4
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    for side in ("left", "right", "top"):
        setattr(target.page_margins, side, 0.4)
    target.page_margins.bottom, target.page_margins.footer = 0.7, 0.3
    target.oddFooter.center.text = "&P / &N"


def _write_title(target: Worksheet, sheet: Sheet) -> None:
    """Write the title over all columns, so that a long one makes the page no wider."""
    title = target.cell(1, 1, _CONTROL.sub("", sheet.title))
    title.data_type = "s"
    title.font = Font(name=_FONT, size=_TITLE_SIZE, bold=True)
    title.alignment = Alignment(wrap_text=True, vertical="top")
    width = sum(column_points(each) for each in sheet.widths)
    target.row_dimensions[1].height = text_height(sheet.title, width, _TITLE_SIZE)
    if len(sheet.widths) > 1:
        target.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(sheet.widths))


def _write_cell(target: ExcelCell, content: Cell, places: dict[str, list[tuple[int, int, float]]]) -> None:
    text = _CONTROL.sub("", content.text)
    if len(text) > LONGEST_CELL:
        raise SourceError(
            "a text of {n} characters does not fit into a cell of a workbook; use --format csv",
            n=f"{len(text):,}",
        )
    if any(run.changed for run in content.runs):
        changed = InlineFont(rFont=_FONT, sz=_SIZE, u="single", b=True)
        usual = InlineFont(rFont=_FONT, sz=_SIZE)
        runs = [(changed if run.changed else usual, _CONTROL.sub("", run.text)) for run in content.runs]
        target.value = CellRichText(*(TextBlock(font, piece) for font, piece in runs if piece))
    elif text:
        target.value = text
        target.data_type = "s"  # else a text that begins with = is written as a formula
    target.quotePrefix = text.lstrip(" \u3000\n").startswith(_COMPUTED)
    target.alignment = Alignment(wrap_text=True, vertical="center" if content.role == "head" else "top")
    target.border = _BORDER
    target.font = Font(
        name=_FONT,
        size=_SIZE,
        bold=content.role == "head",
        underline="single" if content.link else None,
        color="0563C1" if content.link else None,
    )
    if content.role in _FILLS:
        target.fill = PatternFill("solid", fgColor=_FILLS[content.role])
    if content.link:
        row = places[content.link.sheet][content.link.row][0]
        target.hyperlink = f"#'{content.link.sheet}'!A{row}"

"""Excel workbooks of the old kind (.xls, Excel 97 to 2003): the door to xlrd.

xlrd gives what python-calamine leaves out of these files and what decides whether a cell says anything:
hidden rows and columns, struck words, the format of a date.
"""

import io
from collections.abc import Iterator

import xlrd

from shinkyu.errors import SourceError
from shinkyu.messages import message
from shinkyu.model.source import UNREAD, CellNote, Layout
from shinkyu.sources.sheets import SheetsLayout
from shinkyu.sources.xlsx_book import Style, columns_of
from shinkyu.sources.xlsx_formats import GENERAL, SHOWS_NOTHING, shown, shown_text
from shinkyu.sources.xlsx_package import Refusals
from shinkyu.sources.xlsx_sheet import Budget, Range, Sheet
from shinkyu.sources.xlsx_text import Text, check_length, clean
from shinkyu.text.cell_names import cell_name

MAX_XLS_BYTES = 20_000_000
"""The format packs nothing; an assessment has 0.3 MB, and a file takes ten times its size in memory."""

_EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_AREA = ("Print_Area", "_xlnm.Print_Area")


def read_xls(data: bytes, name: str) -> Layout:
    """Return the visible rows of a workbook's visible sheets, as ``read_xlsx`` does.

    Args:
        data: the bytes of the file.
        name: the file's name, for messages and provenance.

    Raises:
        SourceError: damaged, protected, beyond a limit, or without any text; the text says what to do.
    """
    refusals = Refusals(name)
    if len(data) > MAX_XLS_BYTES:
        raise refusals.refused(message("it is larger than {n} MB", n=MAX_XLS_BYTES // 1_000_000))
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise SourceError("{name} is protected by a password; save a copy without one", name=name) from error
        raise refusals.damaged() from error
    except Exception as error:  # its parser raises whatever a damaged table leads to
        raise refusals.damaged() from error
    sheets = SheetsLayout(refusals)
    reader = _Reader(book, Budget(refusals))
    for number, sheet in enumerate(book.sheets()):
        if sheet.visibility == 0:
            sheets.add_sheet(sheet.name, reader.sheet(sheet), _printed_columns(book, number), _notes(sheet))
    return sheets.layout(data)


class _Reader:
    """Reads the sheets of one workbook."""

    def __init__(self, book: xlrd.Book, budget: Budget) -> None:
        self.book = book
        self.budget = budget
        self.struck: list[str] = []

    def sheet(self, sheet: xlrd.sheet.Sheet) -> Sheet:
        self.struck = []
        return Sheet(
            dict(self._cells(sheet)),
            tuple(Range(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
            frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0),
            frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0),
            tuple(self.struck),
        )

    def _cells(self, sheet: xlrd.sheet.Sheet) -> Iterator[tuple[tuple[int, int], str]]:
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                self.budget.take_cell()
                if cell.ctype in _EMPTY:
                    continue
                text = self._text(sheet, row, column).strip()
                if text:
                    self.budget.take_text(text)
                    yield (row + 1, column + 1), text

    def _text(self, sheet: xlrd.sheet.Sheet, row: int, column: int) -> str:
        """Return what a cell shows; keep what is struck in it apart."""
        cell = sheet.cell(row, column)
        style, font = self._style(cell.xf_index)
        if style.code == SHOWS_NOTHING:
            return ""
        if cell.ctype == xlrd.XL_CELL_TEXT:
            runs = sheet.rich_text_runlist_map.get((row, column), ())
            text = self._runs(cell.value, runs, font)
            check_length(text, self.budget.package)
            if text.struck.strip():
                self.struck.append(text.struck)
            return shown_text(text.kept, style.code) if text.kept else ""
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            found = "TRUE" if cell.value else "FALSE"
        elif cell.ctype == xlrd.XL_CELL_ERROR:
            found = xlrd.error_text_from_code.get(cell.value, UNREAD)
        else:
            found = shown(repr(cell.value), style.code, from_1904=self.book.datemode == 1)
        if style.struck:
            self.struck.append(found)
            return ""
        return found

    def _runs(self, text: str, runs: list[tuple[int, int]], font: int) -> Text:
        """Return a text with the runs apart whose font is struck; before the first run the cell's font holds."""
        ends = [start for start, _ in runs] + [len(text)]
        pieces = [(text[: ends[0]], font)]
        pieces += [(text[start:end], number) for (start, number), end in zip(runs, ends[1:], strict=True)]
        kept = "".join(piece for piece, number in pieces if not self.book.font_list[number].struck_out)
        struck = "".join(piece for piece, number in pieces if self.book.font_list[number].struck_out)
        return Text(clean(kept), struck=clean(struck))

    def _style(self, number: int) -> tuple[Style, int]:
        form = self.book.xf_list[number]
        found = self.book.format_map.get(form.format_key)
        struck = bool(self.book.font_list[form.font_index].struck_out)
        return Style(found.format_str if found else GENERAL, struck), form.font_index


def _printed_columns(book: xlrd.Book, number: int) -> tuple[tuple[int, int], ...]:
    for name in book.name_obj_list:
        if name.name in _AREA and name.scope == number and name.result is not None:
            return columns_of(str(name.result.text))
    return ()


def _notes(sheet: xlrd.sheet.Sheet) -> tuple[CellNote, ...]:
    return tuple(
        CellNote("comment", sheet.name, cell_name(row + 1, column + 1), clean(note.text))
        for (row, column), note in sorted(sheet.cell_note_map.items())
    )

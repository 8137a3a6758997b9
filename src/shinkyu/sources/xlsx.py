"""Excel workbooks (.xlsx, .xlsm): what the sheets show, in the order of their tabs."""

import hashlib

from shinkyu.errors import SourceError
from shinkyu.model.source import Cell, Layout, Row
from shinkyu.sources.xlsx_book import Book, SheetEntry, read_book
from shinkyu.sources.xlsx_grid import read_grid
from shinkyu.sources.xlsx_package import Package
from shinkyu.sources.xlsx_rows import EMPTY, PrintedRow, printed_rows
from shinkyu.sources.xlsx_sheet import Budget, read_sheet


def read_xlsx(data: bytes, name: str) -> Layout:
    """Return the visible rows of a workbook's visible sheets as rows of cells.

    Left out is what the sheet does not show: hidden sheets, rows and columns, struck text, furigana,
    comments, what stands beside the print area.  The lines of the layout count on over all sheets; each
    row names its sheet and each cell its place there.

    Args:
        data: the bytes of the file.
        name: the file's name, for messages and provenance.

    Raises:
        SourceError: damaged, protected, beyond a limit, or without any text; the text says what to do.
    """
    package = Package(data, name)
    book = read_book(package)
    layout = _Layout(book)
    for entry in book.sheets:
        layout.add_sheet(entry)
    if not layout.rows:
        raise SourceError(f"{name} is a workbook without any text in its visible sheets")
    sha256 = hashlib.sha256(data).hexdigest()
    return Layout(name, sha256, "transcribed", tuple(layout.rows), left_out=tuple(layout.left_out))


def find_sheet(data: bytes, name: str, sheet: str) -> tuple[SheetEntry, bool]:
    """Return a visible sheet of a workbook by its name, and whether the workbook counts days from 1904.

    Raises:
        SourceError: no such sheet.
    """
    book = read_book(Package(data, name))
    entry = next((entry for entry in book.sheets if entry.name == sheet), None)
    if entry is None:
        raise SourceError(f"{name} has no sheet {sheet}")
    return entry, book.from_1904


class _Layout:
    """Rows with their places in the text that they make together: tabs between cells, LF between rows."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.read = Budget(book.package)
        self.written = Budget(book.package)  # a table repeats merged cells
        self.rows: list[Row] = []
        self.left_out: list[str] = []
        self.offset = 0

    def add_sheet(self, entry: SheetEntry) -> None:
        """Add the rows of a sheet, a gap before it."""
        sheet = read_sheet(self.book, entry, self.read)
        grid = read_grid(sheet, entry.printed_columns, self.book.package)
        self.left_out.extend(grid.left_out)
        for n, row in enumerate(printed_rows(grid.rows)):
            if self.rows and (n == 0 or row.after_gap):
                self._add(PrintedRow((EMPTY,)), entry.name)
            self._add(row, entry.name)

    def _add(self, row: PrintedRow, sheet: str) -> None:
        cells = []
        for cell in row.cells:
            self.written.take_text(cell.text)
            cells.append(Cell(cell.text, self.offset, cell.ref))
            self.offset += len(cell.text) + 1
        self.rows.append(Row(len(self.rows) + 1, tuple(cells), sheet=sheet))

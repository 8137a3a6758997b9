"""Excel workbooks (.xlsx, .xlsm): what the sheets show, in the order of their tabs.

One pass of expat over each sheet reads values and what decides whether they say anything: struck runs,
hidden rows, the number format of a date.  A library that hands out values alone would need a second pass
for that; ``docs/benchmarks.md`` has the figures.
"""

from shinkyu.errors import SourceError
from shinkyu.model.source import Layout
from shinkyu.sources.sheets import SheetsLayout
from shinkyu.sources.xlsx_book import SheetEntry, read_book
from shinkyu.sources.xlsx_notes import read_notes
from shinkyu.sources.xlsx_package import Package
from shinkyu.sources.xlsx_sheet import Budget, read_sheet


def read_xlsx(data: bytes, name: str) -> Layout:
    """Return the visible rows of a workbook's visible sheets as rows of cells.

    Left out is what the sheet does not show: hidden sheets, rows and columns, struck text, furigana,
    what stands beside the print area, macros.  Comments and drop-down lists are kept apart as notes.

    Args:
        data: the bytes of the file.
        name: the file's name, for messages and provenance.

    Raises:
        SourceError: damaged, protected, beyond a limit, or without any text; the text says what to do.
    """
    package = Package(data, name)
    book = read_book(package)
    sheets = SheetsLayout(package)
    budget = Budget(package)
    for entry in book.sheets:
        sheet = read_sheet(book, entry, budget)
        sheets.add_sheet(entry.name, sheet, entry.printed_columns, read_notes(book, entry, sheet, budget))
    return sheets.layout(data)


def find_sheet(data: bytes, name: str, sheet: str) -> tuple[SheetEntry, bool]:
    """Return a visible sheet of a workbook by its name, and whether the workbook counts days from 1904.

    Raises:
        SourceError: no such sheet.
    """
    book = read_book(Package(data, name))
    entry = next((entry for entry in book.sheets if entry.name == sheet), None)
    if entry is None:
        raise SourceError("{name} has no sheet {sheet}", name=name, sheet=sheet)
    return entry, book.from_1904

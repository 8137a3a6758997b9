"""Rows put into an office's workbook and read again: the way of ``shinkyu table --into``."""

import datetime
from collections.abc import Sequence

from shinkyu.errors import SourceError, WriteError
from shinkyu.model.table import ProposedRow
from shinkyu.pipeline import Read, read
from shinkyu.render.change_table.columns import marked_cells
from shinkyu.render.into import WORKBOOK, SheetOf, fault, find_table, parts_that_differ
from shinkyu.render.into import into_workbook as render_into
from shinkyu.sources.xlsx import find_sheet


def into_workbook(
    data: bytes, name: str, rows: Sequence[ProposedRow], *, confirmed: bool = False, book: Read | None = None
) -> bytes:
    """Return an office's workbook with *rows* below the rows of its 変更箇所 table.

    The result is read again: the table holds the old rows and the new ones, every item is what it was, and
    only the sheet of the table and the list of print areas are other bytes.

    Args:
        data: the workbook, which is an assessment.
        name: its name.
        rows: what is to be declared.
        confirmed: a person stands behind 提出時期 and 説明: they are written without （案）.
        book: what *data* reads as, where that is at hand.

    Raises:
        SourceError: no workbook with a table, or no room in it; the text says what to do.
        WriteError: it does not read back as it should.
    """
    book = book or read(data, name)
    if book.layout is None or not all(row.sheet for row in book.layout.rows):
        raise SourceError(f"{name} is no Excel workbook; rows are put into the workbook of the form (.xlsx)")
    place = find_table(book.layout, book.reading.declared_lines)
    entry, from_1904 = find_sheet(data, name, place.sheet)
    days = {row.date.date for row in rows} - {None}
    cells = [marked_cells(row, confirmed) for row in rows]
    day = datetime.date.fromisoformat(next(iter(days)) or "") if len(days) == 1 else None
    sheet = SheetOf(entry.part, entry.number)
    written = render_into(data, name, place, sheet, cells, day, from_1904=from_1904)
    wrong = fault(book.document, read(written, name).document, cells)
    if unexpected := set(parts_that_differ(data, written)) - {entry.part, WORKBOOK}:
        wrong = f"its part {min(unexpected)} would change"
    if wrong:
        raise WriteError(f"the rows cannot be put into {name}: {wrong}; nothing is written")
    return written

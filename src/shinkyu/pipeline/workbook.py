"""Rows put into an office's workbook and read again: the way of ``shinkyu table --into``."""

import datetime
from collections.abc import Sequence

from shinkyu.errors import SourceError, WriteError
from shinkyu.files import sha256
from shinkyu.messages import message
from shinkyu.model.change import weight
from shinkyu.model.table import ProposedRow
from shinkyu.pipeline import Compared, Read, compare, read
from shinkyu.render.change_table.columns import marked_cells
from shinkyu.render.changes import place
from shinkyu.render.into import WORKBOOK, SheetOf, fault, find_table, parts_that_differ
from shinkyu.render.into import into_workbook as render_into
from shinkyu.sources.xlsx import find_sheet


def into_version(
    compared: Compared, rows: Sequence[ProposedRow], data: bytes, name: str, *, confirmed: bool = False
) -> bytes:
    """Return a workbook of the newer version with *rows* in its table, see ``into_workbook``.

    Raises:
        SourceError: it says otherwise than the newer version: of another report or draft the rows would be false.
        WriteError: see ``into_workbook``.
    """
    if compared.new.reading.sha256 == sha256(data):
        return into_workbook(data, name, rows, confirmed=confirmed, book=compared.new)
    target = read(data, name)
    changed = [change for change in compare(compared.new, target).changes.changes if weight(change) == "substance"]
    if changed:
        raise SourceError(
            "{name} says otherwise than NEW ({place}); rows go only into the version they were made for",
            name=name,
            place=place(changed[0]),
        )
    return into_workbook(data, name, rows, confirmed=confirmed, book=target)


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
        raise SourceError("{name} is no Excel workbook; rows are put into the workbook of the form (.xlsx)", name=name)
    table = find_table(book.layout, book.reading.declared_lines)
    entry, from_1904 = find_sheet(data, name, table.sheet)
    days = {row.date.date for row in rows} - {None}
    cells = [marked_cells(row, confirmed) for row in rows]
    day = datetime.date.fromisoformat(next(iter(days)) or "") if len(days) == 1 else None
    sheet = SheetOf(entry.part, entry.number)
    written = render_into(data, name, table, sheet, cells, day, from_1904=from_1904)
    wrong = fault(book.document, read(written, name).document, cells)
    if unexpected := set(parts_that_differ(data, written)) - {entry.part, WORKBOOK}:
        wrong = message("its part {part} would change", part=min(unexpected))
    if wrong:
        raise WriteError("the rows cannot be put into {name}: {wrong}; nothing is written", name=name, wrong=wrong)
    return written

"""Whether a workbook with new rows says what it should: the old rows, the new ones, and nothing else anew."""

from collections.abc import Sequence

from shinkyu.messages import Message, message
from shinkyu.model.document import DeclaredRow, Document
from shinkyu.text.normalise import fold
from shinkyu.text.wareki import single_date


def fault(before: Document, after: Document, rows: Sequence[Sequence[str]]) -> Message | None:
    """Return what is wrong with a workbook that was written; None where nothing is.

    Args:
        before: the workbook as it was read before.
        after: the same with the new rows, as it reads now.
        rows: the six cells of each new row.
    """
    old, new = before.declared or (), after.declared or ()
    if before.items != after.items or before.unplaced != after.unplaced:
        return message("an item would read otherwise")
    if old != new[: len(old)]:
        return message("an older row would read otherwise")
    found = [_key(row) for row in new[len(old) :]]
    wanted = [(_day(cells[0]), *(fold(cell) for cell in cells[1:])) for cells in rows]
    for n, (one, other) in enumerate(zip(found, wanted, strict=False), start=1):
        if one != other:
            return message("new row {n} would not read as it is written", n=n)
    if len(found) == len(wanted):
        return None
    return message("{n} of {all} new rows could be read", n=len(found), all=len(wanted))


def _key(row: DeclaredRow) -> tuple[str, ...]:
    cells = (row.item, "".join(row.before), "".join(row.after), row.timing, row.explanation)
    return (_day(row.date.text), *(fold(cell) for cell in cells))


def _day(text: str) -> str:
    """Return a day in ISO 8601: the sheet may show it otherwise than it was written."""
    day = single_date(text)
    return day.isoformat() if day else fold(text)

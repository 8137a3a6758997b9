"""Which rows of a cumulative table are new, and which rows of the older table are still in it."""

from shinkyu.codec.cover import published_on
from shinkyu.model.document import DeclaredRow, Document
from shinkyu.reconcile.find import folded

CELLS = 6
"""Columns of the 変更箇所 table."""

SHORTEST_CUT = 20
"""Characters that a cell of fixed height shows at least before it is cut off."""

Cells = tuple[str, ...]


def newer_rows(rows: tuple[DeclaredRow, ...], old: Document | None) -> frozenset[int]:
    """Return the numbers of the rows that declare the step from *old*.

    They are dated after it was published.  Where the older cover names no day, the newest day of the
    older table stands for it; without an older version the rows of the newest day count.  A row that
    the older table does not have, under a day that table does not know, is new however it is dated.
    """
    dated = {row.n: row.date.date for row in rows if row.date.date}
    known = _last_day(old) if old is not None else None
    if old is not None and not dated:
        return frozenset(row.n for row in rows)
    if known is None:
        newest = max(dated.values(), default=None)
        return frozenset(n for n, date in dated.items() if date == newest)
    earlier = old.declared or () if old is not None else ()
    there = {cells(row)[:4] for row in earlier}
    days = {row.date.date for row in earlier}
    shared = any(cells(row)[:4] in there for row in rows)
    return frozenset(
        row.n
        for row in rows
        if cells(row)[:4] not in there
        and (row.date.date is None or row.date.date > known or (shared and row.date.date not in days))
    )


def cells(row: DeclaredRow) -> Cells:
    """Return the six cells of a row as comparison keys, the date first."""
    return (
        row.date.date or folded(row.date.text),
        folded(row.item),
        folded("".join(row.before)),
        folded("".join(row.after)),
        folded(row.timing),
        folded(row.explanation),
    )


def counterpart(row: DeclaredRow, rows: tuple[DeclaredRow, ...]) -> tuple[DeclaredRow | None, bool]:
    """Return the row of *rows* that is *row*, and whether all its cells are the same.

    A cell that the layout of one copy cut off is the same cell.  A row is still the same one when a
    single cell differs.
    """
    mine = cells(row)
    altered: DeclaredRow | None = None
    for other in rows:
        same = sum(_same_cell(a, b) for a, b in zip(mine, cells(other), strict=True))
        if same == CELLS:
            return other, True
        if same == CELLS - 1 and altered is None:
            altered = other
    return altered, False


def _same_cell(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHORTEST_CUT and long.startswith(short))


def _last_day(old: Document) -> str | None:
    return published_on(old) or max((row.date.date for row in old.declared or () if row.date.date), default=None)

"""Which rows of a cumulative table are new, and which rows of the older table are still in it."""

from collections.abc import Sequence

from shinkyu.codec.cover import published_on
from shinkyu.model.document import DeclaredRow, Document
from shinkyu.model.source import UNREAD
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
    """Return the six cells of a row as comparison keys, the date first; ``UNREAD`` for one that is not known."""
    keys = {
        "date": row.date.date or folded(row.date.text),
        "item": folded(row.item),
        "before": folded("".join(row.before)),
        "after": folded("".join(row.after)),
        "timing": folded(row.timing),
        "explanation": folded(row.explanation),
    }
    return tuple((keys | dict.fromkeys(row.unread, UNREAD)).values())


class Table:
    """The rows of a table, in which the counterpart of a row is found without looking at all of them."""

    def __init__(self, rows: Sequence[DeclaredRow]) -> None:
        self._rows = [(row, cells(row)) for row in rows]
        self._beginning: dict[Cells, list[int]] = {}
        self._end: dict[Cells, list[int]] = {}
        for n, (_, own) in enumerate(self._rows):
            self._beginning.setdefault(_key(own[:_HALF]), []).append(n)
            self._end.setdefault(_key(own[_HALF:]), []).append(n)
        self._unread = [n for n, row in enumerate(rows) if row.unread]

    def counterpart(self, row: DeclaredRow) -> tuple[DeclaredRow | None, bool]:
        """Return the row of the table that is *row*, and whether all its cells are the same.

        A cell that the layout of one copy cut off is the same cell, and one that cannot be read may be.  A row is
        still the same one when a single cell differs; so one half of its cells is always the same.
        """
        mine = cells(row)
        halves = self._beginning.get(_key(mine[:_HALF]), ()), self._end.get(_key(mine[_HALF:]), ())
        altered: DeclaredRow | None = None
        for n in range(len(self._rows)) if row.unread else sorted({*halves[0], *halves[1], *self._unread}):
            other, theirs = self._rows[n]
            same = sum(map(_same_cell, mine, theirs))
            if same == CELLS:
                return other, True
            if same == CELLS - 1 and altered is None:
                altered = other
        return altered, False


_HALF = CELLS // 2


def _key(part: Cells) -> Cells:
    """Return what cells that are the same have in common: as much as a cell shows at least before it is cut off."""
    return tuple(cell[:SHORTEST_CUT] for cell in part)


def _same_cell(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or UNREAD in (one, other) or (len(short) >= SHORTEST_CUT and long.startswith(short))


def _last_day(old: Document) -> str | None:
    return published_on(old) or max((row.date.date for row in old.declared or () if row.date.date), default=None)

"""The 変更箇所 table, row by row as written."""

from shinkyu.extract.lines import LogicalRow
from shinkyu.extract.markup import one_line, paragraphs
from shinkyu.extract.placed import Raw, TableRow
from shinkyu.extract.places import Places
from shinkyu.model.document import Column, Day, DeclaredRow
from shinkyu.model.problem import Problem
from shinkyu.model.reading import CutOff
from shinkyu.model.source import UNREAD
from shinkyu.text.normalise import fold
from shinkyu.text.wareki import find_dates, single_date

COLUMNS = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
"""Columns of the table, the same in all editions seen (様式2 to 4)."""

_NAMES: tuple[Column, ...] = ("date", "item", "before", "after", "timing", "explanation")


class TableReader:
    """Takes the rows of the table one after the other; ``rows`` is None until its header came."""

    def __init__(self) -> None:
        self.rows: list[TableRow] | None = None
        self.active = False
        self.numbered = False
        """The office put a column of numbers before 変更日."""
        self.furniture: list[Raw] = []

    def open(self) -> None:
        """Note that the heading of the annex was printed."""
        self.active = True

    def takes(self, row: LogicalRow) -> bool:
        """Take *row* when it belongs to the table: header, row, or the rest of a broken row."""
        key = tuple(fold(row.cells[n]) for n in row.filled[:3])
        if COLUMNS[:2] in (key[:2], key[1:3]):
            self.active = True
            self.numbered = key[:2] != COLUMNS[:2]
            self.rows = self.rows if self.rows is not None else []
            self.furniture.extend(row.raws)
            return True
        if not self.active or self.rows is None:
            return False
        if self.numbered and len(row.cells) > 1:
            self.furniture.append(row.raws[0])
            row = row._replace(cells=row.cells[1:], raws=row.raws[1:])
        if begins_row(row):
            self.rows.append(TableRow(row.cells, row.line, row.raws))
            return True
        if not self.rows or (len(row.cells) == 1 and len(self.rows[-1].cells) >= len(COLUMNS)):
            return False
        self.rows[-1] = _join(self.rows[-1], row)
        return True


def begins_row(row: LogicalRow) -> bool:
    """Say whether *row* begins with a change date, which every row has."""
    if row.cells[0].strip() == UNREAD:
        return len(row.cells) >= len(COLUMNS) - 1
    first = one_line(row.cells[0])
    return len(row.cells) > 1 and len(first) <= 24 and bool(find_dates(first))


def unread_table(line: int | None) -> Problem:
    """Return the problem of a table whose cells a text layer has lost."""
    return Problem("change-table-unread", "the 変更箇所 table has lost its cells in this text layer", line)


def declared_rows(rows: list[TableRow]) -> tuple[DeclaredRow, ...]:
    """Return the rows of the table as written, counted from 1."""
    return tuple(_declared(n, row) for n, row in enumerate(rows, start=1))


def _declared(n: int, row: TableRow) -> DeclaredRow:
    cells = (*row.cells, *[""] * (len(COLUMNS) - len(row.cells)))
    date = one_line(cells[0])
    day = single_date(date)
    return DeclaredRow(
        n=n,
        date=Day(day.isoformat() if day else None, date),
        item=one_line(cells[1]),
        before=paragraphs(cells[2]),
        after=paragraphs(cells[3]),
        timing=one_line(cells[4]),
        explanation=one_line(" ".join(cells[5:])),
        unread=tuple(
            name for name, cell in zip(_NAMES, (*cells[:5], " ".join(cells[5:])), strict=True) if UNREAD in cell
        ),
    )


def cut_rows(rows: list[TableRow], places: Places) -> tuple[CutOff, ...]:
    """Return which cells of the table the print cuts off."""
    found = []
    for n, row in enumerate(rows, start=1):
        for place, raw in enumerate(row.raws):
            words = places.cut(raw)
            held = (k for k, cell in enumerate(row.cells) if raw.text.strip() and raw.text.strip() in cell)
            column = place if place < len(row.cells) and row.cells[place] == raw.text else next(held, place)
            if words and column < len(_NAMES):
                found.append(CutOff(words, row=n, column=_NAMES[column]))
    return tuple(found)


def _join(row: TableRow, rest: LogicalRow) -> TableRow:
    """Put the rest of a row that was broken over lines back: its first cell goes on where the row ended.

    A rest that begins with empty cells (page break inside a row) fills the columns it stands in.
    """
    cells = list(row.cells)
    if rest.filled and rest.filled[0] > 0:
        for n in rest.filled:
            while len(cells) <= n:
                cells.append("")
            cells[n] += "\n" + rest.cells[n]
        return row._replace(cells=tuple(cells), raws=row.raws + rest.raws)
    cells[-1] += rest.cells[0]
    cells.extend(rest.cells[1:])
    return row._replace(cells=tuple(cells), raws=row.raws + rest.raws)

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

TIMINGS = ("事前", "事後")
"""What 提出時期 says (記載要領)."""
SAME_AS_ABOVE = frozenset(("", '"', "〃", "''", "′′", "々", "同上", "同日"))
"""What stands for the 変更日 of the row above, folded; nothing where its cell reaches over several rows."""
LONGEST_DATE = 24
"""Characters of a cell with a date and no prose."""
_HEADS = 4
"""Columns whose names make a head of them in any order."""
_LEAST = 3
"""Columns that a table has at least; where fewer are named, the head goes on in the next line."""

_NAMES: tuple[Column, ...] = ("date", "item", "before", "after", "timing", "explanation")


class TableReader:
    """Takes the rows of the table one after the other; ``rows`` is None until its header came."""

    def __init__(self) -> None:
        self.rows: list[TableRow] | None = None
        self.active = False
        self.order: tuple[int | None, ...] = tuple(range(len(COLUMNS)))
        """Where each of ``COLUMNS`` stands in a row; None where the table lacks it."""
        self.refused: int | None = None
        """Line of the first row with cells that is none of this table."""
        self.furniture: list[Raw] = []

    def open(self) -> None:
        """Note that the heading of the annex was printed."""
        self.active = True

    def takes(self, row: LogicalRow) -> bool:
        """Take *row* when it belongs to the table: header, row, or the rest of a broken row."""
        order = _order(row)
        if order:
            self.active = True
            self.order = order
            self.rows = self.rows if self.rows is not None else []
            self.furniture.extend(row.raws)
            return True
        if not self.active or self.rows is None:
            return False
        row, number = self._in_order(row)
        self.furniture.extend(number)
        if begins_row(row) or self._is_whole(row):
            self.rows.append(TableRow(row.cells, row.line, row.raws))
            return True
        if not self.rows and len(row.filled) >= _HEADS and self.refused is None:
            self.refused = row.line
        if not self.rows or (len(row.cells) == 1 and len(self.rows[-1].cells) >= len(COLUMNS)):
            return False
        self.rows[-1] = _join(self.rows[-1], row)
        return True

    def goes_on(self, row: LogicalRow) -> bool:
        """Say whether *row* is a whole row of the table, or its head again, after lines that are none."""
        if not self.rows:
            return False
        row = row if _order(row) else self._in_order(row)[0]
        return bool(_order(row)) or (begins_row(row) and self._is_whole(row))

    def _is_whole(self, row: LogicalRow) -> bool:
        """Say whether *row* has an item and its 提出時期, as only its beginning has, whatever its date says."""
        if len(row.cells) < len(COLUMNS) - 1 or len(one_line(row.cells[0])) > LONGEST_DATE:
            return False
        before = self.rows[-1].cells if self.rows else ()
        is_open = bool(before) and not (len(before) >= len(COLUMNS) - 1 and before[4].strip())
        return bool(row.cells[1].strip()) and fold(row.cells[4]) in TIMINGS and not is_open

    def _in_order(self, row: LogicalRow) -> tuple[LogicalRow, tuple[Raw, ...]]:
        """Return the cells of *row* in the order of ``COLUMNS``, what more it has behind; and its number."""
        cells, raws = row.cells, row.raws
        number: tuple[Raw, ...] = ()
        order = self.order
        is_numbered = None not in order and min(place for place in order if place is not None) > 0
        shifted = row._replace(cells=cells[1:], raws=raws[1:])
        is_number = (
            fold(cells[0]).isdigit() and not begins_row(row) and begins_row(shifted) if len(cells) > 1 else False
        )
        if len(cells) > 1 and (is_numbered or is_number):
            row, number = shifted, raws[:1]
            order = tuple(place - 1 if place else place for place in order) if is_numbered else order
        if order == tuple(range(len(COLUMNS))) or len(row.cells) == 1:
            return row, number
        cells, raws = row.cells, row.raws
        places = [place for place in order if place is not None]
        rest = [n for n in range(len(cells)) if n not in places]
        taken = [UNREAD if place is None else cells[place] if place < len(cells) else "" for place in order]
        kept = [raws[n] for n in (*places, *rest) if n < len(raws)]
        return row._replace(cells=(*taken, *(cells[n] for n in rest)), raws=tuple(kept)), number


def _order(row: LogicalRow) -> tuple[int | None, ...] | None:
    """Return where each of ``COLUMNS`` stands where *row* is the head of the table, None where it is no head."""
    names = [fold(cell) for cell in row.cells]
    filled = [names[n] for n in row.filled]
    known = sum(name in names for name in COLUMNS)
    if tuple(filled[:2]) != COLUMNS[:2] and tuple(filled[1:3]) != COLUMNS[:2]:
        return tuple(names.index(name) if name in names else None for name in COLUMNS) if known >= _HEADS else None
    first = names.index(COLUMNS[0])
    if known < len(COLUMNS) and (known < _LEAST or any(name not in COLUMNS for name in filled[1:])):
        return tuple(range(first, first + len(COLUMNS)))  # by their places: other words are printed over them
    return tuple(names.index(name) if name in names else None for name in COLUMNS)


def begins_row(row: LogicalRow) -> bool:
    """Say whether *row* begins with a change date, which every row has."""
    if row.cells[0].strip() == UNREAD:
        return len(row.cells) >= len(COLUMNS) - 1
    first = one_line(row.cells[0])
    return len(row.cells) > 1 and len(first) <= LONGEST_DATE and bool(find_dates(first))


def unread_table(line: int | None) -> Problem:
    """Return the problem of a table whose cells a text layer has lost."""
    return Problem("change-table-unread", "the 変更箇所 table has lost its cells in this text layer", line)


def declared_rows(rows: list[TableRow]) -> tuple[DeclaredRow, ...]:
    """Return the rows of the table as written, counted from 1."""
    found: list[DeclaredRow] = []
    for n, row in enumerate(rows, start=1):
        found.append(_declared(n, row, found[-1] if found else None))
    return tuple(found)


def _declared(n: int, row: TableRow, above: DeclaredRow | None) -> DeclaredRow:
    cells = (*row.cells, *[""] * (len(COLUMNS) - len(row.cells)))
    date = one_line(cells[0])
    day = single_date(date)
    written = Day(day.isoformat() if day else None, date)
    is_same = above is not None and fold(date) in SAME_AS_ABOVE and UNREAD not in cells[0]
    if above is not None and is_same:
        written = Day(above.date.date, date or above.date.text)
        cells = (UNREAD if "date" in above.unread else cells[0], *cells[1:])
    return DeclaredRow(
        n=n,
        date=written,
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

"""Pieces of a sheet → rows of cells as a transcription of the form prints them.

A form drawn on 方眼紙 has a cell for each bracket, mark and word: ``[`` ``○`` ``]`` ``税務システム``.
They become one cell, ``[○] 税務システム``, together with all that stands behind them in the row.  What
begins under a merged cell of a row above it stands behind an empty cell.  A table keeps its columns.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from shinkyu.sources.xlsx_grid import GridRow, Piece
from shinkyu.text.normalise import fold

FEWEST_COLUMNS = 4
"""Texts side by side that make the head of a table; a label, a second label and a value are three."""

LONGEST_HEAD = 60
"""Characters of a text in the head of a table."""
LONGEST_CHOICE = 60
"""Characters between the brackets of a choice; the longest option of a form has 50."""

LONGEST_REMARK = 4
"""Cells from an opening bracket to its closing one; a remark is one, a number with its unit two."""
LONGEST_REMARK_LABEL = 32
"""Characters of the words with which the form begins a remark, its bracket and colon included."""
LONGEST_ENTRY = 20_000
"""Characters that rows under one another make together; the longest entry seen has 6,000."""

BEGINNING = 3 * LONGEST_CHOICE
"""Characters looked at to see what a cell begins with."""

_OPENS = re.compile(r"\[$|\($|^\([^()]{1,30}:$")
"""What ends in an opening bracket, or begins a remark: ``（手数料額、納付方法：``."""
_CLOSES = {"[": "]", "(": ")"}
_NUMBER = re.compile(r"[①-⑳]|[0-9０-９]{1,2}[.．]|[Ⅰ-Ⅹ]|[（(]別[添紙][0-9０-９]{0,2}[）)]|リスク[0-9０-９]?[：:]")
"""A number that the form prints before a label or a heading."""
_BOX = re.compile(r"^(?:[☐☑☒□■]$|[☐☑☒□])")
"""A printed box, alone or before its word; ■ is also the mark of a paragraph."""
_BRACKET = re.compile(rf"^\[(?:[^\[\]]{{0,{LONGEST_CHOICE}}}\]|[^\[\]]{{0,{LONGEST_CHOICE}}}$)")
"""What begins with a box or a choice, its closing bracket in this cell or a later one."""
_OPTION = re.compile(r"^(?:\d{1,2}\)|<選択肢>)")


class PrintedCell(NamedTuple):
    """The text of a cell of a row, and the cell of the sheet it begins in."""

    text: str
    ref: str | None = None


EMPTY = PrintedCell("")


class PrintedRow(NamedTuple):
    """A row as the form reads, and whether a gap stands before it on the sheet."""

    cells: tuple[PrintedCell, ...]
    after_gap: bool = False


def printed_rows(rows: tuple[GridRow, ...]) -> list[PrintedRow]:
    """Return the rows of one sheet in reading order."""
    rows = tuple(row._replace(pieces=_numbered(row.pieces)) for row in rows)
    margin = min((row.pieces[0].left for row in rows), default=0)
    edge = max((row.pieces[-1].right for row in rows), default=0)
    entry: Piece | None = None
    found: list[PrintedRow] = []
    table: _Table | None = None
    for n, row in enumerate(rows):
        following = rows[n + 1] if n + 1 < len(rows) else None
        if table is None or not table.holds(row):
            table = _Table(row) if _begins_table(row, following) else None
        if table is not None:
            cells = table.read(row)
            entry = None
        elif entry is not None and _goes_on(entry, row) and len(found[-1].cells[-1].text) < LONGEST_ENTRY:
            *before, last = found[-1].cells
            more = PrintedCell(f"{last.text}\n{row.pieces[0].text}", last.ref)
            found[-1] = PrintedRow((*before, more), found[-1].after_gap)
            continue
        else:
            entry = _entry(row, margin, edge)
            cells = tuple(EMPTY for _ in range(_indent(row, margin))) + _joined(row.pieces)
        found.append(PrintedRow(cells, row.after_gap))
    return found


def _entry(row: GridRow, margin: int, edge: int) -> Piece | None:
    """Return the text beside a label that fills the row to the edge of the form, if that is all of the row."""
    last = row.pieces[-1]
    if len(row.pieces) < 2 or last.left <= margin or last.right < edge:
        return None
    return None if any(_is_printed(_key(p)) for p in row.pieces) else last


def _goes_on(entry: Piece, row: GridRow) -> bool:
    """Say whether *row* is nothing but more text of *entry*, in a cell as wide right under it."""
    piece = row.pieces[-1]
    same_place = (piece.left, piece.right) == (entry.left, entry.right) and not row.after_gap
    return len(row.pieces) == 1 and same_place and not _is_printed(_key(piece))


def _indent(row: GridRow, margin: int) -> int:
    """Return how many empty cells stand before the first piece: merged ones from above, or an indent."""
    first = row.pieces[0].left
    covered = sum(m.left < first for m in row.above)
    return covered or int(first > margin)


# ---------------------------------------------------------------------------- brackets, marks, options


def _numbered(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces of a row, a number of the form in a cell of its own joined with the words beside it."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and last.right + 1 == piece.left and last.top == piece.top and _NUMBER.fullmatch(last.text.strip()):
            found[-1] = last._replace(
                text=last.text.strip() + piece.text, right=piece.right, bottom=max(last.bottom, piece.bottom)
            )
        else:
            found.append(piece)
    return tuple(found)


def _joined(pieces: tuple[Piece, ...]) -> tuple[PrintedCell, ...]:
    """Return the cells of a row; from the first box or choice on, all is one cell."""
    cells: list[tuple[list[str], str]] = []
    marked = optional = False
    closing = -1
    for n, piece in enumerate(pieces):
        text = piece.text
        key = _key(piece)
        option = bool(_OPTION.match(key))
        if cells and (marked or n <= closing or key.startswith(("]", ")")) or (option and optional)):
            parts, _ = cells[-1]
            parts.extend((_between(parts[-1], text), text))
        else:
            cells.append(([text], piece.ref))
        marked = marked or _is_mark(key)
        optional = option
        if n > closing:
            closing = _closing(pieces, n)
    return tuple(PrintedCell("".join(parts), ref) for parts, ref in cells)


def _key(piece: Piece) -> str:
    """Return the beginning of a text, folded."""
    return fold(piece.text[:BEGINNING])


def _is_mark(key: str) -> bool:
    return bool(_BOX.match(key) or _BRACKET.match(key))


def _is_printed(key: str) -> bool:
    """Say whether a text is a box, a choice or an option of the form rather than an entry."""
    return _is_mark(key) or bool(_OPTION.match(key))


def _closing(pieces: tuple[Piece, ...], n: int) -> int:
    """Return the piece that closes the bracket at the end of piece *n*, -1 where there is none."""
    opened = _OPENS.search(fold(pieces[n].text[-LONGEST_REMARK_LABEL:]))
    if not opened:
        return -1
    sign = _CLOSES[opened.group()[0]]
    near = range(n + 1, min(n + 1 + LONGEST_REMARK, len(pieces)))
    return next((m for m in near if fold(pieces[m].text[:1]) == sign), -1)


def _between(text: str, more: str) -> str:
    """Return what stands between *text* and *more* on the form: no blank inside brackets or before a remark."""
    tight = fold(text[-1:]) in ("[", "(") or fold(more[:1]) in ("]", ")", "(")
    return "" if tight else " "


# ---------------------------------------------------------------------------- tables


def _begins_table(row: GridRow, following: GridRow | None) -> bool:
    """Say whether *row* is the head of a table: short texts side by side, and a row under them that fits."""
    if len(row.pieces) < FEWEST_COLUMNS or following is None or len(following.pieces) < 2:
        return False
    keys = [_key(piece) for piece in row.pieces]
    if any(len(key) > LONGEST_HEAD or _is_printed(key) for key in keys):
        return False
    return _Table(row).holds(following)


class _Table:
    """Columns of a table, and the merged cells that reach into the next row."""

    def __init__(self, head: GridRow) -> None:
        self.lefts = [piece.left for piece in head.pieces]
        self.reaching: dict[int, Piece] = {}

    def holds(self, row: GridRow) -> bool:
        """Say whether everything in *row* stands inside one column."""
        return all(self._column(piece) is not None for piece in row.pieces)

    def read(self, row: GridRow) -> tuple[PrintedCell, ...]:
        """Return the cells of *row*, one a column.

        A merged cell stands for each row of the table beside it.  A row of the sheet is a row of the
        table when its first cell is filled, or merged from above while the second and another one are
        new; else it continues the row above and what is merged there is not repeated.
        """
        own: dict[int, PrintedCell] = {}
        for piece in row.pieces:
            column = self._column(piece) or 0
            text = piece.text
            before = own.get(column)
            own[column] = PrintedCell(f"{before.text} {text}", before.ref) if before else PrintedCell(text, piece.ref)
        above = {column: piece for column, piece in self.reaching.items() if piece.bottom >= row.number}
        if 0 in own or (0 in above and 1 in own and max(own) > 1):
            for column, piece in above.items():
                own.setdefault(column, PrintedCell(piece.text, piece.ref))
        self.reaching = above | {self._column(p) or 0: p for p in row.pieces if p.bottom > row.number}
        width = len(self.lefts) if max(own) > 0 else 1
        return tuple(own.get(column, EMPTY) for column in range(width))

    def _column(self, piece: Piece) -> int | None:
        """Return the column a piece stands in, None where it reaches over several or stands outside."""
        column = bisect_right(self.lefts, piece.left) - 1
        if column < 0 or (column + 1 < len(self.lefts) and piece.right >= self.lefts[column + 1]):
            return None
        return None if _key(piece) in ("[", "]") else column

"""What stands where on a sheet: one piece a filled cell or merged range, row by row.

Hidden rows and columns are gone, and so is what stands beside the print area: offices keep the lists
and counters of the form there.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from shinkyu.messages import message
from shinkyu.sources.xlsx_package import Refusals
from shinkyu.sources.xlsx_sheet import Range, Sheet
from shinkyu.text.cell_names import cell_name

MAX_REACHING = 5_000_000
"""Rows of a sheet times merged ranges in each; 方眼紙 has a dozen in a row and no more rows than 1,000."""

MAX_GAP = 100
"""Rows looked at above a row for an empty one."""


class Piece(NamedTuple):
    """The text of a cell or merged range, without blanks around it, and the part of the sheet it takes."""

    text: str
    top: int
    left: int
    bottom: int
    right: int
    ref: str
    """The cell that holds the text, as a person would name it."""


class GridRow(NamedTuple):
    """A row of a sheet in which something stands or begins."""

    number: int
    pieces: tuple[Piece, ...]
    """What begins in this row, left to right."""
    above: tuple[Range, ...]
    """Merged ranges that began further up and reach into this row, left to right."""
    after_gap: bool
    """A row without anything, not even a merged cell, stands before it."""


class Grid(NamedTuple):
    """The rows of a sheet that can be seen, and the text that cannot."""

    rows: tuple[GridRow, ...]
    left_out: tuple[str, ...]


def read_grid(sheet: Sheet, printed_columns: tuple[tuple[int, int], ...], package: Refusals) -> Grid:
    """Return the rows of a sheet in which something can be seen to begin."""
    seen, left_out = _visible_pieces(sheet, package)
    printed = [piece for piece in seen if _is_printed(piece, printed_columns)]
    if printed:  # else the print area was set by mistake
        left_out += [piece.text for piece in seen if not _is_printed(piece, printed_columns)]
    rows_hidden = _Hidden(sheet.hidden_rows)
    by_row: dict[int, list[Piece]] = {}
    for piece in printed or seen:
        by_row.setdefault(piece.top, []).append(piece)
    rows: list[GridRow] = []
    end = 0
    for row, reaching in _reaching(sorted(by_row), sheet.merged, package):
        pieces = tuple(sorted(by_row[row], key=lambda piece: piece.left))
        above = tuple(m for m in reaching if rows_hidden.first_shown(m.top) < row)
        gap = bool(rows) and any(n not in sheet.hidden_rows for n in range(max(end + 1, row - MAX_GAP), row))
        rows.append(GridRow(row, pieces, above, gap and not above))
        end = max(end, row, *(m.bottom for m in reaching))
    return Grid(tuple(rows), (*left_out, *sheet.struck))


def _visible_pieces(sheet: Sheet, package: Refusals) -> tuple[list[Piece], list[str]]:
    """Return what can be seen on a sheet, and the text that cannot."""
    hidden_rows, hidden_columns = _Hidden(sheet.hidden_rows), _Hidden(sheet.hidden_columns)
    corners = {(m.top, m.left): m for m in sheet.merged}
    rows = sorted({row for row, _ in sheet.cells})
    covering = dict(_reaching(rows, sheet.merged, package))
    pieces: list[Piece] = []
    left_out: list[str] = []
    for (row, column), text in sorted(sheet.cells.items()):
        area = corners.get((row, column)) or Range(row, column, row, column)
        top, left = hidden_rows.first_shown(area.top), hidden_columns.first_shown(area.left)
        if _is_under(column, area, covering[row]) or top > area.bottom or left > area.right:
            left_out.append(text)
            continue
        pieces.append(Piece(text, top, left, area.bottom, area.right, cell_name(row, column)))
    return pieces, left_out


class _Hidden:
    """The hidden rows or columns of a sheet."""

    def __init__(self, numbers: frozenset[int]) -> None:
        self.following: dict[int, int] = {}
        for number in sorted(numbers, reverse=True):
            self.following[number] = self.following.get(number + 1, number + 1)

    def first_shown(self, number: int) -> int:
        """Return *number*, or the first one after it that is not hidden."""
        return self.following.get(number, number)


def _is_under(column: int, own: Range, covering: tuple[Range, ...]) -> bool:
    """Say whether a cell lies under a merged range that does not begin with it: Excel does not show it."""
    n = bisect_right(covering, column, key=lambda m: m.left) - 1
    return n >= 0 and covering[n].right >= column and covering[n] != own


def _is_printed(piece: Piece, columns: tuple[tuple[int, int], ...]) -> bool:
    return not columns or any(first <= piece.right and piece.left <= last for first, last in columns)


def _reaching(rows: Iterable[int], ranges: tuple[Range, ...], package: Refusals) -> list[tuple[int, tuple[Range, ...]]]:
    """Return for each of *rows* (ascending) the ranges that stand in it, left to right."""
    waiting = sorted(ranges)
    left = MAX_REACHING
    n = 0
    active: list[Range] = []
    found: list[tuple[int, tuple[Range, ...]]] = []
    for row in rows:
        while n < len(waiting) and waiting[n].top <= row:
            active.append(waiting[n])
            n += 1
        active = [m for m in active if m.bottom >= row]
        left -= len(active)
        if left < 0:
            raise package.refused(message("its merged ranges lie over one another"))
        found.append((row, tuple(sorted(active, key=lambda m: m.left))))
    return found

"""The rows of the table as blocks of rows of the sheet: which is the last, which are printed in advance."""

from typing import NamedTuple

from shinkyu.render.into.formats import Formats
from shinkyu.render.into.place import TablePlace
from shinkyu.render.into.sheet import Area, SheetPart

LONGEST_BLOCK = 100
"""Rows of the sheet that one row of the table takes at most; more is no table."""


class Block(NamedTuple):
    """The rows of the sheet that a row of the table takes."""

    top: int
    bottom: int

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)


class Table(NamedTuple):
    """The table on its sheet, row by row."""

    place: TablePlace
    model: Block
    """In whose formats new rows are written: the last row, or the first one printed in advance."""
    blanks: tuple[Block, ...]
    """Rows printed in advance that wait to be filled."""
    last: int
    """The last row of the sheet that belongs to the table."""


def read_table(sheet: SheetPart, place: TablePlace, formats: Formats) -> Table:
    """Return the rows of the table that stands at *place*."""
    filled = _last_block(sheet, place)
    last = filled.bottom if filled else place.head
    blanks: list[Block] = []
    while block := _blank_block(sheet, place, formats, last + 1):
        blanks.append(block)
        last = block.bottom
    model = filled or (blanks[0] if blanks else Block(place.head, place.head))
    return Table(place, model, tuple(blanks), last)


def cell_area(sheet: SheetPart, row: int, column: int) -> Area:
    """Return the merged range that begins at a cell, or the cell alone."""
    return sheet.merged.get((row, column), Area(row, column, row, column))


def covering(sheet: SheetPart, row: int, column: int) -> Area:
    """Return the merged range in which a cell lies, or the cell alone."""
    for area in sheet.merged.values():
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            return area
    return Area(row, column, row, column)


def _last_block(sheet: SheetPart, place: TablePlace) -> Block | None:
    """Return the rows that the last declared row takes, lines of a text in rows of their own included."""
    if not place.tops:
        return None
    top = bottom = place.tops[-1]
    # The date may be merged over several rows of the table, so that it says nothing about this one.
    for column in place.columns[1:]:
        bottom = max(bottom, min(cell_area(sheet, top, column).bottom, top + LONGEST_BLOCK))
    while any(sheet.is_filled(bottom + 1, column) for column in place.columns):
        bottom += 1
    return Block(top, bottom)


def _blank_block(sheet: SheetPart, place: TablePlace, formats: Formats, top: int) -> Block | None:
    """Return the row printed in advance that begins at *top*: cells with lines around them and nothing in them."""
    areas = [cell_area(sheet, top, column) for column in place.columns]
    bottom = max(area.bottom for area in areas[1:])
    if bottom - top >= LONGEST_BLOCK or areas[0].bottom > bottom:
        return None  # one date merged over many rows is written anew, row by row
    if any(sheet.is_hidden(row) for row in range(top, bottom + 1)):
        return None  # nobody would see the text; new rows take the place of hidden ones
    for column, area in zip(place.columns, areas, strict=True):
        cell = sheet.cells.get((top, column))
        if cell is None or not formats.of(cell.style).bordered or covering(sheet, top, column) != area:
            return None
    edge = max(area.right for area in areas)
    inside = range(place.columns[0], edge + 1)
    if any(sheet.is_filled(row, column) for row in range(top, bottom + 1) for column in inside):
        return None
    return Block(top, bottom)

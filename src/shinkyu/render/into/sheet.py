"""A sheet as it stands in its part: cells with their bytes, rows, merged ranges, widths."""

import re
from typing import NamedTuple

from shinkyu.render.into.xml import Element, below, damaged, elements
from shinkyu.text.cell_names import cell_name, cell_place

_RANGE = re.compile(r"^([^:]+)(?::([^:]+))?$")
_DEFAULT_WIDTH = 8.43


class Area(NamedTuple):
    """A range of cells; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def ref(self) -> str:
        """The range as a sheet names it."""
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


class SheetCell(NamedTuple):
    """A cell in its part; ``number`` is what it holds where that is a number typed by a person."""

    element: Element
    style: int
    filled: bool
    number: float | None


class SheetPart(NamedTuple):
    """A sheet; ``data`` are the bytes of its part."""

    data: bytes
    found: list[Element]
    sheet_data: Element
    rows: dict[int, Element]
    cells: dict[tuple[int, int], SheetCell]
    merged: dict[tuple[int, int], Area]
    """Merged ranges by their first cell."""
    widths: dict[int, float]
    default_width: float

    def width(self, left: int, right: int) -> list[float]:
        """Return the widths of columns."""
        return [self.widths.get(column, self.default_width) for column in range(left, right + 1)]

    def is_filled(self, row: int, column: int) -> bool:
        """Say whether a cell holds anything."""
        cell = self.cells.get((row, column))
        return cell is not None and cell.filled

    def is_hidden(self, row: int) -> bool:
        """Say whether a row is hidden."""
        element = self.rows.get(row)
        return element is not None and element.attributes.get("hidden") in ("1", "true")

    def last_filled_row(self) -> int:
        """Return the last row with anything in it, 0 for an empty sheet."""
        return max((row for (row, _), cell in self.cells.items() if cell.filled), default=0)

    def named(self, *names: str) -> list[Element]:
        """Return the elements with one of *names*."""
        return [element for element in self.found if element.name in names]


def read_part(data: bytes, name: str) -> SheetPart:
    """Return the sheet that *data* holds.

    Raises:
        SourceError: damaged.
    """
    try:
        return _read(data, name)
    except (ValueError, KeyError) as error:
        raise damaged(name) from error


def _read(data: bytes, name: str) -> SheetPart:
    found = elements(data, name)
    rows: dict[int, Element] = {}
    cells: dict[tuple[int, int], SheetCell] = {}
    merged: dict[tuple[int, int], Area] = {}
    widths: dict[int, float] = {}
    default_width = _DEFAULT_WIDTH
    sheet_data: Element | None = None
    row = column = 0
    for n, element in enumerate(found):
        attributes = element.attributes
        match element.name:
            case "sheetData":
                sheet_data = element
            case "row":
                row, column = int(attributes.get("r", row + 1)), 0
                rows[row] = element
            case "c":
                row, column = cell_place(attributes.get("r", "")) or (row, column + 1)
                cells[row, column] = _cell(data, found, n)
            case "mergeCell":
                if area := area_of(attributes.get("ref", "")):
                    merged[area.top, area.left] = area
            case "sheetFormatPr":
                default_width = float(attributes.get("defaultColWidth", default_width))
            case "col":
                hidden = attributes.get("hidden") in ("1", "true")
                width = 0.0 if hidden else float(attributes.get("width", default_width))
                first, last = int(attributes["min"]), int(attributes["max"])
                widths.update(dict.fromkeys(range(first, min(last, first + 1000) + 1), width))
    if sheet_data is None:
        raise damaged(name)
    return SheetPart(data, found, sheet_data, rows, cells, merged, widths, default_width)


def area_of(ref: str) -> Area | None:
    """Return the range that *ref* names; None where it names no cells (whole rows or columns)."""
    match = _RANGE.match(ref.strip())
    first = cell_place(match.group(1)) if match else None
    last = cell_place(match.group(2) or match.group(1)) if match else None
    return Area(*first, *last) if first and last else None


def _cell(data: bytes, found: list[Element], n: int) -> SheetCell:
    cell = found[n]
    style = cell.attributes.get("s", "0")
    inside = below(found, n)
    filled = any(e.name == "f" or (e.name in ("v", "t") and data[e.inside : e.close].strip()) for e in inside)
    number = None
    if cell.attributes.get("t", "n") == "n" and not any(e.name == "f" for e in inside):
        value = next((data[e.inside : e.close] for e in inside if e.name == "v"), b"")
        number = _number(value)
    return SheetCell(cell, int(style) if style.isdigit() else 0, filled, number)


def _number(value: bytes) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None

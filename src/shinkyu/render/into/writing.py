"""New rows written into the part of a sheet, in the formats of the rows above them."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shinkyu.render.into.blocks import Block, Table, cell_area, covering
from shinkyu.render.into.formats import Formats
from shinkyu.render.into.sheet import Area, SheetPart, area_of
from shinkyu.render.into.xml import Edit, Element, attribute_text, cell_text, edited, set_attributes
from shinkyu.render.row_height import TALLEST_ROW, column_points, text_height
from shinkyu.text.cell_names import cell_name, serial

LOWEST_ROW = 12.0
"""Points; a row that is one of many under a merged cell is no lower."""

_NOT_COPIED = frozenset(("r", "ht", "customHeight", "hidden", "outlineLevel", "collapsed"))
"""What the file says of one row alone."""
_GROWING = ("dataValidation", "conditionalFormatting", "ignoredError", "protectedRange")
"""Elements whose ``sqref`` names the cells that they hold for."""
_BEFORE_MERGED = (
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews",
)  # fmt: skip
"""What stands before the list of merged ranges (ECMA-376 part 1, 18.3.1.99)."""


class NewRow(NamedTuple):
    """A row to be written: its six cells, and its date as a day where it is one."""

    cells: tuple[str, ...]
    date: datetime.date | None


class _Placed(NamedTuple):
    """A new row in its place on the sheet."""

    row: NewRow
    block: Block
    printed: bool
    """All of its rows are there, printed in advance, and merged as they have to be."""
    height: float
    number: int | None


def written(
    sheet: SheetPart, table: Table, formats: Formats, rows: Sequence[NewRow], from_1904: bool
) -> tuple[bytes, int]:
    """Return the part with *rows* in it, and the last row of the sheet that they take."""
    if not rows:
        return sheet.data, table.last
    writer = _Writer(sheet, table, formats, from_1904)
    placed = writer.places(rows)
    last = placed[-1].block.bottom
    edits = [
        *writer.row_edits(placed),
        *writer.merge_edits(placed),
        *_growing_edits(sheet, table, last),
    ]
    return edited(sheet.data, edits), last


class _Writer:
    """A sheet and the row of its table in whose manner new ones are written."""

    def __init__(self, sheet: SheetPart, table: Table, formats: Formats, from_1904: bool) -> None:
        self.sheet = sheet
        self.table = table
        self.formats = formats
        self.from_1904 = from_1904
        self.model = table.model
        self.prefix = sheet.sheet_data.prefix
        place = table.place
        self.areas = tuple(covering(sheet, self.model.top, column) for column in place.columns)
        date = self.areas[0]
        self.date_cell = sheet.cells.get((date.top, date.left))

    # ---------------------------------------------------------------- places

    def places(self, rows: Sequence[NewRow]) -> list[_Placed]:
        """Return where each row goes: into rows printed in advance, then below the table."""
        waiting = list(self.table.blanks)
        below = self.table.last + 1
        number = self._last_number()
        found: list[_Placed] = []
        for n, row in enumerate(rows, start=1):
            height = self._height(row)
            taken: list[Block] = []
            printed = True
            while not taken or sum(len(block.rows) for block in taken) * TALLEST_ROW < height:
                if waiting:
                    taken.append(waiting.pop(0))
                else:
                    taken.append(Block(below, below + len(self.model.rows) - 1))
                    below = taken[-1].bottom + 1
                    printed = False
            printed = printed and len(taken) == 1
            block = Block(taken[0].top, taken[-1].bottom)
            found.append(_Placed(row, block, printed, height, None if number is None else number + n))
        return found

    def _height(self, row: NewRow) -> float:
        heights = []
        for text, area in zip(row.cells, self.areas, strict=True):
            format_ = self.formats.of(self._style(area.top, area.left))
            widths = self.sheet.width(area.left, area.right)
            points = sum(column_points(width, self.formats.default_size) for width in widths)
            heights.append(text_height(text, points, format_.size, format_.font))
        return max(heights)

    def _last_number(self) -> int | None:
        """Return the number of the last row where a column before the date counts them."""
        tops = self.table.place.tops
        numbers = [
            cell.number
            for top in tops[-2:]
            for column in range(self.table.place.columns[0] - 1, 0, -1)
            if (cell := self.sheet.cells.get((top, column))) and cell.number is not None
        ]
        if not numbers or len(numbers) != len(tops[-2:]) or not all(n.is_integer() for n in numbers):
            return None
        return int(numbers[-1]) if len(numbers) == 1 or numbers[1] - numbers[0] == 1 else None

    def _style(self, row: int, column: int) -> int:
        cell = self.sheet.cells.get((row, column))
        return cell.style if cell else 0

    # ---------------------------------------------------------------- rows and cells

    def row_edits(self, placed: Sequence[_Placed]) -> Iterable[Edit]:
        """Return the edits of rows: cells of those that are there, and new ones in their order."""
        fresh: list[bytes] = []
        for one in placed:
            share = max(one.height / len(one.block.rows), LOWEST_ROW)
            for row in one.block.rows:
                values = self._values(one) if row == one.block.top else {}
                if row <= self.table.last:
                    yield from self._fill(row, values, share, one)
                else:
                    fresh.append(self._new_row(row, values, share))
        if not fresh:
            return
        replaced = range(self.table.last + 1, placed[-1].block.bottom + 1)
        for row in replaced:
            if row in self.sheet.rows:
                yield Edit(self.sheet.rows[row].start, self.sheet.rows[row].end, b"")
        yield self._insertion(b"".join(fresh))

    def _insertion(self, rows: bytes) -> Edit:
        before = [row for row in self.sheet.rows if row <= self.table.last]
        data = self.sheet.sheet_data
        if before:
            at = self.sheet.rows[max(before)].end
            return Edit(at, at, rows)
        return Edit(data.inside, data.inside, rows)

    def _values(self, one: _Placed) -> dict[int, tuple[bytes, int | None]]:
        """Return what the cells of a row hold, by column: XML behind the name of the cell, and a style of its own."""
        found: dict[int, tuple[bytes, int | None]] = {}
        for column, text in zip(self.table.place.columns, one.row.cells, strict=True):
            if text:
                found[column] = (self._inline(text), None)
        date = self.date_cell
        if one.row.date and date is not None and date.number is not None:
            day = serial(one.row.date.isoformat(), from_1904=self.from_1904).removesuffix(".0")
            found[self.table.place.columns[0]] = (self._value(day), date.style)
        if one.number is not None:
            column = next(
                c for c in range(self.table.place.columns[0] - 1, 0, -1) if self._has_number(self.model.top, c)
            )
            if not self.sheet.is_filled(one.block.top, column):
                found[column] = (self._value(str(one.number)), None)
        return found

    def _has_number(self, row: int, column: int) -> bool:
        cell = self.sheet.cells.get((row, column))
        return cell is not None and cell.number is not None

    def _value(self, number: str) -> bytes:
        return self._tagged("", f"<{self.prefix}v>{number}</{self.prefix}v>")

    def _inline(self, text: str) -> bytes:
        p = self.prefix
        return self._tagged(' t="inlineStr"', f'<{p}is><{p}t xml:space="preserve">{cell_text(text)}</{p}t></{p}is>')

    def _tagged(self, attributes: str, inside: str) -> bytes:
        return f"{attributes}>{inside}</{self.prefix}c>".encode()

    def _cell(self, row: int, column: int, style: int, value: bytes | None) -> bytes:
        return f'<{self.prefix}c r="{cell_name(row, column)}" s="{style}"'.encode() + (value or b"/>")

    def _fill(
        self, row: int, values: dict[int, tuple[bytes, int | None]], share: float, one: _Placed
    ) -> Iterable[Edit]:
        """Return the edits that fill a row printed in advance and make it high enough."""
        element = self.sheet.rows[row]
        for column, (value, style) in sorted(values.items()):
            cell = self.sheet.cells.get((row, column))
            if cell is None:
                # Only a number before the date may lack its cell; cells stand in the order of their columns.
                behind = [c for (r, k), c in self.sheet.cells.items() if r == row and k > column]
                at = min((c.element.start for c in behind), default=element.close)
                yield Edit(at, at, self._cell(row, column, style or 0, value))
            else:
                put = self._cell(row, column, cell.style if style is None else style, value)
                yield Edit(cell.element.start, cell.element.end, put)
        if _height(element) < share:
            yield set_attributes(self.sheet.data, element, {"ht": f"{share:.1f}", "customHeight": "1"})

    def _new_row(self, row: int, values: dict[int, tuple[bytes, int | None]], share: float) -> bytes:
        """Return a row of the sheet below the table."""
        relative = self.model.top + (row - self.table.last - 1) % len(self.model.rows)
        copied = self.sheet.rows.get(relative)
        attributes = {k: v for k, v in copied.attributes.items() if k not in _NOT_COPIED} if copied else {}
        attributes |= {"ht": f"{share:.1f}", "customHeight": "1"}
        shown = "".join(f' {key}="{attribute_text(value)}"' for key, value in attributes.items())
        columns = {column for (r, column) in self.sheet.cells if r == relative} | set(values)
        cells = []
        for column in sorted(columns):
            value, style = values.get(column, (None, None))
            own = self._model_style(relative, column) if style is None else style
            cells.append(self._cell(row, column, own, value))
        return f'<{self.prefix}row r="{row}"{shown}>'.encode() + b"".join(cells) + f"</{self.prefix}row>".encode()

    def _model_style(self, row: int, column: int) -> int:
        date = self.areas[0]
        if date.top < self.model.top and date.left <= column <= date.right:
            # The date of the model stands in a cell merged from further up.
            return self._style(date.top + row - self.model.top, column)
        return self._style(row, column)

    # ---------------------------------------------------------------- merged ranges

    def merge_edits(self, placed: Sequence[_Placed]) -> Iterable[Edit]:
        """Return the edits of the list of merged ranges."""
        fresh = [one.block for one in placed if not one.printed]
        wanted = [area for block in fresh for area in self._merged(block)]
        # What is merged below the table hides the cells of the rows that are written there now.
        left, right = self.areas[0].left, self.areas[-1].right
        taken = [*wanted, *(Area(block.top, left, block.bottom, right) for block in fresh)]
        gone = [area for area in self.sheet.merged.values() if any(_meet(area, put) for put in taken)]
        listed = self.sheet.named("mergeCell")
        removed = [element for element in listed if area_of(element.attributes.get("ref", "")) in gone]
        if not wanted and not removed:
            return
        p = self.prefix
        put = "".join(f'<{p}mergeCell ref="{area.ref}"/>' for area in wanted).encode()
        count = len(listed) - len(removed) + len(wanted)
        lists = self.sheet.named("mergeCells")
        if not lists or lists[0].close == lists[0].end:
            whole = f'<{p}mergeCells count="{count}">'.encode() + put + f"</{p}mergeCells>".encode()
            at = lists[0].start if lists else self._behind(_BEFORE_MERGED)
            yield Edit(at, lists[0].end if lists else at, whole)
            return
        if not count:
            yield Edit(lists[0].start, lists[0].end, b"")  # Excel takes an empty list for damage
            return
        yield set_attributes(self.sheet.data, lists[0], {"count": str(count)})
        for element in removed:
            yield Edit(element.start, element.end, b"")
        yield Edit(lists[0].close, lists[0].close, put)

    def _merged(self, block: Block) -> Iterable[Area]:
        """Return the merged ranges of a new row: those of its columns, and of a number before them."""
        for area in self.areas:
            merged = Area(block.top, area.left, block.bottom, area.right)
            if merged.top < merged.bottom or merged.left < merged.right:
                yield merged
        for column in range(1, self.table.place.columns[0]):
            model = cell_area(self.sheet, self.model.top, column)
            if model != Area(self.model.top, column, self.model.top, column):
                yield Area(block.top, column, block.bottom, model.right)

    def _behind(self, names: Sequence[str]) -> int:
        children = [e for e in self.sheet.found if e.name in names and len(e.parents) == 1]
        return max(element.end for element in children)


def _height(element: Element) -> float:
    try:
        fixed = element.attributes.get("customHeight") in ("1", "true")
        return float(element.attributes.get("ht", 0)) if fixed else 0.0
    except ValueError:
        return 0.0


def _meet(one: Area, other: Area) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right


def _growing_edits(sheet: SheetPart, table: Table, last: int) -> Iterable[Edit]:
    """Return the edits by which what holds for the last row of the table holds for the new ones too."""
    for element in sheet.found:
        if element.name in _GROWING and "sqref" in element.attributes:
            yield from _grown_attribute(sheet, element, "sqref", table, last)
        elif element.name == "autoFilter" and "ref" in element.attributes:
            yield from _grown_attribute(sheet, element, "ref", table, last)
        elif element.name == "sqref":
            text = sheet.data[element.inside : element.close].decode("utf-8")
            if (grown := _grown(text, table, last)) != text:
                yield Edit(element.inside, element.close, grown.encode())
        elif element.name == "dimension":
            area = area_of(element.attributes.get("ref", ""))
            if area and area.bottom < last:
                yield set_attributes(sheet.data, element, {"ref": area._replace(bottom=last).ref})


def _grown_attribute(sheet: SheetPart, element: Element, name: str, table: Table, last: int) -> Iterable[Edit]:
    text = element.attributes[name]
    if (grown := _grown(text, table, last)) != text:
        yield set_attributes(sheet.data, element, {name: grown})


def _grown(text: str, table: Table, last: int) -> str:
    """Return ranges, blanks between them, with the new rows where they take in the last filled one."""
    grown = []
    for ref in text.split():
        area = area_of(ref)
        if area and area.top <= table.model.bottom and table.model.top <= area.bottom < last:
            ref = area._replace(bottom=last).ref
        grown.append(ref)
    return " ".join(grown)

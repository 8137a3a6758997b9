"""The workbook with the new rows: one sheet and the print area that names its rows are changed, nothing else."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shinkyu.errors import SourceError
from shinkyu.render.into.blocks import Table, read_table
from shinkyu.render.into.formats import read_formats
from shinkyu.render.into.place import TablePlace
from shinkyu.render.into.sheet import read_part
from shinkyu.render.into.writing import NewRow, written
from shinkyu.render.into.xml import Edit, Element, edited, elements
from shinkyu.render.row_height import LONGEST_CELL

WORKBOOK = "xl/workbook.xml"
_GROWING_NAMES = ("_xlnm.Print_Area", "_xlnm._FilterDatabase")
"""Names of ranges that have to take in the new rows."""
_AREA = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)(:\$?[A-Z]{1,3}\$?)(\d+)")


class SheetOf(NamedTuple):
    """A sheet as the workbook lists it."""

    part: str
    number: int
    """From 0 among all sheets, the hidden ones too."""


def into_workbook(
    data: bytes,
    name: str,
    place: TablePlace,
    sheet: SheetOf,
    rows: Sequence[Sequence[str]],
    date: datetime.date | None,
    *,
    from_1904: bool = False,
) -> bytes:
    """Return the workbook with *rows* below the rows of its table.

    Rows printed in advance are filled first; further ones take the formats, merged ranges and widths of the
    last row.  Each is as high as its text needs.

    Args:
        data: the workbook.
        name: its name, for messages.
        place: the table.
        sheet: the sheet it is on.
        rows: the six cells of each new row.
        date: the 変更日, written as a number where the row above keeps its own so.
        from_1904: the workbook counts days from 1904.

    Raises:
        SourceError: there is no room for the rows, or a text is longer than a cell holds.
    """
    longest = max((len(cell) for row in rows for cell in row), default=0)
    if longest > LONGEST_CELL:
        raise SourceError("a text of {n} characters does not fit into a cell of a workbook", n=f"{longest:,}")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = read_part(package.read(sheet.part), name)
        styles = "xl/styles.xml"
        formats = read_formats(package.read(styles) if styles in package.namelist() else b"<styleSheet/>", name)
        table = read_table(part, place, formats)
        grown, last = written(part, table, formats, [NewRow(tuple(row), date) for row in rows], from_1904)
        if last > table.last:
            _check_room(name, place, table, part.last_filled_row(), last - table.last)
        workbook = package.read(WORKBOOK)
        named = edited(workbook, _names(workbook, name, sheet.number, table, last))
        changed = {sheet.part: grown, **({WORKBOOK: named} if named != workbook else {})}
        return _repacked(package, changed)


def _check_room(name: str, place: TablePlace, table: Table, last_filled: int, more: int) -> None:
    if last_filled > table.last:
        raise SourceError(
            "the sheet {sheet} of {name} has text below the table (row {last_filled}); insert {more} "
            "rows above it in Excel and try again",
            sheet=place.sheet,
            name=name,
            last_filled=last_filled,
            more=more,
        )


def _names(workbook: bytes, name: str, number: int, table: Table, last: int) -> Iterable[Edit]:
    """Return the edits by which ranges that took in the last row of the table take in the new ones."""
    for element in _defined_names(workbook, name, number):
        if element.attributes.get("name") in _GROWING_NAMES:
            text = workbook[element.inside : element.close].decode("utf-8")
            yield Edit(element.inside, element.close, _grown(text, table, last).encode())


def _defined_names(workbook: bytes, name: str, number: int) -> list[Element]:
    return [
        element
        for element in elements(workbook, name)
        if element.name == "definedName" and element.attributes.get("localSheetId") == str(number)
    ]


def _grown(text: str, table: Table, last: int) -> str:
    """Return ranges with the new rows where they took in the last filled row of the table."""

    def grow(match: re.Match[str]) -> str:
        first, bottom = int(match.group(2)), int(match.group(4))
        if first <= table.model.bottom <= bottom < last:
            bottom = last
        return f"{match.group(1)}{first}{match.group(3)}{bottom}"

    return _AREA.sub(grow, text)


def _repacked(package: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """Return the package with some parts changed; the others keep their bytes, order and dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for entry in package.infolist():
            data = changed.get(entry.filename)
            target.writestr(entry, package.read(entry) if data is None else data, entry.compress_type)
    return buffer.getvalue()


def parts_that_differ(before: bytes, after: bytes) -> list[str]:
    """Return the names of the parts in which two packages differ, missing ones included."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        names = dict.fromkeys((*old.namelist(), *new.namelist()))
        listed = (set(old.namelist()), set(new.namelist()))
        return [
            name for name in names if not (name in listed[0] and name in listed[1]) or old.read(name) != new.read(name)
        ]

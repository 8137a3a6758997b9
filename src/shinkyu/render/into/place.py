"""Where the table stands in the workbook."""

from typing import NamedTuple

from shinkyu.errors import SourceError
from shinkyu.model.source import Layout, Row
from shinkyu.render.change_table.columns import COLUMNS
from shinkyu.text.cell_names import cell_place
from shinkyu.text.normalise import fold


class TablePlace(NamedTuple):
    """The table on its sheet; rows and columns count from 1."""

    sheet: str
    columns: tuple[int, ...]
    """The first column of each of the six."""
    head: int
    """The row with their names, the last one where they are repeated."""
    tops: tuple[int, ...]
    """The first row of the sheet of each declared row on it."""


def find_table(layout: Layout, declared_lines: tuple[int, ...]) -> TablePlace:
    """Return where a workbook has its 変更箇所 table.

    Args:
        layout: of the workbook.
        declared_lines: the line of each declared row in it.

    Raises:
        SourceError: there is none; the text says what to do.
    """
    heads = [(row, n) for row in layout.rows if (n := _first_column(row)) is not None]
    if not heads:
        raise SourceError(
            "{name} has no sheet with the head of the 変更箇所 table ({columns}…)",
            name=layout.name,
            columns="、".join(COLUMNS[:4]),
        )
    head, first = heads[-1]
    columns = [cell.ref for cell in head.cells[first : first + len(COLUMNS)]]
    places = [place for ref in columns if ref and (place := cell_place(ref))]
    if len(places) != len(COLUMNS):
        raise SourceError(
            "the 変更箇所 table on the sheet {sheet} of {name} has not the six columns of the form",
            sheet=head.sheet,
            name=layout.name,
        )
    lines = set(declared_lines)
    tops = [
        max(row for cell in line.cells if cell.ref and (place := cell_place(cell.ref)) for row in place[:1])
        for line in layout.rows
        if line.line in lines and line.sheet == head.sheet
    ]
    return TablePlace(
        head.sheet or "",
        tuple(column for _, column in places),
        max(row for row, _ in places),
        tuple(tops),
    )


def _first_column(row: Row) -> int | None:
    """Return which cell of *row* is 変更日 where it is the head of the table."""
    keys = [fold(cell.text) for cell in row.cells]
    wanted = [fold(name) for name in COLUMNS[:2]]
    return next((n for n in (0, 1) if keys[n : n + 2] == wanted), None)

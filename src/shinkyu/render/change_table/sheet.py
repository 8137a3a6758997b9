"""The proposed rows as a workbook of their own, ready to print."""

from collections.abc import Sequence

from shinkyu.model.table import ProposedRow
from shinkyu.render.change_table.columns import COLUMNS, WIDTHS, marked_cells
from shinkyu.render.workbook import Cell, Sheet, cell, write_workbook


def table_workbook(rows: Sequence[ProposedRow], *, confirmed: bool = False) -> bytes:
    """Return the six columns as a workbook; what is only proposed is marked and shaded."""
    return write_workbook([Sheet("変更箇所", "変更箇所", COLUMNS, WIDTHS, [_row(row, confirmed) for row in rows])])


def _row(row: ProposedRow, confirmed: bool) -> list[Cell]:
    role = "" if confirmed else "proposed"
    return [cell(text, role if n > 3 and text else "") for n, text in enumerate(marked_cells(row, confirmed))]

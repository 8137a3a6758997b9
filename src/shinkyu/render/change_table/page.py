"""The proposed rows as a page in HTML."""

from collections.abc import Sequence

from shinkyu.model.table import ProposedRow
from shinkyu.render.change_table.columns import COLUMNS, WIDTHS, marked_cells
from shinkyu.render.filling import PageCell, fill
from shinkyu.render.runs import Run


def table_page(rows: Sequence[ProposedRow], lines: Sequence[str] = (), *, confirmed: bool = False) -> str:
    """Return the six columns as a page; *lines* say which versions are compared."""
    values = {
        "title": "変更箇所",
        "lines": lines,
        "head": COLUMNS,
        "widths": WIDTHS,
        "rows": [
            [
                PageCell((Run(text),), "proposed" if n > 3 and text and not confirmed else "")
                for n, text in enumerate(marked_cells(row, confirmed))
            ]
            for row in rows
        ],
    }
    return fill("shinkyu.render", "table.html.j2", values)

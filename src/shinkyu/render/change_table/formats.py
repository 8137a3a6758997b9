"""Proposed rows as text, CSV, Markdown or JSON."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, get_args

from shinkyu.codec.canonical import dumps, to_builtins
from shinkyu.model.table import ProposedRow
from shinkyu.render.change_table.columns import COLUMNS, marked_cells
from shinkyu.text import markdown
from shinkyu.text.normalise import is_blank
from shinkyu.text.width import harmless, width, wrap

TableFormat = Literal["text", "csv", "md", "json"]
FORMATS: tuple[TableFormat, ...] = get_args(TableFormat)
TABLE_SCHEMA = "shinkyu/table/1"

TERMINAL_COLUMNS = 80

_SPREADSHEET_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""First characters that make a spreadsheet compute a cell."""


def render_table(
    rows: Sequence[ProposedRow],
    fmt: TableFormat,
    *,
    confirmed: bool = False,
    tool: Mapping[str, str] | None = None,
) -> str:
    """Return the rows in one of ``FORMATS``.

    Args:
        rows: what ``propose_rows`` returned.
        fmt: ``csv`` has a byte order mark, CRLF and the six official columns.
        confirmed: a person stands behind 提出時期 and 説明: they are written without （案）.
        tool: versions of what made the rows, for the JSON.
    """
    return _WRITERS[fmt](rows, confirmed, tool or {})


def _text(rows: Sequence[ProposedRow], confirmed: bool, tool: Mapping[str, str]) -> str:
    """One block a row, labels at the left: six columns side by side would leave six characters each."""
    if not rows:
        return "記載すべき変更はありません。\n"
    return "\n".join(_block(n, row, confirmed) for n, row in enumerate(rows, 1))


def _block(n: int, row: ProposedRow, confirmed: bool) -> str:
    date, item, *values = (harmless(cell) for cell in marked_cells(row, confirmed))
    out = _hanging(f"{n}. ", f"{item} ※" if row.material else item, 4)
    for label, value in zip(("変更日", "変更前", "変更後", "時期", "説明"), (date, *values), strict=True):
        if value:
            out += _hanging(f"    {label}", value, 12)
    for words in row.moved:
        out += _hanging("    移動", harmless(words), 12)
    return "".join(line + "\n" for line in out)


def _hanging(label: str, value: str, columns: int) -> list[str]:
    """Return *value* in lines behind *label*, which takes *columns*, more when it is longer."""
    indent = max(columns, width(label))
    found = [line for part in value.split("\n") for line in wrap(part, TERMINAL_COLUMNS - indent)]
    return [(label + " " * (indent - width(label)) if n == 0 else " " * indent) + line for n, line in enumerate(found)]


def _csv(rows: Sequence[ProposedRow], confirmed: bool, tool: Mapping[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_no_formula(cell) for cell in marked_cells(row, confirmed)])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()


def _no_formula(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute."""
    if is_blank(cell) or not cell.lstrip(" \u3000\n").startswith(_SPREADSHEET_FORMULA):
        return cell
    return "'" + cell


def _markdown(rows: Sequence[ProposedRow], confirmed: bool, tool: Mapping[str, str]) -> str:
    out = [f"| {' | '.join(COLUMNS)} |", "|" + " --- |" * len(COLUMNS)]
    out += [f"| {' | '.join(markdown.cell(cell) for cell in marked_cells(row, confirmed))} |" for row in rows]
    return "\n".join(out) + "\n"


def _json(rows: Sequence[ProposedRow], confirmed: bool, tool: Mapping[str, str]) -> str:
    return dumps({"schema": TABLE_SCHEMA, "tool": dict(tool), "rows": [_shape(row, confirmed) for row in rows]})


def _shape(row: ProposedRow, confirmed: bool) -> dict[str, Any]:
    shape: dict[str, Any] = to_builtins(row)
    return shape | {
        "date": row.date.date or row.date.text,
        "date_text": row.date.text,
        "before": "\n".join(row.before),
        "after": "\n".join(row.after),
        "proposed": not confirmed,
    }


_WRITERS: dict[TableFormat, Callable[[Sequence[ProposedRow], bool, Mapping[str, str]], str]] = {
    "text": _text,
    "csv": _csv,
    "md": _markdown,
    "json": _json,
}

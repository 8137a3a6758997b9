"""Proposed rows as a 新旧対照表 in HTML, as a workbook or for Word."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from shinkyu.model.table import ProposedRow
from shinkyu.render.runs import Run, changed_runs

ComparisonFormat = Literal["html", "xlsx", "docx"]
COMPARISON_FORMATS: tuple[ComparisonFormat, ...] = get_args(ComparisonFormat)
MARKS = {"new": "（新設）", "inserted": "（新設）", "deleted": "（削除）"}
"""Beside what came or went, as tables of amendments have it: settled fields of the style of the rows."""
_TITLE = "新旧対照表"
_ITEM, _OLD, _NEW = "項目", "旧（変更前）", "新（変更後）"
_WIDTHS = (28.0, 60.0, 60.0)


class _Side(NamedTuple):
    """A cell in runs, and the element that stands for what changed on its side."""

    runs: tuple[Run, ...]
    element: str


def render_comparison(
    rows: Sequence[ProposedRow], fmt: ComparisonFormat, lines: Sequence[str] = (), *, new_first: bool = False
) -> bytes:
    """Return the table in one of ``COMPARISON_FORMATS``.

    Args:
        rows: what ``propose_rows`` returned with ``MARKS`` as settled.
        fmt: the format.
        lines: which versions are compared, above the table.
        new_first: the new version stands to the left of the old one.
    """
    head = (_ITEM, _NEW, _OLD) if new_first else (_ITEM, _OLD, _NEW)
    sides = [_sides(row) for row in rows]
    cells = [(item, new, old) if new_first else (item, old, new) for item, old, new in sides]
    if fmt == "html":
        from shinkyu.render.filling import PageCell, fill

        shown = [[PageCell(side.runs, element=side.element) for side in row] for row in cells]
        values = {"title": _TITLE, "lines": lines, "head": head, "widths": _WIDTHS, "rows": shown}
        return fill("shinkyu.render", "table.html.j2", values).encode("utf-8", "replace")
    if fmt == "xlsx":
        from shinkyu.render.workbook import Cell, Sheet, write_workbook

        written = [[Cell(side.runs) for side in row] for row in cells]
        return write_workbook([Sheet(_TITLE, "\n".join((_TITLE, *lines)), head, _WIDTHS, written)])
    from shinkyu.render.word import write_table

    return write_table(_TITLE, lines, head, _WIDTHS, [[side.runs for side in row] for row in cells])


def _sides(row: ProposedRow) -> tuple[_Side, _Side, _Side]:
    before, after = "\n".join(row.before), "\n".join(row.after)
    old: tuple[Run, ...]
    new: tuple[Run, ...]
    if before in MARKS.values():
        old, new = (Run(before),), (Run(after, True),)
    elif after in MARKS.values():
        old, new = (Run(before, True),), (Run(after),)
    else:
        old, new = changed_runs(before, after)
    item = f"{row.item} ※" if row.material else row.item
    return _Side((Run(item),), "ins"), _Side(old, "del"), _Side(new, "ins")

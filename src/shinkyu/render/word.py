"""Word files: the only door to python-docx, which is installed with ``shinkyu[docx]``."""

import io
import re
from collections.abc import Sequence
from typing import Any

from shinkyu.errors import SourceError
from shinkyu.render.archives import timeless
from shinkyu.render.runs import Run

_FONT, _SIZE = "ＭＳ 明朝", 9
_A4 = (297, 210)
_MARGIN = 12
"""Millimetres."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def write_table(
    title: str,
    lines: Sequence[str],
    head: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[Sequence[Run]]],
) -> bytes:
    """Return a Word file with a table on A4 landscape, its head repeated on each page.

    Args:
        title: above all.
        lines: paragraphs between the title and the table.
        head: the names of the columns.
        widths: of the columns, in any unit.
        rows: the cells of each row in runs; what changed is underlined.

    Raises:
        SourceError: python-docx is not installed.
    """
    try:
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm, Pt
    except ModuleNotFoundError as error:
        raise SourceError("Word files need python-docx: install shinkyu[docx]") from error
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_A4[0]), Mm(_A4[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_SIZE)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(_qualified("w:eastAsia"), _FONT)
    document.add_paragraph().add_run(_CONTROL.sub("", title)).bold = True
    for line in lines:
        document.add_paragraph(_CONTROL.sub("", line))
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    room = _A4[0] - 2 * _MARGIN
    sizes = [Mm(room * width / sum(widths)) for width in widths]
    for cell, label in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(label).bold = True
    _repeat(table.rows[0])
    for row in rows:
        for cell, runs in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], runs)
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = size
        for cell in column.cells:
            cell.width = size
    buffer = io.BytesIO()
    document.save(buffer)
    return timeless(buffer.getvalue())


def _write(paragraph: Any, runs: Sequence[Run]) -> None:
    for run in runs:
        written = paragraph.add_run(_CONTROL.sub("", run.text))
        written.underline = run.changed or None
        written.bold = run.changed or None


def _repeat(row: Any) -> None:
    """Make a row the head of the table on each page."""
    from docx.oxml import OxmlElement

    mark = OxmlElement("w:tblHeader")
    mark.set(_qualified("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))

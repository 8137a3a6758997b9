"""PDF files printed from the office's form: pages, rows, cells."""

from shinkyu.files import sha256
from shinkyu.model.source import Cell, Layout, Row
from shinkyu.sources.pdf_furniture import take_furniture
from shinkyu.sources.pdf_lattice import Region
from shinkyu.sources.pdf_page import Page, PageCell, PageRow
from shinkyu.sources.pdf_pages import read_pages

SAME_EDGE = 4.0
"""Points by which the edges of a cell may differ between the pages it stands on."""
FEWEST_HEADS = 3
"""Cells of a table's head; rows of two cells (label and value) may be alike by chance."""


_PAGE_END = PageRow([PageCell([])], 0.0, 0.0, in_table=False)


def read_pdf(data: bytes, name: str) -> Layout:
    """Return the rows of a PDF as rows of cells, a blank row at each page end.

    Args:
        data: the bytes of the file.
        name: the file's name, for messages and provenance.

    Raises:
        SourceError: encrypted, damaged, without a text layer or over the limits; the text says what to do.
    """
    pages = read_pages(data, name)
    left_out = [text for page in pages for text in page.hidden] + take_furniture(pages)
    _join_over_page_ends(pages)
    unread = tuple(f"p.{page.number}" for page in pages if page.unread)
    return Layout(name, sha256(data), "transcribed", _rows(pages), unread=unread, left_out=tuple(left_out))


def _join_over_page_ends(pages: list[Page]) -> None:
    """Put the cells that go on over a page end together; a row of nothing else is gone then.

    A cell goes on where the page cuts it without an edge.  The head of a table may be printed again
    between the two parts.
    """
    cut: list[tuple[Region, PageCell]] = []
    for number, page in enumerate(pages):
        head = _first_row(page, pages[number - 1]) if cut else None
        holders: dict[int, PageCell] = {}
        for cell in head.cells if head else ():
            whole = next((held for region, held in cut if cell.region and _goes_on(region, cell.region)), None)
            if whole is not None:
                whole.blocks.extend(cell.blocks)
                cell.blocks = []
                holders[id(cell)] = whole
        ends_in_table = bool(page.rows) and page.rows[-1].in_table
        cut = [
            (cell.region, holders.get(id(cell), cell))
            for row in page.rows
            for cell in row.cells
            if ends_in_table and cell.region and cell.region.last_row == page.last_row
        ]
        if head and not any(cell.blocks for cell in head.cells):
            page.rows.remove(head)


def _first_row(page: Page, before: Page) -> PageRow | None:
    """Return the row that a page begins with, or begins with after a head that is printed again."""
    first = 0
    heads = [row.texts for row in before.rows if row.in_table and len(row.cells) >= FEWEST_HEADS]
    for row in page.rows:
        if not row.in_table:
            return None
        regions = [cell.region for cell in row.cells if cell.region]
        if row.texts in heads:
            first = max(region.last_row for region in regions) + 1
        else:
            return row if regions[0].first_row == first else None
    return None


def _goes_on(before: Region, after: Region) -> bool:
    """Say whether two cells on pages that follow each other are one cell."""
    apart = max(abs(before.left - after.left), abs(before.right - after.right))
    return apart <= SAME_EDGE and (before.open_bottom or after.open_top)


def _rows(pages: list[Page]) -> tuple[Row, ...]:
    """Return the rows of all pages with their places in the text that they make together."""
    rows: list[Row] = []
    offset = 0
    for page in pages:
        for row in [*page.rows, _PAGE_END]:
            found = []
            for cell in row.cells:
                found.append(Cell(cell.text, offset, box=cell.box, cut=cell.cut))
                offset += len(cell.text) + 1
            rows.append(Row(len(rows) + 1, tuple(found), page=page.number))
    return tuple(rows)

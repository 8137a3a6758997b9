"""Where in the source a value stands: line, page of a PDF, sheet and cell of a workbook."""

from bisect import bisect_right

from shinkyu.extract.placed import Fragment, Raw
from shinkyu.model.reading import Where
from shinkyu.model.source import Cell, Layout


class Places:
    """Looks up the places of one layout."""

    def __init__(self, layout: Layout) -> None:
        self.rows = {row.line: row for row in layout.rows}
        self.cells = [cell for row in layout.rows for cell in row.cells if cell.ref or cell.box]
        self.starts = [cell.start for cell in self.cells]

    def where(self, fragments: list[Fragment], how: str) -> Where:
        """Return the place of a value made of *fragments*, and how it was found."""
        if not fragments:
            return Where(how=how)
        first = min(fragments, key=lambda fragment: fragment.line)
        row = self.rows.get(first.line)
        cell = self._cell(first)
        return Where(
            line=first.line,
            last_line=max(fragment.line for fragment in fragments),
            page=row.page if row else None,
            sheet=row.sheet if row else None,
            cell=cell.ref if cell else None,
            box=cell.box if cell else None,
            how=how,
        )

    def cut(self, raw: Raw) -> str:
        """Return the words that are cut off the cell in which a piece of the source begins."""
        if not raw.spans or not self.cells:
            return ""
        return self.cells[max(bisect_right(self.starts, raw.spans[0][0]) - 1, 0)].cut

    def _cell(self, fragment: Fragment) -> Cell | None:
        """Return the cell a fragment begins in: that of its text, else the first one of its line."""
        if not self.cells:
            return None
        begins = next((span[0] for raw in fragment.raws for span in raw.spans), None)
        if begins is not None:
            return self.cells[max(bisect_right(self.starts, begins) - 1, 0)]
        row = self.rows.get(fragment.line)
        return next((cell for cell in row.cells if cell.ref or cell.box), None) if row else None

"""The sheets of a workbook → one layout, whichever file format they come from."""

from shinkyu.errors import SourceError
from shinkyu.files import sha256
from shinkyu.model.source import UNREAD, Cell, CellNote, Layout, Row
from shinkyu.sources.xlsx_grid import read_grid
from shinkyu.sources.xlsx_package import Refusals
from shinkyu.sources.xlsx_rows import EMPTY, PrintedRow, printed_rows
from shinkyu.sources.xlsx_sheet import Budget, Sheet


class SheetsLayout:
    """Rows with their places in the text that they make together: tabs between cells, LF between rows.

    The lines count on over all sheets; each row names its sheet and each cell its place there.
    """

    def __init__(self, refusals: Refusals) -> None:
        self.refusals = refusals
        self.written = Budget(refusals)  # a table repeats merged cells
        self.rows: list[Row] = []
        self.unread: list[str] = []
        self.left_out: list[str] = []
        self.notes: list[CellNote] = []
        self.offset = 0

    def add_sheet(
        self,
        name: str,
        sheet: Sheet,
        printed_columns: tuple[tuple[int, int], ...],
        notes: tuple[CellNote, ...],
    ) -> None:
        """Add the rows of a sheet, a gap before it."""
        grid = read_grid(sheet, printed_columns, self.refusals)
        self.unread += [f"{name}!{piece.ref}" for row in grid.rows for piece in row.pieces if UNREAD in piece.text]
        self.left_out += [text for text in grid.left_out if text != UNREAD]
        self.notes.extend(notes)
        for n, row in enumerate(printed_rows(grid.rows)):
            if self.rows and (n == 0 or row.after_gap):
                self._add(PrintedRow((EMPTY,)), name)
            self._add(row, name)

    def layout(self, data: bytes) -> Layout:
        """Return the layout of the workbook in *data*.

        Raises:
            SourceError: its sheets show no text.
        """
        name = self.refusals.name
        if not self.rows:
            raise SourceError("{name} is a workbook without any text in its visible sheets", name=name)
        return Layout(
            name,
            sha256(data),
            "transcribed",
            tuple(self.rows),
            notes=tuple(self.notes),
            unread=tuple(self.unread),
            left_out=tuple(self.left_out),
        )

    def _add(self, row: PrintedRow, sheet: str) -> None:
        cells = []
        for cell in row.cells:
            self.written.take_text(cell.text)
            cells.append(Cell(cell.text, self.offset, cell.ref))
            self.offset += len(cell.text) + 1
        self.rows.append(Row(len(self.rows) + 1, tuple(cells), sheet=sheet))

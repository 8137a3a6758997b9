"""What a source file holds before anybody knows what it means."""

from typing import Literal

import msgspec

Dialect = Literal["transcribed", "scrambled"]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in points from the top left corner of the page."""
UNREAD = "\x12"
"""Stands in the text of a cell for what the source holds there and does not say: a formula without its result.
Every source is read without control characters."""


class Cell(msgspec.Struct, frozen=True):
    """One cell of a row, as printed; markup of the transcription is still in it."""

    text: str
    start: int
    """Offset of the first character in the decoded source."""
    ref: str | None = None
    """Cell of the sheet it begins in (``H34``), in a workbook."""
    box: Box | None = None
    """Where it stands on its page, in a PDF."""
    cut: str = ""
    """Words that the text layer of a PDF holds and the print does not show: the cell has no room for them."""


class CellNote(msgspec.Struct, frozen=True):
    """What a workbook says about a cell beside what the cell shows."""

    kind: Literal["comment", "list"]
    """``list``: the values that the cell may be chosen from (data validation), as the formula writes them."""
    sheet: str
    cells: str
    """The cell, or the cells that share a list: ``H34``, ``K12 K40:K44``."""
    text: str


class Row(msgspec.Struct, frozen=True):
    """A line of the source, or the lines it was folded into, split where the source has cells."""

    line: int
    """1-based line in the source; in a workbook, lines count on over all sheets."""
    cells: tuple[Cell, ...]
    folds: tuple[int, ...] = ()
    """Offsets in the row (cells and the tabs between them) where the source has a line end."""
    page: int | None = None
    """1-based page of a PDF."""
    sheet: str | None = None
    """Name of the sheet, in a workbook."""


class Layout(msgspec.Struct, frozen=True):
    """A source file as rows of cells.

    ``dialect`` says whether the reading order can be trusted: ``transcribed`` rows stand in the
    order of the form, ``scrambled`` ones do not.
    """

    name: str
    sha256: str
    dialect: Dialect
    rows: tuple[Row, ...]
    notes: tuple[CellNote, ...] = ()
    unread: tuple[str, ...] = ()
    """Visible cells of a workbook (``Ⅱ!H34``) and pages of a PDF (``p.3``) that hold something nobody can tell;
    ``UNREAD`` stands there."""
    left_out: tuple[str, ...] = ()
    """Text of the source that is no content: page numbers, running headers, words not shown or struck out."""

"""The sidecar of a document: where each value was found and how sure the reading is."""

import msgspec

from shinkyu.model.account import UndecidedPiece
from shinkyu.model.document import Address
from shinkyu.model.problem import Problem
from shinkyu.model.source import Box, CellNote


class Where(msgspec.Struct, frozen=True, omit_defaults=True):
    """Place of an item in its source."""

    line: int | None = None
    last_line: int | None = None
    page: int | None = None
    """1-based page of a PDF on which the value begins."""
    sheet: str | None = None
    cell: str | None = None
    """Cell of the sheet where the value begins (``H34``)."""
    box: Box | None = None
    """Where on its page the cell stands that the value begins in."""
    how: str = ""
    """Evidence for the placement: ``label``, ``order``, ``declared-table`` …"""


class ItemReading(msgspec.Struct, frozen=True):
    """How one item was read; same order as ``Document.items``."""

    address: Address
    confidence: float
    where: Where
    hints: tuple[str, ...] = ()
    """What speaks for a value that the marks do not say: ``note:その他``, ``count:提供を行っている``."""


class Heading(msgspec.Struct, frozen=True):
    """A printed heading of the form that is no item: title, risk, member, range of members."""

    id: str
    address: Address
    label: str
    text: str
    line: int
    unread: bool = False
    """The label was printed, but what stands beside it could not be told."""


class CutOff(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of which the print shows only a part: its row has a fixed height."""

    words: str
    """What the text layer holds beyond what is shown."""
    address: Address | None = None
    """The item whose value stands in the cell."""
    row: int | None = None
    """The declared row that it is a cell of, counted from 1."""
    column: str = ""
    """Which cell of that row: ``item``, ``before``, ``after``, ``timing``, ``explanation``."""


class Reading(msgspec.Struct, frozen=True):
    """Everything about the reading that a moved page break may change."""

    source: str
    sha256: str
    dialect: str
    items: tuple[ItemReading, ...]
    headings: tuple[Heading, ...] = ()
    declared_lines: tuple[int, ...] = ()
    """Source line of each declared row."""
    problems: tuple[Problem, ...] = ()
    undecided: tuple[UndecidedPiece, ...] = ()
    """Values that may be of several items and were given to none."""
    cut: tuple[CutOff, ...] = ()
    """What the print cuts off, as far as the source tells."""
    notes: tuple[CellNote, ...] = ()
    """Comments and drop-down lists of a workbook: no content of the assessment."""

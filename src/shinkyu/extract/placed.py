"""What a front end hands on: raw text put to labels, not yet read as values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from shinkyu.model.problem import Problem


class Slot(NamedTuple):
    """One item instance: a spec of the form, the copy of a per-file part, the member of a group."""

    spec: str
    file: int = 0
    member: str = ""
    """Number or title of the member; ``?1`` while its number is not known."""


class Raw(NamedTuple):
    """A piece of the source as printed, and the ranges it stands in."""

    text: str
    spans: tuple[tuple[int, int], ...]

    def offsets(self) -> list[int]:
        """Return the offset in the source of each character."""
        return [n for start, end in self.spans for n in range(start, end)]


class Fragment(NamedTuple):
    """A tidied piece of a value, the line it stands on and what it was in the source.

    ``raws`` may hold more than ``text``: a label in front of the value.
    """

    text: str
    line: int
    raws: tuple[Raw, ...] = ()


class PrintedHeading(NamedTuple):
    """A heading that is no item, as printed."""

    slot: Slot
    text: str
    line: int


class TableRow(NamedTuple):
    """A row of the 変更箇所 table, one string a cell."""

    cells: tuple[str, ...]
    line: int
    raws: tuple[Raw, ...] = ()


@dataclass
class Attachment:
    """An appended report (別紙, 別添) that is no part of the form."""

    mark: str
    fragments: list[Fragment] = field(default_factory=list)


@dataclass
class Placed:
    """Everything a front end found; filled while it walks, read once afterwards."""

    fragments: dict[Slot, list[Fragment]] = field(default_factory=dict)
    """Every label that was seen, with the pieces of its value (none = nothing entered)."""
    how: dict[Slot, tuple[str, float]] = field(default_factory=dict)
    """Evidence and confidence of a slot where it is not simply its label in order."""
    printings: dict[Slot, str] = field(default_factory=dict)
    """Labels that this document prints in another known wording than the template."""
    headings: list[PrintedHeading] = field(default_factory=list)
    seen: dict[Slot, None] = field(default_factory=dict)
    """Parts, blocks and groups whose heading was printed, in printed order."""
    table: list[TableRow] | None = None
    attachments: list[Attachment] = field(default_factory=list)
    unplaced: list[Fragment] = field(default_factory=list)
    undecided: list[tuple[Fragment, tuple[Slot, ...]]] = field(default_factory=list)
    """Values that may be of several items, each with those items."""
    furniture: list[Raw] = field(default_factory=list)
    """Labels, headings and other words of the form."""
    problems: list[Problem] = field(default_factory=list)

    def open(self, slot: Slot) -> None:
        """Note that the label of *slot* was printed."""
        self.fragments.setdefault(slot, [])

    def see(self, slot: Slot) -> None:
        """Note that the heading of *slot* was printed."""
        self.seen.setdefault(slot)

    def add(self, slot: Slot, fragment: Fragment) -> None:
        """Add a piece to the value of *slot*."""
        self.fragments.setdefault(slot, []).append(fragment)

    def members(self, group: str, file: int) -> tuple[str, ...]:
        """Return the members of a group that were seen, in order of first appearance."""
        prefix = group + "."
        found: Iterable[str] = (
            slot.member
            for slot in [*self.seen, *self.fragments]
            if slot.member and slot.file == file and (slot.spec == group or slot.spec.startswith(prefix))
        )
        return tuple(dict.fromkeys(found))

"""What a report page is made from."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from shinkyu.model.change import Changes
from shinkyu.model.document import Document
from shinkyu.model.reading import Reading
from shinkyu.model.report import Report
from shinkyu.model.table import ProposedRow

Lead = Literal["diff", "check"]


class Version(NamedTuple):
    """One version and how it was read."""

    document: Document
    reading: Reading


class View(NamedTuple):
    """Everything that a report page tells."""

    new: Version
    report: Report
    old: Version | None = None
    changes: Changes | None = None
    """Narrowed to what was asked for; None without an older version."""
    proposed: tuple[ProposedRow, ...] = ()
    """The new change table."""
    doubts: tuple[str, ...] = ()
    """Why the two files may not be versions of one report: ``other-agency`` …"""
    tool: Mapping[str, str] = {}
    lead: Lead = "check"
    """What stands first: the changes, or the rows of the table."""

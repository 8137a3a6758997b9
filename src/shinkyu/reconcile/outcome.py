"""What judging one row needs and gives."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from shinkyu.codec.printed import printed
from shinkyu.model.declaration import Directive, Truncation
from shinkyu.model.document import Address
from shinkyu.model.report import Evidence, VerdictName
from shinkyu.reconcile.subjects import Scope, Subject, Subjects

HEADING_RULES = frozenset(("heading-and-below-added", "part-rewritten-and-added", "named-added"))
"""Phrases that name a heading and mean what is below it too."""
TOO_MANY = "too-many-rows"
"""Ground of a row that would have to be held against more rows or items than there is work for."""
SHOWN = 60
"""Characters of an item shown as evidence of what it says instead."""


class Outcome(NamedTuple):
    """A verdict with its ground."""

    verdict: VerdictName
    reason: str
    evidence: tuple[Evidence, ...] = ()
    items: tuple[Address, ...] = ()
    """Where the row was found true, or what it was held against."""
    gone: tuple[Address, ...] = ()
    """Members of the older version whose removal the row declares."""
    half_true: bool = False
    """The row is contradicted, yet what it says stood there before did, and is gone."""
    seen: tuple[Address, ...] = ()
    """Where the text of a row stands that proves nothing; it is about no other item."""
    cut: bool = False
    """The document goes on in the middle of the word with which the 後 cell ends."""


@dataclass(frozen=True)
class Case:
    """A row, or one part of a row, and the items it can mean."""

    directive: Directive
    truncated: Truncation
    targets: tuple[Address, ...]
    scope: Scope
    compared: bool
    """An older version is at hand."""
    index: Subjects

    hidden: bool = False
    """Some item the row can mean is unread in this copy, so that nothing can be missed."""
    older: tuple[Address, ...] = ()
    """Those of the targets that only the older version has."""
    plural: bool = False
    """The row cites several items, and means all of them."""
    unplaced: bool = False
    """The 前 cell holds texts that may be about this part of the row or about another one."""

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The items the row can mean."""
        return self.scope.subjects

    @property
    def nothing_before(self) -> bool:
        """The row says that nothing stood there before: 新規, a dash, an empty cell."""
        return not self.directive.before and not self.truncated.before and not self.unplaced

    @property
    def precise(self) -> bool:
        """The row cites one item, not a whole block."""
        return self.scope.precise

    def among(self, subjects: tuple[Subject, ...]) -> "Case":
        """Return the same case for fewer items."""
        scope = Scope(subjects, self.precise, self.scope.sure)
        return replace(self, scope=scope)


def whole_of(subject: Subject, says: str) -> tuple[Evidence, ...]:
    """Return what an item prints now, all of it, as evidence."""
    text = printed(subject.new)
    return (Evidence(subject.address, text, says=says),) if text else ()

"""Rows in date order: which row a later row replaced."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from shinkyu.model.declaration import UNREAD_CELL, Declaration
from shinkyu.model.document import Address, DeclaredRow
from shinkyu.reconcile.outcome import Outcome
from shinkyu.reconcile.passages import Passage, Work, meeting
from shinkyu.reconcile.subjects import Subjects, address_key

SHORTEST_LINK = 2
"""Characters of a 前 cell that can take up an earlier 後 cell."""
SHORTEST_NEAR_LINK = 12
"""Characters of a 後 cell that a 前 cell can take up in like words; names of one kind share half their letters."""

_MEMBER = re.compile(r"^(システム|委託事項|提供先|移転先)\d+$")
_UNREAD = frozenset(("item-unread", "item-not-here"))


class _Step:
    """A row with the places it is about."""

    def __init__(self, row: DeclaredRow, declaration: Declaration, outcome: Outcome, subjects: Subjects) -> None:
        cited = [t.address for part in declaration.parts for t in part.targets]
        cited = cited or [t.address for t in declaration.targets]
        exact = [a for a in (*outcome.items, *cited) if subjects.at(a) is not None]
        self.row = row
        self.op = declaration.directive.op
        self.declaration = declaration
        self.outcome = outcome
        self.places = frozenset(address_key(a) for a in (*cited, *outcome.items))
        self.exact = frozenset(map(address_key, exact))
        """Those of the places that are single items."""
        self.single = frozenset(key for key in self.exact if (subject := subjects.at(key)) and subject.single)
        """Those of them that hold one value."""

    @cached_property
    def after(self) -> list[Passage]:
        """The texts of the 後 cell."""
        return [Passage(text) for text in self.declaration.directive.after]

    @cached_property
    def before(self) -> list[Passage]:
        """The texts of the 前 cell."""
        return [Passage(text) for text in self.declaration.directive.before]

    @cached_property
    def is_open(self) -> bool:
        """The row does not hold now, and says enough to have held once."""
        says = self.op not in _SAYS_NOTHING and self.outcome.reason != "no-visible-change"
        return says and self.outcome.verdict != "confirmed"


class Superseded(NamedTuple):
    """Which rows later ones replaced."""

    by: dict[int, int]
    """Numbers of such rows, each with that of the later row."""
    unknown: frozenset[int]
    """Numbers of rows that were not held against all later ones: there are too many."""


def superseding(
    rows: tuple[DeclaredRow, ...],
    declarations: tuple[Declaration, ...],
    outcomes: list[Outcome],
    subjects: Subjects,
) -> Superseded:
    """Return, for each row that a later one replaced, the number of that later row.

    A row is replaced when a later row changes the same passage: the later 前 takes up its 後, or the
    item holds one value only (an option, a date, a count).  A row whose 後 still stands is not.
    """
    steps = [_Step(*row, subjects) for row in zip(rows, declarations, outcomes, strict=True)]
    found: dict[int, int] = {}
    unknown: set[int] = set()
    touching = _Touching(steps)
    work = Work()
    for n, step in enumerate(steps):
        links = [link for link in _LINKS if link.can_replace(step)]
        later = [other for other in touching.behind(n) if _is_later(step.row, other.row)] if links else []
        replaced = next((other for link in links for other in link.replacing(step, later, work)), None)
        if replaced:
            found[step.row.n] = replaced.row.n
        elif step.is_open and later and not work.is_left:
            unknown.add(step.row.n)
    return Superseded(found, frozenset(unknown))


def cut_later(
    rows: tuple[DeclaredRow, ...], declarations: tuple[Declaration, ...], outcomes: list[Outcome], n: int
) -> bool:
    """Say whether a later row on the same place has cells cut off or unread, so that it may have replaced row *n*."""
    mine = frozenset(address_key(t.address) for t in declarations[n].targets)

    def hides(later: int) -> bool:
        unread = declarations[later].directive.rule == UNREAD_CELL
        cut = outcomes[later].reason == "no-visible-change" and declarations[later].truncated.after
        if not (unread or cut) or not ("date" in rows[later].unread or _is_later(rows[n], rows[later])):
            return False
        anywhere = unread and "item" in rows[later].unread
        return anywhere or bool(mine & frozenset(address_key(t.address) for t in declarations[later].targets))

    return any(hides(later) for later in range(n + 1, len(rows)))


def renumbered_later(
    rows: tuple[DeclaredRow, ...], declarations: tuple[Declaration, ...], outcomes: list[Outcome], n: int
) -> bool:
    """Say whether members of the group that row *n* cites by number came or went in a later row."""
    groups = {head for t in declarations[n].targets if (head := _member_head(t.address))}
    return bool(groups) and any(
        _changes_members(declarations[later], groups) and _is_later(rows[n], rows[later])
        for later in range(n + 1, len(rows))
    )


def _member_head(address: Address) -> Address | None:
    """Return block and word of the numbered member an address names: Ⅱ 4 委託事項."""
    for depth, label in enumerate(address_key(address)):
        found = _MEMBER.match(label)
        if found:
            return (*address_key(address)[:depth], found.group(1))
    return None


_ON_MEMBERS = ("delete", "add", "whole-member", "count")


def _changes_members(declaration: Declaration, groups: set[Address]) -> bool:
    """A row on the number of members, or on a member as a whole that came or went."""
    op = declaration.directive.op
    for target in declaration.targets if op in _ON_MEMBERS else ():
        key = address_key(target.address)
        head = _member_head(target.address)
        whole = head in groups and bool(_MEMBER.match(key[-1])) and op != "count"
        counted = op == "count" and any(key[: len(group) - 1] == group[:-1] for group in groups)
        if whole or counted:
            return True
    return False


def _is_later(row: DeclaredRow, other: DeclaredRow) -> bool:
    return bool(row.date.date and other.date.date and other.date.date > row.date.date)


class _Touching:
    """Which rows are on places that other rows are on, or on places above or below those."""

    def __init__(self, steps: Sequence[_Step]) -> None:
        self._steps = steps
        self._at: dict[Address, list[int]] = {}
        self._under: dict[Address, list[int]] = {}
        """Rows on a place or one below it."""
        for n, step in enumerate(steps):
            for key in step.places:
                self._at.setdefault(key, []).append(n)
                for depth in range(len(key) + 1):
                    self._under.setdefault(key[:depth], []).append(n)

    def behind(self, n: int) -> list[_Step]:
        """Return the rows behind row *n* that touch it, in order."""
        found: set[int] = set()
        for key in self._steps[n].places:
            found.update(self._under.get(key, ()))
            for depth in range(len(key)):
                found.update(self._at.get(key[:depth], ()))
        return [self._steps[other] for other in sorted(found) if other > n]


# ---------------------------------------------------------------------- ways of being replaced

_SAYS_NOTHING = frozenset(("figure", "not-understood"))


class _Link(NamedTuple):
    """A way in which a later row replaces one."""

    can_replace: Callable[[_Step], bool]
    """Whether a row can be replaced in this way at all."""
    replacing: Callable[[_Step, Sequence[_Step], Work], Iterable[_Step]]
    """Those of the later rows that replace it, in order."""


def _one_value(step: _Step, later: Sequence[_Step], work: Work) -> Iterable[_Step]:
    """The item holds one value, and the later row states one."""
    return (other for other in later if other.op not in _SAYS_NOTHING and step.single & other.single)


def _taking_up(step: _Step, later: Sequence[_Step], work: Work) -> Iterable[_Step]:
    """The later 前 is the earlier 後, or one of them is part of the other."""
    texts = [(other, before) for other in later for before in other.before if len(before.whole) >= SHORTEST_LINK]
    if len(step.after) == 1:
        return meeting(step.after[0], texts, work)
    found = {id(other) for after in step.after for other in meeting(after, texts, work)}
    return (other for other in later if id(other) in found)


def _nearly_taking_up(step: _Step, later: Sequence[_Step], work: Work) -> Iterable[_Step]:
    """The later 前 is the earlier 後 but for some characters, on the same item."""
    texts = [after for after in step.after if len(after.whole) >= SHORTEST_NEAR_LINK]
    for other in later if texts else ():
        if not work.is_left:
            return
        near = step.exact & other.exact and any(a.is_near(before, work) for a in texts for before in other.before)
        if near:
            yield other


def _entering_anew(step: _Step, later: Sequence[_Step], work: Work) -> Iterable[_Step]:
    """What was deleted is entered anew."""
    return (other for other in later if other.op in ("add", "quote") and step.exact & other.exact)


def _rewriting(step: _Step, later: Sequence[_Step], work: Work) -> Iterable[_Step]:
    """The later row rewrote the place, or the whole of what it stands in."""
    for other in later:
        if other.op == "rewrite" and any(mine[: len(its)] == its for mine in step.places for its in other.places):
            yield other


def _changing_unread(step: _Step, later: Sequence[_Step], work: Work) -> Iterable[_Step]:
    """The item is not in this copy, and a later row changed it again."""
    return (other for other in later if other.op in ("quote", "replace", "delete") and step.exact & other.exact)


_LINKS = (
    _Link(lambda step: bool(step.single), _one_value),
    _Link(lambda step: step.is_open, _taking_up),
    _Link(lambda step: step.is_open and bool(step.exact), _nearly_taking_up),
    _Link(lambda step: step.is_open and step.op == "delete", _entering_anew),
    _Link(lambda step: step.is_open, _rewriting),
    _Link(lambda step: step.outcome.reason in _UNREAD, _changing_unread),
)

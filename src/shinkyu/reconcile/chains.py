"""Rows in date order: which row a later row replaced."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.model.declaration import Declaration
from shinkyu.model.document import Address, DeclaredRow
from shinkyu.reconcile.find import HELD, folded, seek
from shinkyu.reconcile.outcome import Outcome
from shinkyu.reconcile.subjects import Subjects, address_key

SHORTEST_LINK = 2
"""Characters of a 前 cell that can take up an earlier 後 cell."""
SHORTEST_NEAR_LINK = 12
"""Characters of a 後 cell that a 前 cell can take up in like words; names of one kind share half their letters."""

_MEMBER = re.compile(r"^(システム|委託事項|提供先|移転先)\d+$")
_UNREAD = frozenset(("item-unread", "item-not-here"))


class _Step(NamedTuple):
    """A row with the places it is about."""

    row: DeclaredRow
    declaration: Declaration
    outcome: Outcome
    places: frozenset[Address]
    exact: frozenset[Address]
    """Those of the places that are single items."""


def superseding(
    rows: tuple[DeclaredRow, ...],
    declarations: tuple[Declaration, ...],
    outcomes: list[Outcome],
    subjects: Subjects,
) -> dict[int, int]:
    """Return, for each row that a later one replaced, the number of that later row.

    A row is replaced when a later row changes the same passage: the later 前 takes up its 後, or the
    item holds one value only (an option, a date, a count).  A row whose 後 still stands is not.
    """
    steps = [
        _step(row, declaration, outcome, subjects)
        for row, declaration, outcome in zip(rows, declarations, outcomes, strict=True)
    ]
    found: dict[int, int] = {}
    touching = _Touching(steps)
    for n, step in enumerate(steps):
        later = [other for other in touching.behind(n) if _is_later(step.row, other.row)]
        replaced = next((other for link in _LINKS for other in later if link(step, other, subjects)), None)
        if replaced:
            found[step.row.n] = replaced.row.n
    return found


def cut_later(
    rows: tuple[DeclaredRow, ...], declarations: tuple[Declaration, ...], outcomes: list[Outcome], n: int
) -> bool:
    """Say whether a later row on the same place has cells cut off, so that it may have replaced row *n*."""
    mine = frozenset(address_key(t.address) for t in declarations[n].targets)
    return any(
        outcomes[later].reason == "no-visible-change"
        and _is_later(rows[n], rows[later])
        and declarations[later].truncated.after
        and mine & frozenset(address_key(t.address) for t in declarations[later].targets)
        for later in range(n + 1, len(rows))
    )


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


def _step(row: DeclaredRow, declaration: Declaration, outcome: Outcome, subjects: Subjects) -> _Step:
    cited = [t.address for part in declaration.parts for t in part.targets] or [t.address for t in declaration.targets]
    places = frozenset(address_key(a) for a in (*cited, *outcome.items))
    exact = frozenset(address_key(a) for a in (*(outcome.items or ()), *cited) if subjects.at(a) is not None)
    return _Step(row, declaration, outcome, places, exact)


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


def _one_value(step: _Step, later: _Step, subjects: Subjects) -> bool:
    """The item holds one value, and the later row states one."""
    shared = step.exact & later.exact
    return later.declaration.directive.op not in ("figure", "not-understood") and any(
        (subject := subjects.at(address)) is not None and subject.single for address in shared
    )


def _taken_up(step: _Step, later: _Step, subjects: Subjects) -> bool:
    """The later 前 is the earlier 後, or one of them is part of the other."""
    return _open(step) and any(
        len(folded(before)) >= SHORTEST_LINK and _same_passage(after, before)
        for after in step.declaration.directive.after
        for before in later.declaration.directive.before
    )


def _nearly_taken_up(step: _Step, later: _Step, subjects: Subjects) -> bool:
    """The later 前 is the earlier 後 but for some characters, on the same item."""
    return (
        _open(step)
        and bool(step.exact & later.exact)
        and any(
            seek(after, before).how == "near"
            for after in step.declaration.directive.after
            for before in later.declaration.directive.before
            if len(folded(after)) >= SHORTEST_NEAR_LINK
        )
    )


def _entered_anew(step: _Step, later: _Step, subjects: Subjects) -> bool:
    """What was deleted is entered anew."""
    return (
        _open(step)
        and step.declaration.directive.op == "delete"
        and later.declaration.directive.op in ("add", "quote")
        and bool(step.exact & later.exact)
    )


def _rewritten(step: _Step, later: _Step, subjects: Subjects) -> bool:
    """The later row rewrote the place, or the whole of what it stands in."""
    above = any(mine[: len(its)] == its for mine in step.places for its in later.places)
    return _open(step) and later.declaration.directive.op == "rewrite" and above


def _unread(step: _Step, later: _Step, subjects: Subjects) -> bool:
    """The item is not in this copy, and a later row changed it again."""
    op = later.declaration.directive.op
    return step.outcome.reason in _UNREAD and op in ("quote", "replace", "delete") and bool(step.exact & later.exact)


_LINKS = (_one_value, _taken_up, _nearly_taken_up, _entered_anew, _rewritten, _unread)


def _open(step: _Step) -> bool:
    """The row does not hold now, and says enough to have held once."""
    return (
        step.outcome.verdict != "confirmed"
        and step.declaration.directive.op
        not in (
            "figure",
            "not-understood",
        )
        and step.outcome.reason != "no-visible-change"
    )


def _same_passage(after: str, before: str) -> bool:
    return folded(after) == folded(before) or seek(after, before).how in HELD or seek(before, after).how in HELD

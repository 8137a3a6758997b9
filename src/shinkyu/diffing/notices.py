"""What could not be compared, by reason."""

from collections.abc import Iterable

from shinkyu.model.alignment import Alignment
from shinkyu.model.change import Notice, NoticeRule
from shinkyu.model.document import Address, Item, State

_NOT_KNOWN: dict[State, tuple[NoticeRule, NoticeRule, NoticeRule]] = {
    "unread": ("unread-in-old", "unread-in-new", "unread-in-both"),
    "undecidable": ("undecidable-in-old", "undecidable-in-new", "undecidable-in-both"),
}
"""States of an item of which nobody can tell whether it changed: known so in the older copy, the newer one, both."""


def notices(
    old: tuple[Item, ...], new: tuple[Item, ...], alignment: Alignment, coarse: Iterable[int]
) -> tuple[Notice, ...]:
    """Return one notice for each reason not to have compared something, or not word by word.

    Args:
        old: the items of the older version.
        new: the items of the newer version.
        alignment: of the two.
        coarse: positions in *new* of items too long to be compared word by word.
    """
    found: dict[NoticeRule, list[Address]] = {}
    for pair in alignment.pairs:
        rule = _not_known(old[pair.old].state, new[pair.new].state)
        if rule:
            found.setdefault(rule, []).append(new[pair.new].address)
    for member in alignment.members:
        address = member.new or member.old
        if member.by == "gap" and address:
            found.setdefault("member-in-gap", []).append(address)
        if member.by == "equality" and address:
            found.setdefault("too-many", []).append(address)
    for position in coarse:
        found.setdefault("too-long", []).append(new[position].address)
    return tuple(Notice(rule, tuple(addresses)) for rule, addresses in found.items())


def _not_known(was: State, now: State) -> NoticeRule | None:
    for state, (in_old, in_new, in_both) in _NOT_KNOWN.items():
        if state in (was, now):
            return in_both if was == now else in_old if was == state else in_new
    return None

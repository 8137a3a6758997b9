"""What could not be compared, by reason."""

from collections.abc import Iterable

from shinkyu.model.alignment import Alignment
from shinkyu.model.change import Notice, NoticeRule
from shinkyu.model.document import Address, Item


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
        rule = _unread(old[pair.old].state == "unread", new[pair.new].state == "unread")
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


def _unread(in_old: bool, in_new: bool) -> NoticeRule | None:
    if in_old and in_new:
        return "unread-in-both"
    return "unread-in-old" if in_old else "unread-in-new" if in_new else None

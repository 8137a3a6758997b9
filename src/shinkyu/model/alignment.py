"""What corresponds to what, and by which evidence."""

import msgspec

from shinkyu.model.document import Address


class Pair(msgspec.Struct, frozen=True):
    """An item of the old and an item of the new version that are the same item.

    ``old`` and ``new`` are positions in ``Document.items``.
    """

    old: int
    new: int
    by: str
    """``id``, ``member`` …: the evidence."""


class MemberPair(msgspec.Struct, frozen=True):
    """Members of a repeated group: both sides present = the same member.

    ``old`` and ``new`` are addresses of the members (``["Ⅱ","5","移転先3"]``), None where the member
    is only in the other version.  ``score`` is the likeness of their contents, 0 to 1.
    """

    group: str
    old: Address | None
    new: Address | None
    score: float
    by: str
    """``name``, ``likeness``, ``empty`` or ``half-read`` where both are there, ``equality`` where the group is
    too large to be compared by content; else ``none``, ``empty``, or ``gap``: the other copy lost the
    block, so that the member counts as unread there."""
    old_items: tuple[int, ...] = ()
    """Positions of the member's items in the old document."""
    new_items: tuple[int, ...] = ()


class Alignment(msgspec.Struct, frozen=True):
    """Every item of both versions stands in exactly one of ``pairs``, ``only_old``, ``only_new``."""

    pairs: tuple[Pair, ...]
    only_old: tuple[int, ...]
    only_new: tuple[int, ...]
    members: tuple[MemberPair, ...]
    lost_old: tuple[int, ...] = ()
    """Those of ``only_old`` that count as unread in the new copy, which lost their block."""
    lost_new: tuple[int, ...] = ()
    """Those of ``only_new`` that count as unread in the old copy."""

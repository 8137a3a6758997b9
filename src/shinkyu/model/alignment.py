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


class Alignment(msgspec.Struct, frozen=True):
    """Every item of both versions stands in exactly one of ``pairs``, ``only_old``, ``only_new``."""

    pairs: tuple[Pair, ...]
    only_old: tuple[int, ...]
    only_new: tuple[int, ...]
    members: tuple[MemberPair, ...]

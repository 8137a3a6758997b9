"""What became of one source of a batch."""

from typing import Literal

import msgspec


class IndexLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the index that ``batch`` writes."""

    status: Literal["nothing", "found", "read", "same-day", "oldest", "failed"]
    new: str
    """The version, by its place below the folder that all sources share."""
    old: str | None = None
    result: str | None = None
    """File of the result below OUT."""
    notes: tuple[str, ...] = ()
    stands_for_it: str | None = None
    """The file of the same day that was compared instead."""
    why: str | None = None

"""Declared rows undone: what became of each, and how well each item of the earlier version is known."""

from typing import Literal

import msgspec

from shinkyu.model.document import Address, Document

Knowledge = Literal["certain", "likely", "unknown"]
"""``certain``: a row states the whole value; ``likely``: a passage was put back, or no row touches the item;
``unknown``: a row changed the item and does not say what stood there."""

UndoReason = Literal[
    "put-back", "nothing-changed", "not-true", "before-not-given", "place-not-unique", "cell-cut-off",
    "figure", "member-gone", "no-item", "not-proved", "item-unknown",
]  # fmt: skip


class Undone(msgspec.Struct, frozen=True):
    """What became of one declared row that is later than the day asked for."""

    n: int
    """Its number in the table of the document it was taken from."""
    date: str | None
    undone: bool
    reason: UndoReason
    addresses: tuple[Address, ...] = ()
    """Items that were put back, or whose earlier state is unknown because of the row."""
    why: str = ""
    """Of a row that is not undone: the ground of the verdict on it, as a Japanese sentence."""


class Rewound(msgspec.Struct, frozen=True):
    """The earlier document that the declared rows imply."""

    to: str
    """ISO date: rows dated later are undone."""
    document: Document
    knowledge: tuple[Knowledge, ...]
    """One an item, in the order of the document."""
    rows: tuple[Undone, ...]
    """In the order in which they were undone: newest day first, last printed row first."""

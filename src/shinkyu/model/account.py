"""What became of every character of a source."""

from typing import Literal

import msgspec

from shinkyu.model.document import Address

Category = Literal["items", "form", "declared", "attachments", "markup", "space", "undecided", "unplaced"]
"""``form`` is what the form itself prints: headings, labels, options; ``markup`` says nothing; ``undecided`` are
values that may be of several items, ``unplaced`` is what nothing is known about."""


class UnplacedPiece(msgspec.Struct, frozen=True):
    """A run of characters that nothing could be done with."""

    line: int
    text: str


class UndecidedPiece(msgspec.Struct, frozen=True):
    """A value that may be of several items: it is given to none of them."""

    line: int
    text: str
    candidates: tuple[Address, ...]
    """Items whose labels are printed where the value is."""


class Account(msgspec.Struct, frozen=True):
    """Characters by category; the categories sum to ``total``, the length of the decoded text."""

    total: int
    counts: dict[Category, int]
    unplaced: tuple[UnplacedPiece, ...]
    undecided: tuple[UndecidedPiece, ...] = ()

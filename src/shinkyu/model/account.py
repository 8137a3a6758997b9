"""What became of every character of a source."""

from typing import Literal

import msgspec

Category = Literal["items", "form", "declared", "attachments", "markup", "space", "unplaced"]
"""``form`` is what the form itself prints: headings, labels, options; ``markup`` says nothing."""


class UnplacedPiece(msgspec.Struct, frozen=True):
    """A run of characters that nothing could be done with."""

    line: int
    text: str


class Account(msgspec.Struct, frozen=True):
    """Characters by category; the categories sum to ``total``, the length of the decoded text."""

    total: int
    counts: dict[Category, int]
    unplaced: tuple[UnplacedPiece, ...]

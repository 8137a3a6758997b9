"""A declared row as understood; as written it is a ``DeclaredRow``."""

from typing import Literal

import msgspec

from shinkyu.model.document import Address

DirectiveOp = Literal[
    "quote", "add", "delete", "replace", "replace-all", "rewrite", "whole-member", "figure",
    "checks", "choice", "count", "not-understood",
]  # fmt: skip


UNREAD_CELL = "unread-cell"
"""Rule of a row of which the source does not say when it is of, or what stands in its 項目, 前 or 後 cell."""


class Target(msgspec.Struct, frozen=True):
    """An item, group or member the 項目 cell points at."""

    address: Address
    confidence: float
    by: str
    """``label``, ``label and number``, ``label, not number`` (the cell cites another number), ``scope``
    (the whole part or document), ``older`` (a titled page or list that only the older version has),
    ``kind`` (the only item there that can hold such a value), ``value`` (where the text was found),
    ``later row`` (where the row that replaced this one was found true)."""


class Directive(msgspec.Struct, frozen=True):
    """What the 前 and 後 cells say.

    ``before`` and ``after`` are the texts to look for, in order; a row that quotes fragments has
    several.  ``rule`` names the phrase of the grammar that was recognised; ``place`` is the label, heading or
    enumerator in the item where the cell says that the text was put, empty where it does not.
    """

    op: DirectiveOp
    rule: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    place: str = ""


class Truncation(msgspec.Struct, frozen=True):
    """Cells that the layout cut off."""

    item: bool = False
    before: bool = False
    after: bool = False
    explanation: bool = False


class Part(msgspec.Struct, frozen=True):
    """What a row says of one of several items, where its cells print the label before each value."""

    targets: tuple[Target, ...]
    directive: Directive


class Declaration(msgspec.Struct, frozen=True):
    """One row understood."""

    n: int
    targets: tuple[Target, ...]
    directive: Directive
    truncated: Truncation = Truncation()
    parts: tuple[Part, ...] = ()
    """Not empty where the cells state several items label by label; ``directive`` is then the whole."""
    unplaced: tuple[str, ...] = ()
    """Texts of the 前 cell of a row with ``parts`` that it says of none of them."""

"""What differs between two versions."""

from typing import Annotated, Final, Literal, get_args

import msgspec

from shinkyu.model.document import Address
from shinkyu.model.reading import Where

Op = Literal["added", "removed", "modified", "moved", "renumbered", "notation"]
EDITS: Final[tuple[Op, ...]] = ("added", "removed", "modified")
"""Ops that need a declared row: a renumbered or moved member and another spelling change no statement."""
ChangeClass = Literal[
    "citation", "organisation", "title", "person", "vendor", "term", "contact", "date", "count",
    "choice", "checks", "list", "text", "group", "edition",
]  # fmt: skip


class Side(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a change stands in one version."""

    address: Address
    where: Where | None = None
    """Place in the source of that version, where it is known."""


class Span(msgspec.Struct, frozen=True):
    """A piece of text that was replaced; offsets are characters in ``Change.before`` / ``after``.

    Insertion: ``before_start == before_end``; deletion: ``after_start == after_end``.
    """

    before_start: int
    before_end: int
    after_start: int
    after_end: int


EntryOp = Literal["added", "removed", "modified", "moved"]


class EntryChange(msgspec.Struct, frozen=True):
    """What happened to one entry of a list: ``modified`` is renamed; None where the entry is not in that version."""

    op: EntryOp
    before: str | None
    after: str | None


class Change(msgspec.Struct, frozen=True):
    """One difference.  ``before`` and ``after`` are the printed values as text, None where absent."""

    id: str
    op: Op
    """``added`` or ``removed`` with both sides: an item of both versions that was blank, or is blank now."""
    cls: ChangeClass = msgspec.field(name="class")
    rule: str
    """Name of the rule that gave the class."""
    material: bool
    """The form marks the item ※; whether the change is 重要な変更 is a person's decision."""
    item: str
    """Id of the item (or group) in the form template."""
    old: Side | None
    new: Side | None
    before: str | None
    after: str | None
    spans: tuple[Span, ...] = ()
    pattern: str | None = None
    suspect_reading: bool = False
    entries: tuple[EntryChange, ...] = ()
    """For a list: its entries that differ, in the order of the new list."""


Weight = Literal["substance", "quiet", "suspect"]
"""How much a reader has to do with a change: ``quiet`` are notation and the form's own edition, ``suspect`` may
be a misreading of either copy."""


def weight(change: Change) -> Weight:
    """Return the weight of a change; every change has exactly one."""
    if change.suspect_reading:
        return "suspect"
    return "quiet" if change.op == "notation" or change.cls == "edition" else "substance"


def is_edit(change: Change) -> bool:
    """Say whether both versions have what changed and its entry is another one: also where it was or is blank."""
    return change.op in EDITS and change.old is not None and change.new is not None


Kind = Weight | Literal["material"] | Op | ChangeClass
"""A word that asks for some of the changes."""

FACETS: Final = (get_args(Weight), ("material",), get_args(Op), get_args(ChangeClass))
"""The words that ask for some of the changes, by what they look at."""

KINDS: Final[tuple[str, ...]] = tuple(word for facet in FACETS for word in facet)
"""All of these words."""


class Pattern(msgspec.Struct, frozen=True):
    """One substitution found in several items."""

    id: str
    before: str
    after: str
    changes: tuple[str, ...]


NoticeRule = Literal[
    "unread-in-old", "unread-in-new", "unread-in-both",
    "undecidable-in-old", "undecidable-in-new", "undecidable-in-both",
    "unread-alone", "undecidable-alone", "member-in-gap", "too-long", "too-many",
]  # fmt: skip


LACKED_BY_ONE: tuple[NoticeRule, ...] = (
    "unread-in-old", "unread-in-new", "undecidable-in-old", "undecidable-in-new", "member-in-gap",
)  # fmt: skip
"""Notices of what one copy says and the other does not: it may have changed, and nobody can tell."""


class Notice(msgspec.Struct, frozen=True):
    """Something that could not be compared, or not as finely as usual."""

    rule: NoticeRule
    """``unread-in-…``: which copy lost the items; ``undecidable-in-…``: in which one marks of theirs cannot be told;
    ``…-alone``: there was no other version; ``member-in-gap``: the other copy lost the block;
    ``too-long``: replaced as a whole, not word by word; ``too-many``: members matched by equality only."""
    addresses: tuple[Address, ...]


Words = Annotated[str, msgspec.Meta(pattern=r"\S", description="not blank")]


class IgnoreRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Changes that a project does not want to hear of."""

    address: Annotated[tuple[Words, ...], msgspec.Meta(min_length=1)]
    """Where: this address and all below it; ``*`` and ``?`` in an element stand for any characters."""
    reason: Words
    """Why, for whoever reads the output."""
    ops: tuple[Op, ...] = ()
    """Only these; all when empty."""
    classes: tuple[ChangeClass, ...] = ()
    """Only these; all when empty."""


class Ignored(msgspec.Struct, frozen=True):
    """An ignore rule and the changes it took out."""

    rule: IgnoreRule
    changes: tuple[Change, ...]


class Selection(msgspec.Struct, frozen=True):
    """What was asked for instead of all changes, so that a short list is not taken for the whole."""

    only: tuple[str, ...] = ()
    """Words of ``--only``."""
    ignored: tuple[Ignored, ...] = ()
    hidden: int = 0
    """Changes that ``only`` left out."""


class Changes(msgspec.Struct, frozen=True):
    """All differences between two versions, in the order of the new form."""

    changes: tuple[Change, ...]
    patterns: tuple[Pattern, ...] = ()
    notices: tuple[Notice, ...] = ()
    """What could not be compared."""
    selection: Selection = Selection()
    """What of all differences is in ``changes``; empty when all are."""

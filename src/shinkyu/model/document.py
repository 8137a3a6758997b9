"""The canonical document: every item of one version, free of file format and page."""

from typing import Final, Literal

import msgspec

from shinkyu.model.form import FormName

State = Literal["filled", "blank", "unread", "undecidable"]
"""``unread``: the source in hand does not hold this item.  Never the same as ``blank``."""

Address = tuple[str, ...]
"""The citation a person would use, labels from outermost to innermost."""

SCHEMA: Final = "shinkyu/document/1"


class _Item(msgspec.Struct, frozen=True, tag_field="kind"):
    id: str
    """Stable id of the form template, ``[]`` for members of repeated groups."""
    address: Address
    label: str
    """As the form prints it, without ※."""
    state: State


class TextItem(_Item, frozen=True, tag="text"):
    """Free text; one entry a paragraph, soft line breaks joined."""

    value: tuple[str, ...] = ()


class ChoiceItem(_Item, frozen=True, tag="choice"):
    """One option of the form's list, or None."""

    value: str | None = None


class Checks(msgspec.Struct, frozen=True):
    """Boxes by state, each in the order of the form; ``notes`` is the text in an option's ( )."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    notes: dict[str, str] = {}


class ChecksItem(_Item, frozen=True, tag="checks"):
    """A set of check boxes."""

    value: Checks = Checks()


class CountItem(_Item, frozen=True, tag="count"):
    """A number of 件."""

    value: int | None = None


class Day(msgspec.Struct, frozen=True):
    """A date as printed; ``date`` is ISO, None where the text is no single day."""

    date: str | None
    text: str


class DateItem(_Item, frozen=True, tag="date"):
    """A date."""

    value: Day | None = None


class ListItem(_Item, frozen=True, tag="list"):
    """Record items (記録項目), one entry each, in order."""

    value: tuple[str, ...] = ()


class FigureItem(_Item, frozen=True, tag="figure"):
    """A figure: that there is one, and the words printed with it."""

    value: tuple[str, ...] = ()


Item = TextItem | ChoiceItem | ChecksItem | CountItem | DateItem | ListItem | FigureItem


Column = Literal["date", "item", "before", "after", "timing", "explanation"]
"""A cell of a row of the 変更箇所 table."""


class DeclaredRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of the 変更箇所 table as written; ``n`` counts from 1 in printed order."""

    n: int
    date: Day
    item: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    timing: str
    explanation: str
    unread: tuple[Column, ...] = ()
    """Cells that are not blank and of which the source does not say all: a formula without its result."""


class Reconstruction(msgspec.Struct, frozen=True):
    """The mark of a document that nobody published: it was made from a later one by undoing declared rows."""

    to: str
    """ISO date: rows dated later are undone."""
    source_sha256: str
    """Of the file with the declared rows."""
    certain: tuple[Address, ...] = ()
    """Items whose whole value a row states."""
    unknown: tuple[Address, ...] = ()
    """Items that a row changed without saying what stood there; their state is ``unread``.
    All other items are likely: no row that was undone says otherwise."""


class Document(msgspec.Struct, frozen=True):
    """One version of an assessment report.

    ``declared`` is None where this copy holds no 変更箇所 table (which is not an empty table).
    ``gaps`` names the groups (address of the block and the word of the group: Ⅰ, 2, システム) whose
    members may be missing in this copy, so that a member that is not here counts as unread and not as removed.
    """

    schema: Literal["shinkyu/document/1"]
    form: FormName
    edition: str
    items: tuple[Item, ...]
    declared: tuple[DeclaredRow, ...] | None = None
    gaps: tuple[Address, ...] = ()
    unplaced: tuple[str, ...] = ()
    """Text of the source that no item, no label and no row could be given to."""
    reconstructed: Reconstruction | msgspec.UnsetType = msgspec.UNSET
    """Only in documents that were never published."""


def is_reconstructed(document: Document) -> bool:
    """Say whether nobody published *document*: it was made from a later one."""
    return document.reconstructed is not msgspec.UNSET

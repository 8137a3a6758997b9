"""What an office or an archive settles for its documents: the contents of ``shinkyu.toml``."""

from typing import Literal

import msgspec

from shinkyu.model.change import IgnoreRule, Words
from shinkyu.model.report import RuleName
from shinkyu.model.table import DateStyle, PathStyle

Level = Literal["off", "info", "notice", "warning"]
"""``info`` findings are shown and do not count for the exit code; ``off`` ones are only counted."""


class TableHabits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How ``table`` writes rows, where that is settled; the rest is learned from the older rows."""

    path: PathStyle | msgspec.UnsetType = msgspec.UNSET
    brackets: tuple[Words, Words] | msgspec.UnsetType = msgspec.UNSET
    file_brackets: tuple[Words, Words] | msgspec.UnsetType = msgspec.UNSET
    new: Words | msgspec.UnsetType = msgspec.UNSET
    inserted: Words | msgspec.UnsetType = msgspec.UNSET
    deleted: Words | msgspec.UnsetType = msgspec.UNSET
    omission: Words | msgspec.UnsetType = msgspec.UNSET
    whole_values: bool | msgspec.UnsetType = msgspec.UNSET
    date: DateStyle | msgspec.UnsetType = msgspec.UNSET
    declares_cover_date: bool | msgspec.UnsetType = msgspec.UNSET


class Project(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A project file; one without a line in it settles nothing."""

    findings: dict[RuleName, Level] = {}
    ignore: tuple[IgnoreRule, ...] = ()
    table: TableHabits = TableHabits()


def settled_habits(habits: TableHabits) -> dict[str, object]:
    """Return the fields of a table style that the project file settles."""
    return {name: value for name, value in msgspec.structs.asdict(habits).items() if value is not msgspec.UNSET}

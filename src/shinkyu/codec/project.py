"""The project file ``shinkyu.toml``: TOML → settings, strictly."""

from collections.abc import Sequence
from typing import get_args

import msgspec

from shinkyu.errors import ProjectError
from shinkyu.messages import Message, message
from shinkyu.model.project import Level, Project, TableHabits, settled_habits
from shinkyu.model.report import RuleName


def loads_project(data: bytes, name: str) -> Project:
    """Return the settings in the bytes of a project file called *name*.

    Raises:
        ProjectError: it is no TOML, has an unknown key or a value that does not fit; the text says which.
    """
    try:
        return msgspec.toml.decode(data, type=Project)
    except msgspec.ValidationError as error:
        raise ProjectError("{name}: {error}", name=name, error=_explained(str(error))) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProjectError("{name} is not TOML: {error}", name=name, error=error) from error


def habits_from(pairs: Sequence[str]) -> dict[str, object]:
    """Return the fields of a table style that ``key=text`` settle; keys are those of ``[table]``.

    Raises:
        ProjectError: an unknown key or a text that does not fit; the message says which.
    """
    found: dict[str, object] = {}
    for pair in pairs:
        key, sign, text = pair.partition("=")
        if not sign:
            raise ProjectError("--style {pair} is not KEY=TEXT", pair=pair)
        found[key] = tuple(text) if key.endswith("brackets") else text
    try:
        return settled_habits(msgspec.convert(found, TableHabits, strict=False))
    except msgspec.ValidationError as error:
        keys = ", ".join(field.encode_name for field in msgspec.structs.fields(TableHabits))
        raise ProjectError("--style: {error}; the keys are {keys}", error=_explained(str(error)), keys=keys) from error


def _explained(says: str) -> Message:
    """Return the message of the decoder with what would have been right, where that can be said."""
    if "`$.findings`" in says:
        return message("{error}; the rules are {rules}", error=says, rules=", ".join(get_args(RuleName)))
    if "`$.findings[...]`" in says:
        return message("{error}; a level is {levels}", error=says, levels=", ".join(get_args(Level)))
    if "matching regex" in says:
        return message("a blank text{where}", where=says[says.index(" - at") :])
    return message("{error}", error=says)

"""The project file ``shinkyu.toml``: TOML → settings, strictly."""

from collections.abc import Sequence
from typing import get_args

import msgspec

from shinkyu.errors import ProjectError
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
        raise ProjectError(f"{name}: {_explained(str(error))}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProjectError(f"{name} is not TOML: {error}") from error


def habits_from(pairs: Sequence[str]) -> dict[str, object]:
    """Return the fields of a table style that ``key=text`` settle; keys are those of ``[table]``.

    Raises:
        ProjectError: an unknown key or a text that does not fit; the message says which.
    """
    found: dict[str, object] = {}
    for pair in pairs:
        key, sign, text = pair.partition("=")
        if not sign:
            raise ProjectError(f"--style {pair} is not KEY=TEXT")
        found[key] = tuple(text) if key.endswith("brackets") else text
    try:
        return settled_habits(msgspec.convert(found, TableHabits, strict=False))
    except msgspec.ValidationError as error:
        keys = ", ".join(field.encode_name for field in msgspec.structs.fields(TableHabits))
        raise ProjectError(f"--style: {_explained(str(error))}; the keys are {keys}") from error


def _explained(message: str) -> str:
    """Return the message of the decoder with what would have been right, where that can be said."""
    if "`$.findings`" in message:
        return f"{message}; the rules are {', '.join(get_args(RuleName))}"
    if "`$.findings[...]`" in message:
        return f"{message}; a level is {', '.join(get_args(Level))}"
    if "matching regex" in message:
        return "a blank text" + message[message.index(" - at") :]
    return message

"""The project file ``shinkyu.toml``: TOML → settings, strictly."""

from typing import get_args

import msgspec

from shinkyu.errors import ProjectError
from shinkyu.model.project import Level, Project
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


def _explained(message: str) -> str:
    """Return the message of the decoder with what would have been right, where that can be said."""
    if "`$.findings`" in message:
        return f"{message}; the rules are {', '.join(get_args(RuleName))}"
    if "`$.findings[...]`" in message:
        return f"{message}; a level is {', '.join(get_args(Level))}"
    if "matching regex" in message:
        return "a blank text" + message[message.index(" - at") :]
    return message

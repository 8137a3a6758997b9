"""The project file of a folder: where it is found, and what it settles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shinkyu.errors import ProjectError

if TYPE_CHECKING:
    from shinkyu.model.project import Project

NAME = "shinkyu.toml"


def project_of(*folders: Path) -> Project:
    """Return the settings of the first project file found from each of *folders* upward, in that order.

    Raises:
        ProjectError: the file that was found cannot be read or is no project file.
    """
    found = project_file(*folders)
    if found is not None:
        return read_project(found)
    from shinkyu.model.project import Project

    return Project()


def project_file(*folders: Path) -> Path | None:
    """Return the first project file found from each of *folders* upward, in that order."""
    places = (above / NAME for folder in folders for above in (folder, *folder.parents))
    return next((place for place in places if place.is_file()), None)


def read_project(path: Path) -> Project:
    """Return the settings in the file at *path*.

    Raises:
        ProjectError: it cannot be read or is no project file.
    """
    from shinkyu.codec.project import loads_project

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProjectError("the project file {path} cannot be read ({why})", path=path, why=error) from error
    return loads_project(data, str(path))

"""The project file of a folder: where it is found, and what it settles."""

from pathlib import Path

from shinkyu.codec.project import loads_project
from shinkyu.errors import ProjectError
from shinkyu.model.project import Project

NAME = "shinkyu.toml"


def project_of(*folders: Path) -> Project:
    """Return the settings of the first project file found from each of *folders* upward, in that order.

    Raises:
        ProjectError: the file that was found cannot be read or is no project file.
    """
    for folder in folders:
        for above in (folder, *folder.parents):
            if (above / NAME).is_file():
                return read_project(above / NAME)
    return Project()


def read_project(path: Path) -> Project:
    """Return the settings in the file at *path*.

    Raises:
        ProjectError: it cannot be read or is no project file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProjectError(f"the project file {path} cannot be read ({error.strerror})") from error
    return loads_project(data, str(path))

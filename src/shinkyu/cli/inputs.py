"""Version arguments → versions: a file, ``-``, or a version in a corpus."""

import re
import sys
from pathlib import Path

from shinkyu import pipeline
from shinkyu.errors import SourceError
from shinkyu.files import as_text, read_file
from shinkyu.limits import enough
from shinkyu.model.project import Project
from shinkyu.pipeline import Read, archive
from shinkyu.project import project_of, read_project

# A drive (C:report.pdf) is no revision, and a report ends in its form.
_AT_REVISION = re.compile(r"[^:]{2,}:[^:]*(?:basic|priority|all-item)")


def read_version(argument: str, corpus: str | None = None) -> Read:
    """Return the version that *argument* names.

    A file name (an assessment or the canonical JSON of one), ``-`` for standard input, or with a corpus
    at hand ``KEY@DATE``, ``KEY@latest``, ``KEY@previous``, ``REV:KEY``.

    Raises:
        ShinkyuError: no such file or version, or no assessment in it.
    """
    if argument == "-":
        return pipeline.read(read_standard_input(), "standard input")
    path = Path(argument)
    if names_a_version(argument) and not path.exists():
        return archive.read_stored(Path(corpus) if corpus else None, argument)
    return pipeline.read(read_file(path), as_text(argument))


def project_for(argument: str, given: str | None) -> Project:
    """Return the settings for the version that *argument* names: the *given* file's, or those found beside it.

    Raises:
        ProjectError: the file is no project file.
    """
    if given is not None:
        return read_project(Path(given))
    here = Path.cwd()
    path = here / argument
    return project_of(path.parent, here) if argument != "-" and path.exists() else project_of(here)


def names_a_version(argument: str) -> bool:
    """Say whether *argument* has the shape of a version in a corpus: ``KEY@DATE`` or ``REV:KEY``."""
    return "@" in argument or bool(_AT_REVISION.fullmatch(argument))


def read_standard_input() -> bytes:
    """Return what stands on standard input, of more than any assessment holds just enough to see that.

    Raises:
        SourceError: it is closed.
    """
    if sys.stdin is None:
        raise SourceError("standard input is closed")
    return sys.stdin.buffer.read(enough())

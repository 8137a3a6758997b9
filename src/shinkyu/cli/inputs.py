"""Version arguments → versions: a file, ``-``, or a version in a corpus."""

from __future__ import annotations

import functools
import gc
import os
import re
import sys
from typing import TYPE_CHECKING

from shinkyu.cli.doubts import warn_unread
from shinkyu.cli.output import misused, note_read
from shinkyu.cli.progress import working
from shinkyu.errors import ShinkyuError, SourceError
from shinkyu.files import as_text, read_file
from shinkyu.limits import enough
from shinkyu.messages import message

if TYPE_CHECKING:
    from shinkyu.model.project import Project
    from shinkyu.pipeline import Read

_NAME = "特定個人情報保護評価書"
"""What every assessment calls itself."""
_PIPED = "standard input"
"""What results call it, in either language: they are read by programs, too."""
_NEW_OBJECTS = 1_000_000
"""After so many the garbage collector looks for cycles, in place of 700: a comparison of two long reports makes some
300,000 and keeps nearly all of them until the command ends, so that looking through them again and again finds
nothing.  A million take some 100 MB at most before what is in cycles among them is given back."""
# A drive (C:report.pdf) is no revision, and a report ends in its form.
_AT_REVISION = re.compile(r"[^:]{2,}:[^:]*(?:basic|priority|all-item)")


def read_version(argument: str, corpus: str | None = None) -> Read:
    """Return the version that *argument* names.

    A file name (an assessment or the canonical JSON of one), ``-`` for standard input, or with a corpus
    at hand ``KEY@DATE``, ``KEY@latest``, ``KEY@previous``, ``REV:KEY``.

    Raises:
        ShinkyuError: no such file or version, or no assessment in it.
    """
    from pathlib import Path

    from shinkyu import pipeline

    _collect_rarely()
    if argument == "-":
        try:
            found = pipeline.read(read_standard_input(), _PIPED)
        except ShinkyuError as error:
            raise type(error).saying(error.said.instead(_PIPED, message("standard input"))) from error
        warn_unread(found.reading, message("standard input"))
        return found
    path = Path(argument)
    if names_a_version(argument) and not path.exists():
        from shinkyu.pipeline import archive

        found = archive.read_stored(Path(corpus) if corpus else None, argument)
        warn_unread(found.reading, argument)
        return found
    name = as_text(argument)
    note_read(path)
    with working(message("reading {name}", name=name)):
        found = pipeline.read(read_file(path), name)
    warn_unread(found.reading, name)
    return found


def read_entries(argument: str, corpus: str | None = None) -> Read:
    """As ``read_version``, without the lines and cells of the source: a comparison asks for the document alone.

    Raises:
        ShinkyuError: no such file or version, or no assessment in it.
    """
    return read_version(argument, corpus)._replace(layout=None)


@functools.cache
def _collect_rarely() -> None:
    """Look for cycles among the objects of a command seldom."""
    gc.set_threshold(_NEW_OBJECTS)


def is_same_text(old: str, new: str) -> bool:
    """Say whether two arguments are files of the same bytes, which are the text of an assessment.

    Nothing has to be read to know that such versions do not differ.  What only reading can tell (a PDF, a workbook)
    is not said to be the same here.
    """
    if any(argument == "-" or not os.path.isfile(argument) for argument in (old, new)):
        return False
    data = read_file(old)
    is_text = b"\0" not in data and b"%PDF-" not in data and not data.lstrip().startswith(b"{")
    return is_text and len(data) < enough() and _NAME.encode() in data and data == read_file(new)


def project_for(argument: str, given: str | None) -> Project:
    """Return the settings for the version that *argument* names: the *given* file's, or those found beside it.

    Raises:
        ProjectError: the file is no project file.
    """
    from pathlib import Path

    from shinkyu.project import project_of, read_project

    if given is not None:
        return read_project(Path(given))
    here = Path.cwd()
    path = here / argument
    return project_of(path.parent, here) if argument != "-" and path.exists() else project_of(here)


def piped_once(*arguments: str | None) -> None:
    """Refuse ``-`` for more than one of the arguments: standard input can be read once.

    Raises:
        click.UsageError: it stands for several.
    """
    if arguments.count("-") > 1:
        raise misused("- is standard input, which can be read once: name a file for the other version")


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

"""How much of a file is read at most, and what reading it may cost.

The limits stand far above every assessment seen, and are set by environment variables alone: a project file
lies beside the documents, and a folder that came from a stranger must not lift what guards against it.
They are read here and not in ``cli``, for every process that reads files must have the same ones.
"""

import os
from typing import NamedTuple

from shinkyu.errors import LimitError, SourceError
from shinkyu.messages import Message

PREFIX = "SHINKYU_LIMIT_"
MEGABYTE = 1_000_000
LARGEST = 1_000_000_000
"""Of any limit: beyond it a slip of the keyboard is likelier than a purpose."""


class Limits(NamedTuple):
    """Each can be set: ``pages`` by ``SHINKYU_LIMIT_PAGES``."""

    seconds: int = 120
    """By the clock for one PDF or workbook; 250 pages take 4 seconds on two slow processors."""
    processor_seconds: int = 60
    """Of one process that reads; a long PDF is read by several."""
    memory_mb: int = 1024
    """Of address space in one process that reads, beside what it begins with; 250 pages take 150 MB."""
    file_mb: int = 50
    """The largest report seen has 8 MB, with scanned figures in its annex."""
    characters: int = 5_000_000
    """In one file; a report of 250 pages has 400,000.  One long text may stand in many cells, so that the size of
    a workbook says little."""
    pages: int = 1_000
    """Of a PDF; the longest reports, of the resident registers, have 250."""
    page_objects: int = 60_000
    """Of one page; a crowded page of a report has 3,000, a map drawn in vectors 40,000."""
    page_characters: int = 60_000
    """Of one page; the fullest page of a change table has 6,000."""
    cells: int = 500_000
    """Of a workbook, formatted empty cells included; an assessment on 方眼紙 has 30,000."""
    cell_characters: int = 100_000
    """Of one cell; Excel holds 32,767."""
    merged: int = 50_000
    """Merged ranges of a sheet; an assessment on 方眼紙 has 1,500."""
    part_mb: int = 32
    """Of one part of a workbook, unpacked; the longest sheet of an assessment has 0.2 MB.  A zip bomb ends here."""
    unpacked_mb: int = 64
    """Of all parts of a workbook that are read, unpacked."""


_settled: list[Limits] = []


def limits() -> Limits:
    """Return the limits in force: those settled for this process, else those of the environment.

    Raises:
        SourceError: a variable holds no whole number from 1 to a thousand million.
    """
    if _settled:
        return _settled[0]
    given = {name: text for name in Limits._fields if (text := os.environ.get(variable(name)))}
    return Limits(**{name: _whole(name, text) for name, text in given.items()}) if given else _DEFAULT


_DEFAULT = Limits()


def enough() -> int:
    """Return how many bytes of a file show that it is too large."""
    return limits().file_mb * MEGABYTE + 1


def settle(chosen: Limits) -> None:
    """Read with *chosen* limits from now on: what a process that reads for another one is told."""
    _settled[:] = [chosen]


def variable(name: str) -> str:
    """Return the environment variable of a limit."""
    return PREFIX + name.upper()


def beyond(what: Message, name: str) -> LimitError:
    """Return the error for a file beyond the limit *name*: *what* it is, and where the limit is set."""
    return LimitError(
        "{what} (limit: {name}={most})",
        what=what,
        name=variable(name),
        most=getattr(limits(), name),
    )


def _whole(name: str, text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST)) and 1 <= int(text) <= LARGEST:
        return int(text)
    raise SourceError("{name} is no whole number from 1 to {largest}", name=variable(name), largest=f"{LARGEST:,}")

"""Where results go: standard output, or a file written whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from shinkyu.errors import SourceError

ROLES: dict[str, dict[str, Any]] = {
    "added": {"fg": "green"},
    "removed": {"fg": "red"},
    "material": {"fg": "yellow", "bold": True},
    "heading": {"bold": True},
    "quiet": {"dim": True},
}

output_option = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output."
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in text output; NO_COLOR is respected.",
)
corpus_option = click.option(
    "--corpus",
    type=click.Path(file_okay=False),
    envvar="SHINKYU_CORPUS",
    help="Corpus for KEY@DATE arguments (default: this folder).",
)


def write(text: str, output: str | None) -> None:
    """Write *text* to standard output, or to a file through a temporary one and a rename."""
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return
    write_bytes(text.encode("utf-8", "replace"), output)


def write_bytes(data: bytes, output: str) -> None:
    """Write *data* to a file through a temporary one beside it and a rename.

    Raises:
        SourceError: the folder is missing or not writable; nothing is left behind.
    """
    target = Path(output)
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise SourceError(f"{output} cannot be written ({error.strerror})") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, target)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise SourceError(f"{output} cannot be written ({error.strerror})") from error


def painter(color: str, output: str | None) -> Callable[[str, str], str]:
    """Return the function that paints text in a role, or one that leaves it as it is."""
    wanted = color == "always" or (
        color == "auto" and output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    )
    if not wanted:
        return lambda text, role: text
    return lambda text, role: click.style(text, **ROLES[role])


def terminal_columns() -> int:
    """Return the width to write text for: the terminal's, 80 where there is none."""
    if not sys.stdout.isatty():
        return 80
    try:
        return max(60, os.get_terminal_size().columns)
    except OSError:
        return 80

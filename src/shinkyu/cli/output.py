"""Where results go: standard output, or a file written whole or not at all."""

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from shinkyu.errors import SourceError
from shinkyu.files import write_file

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
    help="Corpus for KEY@DATE and REV:KEY arguments (default: the one this folder is in).",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["ja", "en"]),
    envvar="SHINKYU_LANG",
    default=lambda: "en" if _locale().startswith("en") else "ja",
    help="Language of sentences and headings (default: that of the locale, ja where it is neither).",
)
project_option = click.option(
    "--project",
    type=click.Path(dir_okay=False),
    envvar="SHINKYU_PROJECT",
    help="Project file (default: shinkyu.toml from the folder of NEW, else from this folder, upward).",
)


def tell(text: str) -> None:
    """Write a line on standard error; names of files and words of documents in it steer no terminal."""
    from shinkyu.text.width import harmless  # few commands have anything to tell

    click.echo(harmless(text), err=True)


def write(text: str, output: str | None) -> None:
    """Write *text* in UTF-8 to standard output, or to a file whole or not at all."""
    deliver(text.encode("utf-8", "replace"), output)


def write_binary(data: bytes, output: str | None) -> None:
    """Write a file of an office program; a terminal would only be garbled by it.

    Raises:
        SourceError: standard output is a terminal.
    """
    if output is None and _is_terminal():
        raise SourceError("this format is a file and no text; name it with -o FILE")
    deliver(data, output)


def deliver(data: bytes, output: str | None) -> None:
    """Write *data* to standard output, or to a file whole or not at all.

    A reader of standard output that goes away (``head``, ``less``) is no failure.
    """
    if output is not None:
        write_file(data, output)
        return
    if sys.stdout is None:
        raise SourceError("standard output is closed")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # What is still buffered goes nowhere, so that the interpreter does not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise SourceError(f"standard output cannot be written ({error.strerror})") from error


def painter(color: str, output: str | None) -> Callable[[str, str], str]:
    """Return the function that paints text in a role, or one that leaves it as it is."""
    wanted = color == "always" or (
        color == "auto" and output is None and _is_terminal() and not os.environ.get("NO_COLOR")
    )
    if not wanted:
        return lambda text, role: text
    return lambda text, role: click.style(text, **ROLES[role])


def terminal_columns() -> int:
    """Return the width to write text for: the terminal's, 80 where there is none."""
    if not _is_terminal():
        return 80
    try:
        return max(60, os.get_terminal_size().columns)
    except OSError:
        return 80


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _locale() -> str:
    """Return the locale of messages as the environment names it, empty where it does not."""
    return next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")

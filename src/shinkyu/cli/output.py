"""Where results go: standard output, or a file written whole or not at all."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from shinkyu.cli import language
from shinkyu.errors import SourceError
from shinkyu.files import write_file
from shinkyu.messages import Message, message

_READ = "shinkyu.files-read"

ROLES: dict[str, dict[str, Any]] = {
    "added": {"fg": "green"},
    "removed": {"fg": "red"},
    "material": {"fg": "yellow", "bold": True},
    "heading": {"bold": True},
    "quiet": {"dim": True},
}

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write to this file instead of standard output.",
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
    metavar="DIRECTORY",
    envvar="SHINKYU_CORPUS",
    help="Corpus for KEY@DATE and REV:KEY arguments (default: the one this folder is in).",
)
project_option = click.option(
    "--project",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    envvar="SHINKYU_PROJECT",
    help="Project file (default: shinkyu.toml from the folder of NEW, else from this folder, upward).",
)


def tell(template: str, /, **values: object) -> None:
    """Say a message on standard error; names of files and words of documents in it steer no terminal."""
    tell_message(message(template, **values))


def tell_message(said: Message) -> None:
    """Say a message that was made elsewhere on standard error, on one line."""
    from shinkyu.text.width import harmless  # few commands have anything to tell

    with suppress(OSError):  # nobody hears it: the exit code still tells
        click.echo(harmless(said.line(language.of_words())), err=True)


def misused(template: str, /, **values: object) -> click.UsageError:
    """Return the error for a command line that cannot be meant so."""
    return click.UsageError(message(template, **values).line(language.of_words()))


def named(name: str, why: Message) -> Message:
    """Return what is wrong with a file, which names it."""
    return why if str(why).startswith(name) else message("{name}: {why}", name=name, why=why)


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
        _refuse_what_was_read(output)
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
            raise SourceError("standard output cannot be written ({why})", why=error) from error


def note_read(path: os.PathLike[str]) -> None:
    """Remember a file that this command reads, over which it must not write its result."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.meta.setdefault(_READ, []).append(path)


def _refuse_what_was_read(output: str) -> None:
    context = click.get_current_context(silent=True)
    for path in context.meta.get(_READ, ()) if context is not None else ():
        with suppress(OSError):
            if os.path.isfile(output) and os.path.samefile(output, path):
                raise misused("-o {output} is the file that is read; name another one", output=output)


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

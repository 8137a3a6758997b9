"""What ``--help`` shows, in the language of whoever asks: English from the commands, Japanese from ``locale``."""

from collections.abc import Iterable, Iterator

import click

from shinkyu.cli.language import of_words
from shinkyu.messages import message
from shinkyu.text.width import width, wrap

_AS_IT_STANDS = "\b"
"""Begins a paragraph that the library does not wrap."""
_BEFORE_VALUES = "  ["
"""Begins what the library says behind the help of an option: its default, its range."""


class Formatter(click.HelpFormatter):
    """The library's own, but Japanese where Japanese is spoken, and that in lines by the columns of a terminal."""

    def write_text(self, text: str) -> None:
        """Write the paragraphs of a help text."""
        super().write_text("\n\n".join(_shown(each, self.width - self.current_indent) for each in paragraphs(text)))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands, each with what it is for."""
        listed = list(rows)
        first = min(max(len(name) for name, _ in listed), col_max) + col_spacing
        columns = max(self.width - first - self.current_indent, 10)
        super().write_dl([(name, _shown(text, columns)) for name, text in listed], col_max, col_spacing)


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text, each as one line; a block of examples as it stands."""
    for block in text.split("\n\n"):
        if block.strip():
            yield block.strip("\n") if block.lstrip().startswith(_AS_IT_STANDS) else " ".join(block.split())


def _shown(text: str, columns: int) -> str:
    if of_words() != "ja" or text.lstrip().startswith(_AS_IT_STANDS):
        return text
    words, mark, values = text.partition(_BEFORE_VALUES)
    lines = wrap(message(words).said("ja"), columns)
    if mark and width(lines[-1] + mark + values) <= columns:
        lines[-1] += mark + values
    elif mark:
        lines.append((mark + values).lstrip())
    return "\n".join((_AS_IT_STANDS, *lines))

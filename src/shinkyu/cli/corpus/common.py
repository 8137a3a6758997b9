"""What the corpus commands share: which corpus, and words on standard error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shinkyu.cli.output import tell_message
from shinkyu.messages import Message

if TYPE_CHECKING:
    from shinkyu.store.corpus import Corpus

folder_option = click.option(
    "--corpus",
    "folder",
    type=click.Path(file_okay=False),
    metavar="DIRECTORY",
    envvar="SHINKYU_CORPUS",
    help="The corpus (default: the one this folder is in).",
)


def open_corpus(folder: str | None) -> Corpus:
    """Return the corpus that the option names, else the one the current folder is in."""
    from shinkyu.store.corpus import Corpus

    return Corpus.open(Path(folder)) if folder else Corpus.around(Path.cwd())


def say(said: Message) -> None:
    """Say a message on standard error."""
    tell_message(said)

"""A word on stderr when two files may not be versions of one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shinkyu.cli.output import tell
from shinkyu.messages import message

if TYPE_CHECKING:
    from shinkyu.pipeline import Compared

WORDS = {
    "other-agency": message("the covers name different agencies (評価実施機関名)"),
    "other-number": message("the covers name different reports (評価書番号)"),
    "older-is-newer": message("OLD was published after NEW (公表日); are the files the wrong way round?"),
}


def warn(compared: Compared) -> None:
    """Say what speaks against the comparison; it is made all the same."""
    from shinkyu import pipeline

    for doubt in pipeline.doubts(compared):
        tell("shinkyu: note: {doubt}", doubt=WORDS[doubt])

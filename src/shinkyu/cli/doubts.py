"""A word on stderr on what speaks against a result: files of two reports, or one that does not say all it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shinkyu.cli.output import tell
from shinkyu.files import as_text
from shinkyu.messages import Message, message
from shinkyu.model.problem import NO_RESULT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shinkyu.model.reading import Reading
    from shinkyu.pipeline import Compared

CELLS_NAMED = 3
"""Cells that are named; the sidecar lists all."""

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


def warn_opened(marks: Sequence[Path]) -> None:
    """Say which workbooks of a folder somebody has open in Excel: their marks are no documents, and are left out."""
    for mark in marks:
        book = as_text(str(mark.with_name(mark.name[2:])))
        tell(
            "shinkyu: note: {book} is open in Excel; what is not saved is not read",
            book=book,
        )


def warn_unread(reading: Reading, name: str | Message) -> None:
    """Say which cells of a workbook hold formulas without their results: what stands there is unread."""
    cells = [problem.cell for problem in reading.problems if problem.rule == NO_RESULT]
    if not cells:
        return
    places: str | Message = "、".join(cells[:CELLS_NAMED])
    if len(cells) > CELLS_NAMED:
        places = message("{cells} and {n} more", cells=places, n=len(cells) - CELLS_NAMED)
    tell(
        "shinkyu: note: {name} holds formulas without their results ({places}); what stands there is unread: "
        "open it in Excel, save it and try again",
        name=name,
        places=places,
    )

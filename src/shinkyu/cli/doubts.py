"""A word on stderr on what speaks against a result: files of two reports, or one that does not say all it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shinkyu.cli.output import tell
from shinkyu.files import as_text
from shinkyu.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shinkyu.model.reading import Reading
    from shinkyu.pipeline import Compared

CELLS_NAMED = 3
"""Cells or pages that are named; the sidecar lists all."""

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
    """Say where a file holds formulas without their results, or fields that do not show what they hold: unread."""
    from shinkyu.model.problem import FIELD_NOT_SHOWN, NO_RESULT  # no help needs it

    cells = [problem.cell for problem in reading.problems if problem.rule == NO_RESULT]
    if cells:
        tell(
            "shinkyu: note: {name} holds formulas without their results ({places}); what stands there is unread: "
            "open it in Excel, save it and try again",
            name=name,
            places=_named(cells),
        )
    pages = [problem.cell for problem in reading.problems if problem.rule == FIELD_NOT_SHOWN]
    if pages:
        tell(
            "shinkyu: note: {name} holds form fields that do not show what they hold ({places}); what stands there "
            "is unread: open it in a PDF reader, print it to PDF and try again",
            name=name,
            places=_named(pages),
        )


def _named(places: list[str]) -> str | Message:
    named = "、".join(places[:CELLS_NAMED])
    if len(places) > CELLS_NAMED:
        return message("{cells} and {n} more", cells=named, n=len(places) - CELLS_NAMED)
    return named

"""Texts with what was searched for marked in them."""

from typing import NamedTuple

from shinkyu.render.side_by_side import CLOSE, OPEN
from shinkyu.text.phrases import Passage, joined, passages
from shinkyu.text.similarity import opcodes
from shinkyu.text.tokenise import short_units

AROUND = 40
"""Characters shown before and after what was found."""
_PASSAGES = 4
"""Passages of one place that are shown; the item itself has them all."""


class Run(NamedTuple):
    """A piece of a text on a page."""

    text: str
    marked: bool = False


def marked(text: str, phrases: tuple[str, ...]) -> list[Run]:
    """Return the passages of a text that hold the phrases, with what stands around them; else its beginning."""
    found = joined([passage for phrase in phrases for passage in passages(text, phrase)])
    if not found:
        return [Run(text[: 2 * AROUND] + ("…" if len(text) > 2 * AROUND else ""))]
    pieces: list[Run] = []
    at = 0
    for passage in found[:_PASSAGES]:
        start = max(at, passage.start - AROUND)
        lead = "…" if start > at else ""
        pieces += [Run(lead + text[start : passage.start]), Run(text[passage.start : passage.end], True)]
        at = passage.end
    end = min(len(text), at + AROUND)
    pieces.append(Run(text[at:end] + ("…" if end < len(text) else "")))
    return [piece for piece in pieces if piece.text]


def runs(text: str) -> list[Run]:
    """Return a text in which ``OPEN`` and ``CLOSE`` stand around pieces, as these pieces and the others."""
    found: list[Run] = []
    for n, part in enumerate(text.split(OPEN)):
        inside, close, after = part.partition(CLOSE) if n else ("", "", part)
        found += [Run(inside, True), Run(after)] if close else [Run(inside + after)]
    return [run for run in found if run.text]


def compared(text: str, other: str) -> list[Run]:
    """Return a text whole, with the words marked that the other one has not in that place."""
    mine, its = short_units(text), short_units(other)
    found = [
        Passage(mine[start].start, mine[end - 1].end)
        for tag, _, _, start, end in opcodes([t.normalized for t in its], [t.normalized for t in mine])
        if tag != "equal" and end > start
    ]
    pieces: list[Run] = []
    at = 0
    for passage in joined(found):
        pieces += [Run(text[at : passage.start]), Run(text[passage.start : passage.end], True)]
        at = passage.end
    return [piece for piece in (*pieces, Run(text[at:])) if piece.text]

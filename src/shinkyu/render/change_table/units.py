"""Texts as units that an excerpt may consist of: sentences, lines, entries of a list.

An excerpt is cut behind 。, at a line break or before a list sign, and only where Sudachi begins a new
word, so that it never ends in half a word.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.text.normalise import fold
from shinkyu.text.orthography import spelling_key, words
from shinkyu.text.similarity import opcodes
from shinkyu.text.tokenise import tokens

_CUT = re.compile(
    r"(?<=。)(?![」』)）])|(?<=。[」』)）])|"  # behind a sentence
    r"(?<=\n)|"
    # before a list sign that opens a line or follows a space or a sentence; 上記①の is no list sign
    r"(?<=[\s。])(?=[・①-⑳●○◎◆◇■□※<＜【])"
)


class Unit(NamedTuple):
    """A sentence, a line or an entry; offsets are characters of the text."""

    start: int
    end: int
    key: str
    """The folded text; empty for none."""


class Block(NamedTuple):
    """Units ``before[b0:b1]`` that stand now as ``after[a0:a1]``; one side may be empty."""

    b0: int
    b1: int
    a0: int
    a1: int


def units(text: str) -> tuple[Unit, ...]:
    """Return the units of *text*; together they are the whole text."""
    starts = {token.start for token in tokens(text)}
    cuts = [match.start() for match in _CUT.finditer(text) if match.start() in starts and match.start()]
    found: list[Unit] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        key = fold(text[start:end])
        if key or not found:
            found.append(Unit(start, end, key))
        else:
            found[-1] = found[-1]._replace(end=end)
    return tuple(found)


def changed_blocks(before: str, before_units: Sequence[Unit], after: str, after_units: Sequence[Unit]) -> list[Block]:
    """Return the runs of units that differ in more than spelling, in order."""
    keys = {unit.key for unit in before_units} & {unit.key for unit in after_units}
    blocks: list[Block] = []
    for tag, b0, b1, a0, a1 in opcodes(_spelled(before, before_units, keys), _spelled(after, after_units, keys)):
        if tag == "equal":
            continue
        if blocks and (blocks[-1].b1, blocks[-1].a1) == (b0, a0):
            blocks[-1] = blocks[-1]._replace(b1=b1, a1=a1)
        else:
            blocks.append(Block(b0, b1, a0, a1))
    return blocks


def _spelled(text: str, parts: Sequence[Unit], common: set[str]) -> list[str]:
    """Return the keys of units; those that the other text has not letter for letter, without spelling."""
    return [unit.key if unit.key in common else spelling_key(words(text[unit.start : unit.end])) for unit in parts]

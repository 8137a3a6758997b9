"""Numbers of enumerated entries: when an entry is put in, those behind it get other numbers and are no edits."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.text.orthography import Word

_CIRCLED = re.compile(r"[①-⑳]")
_BRACKETED = re.compile(r"\(?(\d{1,2}|[ア-ソ]|[a-z])[).]")
_BARE = re.compile(r"\d{1,2}|[ア-ソ]|[a-z]")
_KANA = "アイウエオカキクケコサシスセソ"
_LONGEST = 3
"""Words of an enumerator: ( 1 )."""


class Enumerator(NamedTuple):
    """What opens an entry: its number, how it is written, and how many words it takes."""

    number: int
    style: str
    size: int


def enumerator_at(run: Sequence[Word], place: int) -> Enumerator | None:
    """Return the enumerator that begins at *place*: ①, (1), 1), 1., ア) or a number with a blank behind it."""
    if not (0 <= place < len(run) and run[place].opens):
        return None
    for size in range(min(_LONGEST, len(run) - place), 0, -1):
        part = run[place : place + size]
        text = "".join(word.surface for word in part)
        if _CIRCLED.fullmatch(text):
            return Enumerator(ord(text) - ord("①") + 1, "①", size)
        if found := _BRACKETED.fullmatch(text):
            number = _number(found.group(1))
            return Enumerator(number, re.sub(r"\w+", _style(found.group(1)), text), size)
        if _BARE.fullmatch(text) and place + size < len(run) and run[place + size].start > part[-1].end:
            return Enumerator(_number(text), _style(text), size)
    return None


def enumerators_in(run: Sequence[Word], part: slice) -> int:
    """Return how many entries begin in *part*."""
    return sum(enumerator_at(run, place) is not None for place in range(part.start, part.stop))


def whole_enumerator(run: Sequence[Word], part: slice) -> Enumerator | None:
    """Return the enumerator that *part*, and nothing else of *run*, is or lies in: the 2 of (2) is that of (2)."""
    for start in range(part.stop - 1, max(part.start - _LONGEST, -1), -1):
        found = enumerator_at(run, start)
        if found and start <= part.start and part.stop <= start + found.size:
            return found
    return None


def _number(text: str) -> int:
    if text in _KANA:
        return _KANA.index(text) + 1
    return int(text) if text.isdigit() else ord(text) - ord("a") + 1


def _style(text: str) -> str:
    return "1" if text.isdigit() else "ア" if text in _KANA else "a"

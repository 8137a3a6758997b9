"""Check boxes of a torn page: which options are printed, and whether their mark is still with them."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from shinkyu.extract.values import ON_SIGNS
from shinkyu.model.form import Option
from shinkyu.text.normalise import fold

BoxState = Literal["on", "off", "unknown"]

_INTACT = re.compile(rf"(?:^|[^\[{ON_SIGNS}])\[([{ON_SIGNS}]?)\]$")
"""A box that is whole on its line; before it no second bracket, which could be its own."""
_HEADLESS = re.compile(rf"^[{ON_SIGNS}]\]$")
"""A line that begins with mark and bracket: the mark is in this box, the other bracket is elsewhere."""
_IN_ORDER = re.compile(rf"^[^\[\]]*\]?[^\[\]]*(?:\[[{ON_SIGNS}]?\][^\[\]{ON_SIGNS}]*)*(?:\[[{ON_SIGNS}]?)?$")
"""Brackets that open and close by turns, the first closing one and the last opening one perhaps torn."""
_MARK = re.compile(f"[{ON_SIGNS}]")


class Box(NamedTuple):
    """A printing of an option behind a bracket."""

    line: int
    option: str
    """Folded."""
    state: BoxState


def boxes_of(lines: Iterable[tuple[int, str]], options: Iterable[Option]) -> list[Box]:
    """Return the boxes printed on the lines of a page.

    A bracket that was torn from its option leaves the state unknown, unless every mark of the page is accounted for:
    when no bracket is lost and no mark lies about, the torn boxes are empty; when as many marks lie about
    as there are torn boxes, they are full.

    Args:
        lines: numbered lines, lists of numbered options left out.
        options: what can stand behind a box on this page.
    """
    words = sorted({fold(text) for option in options for text in (option.text, *option.aliases)}, key=len, reverse=True)
    keys = [(n, fold(text)) for n, text in lines]
    keys = [(n, key) for n, key in keys if "[" in key or "]" in key or len(key) <= 2]
    found = [box for n, key in keys for box in _on_line(n, key, words)]
    torn = sum(box.state == "unknown" for box in found)
    text = "".join(key for _, key in keys)
    loose = len(_MARK.findall(text)) - sum(box.state == "on" for box in found)
    if torn and text.count("[") == text.count("]") and loose in (0, torn):
        state: BoxState = "on" if loose else "off"
        found = [box._replace(state=state) if box.state == "unknown" else box for box in found]
    return found


def _on_line(line: int, key: str, words: Sequence[str]) -> list[Box]:
    found: list[tuple[int, Box]] = []
    ordered = bool(_IN_ORDER.match(key))
    taken = [False] * len(key)
    for word in words:
        start = key.find(word)
        while start >= 0:
            end = start + len(word)
            if key[start - 1 : start] == "]" and not any(taken[start:end]):
                taken[start:end] = [True] * len(word)
                found.append((start, Box(line, word, _state(key[:start]) if ordered else "unknown")))
            start = key.find(word, end)
    return [box for _, box in sorted(found)]


def _state(before: str) -> BoxState:
    intact = _INTACT.search(before)
    if intact:
        return "on" if intact.group(1) else "off"
    return "on" if _HEADLESS.match(before) else "unknown"

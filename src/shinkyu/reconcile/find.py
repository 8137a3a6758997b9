"""Whether a quoted text stands in an item, and how."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from shinkyu.text.normalise import fold, fold_offsets
from shinkyu.text.orthography import spelling_key, words
from shinkyu.text.similarity import part_alignment

How = Literal["exact", "spelling", "pieces", "near", "absent"]

NEAR = 0.8
"""Likeness from which a passage is the quoted one in other words; below it reviewers see two texts."""
SHORTEST_NEAR = 6
"""Characters; a shorter text is there or it is not."""
LOST_AT_CUT = 1
"""Characters at the end of a cut cell that may be half a word."""

_PIECES = re.compile(r"[。\n\s]+|(?=[・○●①-⑳])")
_BULLET = re.compile(r"^[・○●\-]+")
_DELIMITER = re.compile(r"[。、，,.・:：;\s()（）「」『』\[\]【】<>＜＞/]")
HELD: frozenset[How] = frozenset(("exact", "spelling", "pieces"))
"""Ways of standing there that leave no difference of substance."""


class Found(NamedTuple):
    """How a text stands in an item; ``quotation`` is what the item prints there."""

    how: How
    quotation: str = ""
    likeness: float = 0.0

    @property
    def held(self) -> bool:
        """The text is there, up to spelling and cuts."""
        return self.how in HELD


def seek(text: str, inside: str, *, cut_off: bool = False) -> Found:
    """Return how *text* stands in *inside*.

    Certain steps first: the same characters (width and white space aside), the same words in other
    spelling, its pieces in order; then the passage most like it.

    Args:
        text: a quotation of a declared row.
        inside: the printed value of an item.
        cut_off: the layout cut the quotation, so its last characters may be half a word.
    """
    key = folded(text)
    if cut_off and len(key) > SHORTEST_NEAR:
        key = key[:-LOST_AT_CUT]
    if not key:
        return Found("absent")
    whole, offsets = _folded(inside)
    place = find_key(key, whole, open_end=cut_off)
    if place >= 0:
        return Found("exact", _original(inside, offsets, place, place + len(key)), 1.0)
    if not whole:
        return Found("absent")
    likeness, start, end = part_alignment(key, whole)
    if len(key) > len(whole):
        likeness *= len(whole) / len(key)
    quotation = _original(inside, offsets, start, end)
    # Other spelling changes few characters; a passage unlike the text needs no dictionary.
    if likeness >= NEAR / 2 and _spelling(text) and _spelling(text) in _spelling(inside):
        return Found("spelling", quotation, 1.0)
    pieces = [folded(_BULLET.sub("", piece.strip())) for piece in _PIECES.split(text)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) > 1 and _in_order(pieces, inside):
        first = max(pieces, key=len)
        place = whole.find(first)
        return Found("pieces", _original(inside, offsets, place, place + len(first)) if place >= 0 else quotation, 1.0)
    if len(pieces) == 1 and pieces[0] != key and len(pieces[0]) >= SHORTEST_NEAR and find_key(pieces[0], whole) >= 0:
        place = find_key(pieces[0], whole)
        return Found("spelling", _original(inside, offsets, place, place + len(pieces[0])), 1.0)
    if len(key) < SHORTEST_NEAR or likeness < NEAR or end <= start:
        return Found("absent", likeness=likeness)
    return Found("near", quotation, likeness)


def find_key(key: str, whole: str, start: int = 0, *, open_end: bool = False) -> int:
    """Return where *key* stands in *whole* from *start* on, -1 where it does not.

    A number is not found inside a longer one: 第1 does not stand in 第12, nor 4人 in 14人.
    """
    place = whole.find(key, start) if key else -1
    while place >= 0:
        end = place + len(key)
        cuts_before = key[0].isdecimal() and whole[place - 1 : place].isdecimal()
        cuts_after = key[-1].isdecimal() and whole[end : end + 1].isdecimal() and not open_end
        if not cuts_before and not cuts_after:
            return place
        place = whole.find(key, place + 1)
    return -1


def without(inside: str, texts: tuple[str, ...]) -> str:
    """Return the key of *inside* with the places of *texts* and of their pieces blotted out."""
    key = _folded(inside)[0]
    parts: list[str] = []
    for text in texts:
        pieces = [folded(piece) for piece in _PIECES.split(text)]
        parts += [folded(text)] if folded(text) in key else [p for p in pieces if len(p) >= SHORTEST_NEAR]
    for part in sorted(parts, key=len, reverse=True):
        key = key.replace(part, "\0") if part else key
    return key


def stands_alone(text: str, inside: str) -> bool:
    """Say whether *text* stands in *inside* as an entry of its own: between commas, brackets, line ends."""
    key = folded(text)
    whole, offsets = _folded(inside)
    place = find_key(key, whole)
    while place >= 0:
        start, end = offsets[place], offsets[place + len(key) - 1] + 1
        opens = start == 0 or _DELIMITER.match(inside[start - 1]) or _DELIMITER.match(key[0])
        closes = end >= len(inside) or _DELIMITER.match(inside[end]) or _DELIMITER.match(key[-1])
        if opens and closes:
            return True
        place = find_key(key, whole, place + 1)
    return False


def follows(text: str, inside: str) -> str:
    """Return what *inside* prints behind *text*, empty where the text is not there or ends it."""
    key = folded(text)
    whole, offsets = _folded(inside)
    place = find_key(key, whole)
    end = place + len(key)
    return inside[offsets[end - 1] + 1 :] if key and place >= 0 and end < len(whole) else ""


def _in_order(pieces: list[str], inside: str) -> bool:
    """Say whether all pieces stand in *inside*, each after the one before, in whatever spelling."""
    whole, spelled = _folded(inside)[0], ""
    position, spelled_position = 0, 0
    for piece in pieces:
        place = find_key(piece, whole, position)
        if place >= 0:
            position = place + len(piece)
            continue
        spelled = spelled or _spelling(inside)
        key = _spelling(piece)
        place = spelled.find(key, spelled_position) if len(key) > 1 else -1
        if place < 0:
            return False
        spelled_position = place + len(key)
    return True


@lru_cache(maxsize=32768)
def folded(text: str) -> str:
    """Return the comparison key of *text*; rows and items are compared many times over."""
    return fold(text)


@lru_cache(maxsize=8192)
def _folded(text: str) -> tuple[str, list[int]]:
    return fold_offsets(text)


@lru_cache(maxsize=8192)
def _spelling(text: str) -> str:
    return spelling_key(words(text))


def _original(inside: str, offsets: list[int], start: int, end: int) -> str:
    """Return the characters of *inside* that a stretch of its key stands for."""
    if end <= start:
        return ""
    return inside[offsets[start] : offsets[min(end, len(offsets)) - 1] + 1]

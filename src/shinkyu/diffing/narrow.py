"""A difference of words narrowed to the characters that differ, with what surrounds them."""

from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.text.orthography import Word

CONTEXT = 3
"""Words on either side; enough to see 別表第2の before a number and の項 behind it."""


class Difference(NamedTuple):
    """The characters that differ, and the folded text to their left and right."""

    before: str
    after: str
    left: str
    right: str


def narrowed(before: Sequence[Word], after: Sequence[Word], old: slice, new: slice) -> Difference:
    """Return the difference of ``before[old]`` and ``after[new]`` without common beginning and end."""
    old_text, new_text = joined(before[old]), joined(after[new])
    head, tail = common_ends(old_text, new_text)
    return Difference(
        before=old_text[head : len(old_text) - tail],
        after=new_text[head : len(new_text) - tail],
        left=joined(before[max(old.start - CONTEXT, 0) : old.start]) + old_text[:head],
        right=old_text[len(old_text) - tail :] + joined(before[old.stop : old.stop + CONTEXT]),
    )


def common_ends(before: str, after: str, *, whole_numbers: bool = False) -> tuple[int, int]:
    """Return how many characters two texts share at the beginning and, of the rest, at the end.

    With *whole_numbers* neither end stops inside a number: 10 and 13 share nothing.
    """
    shorter = min(len(before), len(after))
    head = common_length(before, after)
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    if whole_numbers:
        while head and before[head - 1].isdigit() and _begins_with_digit(before[head:], after[head:]):
            head -= 1
        while tail and before[-tail].isdigit() and _begins_with_digit(before[-tail - 1 :: -1], after[-tail - 1 :: -1]):
            tail -= 1
    return head, tail


def common_length(before: str, after: str) -> int:
    """Return how many characters two texts share at the beginning; quick for long ones."""
    low, high = 0, min(len(before), len(after))
    while low < high:
        middle = (low + high + 1) // 2
        if before[low:middle] == after[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _begins_with_digit(*texts: str) -> bool:
    return any(text[:1].isdigit() for text in texts)


def joined(run: Sequence[Word]) -> str:
    """Return the folded words of *run* as one text."""
    return "".join([word.token.surface for word in run])

"""Whether the words of a row are what changed: short ones stand all over an item, and what was filled was not new."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from shinkyu.model.change import Change, Span
from shinkyu.reconcile.find import every_place, folded
from shinkyu.text.wording import loaded

DISTINCTIVE = 12
"""Characters of a quotation that make a chance meeting in an item unlikely."""
MOST = 0.5
"""Share of what came or went that the words of a row must make up."""
INSTEAD = 0.5
"""Length of what went where a text came, as a share of what came, from which it stood there instead."""

_ENUMERATORS = re.compile("[①-⑳]")
"""Signs that move up or down where an entry is put between others."""
_FIGURES = re.compile(r"[\d①-⑳]")
"""Numbers of entries are among them, so that alone they tell of no word that went."""

Stretch = tuple[int, int]
"""Beginning and end of a passage of a text."""


def fault(change: Change, befores: Sequence[str], afters: Sequence[str]) -> Literal["before", "after"] | None:
    """Return which cell of a row holds a short text that is not what changed in an item; None where neither does.

    Args:
        change: what became of the text of the item.
        befores: the texts of the 前 cell, all of which stood there.
        afters: the texts of the 後 cell, all of which stand there now.
    """
    spans = spans_of(change)
    was, now = change.before or "", change.after or ""
    old = [(folded(text), every_place(text, was)) for text in befores]
    new = [(folded(text), every_place(text, now)) for text in afters]
    several = len(old) + len(new) > 2
    for key, places in new:
        alone = several or not old
        if _is_short(key) and key not in dict(old) and places:
            paired = any(_became(spans, one, places, text in key) for text, one in old)
            if not paired and not (alone and any(_makes_up(spans, place, 1) for place in places)):
                return "after"
    for key, places in old:
        if _is_short(key) and key not in dict(new) and places and new:
            paired = any(_became(spans, places, other, key in text) for text, other in new)
            if not paired and not (several and any(_makes_up(spans, place, 0) for place in places)):
                return "before"
    return None


def is_replaced(change: Change, terms: Sequence[str], news: Sequence[str]) -> bool:
    """Say whether one of the *terms* of the older text became one of the *news* somewhere."""
    spans = spans_of(change)
    was, now = change.before or "", change.after or ""
    return any(
        _became(spans, every_place(term, was), every_place(new, now), term in new) for term in terms for new in news
    )


def is_most_of(texts: Sequence[str], inside: str) -> bool:
    """Say whether texts are told from any other words of an item: one is long, or together they are most of it."""
    keys = [folded(text) for text in texts]
    return not all(map(_is_short, keys)) or sum(map(len, keys)) >= MOST * len(folded(inside))


def was_filled(change: Change, quoted: Sequence[Stretch], told: Sequence[Stretch]) -> bool:
    """Say whether other words stood where a text came that a row calls new.

    Args:
        change: what became of the text of the item.
        quoted: where the text stands now.
        told: passages of the older text that other rows quote.
    """
    was, now = change.before or "", change.after or ""
    went = came = words = 0
    for span in spans_of(change):
        start, end = span.after_start, span.after_end
        inside = [(max(a, start), min(b, end)) for a, b in quoted if a < end and start < b]
        if inside or (start == end and any(a < start < b for a, b in quoted)):
            came += sum(_letters(now[a:b]) for a, b in inside)
            untold = "".join(
                char
                for n, char in enumerate(was[span.before_start : span.before_end], span.before_start)
                if not any(a <= n < b for a, b in told)
            )
            went += _letters(untold)
            words += _letters(_FIGURES.sub("", untold))
    mostly_there = came < MOST * sum(_letters(now[a:b]) for a, b in quoted)
    return (went > 0 and went >= INSTEAD * came) or (words > 0 and mostly_there)


def spans_of(change: Change) -> tuple[Span, ...]:
    """Return what differs; all of a value that was entered, removed or not compared word by word."""
    return change.spans or (Span(0, len(change.before or ""), 0, len(change.after or "")),)


def _is_short(key: str) -> bool:
    return len(key) < DISTINCTIVE


def _became(spans: Sequence[Span], befores: Sequence[Stretch], afters: Sequence[Stretch], held: bool) -> bool:
    """Say whether one of some passages became one of others; *held*: the older words are part of the newer ones."""
    return any(_is_pair(spans, before, after, held) for before in befores for after in afters)


def _is_pair(spans: Sequence[Span], before: Stretch, after: Stretch, held: bool) -> bool:
    ours, common = [], False
    for span in spans:
        old, new = (span.before_start, span.before_end), (span.after_start, span.after_end)
        # What came right beside the older words belongs to them where the newer words hold them.
        mine = _overlap(old, before) > 0 or _has_point(before, old, held)
        theirs = _overlap(new, after) > 0 or _has_point(after, new, True)
        common = common or (mine and theirs)
        if mine or theirs:
            ours.append((old, new))
    went, came = sum(o[1] - o[0] for o, _ in ours), sum(n[1] - n[0] for _, n in ours)
    return (
        common
        and sum(_overlap(old, before) for old, _ in ours) >= MOST * went
        and sum(_overlap(new, after) for _, new in ours) >= MOST * came
    )


def _has_point(passage: Stretch, place: Stretch, at_ends: bool) -> bool:
    """Say whether the empty place where something came or went lies in a passage, its ends included or not."""
    point = place[0]
    return place[0] == place[1] and (passage[0] < point < passage[1] or (at_ends and point in passage))


def _makes_up(spans: Sequence[Span], place: Stretch, side: int) -> bool:
    """Say whether a passage is most of what came (side 1) or went (side 0) where it stands."""
    sides = [((s.before_start, s.before_end), (s.after_start, s.after_end))[side] for s in spans]
    mine = [stretch for stretch in sides if _overlap(stretch, place) > 0]
    return bool(mine) and sum(_overlap(s, place) for s in mine) >= MOST * sum(b - a for a, b in mine)


def _overlap(one: Stretch, other: Stretch) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _letters(text: str) -> int:
    """Return the number of letters and figures of a text, words that join others aside."""
    key = _ENUMERATORS.sub("", folded(text))
    for joiner in _joiners():
        key = key.replace(joiner, "")
    return sum(map(str.isalnum, key))


@lru_cache(maxsize=1)
def _joiners() -> tuple[str, ...]:
    return loaded(__package__, "joiners.toml", dict[str, tuple[str, ...]])["joiners"]

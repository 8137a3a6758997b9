"""Entries of a list (記録項目) as an ordered set: which came, went, were renamed or changed places."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from shinkyu.model.change import EntryChange, EntryOp
from shinkyu.text.normalise import fold
from shinkyu.text.similarity import longest_run, ratio

RENAMED = 0.5
"""Likeness of two entries in one place that are one entry with another name: 電話番号 and 連絡先電話番号."""

MAX_PAIRS = 250_000
"""Pairs of old and new entries whose names are compared; beyond that no entry is called renamed."""

_Placed = tuple[tuple[int, int, int], EntryChange]
"""A change of an entry, with its place: the gap between the kept entries, what went before what came, position."""

_OTHER_WAY: dict[EntryOp, EntryOp] = {"added": "removed", "removed": "added"}

_BETWEEN = re.compile(r"[\s、,]++|[(（)）]")
_NUMBER = re.compile(r"^[(]?\d{1,3}[).:]?\s*(?=\D)")


def entry_changes(before: Sequence[str], after: Sequence[str]) -> tuple[EntryChange, ...]:
    """Return what happened to each entry, in the order of the new list, those that went at their old place.

    A list that is printed on one line has its entries between blanks or 、.  The running numbers of entries do
    not count.
    """
    if 1 in (len(before), len(after)):
        before, after = _split(before), _split(after)
    if [_key(entry) for entry in before] > [_key(entry) for entry in after]:
        turned = _entry_changes(after, before)
        return tuple(change for _, change in sorted((_mirrored(place, change) for place, change in turned), key=_place))
    return tuple(change for _, change in sorted(_entry_changes(before, after), key=_place))


def _entry_changes(before: Sequence[str], after: Sequence[str]) -> list[_Placed]:
    keys = [_key(entry) for entry in before], [_key(entry) for entry in after]
    same = _same(*keys)
    kept = longest_run([same[a] for a in sorted(same)])
    stays = {a: b for a, b in same.items() if b in kept}
    gaps = _gaps(len(before), sorted(kept)), _gaps(len(after), sorted(stays))
    moved = {a: b for a, b in same.items() if b not in kept}
    gone = {b: gaps[0][b] for b in range(len(before)) if b not in same.values()}
    come = {a: gaps[1][a] for a in range(len(after)) if a not in same}
    renamed = _renamed(keys, gone, come)
    taken = set(renamed.values())
    found = [((gap, 0, b), EntryChange("removed", before[b], None)) for b, gap in gone.items() if b not in taken]
    found += [((gap, 1, a), EntryChange("added", None, after[a])) for a, gap in come.items() if a not in renamed]
    found += [((gaps[1][a], 1, a), EntryChange("moved", before[b], after[a])) for a, b in moved.items()]
    found += [((gaps[1][a], 1, a), EntryChange("modified", before[b], after[a])) for a, b in renamed.items()]
    return found


def _split(entries: Sequence[str]) -> list[str]:
    return [part for entry in entries for part in _parts(entry) if part]


def _parts(entry: str) -> Iterator[str]:
    """Return what stands between blanks and 、, but for those within brackets: the next bracket behind them closes."""
    signs = list(_BETWEEN.finditer(entry))
    cuts: list[tuple[int, int]] = []
    closing = False
    for sign in reversed(signs):
        if sign.group() in ("(", "（", ")", "）"):
            closing = sign.group() in (")", "）")
        elif not closing:
            cuts.append(sign.span())
    start = 0
    for first, end in reversed(cuts):
        yield entry[start:first]
        start = end
    yield entry[start:]


def _key(entry: str) -> str:
    return _NUMBER.sub("", fold(entry))


def _same(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return for positions of the new list those of the old one with the same entry, the first for the first."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for b in range(len(before) - 1, -1, -1):
        waiting[before[b]].append(b)
    return {a: waiting[entry].pop() for a, entry in enumerate(after) if waiting.get(entry)}


def _gaps(size: int, kept: Sequence[int]) -> list[int]:
    """Return for each position behind how many of the kept entries it stands."""
    return [bisect_left(kept, place) for place in range(size)]


def _place(placed: _Placed) -> tuple[int, int, int]:
    return placed[0]


def _mirrored(place: tuple[int, int, int], change: EntryChange) -> _Placed:
    op = _OTHER_WAY.get(change.op, change.op)
    return (place[0], int(op != "removed"), place[2]), EntryChange(op, change.after, change.before)


def _renamed(keys: tuple[list[str], list[str]], gone: dict[int, int], come: dict[int, int]) -> dict[int, int]:
    """Return for positions of the new list the entry of the old one that stood in the same gap and is alike."""
    there: dict[int, list[int]] = defaultdict(list)
    for a, gap in come.items():
        there[gap].append(a)
    if sum(len(there[gap]) for gap in gone.values()) > MAX_PAIRS:
        return {}
    pairs = [(ratio(*sorted((keys[0][b], keys[1][a]))), b, a) for b, gap in gone.items() for a in there[gap]]
    found: dict[int, int] = {}
    for score, b, a in sorted(pairs, key=lambda pair: (-pair[0], *sorted(pair[1:]))):
        if score >= RENAMED and a not in found and b not in found.values():
            found[a] = b
    return found

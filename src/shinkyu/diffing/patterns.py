"""One substitution in many items, reported once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shinkyu.diffing.narrow import joined
from shinkyu.diffing.regions import Region
from shinkyu.diffing.texts import Comparison
from shinkyu.text.orthography import Word

LONGEST_SUBSTITUTION = 60
"""Folded characters of a side; a longer piece that two items share is a paragraph, not a substitution."""

SHORTEST_INSERTION = 4
"""Folded characters; 、 and 等 come and go in many items without being one decision."""

_NUMERAL = re.compile(r"[0-9,.〇零一二三四五六七八九十百千万]+")


class Substitution(NamedTuple):
    """The folded words that stood there before and stand there now."""

    before: str
    after: str


def substitutions(comparison: Comparison) -> tuple[Substitution, ...]:
    """Return what was put for what, in whole words; a bare number takes its neighbours with it."""
    found: dict[Substitution, None] = {}
    for region in comparison.substance:
        before = _widened(comparison.before_words, region, region.before, comparison)
        after = _widened(comparison.after_words, region, region.after, comparison)
        found[Substitution(before, after)] = None
    return tuple(found)


def repeated(edits: Iterable[Sequence[Substitution]]) -> dict[Substitution, list[int]]:
    """Return the substitutions that stand in two edits or more, with the positions of the edits."""
    places: dict[Substitution, list[int]] = defaultdict(list)
    for position, found in enumerate(edits):
        for substitution in found:
            places[substitution].append(position)
    return {
        substitution: where
        for substitution, where in places.items()
        if len(where) > 1 and _is_one_decision(substitution)
    }


def _is_one_decision(substitution: Substitution) -> bool:
    shorter, longer = sorted(map(len, substitution))
    return longer <= LONGEST_SUBSTITUTION and (shorter > 0 or longer >= SHORTEST_INSERTION)


def _widened(run: Sequence[Word], region: Region, part: slice, comparison: Comparison) -> str:
    """Return the words of *part*; 7 → 8 alone says nothing, 第7号 → 第8号 does."""
    start, stop = part.start, part.stop
    if _is_number(comparison, region):
        if start and run[start - 1].surface in ("第", "表", "別表"):
            start -= 1
        if stop < len(run) and not run[stop].surface.isascii():
            stop += 1
    return joined(run[start:stop])


def _is_number(comparison: Comparison, region: Region) -> bool:
    return all(_NUMERAL.fullmatch(text) for text in comparison.surfaces(region))

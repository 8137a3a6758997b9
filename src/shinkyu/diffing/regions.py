"""Regions where two texts differ, put where a reader would mark them.

An edit script is right in many ways; of these a reader expects the one that marks whole sentences and entries, no
rag of particles, and no number that only shifted.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from shinkyu.diffing.enumerations import enumerator_at, enumerators_in, whole_enumerator
from shinkyu.diffing.narrow import joined
from shinkyu.text.orthography import Word

MAX_SLIDE = 500
"""Words by which a piece is slid to a better border."""

LIST_SIGNS = "・●○◎◆◇■□-"
"""Signs that open an entry of a list without a number."""

Kind = Literal["width", "spelling", "misreading", "renumbered", "substance"]
"""``renumbered``: the number of an entry of an enumeration into which another one was put."""


class Region(NamedTuple):
    """A run of words that differs, as positions in the word lists of the two texts."""

    kind: Kind
    before: slice
    after: slice


def tidy(regions: Sequence[Region], before: Sequence[Word], after: Sequence[Word]) -> list[Region]:
    """Return regions that lead to the same texts and are easier to read."""
    slid = _at_entries(_at_borders(regions, before, after), before, after)
    return _join(_renumbered(slid, before, after), before, after)


def _at_borders(regions: Sequence[Region], before: Sequence[Word], after: Sequence[Word]) -> list[Region]:
    """Slide what was put in or taken out to where a sentence or line begins, when it can be cut in several ways.

    ``X。A。`` before ``A。`` was put in and not ``。A`` in the middle; both lead to the same text.
    """
    found: list[Region] = []
    for n, region in enumerate(regions):
        full, part, place = after, region.after, region.before
        if part.stop == part.start:
            full, part, place = before, region.before, region.after
        size = part.stop - part.start
        if region.kind != "substance" or place.stop > place.start or not size:
            found.append(region)
            continue
        last = found[-1] if found else None
        room = part.start - (getattr(last, "after" if full is after else "before").stop if last else 0)
        room = min(room, place.start - (getattr(last, "before" if full is after else "after").stop if last else 0))
        left = 0
        while left < min(room, MAX_SLIDE) and _same_word(full, part.start - left - 1, part.stop - left - 1):
            left += 1
        following = regions[n + 1] if n + 1 < len(regions) else None
        end = getattr(following, "after" if full is after else "before").start if following else len(full)
        right = 0
        while right < min(end - part.stop, MAX_SLIDE) and _same_word(full, part.start + right, part.stop + right):
            right += 1
        step = max(range(-left, right + 1), key=lambda k: (_border(full, part.start + k, part.stop + k), -abs(k), -k))
        found.append(
            Region(
                "substance",
                slice(region.before.start + step, region.before.stop + step),
                slice(region.after.start + step, region.after.stop + step),
            )
        )
    return found


def _same_word(run: Sequence[Word], one: int, other: int) -> bool:
    return run[one].surface == run[other].surface


def _border(run: Sequence[Word], start: int, stop: int) -> int:
    """Return how well a piece is cut: whole sentences or lines before halves of them."""
    opens = run[start].opens
    ends = stop == len(run) or run[stop].opens
    return 2 * (opens and ends) + (opens or run[stop - 1].surface in ("。", "、"))


def _at_entries(regions: Sequence[Region], before: Sequence[Word], after: Sequence[Word]) -> list[Region]:
    """Slide what was put in or taken out to where its entry begins: ``②X。`` and not ``X。③``.

    The enumerator before the region stays with the text behind it, as another number or the same sign.
    """
    found: list[Region] = []
    for region in regions:
        empty, full = (region.before, region.after), (before, after)
        if region.before.stop > region.before.start:
            empty, full = (region.after, region.before), (after, before)
        place, part = empty
        other, run = full
        size = _sign_size(run, part.stop) if place.start == place.stop else 0
        fits = bool(
            size
            and region.kind == "substance"
            and part.stop - part.start > size
            and _sign_size(run, part.start) == size
            and [w.surface for w in run[part.start - size : part.start]]
            == [w.surface for w in other[place.start - size : place.start]]
            and not (found and _touches(found[-1], region, size))
        )
        if not fits:
            found.append(region)
            continue
        slid = slice(place.start - size, place.start - size), slice(part.start - size, part.stop - size)
        rest = slice(place.start - size, place.start), slice(part.stop - size, part.stop)
        turned = full[0] is after
        found.append(Region("substance", *(reversed(slid) if turned else slid)))
        if [w.surface for w in other[rest[0]]] != [w.surface for w in run[rest[1]]]:
            found.append(Region("substance", *(reversed(rest) if turned else rest)))
    return found


def _touches(last: Region, region: Region, size: int) -> bool:
    return bool(last.before.stop > region.before.start - size or last.after.stop > region.after.start - size)


def _sign_size(run: Sequence[Word], stop: int) -> int:
    """Return how many words the list sign or enumerator takes that ends before *stop*, 0 without one."""
    for size in (1, 2, 3):
        found = enumerator_at(run, stop - size)
        if found and found.size == size:
            return size
    last = run[stop - 1] if 0 < stop <= len(run) else None
    return 1 if last and last.opens and last.surface in LIST_SIGNS else 0


def _renumbered(regions: Sequence[Region], before: Sequence[Word], after: Sequence[Word]) -> list[Region]:
    """Mark the numbers of entries that only shifted because entries before them came or went."""
    found: list[Region] = []
    shift = 0
    for region in regions:
        old, new = whole_enumerator(before, region.before), whole_enumerator(after, region.after)
        if region.kind == "substance" and old and new and old.style == new.style:
            is_shifted = shift != 0 and new.number - old.number == shift
            found.append(region._replace(kind="renumbered") if is_shifted else region)
            continue
        if region.kind == "substance":
            shift += enumerators_in(after, region.after) - enumerators_in(before, region.before)
        found.append(region)
    return found


def _join(regions: Sequence[Region], before: Sequence[Word], after: Sequence[Word]) -> list[Region]:
    """Join regions of substance that only a short common run keeps apart.

    The shortest edit script of two rewritten sentences is a rag of particles; a reader sees one
    replacement.
    """
    found: list[Region] = []
    for region in regions:
        last = found[-1] if found else None
        if last and last.kind == region.kind == "substance":
            island = joined(before[last.before.stop : region.before.start])
            sizes = [
                max(_size(before, last.before), _size(after, last.after)),
                max(_size(before, region.before), _size(after, region.after)),
            ]
            if len(island) < min(sizes):
                found[-1] = Region(
                    "substance",
                    slice(last.before.start, region.before.stop),
                    slice(last.after.start, region.after.stop),
                )
                continue
        found.append(region)
    return found


def _size(run: Sequence[Word], part: slice) -> int:
    return sum(len(word.surface) for word in run[part])

"""Which item each label of a page belongs to, when the order of the labels is lost.

A page of a report holds a stretch of the form, and on it every label of that stretch.  So the labels that are
printed say which stretch it is, and a label that the stretch has once is settled.  Of a label that it has several
times (リスクへの対策は十分か) the printings are told apart by their neighbours: labels that follow each other
in the form were mostly left together when a layer was torn up.
"""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.extract.labels import Labels
from shinkyu.extract.page_labels import Found
from shinkyu.extract.placed import Slot
from shinkyu.model.form import ItemSpec

MOST_ORDERS = 5_000
"""Ways to give printings to places that are tried; the fullest page seen has 72."""


class Stretch(NamedTuple):
    """The labels of a page as places of the form."""

    slots: tuple[Slot, ...]
    """All places of the part, in order of the form, members of groups as far as they are known."""
    chosen: tuple[tuple[int, ...], ...]
    """For each label of the page the positions in ``slots`` that it may have; one where it is settled."""
    crowded: frozenset[int]
    """Labels that are printed more often than the form has them there: members are on the page that nothing names."""

    def settled(self, n: int) -> Slot | None:
        """Return the place of label *n* of the page, None where it is not certain."""
        return self.slots[self.chosen[n][0]] if len(self.chosen[n]) == 1 and n not in self.crowded else None

    def last(self) -> int:
        """Return the position of the last place of the page, -1 without one."""
        return max((p for chosen in self.chosen for p in chosen), default=-1)


def slots_of(labels: Labels, part: ItemSpec, file: int, members: dict[str, list[str]]) -> tuple[Slot, ...]:
    """Return the places of *part* in order of the form.

    Args:
        labels: look-ups into the form.
        part: a part of the form.
        file: copy of a part that comes once for every 特定個人情報ファイル.
        members: for each group the members to expect (``1``, ``2~5``), by the id of the group.
    """
    children: dict[str | None, list[ItemSpec]] = {}
    for spec in labels.template.specs:
        children.setdefault(spec.parent, []).append(spec)

    def below(parent: ItemSpec, member: str) -> list[Slot]:
        found: list[Slot] = []
        for spec in children.get(parent.id, []):
            if spec.role == "group":
                for name in sorted(members.get(spec.id, []), key=_member_order):
                    found.append(Slot(spec.id, file, name))
                    found += below(spec, name) if name.isdecimal() else []
            else:
                found += [Slot(spec.id, file, member), *below(spec, member)]
        return found

    return tuple(below(part, ""))


def settle(found: Sequence[Found], slots: tuple[Slot, ...], start: int) -> Stretch:
    """Return which places the labels of a page may have.

    Args:
        found: the labels, from top to bottom.
        slots: all places of the part.
        start: position behind the page before.
    """
    possible = [_positions(label, slots, start) for label in found]
    kinds: dict[tuple[int, ...], list[int]] = {}
    for n, positions in enumerate(possible):
        kinds.setdefault(positions, []).append(n)
    end = max((positions[0] for positions in kinds if len(positions) == 1), default=start - 1)
    chosen: list[tuple[int, ...]] = [()] * len(found)
    crowded: set[int] = set()
    open_kinds: list[tuple[list[int], tuple[int, ...]]] = []
    for positions, printings in sorted(kinds.items()):
        inside = tuple(p for p in positions if p <= end)
        if len(inside) < len(printings):
            inside = positions[: len(printings)]
        if len(inside) < len(printings):
            crowded.update(printings)
        end = max(end, *inside) if inside else end
        for n in printings:
            chosen[n] = inside
        if 1 < len(inside) == len(printings):
            open_kinds.append((printings, inside))
    _tell_apart(chosen, open_kinds)
    return Stretch(slots, tuple(chosen), frozenset(crowded))


def _positions(label: Found, slots: tuple[Slot, ...], start: int) -> tuple[int, ...]:
    """Return where in the form a label stands, behind *start* where it stands there at all."""
    ids = {spec.id for spec in label.specs}
    member = label.member
    fits = [n for n, slot in enumerate(slots) if slot.spec in ids and (not member or slot.member == member)]
    ahead = tuple(n for n in fits if n >= start)
    return ahead or tuple(fits)


def _tell_apart(chosen: list[tuple[int, ...]], kinds: list[tuple[list[int], tuple[int, ...]]]) -> None:
    """Settle printings of the same label by which labels stand beside them."""
    if not kinds or math.prod(math.factorial(len(places)) for _, places in kinds) > MOST_ORDERS:
        return
    taken = sorted({p for places in chosen for p in places})
    following = dict(itertools.pairwise(taken))
    best = -1
    winners: list[list[int]] = []
    for orders in itertools.product(*(itertools.permutations(places) for _, places in kinds)):
        given = [places[0] if len(places) == 1 else -1 for places in chosen]
        for (printings, _), order in zip(kinds, orders, strict=True):
            for n, place in zip(printings, order, strict=True):
                given[n] = place
        score = sum(a >= 0 and following.get(a) == b for a, b in itertools.pairwise(given))
        if score > best:
            best, winners = score, []
        if score == best:
            winners.append(given)
    for printings, _ in kinds:
        for n in printings:
            chosen[n] = tuple(sorted({given[n] for given in winners}))


def _member_order(name: str) -> tuple[int, int]:
    first, _, last = name.partition("~")
    return int(first), 0 if last else 1

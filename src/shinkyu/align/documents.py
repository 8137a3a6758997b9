"""The alignment of two documents."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from shinkyu.align.gaps import Lost
from shinkyu.align.matching import Match, match_members
from shinkyu.align.members import Key, Member
from shinkyu.align.places import FILE_GROUP, Container, Place, per_file_ids, place
from shinkyu.model.address import file_element
from shinkyu.model.alignment import Alignment, MemberPair, Pair
from shinkyu.model.document import Document, Item
from shinkyu.model.form import FormTemplate


@dataclass(frozen=True)
class _Side:
    """A document with the places of its items."""

    document: Document
    places: tuple[Place, ...]

    def item(self, position: int) -> Item:
        return self.document.items[position]

    def key(self, position: int) -> Key:
        return self.item(position).id, self.places[position].rest


@dataclass
class _Findings:
    """What has been matched so far."""

    pairs: list[Pair] = field(default_factory=list)
    members: list[MemberPair] = field(default_factory=list)


def align(old: Document, new: Document, template: FormTemplate) -> Alignment:
    """Return which items and which members of repeated groups of the two versions correspond.

    Members of repeated groups and the copies of the per-file parts are matched by content, never by
    number; everything else by id and address.  ``align(new, old)`` is the mirror image.
    """
    per_file = per_file_ids(old) | per_file_ids(new)
    before = _Side(old, tuple(place(item, template, per_file) for item in old.items))
    after = _Side(new, tuple(place(item, template, per_file) for item in new.items))
    found = _Findings()
    _align_inside(before, after, range(len(old.items)), range(len(new.items)), 0, "id", found)
    only_old = _without(len(old.items), {pair.old for pair in found.pairs})
    only_new = _without(len(new.items), {pair.new for pair in found.pairs})
    to_new = Lost(new.gaps, {pair.old: pair.new for pair in found.members if pair.group == FILE_GROUP})
    to_old = Lost(old.gaps, {pair.new: pair.old for pair in found.members if pair.group == FILE_GROUP})
    return Alignment(
        pairs=tuple(sorted(found.pairs, key=lambda pair: pair.new)),
        only_old=only_old,
        only_new=only_new,
        members=tuple(_with_gap(pair, *((old, to_new) if pair.old else (new, to_old))) for pair in found.members),
        lost_old=tuple(n for n in only_old if to_new.covers(old.items[n].address)),
        lost_new=tuple(n for n in only_new if to_old.covers(new.items[n].address)),
    )


def _without(size: int, paired: set[int]) -> tuple[int, ...]:
    return tuple(n for n in range(size) if n not in paired)


def _with_gap(pair: MemberPair, own: Document, lost: Lost) -> MemberPair:
    """Mark a member without counterpart that the other copy lost, or that its own copy has too little of to match."""
    address = pair.old or pair.new
    if pair.by != "none" or address is None:
        return pair
    unnamed = not any(
        own.items[n].id.endswith(".name") and own.items[n].state != "unread" for n in pair.old_items or pair.new_items
    )
    partly_read = unnamed and Lost(own.gaps, {}).covers(address)
    return replace(pair, by="gap") if partly_read or lost.covers(address) else pair


def _align_inside(
    old: _Side,
    new: _Side,
    old_items: Iterable[int],
    new_items: Iterable[int],
    level: int,
    by: str,
    found: _Findings,
) -> None:
    """Align items that share their containers above *level*."""
    old_loose, old_groups = _sort_out(old, old_items, level)
    new_loose, new_groups = _sort_out(new, new_items, level)
    found.pairs += _pair_items(old, new, old_loose, new_loose, by)
    for group in dict.fromkeys((*new_groups, *old_groups)):
        old_members = _members(old, old_groups.get(group, {}), level)
        new_members = _members(new, new_groups.get(group, {}), level)
        for match in _matches(group, old_members, new_members):
            before = None if match.old is None else old_members[match.old]
            after = None if match.new is None else new_members[match.new]
            if _is_worth_telling(before, after):
                found.members.append(_member_pair(group, before, after, match))
            if before and after:
                _align_inside(old, new, before.items, after.items, level + 1, "member", found)


def _sort_out(side: _Side, items: Iterable[int], level: int) -> tuple[list[int], dict[str, dict[Container, list[int]]]]:
    """Split items into loose ones and those in members, by group and member in printed order."""
    loose: list[int] = []
    groups: dict[str, dict[Container, list[int]]] = defaultdict(dict)
    for position in items:
        containers = side.places[position].containers
        if len(containers) == level:
            loose.append(position)
            continue
        container = containers[level]
        if container.group == FILE_GROUP:
            # Ⅱ, the annex and Ⅲ of one file are one member; its address is the first of them.
            element = file_element(container.address)
            container = Container(FILE_GROUP, (element,) if element else ())
        groups[container.group].setdefault(container, []).append(position)
    return loose, groups


def _members(side: _Side, groups: dict[Container, list[int]], level: int) -> list[Member]:
    members: list[Member] = []
    for container, items in groups.items():
        entries: dict[Key, Item] = {}
        for position in items:
            key = side.key(position)
            while key in entries:
                key = (key[0], (*key[1], "again"))
            entries[key] = side.item(position)
        if container.group == FILE_GROUP:
            container = side.places[items[0]].containers[level]
        members.append(Member(container, tuple(items), entries))
    return members


def _matches(group: str, old: Sequence[Member], new: Sequence[Member]) -> list[Match]:
    """Return which members of a group correspond; the only file of both versions is one, however little they share."""
    if group == FILE_GROUP and len(old) == len(new) == 1 and not _is_worth_telling(old[0], new[0]):
        return [Match(0, 0, 1.0, "name")]  # nobody is told how alike they are, which takes long to know
    return match_members(old, new, force=group == FILE_GROUP)


def _is_worth_telling(old: Member | None, new: Member | None) -> bool:
    """Say whether a match is a fact about a group: the only file of a document is no member of one."""
    sides = [side.container for side in (old, new) if side]
    return any(c.group != FILE_GROUP or file_element(c.address) for c in sides)


def _member_pair(group: str, old: Member | None, new: Member | None, match: Match) -> MemberPair:
    return MemberPair(
        group=group,
        old=old.container.address if old else None,
        new=new.container.address if new else None,
        score=round(match.score, 4),
        by=match.by,
        old_items=old.items if old else (),
        new_items=new.items if new else (),
    )


def _pair_items(old: _Side, new: _Side, old_items: Sequence[int], new_items: Sequence[int], by: str) -> list[Pair]:
    """Pair items of equal id and address, then what is left by id alone (a relabelled edition)."""
    pairs: list[Pair] = []
    for old_keys, new_keys in (
        ({n: old.key(n) for n in old_items}, {n: new.key(n) for n in new_items}),
        ({n: old.item(n).id for n in old_items}, {n: new.item(n).id for n in new_items}),
    ):
        taken_old = {pair.old for pair in pairs}
        taken_new = {pair.new for pair in pairs}
        waiting: dict[object, list[int]] = defaultdict(list)
        for n, new_key in new_keys.items():
            if n not in taken_new:
                waiting[new_key].append(n)
        for o, old_key in old_keys.items():
            if o not in taken_old and waiting.get(old_key):
                pairs.append(Pair(o, waiting[old_key].pop(0), by))
    return pairs

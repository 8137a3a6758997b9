"""Changes of whole members of repeated groups: added, removed, moved, renumbered."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from shinkyu.codec.printed import printed
from shinkyu.model.alignment import MemberPair
from shinkyu.model.document import Address, Document
from shinkyu.text.normalise import fold, is_blank

GroupOp = Literal["added", "removed", "moved", "renumbered", "modified"]

SHORT_FORM = 40
"""Characters of a member without a name that are shown in its stead."""

_FILES = "pi_file"
"""Group of the 特定個人情報ファイル; a document with only one does not number it."""

_NUMBERED = re.compile(r"^(\D*)(\d+)$")


class MemberChange(NamedTuple):
    """What happened to a member as a whole."""

    op: GroupOp
    pair: MemberPair


def member_changes(members: Sequence[MemberPair]) -> list[MemberChange]:
    """Return the changes of members; empty members and those in a gap of the copy make none."""
    changes = [MemberChange("added" if pair.old is None else "removed", pair) for pair in members if pair.by == "none"]
    for together in _by_scope(members):
        moved = _moved([pair.new_items[0] for pair in together])
        for position, pair in enumerate(together):
            if _number(pair.group, pair.old) != _number(pair.group, pair.new):
                changes.append(MemberChange("moved" if position in moved else "renumbered", pair))
            elif _title(pair.group, pair.old) != _title(pair.group, pair.new):
                changes.append(MemberChange("modified", pair))
    return changes


def member_name(document: Document, group: str, address: Address | None, positions: Sequence[int]) -> str | None:
    """Return what a person calls a member: its name, its title, or how it begins."""
    if address is None:
        return None
    entries = [(document.items[n].id, printed(document.items[n])) for n in positions]
    name = next((text for item_id, text in entries if item_id == f"{group}.name"), "")
    if not is_blank(name):
        return name
    if _number(group, address) is None:
        return address[-1]
    return next((text[:SHORT_FORM] for _, text in entries if not is_blank(text)), address[-1])


def _by_scope(members: Sequence[MemberPair]) -> list[list[MemberPair]]:
    """Return the paired members that are numbered together, in the old order."""
    scopes: dict[tuple[str, Address, Address], list[MemberPair]] = defaultdict(list)
    for pair in members:
        if pair.old and pair.new and pair.by not in ("empty", "half-read"):
            scopes[pair.group, pair.old[:-1], pair.new[:-1]].append(pair)
    return [sorted(scope, key=lambda pair: pair.old_items[0]) for scope in scopes.values()]


def _number(group: str, address: Address | None) -> tuple[str, int] | None:
    """Return word and number of a member, None for one with a title; the only file is the first one."""
    if address is None:
        return None
    if group == _FILES and len(address) == 1:
        return "ファイル", 1
    found = _NUMBERED.match(address[-1])
    return (found.group(1), int(found.group(2))) if found else None


def _title(group: str, address: Address | None) -> str:
    return fold(address[-1]) if address and not _number(group, address) else ""


def _moved(numbers: Sequence[int]) -> frozenset[int]:
    """Return the positions of *numbers* (new places in the old order) that are out of order.

    A member kept its place when every longest increasing run of new numbers holds it: of two that
    changed places both moved, of one that went to the end only that one.
    """
    before = _run_lengths(numbers)
    after = _run_lengths([-number for number in reversed(numbers)])[::-1]
    longest = max(before, default=0)
    in_some = [n for n in range(len(numbers)) if before[n] + after[n] - 1 == longest]
    at_length: dict[int, list[int]] = defaultdict(list)
    for n in in_some:
        at_length[before[n]].append(n)
    kept = {places[0] for places in at_length.values() if len(places) == 1}
    return frozenset(n for n in range(len(numbers)) if n not in kept)


def _run_lengths(numbers: Sequence[int]) -> list[int]:
    """Return for each number the length of the longest increasing run that ends with it."""
    tails: list[int] = []
    lengths: list[int] = []
    for number in numbers:
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        lengths.append(place + 1)
    return lengths

"""Targets → items of the new version, each with its counterpart in the old one."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from shinkyu.codec.printed import printed
from shinkyu.model.alignment import Alignment, MemberPair
from shinkyu.model.change import Change, Changes, is_edit
from shinkyu.model.declaration import Target
from shinkyu.model.document import (
    Address,
    ChecksItem,
    ChoiceItem,
    CountItem,
    DateItem,
    Document,
    Item,
    ListItem,
)
from shinkyu.reconcile.passages import Passage
from shinkyu.text.memory import remembered
from shinkyu.text.normalise import fold, label_key

SURE = 0.5
"""Share of a 項目 cell that must be understood before a missing text contradicts the row."""
OLDER = "older"
"""How targets are known that stand in the older version only."""
FREE = "attachments[]"
"""Id of free sheets (別紙), which are no item of the form."""


@dataclass(frozen=True, eq=False)
class Subject:
    """An item of the new version with its counterpart in the old one, None where there is none."""

    new: Item
    old: Item | None
    changed: bool
    """The texts differ, be it in spelling only."""
    added: bool
    """The item stands in a member that the older version did not have."""

    @cached_property
    def text(self) -> str:
        """What a row can quote of the item now."""
        return content(self.new)

    @cached_property
    def key(self) -> str:
        """The same as a comparison key."""
        return fold(self.text)

    @cached_property
    def passage(self) -> Passage:
        """The same as a text that others are held against."""
        return Passage(self.text)

    @cached_property
    def old_text(self) -> str:
        """What a row can quote of the item as it was, empty where it is not at hand."""
        return content(self.old) if self.old is not None else ""

    @property
    def address(self) -> Address:
        """Where the item stands now."""
        return self.new.address

    @property
    def single(self) -> bool:
        """The item holds one value, so that a later row replaces the whole of it."""
        return isinstance(self.new, ChoiceItem | CountItem) or (
            isinstance(self.new, DateItem) and bool(self.new.value and self.new.value.date)
        )


class Scope(NamedTuple):
    """The items a row can mean.

    *precise*: it cites one item, not a block or a part; *sure*: its 項目 cell was understood.
    """

    subjects: tuple[Subject, ...]
    precise: bool
    sure: bool = True


class Subjects:
    """Look-ups from addresses to what can be judged."""

    def __init__(
        self, new: Document, old: Document | None, alignment: Alignment | None, changes: Changes | None
    ) -> None:
        self.new = new
        self.old = old
        self.changes: tuple[Change, ...] = changes.changes if changes else ()
        self.members: tuple[MemberPair, ...] = alignment.members if alignment else ()
        counterpart = {pair.new: pair.old for pair in alignment.pairs} if alignment else {}
        arrived = [address_key(c.new.address) for c in self.changes if c.new and not c.old]
        self.all: tuple[Subject, ...] = tuple(
            self._subject(item, old.items[counterpart[n]] if old and n in counterpart else None, arrived)
            for n, item in enumerate(new.items)
        )
        self._by_key: dict[Address, Subject] = {address_key(s.address): s for s in self.all}
        self._by_old_key: dict[Address, Subject] = {address_key(s.old.address): s for s in self.all if s.old}

    @cached_property
    def _below(self) -> dict[Address, list[Subject]]:
        found: dict[Address, list[Subject]] = {}
        for subject in self.all:
            key = address_key(subject.address)
            for depth in range(len(key)):
                found.setdefault(key[:depth], []).append(subject)
        return found

    @cached_property
    def _modified(self) -> dict[Address, Change]:
        found: dict[Address, Change] = {}
        for change in self.changes:
            if is_edit(change) and change.new:
                found.setdefault(address_key(change.new.address), change)
        return found

    def of(self, targets: tuple[Target, ...], *, deep: bool = False) -> Scope:
        """Return the items that *targets* mean; *deep* takes what stands under an item along with it."""
        found: dict[Address, Subject] = {}
        precise = False
        for target in targets:
            mine = self._by_old_key.get(address_key(target.address)) if target.by == OLDER else self.at(target.address)
            if mine:
                precise = precise or target.confidence >= SURE
                found.setdefault(mine.address, mine)
            if deep or mine is None:
                for subject in self.below(target.address):
                    found.setdefault(subject.address, subject)
        return Scope(tuple(found.values()), precise, sum(target.confidence for target in targets) >= SURE)

    def at(self, address: Address) -> Subject | None:
        """Return the item at *address*."""
        return self._by_key.get(address_key(address))

    def below(self, address: Address) -> list[Subject]:
        """Return the items under *address*, itself left out."""
        return self._below.get(address_key(address), [])

    def holders(self, text: str) -> list[Subject]:
        """Return the items that print *text*, free sheets left out."""
        key = fold(text)
        return [s for s in self.all if s.new.id != FREE and key in s.key]

    def removed_under(self, addresses: tuple[Address, ...]) -> list[Change]:
        """Return the removed members that stood under one of *addresses* or beside it in its group."""
        heads = [address_key(a) for a in addresses]
        gone = [c for c in self.changes if c.old and not c.new and c.cls == "group"]
        return [c for c in gone if c.old and any(_around(address_key(c.old.address), head) for head in heads)]

    def removed_at(self, addresses: tuple[Address, ...]) -> list[tuple[Change, tuple[Item, ...]]]:
        """Return the removed members that *addresses* of the older version lie in, each with its items there."""
        keys = [address_key(address) for address in addresses]
        found: list[tuple[Change, tuple[Item, ...]]] = []
        for change in self.changes:
            head = address_key(change.old.address) if change.old and not change.new else ()
            if self.old and head and change.cls == "group" and any(key[: len(head)] == head for key in keys):
                inside = (i for i in self.old.items if address_key(i.address)[: len(head)] == head)
                found.append((change, tuple(inside)))
        return found

    def modified(self, address: Address) -> Change | None:
        """Return the change of the text of an item, by its address in the new version."""
        return self._modified.get(address_key(address))

    def lost_in_old(self, addresses: tuple[Address, ...]) -> bool:
        """Say whether the older copy may lack members of what *addresses* cite: it has a gap there."""
        gaps = [address_key(gap) for gap in self.old.gaps] if self.old else []
        return any(_meets(gap, address_key(address)) for gap in gaps for address in addresses)

    def titled_pair(self, addresses: tuple[Address, ...]) -> tuple[Address, Address] | None:
        """Return both addresses of the member that *addresses* lie in, now or in the older version."""
        keys = [address_key(address) for address in addresses]
        pairs = [(pair.old, pair.new) for pair in self.members if pair.old and pair.new]
        for side in (1, 0):
            for pair in pairs:
                head = address_key(pair[side])
                if any(key[: len(head)] == head for key in keys):
                    return pair
        return None

    def _subject(self, item: Item, old: Item | None, arrived: list[Address]) -> Subject:
        key = address_key(item.address)
        added = old is None and any(key[: len(head)] == head for head in arrived)
        changed = added or (old is not None and old.value != item.value and fold(content(item)) != fold(content(old)))
        return Subject(item, old, changed, added)


def content(item: Item) -> str:
    """Return what a row can quote of an item: its value, and for boxes the marked labels and remarks."""
    if isinstance(item, ChecksItem):
        notes = dict(item.value.notes)
        marked = [label + (f"({notes.pop(label)})" if label in notes else "") for label in item.value.on]
        return "、".join([*marked, *notes.values()])
    if isinstance(item, ListItem):
        return "\n".join(item.value)
    return printed(item)


@remembered(16384)
def address_key(address: Address) -> Address:
    """Return *address* with its labels folded, for comparison."""
    return tuple(label_key(label) for label in address)


def is_below(key: Address, head: Address) -> bool:
    """Say whether the address key *key* lies under *head*."""
    return len(key) > len(head) and key[: len(head)] == head


def _around(key: Address, head: Address) -> bool:
    """A removed member lies under what is cited, or beside the member that bears its number now."""
    return key[: len(head)] == head or (len(key) == len(head) and key[:-1] == head[:-1])


def _meets(gap: Address, key: Address) -> bool:
    """A gap (block and word of a group, or a member) lies under what is cited, or what is cited lies in it."""
    shared = min(len(gap), len(key))
    return all(k == g or k.startswith(g) for g, k in zip(gap[:shared], key[:shared], strict=True))

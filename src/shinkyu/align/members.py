"""Members of repeated groups: what they are called, what they hold, how alike two of them are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2

from shinkyu.align.places import FILE_GROUP, Container, title_of
from shinkyu.codec.printed import printed
from shinkyu.model.document import Address, ChecksItem, ChoiceItem, CountItem, Item
from shinkyu.text.memory import remembered
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.orthography import segments
from shinkyu.text.similarity import ratio, sequence_ratio
from shinkyu.text.tokenise import tokens

SAME_MEMBER = 0.6
"""Below this two members are different ones.  Members of one group share their boilerplate, so that
two unrelated 移転先 are 0.4 to 0.55 alike; a member whose name was reorganised stays above 0.65."""

ONE_SIDED = 0.5
"""Weight of an item that only one of two members fills: leaving the rows on 再委託 blank says less about
who a 委託先 is than filling them with something else."""

UNNAMED_LOSS = 0.3
"""What a member with another name must make up by content: nothing but its name may have changed."""

ROUNDING = 1e-9
"""What a sum of shares may be off, so that a member just alike enough is not passed over."""

Key = tuple[str, Address]
"""Id and the rest of the address inside the member."""


@dataclass(frozen=True, eq=False)
class Member:
    """One member of a group in one document; ``items`` are positions in ``Document.items``."""

    container: Container
    items: tuple[int, ...]
    entries: Mapping[Key, Item]

    @cached_property
    def name(self) -> str:
        """The folded name, or the title of a page or list without one; empty where there is none or it is unread."""
        found = self._named
        if found is None:
            return title_of(self.container)
        return "" if found.state == "unread" else fold(printed(found))

    @cached_property
    def filled(self) -> dict[Key, str]:
        """What is entered in each item, as printed; items where nothing is, or that are unread, are not in it."""
        return {key: printed(item) for key, item in self.entries.items() if _has_content(item)}

    @cached_property
    def keys(self) -> Sequence[Key]:
        """The keys of its items in order."""
        return sorted(self.entries)

    @cached_property
    def is_empty(self) -> bool:
        """Say whether nothing is entered: the form prints blocks that nobody filled in."""
        return not self.filled

    @cached_property
    def is_half_read(self) -> bool:
        """Say whether this copy does not hold the name of the member."""
        found = self._named
        return found is not None and found.state == "unread"

    def is_name(self, key: Key) -> bool:
        """Say whether the item *key* is what names the member."""
        return self._named is not None and self.entries.get(key) is self._named

    @cached_property
    def _named(self) -> Item | None:
        return _name_item(self)

    @cached_property
    def digest(self) -> tuple[tuple[Key, str], ...]:
        """The folded content, for comparing two members as wholes."""
        return tuple((key, fold(printed(item))) for key, item in sorted(self.entries.items(), key=lambda e: e[0]))


def likeness(old: Member, new: Member, least: float = 0.0) -> float:
    """Return how alike two members are, 0 to 1; the same both ways.

    Below *least* it may be 0, which is known sooner.
    """
    if not (old.name and new.name):
        content = _content_likeness(old, new, least)
        return content if content is not None else 0.0
    if old.name == new.name:
        # The name says who it is; content decides only between several of one name.
        content = _content_likeness(old, new)
        return 1.0 if content is None else SAME_MEMBER + (1 - SAME_MEMBER) * content
    name = ratio(*sorted((old.name, new.name)))
    content = _content_likeness(old, new, min(2 * least - name, least + UNNAMED_LOSS))
    if content is None:
        return name
    return max((name + content) / 2, content - UNNAMED_LOSS)


def least_alike(old: Member, new: Member) -> float:
    """Return a likeness that the contents of two members have at least: what is entered alike, letter for letter.

    No text is cut into words for it.
    """
    sizes = _sizes(old, new)
    same = (size for key, size in sizes.items() if old.filled.get(key) == new.filled.get(key))
    return _sum(same) / _sum(sizes.values()) if sizes else 0.0


def _sum(numbers: Iterable[float]) -> float:
    """Return the sum, one number after the other: how ``sum`` rounds differs between versions of Python."""
    total = 0.0
    for number in numbers:
        total += number
    return total


def _sizes(old: Member, new: Member) -> dict[Key, float]:
    """Return how much each item weighs in which something is entered, but names and what is unread: by its length."""
    found: dict[Key, float] = {}
    for key in old.keys if old.keys == new.keys else sorted({*old.keys, *new.keys}):
        texts = old.filled.get(key), new.filled.get(key)
        before, after = old.entries.get(key), new.entries.get(key)
        unread = "unread" in (before and before.state, after and after.state)
        # A remark at a box that is not ticked is an entry that prints nothing.
        if texts != (None, None) and not (unread or old.is_name(key) or new.is_name(key)):
            size = log2(2 + max(len(text or "") for text in texts))
            found[key] = size if None not in texts else size * ONE_SIDED
    return found


def _content_likeness(old: Member, new: Member, least: float = 0.0) -> float | None:
    """Return the likeness of everything but the names, None where there is nothing; 0 if surely below *least*."""
    sizes = _sizes(old, new)
    if not sizes:
        return None
    weight = _sum(sizes.values())
    alike: dict[Key, float] = {}
    best = weight
    # The longest entries first: they tell soonest that two members are different ones.
    for key in sorted(sizes, key=sizes.__getitem__, reverse=True) if least > 0 else sizes:
        alike[key] = _item_likeness(
            old.entries.get(key), new.entries.get(key), old.filled.get(key), new.filled.get(key)
        )
        best -= sizes[key] * (1 - alike[key])
        if best < (least - ROUNDING) * weight:
            return 0.0
    return _sum(size * alike[key] for key, size in sizes.items()) / weight


def _item_likeness(old: Item | None, new: Item | None, before_text: str | None, after_text: str | None) -> float:
    """Return the likeness of two items, by what is entered in each; None where nothing is."""
    if old is None or new is None or before_text is None or after_text is None:
        return 0.0
    if isinstance(old, ChecksItem) and isinstance(new, ChecksItem):
        before, after = {fold(o) for o in old.value.on}, {fold(o) for o in new.value.on}
        return len(before & after) / len(before | after) if before | after else 1.0
    if before_text == after_text:
        return 1.0
    before_text, after_text = fold(before_text), fold(after_text)
    if before_text == after_text:
        return 1.0
    if isinstance(old, ChoiceItem | CountItem):
        return 0.0
    return _text_likeness(*sorted((before_text, after_text)))


@remembered(4096)
def _text_likeness(before: str, after: str) -> float:
    return sequence_ratio(_words(before), _words(after))


def _words(text: str) -> Sequence[str]:
    # Sentence by sentence, as the texts are compared later on: what both say is cut into words once.
    return [token.normalized for segment in segments(text) for token in tokens(segment)]


def _has_content(item: Item) -> bool:
    if isinstance(item, ChecksItem):
        return bool(item.value.on) or any(not is_blank(note) for note in item.value.notes.values())
    return item.state != "unread" and not is_blank(printed(item))


def _name_item(member: Member) -> Item | None:
    """Return the item that names the member: its 名称, for a file its 特定個人情報ファイル名."""
    for key, item in member.entries.items():
        if key[0] == f"{member.container.group}.name":
            return item
    for item in member.entries.values():
        if member.container.group == FILE_GROUP:
            if fold(item.label).endswith("特定個人情報ファイル名"):
                return item
        elif item.address and item.address[-1].endswith("名称"):
            return item
    return None

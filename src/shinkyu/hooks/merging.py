"""Three versions of a canonical document → one: items that one side changed are taken from it.

Where both sides changed one item differently, both readings stand in that item between git's own
marks; nothing is dropped, and the file is no valid document until somebody decides.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from shinkyu import pipeline
from shinkyu.codec.canonical import dumps
from shinkyu.hooks.conflict import MIDDLE, OURS, THEIRS
from shinkyu.messages import Message, message
from shinkyu.model.address import cite
from shinkyu.model.document import DeclaredRow, Document, Item
from shinkyu.pipeline import Read

T = TypeVar("T")


class Merged(NamedTuple):
    """The outcome: the text of the file, and where a person must decide."""

    text: str
    conflicts: tuple[Message, ...]


class _Both(NamedTuple, Generic[T]):
    """What the two sides made of one entry; None where a side removed it."""

    ours: T | None
    theirs: T | None


class Unmergeable(Exception):
    """The documents cannot be merged item by item: other forms, editions or surroundings."""


def merge(base: Read, ours: Read, theirs: Read) -> Merged:
    """Return the merge of two documents that came from *base*.

    Raises:
        Unmergeable: they differ in more than items and declared rows.
    """
    head = _head(base.document, ours.document, theirs.document)
    items = _sequence(_identified(base, base), _identified(base, ours), _identified(base, theirs), _three_ways_item)
    rows = _sequence(_rows(base.document), _rows(ours.document), _rows(theirs.document), _three_ways_row)
    held = [version.document.declared is not None for version in (base, ours, theirs)]
    declared = None if not (held[1] if held[0] == held[2] else held[2]) and not rows else _numbered(rows)
    items = _one_an_address(items, theirs.document.items)
    conflicts = [message("{address}", address=cite(_either(item).address)) for item in items if isinstance(item, _Both)]
    conflicts += [message("row {n} of 変更箇所", n=_either(row).n) for row in rows if isinstance(row, _Both)]
    return Merged(_text(head, items, declared), tuple(conflicts))


def _head(base: Document, ours: Document, theirs: Document) -> Document:
    """Return a document without items and rows, merged field by field."""
    changed = {}
    for name in ("schema", "form", "edition", "gaps", "unplaced"):
        b, o, t = (getattr(document, name) for document in (base, ours, theirs))
        if o != t and b not in (o, t):
            raise Unmergeable(f"both sides changed {name}")
        changed[name] = t if o == b else o
    return msgspec.structs.replace(ours, items=(), declared=None, **changed)


def _identified(base: Read, version: Read) -> list[tuple[Hashable, Item]]:
    """Return the items with what makes them the same item: the one of *base* they come from, else the address."""
    if version is base:
        return [(n, item) for n, item in enumerate(base.document.items)]
    pairs = {pair.new: pair.old for pair in pipeline.compare(base, version).alignment.pairs}
    return [(pairs.get(n, item.address), item) for n, item in enumerate(version.document.items)]


def _one_an_address(items: "list[Item | _Both[Item]]", theirs: tuple[Item, ...]) -> "list[Item | _Both[Item]]":
    """Return *items* with a mark around every item whose address another one has before it.

    Both sides gave one number to members of their own, and which of them gets another is for a person to say.
    """
    taken: set[tuple[str, ...]] = set()
    found: list[Item | _Both[Item]] = []
    for item in items:
        if isinstance(item, _Both):
            found.append(item)
            continue
        if item.address not in taken:
            found.append(item)
        else:
            found.append(_Both(None, item) if item in theirs else _Both(item, None))
        taken.add(item.address)
    return found


def _rows(document: Document) -> list[tuple[Hashable, DeclaredRow]]:
    """Return the declared rows with day, item cell and how often that came before."""
    seen: Counter[tuple[str, str]] = Counter()
    found: list[tuple[Hashable, DeclaredRow]] = []
    for row in document.declared or ():
        name = (row.date.text, row.item)
        found.append(((*name, seen[name]), row))
        seen[name] += 1
    return found


def _three_ways_item(base: Item | None, ours: Item | None, theirs: Item | None) -> "Item | _Both[Item] | None":
    # A member that only got another number is not changed: address and entry are merged apart.
    if base is not None and (ours is None) != (theirs is None):
        kept = _either(_Both(ours, theirs))
        same = msgspec.structs.replace(kept, address=base.address, label=base.label) == base
        return None if same else _Both(ours, theirs)
    if base is None or ours is None or theirs is None:
        return _three_ways(base, ours, theirs)
    address = ours.address if ours.address != base.address else theirs.address
    label = ours.label if ours.label != base.label else theirs.label
    at = [msgspec.structs.replace(item, address=address, label=label) for item in (base, ours, theirs)]
    return _three_ways(at[0], at[1], at[2])


def _three_ways_row(
    base: DeclaredRow | None, ours: DeclaredRow | None, theirs: DeclaredRow | None
) -> "DeclaredRow | _Both[DeclaredRow] | None":
    n = next(row.n for row in (ours, theirs, base) if row)
    at = [msgspec.structs.replace(row, n=n) if row else None for row in (base, ours, theirs)]
    return _three_ways(at[0], at[1], at[2])


def _three_ways(base: T | None, ours: T | None, theirs: T | None) -> "T | _Both[T] | None":
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    return _Both(ours, theirs)


def _sequence(
    base: Sequence[tuple[Hashable, T]],
    ours: Sequence[tuple[Hashable, T]],
    theirs: Sequence[tuple[Hashable, T]],
    three_ways: Callable[[T | None, T | None, T | None], "T | _Both[T] | None"],
) -> "list[T | _Both[T]]":
    """Return the entries in the order of the side that moved some, with what only the other has after what precedes it.

    Raises:
        Unmergeable: both sides moved some, otherwise.
    """
    at = [dict(side) for side in (base, ours, theirs)]
    in_all = at[0].keys() & at[1].keys() & at[2].keys()
    orders = [[identity for identity, _ in side if identity in in_all] for side in (base, ours, theirs)]
    if orders[0] not in orders[1:] and orders[1] != orders[2]:
        raise Unmergeable("both sides moved entries")
    lead, other = (ours, theirs) if orders[0] == orders[2] else (theirs, ours)
    order: list[Hashable] = [identity for identity, _ in lead]
    placed = set(order)
    before: Hashable = None
    for identity, _ in other:
        if identity not in placed:
            order.insert(order.index(before) + 1 if before in placed else 0, identity)
            placed.add(identity)
        before = identity
    merged = [three_ways(*(side.get(identity) for side in at)) for identity in order]
    return [entry for entry in merged if entry is not None]


def _numbered(rows: "list[DeclaredRow | _Both[DeclaredRow]]") -> "list[DeclaredRow | _Both[DeclaredRow]]":
    def at(row: DeclaredRow | None, n: int) -> DeclaredRow | None:
        return msgspec.structs.replace(row, n=n) if row else None

    return [
        _Both(at(row.ours, n), at(row.theirs, n)) if isinstance(row, _Both) else msgspec.structs.replace(row, n=n)
        for n, row in enumerate(rows, 1)
    ]


def _either(both: "_Both[T]") -> T:
    one = both.ours if both.ours is not None else both.theirs
    if one is None:
        raise ValueError(both)
    return one


def _text(
    head: Document, items: "list[Item | _Both[Item]]", rows: "list[DeclaredRow | _Both[DeclaredRow]] | None"
) -> str:
    """Return the canonical JSON, with marks where both sides stand."""
    text = dumps(head)
    text = text.replace('  "items": [],\n', f'  "items": {_list(items)},\n', 1)
    if rows is not None:
        text = text.replace('  "declared": null,\n', f'  "declared": {_list(rows)},\n', 1)
    return text


def _list(entries: Sequence[object]) -> str:
    if not entries:
        return "[]"
    blocks = []
    for n, entry in enumerate(entries):
        comma = "," if n < len(entries) - 1 else ""
        if isinstance(entry, _Both):
            sides = [_block(side, comma) if side is not None else "" for side in entry]
            blocks.append(f"{OURS}\n{sides[0]}{MIDDLE}\n{sides[1]}{THEIRS}\n")
        else:
            blocks.append(_block(entry, comma))
    return "[\n" + "".join(blocks) + "  ]"


def _block(entry: object, comma: str) -> str:
    lines = dumps(entry).rstrip("\n").split("\n")
    return "\n".join("    " + line for line in lines) + comma + "\n"

"""The declared rows of one day undone: the document as it stood before that day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from shinkyu.codec.printed import printed
from shinkyu.model.declaration import Declaration, Directive
from shinkyu.model.document import Address, DateItem, DeclaredRow, Document, FigureItem, Item
from shinkyu.model.form import FormTemplate
from shinkyu.model.report import Judgement
from shinkyu.model.rewind import Knowledge, Undone, UndoReason
from shinkyu.reconcile.find import folded
from shinkyu.reconcile.subjects import SURE, address_key
from shinkyu.reconcile.undo import undo_item, unread

RIGHT_ELSEWHERE = "found-elsewhere"
"""Ground of a row that is true of an item it does not cite."""

_MEMBER = re.compile(r"(システム|委託事項|提供先|移転先)(\d+)")
_PUBLISHED = "cover.published_on"


@dataclass
class _State:
    """A document on its way back: items with what is known of each."""

    items: list[Item]
    knowledge: list[Knowledge]
    gaps: list[Address] = field(default_factory=list)

    def at(self, address: Address) -> int | None:
        """Return the position of the item at *address*."""
        key = address_key(address)
        return next((n for n, item in enumerate(self.items) if address_key(item.address) == key), None)

    def below(self, address: Address) -> list[int]:
        """Return the positions of the items under *address*."""
        key = address_key(address)
        return [n for n, item in enumerate(self.items) if address_key(item.address)[: len(key)] == key]

    def lose_member(self, item: Item) -> None:
        """Say that a member was perhaps there before, where nothing of it is known any more: it did not come."""
        if "[]" not in item.id:
            return
        group = _group(item.address)
        heads = [item.address[: len(group)]] if group else [item.address, item.address[:-1]]
        for head in heads:
            if len(head) > 1 and all(self.items[n].state == "unread" for n in self.below(head)):
                self.gaps.append(group or head)


def rewind_day(
    document: Document,
    knowledge: tuple[Knowledge, ...],
    rows: Mapping[int, tuple[DeclaredRow, Declaration, Judgement]],
    template: FormTemplate,
    skip: frozenset[int] = frozenset(),
    doubtful: frozenset[int] = frozenset(),
) -> tuple[Document, tuple[Knowledge, ...], tuple[Undone, ...]]:
    """Return the document before the rows of one day, what is known of it, and the fate of each row.

    A row that is not true of the document as it stands, or that does not say what stood there before, cannot be
    undone: the items it names are ``unread`` then, never blank.

    Args:
        document: as it stands after those rows, the newest of its table.
        knowledge: how well each of its items is known.
        rows: the rows of that day by number, understood and judged against *document* alone.
        template: its form.
        doubtful: rows whose 前 is not what an earlier row left: what they put back is likely, not certain.
        skip: rows that are not to be undone, because the result did not bear them out.
    """
    state = _State(list(document.items), list(knowledge), list(document.gaps))
    fates = tuple(_undo(state, *rows[n], template, n in skip, n in doubtful) for n in sorted(rows, reverse=True))
    fates = tuple(_overtaken(state, fate) for fate in fates)
    left = tuple(row for row in document.declared or () if row.n not in rows)
    _date_cover(state, left, fates)
    before = msgspec.structs.replace(
        document, items=tuple(state.items), declared=left, gaps=tuple(dict.fromkeys(state.gaps))
    )
    return before, tuple(state.knowledge), fates


def _undo(
    state: _State,
    row: DeclaredRow,
    declaration: Declaration,
    judgement: Judgement,
    template: FormTemplate,
    skip: bool,
    doubtful: bool,
) -> Undone:
    reason: UndoReason | None = "not-proved" if skip else _cannot(declaration, judgement)
    if reason is None:
        member = _member_added(state, declaration)
        if member:
            _remove_member(state, member)
            return Undone(row.n, row.date.date, True, "put-back", (member,))
        done = _undo_items(state, row, declaration, judgement, template)
        if done:
            for address in done if doubtful else ():
                place = state.at(address)
                if place is not None and state.knowledge[place] == "certain":
                    state.knowledge[place] = "likely"
            return Undone(row.n, row.date.date, True, "put-back", done)
        reason = "place-not-unique"
    if reason == "nothing-changed":
        return Undone(row.n, row.date.date, False, reason)
    forgotten = _forget(state, _cited(state, judgement, declaration.directive), figures_only=reason == "figure")
    if reason == "member-gone":
        state.gaps += [gap for t in judgement.targets[:1] if (gap := _group(t.address))]
    if reason == "place-not-unique" and not forgotten:
        reason = "no-item"
    return Undone(row.n, row.date.date, False, reason, forgotten, judgement.why)


def _overtaken(state: _State, fate: Undone) -> Undone:
    """Return the fate of a row that was undone in an item of which another row leaves nothing known."""
    places = [place for address in fate.addresses if (place := state.at(address)) is not None]
    if fate.undone and places and all(state.knowledge[place] == "unknown" for place in places):
        return msgspec.structs.replace(fate, undone=False, reason="item-unknown")
    return fate


def _cannot(declaration: Declaration, judgement: Judgement) -> UndoReason | None:
    """Return why a row cannot be undone, None where it may be."""
    directive, cut = declaration.directive, declaration.truncated
    if judgement.reason == "no-visible-change":
        return "cell-cut-off" if cut.before or cut.after else "nothing-changed"
    if cut.before or cut.after:
        return "cell-cut-off"
    if directive.op == "figure":
        return "figure"
    if directive.op == "rewrite" and judgement.reason == "no-text-given":
        return None if directive.before else "before-not-given"
    if directive.op == "whole-member" and judgement.verdict in ("confirmed", "unverifiable"):
        return None
    if judgement.verdict != "confirmed" and judgement.reason != RIGHT_ELSEWHERE:
        return "not-true"
    if directive.op == "delete" and _is_member_gone(declaration, judgement):
        return "member-gone"
    return None


# ---------------------------------------------------------------------- items


def _undo_items(
    state: _State, row: DeclaredRow, declaration: Declaration, judgement: Judgement, template: FormTemplate
) -> tuple[Address, ...]:
    """Put the items of a row back; nothing is touched unless every part of the row can be."""
    before_cell = "\n".join(row.before)
    true_of = _true_of(judgement, declaration)
    parts: list[tuple[Directive, list[Address], str]] = [
        (part.directive, [t.address for t in part.targets if t.address in true_of], "") for part in declaration.parts
    ] or [(declaration.directive, true_of, before_cell)]
    made: dict[int, tuple[Item, Knowledge]] = {}
    for directive, addresses, cell in parts:
        found = False
        for address in addresses:
            place = state.at(address)
            if place is None:
                continue
            item = made[place][0] if place in made else state.items[place]
            earlier = undo_item(item, directive, cell, template.by_id.get(item.id))
            if earlier and earlier.item != item:
                made[place], found = (earlier.item, earlier.knowledge), True
        if not found:
            return ()
    for place, (item, known) in made.items():
        state.items[place] = item
        state.knowledge[place] = known if state.knowledge[place] != "unknown" else "unknown"
    return tuple(state.items[place].address for place in made)


def _true_of(judgement: Judgement, declaration: Declaration) -> list[Address]:
    """Return the items a row was found true of, and all it cites where it means several."""
    found = [t.address for t in judgement.targets if t.by == "value"]
    several = [t.address for t in declaration.targets if t.confidence >= SURE]
    cited = several if len(several) > 1 or declaration.directive.op in ("rewrite", "whole-member") else []
    return list(dict.fromkeys((*found, *cited)))


def _cited(state: _State, judgement: Judgement, directive: Directive) -> tuple[Address, ...]:
    """Return the items whose earlier state a row that cannot be undone leaves open.

    Of several items that a row cites for a text, those that do not hold it now are left as they are.
    """
    sure = dict.fromkeys(t.address for t in judgement.targets if t.by == "value" or t.confidence >= SURE)
    if len(sure) < 2 or not directive.after:
        return tuple(sure)
    holding = [a for a in sure if (n := state.at(a)) is not None and _holds(state.items[n], directive.after)]
    return tuple(holding or sure)


def _holds(item: Item, texts: tuple[str, ...]) -> bool:
    return any(folded(text) in folded(printed(item)) for text in texts)


def _forget(state: _State, addresses: tuple[Address, ...], *, figures_only: bool = False) -> tuple[Address, ...]:
    """Make single items unread: what stood there before a row is not known."""
    forgotten: list[Address] = []
    for address in addresses:
        place = state.at(address)
        if place is not None and (isinstance(state.items[place], FigureItem) or not figures_only):
            state.items[place] = unread(state.items[place])
            state.knowledge[place] = "unknown"
            forgotten.append(state.items[place].address)
            state.lose_member(state.items[place])
    return tuple(forgotten)


# ---------------------------------------------------------------------- members


def _group(address: Address) -> Address | None:
    """Return block and word of the numbered member an address names, as a gap is written: Ⅱ 4 委託事項."""
    for depth, label in enumerate(address):
        found = _MEMBER.fullmatch(label)
        if found:
            return (*address[:depth], found.group(1))
    return None


def _is_member_gone(declaration: Declaration, judgement: Judgement) -> bool:
    """The row says that a whole member was deleted, which stands nowhere any more."""
    cited = [t.address for t in declaration.targets]
    whole = any(_MEMBER.fullmatch(address[-1]) for address in cited if address)
    titled = declaration.directive.rule.startswith("titled-")
    return whole or titled or not any(t.by == "value" for t in judgement.targets)


def _member_added(state: _State, declaration: Declaration) -> Address | None:
    """Return the member that a row says came as a whole."""
    if declaration.directive.op not in ("whole-member", "add") or declaration.directive.before:
        return None
    for target in declaration.targets[:1]:
        whole = bool(_MEMBER.fullmatch(target.address[-1])) and state.at(target.address) is None
        if whole and target.confidence >= SURE and state.below(target.address):
            return target.address
    return None


def _remove_member(state: _State, member: Address) -> None:
    """Take a member out; those behind it take the number before."""
    gone = set(state.below(member))
    depth = len(member) - 1
    found = _MEMBER.fullmatch(member[-1])
    assert found is not None
    word, number = found.group(1), int(found.group(2))
    items: list[Item] = []
    knowledge: list[Knowledge] = []
    for n, item in enumerate(state.items):
        if n in gone:
            continue
        label = _MEMBER.fullmatch(item.address[depth]) if len(item.address) > depth else None
        same = label and address_key(item.address[:depth]) == address_key(member[:-1]) and label.group(1) == word
        if same and label and int(label.group(2)) > number:
            address = (*item.address[:depth], f"{word}{int(label.group(2)) - 1}", *item.address[depth + 1 :])
            item = msgspec.structs.replace(item, address=address)
        items.append(item)
        knowledge.append(state.knowledge[n])
    state.items, state.knowledge = items, knowledge


# ---------------------------------------------------------------------- cover


def _date_cover(state: _State, left: tuple[DeclaredRow, ...], fates: tuple[Undone, ...]) -> None:
    """Give the cover the newest day that is left in the table, which is the 公表日 in every table seen."""
    place = next((n for n, item in enumerate(state.items) if item.id == _PUBLISHED), None)
    if place is None or any(fate.undone and state.items[place].address in fate.addresses for fate in fates):
        return
    item = state.items[place]
    newest = max((row for row in left if row.date.date), key=lambda row: row.date.date or "", default=None)
    if newest is None or not isinstance(item, DateItem):
        state.items[place], state.knowledge[place] = unread(item), "unknown"
    else:
        state.items[place] = msgspec.structs.replace(item, state="filled", value=newest.date)
        state.knowledge[place] = "likely"

"""One declared row undone: the items it changed, as they were before."""

import re
from collections import Counter
from typing import NamedTuple

import msgspec

from shinkyu.codec.options import option_names
from shinkyu.codec.printed import printed
from shinkyu.model.declaration import Directive
from shinkyu.model.document import (
    Checks,
    ChecksItem,
    ChoiceItem,
    CountItem,
    DateItem,
    Day,
    Item,
    ListItem,
    TextItem,
)
from shinkyu.model.form import ItemSpec
from shinkyu.model.rewind import Knowledge
from shinkyu.reconcile.boxes import boxes, boxes_meant
from shinkyu.reconcile.find import folded
from shinkyu.reconcile.outcome import HEADING_RULES
from shinkyu.reconcile.put_back import put_back
from shinkyu.reconcile.values import entry_key, entry_names, listed_terms, numbers, option_key
from shinkyu.text.normalise import is_blank, label_key
from shinkyu.text.wareki import single_date

_COMMAS = re.compile("[、，,]")


class Earlier(NamedTuple):
    """An item as it was before a row."""

    item: Item
    knowledge: Knowledge


def undo_item(item: Item, directive: Directive, before_cell: str, spec: ItemSpec | None) -> Earlier | None:
    """Return *item* as it was before a row that was found true of it, None where that cannot be known.

    Args:
        item: the item as it stands.
        directive: what the row says.
        before_cell: the 前 cell as written; it tells a printed dash from nothing.
        spec: the item's line of the form, for the names of its options.
    """
    befores = directive.before
    if not befores and is_blank(before_cell) and before_cell.strip():
        befores = (before_cell.strip(),)
    match item:
        case TextItem():
            return _text(item, directive, befores)
        case DateItem():
            return _date(item, directive, befores)
        case ChoiceItem():
            return _choice(item, befores, spec)
        case CountItem():
            return _count(item, directive, befores)
        case ChecksItem():
            return _checks(item, directive)
        case ListItem():
            return _entries(item, directive)
        case _:
            return None


def unread(item: Item) -> Item:
    """Return *item* with the state of one whose value nobody knows."""
    empty = Checks() if isinstance(item, ChecksItem) else () if isinstance(item.value, tuple) else None
    return msgspec.structs.replace(item, state="unread", value=empty)


def with_text(item: TextItem, text: str) -> TextItem:
    """Return *item* with *text* as its value, in paragraphs."""
    value = tuple(text.split("\n")) if text else ()
    return msgspec.structs.replace(item, state="blank" if is_blank(text) else "filled", value=value)


# ---------------------------------------------------------------------- kinds of items


def _text(item: TextItem, directive: Directive, befores: tuple[str, ...]) -> Earlier | None:
    text = _as_it_was(printed(item), directive, befores)
    if text is None:
        return None
    whole = len(befores) <= 1 and folded(printed(item)) == folded("".join(directive.after))
    return Earlier(with_text(item, text), "certain" if whole else "likely")


def _as_it_was(text: str, directive: Directive, befores: tuple[str, ...]) -> str | None:
    if directive.op == "rewrite":
        return "\n".join(befores) or None
    if directive.op == "replace-all":
        old, new = listed_terms(befores), listed_terms(directive.after)
        return text.replace(new[0], old[0]) if len(old) == len(new) == 1 and new[0] in text else None
    if not directive.after:
        # Where in a text that still stands the deleted passage was, nobody says.
        return "\n".join(befores) or None if is_blank(text) else None
    return put_back(text, directive.after, befores, below=directive.rule in HEADING_RULES)


def _date(item: DateItem, directive: Directive, befores: tuple[str, ...]) -> Earlier | None:
    now, want = single_date("".join(directive.after)), single_date("".join(befores))
    if item.value and item.value.date and now and now.isoformat() == item.value.date:
        text: str | None = "\n".join(befores)
    else:
        text = _as_it_was(printed(item), directive, befores)
        want = single_date(text) if text else None
    if text is None:
        return None
    day = Day(want.isoformat() if want else None, text) if text else None
    state = "blank" if is_blank(text) else "filled"
    return Earlier(msgspec.structs.replace(item, state=state, value=day), "certain" if want or not text else "likely")


def _choice(item: ChoiceItem, befores: tuple[str, ...], spec: ItemSpec | None) -> Earlier | None:
    if not befores or is_blank("".join(befores)):
        return Earlier(msgspec.structs.replace(item, state="blank", value=None), "certain")
    option = option_names(spec).get(option_key(befores) or "")
    return Earlier(msgspec.structs.replace(item, state="filled", value=option), "certain") if option else None


def _count(item: CountItem, directive: Directive, befores: tuple[str, ...]) -> Earlier | None:
    now = [n for label, n in numbers(directive.after) if not label or any(label in label_key(s) for s in item.address)]
    was = [n for label, n in numbers(befores) if not label or any(label in label_key(s) for s in item.address)]
    if len(now) != 1 or len(was) > 1 or now[0] != item.value:
        return None
    value = was[0] if was else None
    return Earlier(msgspec.structs.replace(item, state="blank" if value is None else "filled", value=value), "certain")


def _checks(item: ChecksItem, directive: Directive) -> Earlier | None:
    if directive.op != "checks":
        return _remark(item, directive)
    was = {box.label: box.marked for box in boxes(directive.before)}
    now = {box.label: box.marked for box in boxes(directive.after)}
    on, off, notes = set(item.value.on), set(item.value.off), dict(item.value.notes)
    # A box that only 後 shows was not marked; what 前 shows goes before.
    for label, marked in (dict.fromkeys(now, False) | was).items():
        meant = [option for option, _ in boxes_meant(item, label)]
        if len(meant) != 1:
            return None
        option = meant[0]
        (on if marked else off).add(option)
        (off if marked else on).discard(option)
        notes.pop(option, None)
        note = _note(directive.before, option) if marked and label != folded(option) else ""
        if note:
            notes[option] = note
    return _marked(msgspec.structs.replace(item, value=msgspec.structs.replace(item.value, notes=notes)), on, off)


def _note(texts: tuple[str, ...], option: str) -> str:
    """Return what a cell prints in brackets behind the label of a box."""
    head = option.partition("（")[0].partition("(")[0]
    text = "".join(texts)
    opened = re.search(re.escape(head) + r"\s*+[（(](?=.)", text)
    closed = re.compile(r"[)）]\s*+(?:$|[、,\[［])").search(text, opened.end() + 1) if opened else None
    return text[opened.end() : closed.start()] if opened and closed else ""


def _remark(item: ChecksItem, directive: Directive) -> Earlier | None:
    """A row that quotes the remark of a box, or deletes a box by its name."""
    if directive.op == "delete":
        named = {option for text in directive.before for option, on in boxes_meant(item, folded(text)) if on is False}
        if len(named) != len(directive.before):
            return None
        return _marked(item, {*item.value.on, *named}, set(item.value.off) - named)
    for option, note in item.value.notes.items():
        text = put_back(note, directive.after, directive.before)
        if text:
            value = msgspec.structs.replace(item.value, notes=item.value.notes | {option: text})
            return Earlier(msgspec.structs.replace(item, value=value), "likely")
    return None


def _marked(item: ChecksItem, on: set[str], off: set[str]) -> Earlier:
    order = (*item.value.on, *item.value.off)
    value = msgspec.structs.replace(
        item.value, on=tuple(o for o in order if o in on), off=tuple(o for o in order if o in off)
    )
    state = item.state if item.value.unknown else "filled" if on else "blank"
    return Earlier(msgspec.structs.replace(item, state=state, value=value), "likely")


def _entries(item: ListItem, directive: Directive) -> Earlier | None:
    known = {entry_key(text) for text in item.value}
    was, now = entry_names(directive.before, known), entry_names(directive.after, known)
    if directive.rule == "run-added":
        return _without_run(item, directive)
    if directive.rule == "heading-and-below-added":
        return None
    came, gone = now - was, was - now
    left: list[str] = []
    for text in reversed(item.value):
        if came[entry_key(text)]:
            came[entry_key(text)] -= 1
        else:
            left.append(text)
    if came.total() or not (now - was or gone):
        return None
    value = (*reversed(left), *_lines(directive.before, gone))
    return Earlier(msgspec.structs.replace(item, state="filled" if value else "blank", value=value), "likely")


def _without_run(item: ListItem, directive: Directive) -> Earlier | None:
    """「39 …」から「48 …」までを追加: the entries from the first to the last that the row names."""
    keys = [entry_key(text) for text in item.value]
    ends = [entry_key(text) for text in directive.after]
    if len(ends) != 2 or any(keys.count(end) != 1 for end in ends) or keys.index(ends[0]) > keys.index(ends[1]):
        return None
    value = (*item.value[: keys.index(ends[0])], *item.value[keys.index(ends[1]) + 1 :])
    return Earlier(msgspec.structs.replace(item, state="filled" if value else "blank", value=value), "likely")


def _lines(texts: tuple[str, ...], wanted: Counter[str]) -> tuple[str, ...]:
    """Return those entries of a cell that are wanted, as the cell prints them."""
    chunks = [chunk.strip() for text in texts for line in text.split("\n") for chunk in [line, *_COMMAS.split(line)]]
    by_key = {entry_key(chunk): chunk for chunk in chunks}
    return tuple(by_key.get(key, key) for key in wanted.elements())

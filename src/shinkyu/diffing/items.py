"""What differs between an item and its counterpart."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from shinkyu.codec.options import option_names
from shinkyu.codec.printed import printed
from shinkyu.diffing.texts import Comparison, compare, compare_spelt, same_but_space, same_folded
from shinkyu.model.document import Checks, ChecksItem, ChoiceItem, CountItem, DateItem, FigureItem, Item, ListItem
from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import fold, is_blank

A_FIGURE = "[図]"
"""Stands for a figure without words."""

EditOp = Literal["modified", "notation"]


class Edit(NamedTuple):
    """An item kept in both versions with a different entry."""

    op: EditOp
    before: str
    after: str
    comparison: Comparison
    suspect_reading: bool = False
    by_edition: bool = False
    """Only the wording of the form's own option differs."""
    is_mark: bool = False
    """A choice, a box or a count: the words are the form's, not the office's."""


def compare_items(old: Item, new: Item, *specs: ItemSpec | None) -> Edit | None:
    """Return how the entry of an item differs, None where it does not or cannot be known.

    *specs* are the item in the form editions of the two versions.
    """
    if "unread" in (old.state, new.state) or (type(old) is type(new) and old.value == new.value):
        return None
    match old, new:
        case ChecksItem(), ChecksItem():
            return _compare_checks(old, new, _names(specs))
        case _ if "undecidable" in (old.state, new.state):
            return None
        case ChoiceItem(), ChoiceItem():
            return _compare_choices(printed(old), printed(new), _names(specs))
        case CountItem(), CountItem():
            return None if old.value == new.value else _mark("modified", printed(old), printed(new))
        case DateItem(), DateItem():
            return _compare_dates(old, new)
        case ListItem(), ListItem() if _entries(old) == _entries(new):
            return _unless_space("notation", printed(old), printed(new))
        case FigureItem(), FigureItem():
            return compare_texts(_figure(old), _figure(new))
        case _:
            return compare_texts(printed(old), printed(new))


def compare_texts(before: str, after: str) -> Edit | None:
    """Return how a text differs, None where only white space and line breaks do."""
    if same_but_space(before, after):
        return None
    if same_folded(before, after):
        return Edit("notation", before, after, compare_spelt(before, after))
    comparison = compare(before, after)
    if comparison.substance or is_blank(before) != is_blank(after):
        return Edit("modified", before, after, comparison)
    # A misreading is no change of substance as far as anybody can tell: notation, and flagged.
    suspect = any(region.kind == "misreading" for region in comparison.regions)
    return Edit("notation", before, after, comparison, suspect_reading=suspect)


def _text_edit(op: EditOp, before: str, after: str) -> Edit:
    return Edit(op, before, after, compare(before, after))


def _figure(item: FigureItem) -> str:
    """Return the words of a figure; one without words is still there."""
    return printed(item) or (A_FIGURE if item.state == "filled" else "")


def _mark(op: EditOp, before: str, after: str, *, by_edition: bool = False) -> Edit:
    return Edit(op, before, after, compare(before, after), by_edition=by_edition, is_mark=True)


def _unless_space(op: EditOp, before: str, after: str) -> Edit | None:
    return None if same_but_space(before, after) else _text_edit(op, before, after)


def _entries(item: ListItem) -> list[str]:
    return [fold(entry) for entry in item.value]


def _compare_dates(old: DateItem, new: DateItem) -> Edit | None:
    before, after = printed(old), printed(new)
    days = [item.value.date for item in (old, new) if item.value and item.value.date]
    if len(days) == 2:
        return _unless_space("notation" if days[0] == days[1] else "modified", before, after)
    return compare_texts(before, after)


def _names(specs: Iterable[ItemSpec | None]) -> Mapping[str, str]:
    """Return one name for every wording of an option in the editions; the edition that knows more wordings says it."""
    names: dict[str, str] = {}
    for known in sorted(map(option_names, specs), key=len):
        names.update(known)
    return names


def _compare_choices(before: str, after: str, names: Mapping[str, str]) -> Edit | None:
    if same_but_space(before, after):
        return None
    if same_folded(before, after):
        return _mark("notation", before, after)
    if names.get(fold(before), before) == names.get(fold(after), after):
        return _mark("notation", before, after, by_edition=True)
    return _mark("modified", before, after)


def _compare_checks(old: ChecksItem, new: ChecksItem, names: Mapping[str, str]) -> Edit | None:
    """Compare the boxes whose state is decided on both sides, and the notes."""
    before, after = printed(old), printed(new)
    old_marks, new_marks = _marks(old, names), _marks(new, names)
    # A box that a decided item does not print is off; beside boxes of unknown state it is unknown.
    old_default, new_default = (None if item.state == "undecidable" else False for item in (old, new))
    for label in old_marks.keys() | new_marks.keys():
        marks = old_marks.get(label, old_default), new_marks.get(label, new_default)
        if None not in marks and marks[0] != marks[1]:
            return _mark("modified", before, after)
    notes = _compare_notes(old.value, new.value, names)
    if notes:
        comparison = compare(before, after)
        return Edit(notes.op, before, after, comparison, notes.suspect_reading, is_mark=True)
    if _labels(old.value) != _labels(new.value) and _labels(old.value, names) == _labels(new.value, names):
        return _mark("notation", before, after, by_edition=True)
    return None


def _labels(checks: Checks, names: Mapping[str, str] | None = None) -> list[str]:
    """Return the labels that ``printed`` shows; boxes that are off are the form's words alone."""
    return [(names or {}).get(fold(label), fold(label)) for label in (*checks.on, *checks.unknown)]


def _marks(item: ChecksItem, names: Mapping[str, str]) -> dict[str, bool | None]:
    """Return the state of every printed box, None where it is unknown."""
    checks = item.value
    marks: dict[str, bool | None] = {}
    for labels, mark in ((checks.off, False), (checks.unknown, None), (checks.on, True)):
        marks |= {names.get(fold(label), fold(label)): mark for label in labels}
    return marks


def _unknown(checks: Checks, names: Mapping[str, str], notes: Mapping[str, str]) -> set[str]:
    """Return the boxes of unknown state that print no remark."""
    return {names.get(fold(label), fold(label)) for label in checks.unknown} - notes.keys()


def _compare_notes(old: Checks, new: Checks, names: Mapping[str, str]) -> Edit | None:
    """Compare the texts in the brackets of the boxes; the gravest difference counts.

    A remark that is missing behind a box of unknown state is as unknown as the box.
    """
    before = {names.get(fold(label), fold(label)): note for label, note in old.notes.items()}
    after = {names.get(fold(label), fold(label)): note for label, note in new.notes.items()}
    edits = [
        edit
        for label in sorted((before.keys() | after.keys()) - _unknown(old, names, before) - _unknown(new, names, after))
        if (edit := compare_texts(before.get(label, ""), after.get(label, "")))
    ]
    return next((edit for edit in edits if edit.op == "modified"), edits[0] if edits else None)

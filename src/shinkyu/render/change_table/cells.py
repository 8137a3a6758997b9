"""前 and 後 cells of an item by its kind, and of a member of a repeated group."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shinkyu.codec.options import option_names
from shinkyu.codec.printed import printed
from shinkyu.model.document import Checks, ChecksItem, FigureItem, Item, ListItem
from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.model.table import TableStyle
from shinkyu.render.change_table.excerpt import Cells, lines, list_cells, text_cells
from shinkyu.text.normalise import fold, is_blank

FIGURE, FIGURE_REPLACED = "図", "図を差し替え"
"""What offices write of a figure; what is in it stands on the form."""
_WITHOUT_LABEL = "名称"
"""A member's own name, printed without a label of its own."""


class Box(NamedTuple):
    """A check box as one version prints it; ``mark`` is None where it cannot be known."""

    label: str
    mark: bool | None
    note: str = ""

    def line(self, style: TableStyle) -> str:
        """Return ``[○]その他（VRS）``."""
        opening, closing = style.brackets
        note = f"{opening}{self.note}{closing}" if self.note else ""
        return f"[{'○' if self.mark else ' '}]{self.label}{note}"


def item_cells(old: Item | None, new: Item | None, spec: ItemSpec | None, style: TableStyle) -> Cells:
    """Return the cells for an item that changed; one side is None where the item came or went."""
    if isinstance(old, ChecksItem) and isinstance(new, ChecksItem):
        return _check_cells(old.value, new.value, spec, style)
    if isinstance(old, FigureItem) and isinstance(new, FigureItem):
        # The words inside a figure, in whatever order they were read, tell a reader of the table nothing.
        return Cells((FIGURE,), (FIGURE_REPLACED,))
    before, after = (value_lines(item, style) for item in (old, new))
    if not after:
        return Cells(before, (style.deleted,))
    if not before:
        return Cells((style.new,), after)
    if isinstance(old, ListItem) and isinstance(new, ListItem):
        return list_cells(old.value, new.value, style)
    assert old is not None
    assert new is not None
    return text_cells(printed(old), printed(new), style)


def value_lines(item: Item | None, style: TableStyle) -> tuple[str, ...]:
    """Return the whole value of an item as the lines of a cell; of check boxes those that are marked."""
    if isinstance(item, ChecksItem):
        return tuple(box.line(style) for box in _boxes(item.value, {}).values() if box.mark)
    return lines(printed(item)) if item else ()


def _check_cells(before: Checks, after: Checks, spec: ItemSpec | None, style: TableStyle) -> Cells:
    """Return the boxes whose mark or remark changed, one a line; a box that is not printed is unmarked."""
    names = option_names(spec)
    old, new = _boxes(before, names), _boxes(after, names)
    pairs = [
        (old.get(name) or Box(new[name].label, False), new.get(name) or Box(old[name].label, False))
        for name in dict.fromkeys((*names.values(), *new, *old))
        if name in old or name in new
    ]
    changed = [
        (was, now)
        for was, now in pairs
        if None not in (was.mark, now.mark) and (was.mark, fold(was.note)) != (now.mark, fold(now.note))
    ]
    return Cells(tuple(was.line(style) for was, _ in changed), tuple(now.line(style) for _, now in changed))


def _boxes(checks: Checks, names: Mapping[str, str]) -> dict[str, Box]:
    """Return every printed box in the order of the form, by the form's name of its option."""
    boxes = [
        Box(label, mark, checks.notes.get(label, "").strip())
        for labels, mark in ((checks.on, True), (checks.off, False), (checks.unknown, None))
        for label in labels
    ]
    return {names.get(fold(box.label), fold(box.label)): box for box in boxes}


def member_lines(items: Iterable[Item], template: FormTemplate, style: TableStyle) -> tuple[str, ...]:
    """Return a whole member: its name, then a line ``label value`` for each item that is filled.

    Long values go on in lines of their own; a list stands by itself, its title is in the 項目 cell.
    """
    cell: list[str] = []
    for item in items:
        value = value_lines(item, style)
        if item.state != "filled" or is_blank("".join(value)):
            continue
        spec = template.by_id.get(item.id)
        label = spec.label if spec else item.label
        if isinstance(item, ListItem) or label == _WITHOUT_LABEL:
            cell += value
        elif isinstance(item, ChecksItem):
            cell.append(f"{label} {'、'.join(value)}")
        else:
            cell += [f"{label} {value[0]}", *value[1:]]
    return tuple(cell)

"""Documents of a real form in few lines: items by their id, addresses as the form makes them.

``item("work.systems[].name", "宛名システム", member=2)`` stands at Ⅰ 2 システム2 名称 …; ``checked(new, old)``
runs everything from the declared rows to the report.
"""

from collections.abc import Sequence
from typing import Any

from builders import day, row
from shinkyu.align import align
from shinkyu.declared import understand
from shinkyu.diffing import diff
from shinkyu.forms.library import load
from shinkyu.model.document import (
    SCHEMA,
    Address,
    Checks,
    ChecksItem,
    ChoiceItem,
    CountItem,
    DateItem,
    DeclaredRow,
    Document,
    FigureItem,
    Item,
    ListItem,
    TextItem,
)
from shinkyu.model.form import FormTemplate
from shinkyu.model.report import Report
from shinkyu.reconcile import reconcile

PRIORITY = load("priority", "2018-05")
ALL_ITEM = load("all-item", "2018-05")


def address(
    item_id: str, *, member: int = 1, file: int | None = None, title: str = "", form: FormTemplate = PRIORITY
) -> Address:
    """Return where the item stands."""
    spec = form.by_id[item_id]
    labels: list[str] = []
    for step in (*form.ancestors(spec), spec):
        element = step.element if step.element is not None else step.label
        if element:
            labels.append(element.replace("{n}", str(member)).replace("{title}", title))
        if step.per_file and file:
            labels.append(f"ファイル{file}")
    return tuple(labels)


def item(item_id: str, value: Any = None, *, form: FormTemplate = PRIORITY, unread: bool = False, **where: Any) -> Item:
    """Return an item of the form; the kind of the spec says what *value* is."""
    spec = form.by_id[item_id]
    place = address(item_id, form=form, **where)
    state: Any = "unread" if unread else "blank" if value in (None, "", (), []) else "filled"
    head = (item_id, place, place[-1], state)
    match spec.kind:
        case "choice":
            return ChoiceItem(*head, value)
        case "count":
            return CountItem(*head, value)
        case "date":
            return DateItem(*head, day(value) if value else None)
        case "list":
            return ListItem(*head, tuple(value or ()))
        case "figure":
            return FigureItem(*head, tuple(value or ()))
        case "checks":
            return _boxes(head, value or Checks(), spec.options)
        case _:
            return TextItem(*head, tuple(value.split("\n")) if value else ())


def _boxes(head: tuple[str, Address, str, Any], value: Checks | Sequence[str], options: Any) -> ChecksItem:
    if isinstance(value, Checks):
        return ChecksItem(*head[:3], "undecidable" if value.unknown else head[3], value)
    off = tuple(option.text for option in options if option.text not in value)
    return ChecksItem(*head, Checks(tuple(value), off))


def version(
    *items: Item, rows: Sequence[DeclaredRow] = (), published: str = "令和7年4月1日", form: FormTemplate = PRIORITY
) -> Document:
    """Return a version with its 公表日."""
    cover = item("cover.published_on", published, form=form)
    return Document(SCHEMA, form.form, form.edition, (cover, *items), tuple(rows))


def checked(new: Document, old: Document | None = None, form: FormTemplate = PRIORITY) -> Report:
    """Return the whole report on *new*."""
    declarations = understand(new.declared or (), new, form, old)
    if old is None:
        return reconcile(new, declarations, form)
    alignment = align(old, new, form)
    changes = diff(old, new, alignment, form)
    return reconcile(new, declarations, form, old=old, alignment=alignment, changes=changes)


__all__ = ["ALL_ITEM", "PRIORITY", "address", "checked", "item", "row", "version"]

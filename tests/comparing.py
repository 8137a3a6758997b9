"""Align and compare in one call, for tests of what differs."""

from builders import document, template
from shinkyu.align import align
from shinkyu.diffing import diff
from shinkyu.model.change import Change, Changes
from shinkyu.model.document import Address, Document, Item
from shinkyu.model.form import FormTemplate

NO_FORM = template()


def compared(old: Document, new: Document, form: FormTemplate = NO_FORM) -> Changes:
    """Return all changes."""
    return diff(old, new, align(old, new, form), form)


def change(old: Item, new: Item, form: FormTemplate = NO_FORM) -> Change | None:
    """Return the change of a document with one item, None without one."""
    changes = compared(document(old), document(new), form).changes
    return changes[0] if changes else None


def op(old: Item, new: Item, form: FormTemplate = NO_FORM) -> str | None:
    """Return the op of the change of a document with one item."""
    found = change(old, new, form)
    return found.op if found else None


def told(changes: Changes) -> list[tuple[str, str | None, str | None]]:
    """Return op and the ends of both addresses of every change, in order."""
    return [(c.op, c.old and c.old.address[-1], c.new and c.new.address[-1]) for c in changes.changes]


def noticed(changes: Changes) -> dict[str, list[Address]]:
    """Return the addresses of each notice by its rule."""
    return {notice.rule: list(notice.addresses) for notice in changes.notices}

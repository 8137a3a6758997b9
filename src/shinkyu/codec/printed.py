"""The value of an item as one piece of text, the way a person would quote it."""

from shinkyu.model.document import (
    Checks,
    ChecksItem,
    ChoiceItem,
    CountItem,
    DateItem,
    FigureItem,
    Item,
    ListItem,
    TextItem,
)


def printed(item: Item) -> str:
    """Return the value of *item* as text; empty when nothing is entered.

    Paragraphs and list entries are separated by newlines, check boxes are written ``[○]label``
    (``[?]`` where the mark cannot be known), boxes without a mark are left out.
    """
    match item:
        case TextItem() | ListItem() | FigureItem():
            return "\n".join(item.value)
        case ChoiceItem():
            return item.value or ""
        case ChecksItem():
            return printed_checks(item.value)
        case CountItem():
            return "" if item.value is None else f"{item.value}件"
        case DateItem():
            return item.value.text if item.value else ""


def printed_checks(checks: Checks) -> str:
    """Return the marked boxes as ``[○]A (note)、[○]B``."""
    marks = [("[○]", label) for label in checks.on] + [("[?]", label) for label in checks.unknown]
    return "、".join(
        mark + label + (f" ({checks.notes[label]})" if label in checks.notes else "") for mark, label in marks
    )

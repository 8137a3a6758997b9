"""What the cover of a document says."""

from shinkyu.model.document import DateItem, Document, TextItem


def cover_text(document: Document, item_id: str) -> str | None:
    """Return the text of a cover item (``cover.agency``), None where the cover does not say it."""
    for item in document.items:
        if item.id == item_id and isinstance(item, TextItem) and item.value:
            return "".join(item.value)
    return None


def published_on(document: Document) -> str | None:
    """Return the 公表日 of the cover as an ISO date, None where it names no single day."""
    for item in document.items:
        if item.id == "cover.published_on" and isinstance(item, DateItem) and item.value:
            return item.value.date
    return None

"""Where something stands in its source, for a person."""

from shinkyu.model.reading import Where
from shinkyu.text.width import harmless


def source_place(where: Where | None) -> str:
    """Return sheet and cell or the page (``Ⅱファイルの概要!H34``, ``p.12``); empty where neither is known."""
    if where is None:
        return ""
    if where.sheet:
        return f"{harmless(where.sheet)}!{where.cell}" if where.cell else harmless(where.sheet)
    return f"p.{where.page}" if where.page else ""


def place_text(where: Where | None, line: str = "{n}行目") -> str:
    """Return sheet and cell, page or line (printed as *line*); empty where none is known."""
    found = source_place(where)
    return found or (line.format(n=where.line) if where and where.line else "")


def full_place(where: Where) -> str:
    """Return a place as exactly as it is known: the box on a page in points, the lines of a text."""
    found = place_text(where)
    if where.box:
        left, top, right, bottom = where.box
        return f"{found} ({left},{top})-({right},{bottom})"
    if where.line and where.last_line and where.last_line > where.line and not where.sheet and not where.page:
        return f"{where.line}-{where.last_line}行目"
    return found

"""Text inside Markdown tables."""

from shinkyu.text.width import harmless

_SIGNS = frozenset("\\`*_|[]~#")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def cell(text: str) -> str:
    """Return *text* fit for a cell of a table: its markup is shown and not obeyed, lines end in ``<br>``."""
    escaped = "".join("\\" + char if char in _SIGNS else char for char in harmless(text).translate(_HTML))
    return escaped.replace("\n", "<br>")

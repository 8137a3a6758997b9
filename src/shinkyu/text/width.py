"""Columns that text takes on a terminal: East Asian wide characters take two."""

import unicodedata

_WIDE = frozenset("WFA")
"""Ambiguous characters (①, ※, …) count as wide, as Japanese terminals draw them."""


def width(text: str) -> int:
    """Return the number of terminal columns of *text*."""
    return sum(_columns(c) for c in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def cut(text: str, columns: int) -> str:
    """Return *text* on one line, cut to *columns* with … at the end where something is left out."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    kept: list[str] = []
    used = 2
    for char in line:
        used += _columns(char)
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + "…"


def pad(text: str, columns: int) -> str:
    """Return *text* cut and filled with blanks to *columns*."""
    line = cut(text, columns)
    return line + " " * (columns - width(line))


def wrap(text: str, columns: int) -> list[str]:
    """Return the lines of *text* at most *columns* wide; Japanese breaks anywhere."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for char in paragraph:
            if used + _columns(char) > columns and line:
                lines.append(line)
                line, used = "", 0
            line += char
            used += _columns(char)
        lines.append(line)
    return lines


def harmless(text: str) -> str:
    """Return *text* with terminal control characters shown instead of obeyed."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) != "Cc" else f"\\x{ord(c):02x}" for c in text)

"""Text on a terminal: most Japanese characters take two columns, and none may steer the terminal."""

import unicodedata
from functools import lru_cache

_WIDE = frozenset("WFA")
"""Ambiguous characters (①, ※, …) count as wide, as Japanese terminals draw them."""
_CLOSING = frozenset("。、，．.,:;]）)」』】〉》＞>・：；！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Characters that open no line (行頭禁則)."""
_OPENING = frozenset("（(「『【〈《＜<")
"""Characters that end no line (行末禁則)."""


def width(text: str) -> int:
    """Return the number of terminal columns of *text*."""
    return sum(map(_columns, text))


@lru_cache(maxsize=16384)
def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def cut(text: str, columns: int) -> str:
    """Return *text* on one line, cut to *columns* with … at the end where something is left out."""
    line = " ".join(text.split())
    used, kept = 0, -1
    for n, char in enumerate(line):
        used += _columns(char)
        if kept < 0 and used + 2 > columns:
            kept = n
        if used > columns:  # of a long text the rest is not looked at
            return line[:kept] + "…"
    return line


def cut_inside(text: str, columns: int) -> str:
    """Return *text* on one line, cut to *columns* with … in its middle: what ends an address tells most."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    tail = cut(line[::-1], columns // 2 + 2)[-2::-1]
    return cut(line, columns - width(tail)) + tail


def pad(text: str, columns: int) -> str:
    """Return *text* cut and filled with blanks to *columns*."""
    line = cut(text, columns)
    return line + " " * (columns - width(line))


def wrap(text: str, columns: int) -> list[str]:
    """Return the lines of *text* broken to at most *columns*.

    No line opens with 。 or a blank, none ends with （, and no Latin word or number is broken.
    """
    lines: list[str] = []
    line, used = "", 0
    for char in text:
        size = _columns(char)
        if line and used + size > columns:
            place = _break_at(line, char)
            lines.append(line[:place].rstrip())
            line = line[place:].lstrip()
            used = width(line)
        if line or not char.isspace():
            line += char
            used += size
    return [*lines, line]


def hanging(text: str, columns: int, indent: int) -> list[str]:
    """Return *text* in lines at most *columns* wide, all but the first indented; its own indent is kept."""
    if width(text) <= columns:
        return [text]
    margin = text[: len(text) - len(text.lstrip())]
    first, *rest = wrap(text.lstrip(), columns - max(indent, len(margin)))
    return [margin + first, *(" " * indent + line for line in rest)]


def _break_at(line: str, following: str) -> int:
    """Return how much of *line* stays when *following* opens the next one; all of it if half would go."""
    place = len(line)
    while place > len(line) // 2:
        left, right = line[place - 1], line[place] if place < len(line) else following
        in_word = left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
        if not (in_word or right in _CLOSING or left in _OPENING):
            return place
        place -= 1
    return len(line)


def harmless(text: str) -> str:
    """Return *text* with characters that steer a terminal or turn the writing shown instead of obeyed."""
    if text.replace("\n", " ").replace("\t", " ").replace("\u3000", " ").isprintable():  # as nearly always
        return text
    return "".join(
        char if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf") else _escape(char) for char in text
    )


def _escape(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}"

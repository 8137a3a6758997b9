"""Text in columns of a terminal, where most Japanese characters are two columns wide."""

import unicodedata
from collections.abc import Iterator

_CLOSING = frozenset("。、，．）)」』】〉》＞>・：；！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""Characters that open no line (行頭禁則)."""
_OPENING = frozenset("（(「『【〈《＜<")
"""Characters that end no line (行末禁則)."""


def char_width(char: str) -> int:
    """Return the columns of a character; ambiguous ones (①, ○, ※) count two, so that no line is too long."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def text_width(text: str) -> int:
    """Return the columns of a text without line breaks."""
    return sum(map(char_width, text))


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield the lines of *text* broken to at most *columns*.

    No line opens with 。 or a blank, none ends with （, and no Latin word or number is broken.
    """
    line, width = "", 0
    for char in text:
        size = char_width(char)
        if line and width + size > columns:
            cut = _break_at(line, char)
            yield line[:cut].rstrip()
            line = line[cut:].lstrip()
            width = text_width(line)
        if line or not char.isspace():
            line += char
            width += size
    yield line


def _break_at(line: str, following: str) -> int:
    """Return how much of *line* stays when *following* opens the next one; all of it if half would go."""
    cut = len(line)
    while cut > len(line) // 2:
        left, right = line[cut - 1], line[cut] if cut < len(line) else following
        in_word = left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
        if not (in_word or right in _CLOSING or left in _OPENING):
            return cut
        cut -= 1
    return len(line)


def harmless(text: str) -> str:
    """Return *text* without characters that steer a terminal or turn the direction of writing."""
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf") else "\N{REPLACEMENT CHARACTER}"
        for char in text
    )

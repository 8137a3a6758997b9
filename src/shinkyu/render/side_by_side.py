"""Old and new beside each other on a wide terminal."""

from collections.abc import Callable
from itertools import zip_longest

from shinkyu.text.width import width, wrap

WIDE = 120
"""Columns from which two texts beside each other are easier to read than below each other."""

OPEN, CLOSE = "\U0010fff8", "\U0010fff9"
"""Stand for 【 and 】 around changed words while lines are broken: a document may print the brackets itself, and
characters of its office's own (外字) from U+E000 on."""

_GAP = " │ "


def beside(before: str, after: str, columns: int, paint: Callable[[str, str], str]) -> list[str]:
    """Return the lines of two texts beside each other, each line at most *columns* wide.

    Changed words stand between ``OPEN`` and ``CLOSE``; they are painted ``removed`` on the left and ``added`` on
    the right, also where a line ends inside them.
    """
    half = (columns - len(_GAP) - 1) // 2
    sides = painted_lines(before, half, "removed", paint), painted_lines(after, half, "added", paint)
    return [
        left + " " * (half - size) + _GAP + right for (left, size), (right, _) in zip_longest(*sides, fillvalue=("", 0))
    ]


def painted_lines(text: str, columns: int, role: str, paint: Callable[[str, str], str]) -> list[tuple[str, int]]:
    """Return the painted lines of a text, changed words in 【】, with their widths before painting."""
    found: list[tuple[str, int]] = []
    inside = False
    for line in wrap(text, columns):
        pieces: list[str] = []
        for piece in line.replace(OPEN, "\0" + OPEN).replace(CLOSE, CLOSE + "\0").split("\0"):
            inside = inside or piece.startswith(OPEN)
            shown = piece.replace(OPEN, "【").replace(CLOSE, "】")
            pieces.append(paint(shown, role) if inside and shown else shown)
            inside = inside and not piece.endswith(CLOSE)
        found.append(("".join(pieces), width(line)))
    return found

"""Lines that a mail program or a terminal folded at a fixed width, put together again.

A fold leaves lines of one greatest length, and hardly any just below it: a sentence seldom ends
there by chance.  Both ways to count a width are tried, characters and columns (a full-width
character has two).
"""

import re
from collections.abc import Callable, Sequence
from unicodedata import east_asian_width

NARROWEST = 16
"""Characters; nobody folds narrower, and short labels of one length would look like a fold."""
FEWEST = 5
"""Different lines of full width that make a fold; two or three of one length are chance."""
SHARE = 0.02
"""Of all filled lines; a text layer printed in fixed pitch has up to 0.024 of one length, but see ``PEAK``."""
PEAK = 1.5
"""How many times more lines must have full width than a width just below it."""
JUST_BELOW = 0.8
"""Lower end of the widths just below, as a part of the full width."""


class _Columns(dict[str, int]):
    """Columns of each character, found once."""

    def __missing__(self, char: str) -> int:
        self[char] = 2 if east_asian_width(char) in "WFA" and not char.isascii() else 1
        return self[char]


_COLUMNS = _Columns()
_WIDE = re.compile("[ぁ-ゖァ-ヿ一-\u9fff]+")
"""Most of what is wide, counted at once."""


def unfold(lines: Sequence[str]) -> list[tuple[str, tuple[int, ...]]]:
    """Return the lines as they were before a fold, each with the offsets at which it was folded.

    Whether a line of full width was folded or ended there cannot be seen here: it is joined, and who
    knows what the lines mean can cut it again at the offset.
    """
    width_of, width = _fold_width(lines)
    joined: list[tuple[str, tuple[int, ...]]] = []
    n = 0
    while n < len(lines):
        text, folds, last = lines[n], [], lines[n]
        n += 1
        while width and n < len(lines) and _goes_on(last, lines[n], width, width_of):
            folds.append(len(text))
            last = lines[n]
            text += last
            n += 1
        joined.append((text, tuple(folds)))
    return joined


def _goes_on(line: str, following: str, width: int, width_of: Callable[[str], int]) -> bool:
    """Say whether *line* is full, so that the first character of the next one had no room on it."""
    if not following or following == " ":
        return False
    return width_of(line) + width_of(following[0]) > width


def _fold_width(lines: Sequence[str]) -> tuple[Callable[[str], int], int]:
    """Return how to count and the width at which *lines* were folded, 0 where they were not."""
    filled = [line for line in lines if line.strip()]
    best: tuple[int, Callable[[str], int], int] = (0, len, 0)
    for width_of, slack in ((len, 0), (columns, 1)):
        widths = [width_of(line) for line in filled]
        width = max(widths, default=0)
        full = len({line for line, w in zip(filled, widths, strict=True) if w >= width - slack})
        below = sum(JUST_BELOW * width <= w < width - slack for w in widths)
        enough = full >= max(FEWEST, SHARE * len(filled), PEAK * below)
        if width >= NARROWEST and enough and full > best[0]:
            best = (full, width_of, width)
    return best[1], best[2]


def columns(text: str) -> int:
    """Return the columns that *text* takes in a fixed-width font."""
    if text.isascii():
        return len(text)
    others = _WIDE.sub("", text)
    return 2 * (len(text) - len(others)) + sum(map(_COLUMNS.__getitem__, others))

"""Page numbers that a transcription has kept: lines with nothing but a number that count on through the document."""

import itertools
import re
from collections.abc import Iterable

from shinkyu.extract.lines import Line
from shinkyu.text.normalise import fold

FEWEST = 5
"""Numbers that count on by chance are fewer: entries of a list stand with their text."""

_FEW_CHARACTERS = re.compile(r"\s*(?:\S\s*){1,6}$")
_NUMBER_ALONE = re.compile(r"^-?(\d{1,4})-?$")


def page_numbers(lines: Iterable[Line]) -> frozenset[int]:
    """Return the numbers of the source lines that hold page numbers; none unless all lone numbers count on by one."""
    short = (line for line in lines if _FEW_CHARACTERS.match(line.text))
    found = [(line.number, int(m.group(1))) for line in short if (m := _NUMBER_ALONE.match(fold(line.text)))]
    counting = all(b[1] == a[1] + 1 for a, b in itertools.pairwise(found))
    return frozenset(number for number, _ in found) if counting and len(found) >= FEWEST else frozenset()

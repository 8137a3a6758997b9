"""Lines that a page end cuts through.

A cell that goes on over a page end is printed on both pages, each showing its part of it.  Where the page
ends inside a line, both pages show a slice of that line, and small differences of height decide which of
its words seem to stand on which page.  Such a line belongs to the earlier page, with all its words, once.
"""

from collections import Counter
from itertools import pairwise

from shinkyu.sources.pdf_objects import Char, Marks


def whole_lines(pages: list[Marks]) -> list[Marks]:
    """Return pages that follow each other, every line that a page end cuts through on the page it begins on."""
    taken: list[set[Char]] = [set() for _ in pages]
    added: list[list[Char]] = [[] for _ in pages]
    for n, (before, after) in enumerate(pairwise(pages)):
        twice = Counter(_place(char) for char, _ in before.cut_below) & Counter(map(_place, after.cut_above))
        for char, moved in before.cut_below if twice else ():
            if twice[_place(char)]:
                taken[n].add(char)
                added[n].append(moved)
        taken[n + 1].update(char for char in after.cut_above if twice[_place(char)])
    return [
        marks._replace(
            chars=[char for char in marks.chars if char not in gone] + more,
            hidden=[(char, within) for char, within in marks.hidden if char not in gone],
        )
        if gone
        else marks
        for marks, gone, more in zip(pages, taken, added, strict=True)
    ]


def _place(char: Char) -> tuple[str, int]:
    """Return what is the same in both printings: the character and its place across the page, in points."""
    return char.text, round(char.left)

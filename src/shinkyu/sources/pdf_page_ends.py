"""Lines that a page end cuts through.

A cell that goes on over a page end is printed on both pages, each showing its part of it.  Where the page
ends inside a line, both pages show a slice of that line, and small differences of height decide which of
its words seem to stand on which page.  Such a line belongs to the earlier page, with all its words, once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from shinkyu.sources.pdf_objects import Char, Marks


def whole_lines(pages: Iterable[Marks]) -> Iterator[Marks]:
    """Yield pages that follow each other, every line that a page end cuts through on the page it begins on.

    What becomes of a page depends on the page before and the page after it only.
    """
    before: Marks | None = None
    gone: set[Char] = set()
    for after in pages:
        gone_after: set[Char] = set()
        if before is not None:
            twice = Counter(_place(char) for char, _ in before.cut_below) & Counter(map(_place, after.cut_above))
            kept = [(char, moved) for char, moved in before.cut_below if twice[_place(char)]]
            gone_after = {char for char in after.cut_above if twice[_place(char)]}
            yield _settled(before, gone | {char for char, _ in kept}, [moved for _, moved in kept])
        before, gone = after, gone_after
    if before is not None:
        yield _settled(before, gone, [])


def _settled(marks: Marks, gone: set[Char], more: list[Char]) -> Marks:
    if not gone:
        return marks
    return marks._replace(
        chars=[char for char in marks.chars if char not in gone] + more,
        hidden=[(char, within) for char, within in marks.hidden if char not in gone],
    )


def _place(char: Char) -> tuple[str, int]:
    """Return what is the same in both printings: the character and its place across the page, in points."""
    return char.text, round(char.left)

"""Pages of a bare text layer, and what on them is no value but a piece of the form."""

import re
from collections.abc import Set
from functools import cached_property
from typing import NamedTuple

from shinkyu.extract.labels import Labels
from shinkyu.extract.lines import cut_at_rows, source_lines
from shinkyu.extract.placed import Placed, Raw
from shinkyu.model.source import Layout
from shinkyu.text.normalise import fold, label_key

PAGE_GAP = 3
"""Blank lines between pages."""
LABEL_PIECE = 5
"""Characters of a piece of a label that is no accident."""

BRACKETS = re.compile(r"[\[\]［］]")
OPTION_LINE = re.compile(r"^\d{1,2}[)）]")
TITLE = re.compile(r"^特定個人情報保護評価書\((基礎|重点|全)項目評価書\)$")
NUMBER_HEAD = "評価書番号評価書名"
"""The two labels over number and title of the cover, folded."""
PAGE_NUMBER = re.compile(r"^\s*+-?\s*+\d{1,4}\s*+-?\s*+$")
_OPTION_INSIDE = re.compile(r"\s\d{1,2}[)）]\s?\S")


class PageLine(NamedTuple):
    """A line of a page; ``gap`` says that a blank line comes before it."""

    text: str
    number: int
    gap: bool
    raw: Raw


class Value(NamedTuple):
    """A value as far as it is certain: its text, the lines it takes and how sure it is."""

    text: str
    confidence: float
    lines: tuple[int, ...]


def pages_of(layout: Layout, labels: Labels, placed: Placed) -> list[list[PageLine]]:
    """Cut a layout at gaps; page numbers, which stand first or last on a page, and blank lines go."""
    pages: list[list[PageLine]] = [[]]
    blank = 0
    for line in cut_at_rows(source_lines(layout), labels):
        text = line.text.replace("\t", " ")
        if not text.strip():
            blank += 1
            continue
        if blank >= PAGE_GAP and pages[-1]:
            pages.append([])
        pages[-1].append(PageLine(text.strip(), line.number, blank > 0, line.whole()))
        blank = 0
    for page in pages:
        for end in (-1, 0):
            if page and PAGE_NUMBER.match(page[end].text):
                placed.furniture.append(page.pop(end).raw)
    return [page for page in pages if page]


class Furniture:
    """Knows the pieces of a form that stand on a page without being a label or a value."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def has(self, text: str) -> bool:
        """Say whether a line is an option, a mark, a bracket or another printed piece of the form."""
        key = fold(text)
        if OPTION_LINE.match(key) or key.startswith("<選択肢>") or TITLE.match(key) or len(key) <= 1:
            return True
        if key == NUMBER_HEAD:
            return True
        bare = BRACKETS.sub("", key).strip("()○")
        if not bare or "[" in key or "]" in key or bare in self._words:
            return True
        return bool(_OPTION_INSIDE.search(text)) or label_key(text) in self._label_pieces

    def runs(self, page: list[PageLine], taken: Set[int]) -> list[list[int]]:
        """Return the stretches of lines that are not taken and no furniture."""
        runs: list[list[int]] = []
        last = -2
        for n, line in enumerate(page):
            if n in taken or self.has(line.text):
                continue
            if n == last + 1:
                runs[-1].append(n)
            else:
                runs.append([n])
            last = n
        return runs

    @cached_property
    def _label_pieces(self) -> frozenset[str]:
        """Beginnings and ends of labels: what is left where the form wraps them."""
        keys = [key for key in self.labels.index if len(key) > LABEL_PIECE]
        begins = {key[:n] for key in keys for n in range(LABEL_PIECE, len(key))}
        return frozenset(begins | {key[n:] for key in keys for n in range(1, len(key) - LABEL_PIECE + 1)})

    @cached_property
    def _words(self) -> frozenset[str]:
        template = self.labels.template
        options = {fold(option.text) for spec in template.specs for option in spec.options}
        return frozenset(options | {fold(word) for word in template.furniture} | {"件"})

"""Cells that the layout cut off: fixed row heights in a PDF end them in the middle of a sentence."""

import re
from collections.abc import Sequence

from shinkyu.model.declaration import Directive, Truncation
from shinkyu.model.document import DeclaredRow

ROWS_CUT = 3
"""Rows of one column whose texts break off at nearly the same length make a fixed row height likely."""
NEARLY_LONGEST = 0.85
"""Share of the longest text of a column from which a text fills its cell."""
SHORTEST_FULL, LONGEST_FULL = 20, 60
"""Characters a narrow cell of fixed height was seen to hold: 21 to 46."""

_QUOTING_RULES = ("quoted", "empty-before", "nothing-before", "option", "boxes")
"""Rules of 後 cells that are no phrase; a phrase that was recognised is complete."""

_COMPLETE = re.compile(r"[。)）」』】］\]〉>＞％%]$")
_OPEN_END = re.compile(r"[(（「『【［\[<＜、，]$")
_PREDICATE = re.compile(r"(ため|から|こと|もの|による|等|日|件|人|課|号|項|条|する|した|ない|なし|あり|年|月)$")


class Cuts:
    """The lengths at which the columns of one table break off."""

    def __init__(self, rows: Sequence[DeclaredRow]) -> None:
        self._lengths = {
            "item": _cut_lengths([row.item for row in rows]),
            "before": _cut_lengths(["".join(row.before) for row in rows]),
            "after": _cut_lengths(["".join(row.after) for row in rows]),
            "explanation": _cut_lengths([row.explanation for row in rows]),
        }

    def of(self, row: DeclaredRow, directive: Directive) -> Truncation:
        """Return which cells of *row* are cut off."""
        return Truncation(
            item=len(row.item) in self._lengths["item"],
            before=self._is_cut("".join(row.before), "before"),
            after=directive.rule.endswith("cut-off")
            or (directive.rule in _QUOTING_RULES and self._is_cut("".join(row.after), "after")),
            explanation=self._is_cut(row.explanation, "explanation"),
        )

    def _is_cut(self, text: str, column: str) -> bool:
        return bool(_OPEN_END.search(text)) or (len(text) in self._lengths[column] and not _ends(text))


def _cut_lengths(texts: Sequence[str]) -> frozenset[int]:
    """Return lengths at which different texts of a column break off."""
    longest = max((len(text) for text in texts), default=0)
    if longest > LONGEST_FULL:
        return frozenset()
    full = {t for t in texts if len(t) >= max(longest * NEARLY_LONGEST, SHORTEST_FULL) and not _ends(t)}
    return frozenset(len(t) for t in full) if len(full) >= ROWS_CUT else frozenset()


def _ends(text: str) -> bool:
    return bool(_COMPLETE.search(text) or _PREDICATE.search(text))

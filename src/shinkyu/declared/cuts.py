"""Cells that the layout cut off: fixed row heights in a PDF end them in the middle of a sentence."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from shinkyu.model.declaration import Directive, Truncation
from shinkyu.model.document import DeclaredRow
from shinkyu.text.tokenise import tokens

ROWS_CUT = 3
"""Rows of one column whose texts break off at nearly the same length make a fixed row height likely."""
SURELY_CUT = 2
"""How many of those must break off within a word or a clause: names and lists of one kind are alike in length."""
NEARLY_LONGEST = 0.85
"""Share of the longest text of a column from which a text fills its cell."""
SHORTEST_FULL, LONGEST_FULL = 20, 60
"""Characters a narrow cell of fixed height was seen to hold: 21 to 46."""

_QUOTING_RULES = ("quoted", "empty-before", "nothing-before", "option", "boxes")
"""Rules of 後 cells that are no phrase; a phrase that was recognised is complete."""

_WITHIN_CITATION = re.compile(r"(?<![別付附][表則])(?<!様式)第[\d０-９]+$")
"""No citation of an Act ends with the number alone; 別表第2 and 様式第4 do."""
_BRACKET_NEAR_END = 20
"""Characters at the end of a cell in which a bracket that stays open shows that the cell was cut off."""

_COMPLETE = re.compile(r"[。)）」』】］\]〉>＞％%]$")
_OPEN_END = re.compile(r"[(（「『【［\[<＜、，]$")
_PAIRS = ("「」", "『』", "（）", "()", "【】")
_CLOSING = frozenset(pair[1] for pair in _PAIRS)
_STANDS_BEFORE = frozenset(("助詞", "動詞", "助動詞", "補助記号", "接続詞"))
"""What one character of a word follows where a word was cut in two: …個人番号が保."""
_PREDICATE = re.compile(r"(ため|から|こと|もの|等|日|件|人|課|号|項|条|する|した|ない|なし|(?<!で)あり|年|月)$")
_REASON = re.compile(r"による$")
"""How an explanation ends, too: 組織改編による."""


class Cuts:
    """The lengths at which the columns of one table break off, and which cells are *known* to by row."""

    def __init__(self, rows: Sequence[DeclaredRow], known: Mapping[int, frozenset[str]]) -> None:
        self._known = known
        self._lengths = {
            "item": _cut_lengths([row.item for row in rows]),
            "before": _cut_lengths(["".join(row.before) for row in rows]),
            "after": _cut_lengths(["".join(row.after) for row in rows]),
            "explanation": _cut_reasons([row.explanation for row in rows]),
        }
        paths = {row.item for row in rows if len(row.item) in self._lengths["item"]}
        self._paths_off = Counter(len(path) for path in paths if _breaks_off(path))

    def of(self, row: DeclaredRow, directive: Directive) -> Truncation:
        """Return which cells of *row* are cut off: those that the source says are, and those that look so."""
        known = self._known.get(row.n, frozenset())
        return Truncation(
            item="item" in known or self._is_path_cut(row.item),
            before="before" in known or self._is_cut("".join(row.before), "before"),
            after="after" in known
            or directive.rule.endswith("cut-off")
            or (directive.rule in _QUOTING_RULES and self._is_cut("".join(row.after), "after")),
            explanation="explanation" in known
            or (not _REASON.search(row.explanation) and self._is_cut(row.explanation, "explanation")),
        )

    def _is_path_cut(self, cell: str) -> bool:
        """A path may end with any label, so that it must break off or fill its cell as others that do."""
        closed = cell[-1:] in _CLOSING and not any(cell.count(pair[0]) > cell.count(pair[1]) for pair in _PAIRS)
        if len(cell) not in self._lengths["item"] or closed:
            return False
        return _breaks_off(cell) or self._paths_off[len(cell)] >= SURELY_CUT

    def _is_cut(self, text: str, column: str) -> bool:
        if not any(map(str.isalnum, text)):
            return False
        if _OPEN_END.search(text) or _ends_in_the_middle(text):
            return True
        return len(text) in self._lengths[column] and not _ends(text)


def _cut_lengths(texts: Sequence[str]) -> frozenset[int]:
    """Return lengths at which different texts of a column break off."""
    longest = max((len(text) for text in texts), default=0)
    if longest > LONGEST_FULL:
        return frozenset()
    full = {t for t in texts if len(t) >= max(longest * NEARLY_LONGEST, SHORTEST_FULL) and not _ends(t)}
    if len(full) < ROWS_CUT or sum(map(_breaks_off, full)) < SURELY_CUT:
        return frozenset()
    return frozenset(len(t) for t in full)


def _cut_reasons(texts: Sequence[str]) -> frozenset[int]:
    """Return the length at which explanations break off: one reason serves many rows, so that two of them
    of the very same, greatest length that do not end as reasons do are enough.
    """
    longest = max((len(text) for text in texts), default=0)
    full = {text for text in texts if len(text) == longest and not _ends(text) and not _REASON.search(text)}
    narrow = SHORTEST_FULL <= longest <= LONGEST_FULL
    return frozenset({longest}) if narrow and len(full) >= SURELY_CUT else frozenset()


def _ends_in_the_middle(text: str) -> bool:
    """Say whether a text of some length ends within a citation, or within a bracket that was just opened."""
    if len(text) < SHORTEST_FULL or _ends(text):
        return False
    end = text[-_BRACKET_NEAR_END:]
    opened = any(
        end.rfind(pair[0]) > end.rfind(pair[1]) and text.count(pair[0]) > text.count(pair[1]) for pair in _PAIRS
    )
    return opened or bool(_WITHIN_CITATION.search(text))


def _breaks_off(text: str) -> bool:
    """Say whether a text ends where none can end: within a bracket, a clause or a word."""
    if any(text.count(pair[0]) > text.count(pair[1]) for pair in _PAIRS):
        return True
    words = tokens(text)
    if not words or _ends(text):
        return False
    last = words[-1]
    if last.pos == "動詞":
        return last.surface[-1] not in "うくぐすつぬぶむる"
    follows = len(words) == 1 or words[-2].pos in _STANDS_BEFORE
    piece = len(last.surface) == 1 and last.pos not in ("接尾辞", "補助記号") and follows
    return last.pos in ("助詞", "接頭辞", "接続詞") or piece


def _ends(text: str) -> bool:
    return bool(_COMPLETE.search(text) or _PREDICATE.search(text))

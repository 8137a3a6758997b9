"""The cover of a text layer without order: its items are known by what they say."""

import re

from shinkyu.extract.pages import NUMBER_HEAD, PageLine, Value
from shinkyu.extract.paragraph import soft_join
from shinkyu.text.normalise import fold, label_key

UNDER_ITS_LABELS, BY_WORDS = 0.9, 0.85
"""Confidence of number and title under their two labels, and of what is known by its words."""

_NUMBER_AND_TITLE = re.compile(r"^([0-9０-９]{1,5})[ 　]+(\S.*)$")
_DECLARES = re.compile(r"宣言(?:する|します|いたします)。")
"""The form asks for a declaration, and every one ends by declaring."""
_BY_WORDS = {
    "cover.agency": re.compile(r"^[^。、]{2,30}(?:長|知事|委員会|管理者|大臣|機構|組合|連合会?|基金)$"),
    "cover.published_on": re.compile(r"^(?:平成|令和)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日$"),
}
"""How an item is written, folded: an agency is an office or a body, 公表日 is a date alone."""


def cover_values(page: list[PageLine], runs: list[list[int]]) -> dict[str, Value]:
    """Return what is certain on a cover, by item.

    Args:
        page: the lines of the cover.
        runs: stretches of them that are no label and no furniture.
    """
    found: dict[str, Value] = {}
    free = [n for run in runs for n in run]
    for item, pattern in _BY_WORDS.items():
        fits = [n for n in free if pattern.match(fold(page[n].text))]
        if len(fits) == 1:
            found[item] = Value(page[fits[0]].text, BY_WORDS, (fits[0],))
    for n in free:
        row = _NUMBER_AND_TITLE.match(page[n].text)
        if row and n and label_key(page[n - 1].text) == NUMBER_HEAD:
            found["cover.number"] = Value(row.group(1), UNDER_ITS_LABELS, (n,))
            found["cover.title"] = Value(row.group(2), UNDER_ITS_LABELS, (n,))
    declarations = [run for run in runs if any(_DECLARES.search(_text(page, run[:n])) for n in range(1, len(run) + 1))]
    if len(declarations) == 1:
        run = declarations[0]
        size = next(n for n in range(1, len(run) + 1) if _DECLARES.search(_text(page, run[:n])))
        text = soft_join([page[n].text for n in run[:size]])
        found["cover.declaration"] = Value(text, BY_WORDS, tuple(run[:size]))
    return found


def _text(page: list[PageLine], lines: list[int]) -> str:
    return "".join(page[n].text for n in lines)

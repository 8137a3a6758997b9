"""Titled pages of 別添 事務の内容 and titled lists of 別添 記録項目: which of them a cell names.

What a row says is gone is not in the document any more; its title is looked for in the older version.
"""

import re
from typing import NamedTuple

from shinkyu.declared.labels import citation_key
from shinkyu.declared.places import TITLED, Places
from shinkyu.model.address import file_element
from shinkyu.model.document import Item
from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import fold
from shinkyu.text.similarity import ratio

SAME_TITLE = 0.8
"""Likeness of a misquoted title to the printed one.  Titles of one annex share their endings
(…に関する事務の流れ), so that a title like a part of another says nothing."""
SHORTEST_TITLE = 2
"""Characters of a title that is quoted in part."""

_OPENING = r"^[\[(<【「」\-]*"
_SIGN = re.compile(_OPENING + r"(?P<sign>(?P<letter>[A-Z])(?![A-Za-z])|\(?(?P<number>\d{1,2})(?:\)|[.:]))[):.]?")
_REMARKS, _FIGURE = re.compile(r"備考"), re.compile(r"図")
_WHOLE_RANGE = re.compile(r"[A-Z]\s*[~～〜-]\s*[A-Z]")


class Titled(NamedTuple):
    """A titled page or list with its items."""

    title: str
    items: list[Item]
    gone: bool
    """Only the older version has it."""


class Titles:
    """The titled members of a document, and those that the older version had beside them."""

    def __init__(self, here: Places, older: Places | None) -> None:
        self._here = here
        self._older = older

    def of(self, part: ItemSpec) -> list[Titled]:
        """Return the titled members of a part, those that are gone last."""
        here = self._here.titled(part)
        found = [Titled(title, items, False) for title, items in here.items()]
        known = {citation_key(title) for title in here}
        older = self._older.titled(part) if self._older else {}
        return found + [Titled(t, items, True) for t, items in older.items() if citation_key(t) not in known]

    def leaves(self, part: ItemSpec) -> list[ItemSpec]:
        """Return what the pages of a part hold, empty for lists."""
        group = next((s for s in self._here.children.get(part.id, []) if s.element == TITLED), None)
        return [spec for spec in self._here.children.get(group.id, []) if spec.kind] if group else []

    def quoted(self, part: ItemSpec, words: str) -> bool:
        """Say whether *words* are the title of a member and nothing else."""
        return bool(_exactly(words, self.of(part)))

    def named(self, part: ItemSpec, words: str, file: str | None, label: str = "") -> list[Titled]:
        """Return the members that *words* name, each with the items meant of the file meant.

        Args:
            part: the annex.
            words: what the 項目 cell prints behind it.
            file: element of the file the cell names.
            label: the label of a page's leaf that was found in the cell.
        """
        titled = self.of(part)
        chosen = [t for t in titled if not t.gone] if _WHOLE_RANGE.search(words) else _named(words, titled)
        found = []
        for member in chosen:
            items = [i for i in member.items if file is None or file_element(i.address) in (None, file)]
            beside = citation_key(words).replace(citation_key(member.title), "") + fold(label)
            found.append(member._replace(items=_leaves_named(items, beside)))
        return found


def _named(words: str, titled: list[Titled]) -> list[Titled]:
    """Return what is named: by the whole title, by its sign (B:, (3)), by its words; what is gone last."""
    exact = _exactly(words, titled)
    if exact:
        return exact
    sign, text = _sign(words), _text(words)
    mine = [t for t in titled if sign and _sign(fold(t.title)) == sign]
    alike = [t for t in mine if _alike(text, _text(t.title))]
    near = alike or mine or [t for t in titled if _alike(text, _text(t.title), misquoted=not sign)]
    return [t for t in near if not t.gone] or near


def _exactly(words: str, titled: list[Titled]) -> list[Titled]:
    """Return the member whose title the cell quotes as a whole, with its sign or without."""
    for key in dict.fromkeys((citation_key(words), _without_leaf(words))):
        for of_title in (citation_key, _text):
            found = [t for t in titled if key and of_title(t.title) == key]
            if found:
                return [t for t in found if not t.gone] or found
    return []


def _without_leaf(words: str) -> str:
    return re.sub(r"備考.*$|図$", "", citation_key(words))


def _text(title: str) -> str:
    """Return the key of a title without its sign."""
    key = fold(title)
    sign = _SIGN.match(key)
    return _without_leaf(key[sign.end() :] if sign else key)


def _sign(text: str) -> str | None:
    found = _SIGN.match(text)
    return (found.group("letter") or found.group("number")) if found else None


def _alike(words: str, title: str, *, misquoted: bool = True) -> bool:
    if min(len(words), len(title)) < SHORTEST_TITLE:
        return False
    return words in title or title in words or (misquoted and ratio(words, title) >= SAME_TITLE)


def _leaves_named(items: list[Item], words: str) -> list[Item]:
    """Return the figure or the remarks of a page where the cell says which."""
    kept = [
        item
        for item in items
        if (_REMARKS.search(words) and item.id.endswith(".remarks"))
        or (_FIGURE.search(words) and item.id.endswith(".figure"))
    ]
    return kept or items

"""Rules on the document: counts, empty members, terms left behind, thresholds."""

import re
from collections.abc import Iterator

from shinkyu.codec.printed import printed
from shinkyu.model.address import file_element
from shinkyu.model.document import Address, ChoiceItem, CountItem, Document, Item, TextItem
from shinkyu.model.report import Finding
from shinkyu.reconcile.facts import Facts
from shinkyu.reconcile.find import find_key, folded, without
from shinkyu.reconcile.messages import finding
from shinkyu.reconcile.subjects import FREE, content

MEMBERS_COUNTED = {
    "pi_file.outsourcing.presence.count": ("pi_file.outsourcing[].name", "委託事項"),
    "pi_file.provision.presence.provided.count": ("pi_file.provision.provided[].name", "提供先"),
    "pi_file.provision.presence.transferred.count": ("pi_file.provision.transferred[].name", "移転先"),
}
"""Which members a count of 件 counts: the id of their names and the word of their gap."""

_ELSEWHERE = re.compile("別紙|別添|別表|一覧")
"""A name that refers to a list elsewhere stands for more members than one (the 別紙1参照 of large cities)."""

SHORTEST_TERM, LONGEST_TERM = 4, 40
"""Characters of a 前 cell that can be a term, not a sentence."""

_SCRIPTS = {
    "kanji": re.compile(r"[㐀-鿿々]"),
    "katakana": re.compile(r"[ァ-ヺー]"),
    "latin": re.compile(r"[A-Za-z0-9]"),
}

THRESHOLDS = {
    "work.outline.people": "対象人数の区分",
    "threshold.people.level": "対象人数の区分",
    "threshold.handlers.level": "取扱者数の区分",
    "threshold.accident.presence": "重大事故の有無",
}
"""Items on which 規則4, 6 and 7条 let the kind of assessment depend."""


def count_disagrees_with_members(facts: Facts) -> Iterator[Finding]:
    """The number of 件 differs from the members printed."""
    for item in facts.new.items:
        if not isinstance(item, CountItem) or item.id not in MEMBERS_COUNTED or item.value is None:
            continue
        name_id, word = MEMBERS_COUNTED[item.id]
        head = item.address[:2] if file_element(item.address) else item.address[:1]
        names = [
            other
            for other in facts.new.items
            if other.id == name_id and other.address[: len(head)] == head and other.state == "filled"
        ]
        unread = any(gap[: len(head)] == head and gap[-1] == word for gap in facts.new.gaps)
        listed_elsewhere = any(_ELSEWHERE.search(printed(name)) for name in names)
        if not unread and not listed_elsewhere and len(names) != item.value:
            found = len(names)
            yield finding("count-disagrees-with-members", None, item.address, count=item.value, found=found)


def empty_member(facts: Facts) -> Iterator[Finding]:
    """A member has content but no name."""
    for item in facts.new.items:
        if not isinstance(item, TextItem) or not item.id.endswith("[].name") or item.state != "blank":
            continue
        if _is_filled(item, facts.new):
            yield finding("empty-member", None, item.address[:-1])


def stale_term(facts: Facts) -> Iterator[Finding]:
    """A term that a row replaced still stands in another item."""
    for row, declaration, judgement in facts.read():
        directive = declaration.directive
        if row.n not in facts.recent or directive.op not in ("quote", "replace-all", "replace"):
            continue
        if judgement.verdict not in ("confirmed", "partly"):
            continue
        for term in directive.before:
            yield from _left_behind(facts, row.n, term.strip("「」"), directive.after, judgement.targets[0].address)


def _left_behind(facts: Facts, n: int, term: str, news: tuple[str, ...], changed: Address) -> Iterator[Finding]:
    key = folded(term)
    if not news or not SHORTEST_TERM <= len(key) <= LONGEST_TERM or any(c in key for c in "。、,「"):
        return
    if any(key in folded(new) for new in news):
        return
    for item in facts.new.items:
        if not isinstance(item, TextItem) or item.id == FREE or item.address == changed:
            continue
        text = content(item)
        if key in without(text, news) and _is_word_of(term, text):
            yield finding("stale-term", n, item.address, term=term)


def _is_word_of(term: str, text: str) -> bool:
    """Say whether *term* stands in *text* as a word, not as part of a longer one in the same script."""
    key, whole = folded(term), folded(text)
    place = find_key(key, whole) if key else -1
    while place >= 0:
        around = whole[place - 1 : place] if place else "", whole[place + len(key) : place + len(key) + 1]
        if not any(_script(edge) == _script(beside) for edge, beside in zip((key[0], key[-1]), around, strict=True)):
            return True
        place = find_key(key, whole, place + 1)
    return False


def _script(char: str) -> str:
    """Return what kind of letter *char* is; no two signs are of one kind."""
    for name, letters in _SCRIPTS.items():
        if letters.match(char):
            return name
    return f"sign {char}"


def threshold_crossed(facts: Facts) -> Iterator[Finding]:
    """対象人数 or an accident moved over a threshold of 規則4, 6 or 7条: another assessment may be due."""
    if facts.old is None:
        return
    for item_id, name in THRESHOLDS.items():
        was, now = _choice(facts.old, item_id), _choice(facts.new, item_id)
        if was is None or now is None or not was.value or not now.value or was.value == now.value:
            continue
        yield finding("threshold-crossed", None, now.address, what=name, before=was.value, after=now.value)


def _choice(document: Document, item_id: str) -> ChoiceItem | None:
    return next((i for i in document.items if i.id == item_id and isinstance(i, ChoiceItem)), None)


def _is_filled(name: Item, document: Document) -> bool:
    """Say whether the member with this name is filled in, be it without its name."""
    head = name.address[:-1]
    return any(i.address[: len(head)] == head and i.state == "filled" for i in document.items)

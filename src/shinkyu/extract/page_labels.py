"""Labels of the form on a page of a bare text layer."""

import re
from typing import NamedTuple

from shinkyu.extract.labels import Labels
from shinkyu.extract.pages import PageLine
from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import label_key
from shinkyu.text.numerals import circled_value

LABEL_LINES = 4
"""Lines that the form wraps its longest label over."""

_BLANKS = re.compile(r"[\s　]+")
_MARK_ALONE = re.compile(r"^[①-⑳]\s*※$")
"""The form raises its ※, so a layer may put it on a line of its own, with the number before it."""


class Found(NamedTuple):
    """A printed label: its specs, where it begins and ends, and what else stands on its line."""

    specs: tuple[ItemSpec, ...]
    first: int
    after: int
    rest: str
    member: str = ""
    """Of the heading of a member its number, of several members their numbers (``2~5``)."""
    before: str = ""


def find_labels(page: list[PageLine], labels: Labels, part: ItemSpec) -> list[Found]:
    """Return the labels of *part* on a page, from top to bottom."""
    found: list[Found] = []
    n = 0
    while n < len(page):
        label = _label_at(page, n, labels, part)
        if label:
            found.append(label)
        n = label.after if label else n + 1
    return found


def specs_of(text: str, labels: Labels, part: ItemSpec) -> tuple[ItemSpec, ...]:
    """Return the specs of *part* whose label or heading *text* is."""
    key = label_key(text)
    if key in labels.ranges:
        return (labels.ranges[key][0],)
    member = labels.member(text)
    if member:
        return (member[0],)
    own = [spec for spec in labels.index.get(key, []) if labels.part_of[spec.id] is part]
    block = labels.block(text, part)
    return tuple(own) or ((block,) if block else ())


def _label_at(page: list[PageLine], n: int, labels: Labels, part: ItemSpec) -> Found | None:
    """Return the label that begins at line *n*, over several lines where the form wraps it."""
    for count in range(1, LABEL_LINES + 1):
        lines = page[n : n + count]
        if len(lines) < count or any(line.gap for line in lines[1:]):
            break
        specs = specs_of("".join(line.text for line in lines), labels, part)
        if specs:
            return Found(specs, n, n + count, "", _member("".join(line.text for line in lines), labels))
    raised = _label_under_mark(page, n, labels, part)
    if raised:
        return raised
    text = page[n].text
    for blanks in _BLANKS.finditer(text):
        head = text[: blanks.start()]
        specs = specs_of(head, labels, part)
        rest = text[blanks.end() :].removeprefix("※").strip()
        if specs and rest:
            return Found(specs, n, n + 1, rest, _member(head, labels))
    return _label_inside(text, n, labels, part)


def _label_under_mark(page: list[PageLine], n: int, labels: Labels, part: ItemSpec) -> Found | None:
    """Return a label whose number and raised ※ stand on a line before it, with what is beside it."""
    if n + 1 >= len(page) or page[n + 1].gap or not _MARK_ALONE.match(page[n].text):
        return None
    following = page[n + 1].text
    for blanks in _BLANKS.finditer(following):
        specs = specs_of(page[n].text + following[: blanks.start()], labels, part)
        if specs:
            return Found(specs, n, n + 2, following[blanks.end() :].strip())
    return None


def _label_inside(text: str, n: int, labels: Labels, part: ItemSpec) -> Found | None:
    """Return a label behind something else on its line; it must have a number, for a word alone proves nothing."""
    for blanks in _BLANKS.finditer(text):
        tail = text[blanks.end() :]
        ends = [len(tail), *(other.start() for other in _BLANKS.finditer(tail))]
        for end in ends:
            head = tail[:end]
            specs = specs_of(head, labels, part) if circled_value(head) or labels.member(head) else ()
            if specs:
                return Found(specs, n, n + 1, tail[end:].strip(), _member(head, labels), text[: blanks.start()].strip())
    return None


def _member(text: str, labels: Labels) -> str:
    """Return the member a heading names: ``3`` for 移転先3, ``2~5`` for システム2～5, nothing for another label."""
    member = labels.member(text)
    if member:
        return str(member[1])
    span = labels.ranges.get(label_key(text))
    return f"{span[1]}~{span[2]}" if span else ""

"""Labels of the form on a page of a bare text layer."""

import re
from typing import NamedTuple

from shinkyu.extract.labels import Labels
from shinkyu.extract.pages import PageLine
from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import label_key

LABEL_LINES = 4
"""Lines that the form wraps its longest label over."""


class Found(NamedTuple):
    """A printed label: its specs, where it begins and ends, and what follows on its line."""

    specs: tuple[ItemSpec, ...]
    first: int
    after: int
    rest: str


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
            return Found(specs, n, n + count, "")
    text = page[n].text
    for blanks in re.finditer(r"[\s　]+", text):
        specs = specs_of(text[: blanks.start()], labels, part)
        rest = text[blanks.end() :].removeprefix("※").strip()
        if specs and rest:
            return Found(specs, n, n + 1, rest)
    return None

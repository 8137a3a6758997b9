"""Where a label of the form stands in a 項目 cell: exactly, cut off, shortened or misquoted."""

import re
from typing import NamedTuple

from shinkyu.model.form import ItemSpec
from shinkyu.text.memory import remembered
from shinkyu.text.normalise import fold
from shinkyu.text.similarity import part_alignment

MISQUOTED = 0.86
"""Likeness of a misquoted label (ファイル取扱いの委託, その他リスク対策) to the form's; measured ≥ 0.88."""
SHORTEST_FUZZY = 5
"""Characters of a label that may be misquoted; a shorter one is like too many others."""
SHORTEST_CUT = 4
"""Characters a label must show before the layout cuts it off."""
SHORT_FORM = 0.9
"""Worth of a label that is cited by its number, its beginning or its title only."""
TITLE_ONLY = 0.95
"""Worth of a block that is cited by its title, whatever its number."""

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"

_DROP = re.compile(r"[()「」『』【】\[\]<>\-※:,、。・\"'“”]")
_MEMBER = re.compile(r"(?<!再)(システム|委託事項|提供先|移転先)(\d{1,2})?")
_NUMBER_BEFORE = re.compile(r"((\d{1,2})\.)?$")


class Hit(NamedTuple):
    """A label found in a cell; ``score`` is how well it is quoted, 0 to 1."""

    start: int
    end: int
    score: float
    cited_number: str = ""
    """The block number in front of the label, where the cell prints one."""


@remembered(4096)
def citation_key(text: str) -> str:
    """Return the key of a citation: folded, without brackets, hyphens and punctuation."""
    return _DROP.sub("", fold(text))


@remembered(4096)
def _characters(text: str) -> frozenset[str]:
    return frozenset(text)


class Labels:
    """The labels found in one cell; each is looked for once."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._characters = frozenset(key)
        self._found: dict[tuple[str, int], Hit | None] = {}
        self._fuzzy: dict[tuple[str, ...], Hit | None] = {}

    def find(self, spec: ItemSpec, position: int) -> Hit | None:
        """Return where the label of *spec* stands in the cell, at or after *position*."""
        asked = spec.id, position
        if asked not in self._found:
            self._found[asked] = self._find(spec, position)
        return self._found[asked]

    def _find(self, spec: ItemSpec, position: int) -> Hit | None:
        if spec.role == "group":
            member = self.member(spec, position)
            return member[0] if member else None
        for label in (spec.label, *spec.aliases):
            hit = self._as_printed(spec, label, position)
            if hit:
                return hit
        if spec.role == "risk":
            return self._risk(spec, position)
        return self._short_form(spec, position) or self._misquoted(spec, position)

    def member(self, group: ItemSpec, position: int) -> tuple[Hit, int | None] | None:
        """Return where a member of *group* is named by its word, and its number if the cell has one."""
        head = (group.element or "").replace("{n}", "")
        for match in _MEMBER.finditer(self.key, position):
            after = self.key[match.end() : match.end() + 1]
            if match.group(1) == head and (match.group(2) or after not in ("の", "に", "を", "と", "で", "が")):
                number = int(match.group(2)) if match.group(2) else None
                return Hit(match.start(), match.end(), 1.0), number
        return None

    def _as_printed(self, spec: ItemSpec, label: str, position: int) -> Hit | None:
        name = citation_key(label)
        place = self.key.find(name, position)
        if place >= 0:
            return Hit(place, place + len(name), 1.0)
        return (self._block(spec, label, position) if spec.role == "block" else None) or self._cut(name, position)

    def _block(self, spec: ItemSpec, label: str, position: int) -> Hit | None:
        """A block is cited by number and title, or by its title up to the bracket."""
        number = f"{spec.element}."
        for text in (label, fold(label).partition("(")[0]):
            title = citation_key(text).removeprefix(number)
            place = self.key.find(title, position) if len(title) >= 2 else -1
            if place >= 0:
                before = _NUMBER_BEFORE.search(self.key[:place])
                start = before.start() if before else place
                cited = before.group(2) if before and before.group(2) else ""
                return Hit(start, place + len(title), TITLE_ONLY, cited)
        return None

    def _cut(self, name: str, position: int) -> Hit | None:
        """A cell that the layout cut off ends in the beginning of a label."""
        key = self.key
        start = key.find(name[:1], max(position, len(key) - len(name)))
        while 0 <= start <= len(key) - SHORTEST_CUT:
            if name.startswith(key[start:]):
                return Hit(start, len(key), SHORT_FORM)
            start = key.find(name[:1], start + 1)
        return None

    def _risk(self, spec: ItemSpec, position: int) -> Hit | None:
        element = spec.element or ""
        place = self.key.find(citation_key(element), position) if element else -1
        follows = self.key[place + len(element) : place + len(element) + 1]
        if place >= 0 and not (follows.isdecimal() or follows in ("に", "へ", "対")):
            return Hit(place, place + len(element), 1.0)
        return None

    def _short_form(self, spec: ItemSpec, position: int) -> Hit | None:
        """``②取扱者数`` for ``②委託先における取扱者数``: the circled number and an end of the label."""
        circled = spec.label[:1]
        place = self.key.find(circled, position) if circled in CIRCLED else -1
        if place < 0:
            return None
        tail = re.split(f"[{CIRCLED}]", self.key[place + 1 :])[0]
        name = citation_key(spec.label)[1:]
        if not tail:
            return Hit(place, place + 1, SHORT_FORM)
        common = next((n for n in range(len(tail), 1, -1) if tail[:n] in name), 0)
        if common >= 2 and common >= len(tail) // 2:
            return Hit(place, place + 1 + common, SHORT_FORM)
        return None

    def _misquoted(self, spec: ItemSpec, position: int) -> Hit | None:
        labels = (spec.label, *spec.aliases)
        if labels not in self._fuzzy:
            self._fuzzy[labels] = self._likest(labels)
        hit = self._fuzzy[labels]
        # The likest passage may begin in the label before, where both share words: 2. 特定個人情報の入手.
        if hit and position - hit.start <= (hit.end - hit.start) * (1 - MISQUOTED):
            return hit._replace(start=max(hit.start, position))
        if spec.role != "block" or not spec.element:
            return None
        number = re.search(rf"(?<!\d){re.escape(spec.element)}\.", self.key[position:])
        return Hit(position + number.start(), position + number.end(), SHORT_FORM) if number else None

    def _is_unlike(self, name: str) -> bool:
        """Say whether so many characters of *name* stand nowhere in the cell that no passage can be a misquotation."""
        common = len(name) - len(_characters(name) - self._characters)
        return 2 * common < (MISQUOTED - 0.01) * (min(len(name), len(self.key)) + common)

    def _likest(self, labels: tuple[str, ...]) -> Hit | None:
        best: Hit | None = None
        for label in labels:
            name = citation_key(label)
            if len(name) < SHORTEST_FUZZY or len(self.key) < len(name) - 1 or self._is_unlike(name):
                continue
            score, start, end = part_alignment(name, self.key, MISQUOTED - 0.01)
            better = score >= MISQUOTED and (best is None or score > best.score)
            if better and not _other_circled(name, self.key[start:end]):
                best = Hit(start, end, score)
        return best


def _other_circled(name: str, quoted: str) -> bool:
    mine = [c for c in name if c in CIRCLED]
    its = [c for c in quoted if c in CIRCLED]
    return bool(mine and its) and mine[0] != its[0]

"""Printed text → labels of the form template."""

import re
from dataclasses import dataclass
from functools import cached_property

from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.text.normalise import fold, label_key
from shinkyu.text.numerals import circled_value, roman_sign, roman_value
from shinkyu.text.similarity import best_match, part_ratio

SAME_LABEL = 0.88
"""Likeness of a damaged label to its original; damaged labels of the five documents reach 0.9."""
SAME_HEADING = 0.75
"""A block is found by its number; its title must still be like the form's."""
SHORTEST_FUZZY = 8
"""Characters; shorter labels differ by one character from other labels."""

LONGEST_LABEL = 120
"""Characters; the longest label of a form has 85."""

_BLOCK = re.compile(r"^\s*(\d{1,2}|[０-９]{1,2})\s*[.．、]\s*(\S.*)$")
_RISK = re.compile(r"^\s*リスク\s*(\d{1,2}|[０-９]{1,2})?\s*[:：]\s*(\S.*)$", re.DOTALL)
_ROMAN_HEAD = re.compile(r"^\s*([ⅠⅡⅢⅣⅤⅥ]|I{1,3}|IV|VI?)(?![A-Za-z])[\s.．　]*(.*)$", re.DOTALL)
_ATTACHED = re.compile(r"^[(（]?\s*別添\s*([0-9０-９]*)\s*[)）]?\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Labels:
    """Look-ups into one template."""

    template: FormTemplate

    @cached_property
    def index(self) -> dict[str, list[ItemSpec]]:
        """Specs by the key of each printing of their label.

        Not in it: parts and groups, and boxes of which the label is itself the option (委託しない).
        """
        found: dict[str, list[ItemSpec]] = {}
        for spec in self.template.specs:
            if spec.role in ("part", "group") or any(spec.label == option.text for option in spec.options):
                continue
            for text in (spec.label, *spec.aliases):
                found.setdefault(label_key(text), []).append(spec)
        return found

    @cached_property
    def parts(self) -> tuple[ItemSpec, ...]:
        """The parts in order."""
        return tuple(spec for spec in self.template.specs if spec.role == "part")

    @cached_property
    def part_of(self) -> dict[str, ItemSpec]:
        """The part every spec stands in."""
        return {
            spec.id: (spec if spec.role == "part" else self.template.ancestors(spec)[0]) for spec in self.template.specs
        }

    @cached_property
    def block_of(self) -> dict[str, str | None]:
        """Id of the block every spec stands in; None directly under a part."""
        return {spec.id: self._nearest(spec, "block") for spec in self.template.specs}

    @cached_property
    def group_of(self) -> dict[str, str | None]:
        """Id of the repeated group every spec stands in or is."""
        return {spec.id: self._nearest(spec, "group") for spec in self.template.specs}

    @cached_property
    def ranges(self) -> dict[str, tuple[ItemSpec, int, int]]:
        """Group, first and last number by the key of each range heading (``システム2～5``)."""
        found: dict[str, tuple[ItemSpec, int, int]] = {}
        for spec in self.template.specs:
            for text in spec.ranges:
                key = label_key(text)
                numbers = re.search(r"(?<!\d)(\d+)~(\d+)$", key)
                if numbers:
                    found[key] = (spec, int(numbers.group(1)), int(numbers.group(2)))
        return found

    @cached_property
    def _member_patterns(self) -> tuple[tuple[re.Pattern[str], ItemSpec], ...]:
        return tuple(
            (re.compile("^" + re.escape(spec.element).replace(r"\{n\}", r"(\d{1,2})") + "$"), spec)
            for spec in self.template.specs
            if spec.role == "group" and spec.element and "{n}" in spec.element
        )

    def member(self, text: str) -> tuple[ItemSpec, int] | None:
        """Return group and number when *text* is the heading of a member (``移転先3``)."""
        key = label_key(text)
        for pattern, spec in self._member_patterns:
            match = pattern.match(key)
            if match:
                return spec, int(match.group(1))
        return None

    def part(self, text: str) -> ItemSpec | None:
        """Return the part whose heading *text* is."""
        key = part_key(text)
        if len(key) < 4 or len(key) > 60:
            return None
        for known, spec in self._part_keys:
            if key == known:
                return spec
        numbered = [(known, spec) for known, spec in self._part_keys if known[:1] == key[:1]]
        found = best_match(key, [label for label, _ in numbered], SAME_LABEL)
        return numbered[found[0]][1] if found else None

    @cached_property
    def _part_keys(self) -> tuple[tuple[str, ItemSpec], ...]:
        return tuple((part_key(text), spec) for spec in self.parts for text in (spec.label, *spec.aliases))

    def block(self, text: str, part: ItemSpec | None) -> ItemSpec | None:
        """Return the block of *part* (of any part when None) whose heading *text* is."""
        match = _BLOCK.match(text.strip())
        if not match or len(text) > LONGEST_LABEL:
            return None
        number = fold(match.group(1))
        candidates = [
            (label_key(label), spec)
            for spec in self.template.specs
            if spec.role == "block" and spec.element == number and (part is None or self.part_of[spec.id] is part)
            for label in (spec.label, *spec.aliases)
        ]
        found = best_match(label_key(text), [label for label, _ in candidates], SAME_HEADING)
        return candidates[found[0]][1] if found else None

    def risk(self, text: str, block: str | None) -> tuple[ItemSpec | None, str]:
        """Return the risk of a block whose heading *text* is, and its wording without the number.

        The number decides, not the wording; a heading of several lines is known by each of them.
        """
        risks = self._risks.get(block, []) if block else []
        match = _RISK.match(text)
        if match:
            element = "リスク" + (fold(match.group(1)) if match.group(1) else "")
            return next((spec for spec in risks if spec.element == element), None), match.group(2)
        key = fold(text)
        for spec in risks:
            if len(key) >= SHORTEST_FUZZY and not _RISK.match(spec.label):
                whole = fold(spec.label)
                if key in whole or (part_ratio(key, whole) >= SAME_LABEL and len(key) <= len(whole) + 5):
                    return spec, text
        return None, ""

    @cached_property
    def _risks(self) -> dict[str | None, list[ItemSpec]]:
        """Risks by the id of their block."""
        found: dict[str | None, list[ItemSpec]] = {}
        for spec in self.template.specs:
            if spec.role == "risk":
                found.setdefault(self.block_of[spec.id], []).append(spec)
        return found

    def similar(self, text: str, part: ItemSpec) -> list[ItemSpec]:
        """Return the specs of *part* whose label *text* is, misspelt or misread."""
        key = label_key(text)
        if len(key) < SHORTEST_FUZZY or len(key) > LONGEST_LABEL:
            return []
        keys = [k for k, specs in self.index.items() if any(self.part_of[s.id] is part for s in specs)]
        found = best_match(key, keys, SAME_LABEL)
        if not found or (key[:1] != keys[found[0]][:1] and key[:1] in "①②③④⑤⑥⑦⑧⑨⑩"):
            return []
        return [spec for spec in self.index[keys[found[0]]] if self.part_of[spec.id] is part]

    def renumbered(self, text: str, part: ItemSpec) -> list[ItemSpec]:
        """Return the specs of *part* that bear the label *text* under another circled number."""
        key = label_key(text)
        if not circled_value(key):
            return []
        return [spec for spec in self._without_number.get(key[1:], []) if self.part_of[spec.id] is part]

    @cached_property
    def _without_number(self) -> dict[str, list[ItemSpec]]:
        found: dict[str, list[ItemSpec]] = {}
        for key, specs in self.index.items():
            if circled_value(key) and len(key) > 1:
                found.setdefault(key[1:], []).extend(specs)
        return found

    def is_heading_like(self, text: str) -> bool:
        """Say whether *text* is the printed form of anything in the template."""
        return bool(
            label_key(text) in self.index
            or label_key(text) in self.ranges
            or self.member(text)
            or self.part(text)
            or _RISK.match(text)
            or self.block(text, None)
        )

    def is_printed(self, text: str) -> bool:
        """Say whether *text* is a whole label or heading, to the letter but for width and ※."""
        key = label_key(text)
        if len(key) < 2 or len(text) > LONGEST_LABEL:
            return False
        if key in self.index or key in self.ranges or self.member(text) or self.part(text):
            return True
        return bool(_RISK.match(text)) or self.block(text, None) is not None

    def is_exact(self, text: str) -> bool:
        """Say whether *text* is a label or heading of this template, letter by letter."""
        key = label_key(text)
        if key in self.index or key in self.ranges or self.member(text):
            return True
        part = part_key(text)
        return any(part == known for known, _ in self._part_keys)

    def begins_risk(self, text: str) -> bool:
        """Say whether *text* begins like the heading of a risk, whatever its wording."""
        return bool(_RISK.match(text))

    def _nearest(self, spec: ItemSpec, role: str) -> str | None:
        for candidate in (spec, *reversed(self.template.ancestors(spec))):
            if candidate.role == role:
                return candidate.id
        return None


def part_key(text: str) -> str:
    """Return the key of a part heading: numeral and title, without ※ and what follows it."""
    bare = text.partition("※")[0]
    roman = _ROMAN_HEAD.match(bare)
    if roman:
        value = roman_value(roman.group(1))
        return (roman_sign(value) if value else roman.group(1)) + fold(roman.group(2))
    attached = _ATTACHED.match(bare)
    if attached:
        return "別添" + fold(attached.group(1)) + fold(attached.group(2))
    return fold(bare)

"""項目 cells → labels of the form.

A cell is read as a path: part, block, member, risk, rows.  Every label of the form is looked for in
it, exactly first, then as offices misquote labels; the label whose path explains most of the cell is
meant.  Numbers only support: offices cite wrong block numbers and outdated member numbers.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from shinkyu.declared.labels import CIRCLED, SHORTEST_FUZZY, Hit, Labels, citation_key
from shinkyu.model.form import FormTemplate, ItemSpec
from shinkyu.text.normalise import fold
from shinkyu.text.numerals import roman_sign, roman_value

MISSING_STEP = 0.01
"""Cost of a label of the path that the cell leaves out; the sum decides only between near equals."""
UNSURE = 0.6
"""Share of a cell below which the other parts of the form are tried as well."""
ALL_PARTS_BETTER = 0.25
"""How much more of the cell another part must explain before the cited part is called wrong."""
SEVERAL = 0.2
"""Share of a cell that names of several items may leave unexplained."""
LEAST = 0.15
"""Share of a cell that a label must explain to be meant at all."""
PART_ONLY = 0.3
"""Worth of a cell of which only the part is understood."""
TITLE_BEGINS = 8
"""Characters before which the title of the part stands: a numeral, a bracket."""
SHORTEST_SIBLING = 4
"""Characters of a label without a number that names a further item beside the first."""

_ROMAN = re.compile(r"^(?:第?)([ⅠⅡⅢⅣⅤⅥ]|VI|IV|V|I{1,3})(?![A-Za-z])")
# A transcription reads the quotation mark 「 as the letter I: 「Ⅱ … 」-「3. becomes I II … 」-I 3.
_QUOTE_AS_I = ((re.compile(r"^\s*I\s+(?=[IVⅠⅡⅢⅣⅤⅥ])"), ""), (re.compile(r"(?<=[-－])I\s+(?=\d)"), ""))
_PART_SUFFIX = re.compile(r"\(\d/\d\)")
_ATTACHED = re.compile(r"\(?別添(\d)\)?")
_GENERAL = re.compile(r"全般|^[(「]?全体|評価書全体|^全項目|各項目共通")
_NUMERAL = re.compile(r"^(\(別添\d+\)|[ⅠⅡⅢⅣⅤⅥ]|[IV]+(?![A-Za-z]))")
_NOT_PARTS = ("cover", "change_sheet")
"""Parts that 全体 does not mean."""


class Reference(NamedTuple):
    """A label a cell points at; ``share`` is how much of the cell it explains, 0 to 1."""

    spec: ItemSpec
    number: int | None
    share: float
    rest: str
    """What of the cell no label explains (a sub-heading, a member's name)."""
    number_differs: bool = False
    """The cell prints another block number than the form."""
    scope: bool = False
    """The cell means the whole part (全般, 全体)."""


class _Path(NamedTuple):
    """A label with the labels above it, as found in a cell."""

    rank: float
    share: float
    spec: ItemSpec
    hits: list[Hit]
    number: int | None
    other_block: bool = False
    """The cell cites another block than the one the label stands in."""


@dataclass(frozen=True, eq=False)
class References:
    """Reader of 項目 cells for one template."""

    template: FormTemplate

    @cached_property
    def _paths(self) -> list[tuple[ItemSpec, tuple[ItemSpec, ...]]]:
        """Every citable label with the labels of its path, the part left out."""
        return [
            (spec, (*self.template.ancestors(spec)[1:], spec))
            for spec in self.template.specs
            if spec.role != "part" and spec.element != "{title}"
        ]

    @cached_property
    def _parts(self) -> list[ItemSpec]:
        return [spec for spec in self.template.specs if spec.role == "part"]

    @cached_property
    def _titles(self) -> list[tuple[ItemSpec, str]]:
        """Every part with its titles, the numeral left out."""
        return [
            (spec, title)
            for spec in self._parts
            for label in (spec.label, *spec.aliases)
            if len(title := _NUMERAL.sub("", fold(label).partition("※")[0])) >= 2
        ]

    @cached_property
    def _part_of(self) -> dict[str, ItemSpec]:
        return {spec.id: self.template.ancestors(spec)[0] if spec.parent else spec for spec in self.template.specs}

    def resolve(self, cell: str) -> list[Reference]:
        """Return what *cell* points at, best first; several where the cell names several items."""
        text = _readable(cell)
        if _GENERAL.search(text):
            return [Reference(part, None, 1.0, "", scope=True) for part in self._parts_named(text)]
        part, rest = self._part(text)
        key = citation_key(rest)
        if part is not None and not key:
            return [Reference(part, None, 1.0, rest)]
        found = self._best(key, part)
        if part is not None and (not found or found[0].share < UNSURE):
            elsewhere = self._best(key, None)
            if elsewhere and (not found or elsewhere[0].share >= found[0].share + ALL_PARTS_BETTER):
                found = elsewhere
        if not found and part is not None:
            return [Reference(part, None, PART_ONLY, rest)]
        if part is not None and _ATTACHED.search(text):
            # The signs of its pages are brackets and letters: (3), B:
            return [reference._replace(rest=rest) for reference in found]
        return found

    def part(self, cell: str) -> tuple[ItemSpec | None, str]:
        """Return the part a cell begins with, and the rest of the cell."""
        text = _readable(cell)
        return (None, text) if _GENERAL.search(text) else self._part(text)

    def _parts_named(self, text: str) -> list[ItemSpec]:
        """Return the parts that a cell of general scope names, all where it names none."""
        named = dict.fromkeys(spec.id for spec, title in self._titles if title in text)
        kept = [spec for spec in self._parts if spec.id in named]
        return kept or [spec for spec in self._parts if spec.id not in _NOT_PARTS]

    def _part(self, text: str) -> tuple[ItemSpec | None, str]:
        """Return the part a cell begins with, and the rest of the cell."""
        bare = text.lstrip("「『(")
        attached = _ATTACHED.search(text)
        if attached:
            for spec in self._parts:
                if spec.element == "別添" + attached.group(1):
                    rest = text[attached.end() :].lstrip("-)")
                    title = _ATTACHED.sub("", fold(spec.label))
                    # The title of an annex is cited shortened: ファイル記録項目.
                    ends = (n for n in range(len(title) - 2) if rest.startswith(title[n:]))
                    cut = next(ends, len(title))
                    return spec, rest.removeprefix(title[cut:]).lstrip("-)")
        best: tuple[int, int, ItemSpec] | None = None
        for spec, title in self._titles:
            place = bare.find(title)
            if 0 <= place <= TITLE_BEGINS and (best is None or (place, -len(title)) < best[:2]):
                best = (place, -len(title), spec)
        roman = _ROMAN.match(bare)
        if best and not (roman and _other_numeral(best[2], roman.group(1))):
            return best[2], bare[best[0] - best[1] :]
        if roman:
            sign = roman_sign(roman_value(roman.group(1)) or 1)
            for spec in self._parts:
                if spec.element == sign:
                    return spec, bare[roman.end() :].lstrip(".．")
        return (best[2], bare[best[0] - best[1] :]) if best else (None, bare)

    def _best(self, key: str, part: ItemSpec | None) -> list[Reference]:
        if not key:
            return []
        labels = Labels(key)
        found = [
            path
            for spec, specs in self._paths
            if (part is None or self._part_of[spec.id] is part)
            and (path := _follow(labels, spec, specs)) is not None
            and path.share >= LEAST
        ]
        if not found:
            return []
        found.sort(key=lambda path: (-path.rank, self.template.order[path.spec.id]))
        best = _other_block(found) or found[0]
        several = [path for path in found if _beside(path, best)]
        alternatives = [path for path in found if path.spec is not best.spec and _as_good(path, best)]
        chosen = [best, *sorted(several, key=lambda path: path.hits[-1].start)]
        share = min(1.0, sum(_length(path.hits) for path in chosen) / len(key))
        if not several and alternatives:
            chosen = [best, *alternatives]
            share = min(1.0, best.share) / len(chosen)
        return [
            Reference(path.spec, path.number, share, _uncovered(key, chosen), self._number_differs(path))
            for path in chosen
        ]

    def _number_differs(self, path: _Path) -> bool:
        block = next((s for s in (*self.template.ancestors(path.spec), path.spec) if s.role == "block"), None)
        return path.other_block or (
            block is not None and any(hit.cited_number not in ("", block.element or "") for hit in path.hits)
        )


def _readable(cell: str) -> str:
    for damaged, meant in _QUOTE_AS_I:
        cell = damaged.sub(meant, cell)
    return _PART_SUFFIX.sub("", fold(cell))


def _follow(labels: Labels, spec: ItemSpec, path: tuple[ItemSpec, ...]) -> _Path | None:
    """Find the labels of a path in order; the last one must be there."""
    if labels.find(spec, 0) is None:
        return None
    hits: list[Hit] = []
    missing, position = 0, 0
    number: int | None = None
    for step in path:
        if step.role == "group":
            member = labels.member(step, position)
            hit, named = member if member else (None, None)
            number = named if member else number
        else:
            hit = labels.find(step, position)
        if hit is None and step is spec and hits:
            # The label begins with the title of its block: 3. 特定個人情報の使用におけるその他のリスク.
            hit = labels.find(step, hits[-1].start)
            hits[-1] = hits[-1]._replace(end=max(hits[-1].start, hit.start)) if hit else hits[-1]
        if hit is None:
            if step is spec:
                return None
            missing += 1
            continue
        hits.append(hit)
        position = hit.end
    share = sum((hit.end - hit.start) * hit.score for hit in hits) / len(labels.key)
    return _Path(share - MISSING_STEP * missing, share, spec, hits, number)


def _other_block(found: list[_Path]) -> _Path | None:
    """Return the label that stands whole behind what looks like another block: 4. …の取扱いの提供・移転の有無."""
    best = found[0]
    if best.spec.role != "block" or best.share >= UNSURE:
        return None
    end = best.hits[-1].end
    behind = [
        path
        for path in found
        if path.spec.kind
        and path.hits[-1].score == 1
        and path.hits[-1].start >= end
        and path.hits[-1].end - path.hits[-1].start >= SHORTEST_FUZZY
        and path.rank != best.rank
    ]
    return behind[0]._replace(hits=[*best.hits, *behind[0].hits], other_block=True) if len(behind) == 1 else None


def _as_good(other: _Path, best: _Path) -> bool:
    """The cell leaves out the step that would tell two labels of the same words apart: リスク1, リスク2."""
    return other.rank == best.rank and other.hits == best.hits


def _beside(other: _Path, best: _Path) -> bool:
    """A sibling whose own label stands at another place of the cell is named as well."""
    mine = other.hits[-1]
    if other.spec is best.spec or other.spec.parent != best.spec.parent or mine.score < 1:
        return False
    apart = not any(mine.start < hit.end and hit.start < mine.end for hit in best.hits)
    # A cell that is explained but for a word may hold a label by chance; a circled number is none.
    numbered = other.spec.label[:1] in CIRCLED
    return apart and (numbered or (mine.end - mine.start >= SHORTEST_SIBLING and best.share < 1 - SEVERAL))


def _other_numeral(spec: ItemSpec, numeral: str) -> bool:
    """Ⅱ cannot mean the part Ⅰ even where a block of Ⅱ bears its title (2. 基本情報)."""
    value, own = roman_value(numeral), roman_value(spec.element or "")
    return own is not None and value is not None and own != value


def _length(hits: list[Hit]) -> int:
    return sum(hit.end - hit.start for hit in hits)


def _uncovered(key: str, paths: list[_Path]) -> str:
    covered = {n for path in paths for hit in path.hits for n in range(hit.start, hit.end)}
    return "".join(c for n, c in enumerate(key) if n not in covered)

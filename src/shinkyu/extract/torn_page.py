"""One page of a bare text layer: its lines, its labels with their places in the form, and what is settled of it."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from shinkyu.extract.evidence import Evidence
from shinkyu.extract.label_slots import Stretch
from shinkyu.extract.labels import Labels
from shinkyu.extract.page_labels import Found
from shinkyu.extract.pages import Furniture, PageLine
from shinkyu.extract.paragraph import soft_join, width
from shinkyu.extract.placed import Fragment, Placed, Slot
from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.wareki import find_dates

SHORT = 0.7
"""Of the widest line of the page; a line that is shorter ends a paragraph."""
FULL, FEW_LINES = 0.9, 3
"""Of the widest line of a text of more than three lines, which then shows how wide its cell is."""
GAPS = 0.25
"""Of the lines of a page; a layer that parts its cells has a blank line before more of them."""
LONGEST_DATE = 60
"""Characters of what is printed for a date; several dates with remarks are as long."""


class Block(NamedTuple):
    """Lines of a page that hang together and are no label and no furniture."""

    lines: tuple[int, ...]
    text: str


class Known(NamedTuple):
    """A text that stands at an item of another file."""

    spec: str
    text: str


def box_text(option: str, *, on: bool) -> str:
    """Return a box as a report prints it."""
    return f"[{'○' if on else ''}]{option}"


@dataclass
class TornPage:
    """A page, its labels with their places in the form, and what of it is settled so far."""

    lines: Sequence[PageLine]
    found: Sequence[Found]
    stretch: Stretch
    labels: Labels
    furniture: Furniture
    placed: Placed
    known: Sequence[Known] = ()
    leaks: frozenset[int] = frozenset()
    """Lines that the layer has mixed in from another page."""
    earlier: frozenset[Slot] = frozenset()
    """Items that an earlier page announced: their value may stand there."""
    carried: Slot | None = None
    """Item whose text may go on from the page before."""
    taken: set[int] = field(default_factory=set)
    undecided: dict[tuple[int, ...], tuple[Slot, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.covered = frozenset(n for label in self.found for n in range(label.first, label.after))
        """Lines of labels."""
        self.of_form = frozenset(n for n, line in enumerate(self.lines) if self.furniture.has(line.text))
        """Lines of other words of the form."""
        self.announced = {slot for n in range(len(self.found)) if (slot := self.stretch.settled(n))}
        """Places whose label is on this page for certain."""
        self.places = [self._item_at(n) for n in range(len(self.found))]
        """For each label the items whose value it announces; one where that is settled."""
        self.order = {slot: n for n, slot in enumerate(self.stretch.slots)}
        self._see_headings()

    def last_text(self) -> Slot | None:
        """Return the item whose text may go on over the end of the page: the last of its stretch, if it is a text."""
        here = [(chosen[0], n) for n, chosen in enumerate(self.stretch.chosen) if self.stretch.settled(n) is not None]
        if not here:
            return None
        items = self.places[max(here)[1]]
        return items[0] if items and self.spec(items[0]).kind == "text" else None

    def _item_at(self, n: int) -> tuple[Slot, ...]:
        """Return the items whose value a label announces; the heading of a member announces its name."""
        return tuple(item for position in self.stretch.chosen[n] if (item := self._named(self.stretch.slots[position])))

    def _named(self, slot: Slot) -> Slot | None:
        spec = self.labels.template.by_id[slot.spec]
        if spec.role == "group":
            name = self.labels.template.by_id.get(spec.id + ".name")
            return (
                Slot(name.id, slot.file, slot.member)
                if name and name.label == "名称" and slot.member.isdecimal()
                else None
            )
        return slot if spec.kind else None

    def spec(self, slot: Slot) -> ItemSpec:
        """Return what the form asks for at *slot*."""
        return self.labels.template.by_id[slot.spec]

    def settled(self, *kinds: str) -> list[tuple[int, Slot]]:
        """Return number and item of each label that announces one certain item of the kinds without a value yet."""
        return [
            (n, items[0])
            for n, items in enumerate(self.places)
            if len(items) == 1
            and n not in self.stretch.crowded
            and self.spec(items[0]).kind in kinds
            and items[0] not in self.placed.fragments
        ]

    def open_items(self, *kinds: str) -> dict[Slot, int | None]:
        """Return the items of the kinds that this page announces and that have no value yet, each with its label.

        Where several printings of a label announce as many items, it is certain that the items are on the page,
        though not which label is whose.
        """
        found: dict[Slot, int | None] = {slot: n for n, slot in self.settled(*kinds)}
        for items in {items for n, items in enumerate(self.places) if n not in self.stretch.crowded}:
            if 1 < len(items) == self.places.count(items):
                mine = [s for s in items if self.spec(s).kind in kinds and s not in self.placed.fragments]
                found |= dict.fromkeys(mine)
        return dict(sorted(found.items(), key=lambda item: self.position(item[0])))

    def _see_headings(self) -> None:
        for slot in map(self.stretch.settled, range(len(self.found))):
            role = self.spec(slot).role if slot else ""
            if slot and (role == "block" or (role == "group" and slot.member.isdecimal())):
                self.placed.see(slot)

    def free_lines(self) -> list[int]:
        """Return the lines that hold no label, nothing that was taken and nothing of the form."""
        used = self.taken | self.covered | self.of_form
        return [n for n in range(len(self.lines)) if n not in used]

    def blocks(self) -> list[Block]:
        """Return the free texts of the page, cut where a blank line or another thing is between them."""
        runs: list[list[int]] = []
        for n in self.free_lines():
            if n in self.leaks or is_blank(self.lines[n].text):
                continue
            if runs and n == runs[-1][-1] + 1 and not self.lines[n].gap:
                runs[-1].append(n)
            else:
                runs.append([n])
        return [Block(tuple(run), self.joined(run)) for run in runs]

    def joined(self, lines: Iterable[int], head: str = "") -> str:
        """Return the text of lines, behind *head*; a line much shorter than the page is wide ends a paragraph."""
        texts = [head, *(self.lines[n].text for n in lines)]
        page = max(width(line.text) for line in self.lines)
        own = max(width(text) for text in texts) if len(texts) > FEW_LINES else 0
        full = max(SHORT * page, FULL * own)
        return soft_join(texts, [width(text) < full for text in texts])

    def keep(self, slot: Slot, text: str, lines: Iterable[int], evidence: Evidence, label: int | None = None) -> None:
        """Put a text to an item; *lines* are those that hold it, *label* its label."""
        own = range(self.found[label].first, self.found[label].after) if label is not None else range(0)
        values = [*lines]
        held = [*(n for n in own if n not in values), *values]
        self.placed.open(slot)
        raws = tuple(self.lines[n].raw for n in held)
        if text:
            self.placed.add(slot, Fragment(text, self.lines[min(values, default=held[0])].number, raws))
        else:
            self.placed.furniture.extend(raws)
        self.placed.how[slot] = evidence
        self.taken.update(held)

    def hanging(self, first: int) -> list[int]:
        """Return the lines of text from *first* that no blank line parts from the label before them.

        In a layer that has no blank lines nothing hangs together visibly.
        """
        if not self.has_gaps:
            return []
        lines: list[int] = []
        free = set(self.free_lines()) - self.leaks
        while first in free and not self.lines[first].gap:
            lines.append(first)
            first += 1
        return lines

    @cached_property
    def has_gaps(self) -> bool:
        """Say whether blank lines part the cells of this page."""
        return sum(line.gap for line in self.lines) >= GAPS * len(self.lines)

    def is_certain(self, spec: ItemSpec, text: str) -> bool:
        """Say whether a value has what its kind must have: a date a date, a number of a report digits."""
        if spec.kind == "date":
            return len(text) <= LONGEST_DATE and bool(find_dates(text) or re.search(r"\d年\d{1,2}月", fold(text)))
        return spec.id not in ("cover.number", "cover.title")

    def body(self, n: int) -> range:
        """Return the lines between a label and the next one, its own line with them."""
        label = self.found[n]
        return range(label.first, min((f.first for f in self.found if f.first >= label.after), default=len(self.lines)))

    @cached_property
    def landmarks(self) -> list[tuple[int, int]]:
        """Return line and position in the form of each settled label."""
        settled = [n for n in range(len(self.found)) if self.stretch.settled(n) is not None]
        return [(self.found[n].first, self.stretch.chosen[n][0]) for n in settled]

    @cached_property
    def descents(self) -> int:
        """Return how often the page goes back in the form; more than once means that its order is lost."""
        marks = self.landmarks
        if self.stretch.crowded:
            return 2
        if marks and marks[0][1] != min(marks, key=lambda mark: mark[1])[1]:
            return 2  # the page does not begin with what is first on it
        return sum(a[1] > b[1] for a, b in itertools.pairwise(marks))

    def position(self, slot: Slot) -> int:
        """Return where an item stands in the form; the name of a member stands at its heading."""
        return self.order.get(slot, self._name_position(slot))

    def _name_position(self, slot: Slot) -> int:
        """The name of a member stands where its heading stands."""
        return self.order.get(Slot(slot.spec.removesuffix(".name"), slot.file, slot.member), -1)

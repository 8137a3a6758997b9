"""The place in the form: which part, block, member and label the reader has come to."""

from shinkyu.extract.labels import Labels
from shinkyu.extract.placed import Placed, Slot
from shinkyu.model.form import ItemSpec
from shinkyu.model.problem import Problem
from shinkyu.text.normalise import label_key

TELLING = 4
"""Characters; a shorter label (方法) stands in too many parts to say that a heading was lost."""
BEGINS_MEMBER = 2
"""A member begins with its name or the label after it."""


class Cursor:
    """Runs over the template; says which spec a printed label is and which slot a value goes to."""

    def __init__(self, labels: Labels, placed: Placed) -> None:
        self.labels = labels
        self.order = labels.template.order
        self.placed = placed
        self.part: ItemSpec = labels.parts[0]
        self.block: str | None = None
        self.member: tuple[str, str] | None = None
        self.position = 0
        self.slot: Slot | None = None
        self.files: dict[str, int] = {}
        self.orphans = 0

    @property
    def spec(self) -> ItemSpec | None:
        """The item whose value is being read."""
        return self.labels.template.by_id[self.slot.spec] if self.slot else None

    def file(self) -> int:
        """Return which copy of a per-file part this is."""
        return self.files.get(self.part.id, 0) if self.part.per_file else 0

    def slot_of(self, spec: ItemSpec) -> Slot:
        """Return the slot of *spec* at this place."""
        group = self.labels.group_of[spec.id]
        member = self.member[1] if group and self.member and self.member[0] == group else ""
        return Slot(spec.id, self.file(), member)

    # ------------------------------------------------------------------ which spec a label is

    def choose(self, specs: list[ItemSpec]) -> ItemSpec | None:
        """Return the spec meant by a label that several specs bear: the nearest ahead in this block."""
        here = [spec for spec in specs if self.labels.part_of[spec.id] is self.part]
        same_block = [spec for spec in here if self.labels.block_of[spec.id] == self.block]
        for candidates in (same_block, here):
            ahead = [spec for spec in candidates if self.order[spec.id] > self.position]
            if ahead:
                return min(ahead, key=lambda spec: self.order[spec.id])
            behind = [spec for spec in candidates if self._repeats(spec)]
            if behind:
                return max(behind, key=lambda spec: self.order[spec.id])
        if here:
            return None
        # the page with the heading of its part may be lost
        later = [spec for spec in specs if self.order[spec.id] > self.position and len(label_key(spec.label)) > TELLING]
        return min(later, key=lambda spec: self.order[spec.id], default=None)

    def may_follow(self, spec: ItemSpec) -> bool:
        """In one row a second label must stand directly under the first or be its neighbour."""
        return 0 < self.order[spec.id] - self.position <= 2

    def ahead(self, reach: int) -> tuple[ItemSpec, ...]:
        """Return the items of this part among the next *reach* specs."""
        specs = self.labels.template.specs[self.position + 1 : self.position + 1 + reach]
        return tuple(spec for spec in specs if spec.kind and self.labels.part_of[spec.id] is self.part)

    def _repeats(self, spec: ItemSpec) -> bool:
        """A label printed again: at a page end its cell goes on; in a group a next member may begin."""
        if self.order[spec.id] > self.position:
            return False
        if self.slot is not None and spec.id == self.slot.spec:
            return True
        return self.member is not None and self.labels.group_of[spec.id] == self.member[0]

    # ------------------------------------------------------------------ moving

    def enter(self, part: ItemSpec) -> None:
        """Go to the heading of *part*."""
        self.part, self.block, self.member, self.slot = part, None, None, None
        self.position = self.order[part.id]

    def leave_for(self, spec: ItemSpec) -> None:
        """Enter the part of *spec* when the page with its heading is lost."""
        part = self.labels.part_of[spec.id]
        if part is not self.part:
            self.part, self.block, self.member = part, None, None
            self.placed.problems.append(
                Problem("heading-lost", f"the heading {part.label} is not in this copy", severity="info")
            )

    def move(self, spec: ItemSpec) -> None:
        """Go to *spec* without reading a value."""
        self.position = self.order[spec.id]
        block = self.labels.block_of[spec.id]
        if block is not None:
            self.block = block

    def go_to(self, spec: ItemSpec) -> None:
        """Go to the label *spec*; what follows is its value."""
        group = self.labels.group_of[spec.id]
        self.leave_for(spec)
        if group is None:
            self.member = None
        elif self.member is None or self.member[0] != group:
            self.orphans += 1
            self.member = (group, f"?{self.orphans}")
        elif self.member[1] == "" or self._begins_next_member(spec, group):
            self.member = (group, self._next_member(group))
        self.move(spec)
        if spec.kind:
            self.slot = self.slot_of(spec)
            self.placed.open(self.slot)
        else:
            self.slot = None
            self.placed.see(self.slot_of(spec))

    def _begins_next_member(self, spec: ItemSpec, group: str) -> bool:
        begins = self.order[spec.id] - self.order[group] <= BEGINS_MEMBER
        goes_on = self.slot is not None and spec.id == self.slot.spec
        return begins and not goes_on and self.order[spec.id] <= self.position

    def _next_member(self, group: str) -> str:
        numbers = [int(m) for m in self.placed.members(group, self.file()) if m.isdecimal()]
        return str(max(numbers, default=0) + 1)

    def next_file(self, block: ItemSpec) -> None:
        """Begin the next 特定個人情報ファイル where block 1 of a per-file part comes again."""
        seen = Slot(block.id, self.files.get(self.part.id, 0)) in self.placed.seen
        if block.element == "1" and self.part.per_file and seen:
            self.files[self.part.id] = self.files.get(self.part.id, 0) + 1

"""Values that slid down because a list of options took a cell of its own.

    ③取扱者数   [10人以上50人未満]
    ④提供方法   <選択肢> 1) 10人未満 …       the list of ③
    ⑤確認方法   [○] 専用線 [] 電子メール …     the value of ④
    ⑥委託先名   市のホームページに公表          the value of ⑤

The list goes back to the item whose options it holds and the values after it go back by one, up to
an item whose value is its own.  The item before that one has lost its value.
"""

from shinkyu.extract.labels import Labels
from shinkyu.extract.option_list import after_list
from shinkyu.extract.placed import Fragment, Placed, Slot
from shinkyu.extract.values import has_marks, read_checks, read_choice, read_date
from shinkyu.model.form import ItemSpec
from shinkyu.model.problem import Problem

SLID = ("slid down by a list of options", 0.7)
"""Evidence and confidence of a value that was put back."""


def give_back(placed: Placed, labels: Labels) -> None:
    """Put every slid value of *placed* back; what was lost on the way becomes unread."""
    slide = _Slide(placed, labels)
    for n in range(1, len(slide.slots)):
        if slide.gives_list_back(n) and not placed.fragments[slide.slots[n]]:
            slide.shift(n)


class _Slide:
    def __init__(self, placed: Placed, labels: Labels) -> None:
        self.placed = placed
        self.specs = labels.template.specs
        self.by_id = labels.template.by_id
        self.order = order = labels.template.order
        self.group_of = groups = labels.group_of
        items = [slot for slot in placed.fragments if self.by_id[slot.spec].role != "part"]
        self.slots = sorted(items, key=lambda slot: (slot.file, groups[slot.spec] or "", slot.member, order[slot.spec]))

    def gives_list_back(self, n: int) -> bool:
        """Take the list of options of the item before from the value of item *n*, if it begins so."""
        before, here = self.slots[n - 1], self.slots[n]
        spec, fragments = self.by_id[before.spec], self.placed.fragments.get(here)
        if spec.kind != "choice" or not fragments or not self._adjacent(before, here):
            return False
        rest = after_list(fragments[0].text, spec.options)
        if rest is None or self.by_id[here.spec].options == spec.options:
            return False
        if rest:
            self.placed.fragments[here] = [fragments[0]._replace(text=rest), *fragments[1:]]
        else:
            self.placed.fragments[here] = fragments[1:]
            self.placed.add(before, fragments[0])
        return True

    def shift(self, n: int) -> None:
        """Move values up from *n*, which holds none, until one stands where it belongs."""
        while True:
            here = self.slots[n]
            below = self.slots[n + 1] if n + 1 < len(self.slots) else None
            fragments = self.placed.fragments.get(below, []) if below else []
            if below is None or not self._adjacent(here, below):
                return self._lost(here)
            if not fragments:
                return None
            if self.gives_list_back(n + 1) or self._is_own(below, fragments[0]):
                return self._lost(here)
            if not self._fits(here, fragments[0]):
                return self._lost(here)
            row = [fragment for fragment in fragments if fragment.line == fragments[0].line]
            self.placed.fragments[here] = row
            self.placed.fragments[below] = fragments[len(row) :]
            self.placed.how[here] = SLID
            if self.placed.fragments[below]:
                return None
            n += 1

    def _adjacent(self, before: Slot, here: Slot) -> bool:
        if before._replace(spec="") != here._replace(spec=""):
            return False
        between = self.specs[self.order[before.spec] + 1 : self.order[here.spec]]
        return self.group_of[before.spec] == self.group_of[here.spec] and not any(s.kind for s in between)

    def _lost(self, slot: Slot) -> None:
        """Note that the source does not hold the value of *slot*."""
        if self.placed.fragments.pop(slot, None) is not None:
            self.placed.how[slot] = SLID
            label = self.by_id[slot.spec].label
            self.placed.problems.append(Problem("value-lost", f"{label}: a list of options stands where its value was"))

    def _is_own(self, slot: Slot, fragment: Fragment) -> bool:
        """Say whether a value shows by itself that it is of *slot*."""
        spec = self.by_id[slot.spec]
        if spec.kind == "date":
            day = read_date(fragment.text)
            return day is not None and day.date is not None
        return spec.kind != "text" and self._matches(spec, fragment.text)

    def _fits(self, slot: Slot, fragment: Fragment) -> bool:
        """Say whether a value can be of *slot*."""
        spec = self.by_id[slot.spec]
        return not has_marks(fragment.text) if spec.kind == "text" else self._matches(spec, fragment.text)

    def _matches(self, spec: ItemSpec, text: str) -> bool:
        if spec.kind == "choice":
            return after_list(text, spec.options) is not None or read_choice(text, spec.options).option is not None
        if spec.kind == "checks":
            checks = read_checks(text, spec.options)
            return has_marks(text) and len(checks.off) + len(checks.on) > 0
        return False

"""Cells that stand without a label, because it is lost or was printed on the next page."""

import re

from shinkyu.extract.cursor import Cursor
from shinkyu.extract.lines import LogicalRow
from shinkyu.extract.markup import one_line
from shinkyu.extract.placed import Fragment
from shinkyu.extract.values import has_marks, read_choice
from shinkyu.model.form import ItemSpec
from shinkyu.text.normalise import label_key

BY_OPTION, BY_NEXT_LABEL = ("option of the next item", 0.8), ("before its label", 0.8)
"""Evidence and confidence of a value whose label does not stand before it."""
LONGEST_NAME = 60
"""Characters of a name that is printed where the form asks for one."""

_NAME = re.compile(r"(?:名称?|部署|役職名|番号|年月日|開始日|実施日)$")
_CHOSEN = re.compile(r"[\[［][^\[\]［］]+[\]］]")


class StrayCells:
    """Moves the cursor to the item that a cell without a label belongs to."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor

    def settle(self, fragment: Fragment, row: LogicalRow, following: LogicalRow | None) -> None:
        """Go to the next item where *fragment* cannot be of this one and fits the next one alone."""
        here = self.cursor.spec
        if here is None or not self.cursor.placed.fragments.get(self.cursor.slot_of(here)):
            return
        ahead = self._next(here)
        if ahead is None:
            return
        if self._chooses(fragment.text, ahead) and not self._chooses(fragment.text, here):
            how = BY_OPTION
        elif row.filled[0] > 0 and self._is_prose_out_of_place(fragment.text, here, ahead, following):
            how = BY_NEXT_LABEL
        else:
            return
        self.cursor.go_to(ahead)
        self.cursor.placed.how.setdefault(self.cursor.slot_of(ahead), how)

    def _next(self, here: ItemSpec) -> ItemSpec | None:
        """Return the item right after *here* in the form, in the same member."""
        ahead = self.cursor.ahead(1)
        same = ahead and self.cursor.labels.group_of[ahead[0].id] == self.cursor.labels.group_of[here.id]
        return ahead[0] if same else None

    def _chooses(self, text: str, spec: ItemSpec) -> bool:
        chosen = spec.kind == "choice" and _CHOSEN.search(text)
        return bool(chosen) and read_choice(text, spec.options).option is not None

    def _is_prose_out_of_place(self, text: str, here: ItemSpec, ahead: ItemSpec, following: LogicalRow | None) -> bool:
        """Say whether *text* is prose, *here* takes none, and the label of *ahead* is printed next."""
        line = one_line(text)
        if ahead.kind != "text" or following is None or has_marks(text):
            return False
        if "。" not in line and len(line) <= LONGEST_NAME:
            return False
        if here.kind == "text" and not _NAME.search(label_key(here.label)):
            return False
        label = label_key(one_line(following.cells[following.filled[0]]))
        return ahead in self.cursor.labels.index.get(label, [])

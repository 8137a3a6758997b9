"""The annexes without labels: 事務の内容 (a figure with remarks) and 特定個人情報ファイル記録項目."""

import re

from shinkyu.extract.cursor import Cursor
from shinkyu.extract.lines import LogicalRow
from shinkyu.extract.placed import Placed, Slot
from shinkyu.text.normalise import label_key

FIGURE, RECORDS, PAGE = "work_figure", "records", "work_figure.page[]"

_PAGE_TITLE = re.compile(r"^([A-ZＡ-Ｚ]\s*[:：]|[(（]\d+[)）])")
"""Offices letter or number the pages of the figure: ``A: …``, ``(1) …``."""
_REMARKS = "備考"


class Annex:
    """Collects the free lines of an annex; they are read later, together."""

    def __init__(self, cursor: Cursor, placed: Placed) -> None:
        self.cursor = cursor
        self.placed = placed
        self.title_expected = False

    def enter(self, *, repeated: bool) -> None:
        """Note that the heading of an annex was printed; printed again, it heads a titled page."""
        cursor, part = self.cursor, self.cursor.part
        slot = cursor.slot_of(part)
        if part.id == RECORDS:
            # One annex a file; a repeated heading without a new file is a page header.
            slot = Slot(part.id, cursor.files.get("pi_file", 0))
            cursor.files[part.id] = slot.file
        self.placed.see(slot)
        if part.kind:
            cursor.slot = slot
            self.placed.open(slot)
        if part.id == FIGURE:
            self.title_expected = repeated or bool(self.placed.members(PAGE, 0))

    def take(self, row: LogicalRow, alone: str) -> None:
        """Take a line of the annex."""
        cursor = self.cursor
        if cursor.part.id == RECORDS:
            self.placed.add(Slot(RECORDS, cursor.file()), row.fragments())
            return
        if label_key(alone).strip("()") == _REMARKS:
            cursor.slot = self._slot("remarks")
            self.placed.open(cursor.slot)
            self.placed.furniture.extend(row.raws)
            return
        in_remarks = cursor.slot is not None and cursor.slot.spec.endswith(".remarks")
        if alone and (self.title_expected or (not in_remarks and cursor.member is None and _PAGE_TITLE.match(alone))):
            self.title_expected = False
            cursor.member = (PAGE, alone)
            cursor.slot = None
            self.placed.see(Slot(PAGE, 0, alone))
            self.placed.furniture.extend(row.raws)
            return
        if not in_remarks:
            cursor.slot = self._slot("figure")
        if cursor.slot is not None:
            self.placed.add(cursor.slot, row.fragments())

    def _slot(self, leaf: str) -> Slot:
        member = self.cursor.member
        if member and member[0] == PAGE:
            return Slot(f"{PAGE}.{leaf}", 0, member[1])
        return Slot(f"{FIGURE}.{leaf}", 0)

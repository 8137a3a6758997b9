"""The ordered front end: rows stand in the order of the form, so the next label is looked for ahead.

A cursor runs over the template.  A printed label is the nearest spec ahead of the cursor that bears
it; labels that repeat (その他の措置の内容, ①法令上の根拠) are told apart by that alone.  Headings of
parts, blocks and members move the cursor; what matches nothing continues the value at the cursor.
"""

import re

from shinkyu.extract.annex import FIGURE, RECORDS, Annex
from shinkyu.extract.change_sheet import TableReader, unread_table
from shinkyu.extract.cursor import Cursor
from shinkyu.extract.labels import Labels, part_key
from shinkyu.extract.lines import LogicalRow
from shinkyu.extract.markup import one_line
from shinkyu.extract.placed import Attachment, Fragment, Placed, PrintedHeading, Slot
from shinkyu.extract.slide import give_back
from shinkyu.extract.stray import StrayCells
from shinkyu.extract.values import has_marks
from shinkyu.model.form import ItemSpec
from shinkyu.model.problem import Problem
from shinkyu.text.normalise import fold, label_key

_TITLE = re.compile(r"^特定個人情報保護評価書\((基礎|重点|全)項目評価書\)$")
_MARK = re.compile(r"^\[(平成|令和).{1,8}様式[234]\]$")
_CONTENTS = "項目一覧"
_ATTACHED = re.compile(r"^[(（]?\s*(別[添紙])\s*([0-9０-９]*)\s*[)）]?")
_PROSE = 30
"""Characters; a sentence of this length is no record item."""
_LONGEST_TITLE = 60
"""Characters of the title line of an appended report."""
_INLINE_REACH = 4
"""Specs ahead of the cursor that may share a cell with their value."""
_INLINE_GAP = re.compile(r"^\s*(※|\s|_|-)")
_SHORTEST_INLINE = 4
"""Characters of a label that may begin a cell; shorter ones begin sentences."""
_SIMILAR_ALONE = 30
"""Characters; a line of its own must be long before a merely similar label is believed."""


def walk(rows: list[LogicalRow], labels: Labels) -> Placed:
    """Return what the rows of a document in reading order say about each label of the template."""
    walker = _Walker(labels)
    placed = walker.run([row for row in rows if row.filled])
    give_back(placed, labels)
    return placed


class _Walker:
    """Reads rows one after the other, moves the cursor, keeps what it finds."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.placed = Placed()
        self.cursor = Cursor(labels, self.placed)
        self.annex = Annex(self.cursor, self.placed)
        self.stray = StrayCells(self.cursor)
        self.table = TableReader()
        self.contents: list[str] | None = None
        self.columns: list[Slot] | None = None
        self.attachment: Attachment | None = None
        self.adrift = False
        """The annex of record items is over, and where in the form the rows stand is not known."""
        self.printing = ""
        self.words = {label_key(word) for word in labels.template.furniture}

    def run(self, rows: list[LogicalRow]) -> Placed:
        for n, row in enumerate(rows):
            self.following = rows[n + 1] if n + 1 < len(rows) else None
            self._row(row)
        self.placed.table = self.table.rows
        if not self.table.rows and self.table.refused is not None:
            self.placed.table = None
            self.placed.problems.append(unread_table(self.table.refused))
        self.placed.furniture.extend(self.table.furniture)
        return self.placed

    # ------------------------------------------------------------------ one row

    def _row(self, row: LogicalRow) -> None:
        filled = row.filled
        alone = one_line(row.cells[filled[0]]) if len(filled) == 1 else ""
        if self._contents_entry(row, alone) or (alone and self._part_heading(row, alone)):
            self.placed.furniture.extend(row.raws)
        elif self.attachment is not None and not self._back_in_table(row):
            self.attachment.fragments.append(row.fragments())
        elif self.table.takes(row) or (alone and self._opens_attachment(row, alone)) or self._beyond_annex(row, filled):
            pass
        elif self.cursor.part.id in (RECORDS, FIGURE):
            self.annex.take(row, alone)
        elif self.cursor.part is self.labels.parts[0] and self._cover_row(row, alone):
            pass
        elif not self._structural(row, filled):
            self._cells(row, filled)

    def _contents_entry(self, row: LogicalRow, alone: str) -> bool:
        """Take the lines of 項目一覧, which repeat the headings of all parts."""
        if label_key(alone) == _CONTENTS:
            self.contents = []
            self._heading(Slot("cover.contents"), "", row)
            return True
        if self.contents is None:
            return False
        part = self.labels.part(alone) if alone else None
        if part is None or part.id in self.contents:
            self.contents = None
            return False
        self.contents.append(part.id)
        last = self.placed.headings[-1]
        self.placed.headings[-1] = last._replace(text=(last.text + "\n" + alone).strip())
        return True

    def _part_heading(self, row: LogicalRow, alone: str) -> bool:
        part = self.labels.part(alone)
        if part is None or (self.attachment is not None and part is not self.labels.parts[-1]):
            return False
        self.attachment = None
        self.adrift = False
        repeated = part is self.cursor.part
        self.cursor.enter(part)
        self.columns = None
        self.annex.enter(repeated=repeated)
        if part.id == "change_sheet":
            self.table.open()
        return True

    def _beyond_annex(self, row: LogicalRow, filled: list[int]) -> bool:
        """Take a row of the part behind the record items, the page with whose heading is lost.

        Its block headings tell where it goes on; a label with its value, or prose, only that the annex is over.
        """
        if self.cursor.part.id != RECORDS:
            return False
        following = self.labels.parts[self.labels.parts.index(self.cursor.part) + 1]
        first = one_line(row.cells[filled[0]])
        block = self.labels.block(first, following)
        if block:
            self.adrift = False
            self.cursor.leave_for(block)
            return self._structural(row, filled)
        labelled = len(filled) > 1 and any(
            self.labels.part_of[spec.id] is following for spec in self.labels.index.get(label_key(first), [])
        )
        if labelled or ("。" in first and len(first) >= _PROSE and not first.startswith("※")):
            self.adrift = True
        if self.adrift:
            self.placed.unplaced.extend(row.fragment(n) for n in filled)
        return self.adrift

    def _opens_attachment(self, row: LogicalRow, alone: str) -> bool:
        """A line of its own after the last chapter begins an appended report."""
        part = self.cursor.part.id
        if part not in ("procedure", "change_sheet"):
            return False
        if len(alone) > _LONGEST_TITLE or alone.endswith("。") or self.labels.is_heading_like(alone):
            return False
        marked = _ATTACHED.match(alone)
        if part == "procedure" and not marked:
            return False
        mark = marked.group(1) + fold(marked.group(2)) if marked else "別紙"
        self.attachment = Attachment(mark, [row.fragments()])
        self.placed.attachments.append(self.attachment)
        return True

    def _back_in_table(self, row: LogicalRow) -> bool:
        """Go on with the change table behind a line that seemed to begin an appended report: a number of a page, a
        remark; lines alone are no report.
        """
        if self.attachment is None or not self.table.goes_on(row):
            return False
        if not any("\t" in fragment.text for fragment in self.attachment.fragments):
            self.placed.attachments.remove(self.attachment)
            self.placed.unplaced.extend(self.attachment.fragments)
        self.attachment = None
        return True

    def _heading(self, slot: Slot, text: str, row: LogicalRow) -> None:
        self.placed.headings.append(PrintedHeading(slot, text, row.line))

    # ------------------------------------------------------------------ cover

    def _cover_row(self, row: LogicalRow, alone: str) -> bool:
        if alone and _TITLE.match(fold(alone)):
            self._heading(Slot("cover.form_title"), alone, row)
            self.placed.furniture.extend(row.raws)
            return True
        if alone and _MARK.match(fold(alone)):
            self._heading(Slot("cover.edition_mark"), alone.strip("[]［］ 　"), row)
            self.placed.furniture.extend(row.raws)
            return True
        found = [self._cover_spec(one_line(row.cells[n])) for n in row.filled]
        if len(found) > 1 and all(found):
            self.columns = [Slot(spec.id) for spec in found if spec]
            for slot in self.columns:
                self.placed.open(slot)
            self.placed.furniture.extend(row.raws)
            return True
        if self.columns and not any(found):
            for slot, n in zip(self.columns, row.filled, strict=False):
                self.placed.add(slot, row.fragment(n))
            for n in row.filled[len(self.columns) :]:
                self.placed.unplaced.append(row.fragment(n))
            self.columns = None
            return True
        return False

    def _cover_spec(self, text: str) -> ItemSpec | None:
        return next((s for s in self.labels.index.get(label_key(text), []) if s.parent == "cover"), None)

    # ------------------------------------------------------------------ headings inside a part

    def _structural(self, row: LogicalRow, filled: list[int]) -> bool:
        """Take ranges, members, blocks and risks: the rows that move the cursor."""
        first = one_line(row.cells[filled[0]])
        ranged = self.labels.ranges.get(label_key(first))
        member = self.labels.member(first)
        block = self.labels.block(first, self.cursor.part) or (
            self.labels.block(first, None) if self._may_skip(first) else None
        )
        risk, wording = self.labels.risk(first, self.cursor.block)
        rest = filled[1:]
        if ranged:
            self._range_heading(row, *ranged)
        elif member:
            rest = self._member_heading(row, rest, *member)
        elif block:
            self._block_heading(row, block)
            rest = [n for n in filled if not self._heading_cell(row, n, block)]
        elif risk and not rest:
            self._risk_heading(row, risk, wording)
        else:
            return False
        for n in rest if block else filled[:1]:
            if n == filled[0]:
                self.placed.furniture.append(row.raws[n])
        self.placed.unplaced.extend(row.fragment(n) for n in rest if n != filled[0])
        return True

    def _risk_heading(self, row: LogicalRow, risk: ItemSpec, wording: str) -> None:
        slot = self.cursor.slot_of(risk)
        headings = self.placed.headings
        held = next((n for n, heading in enumerate(headings) if heading.slot == slot), None)
        if held is not None:  # it goes on on the next line, or is printed again on the next page
            headings[held] = headings[held]._replace(text=headings[held].text + "\n" + wording)
            return
        self.cursor.move(risk)
        self._heading(slot, wording, row)
        self.placed.see(slot)
        self.cursor.slot = None

    def _may_skip(self, text: str) -> bool:
        """A block heading of another part is believed where the part's own heading may be lost."""
        return self.cursor.part is self.labels.parts[0] or len(label_key(text)) > _LONGEST_TITLE // 4

    def _range_heading(self, row: LogicalRow, group: ItemSpec, first: int, last: int) -> None:
        self.cursor.leave_for(group)
        self.cursor.move(group)
        slot = self.cursor.slot_of(group)._replace(member=f"{first}～{last}")
        self._heading(slot, "", row)
        self.cursor.slot = None
        self.cursor.member = (group.id, "")

    def _member_heading(self, row: LogicalRow, rest: list[int], group: ItemSpec, number: int) -> list[int]:
        """Take the heading of a member and, beside it, its name; return the cells not taken."""
        self.cursor.leave_for(group)
        self.cursor.move(group)
        self.cursor.member = (group.id, str(number))
        slot = self.cursor.slot_of(group)
        self.placed.see(slot)
        self._heading(slot, "", row)
        name = self.labels.template.by_id.get(group.id + ".name")
        if name is None or name.label != "名称":
            self.cursor.slot = None
            return rest
        self.cursor.slot = self.cursor.slot_of(name)
        self.placed.open(self.cursor.slot)
        for n in rest:
            self.placed.add(self.cursor.slot, row.fragment(n))
        return []

    def _block_heading(self, row: LogicalRow, block: ItemSpec) -> None:
        self.cursor.leave_for(block)
        self.cursor.next_file(block)
        self.cursor.member = None
        self.cursor.move(block)
        self.cursor.block = block.id
        slot = self.cursor.slot_of(block)
        self.placed.see(slot)
        self.cursor.slot = slot if block.kind else None
        if block.kind:
            self.placed.open(slot)

    def _heading_cell(self, row: LogicalRow, n: int, block: ItemSpec) -> bool:
        """Take a check box in a block heading or beside it: it belongs to the block's own check item."""
        text = fold(row.cells[n])
        boxes = (s for s in self.labels.template.specs if s.parent == block.id and s.kind == "checks")
        for spec in boxes if has_marks(text) else ():
            if any(fold(option.text) in text for option in spec.options):
                self.placed.add(self.cursor.slot_of(spec), row.fragment(n))
                return True
        if n != row.filled[0] and self.cursor.slot:
            self.placed.add(self.cursor.slot, row.fragment(n))
            return True
        return False

    # ------------------------------------------------------------------ labels and values

    def _cells(self, row: LogicalRow, filled: list[int]) -> None:
        """Read a row of labels and values from left to right."""
        labelled = False
        for n in filled:
            text = row.cells[n]
            if len(filled) > 1 and label_key(text) in self.words:
                self.placed.furniture.append(row.raws[n])
                continue
            spec, rest = self._label(text, row, first=not labelled and n == filled[0])
            if spec is None or (labelled and self.cursor.slot and not self.cursor.may_follow(spec)):
                self._value(row.fragment(n), row, labelled=labelled)
                continue
            self.cursor.go_to(spec)
            if self.printing:
                self.placed.printings.setdefault(self.cursor.slot_of(spec), self.printing)
            labelled = True
            if rest:
                self._value(Fragment(rest, row.line, (row.raws[n],)), row, labelled=True)
            else:
                self.placed.furniture.append(row.raws[n])

    def _value(self, fragment: Fragment, row: LogicalRow, *, labelled: bool) -> None:
        if not labelled:
            self.stray.settle(fragment, row, self.following)
        if self.cursor.slot is not None and not self._repeats_title(fragment):
            self.placed.add(self.cursor.slot, fragment)
        elif self.cursor.slot is not None or label_key(one_line(fragment.text)) in self.words:
            self.placed.furniture.extend(fragment.raws)
        else:
            self.placed.unplaced.append(fragment)

    def _repeats_title(self, fragment: Fragment) -> bool:
        """Say whether a cell prints again the title of a part that is one item itself (Ⅲ しきい値判断結果 of 様式2)."""
        spec = self.cursor.spec
        if spec is None or spec.role != "part" or self.placed.fragments.get(self.cursor.slot_of(spec)):
            return False
        return part_key(spec.label)[1:] == fold(one_line(fragment.text))

    def _label(self, text: str, row: LogicalRow, *, first: bool) -> tuple[ItemSpec | None, str]:
        """Return the spec whose label a cell begins with, and the rest of the cell."""
        line = one_line(text)
        self.printing = ""
        spec = self.cursor.choose(self.labels.index.get(label_key(line), []))
        if spec:
            self.printing = next((a for a in spec.aliases if label_key(a) == label_key(line)), "")
            return spec, ""
        spec, rest = self._inline(text)
        if spec:
            return spec, rest
        if not first or (len(row.filled) == 1 and len(line) <= _SIMILAR_ALONE):
            return None, ""
        spec = self._renumbered(line, row)
        return spec or self.cursor.choose(self.labels.similar(line, self.cursor.part)), ""

    def _renumbered(self, line: str, row: LogicalRow) -> ItemSpec | None:
        """Return the item whose label was printed with another circled number, e.g. after a page break."""
        same = [
            spec
            for spec in self.labels.renumbered(line, self.cursor.part)
            if self.labels.block_of[spec.id] == self.cursor.block
        ]
        spec = self.cursor.spec if self.cursor.spec in same else self.cursor.choose(same)
        if spec is None or not (spec is self.cursor.spec or self.cursor.may_follow(spec)):
            return None
        message = f"{spec.label} is printed as {line}"
        self.placed.problems.append(Problem("label-renumbered", message, row.line, "info"))
        return spec

    def _inline(self, text: str) -> tuple[ItemSpec | None, str]:
        """Return a label that shares its cell with its value: one of the next few ahead."""
        text = text.strip()
        for spec in self.cursor.ahead(_INLINE_REACH):
            for label in (spec.label, *spec.aliases):
                if len(label) >= _SHORTEST_INLINE and text.startswith(label):
                    rest = text[len(label) :]
                    if _INLINE_GAP.match(rest):
                        return spec, _without_bracket_of(label, rest.strip().removeprefix("※").strip())
        return None, ""


def _without_bracket_of(label: str, rest: str) -> str:
    """Return a value without the bracket that closes the one its label opens (``（手数料額、納付方法：``)."""
    key, inside = fold(label), fold(rest)
    if key.startswith("(") and ")" not in key and inside.count(")") > inside.count("("):
        return rest.rstrip().removesuffix("）").removesuffix(")").rstrip()
    return rest

"""Computed changes → the 変更箇所 rows that declare them."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from shinkyu.model.address import FILE_ELEMENT
from shinkyu.model.change import EDITS, Change, Changes
from shinkyu.model.document import Address, DateItem, Day, DeclaredRow, Document, Item
from shinkyu.model.form import FormTemplate
from shinkyu.model.table import DateStyle, ProposedRow, TableStyle
from shinkyu.render.change_table.cells import item_cells, member_lines
from shinkyu.render.change_table.citing import Citing
from shinkyu.render.change_table.excerpt import Cells, lines, text_cells
from shinkyu.render.change_table.grouping import group_rows
from shinkyu.render.change_table.style import learn_style
from shinkyu.render.change_table.timing import propose_timing
from shinkyu.render.change_table.units import changed_blocks, units
from shinkyu.text.normalise import fold, is_blank
from shinkyu.text.wareki import era_text

SHORTEST_SUBSTANCE = 4
"""Folded characters; a longer piece that came or went inside a sentence is more than a number or a particle."""

_PUBLISHED = "cover.published_on"
_FILE_GROUP = "pi_file"


def propose_rows(
    old: Document,
    new: Document,
    changes: Changes,
    template: FormTemplate,
    style: TableStyle | None = None,
    *,
    all_ex_ante: bool = False,
    habits: Mapping[str, object] | None = None,
    group: bool = False,
    only: Collection[str] | None = None,
) -> tuple[ProposedRow, ...]:
    """Return the rows for the step from *old* to *new*, in the order of the new form.

    One row a change: an item that was edited, or a member that came or went as a whole.  A paragraph
    that moved is declared in both its items, by the rows of their changes.

    Args:
        old: the older version; its 変更箇所 rows show the manner of the office.
        new: the newer version; its 公表日 is the 変更日.
        changes: the computed changes.
        template: the form of *new*.
        style: how to write; None = as the older rows are written.
        all_ex_ante: 再実施: every row 事前, without explanation.
        habits: fields of the style that are settled, whatever the older rows show.
        group: one substitution in many items makes one row that lists them.
        only: ids of the changes that want a row; None = all of substance.
    """
    source = old if old.declared else new
    manner = style or learn_style(source.declared or (), template, source)
    manner = msgspec.structs.replace(manner, **dict(habits or {}))
    step = _Step(old, new, changes, template, manner, all_ex_ante)
    chosen = [change for change in changes.changes if only is None or change.id in only]
    rows = tuple(step.row(change) for change in chosen if step.needs_row(change))
    return group_rows(rows, changes) if group else rows


def as_declared(rows: Sequence[ProposedRow], earlier: Sequence[DeclaredRow] | None = ()) -> tuple[DeclaredRow, ...]:
    """Return the table as it would stand in the document: the *earlier* rows, then the proposed ones."""
    before = tuple(earlier or ())
    start = max((row.n for row in before), default=0) + 1
    return before + tuple(
        DeclaredRow(n, row.date, row.item, row.before, row.after, row.timing, row.explanation)
        for n, row in enumerate(rows, start)
    )


@dataclass(frozen=True, eq=False)
class _Step:
    """Two versions and the manner of writing, and the questions that every row asks."""

    old: Document
    new: Document
    changes: Changes
    template: FormTemplate
    style: TableStyle
    all_ex_ante: bool

    @cached_property
    def date(self) -> Day:
        """The 変更日: the new 公表日."""
        cover = next((i for i in self.new.items if i.id == _PUBLISHED and isinstance(i, DateItem)), None)
        day = cover.value if isinstance(cover, DateItem) else None
        return Day(day.date, _day_text(day, self.style.date)) if day else Day(None, "")

    @cached_property
    def _old_items(self) -> dict[tuple[str, Address], Item]:
        return {(item.id, item.address): item for item in self.old.items}

    @cached_property
    def _new_items(self) -> dict[tuple[str, Address], Item]:
        return {(item.id, item.address): item for item in self.new.items}

    @cached_property
    def _moved(self) -> dict[tuple[str, Address], list[str]]:
        """Ids of moved paragraphs by side and item."""
        found: dict[tuple[str, Address], list[str]] = {}
        for change in self.changes.changes:
            if change.op == "moved" and change.rule == "paragraph" and change.old and change.new:
                found.setdefault(("old", change.old.address), []).append(change.id)
                found.setdefault(("new", change.new.address), []).append(change.id)
        return found

    def needs_row(self, change: Change) -> bool:
        """Say whether a change is one of substance by the office."""
        if change.op not in EDITS or change.cls == "edition" or change.suspect_reading:
            return False
        return change.item != _PUBLISHED or self.style.declares_cover_date

    def row(self, change: Change) -> ProposedRow:
        """Return the row that declares a change."""
        old = self._old_items.get((change.item, change.old.address)) if change.old else None
        new = self._new_items.get((change.item, change.new.address)) if change.new else None
        is_member = change.cls == "group"
        material = change.material
        if is_member:
            inside = self._inside(change)
            material = material or any(self._is_material(item) for item in inside)
            cells = self._member_cells(change, inside)
        else:
            cells = item_cells(old, new, self.template.by_id.get(change.item), self.style)
        if not cells.before and not cells.after:
            cells = Cells(lines(change.before or ""), lines(change.after or ""))
        proposal = propose_timing(
            change.cls,
            material=material,
            substitution_only=_is_substitution(change),
            explanations=self.style.explanations,
            all_ex_ante=self.all_ex_ante,
        )
        moved = self._moved_with(change)
        side = change.new or change.old
        assert side is not None
        return ProposedRow(
            date=self.date,
            item=self._cite(change),
            before=cells.before,
            after=cells.after,
            timing=proposal.timing,
            explanation=proposal.explanation,
            address=side.address,
            changes=(change.id, *moved),
            material=material,
            reasons=(*proposal.reasons, *(("moved-paragraph",) if moved else ())),
            moved=self._moved_words(change, moved),
        )

    def _cite(self, change: Change) -> str:
        """Return the 項目 cell: the new number of a member, the old one where it is gone."""
        document, side = (self.new, change.new) if change.new else (self.old, change.old)
        assert side is not None
        return Citing(document, self.template, self.style).cell(change.item, side.address)

    def _moved_words(self, change: Change, moved: Sequence[str]) -> tuple[str, ...]:
        """Return from where to where paragraphs moved, naming the other item."""
        words = []
        for other in self.changes.changes:
            if other.id in moved and other.old and other.new:
                came = change.new is not None and change.new.address == other.new.address
                side, document = (other.old, self.old) if came else (other.new, self.new)
                item = next((i.id for i in document.items if i.address == side.address), other.item)
                cell = Citing(document, self.template, self.style).cell(item, side.address)
                words.append(f"{cell} から移動した段落を含む" if came else f"{cell} へ移動した段落を含む")
        return tuple(words)

    def _moved_with(self, change: Change) -> tuple[str, ...]:
        sides = (("old", change.old), ("new", change.new))
        found = [n for name, side in sides if side for n in self._moved.get((name, side.address), [])]
        return tuple(dict.fromkeys(found))

    def _inside(self, change: Change) -> list[Item]:
        """Return the items of a member that came or went; of one that stays, those of the new version."""
        document, side = (self.new, change.new) if change.new else (self.old, change.old)
        assert side is not None
        if change.item == _FILE_GROUP:
            element = next((label for label in side.address if FILE_ELEMENT.fullmatch(label)), None)
            return [item for item in document.items if element and item.address[1:2] == (element,)]
        length = len(side.address)
        return [
            item for item in document.items if item.id.startswith(change.item) and item.address[:length] == side.address
        ]

    def _is_material(self, item: Item) -> bool:
        spec = self.template.by_id.get(item.id)
        return bool(spec and spec.material and item.state == "filled")

    def _member_cells(self, change: Change, inside: Sequence[Item]) -> Cells:
        if change.op == "modified":
            return text_cells(change.before or "", change.after or "", self.style)
        name = change.after if change.op == "added" else change.before
        if change.item == _FILE_GROUP:
            # Two parts of the form: nobody reads them in a cell.
            whole: tuple[str, ...] = (f"「{name}」に係る記載の全て",)
        else:
            whole = member_lines(inside, self.template, self.style) or lines(name or "")
        return Cells((self.style.new,), whole) if change.op == "added" else Cells(whole, (self.style.deleted,))


def _is_substitution(change: Change) -> bool:
    """Say whether words were put for words: no sentence and no longer piece came or went."""
    before, after = change.before or "", change.after or ""
    if change.op != "modified" or is_blank(before) or is_blank(after):
        return False
    if any(
        block.b1 - block.b0 != block.a1 - block.a0
        for block in changed_blocks(before, units(before), after, units(after))
    ):
        return False
    return not any(
        (span.before_start == span.before_end or span.after_start == span.after_end)
        and len(fold(before[span.before_start : span.before_end] + after[span.after_start : span.after_end]))
        >= SHORTEST_SUBSTANCE
        for span in change.spans
    )


def _day_text(day: Day, style: DateStyle) -> str:
    if day.date is None or style == "printed":
        return day.text
    date = datetime.date.fromisoformat(day.date)
    return era_text(date) if style == "era" else f"{date.year}/{date.month}/{date.day}"

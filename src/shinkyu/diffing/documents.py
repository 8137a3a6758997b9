"""All changes between two aligned versions, in the order of the new form."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import msgspec

from shinkyu.codec.printed import printed
from shinkyu.diffing.classes import Case, classify
from shinkyu.diffing.entries import entry_changes
from shinkyu.diffing.groups import MemberChange, member_changes, member_name
from shinkyu.diffing.items import Edit, compare_items
from shinkyu.diffing.notices import notices
from shinkyu.diffing.paragraphs import moved_paragraphs
from shinkyu.diffing.patterns import Substitution, repeated, substitutions
from shinkyu.diffing.texts import compare, spans
from shinkyu.model.alignment import Alignment
from shinkyu.model.change import Change, Changes, EntryChange, Notice, Op, Pattern, Side
from shinkyu.model.document import ChecksItem, Document, FigureItem, Item, ListItem, TextItem
from shinkyu.model.form import FormTemplate
from shinkyu.text.normalise import is_blank

_PROSE = (TextItem, ListItem, FigureItem)
"""Kinds whose sentences can move to another item."""

Order = tuple[int, int, int]
"""Place in the new form; before, at or behind the item there; place in the old form."""


class _Draft(NamedTuple):
    """A change without its id, and where it belongs."""

    order: Order
    change: Change
    substitutions: tuple[Substitution, ...] = ()


@dataclass(frozen=True)
class _Comparison:
    """Two aligned versions, and the questions about them that several steps ask."""

    old: Document
    new: Document
    alignment: Alignment
    template: FormTemplate

    @cached_property
    def _anchors(self) -> tuple[list[int], list[int]]:
        pairs = sorted((pair.old, pair.new) for pair in self.alignment.pairs)
        return [old for old, _ in pairs], [new for _, new in pairs]

    def old_place(self, position: int) -> Order:
        """Return where an item that is gone would stand in the new form: behind its predecessor."""
        olds, news = self._anchors
        before = bisect_right(olds, position) - 1
        return (news[before] if before >= 0 else -1, 4, position)

    def is_material(self, item_id: str) -> bool:
        spec = self.template.by_id.get(item_id)
        return spec is not None and spec.material

    @property
    def is_other_edition(self) -> bool:
        return (self.old.form, self.old.edition) != (self.new.form, self.new.edition)


def diff(
    old: Document,
    new: Document,
    alignment: Alignment,
    template: FormTemplate,
    old_template: FormTemplate | None = None,
) -> Changes:
    """Return every difference between two aligned versions, in the order of the new form.

    An unread item makes no change; the notices say how many there are and where.

    Args:
        old: the older version.
        new: the newer version.
        alignment: of the two.
        template: the form edition of the newer version.
        old_template: that of the older one where it is another; it may know other wordings of an option.
    """
    former = old_template or template
    versions = _Comparison(old, new, alignment, template)
    edits = [
        (pair.old, pair.new, edit)
        for pair in alignment.pairs
        if (edit := _compared(old.items[pair.old], new.items[pair.new], former, template))
    ]
    drafts = [
        *_member_drafts(versions),
        *_edit_drafts(versions, edits),
        *_loose_drafts(versions),
        *_paragraph_drafts(versions, edits),
    ]
    return _numbered(sorted(drafts, key=lambda draft: draft.order), _notices(versions, edits))


def _compared(old: Item, new: Item, former: FormTemplate, template: FormTemplate) -> Edit | None:
    return compare_items(old, new, former.by_id.get(old.id), template.by_id.get(new.id))


def _member_drafts(versions: _Comparison) -> Iterator[_Draft]:
    for found in member_changes(versions.alignment.members):
        pair = found.pair
        order = (pair.new_items[0], 0, 0) if pair.new_items else versions.old_place(pair.old_items[0])
        before = member_name(versions.old, pair.group, pair.old, pair.old_items)
        after = member_name(versions.new, pair.group, pair.new, pair.new_items)
        yield _Draft(order, _group_change(versions, found, before, after))


def _group_change(versions: _Comparison, found: MemberChange, before: str | None, after: str | None) -> Change:
    pair = found.pair
    return Change(
        id="",
        op=found.op,
        cls="group",
        rule="member",
        material=versions.is_material(pair.group),
        item=pair.group,
        old=Side(pair.old) if pair.old else None,
        new=Side(pair.new) if pair.new else None,
        before=before,
        after=after,
    )


def _edit_drafts(versions: _Comparison, edits: Sequence[tuple[int, int, Edit]]) -> Iterator[_Draft]:
    found = [
        substitutions(edit.comparison) if edit.op == "modified" and not edit.is_mark else () for _, _, edit in edits
    ]
    common = repeated(found)
    for (old_position, new_position, edit), own in zip(edits, found, strict=True):
        before, after = versions.old.items[old_position], versions.new.items[new_position]
        case = Case(edit, after, bool(own) and all(substitution in common for substitution in own))
        yield _Draft(
            (new_position, 1, 0),
            _item_change(versions, _op(edit, after), case, before, after),
            tuple(substitution for substitution in own if substitution in common),
        )


def _op(edit: Edit, item: Item) -> Op:
    """Return what a reader calls an edit: an item that was blank and is filled was added, though both versions have it.

    A mark for nothing (－) is an entry, and so are boxes of which none is ticked: what stands there now is an edit.
    """
    if edit.op == "modified" and not isinstance(item, ChecksItem) and not (edit.before and edit.after):
        return "removed" if edit.before else "added"
    return edit.op


def _item_change(versions: _Comparison, op: Op, case: Case, old: Item | None, new: Item | None) -> Change:
    cls, rule = classify(case)
    edit = case.edit
    is_edited = edit.op == "modified" and old is not None and new is not None
    # Beside a real change, what may be a misreading is shown with it, so that a reader looks.
    kinds = (
        ("substance", "misreading") if is_edited and edit.comparison.substance else ("width", "spelling", "misreading")
    )
    item = new or old
    assert item is not None
    return Change(
        id="",
        op=op,
        cls=cls,
        rule=rule,
        material=versions.is_material(item.id),
        item=item.id,
        old=Side(old.address) if old else None,
        new=Side(new.address) if new else None,
        before=edit.before if old else None,
        after=edit.after if new else None,
        spans=spans(edit.comparison, *kinds),
        suspect_reading=edit.suspect_reading,
        entries=_entries(old, new) if is_edited else (),
    )


def _entries(old: Item | None, new: Item | None) -> tuple[EntryChange, ...]:
    if isinstance(old, ListItem) and isinstance(new, ListItem):
        return entry_changes(old.value, new.value)
    return ()


def _loose_drafts(versions: _Comparison) -> Iterator[_Draft]:
    """Yield items that only one version has: another edition, or a row of the form that came or went."""
    alignment = versions.alignment
    in_members = {n for pair in alignment.members if not pair.new for n in pair.old_items}
    for position in _speaking(versions.old, alignment.only_old, in_members.union(alignment.lost_old)):
        item = versions.old.items[position]
        edit = Edit("modified", printed(item), "", compare(printed(item), ""), by_edition=versions.is_other_edition)
        yield _Draft(versions.old_place(position), _item_change(versions, "removed", Case(edit, item), item, None))
    in_members = {n for pair in alignment.members if not pair.old for n in pair.new_items}
    for position in _speaking(versions.new, alignment.only_new, in_members.union(alignment.lost_new)):
        item = versions.new.items[position]
        edit = Edit("modified", "", printed(item), compare("", printed(item)), by_edition=versions.is_other_edition)
        yield _Draft((position, 1, 0), _item_change(versions, "added", Case(edit, item), None, item))


def _speaking(document: Document, only: Sequence[int], accounted: Set[int]) -> Iterator[int]:
    """Yield the positions that are not accounted for and hold an entry."""
    for position in only:
        item = document.items[position]
        if position not in accounted and item.state not in ("unread", "blank") and not is_blank(printed(item)):
            yield position


def _paragraph_drafts(versions: _Comparison, edits: Sequence[tuple[int, int, Edit]]) -> Iterator[_Draft]:
    prose = [
        (old, new, edit)
        for old, new, edit in edits
        if edit.op == "modified" and isinstance(versions.new.items[new], _PROSE)
    ]
    for moved in moved_paragraphs([edit.comparison for _, _, edit in prose]):
        source = versions.old.items[prose[moved.source][0]]
        target_position = prose[moved.target][1]
        target = versions.new.items[target_position]
        yield _Draft(
            (target_position, 2, prose[moved.source][0]),
            Change(
                id="",
                op="moved",
                cls="text",
                rule="paragraph",
                material=versions.is_material(source.id) or versions.is_material(target.id),
                item=target.id,
                old=Side(source.address),
                new=Side(target.address),
                before=moved.before,
                after=moved.after,
            ),
        )


def _numbered(drafts: Sequence[_Draft], said: tuple[Notice, ...]) -> Changes:
    """Give ids to changes and patterns; a change names the pattern that touches most items."""
    holders: dict[Substitution, list[str]] = {}
    for n, draft in enumerate(drafts, 1):
        for substitution in draft.substitutions:
            holders.setdefault(substitution, []).append(f"c{n}")
    ids = {substitution: f"p{n}" for n, substitution in enumerate(holders, 1)}
    changes: list[Change] = []
    for n, draft in enumerate(drafts, 1):
        main = max(
            draft.substitutions,
            key=lambda s: (len(holders[s]), len(s.before) + len(s.after), s),
            default=None,
        )
        changes.append(msgspec.structs.replace(draft.change, id=f"c{n}", pattern=ids[main] if main else None))
    patterns = [
        Pattern(ids[substitution], substitution.before, substitution.after, tuple(where))
        for substitution, where in holders.items()
    ]
    return Changes(tuple(changes), tuple(patterns), said)


def _notices(versions: _Comparison, edits: Sequence[tuple[int, int, Edit]]) -> tuple[Notice, ...]:
    coarse = [position for _, position, edit in edits if edit.comparison.coarse]
    return notices(versions.old.items, versions.new.items, versions.alignment, coarse)

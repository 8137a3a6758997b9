"""What rows leave of the changes they declare: passages that none quotes, items of new members that none states."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from shinkyu.codec.printed import printed
from shinkyu.model.change import Change, Changes, Span, is_edit
from shinkyu.model.declaration import Declaration, Directive
from shinkyu.model.document import Address, DeclaredRow, Document, Item
from shinkyu.model.report import Judgement, Partial
from shinkyu.reconcile.coverage import NAME
from shinkyu.reconcile.find import every_place, folded, section, seek
from shinkyu.reconcile.outcome import HEADING_RULES
from shinkyu.reconcile.subjects import address_key, is_below
from shinkyu.reconcile.taking_part import was_filled
from shinkyu.text.normalise import is_blank

STATING = frozenset(("quote", "add", "replace", "choice", "count", "checks"))
"""Directives that give the value of an item."""
QUOTING = frozenset(("quote", "add", "replace", "delete", "choice", "count", "checks"))
"""Directives that give what they declare; the last three, as parts of a row, give no text."""
MORE_THAN_QUOTED = frozenset(("part-rewritten-and-added", "run-added"))
"""Phrases that declare more than the words they quote."""


WHOLE_MEMBER = frozenset(("member-added-whole", "titled-member-added", "titled-list-added"))
"""Phrases that declare a new member with all its items."""

_WITHOUT_WORDS = frozenset(("choice", "checks", "count"))
"""Classes of changes of a value that is no text."""
SAYS_NOTHING = "no-visible-change"
"""Ground of rows whose two cells are the same: they declare that the item changed, and nothing of how."""

Stretch = tuple[int, int]
"""Beginning and end of a passage of a text."""


class Told(NamedTuple):
    """A row that declares a change, as far as it says what changed."""

    row: DeclaredRow
    declaration: Declaration
    judgement: Judgement
    cut: bool
    """The 後 cell ends within a word of the document."""


class _Quotation(NamedTuple):
    """What a row quotes of one side of a change."""

    text: str
    cut: bool
    """The cell was cut off here, so that what follows may have stood in it."""
    once: bool
    """The row says that the text came or went, which it says of one place."""


class _Quoted(NamedTuple):
    """Where the rows quote the two texts of a change."""

    old: list[Stretch]
    new: list[Stretch]


class _Left(NamedTuple):
    """What rows leave of a span: the passages of the old text and of the new one."""

    span: Span
    old: list[Stretch]
    new: list[Stretch]
    whole: bool
    """Neither side of the span is quoted at all, so that both belong together."""


def partly_declared(changes: Changes | None, new: Document, told: Sequence[Told]) -> tuple[Partial, ...]:
    """Return the passages of covered changes that no row quotes, and the items of new members that none states."""
    if changes is None:
        return ()
    covering: dict[str, list[Told]] = {}
    for row in told:
        for change_id in row.judgement.covers:
            covering.setdefault(change_id, []).append(row)
    found: list[Partial] = []
    for change in changes.changes:
        rows = covering.get(change.id, [])
        if is_edit(change) and rows and all(_tells_all(row.declaration) for row in rows):
            left = _left_over(change, rows)
            if left and change.new:
                found.append(Partial(change.id, change.new.address, left))
        elif change.cls == "group" and change.new and not change.old and rows:
            items = _not_stated(address_key(change.new.address), new, rows)
            found += [Partial(change.id, item.address, (("", printed(item)),)) for item in items]
    return tuple(found)


def inexact(changes: Changes | None, told: Sequence[Told]) -> frozenset[int]:
    """Return the confirmed rows beside whose words, in the same word or clause, something came or went that none says.

    A row that says 承認 is not quite true of a text to which 未承認 came, nor one that says 7年 became 10年
    of a text in which 7年 became 5年 and 10年 stands somewhere else.
    """
    found: set[int] = set()
    for change in changes.changes if changes else ():
        rows = [row for row in told if change.id in row.judgement.covers]
        if not is_edit(change) or not all(_tells_all(row.declaration) for row in rows):
            continue
        left = [passage for passage in _passages_left(change, rows) if not passage.whole] if rows else []
        sure = [row for row in rows if row.judgement.verdict == "confirmed"] if left else []
        for row in sure:
            mine = _quoted(change, [row])
            if any(_is_beside(change, mine, passage) for passage in left):
                found.add(row.judgement.n)
    return frozenset(found)


def filled_before(changes: Changes | None, told: Sequence[Told]) -> frozenset[int]:
    """Return the confirmed rows that call new what came in the place of other words, which no other row says went."""
    found: set[int] = set()
    for change in changes.changes if changes else ():
        if not is_edit(change) or change.before is None or change.after is None or change.cls in _WITHOUT_WORDS:
            continue
        rows = [row for row in told if change.id in row.judgement.covers and row.judgement.verdict == "confirmed"]
        for row in rows:
            if _calls_new(row):
                others = [other for other in rows if other is not row]
                if was_filled(change, _quoted(change, [row]).new, _quoted(change, others).old):
                    found.add(row.judgement.n)
    return frozenset(found)


def _calls_new(told: Told) -> bool:
    """The row gives a text and nothing that stood there before."""
    row = told.declaration
    if told.judgement.reason == "below-heading-changed":
        return False
    new = any(d.op in STATING and d.rule not in MORE_THAN_QUOTED and not d.before for d in _directives(row))
    return new and not row.truncated.before and not row.unplaced


def _is_beside(change: Change, mine: _Quoted, left: _Left) -> bool:
    """Say whether what is left touches the words of one row, or stands for words that it says were replaced."""
    was, now = change.before or "", change.after or ""
    if any(_adjoins(was, mine.old, *place) for place in left.old):
        return True
    if any(_adjoins(now, mine.new, *place) for place in left.new):
        return True
    old, new = (left.span.before_start, left.span.before_end), (left.span.after_start, left.span.after_end)
    instead = _touches(mine.old, *old) and not _touches(mine.new, *new)
    return bool(left.new) and bool(mine.new) and instead


def _adjoins(text: str, stretches: list[Stretch], start: int, end: int) -> bool:
    """Say whether a passage touches a quotation with no sign between them."""
    return any(
        (last == start and text[last - 1].isalnum() and text[start].isalnum())
        or (first == end and text[first].isalnum() and text[end - 1].isalnum())
        for first, last in stretches
    )


def _directives(declaration: Declaration) -> list[Directive]:
    return [part.directive for part in declaration.parts] or [declaration.directive]


def _tells_all(declaration: Declaration) -> bool:
    """The row quotes what it declares, so that passages it does not quote are left over."""
    return all(d.op in QUOTING and d.rule not in MORE_THAN_QUOTED for d in _directives(declaration))


def _not_stated(member: Address, new: Document, rows: list[Told]) -> list[Item]:
    """Return the items of a new member that no row states, where rows state it item by item."""
    stated = {address_key(t.address) for row in rows for t in row.judgement.targets if t.by == "value"}
    directives = [directive for row in rows for directive in _directives(row.declaration)]
    if any(d.rule in WHOLE_MEMBER or d.op not in STATING for d in directives):
        return []
    if not any(is_below(place, member) and place != (*member, NAME) for place in stated):
        return []
    cells = folded(" ".join(text for row in rows for text in (row.row.item, *row.row.before, *row.row.after)))
    return [
        item
        for item in new.items
        if is_below(address_key(item.address), member)
        and item.state == "filled"
        and address_key(item.address) not in stated
        and folded(printed(item)) not in cells
    ]


def _left_over(change: Change, rows: list[Told]) -> tuple[tuple[str, str], ...]:
    """Return the passages of *change* that lie outside everything the rows quote."""
    was, now = change.before or "", change.after or ""
    left: list[tuple[str, str]] = []
    for passage in _passages_left(change, rows):
        if passage.whole:
            left += [(was[slice(*o)], now[slice(*n)]) for o, n in zip(passage.old, passage.new, strict=True)]
        else:
            left += [(_shown(was, *place), "") for place in passage.old]
            left += [("", _shown(now, *place)) for place in passage.new]
    if change.cls == "list":
        directives = [directive for row in rows for directive in _directives(row.declaration)]
        cells = folded("".join(text for d in directives for text in (*d.before, *d.after)))
        left = [passage for passage in left if not all(_named(text, cells) for text in passage)]
    return tuple(left)


def _shown(text: str, start: int, end: int) -> str:
    """Return a passage as it is listed, without the punctuation around it."""
    return text[start:end].lstrip("。、 \n").rstrip() or text[start:end]


def _passages_left(change: Change, rows: list[Told]) -> list[_Left]:
    if change.before is None or change.after is None or change.cls in _WITHOUT_WORDS:
        return []
    true = _quoted(change, [row for row in rows if row.judgement.verdict == "confirmed"])
    # What is wrong in the words of a row, its verdict tells; it leaves over what lies elsewhere.
    slips = [row for row in rows if row.judgement.verdict != "confirmed" and row.judgement.reason != SAYS_NOTHING]
    nearly = _quoted(change, slips)
    left: list[_Left] = []
    for span in change.spans:
        before = change.before[span.before_start : span.before_end]
        after = change.after[span.after_start : span.after_end]
        old_place, new_place = (span.before_start, span.before_end), (span.after_start, span.after_end)
        if is_blank(before) and is_blank(after):
            continue
        if _nearly_told(change, nearly, old_place, new_place):
            continue
        if before and after and not (_touches(true.old, *old_place) or _touches(true.new, *new_place)):
            left.append(_Left(span, [old_place], [new_place], True))
            continue
        slide = not (before and after)
        was, now = (true.old, true.new) if before and after else (true.old + nearly.old, true.new + nearly.new)
        gone = _outside(change.before, was, *old_place, slide)
        came = _outside(change.after, now, *new_place, slide)
        left.append(_Left(span, gone, came, False))
    return left


def _quoted(change: Change, rows: list[Told]) -> _Quoted:
    """Return where *rows* quote the two texts of a change."""
    before, after = change.before or "", change.after or ""
    old: list[_Quotation] = []
    new: list[_Quotation] = []
    below: list[str] = []
    for told in rows:
        cut = told.declaration.truncated
        for directive in _directives(told.declaration):
            once = not (directive.before and directive.after)
            was = _quotations(directive.before, cut.before, once)
            now = _quotations(directive.after, cut.after or told.cut, once)
            reverse = told.judgement.reason == "reversed"
            old += now if reverse else was
            new += was if reverse else now
            below += directive.after if directive.rule in HEADING_RULES else ()
    spans = change.spans
    quoted = _Quoted(
        _stretches(before, old, [(span.before_start, span.before_end) for span in spans]),
        _stretches(after, new, [(span.after_start, span.after_end) for span in spans]),
    )
    for stretches, text in ((quoted.old, before), (quoted.new, after)):
        stretches += [place for heading in below if (place := section(heading, text))]
    return quoted


def _quotations(texts: tuple[str, ...], cut: bool, once: bool) -> list[_Quotation]:
    """Return the texts of a cell; one that was cut off ends in the last of them."""
    return [_Quotation(text, cut and n == len(texts), once) for n, text in enumerate(texts, 1)]


def _named(text: str, cells: str) -> bool:
    """Say whether every entry of a list that came or went stands in a cell."""
    return all(folded(entry) in cells for entry in re.split(r"[、，,\s]+", text))


def _outside(text: str, stretches: list[Stretch], start: int, end: int, slide: bool) -> list[Stretch]:
    """Return the pieces of what came or went that no row quotes; punctuation at the end of a quotation is none.

    Where the beginning of what came also stands right after it, nobody can say which of the two came
    (管理のため → 管理のため、確認のため); with *slide* every such place is tried.
    """
    places = _slides(text, start, end) if slide else [(start, end)]
    found = [_left_of(text, stretches, *place) for place in places]
    if not all(found):
        return []
    # What came right behind a quoted passage begins there.
    beside = [left for left, (first, _) in zip(found, places, strict=True) if any(first == end for _, end in stretches)]
    return (beside or found)[0]


def _slides(text: str, start: int, end: int) -> list[Stretch]:
    """Return every place where a passage that came or went may have begun, the given one first."""
    places = [(start, end)]
    if start == end:
        return places
    while places[-1][0] > 0 and text[places[-1][0] - 1] == text[places[-1][1] - 1]:
        places.append((places[-1][0] - 1, places[-1][1] - 1))
    last = (start, end)
    while last[1] < len(text) and text[last[0]] == text[last[1]]:
        last = (last[0] + 1, last[1] + 1)
        places.append(last)
    return places


def _nearly_told(change: Change, quoted: _Quoted, old: Stretch, new: Stretch) -> bool:
    """Say whether a span lies in what rows quote with a slip: what came or went must have its place inside it."""
    if old[0] < old[1] and new[0] < new[1]:
        return _touches(quoted.old, *old) or _touches(quoted.new, *new)
    came = new[0] < new[1]
    text, place, stretches = (change.after, new, quoted.new) if came else (change.before, old, quoted.old)
    point, around = (old[0], quoted.old) if came else (new[0], quoted.new)
    slid = _slides(text or "", *place)
    inside = all(_touches(around, point + start - place[0], point + start - place[0]) for start, _ in slid)
    return inside or any(not _free(stretches, start, end) for start, end in slid)


def _left_of(text: str, stretches: list[Stretch], start: int, end: int) -> list[Stretch]:
    edges = {edge for stretch in stretches for edge in stretch}
    left: list[Stretch] = []
    for first, last in _free(stretches, start, end):
        key = folded(text[first:last])
        beside = first in edges or last in edges
        if not is_blank(key) and not (beside and not any(map(str.isalnum, key))):
            left.append((first, last))
    return left


def _free(stretches: list[Stretch], start: int, end: int) -> list[Stretch]:
    """Return the runs between *start* and *end* that lie in none of *stretches*."""
    found: list[Stretch] = []
    for first, last in [*sorted(stretches), (end, end)]:
        if start < min(first, end):
            found.append((start, min(first, end)))
        start = max(start, last)
    return found


def _stretches(text: str, quotations: list[_Quotation], changed: list[Stretch]) -> list[Stretch]:
    """Return where the quotations of rows stand in *text*; *changed* are the passages that came or went."""
    found: list[Stretch] = []
    for quotation in quotations:
        found_there = seek(quotation.text, text, cut_off=quotation.cut)
        places = list(found_there.stretches) or every_place(found_there.quotation, text)
        if quotation.once and not found_there.stretches:
            # The same passage may stand in the item twice: the row tells of one of those that changed.
            free = [place for place in places if place not in found] or places
            places = ([place for place in free if _touches(changed, *place)] or free)[:1]
        found += [(start, len(text)) if quotation.cut else (start, end) for start, end in places]
    return found


def _touches(stretches: list[Stretch], start: int, end: int) -> bool:
    """Say whether a passage, or the empty place where one came or went, lies in one of *stretches* at least in part."""
    return any(a < end and start < b for a, b in stretches)

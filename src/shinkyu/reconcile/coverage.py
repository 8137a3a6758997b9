"""Which computed changes a row declares, what rows leave of a change, and what no row declares."""

import re

from shinkyu.model.change import Change, Changes
from shinkyu.model.declaration import Declaration, Directive
from shinkyu.model.document import Address
from shinkyu.model.report import Judgement, Partial
from shinkyu.reconcile.find import folded, section, seek
from shinkyu.reconcile.outcome import HEADING_RULES, Outcome
from shinkyu.reconcile.subjects import address_key, is_below
from shinkyu.text.normalise import fold_offsets, is_blank

REAL = ("added", "removed", "modified")
"""Ops of substance; renumbering, moves and notation need no row."""

_NOT_DECLARED_BY_HABIT = ("cover.published_on",)
"""Items whose change follows from publishing itself."""

DESCRIBED = {
    "課名": ("organisation", "title"),
    "部署": ("organisation", "title"),
    "職名": ("title", "person"),
    "組織": ("organisation", "title"),
    "号番号": ("citation",),
    "項番": ("citation",),
    "法令": ("citation",),
}
"""What a row of general scope declares that only describes: 組織改編に伴う課名等修正."""

QUOTING = frozenset(("quote", "add", "replace", "delete", "choice", "count", "checks"))
"""Directives that give what they declare; the last three, as parts of a row, give no text."""
MORE_THAN_QUOTED = frozenset(("part-rewritten-and-added", "run-added"))
"""Phrases that declare more than the words they quote."""

NAME = "名称"
"""Leaf of a member's own name."""


def covered_by(declaration: Declaration, outcome: Outcome, changes: Changes) -> tuple[str, ...]:
    """Return the ids of the changes that a row declares.

    A row declares the changes of the items it was found true of.  One that the document contradicts
    declares nothing, unless what it says stood there did and is gone.  One that cannot be verified
    declares what changed in the item it cites.
    """
    if outcome.verdict == "contradicted" and not outcome.half_true:
        return ()
    if declaration.directive.rule == "changes-described":
        return _described(declaration, changes)
    places = [address_key(address) for address in outcome.items]
    gone = [address_key(address) for address in outcome.gone]
    return tuple(c.id for c in changes.changes if c.op != "notation" and _declared(c, places, gone))


def undeclared(changes: Changes | None, judgements: tuple[Judgement, ...]) -> tuple[Change, ...]:
    """Return the changes of substance that no row covers, in form order."""
    if changes is None:
        return ()
    covered = {change for judgement in judgements for change in judgement.covers}
    return tuple(
        change
        for change in changes.changes
        if change.op in REAL
        and change.id not in covered
        and change.cls != "edition"
        and not change.suspect_reading
        and change.item not in _NOT_DECLARED_BY_HABIT
    )


def suspects(changes: Changes | None) -> tuple[Change, ...]:
    """Return the changes that may be slips of the reading: no row need tell them, a reader must look."""
    return tuple(change for change in changes.changes if change.suspect_reading) if changes else ()


def partly_declared(
    changes: Changes | None, declarations: tuple[Declaration, ...], judgements: tuple[Judgement, ...]
) -> tuple[Partial, ...]:
    """Return the passages of covered changes that no row quotes."""
    if changes is None:
        return ()
    covering: dict[str, list[int]] = {}
    for n, judgement in enumerate(judgements):
        for change_id in judgement.covers:
            covering.setdefault(change_id, []).append(n)
    found: list[Partial] = []
    for change in changes.changes:
        rows = [(declarations[n], judgements[n]) for n in covering.get(change.id, ())]
        if change.op == "modified" and rows and all(_tells_all(d, j) for d, j in rows):
            left = _left_over(change, [x for d, _ in rows for x in _directives(d)])
            if left and change.new:
                found.append(Partial(change.id, change.new.address, left))
    return tuple(found)


# ---------------------------------------------------------------------- coverage


def _declared(change: Change, places: list[Address], gone: list[Address]) -> bool:
    if change.op == "removed":
        key = address_key(change.old.address) if change.old else ()
        return key in gone or key in places
    if change.new is None:
        return False
    key = address_key(change.new.address)
    if change.op == "added":
        # A row on any item of a new member declares that the member came.
        return any(place == key or is_below(place, key) or is_below(key, place) for place in places)
    if change.cls == "group" or change.op in ("moved", "renumbered"):
        return key in places or (*key, NAME) in places
    return key in places or (key[-1:] == (NAME,) and key[:-1] in places)


def _described(declaration: Declaration, changes: Changes) -> tuple[str, ...]:
    heads = [address_key(target.address) for target in declaration.targets]
    cell = folded("".join((*declaration.directive.after, *declaration.directive.before)))
    classes = {cls for word, kinds in DESCRIBED.items() if word in cell for cls in kinds}
    return tuple(
        c.id
        for c in changes.changes
        if c.op == "modified" and c.cls in classes and c.new and _under(address_key(c.new.address), heads)
    )


def _under(key: Address, heads: list[Address]) -> bool:
    return any(key[: len(head)] == head for head in heads)


# ---------------------------------------------------------------------- what is left of a change


def _directives(declaration: Declaration) -> list[Directive]:
    return [part.directive for part in declaration.parts] or [declaration.directive]


def _tells_all(declaration: Declaration, judgement: Judgement) -> bool:
    """The row quotes what it declares, so that passages it does not quote are left over."""
    quotes = all(d.op in QUOTING for d in _directives(declaration))
    cut = declaration.truncated.before or declaration.truncated.after
    more = any(d.rule in MORE_THAN_QUOTED for d in _directives(declaration))
    return quotes and not cut and not more and judgement.verdict == "confirmed"


def _left_over(change: Change, directives: list[Directive]) -> tuple[tuple[str, str], ...]:
    """Return the passages of *change* that lie outside everything the rows quote."""
    if change.before is None or change.after is None or change.cls in ("choice", "checks", "count"):
        return ()
    old = _stretches(change.before, [text for d in directives for text in d.before])
    new = _stretches(change.after, [text for d in directives for text in d.after])
    for head in (text for d in directives if d.rule in HEADING_RULES for text in d.after):
        for stretches, text in ((old, change.before), (new, change.after)):
            below = section(head, text)
            stretches += [below] if below else []
    left: list[tuple[str, str]] = []
    for span in change.spans:
        before = change.before[span.before_start : span.before_end]
        after = change.after[span.after_start : span.after_end]
        if is_blank(before) and is_blank(after):
            continue
        if before and after:
            quoted = _touches(old, span.before_start, span.before_end) or _touches(
                new, span.after_start, span.after_end
            )
            if not quoted:
                left.append((before, after))
                continue
        slide = not (before and after)
        left += [(text, "") for text in _outside(change.before, old, span.before_start, span.before_end, slide)]
        left += [("", text) for text in _outside(change.after, new, span.after_start, span.after_end, slide)]
    if change.cls == "list":
        cells = folded("".join(text for d in directives for text in (*d.before, *d.after)))
        left = [passage for passage in left if not all(_named(text, cells) for text in passage)]
    return tuple(left)


def _named(text: str, cells: str) -> bool:
    """Say whether every entry of a list that came or went stands in a cell."""
    return all(folded(entry) in cells for entry in re.split(r"[、，,\s]+", text))


def _outside(text: str, stretches: list[tuple[int, int]], start: int, end: int, slide: bool) -> list[str]:
    """Return the pieces of what came or went that no row quotes; punctuation at the end of a quotation is none.

    Where the beginning of what came also stands right after it, nobody can say which of the two came
    (管理のため → 管理のため、確認のため); with *slide* every such place is tried.
    """
    slide = slide and start < end
    places = [(start, end)]
    while slide and places[-1][0] > 0 and text[places[-1][0] - 1] == text[places[-1][1] - 1]:
        places.append((places[-1][0] - 1, places[-1][1] - 1))
    places.append((start, end))
    while slide and places[-1][1] < len(text) and text[places[-1][0]] == text[places[-1][1]]:
        places.append((places[-1][0] + 1, places[-1][1] + 1))
    found = [_left_of(text, stretches, *place) for place in places]
    return found[0] if all(found) else []


def _left_of(text: str, stretches: list[tuple[int, int]], start: int, end: int) -> list[str]:
    edges = {edge for stretch in stretches for edge in stretch}
    left: list[str] = []
    for first, last in _free(stretches, start, end):
        key = folded(text[first:last])
        beside = first in edges or last in edges
        if not is_blank(key) and not (beside and not any(map(str.isalnum, key))):
            left.append(text[first:last].lstrip("。、 \n").rstrip() or text[first:last])
    return left


def _free(stretches: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the runs between *start* and *end* that lie in none of *stretches*."""
    found: list[tuple[int, int]] = []
    for first, last in [*sorted(stretches), (end, end)]:
        if start < min(first, end):
            found.append((start, min(first, end)))
        start = max(start, last)
    return found


def _stretches(text: str, quotations: list[str]) -> list[tuple[int, int]]:
    """Return where the quotations of rows stand in *text*."""
    found: list[tuple[int, int]] = []
    key, offsets = fold_offsets(text)
    for quotation in quotations:
        found_there = seek(quotation, text)
        if found_there.stretches:
            found += found_there.stretches
            continue
        place = key.find(folded(found_there.quotation)) if found_there.quotation else -1
        while place >= 0:
            end = place + len(folded(found_there.quotation))
            found.append((offsets[place], offsets[end - 1] + 1))
            place = key.find(folded(found_there.quotation), end)
    return found


def _touches(stretches: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in stretches)

"""Which computed changes a row declares, and what no row declares."""

from shinkyu.model.change import EDITS, Change, Changes, is_edit
from shinkyu.model.declaration import Declaration
from shinkyu.model.document import Address
from shinkyu.model.report import Judgement
from shinkyu.reconcile.find import folded
from shinkyu.reconcile.outcome import Outcome
from shinkyu.reconcile.subjects import address_key, is_below

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
        if change.op in EDITS
        and change.id not in covered
        and change.cls != "edition"
        and not change.suspect_reading
        and change.item not in _NOT_DECLARED_BY_HABIT
    )


def suspects(changes: Changes | None) -> tuple[Change, ...]:
    """Return the changes that may be slips of the reading: no row need tell them, a reader must look."""
    return tuple(change for change in changes.changes if change.suspect_reading) if changes else ()


# ---------------------------------------------------------------------- coverage


def _declared(change: Change, places: list[Address], gone: list[Address]) -> bool:
    if change.new is None:
        key = address_key(change.old.address) if change.old else ()
        return key in gone or key in places
    key = address_key(change.new.address)
    if change.old is None:
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
        if is_edit(c) and c.cls in classes and c.new and _under(address_key(c.new.address), heads)
    )


def _under(key: Address, heads: list[Address]) -> bool:
    return any(key[: len(head)] == head for head in heads)

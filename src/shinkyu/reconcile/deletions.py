"""Rows that say a text or a member was deleted: what is gone, and what still stands."""

from dataclasses import replace

from shinkyu.codec.printed import printed
from shinkyu.model.change import Change
from shinkyu.model.document import Address, ChecksItem, Item, ListItem
from shinkyu.model.report import Evidence, VerdictName
from shinkyu.reconcile.find import Found, folded, seek, without
from shinkyu.reconcile.outcome import SHOWN, Case, Outcome
from shinkyu.reconcile.subjects import Subject, address_key, content
from shinkyu.text.normalise import is_blank

NAMED_MEMBER = "named-member-deleted"
"""Rule of rows that name in the 項目 cell the member that was deleted."""
NAME_ID = "[].name"
"""End of the id of a member's own name."""
SHORTEST_GONE = 4
"""Characters of a text whose absence from a whole block says that it was deleted there."""


INSTEAD = 0.5
"""Length of what came in the place of a deleted text, as a share of it, from which the text was replaced."""


def judge_deletion(case: Case) -> Outcome:
    """Judge a row that says a text, or a member by its name, was deleted."""
    member = _member_deleted(case)
    if member:
        return member
    texts = case.directive.before
    if not texts:
        return Outcome("unverifiable", "nothing-to-look-for")
    if case.directive.rule == NAMED_MEMBER:
        case = _among_names(case)
    cut = case.truncated.before
    still = [
        (subject, found)
        for subject in case.subjects
        for text in texts
        if (found := seek(text, subject.text, cut_off=cut)).held
    ]
    gone = _gone_from(case, {subject.address for subject, _ in still}) if case.compared else ()
    if gone and not (still and case.plural):
        # The text may stand in another item of a block that is cited as a whole.
        replaced = [s for s in gone if _is_replaced(case, s)]
        if replaced:
            shown = Evidence(replaced[0].address, printed(replaced[0].new)[:SHOWN], says="after-differs")
            return Outcome("partly", "replaced-not-deleted", (shown,), tuple(s.address for s in gone))
        evidence = tuple(Evidence(s.address, printed(s.new)[:SHOWN], says="before-absent") for s in gone[:1])
        return Outcome("confirmed", "before-gone", evidence, tuple(s.address for s in gone))
    if still:
        return _still_there(case, still[0][0], still[0][1])
    if case.hidden or (case.compared and case.index.lost_in_old(case.targets)):
        return Outcome("unverifiable", "item-unread")
    if not case.scope.sure and not case.precise:
        return Outcome("unverifiable", "reference-unclear")
    if case.compared:
        changed = tuple(s for s in case.subjects if s.changed) if case.precise else ()
        known = all(s.old is not None and s.old.state != "unread" for s in changed)
        near = any(seek(text, s.old_text, cut_off=cut).how == "near" for s in changed for text in texts)
        verdict: VerdictName = "partly" if changed and (near or not known) else "contradicted"
        return Outcome(verdict, "before-differs-from-old", items=tuple(s.address for s in changed))
    if not case.precise and max(len(folded(text)) for text in texts) < SHORTEST_GONE:
        return Outcome("unverifiable", "deletion-not-seen")
    here = case.subjects if case.precise else ()
    evidence = tuple(Evidence(s.address, printed(s.new)[:SHOWN], says="before-absent") for s in here[:1])
    return Outcome("confirmed", "before-absent-now", evidence, tuple(s.address for s in here))


def _among_names(case: Case) -> Case:
    """Return the case for the names of the members, which tell whether one of them is gone."""
    names = tuple(s for s in case.subjects if s.new.id.endswith(NAME_ID))
    beside = [s for target in case.targets for s in case.index.below(target) if s.new.id.endswith(NAME_ID)]
    hidden = any(s.new.state == "unread" for s in beside)
    return replace(case.among(names), hidden=hidden) if names else case


def _gone_from(case: Case, still: set[Address]) -> tuple[Subject, ...]:
    """Return the items that held the deleted text in the older version and do not now."""
    cut = case.truncated.before
    return tuple(
        s
        for s in case.subjects
        if s.address not in still
        and s.old is not None
        and any(seek(t, s.old_text, cut_off=cut).held for t in case.directive.before)
    )


def _is_replaced(case: Case, subject: Subject) -> bool:
    """An empty 後 cell says that nothing stands there now; and so does 削除 beside the whole value of an item.

    A passage most of which still stands there was edited.
    """
    whole = folded("".join(case.directive.before)) == folded(subject.old_text)
    if whole:
        return not is_blank(subject.text)
    if not case.precise:
        return False
    if any(_is_edited(text, subject, case) for text in case.directive.before):
        return True
    change = case.index.modified(subject.address)
    if change is None or change.before is None or change.after is None or isinstance(subject.new, ChecksItem):
        return False
    if case.directive.rule != "empty-after":
        return False
    found = [seek(text, change.before, cut_off=case.truncated.before) for text in case.directive.before]
    gone = [place for f in found if f.quotation for place in (f.stretches or _first(f.quotation, change.before))]
    came = sum(
        len(folded(change.after[span.after_start : span.after_end]))
        for span in change.spans
        if any(start <= span.before_end and span.before_start <= end for start, end in gone)
    )
    return came >= max(SHORTEST_GONE, INSTEAD * sum(end - start for start, end in gone))


def _is_edited(text: str, subject: Subject, case: Case) -> bool:
    """Say whether what stands there now is nearly the text, and did not stand there beside it."""
    now = seek(text, subject.text, cut_off=case.truncated.before)
    return now.how == "near" and folded(now.quotation) not in without(subject.old_text, (text,))


def _first(passage: str, text: str) -> tuple[tuple[int, int], ...]:
    place = text.find(passage)
    return ((place, place + len(passage)),) if place >= 0 else ()


def _still_there(case: Case, subject: Subject, found: Found) -> Outcome:
    evidence = (Evidence(subject.address, found.quotation, says="before-still-there"),)
    if not case.precise and _is_name_of_target(case, subject):
        return Outcome("contradicted", "before-still-there", evidence, (subject.address,))
    if not case.precise:
        return Outcome("unverifiable", "item-not-named", evidence)
    if case.compared and subject.old is not None and subject.changed:
        old, new = folded(subject.old_text), subject.key
        if any(old.count(folded(text)) > new.count(folded(text)) for text in case.directive.before):
            return Outcome("partly", "before-still-there", evidence, (subject.address,))
    return Outcome("contradicted", "before-still-there", evidence, (subject.address,))


def _is_name_of_target(case: Case, subject: Subject) -> bool:
    """The row cites a member as a whole and says that it was deleted by the name it still bears."""
    cited = any(address_key(subject.address)[:-1] == address_key(target) for target in case.targets)
    bears = any(folded(text) == subject.key for text in case.directive.before)
    return cited and bears and subject.new.id.endswith(NAME_ID)


def _member_deleted(case: Case) -> Outcome | None:
    """The removed member that a row names, where an older version shows one."""
    if not case.compared:
        return None
    titled = case.index.removed_at(case.older)
    if titled:
        return _titled_deleted(case, *titled[0])
    names = [folded(text) for text in case.directive.before]
    gone: list[Address] = []
    more = False
    for change in case.index.removed_under(case.targets):
        name = folded(change.before or "")
        title = folded(change.old.address[-1]) if change.old else ""
        if change.old and any(name and _names(n, name, title) for n in names):
            gone.append(change.old.address)
            more = more or any(_says_more(n, name, change, case) for n in names)
    if more:
        return Outcome("partly", "before-differs-from-old", gone=tuple(gone))
    return Outcome("confirmed", "member-removed", gone=tuple(gone)) if gone else None


def _names(cell: str, name: str, title: str) -> bool:
    """Say whether a cell names a member: by all of its name, or enough of it."""
    return cell in (name, title) or (len(cell) >= SHORTEST_GONE and cell in name) or name in cell


def _says_more(cell: str, name: str, change: Change, case: Case) -> bool:
    """Say whether a cell that names a removed member holds words that the member did not."""
    if not change.old or name not in cell or cell == name or case.truncated.before:
        return False
    inside = [item for _, items in case.index.removed_at((change.old.address,)) for item in items]
    known = {name, *change.old.address, *(text for i in inside for text in (i.label, content(i), printed(i)))}
    for text in sorted(map(folded, known), key=len, reverse=True):
        cell = cell.replace(text, "") if text else cell
    return sum(map(str.isalnum, cell)) >= SHORTEST_GONE


def _titled_deleted(case: Case, change: Change, items: tuple[Item, ...]) -> Outcome:
    """The removed page or list that a row cites by its title: it held what the row quotes."""
    gone = (change.old.address,) if change.old else ()
    cut = case.truncated.before
    title = folded(gone[0][-1]) if gone else ""
    texts = [text for text in case.directive.before if folded(text) not in ("", title)]
    held = [
        next(((i, f) for i in items if _tells(t, i) and (f := seek(t, content(i), cut_off=cut)).held), None)
        for t in texts
    ]
    evidence = tuple(Evidence(h[0].address, h[1].quotation, says="before-in-old") for h in held if h)
    if None in held:
        return Outcome("partly", "before-differs-from-old", evidence, gone=gone)
    return Outcome("confirmed", "member-removed", evidence, gone=gone)


def _tells(text: str, item: Item) -> bool:
    """Say whether a text is told from any words of an item: it is long, or one of its entries, or all of it."""
    key = folded(text)
    entries = item.value if isinstance(item, ListItem) else ()
    return len(key) >= SHORTEST_GONE or key == folded(content(item)) or key in map(folded, entries)

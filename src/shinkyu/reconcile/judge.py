"""One declared row held against items: what it says should be there, and what is.

Each kind of directive has its own function of one shape; the result names the ground.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from shinkyu.codec.printed import printed
from shinkyu.model.declaration import UNREAD_CELL
from shinkyu.model.document import ListItem, TextItem
from shinkyu.model.report import Evidence
from shinkyu.reconcile.boxes import judge_boxes, named_boxes
from shinkyu.reconcile.deletions import judge_deletion
from shinkyu.reconcile.find import folded, section, spelled, without
from shinkyu.reconcile.outcome import HEADING_RULES, SHOWN, Case, Outcome
from shinkyu.reconcile.subjects import Subject
from shinkyu.reconcile.taking_part import is_replaced
from shinkyu.reconcile.texts import SHORTEST_WORD, judge_text
from shinkyu.reconcile.values import judge_choice, judge_count, judge_day, judge_entries, listed_terms, stood

TITLED_RULES = frozenset(("titled-list-added", "titled-member-added"))
"""Rows that add a page or list of an annex by its title."""
REWRITTEN = 0.5
"""Share of the sentences of an item that must have changed where a row says that all of it did."""
_NUMBERED_MEMBER = re.compile(r"(別添|システム|委託事項|提供先|移転先)\d+")
PROOFS = 5
"""Items shown as evidence of a change made in many."""


def judge(case: Case) -> Outcome:
    """Return the verdict on a row by the items it points at, chains of rows left aside."""
    if case.directive.op == "figure":
        return Outcome("unverifiable", "figure", items=_cited(case))
    if case.directive.op == "not-understood":
        unread = case.directive.rule == UNREAD_CELL
        return Outcome("unverifiable", "row-unread" if unread else "not-understood", items=_cited(case))
    if case.directive.rule == "titled-member-renamed":
        return _renamed(case)
    if not case.subjects:
        return _not_here(case)
    readable = tuple(s for s in case.subjects if s.new.state != "unread")
    if not readable and not (case.directive.rule in TITLED_RULES and any(s.added for s in case.subjects)):
        return Outcome("unverifiable", "item-unread", items=tuple(s.address for s in case.subjects))
    hidden = len(readable) < len(case.subjects)
    open_case = replace(case.among(readable or case.subjects), hidden=hidden)
    boxes = named_boxes(open_case)
    return judge_boxes(boxes) if boxes else _BY_OP[case.directive.op](open_case)


def _not_here(case: Case) -> Outcome:
    """The document has nothing where the row points, which is right where the row says it was deleted."""
    removed = judge_deletion(case) if case.directive.op == "delete" and case.compared else None
    if removed and removed.gone:
        return removed
    # The lists of an annex that is in this copy are all there: one that is missing was deleted.
    beside = [s for t in case.targets for s in case.index.below(t[:-1]) if s.new.state != "unread"]
    if case.directive.rule == "titled-list-deleted" and beside and not case.compared:
        return Outcome("confirmed", "before-absent-now")
    return Outcome("unverifiable", "item-not-here")


def _renamed(case: Case) -> Outcome:
    """A page or list of an annex that bears another title now."""
    if not case.compared:
        if not case.subjects:
            return Outcome("unverifiable", "item-not-here")
        return Outcome("confirmed", "title-present", items=tuple(s.address for s in case.subjects))
    pair = case.index.titled_pair(case.targets)
    if pair is None:
        return Outcome("unverifiable", "item-not-here")
    was, now = pair
    if folded(was[-1]) == folded(now[-1]):
        return Outcome("contradicted", "item-unchanged", items=(now,))
    held = folded("".join(case.directive.before)) == folded(was[-1])
    if held and folded("".join(case.directive.after)) == folded(now[-1]):
        return Outcome("confirmed", "before-and-after-hold", items=(now,))
    return Outcome("partly", "wording-differs" if held else "before-differs-from-old", items=(now,))


def _text(case: Case) -> Outcome:
    if case.directive.rule in HEADING_RULES and case.compared:
        return _heading(case)
    if any(isinstance(s.new, ListItem) for s in case.subjects):
        return judge_entries(case)
    return judge_day(case) or judge_text(case)


def _delete(case: Case) -> Outcome:
    if case.precise and any(isinstance(s.new, ListItem) for s in case.subjects):
        return judge_entries(case)
    return judge_deletion(case)


def _heading(case: Case) -> Outcome:
    """A heading that was there before as well: then what is below it must have changed."""
    outcome = judge_text(case)
    if outcome.reason != "after-was-there-before":
        return outcome
    heads = case.directive.after
    for subject in case.subjects:
        if subject.old is None or not subject.changed:
            continue
        was, now = _below(heads[0], subject.old_text), _below(heads[0], subject.text)
        if spelled(was) != spelled(now):
            return Outcome("confirmed", "below-heading-changed", outcome.evidence, (subject.address,))
    return outcome


def _below(heading: str, text: str) -> str:
    place = section(heading, text)
    return text[slice(*place)] if place else ""


def _rewrite(case: Case) -> Outcome:
    if not case.compared:
        return Outcome("unverifiable", "no-text-given", items=_cited(case))
    changed = [s for s in case.subjects if s.changed]
    if not changed:
        here = tuple(s.address for s in case.subjects[:1])
        return Outcome("contradicted", "item-unchanged", items=here)
    places = tuple(s.address for s in changed)
    if len(changed) < len(case.subjects) and case.precise:
        return Outcome("partly", "some-items-differ", _begins(changed[0]), places)
    if not all(map(_is_rewritten, changed)):
        return Outcome("partly", "item-changed-in-part", _begins(changed[0]), places)
    labels = {folded(label) for s in changed for label in s.address}
    said = [text for text in case.directive.before if folded(text) not in labels]
    if any(stood(text, changed, case.truncated.before) is False for text in said):
        return Outcome("partly", "before-differs-from-old", _begins(changed[0]), places)
    return Outcome("confirmed", "item-changed", _begins(changed[0]), places)


def _is_rewritten(subject: Subject) -> bool:
    """Say whether most sentences of the item, lists and boxes aside, are not those of the older version."""
    if not isinstance(subject.new, TextItem) or subject.added:
        return True
    was, now = _sentences(subject.old_text), _sentences(subject.text)
    stayed = (was & now).total()
    return stayed <= max(was.total(), now.total()) * (1 - REWRITTEN)


def _sentences(text: str) -> Counter[str]:
    return Counter(key for sentence in re.split(r"[。\n]", text) if (key := spelled(sentence)))


def _member(case: Case) -> Outcome:
    other = next((s for s in case.subjects if not _is_named(case, s)), None)
    if other is not None and (case.directive.rule in TITLED_RULES or case.compared):
        return Outcome("partly", "wording-differs", _begins(other), tuple(s.address for s in case.subjects))
    came = [s.added or (s.old is None and s.new.state == "blank") for s in case.subjects]
    if case.compared and all(came) and any(s.added for s in case.subjects):
        first = next((s for s in case.subjects if printed(s.new)), case.subjects[0])
        places = tuple(s.address for s in case.subjects)
        if case.directive.before:
            return Outcome("partly", "before-differs-from-old", _begins(first), places)
        return Outcome("confirmed", "member-added", _begins(first), places)
    if case.directive.rule in TITLED_RULES and not case.compared:
        places = tuple(s.address for s in case.subjects)
        return Outcome("confirmed", "title-present", _begins(case.subjects[0]), places)
    return Outcome("unverifiable", "no-text-given", items=_cited(case))


def _is_named(case: Case, subject: Subject) -> bool:
    """Say whether the 後 cell of a row on a whole member names the member that its 項目 cell cites."""
    cell = folded("".join(case.directive.after))
    if case.directive.rule in TITLED_RULES:
        return any(cell in folded(label) or folded(label) in cell for label in subject.address[1:])
    cited = _NUMBERED_MEMBER.search(cell)
    numbers = [found for label in subject.address if (found := _NUMBERED_MEMBER.fullmatch(label))]
    return not cited or not numbers or any(cited.group() == found.group() for found in numbers)


def _replace_all(case: Case) -> Outcome:
    terms, news = listed_terms(case.directive.before), listed_terms(case.directive.after)
    terms = [term for term in terms if not any(term in new for new in news)]
    left = [s for s in case.subjects if any(t in without(s.text, case.directive.after) for t in terms)]
    there = [s for s in case.subjects if any(new in s.key for new in news)]
    if case.compared:
        there = [s for s in there if s.old is not None and s.changed and any(t in folded(s.old_text) for t in terms)]
    places = tuple(s.address for s in there)
    if not there:
        return Outcome("contradicted", "after-absent", items=_cited(case))
    if not case.compared and max(map(len, news)) < SHORTEST_WORD:
        return Outcome("unverifiable", "not-distinctive", items=_cited(case))
    if case.compared and not any(_is_unified(case, s, terms, news) for s in there):
        return Outcome("unverifiable", "not-distinctive", items=_cited(case))
    if left:
        return Outcome("partly", "old-term-still-there", _quoting(left, terms, "before-still-there"), places)
    return Outcome("confirmed", "term-unified", _quoting(there, news, "after-present"), places)


def _is_unified(case: Case, subject: Subject, terms: list[str], news: list[str]) -> bool:
    """Say whether a term of the item as it was became the new one: both may stand there for other reasons."""
    change = case.index.modified(subject.address)
    return change is None or change.before is None or change.after is None or is_replaced(change, terms, news)


_BY_OP: dict[str, Callable[[Case], Outcome]] = {
    "quote": _text,
    "add": _text,
    "replace": _text,
    "delete": _delete,
    "replace-all": _replace_all,
    "rewrite": _rewrite,
    "whole-member": _member,
    "checks": judge_boxes,
    "choice": judge_choice,
    "count": judge_count,
}


# ---------------------------------------------------------------------- helpers


def _quoting(subjects: list[Subject], terms: list[str], says: str) -> tuple[Evidence, ...]:
    """Return for each of the first items the term that stands in it."""
    return tuple(
        Evidence(s.address, next(term for term in terms if term in s.key), says=says)
        for s in subjects[:PROOFS]
        if any(term in s.key for term in terms)
    )


def _begins(subject: Subject) -> tuple[Evidence, ...]:
    text = printed(subject.new)[:SHOWN]
    return (Evidence(subject.address, text, says="after-present"),) if text else ()


def _cited(case: Case) -> tuple[tuple[str, ...], ...]:
    return tuple(s.address for s in case.subjects) if case.precise else ()

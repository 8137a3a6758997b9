"""A row whose text stands in another item than the one it cites: the value outvotes the label."""

from dataclasses import replace

from shinkyu.model.document import Address, ChecksItem
from shinkyu.model.report import VerdictName
from shinkyu.reconcile.find import folded
from shinkyu.reconcile.outcome import TOO_MANY, Case, Outcome
from shinkyu.reconcile.passages import JUDGE_WORK, Passage, Work
from shinkyu.reconcile.subjects import FREE, Scope, Subject, address_key
from shinkyu.reconcile.taking_part import DISTINCTIVE
from shinkyu.reconcile.texts import judge_text

SHORTEST_PAIR = 4
"""Characters of a text that is known by what stood there before as well."""

BLOCK = 2
"""Labels that items of one block share: part and block number."""

LOOKS_ELSEWHERE = frozenset((
    "after-absent", "item-unchanged", "passage-unchanged", "before-still-there", "after-was-there-before",
    "cut-off-text-not-found",
))  # fmt: skip
"""Grounds that another item may lift."""

_TEXTS = frozenset(("quote", "add", "replace"))


def judge_elsewhere(case: Case, taken: frozenset[Address], work: Work) -> Outcome | None:
    """Return the verdict where the text of a contradicted row is found in an item it does not cite.

    *taken* are the items whose change other rows declare.  Where no work is left, nobody can say.
    """
    if case.directive.op not in _TEXTS or not case.directive.after:
        return None
    length = sum(len(folded(text)) for text in case.directive.after)
    cited = {s.address for s in case.subjects}
    passed = cited | taken
    others = [s for s in case.index.all if _can_hold(s) and s.address not in passed]
    if case.compared:
        if length < (SHORTEST_PAIR if case.directive.before else DISTINCTIVE):
            return None
        fits = _confirmed(case, [s for s in others if s.changed], work)
        fits.sort(key=lambda s: _closeness(s.address, case.targets), reverse=True)
        return _undecided(case, work) or (_found(case, fits[0], "confirmed") if fits else None)
    if length < DISTINCTIVE:
        # A short text is known by its neighbours only: another item of the same block.
        others = [s for s in others if case.directive.before and _closeness(s.address, case.targets)[0] >= BLOCK]
    keys = [folded(text) for text in case.directive.after if len(folded(text)) >= SHORTEST_PAIR]
    fits = _confirmed(case, [s for s in others if any(key in s.key for key in keys)], work)
    found = _found(case, fits[0], "partly") if len(fits) == 1 else _in_other_member(case, cited, work)
    return _undecided(case, work) or found


def _undecided(case: Case, work: Work) -> Outcome | None:
    return None if work.is_left else Outcome("unverifiable", TOO_MANY, items=tuple(s.address for s in case.subjects))


def _confirmed(case: Case, subjects: list[Subject], work: Work) -> list[Subject]:
    """Return the items that bear the row out; one whose text cannot hold that of the row does not."""
    texts = [Passage(text, cut_off=case.truncated.after) for text in case.directive.after]
    found: list[Subject] = []
    for subject in subjects:
        if not work.spend(1):
            break
        # In boxes a remark is looked for as they print it.
        may = isinstance(subject.new, ChecksItem) or all(text.may_stand_in(subject.passage) for text in texts)
        if may and work.spend(JUDGE_WORK) and judge_text(_for(case, subject)).verdict == "confirmed":
            found.append(subject)
    return found


def _in_other_member(case: Case, cited: set[Address], work: Work) -> Outcome | None:
    """Return the verdict where another member of the group says nearly so: members are renumbered over the years."""
    kinds = {s.new.id for s in case.subjects if "[]" in s.new.id}
    texts = [Passage(text, cut_off=case.truncated.after) for text in case.directive.after]
    found: list[Outcome] = []
    for subject in case.index.all if kinds else ():
        if subject.new.id not in kinds or subject.address in cited or not _can_hold(subject):
            continue
        if not work.spend(1):
            break
        if isinstance(subject.new, ChecksItem) or any(text.may_be_near(subject.passage) for text in texts):
            outcome = judge_text(_for(case, subject)) if work.spend(JUDGE_WORK) else None
            found += [outcome] if outcome and outcome.reason == "wording-differs" else []
    return found[0] if len(found) == 1 else None


def _found(case: Case, subject: Subject, verdict: VerdictName) -> Outcome:
    outcome = judge_text(_for(case, subject))
    return outcome._replace(verdict=verdict, reason="found-elsewhere", items=(subject.address,))


def _for(case: Case, subject: Subject) -> Case:
    return replace(case, scope=Scope((subject,), True), plural=False)


def _can_hold(subject: Subject) -> bool:
    return subject.new.id != FREE and subject.new.state != "unread" and not subject.single


def _closeness(address: Address, cited: tuple[Address, ...]) -> tuple[int, bool]:
    """Return how near an item is to what is cited: labels shared from the outside, and the leaf."""
    key = address_key(address)
    best = (0, False)
    for other in map(address_key, cited):
        shared = next(
            (n for n, (a, b) in enumerate(zip(key, other, strict=False)) if a != b), min(len(key), len(other))
        )
        best = max(best, (shared, key[-1:] == other[-1:]))
    return best

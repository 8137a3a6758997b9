"""The whole check: every row one verdict, every change one fate, the findings."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import msgspec

from shinkyu.model.alignment import Alignment
from shinkyu.model.change import Changes, Notice, NoticeRule
from shinkyu.model.declaration import UNREAD_CELL, Declaration, Directive, Target, Truncation
from shinkyu.model.document import Address, ChoiceItem, CountItem, DeclaredRow, Document, State
from shinkyu.model.form import FormTemplate
from shinkyu.model.reading import Where
from shinkyu.model.report import Evidence, Judgement, Report
from shinkyu.reconcile.chains import cut_later, renumbered_later, superseding
from shinkyu.reconcile.coverage import covered_by, suspects, undeclared
from shinkyu.reconcile.elsewhere import LOOKS_ELSEWHERE, judge_elsewhere
from shinkyu.reconcile.find import folded, seek
from shinkyu.reconcile.findings import Facts, all_findings
from shinkyu.reconcile.judge import judge
from shinkyu.reconcile.leftovers import Told, filled_before, inexact, partly_declared
from shinkyu.reconcile.messages import why
from shinkyu.reconcile.outcome import TOO_MANY, Case, Outcome
from shinkyu.reconcile.parts import judge_parts
from shinkyu.reconcile.passages import Work
from shinkyu.reconcile.rows import newer_rows
from shinkyu.reconcile.subjects import OLDER, SURE, Subjects, address_key, is_below
from shinkyu.text.normalise import fold

CHAINED = "before-left-by-earlier-row"
"""Ground of a row whose 前 was never seen, yet follows from the older version and an earlier row."""
BESIDE = "changed-beside"
"""Ground of a row right beside whose words others came or went that no row says."""
FILLED = "before-differs-from-old"
"""Ground of a row that calls new what stands in the place of other words."""
FOUND = 0.95
"""Confidence of a target that the value was found at."""

LATER = 0.8
"""Confidence of a target that only a later row tells."""

_CUT_END = re.compile(r"[^\w]+$")
"""Signs at the end of a cell that was cut off, behind which the change begins."""

_WHOLE_SCOPE = frozenset(("count", "replace-all", "whole-member"))
"""Directives that are about everything under the item they cite."""
_QUOTING = frozenset(("quote", "add", "replace", "delete", "rewrite"))


def reconcile(
    new: Document,
    declarations: tuple[Declaration, ...],
    template: FormTemplate,
    *,
    old: Document | None = None,
    alignment: Alignment | None = None,
    changes: Changes | None = None,
    places: Mapping[Address, Where] | None = None,
    old_places: Mapping[Address, Where] | None = None,
) -> Report:
    """Return verdicts, undeclared changes and findings.

    Args:
        new: the version whose 変更箇所 table is checked.
        declarations: its rows understood, in printed order.
        template: the form of *new*.
        old: the older version; without it every row is held against *new* alone.
        alignment: of *old* and *new*.
        changes: the computed changes from *old* to *new*.
        places: where each item of *new* stands in its source, for the evidence.
        old_places: the same of *old*.
    """
    rows = new.declared or ()
    recent = newer_rows(rows, old)
    subjects = Subjects(new, old, alignment, changes)
    outcomes = _outcomes(rows, declarations, subjects, recent if old is not None else frozenset())
    later, unknown = superseding(rows, declarations, outcomes, subjects)
    outcomes = _chained(rows, declarations, outcomes, later, recent)
    outcomes = [
        _undecided(outcome) if row.n in unknown else outcome for row, outcome in zip(rows, outcomes, strict=True)
    ]
    locate = _locator(places or {}, old_places or {})
    judgements = tuple(
        _judgement(declaration, outcome, later.get(row.n), changes if row.n in recent else None, locate)
        for row, declaration, outcome in zip(rows, declarations, outcomes, strict=True)
    )
    judgements = _with_later_targets(declarations, judgements)
    cut = frozenset(row.n for row, outcome in zip(rows, outcomes, strict=True) if outcome.cut)
    told = [Told(*row, row[0].n in cut) for row in zip(rows, declarations, judgements, strict=True)]
    partial = partly_declared(changes, new, told)
    judgements = _not_exact(judgements, BESIDE, inexact(changes, told))
    judgements = _not_exact(judgements, FILLED, filled_before(changes, told))
    facts = Facts(new, old, template, declarations, judgements, recent, cut)
    return Report(
        declared=judgements,
        undeclared=undeclared(changes, judgements),
        findings=all_findings(facts),
        compared=old is not None,
        partial=partial,
        suspects=suspects(changes),
        table_read=new.declared is not None,
        notices=changes.notices if changes else tuple(_not_told(new)),
    )


def _not_told(new: Document) -> Iterator[Notice]:
    """Yield what a copy that is looked at alone does not tell: nothing was found there, for nobody could look."""
    rules: tuple[tuple[State, NoticeRule], ...] = (("unread", "unread-alone"), ("undecidable", "undecidable-alone"))
    for state, rule in rules:
        if addresses := tuple(item.address for item in new.items if item.state == state):
            yield Notice(rule, addresses)


def _outcomes(
    rows: tuple[DeclaredRow, ...],
    declarations: tuple[Declaration, ...],
    subjects: Subjects,
    compared: frozenset[int],
) -> list[Outcome]:
    """Judge every row where it points; then those that fail there by what no other row declares."""
    outcomes = [
        _outcome(row, declaration, subjects, row.n in compared)
        for row, declaration in zip(rows, declarations, strict=True)
    ]
    taken = frozenset(
        address
        for row, outcome in zip(rows, outcomes, strict=True)
        if outcome.verdict in ("confirmed", "partly") and (row.n in compared or not compared)
        for address in outcome.items
    )
    work = Work()
    for n, (row, declaration) in enumerate(zip(rows, declarations, strict=True)):
        doubtful = outcomes[n].reason == "wording-differs" and row.n not in compared
        if not declaration.parts and (doubtful or outcomes[n].reason in LOOKS_ELSEWHERE):
            known = row.n in compared
            case = _case(declaration.directive, declaration.targets, declaration.truncated, subjects, known)
            outcomes[n] = judge_elsewhere(case, taken if known else frozenset(), work) or outcomes[n]
        if outcomes[n].verdict == "contradicted":
            outcomes[n] = _lifted(rows, declarations, outcomes, n)
    return outcomes


def _undecided(outcome: Outcome) -> Outcome:
    """Return the outcome of a row of which nobody looked whether all that later rows say explains it."""
    if outcome.verdict == "unverifiable":
        return outcome
    return Outcome("unverifiable", TOO_MANY, outcome.evidence, outcome.items)


def _chained(
    rows: tuple[DeclaredRow, ...],
    declarations: tuple[Declaration, ...],
    outcomes: list[Outcome],
    later: Mapping[int, int],
    recent: frozenset[int],
) -> list[Outcome]:
    """Return the outcomes, those rows right whose 前 is the 後 of a row in between that the older version bears out.

    With an older version that is two publications old, the state between was never seen.
    """
    place = {row.n: n for n, row in enumerate(rows)}
    chained = list(outcomes)
    for row in rows:
        after = place.get(later.get(row.n, 0))
        if after is None or row.n not in recent or chained[after].reason != "before-differs-from-old":
            continue
        earlier, link = declarations[place[row.n]].directive, declarations[after].directive
        met = {folded(text) for text in earlier.after} == {folded(text) for text in link.before} and bool(link.before)
        if met and (outcomes[place[row.n]].half_true or chained[place[row.n]].reason == CHAINED):
            chained[after] = chained[after]._replace(verdict="confirmed", reason=CHAINED)
    return chained


def _lifted(
    rows: tuple[DeclaredRow, ...], declarations: tuple[Declaration, ...], outcomes: list[Outcome], n: int
) -> Outcome:
    """Return the contradiction of row *n*, or why a later row makes it uncertain."""
    for reason, lifts in (("later-row-cut-off", cut_later), ("members-renumbered", renumbered_later)):
        if lifts(rows, declarations, outcomes, n):
            return Outcome("unverifiable", reason, outcomes[n].evidence, outcomes[n].items)
    return outcomes[n]


def _outcome(row: DeclaredRow, declaration: Declaration, subjects: Subjects, compared: bool) -> Outcome:
    truncated = declaration.truncated
    if declaration.directive.rule != UNREAD_CELL and _shows_nothing(row, truncated):
        scope = subjects.of(declaration.targets)
        cited = tuple(s.address for s in scope.subjects) if scope.precise else ()
        held = [s for s in scope.subjects if seek("".join(row.after), s.text, cut_off=truncated.after).held]
        seen = tuple(s.address for s in held) if len(held) == 1 and not cited else ()
        return Outcome("unverifiable", "no-visible-change", items=cited, seen=seen)
    if declaration.parts:
        unplaced = bool(declaration.unplaced)
        return judge_parts(
            declaration,
            lambda part: replace(_case(part.directive, part.targets, truncated, subjects, compared), unplaced=unplaced),
        )
    return judge(_case(declaration.directive, declaration.targets, truncated, subjects, compared))


def _shows_nothing(row: DeclaredRow, truncated: Truncation) -> bool:
    """The cells say the same, or what differs lies behind the end of a cell that was cut off."""
    before, after = fold("".join(row.before)), fold("".join(row.after))
    if truncated.after:
        before, after = _CUT_END.sub("", before), _CUT_END.sub("", after)
    return bool(after) and before == after


def _case(
    directive: Directive,
    targets: tuple[Target, ...],
    truncated: Truncation,
    subjects: Subjects,
    compared: bool,
) -> Case:
    scope = subjects.of(targets, deep=directive.op in _WHOLE_SCOPE)
    heads = bool(scope.subjects) and all(isinstance(s.new, ChoiceItem | CountItem) for s in scope.subjects)
    if heads and directive.op in _QUOTING:
        # 委託契約書中の…規定 is a choice with a text under it; what is no option is about the text.
        scope = subjects.of(targets, deep=True)
    # Copies of a file's part and pages of an annex are all meant; members of a group are alternatives.
    plural = len(targets) > 1 and scope.precise and all(t.confidence >= SURE for t in targets)
    cited = tuple(target.address for target in targets)
    older = tuple(target.address for target in targets if target.by == OLDER)
    return Case(directive, truncated, cited, scope, compared, subjects, older=older, plural=plural)


def _judgement(
    declaration: Declaration,
    outcome: Outcome,
    superseded_by: int | None,
    changes: Changes | None,
    locate: Callable[[Evidence], Where | None],
) -> Judgement:
    reason = "superseded" if superseded_by is not None else outcome.reason
    words = why(reason, superseded_by)
    return Judgement(
        n=declaration.n,
        verdict="superseded" if superseded_by is not None else outcome.verdict,
        targets=_targets(declaration, outcome),
        covers=covered_by(declaration, outcome, changes) if changes else (),
        evidence=tuple(Evidence(e.address, e.quotation, locate(e), e.says) for e in outcome.evidence),
        reason=reason,
        why=words.ja,
        superseded_by=superseded_by,
        why_en=words.en,
    )


def _targets(declaration: Declaration, outcome: Outcome) -> tuple[Target, ...]:
    """Put the items where the value was found before those that the label alone names."""
    cited = (*declaration.targets, *(target for part in declaration.parts for target in part.targets))
    found = dict.fromkeys((*outcome.items, *outcome.gone, *outcome.seen))
    by_value = [Target(address, FOUND, "value") for address in found]
    named = [t for t in declaration.targets if all(t.address != v.address for v in by_value)]
    agreed = [v for v in by_value if any(t.address == v.address for t in cited)]
    return (*agreed, *[v for v in by_value if v not in agreed], *named)


def _with_later_targets(
    declarations: tuple[Declaration, ...], judgements: tuple[Judgement, ...]
) -> tuple[Judgement, ...]:
    """Give a row that cites a block the item where the later row was found whose 前 is the 後 of this one."""
    by_n = {judgement.n: judgement for judgement in judgements}
    said = {declaration.n: declaration.directive for declaration in declarations}
    for judgement in reversed(judgements):
        later = by_n.get(judgement.superseded_by or 0)
        if later is None or not later.targets or any(t.by == "value" for t in judgement.targets):
            continue
        same = list(map(folded, said[judgement.n].after)) == list(map(folded, said[later.n].before))
        first = later.targets[0]
        key = address_key(first.address)
        inside = any(is_below(key, address_key(target.address)) for target in judgement.targets)
        if same and inside and first.by in ("value", "later row", "kind"):
            mine = Target(first.address, min(first.confidence, LATER), "later row")
            by_n[judgement.n] = msgspec.structs.replace(judgement, targets=(mine, *judgement.targets))
    return tuple(by_n[judgement.n] for judgement in judgements)


def _not_exact(judgements: tuple[Judgement, ...], reason: str, rows: frozenset[int]) -> tuple[Judgement, ...]:
    """Return the judgements, some *rows* only partly right for a *reason* that all rows together show."""
    words = why(reason)
    return tuple(
        msgspec.structs.replace(j, verdict="partly", reason=reason, why=words.ja, why_en=words.en) if j.n in rows else j
        for j in judgements
    )


def _locator(
    places: Mapping[Address, Where], old_places: Mapping[Address, Where]
) -> Callable[[Evidence], Where | None]:
    """Return the look-up from a quotation to its place, in the version it quotes."""
    return lambda evidence: (old_places if evidence.says.endswith("-in-old") else places).get(evidence.address)

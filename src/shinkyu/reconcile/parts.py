"""Rows that state several items: each is judged by itself, all in the same member of a group."""

import re
from collections.abc import Callable

from shinkyu.model.declaration import Declaration, Part, Target
from shinkyu.model.document import Address
from shinkyu.reconcile.judge import judge
from shinkyu.reconcile.outcome import Case, Outcome
from shinkyu.reconcile.values import combine, stood

_MEMBER = re.compile(r"^(システム|委託事項|提供先|移転先)\d+$")
_RIGHT = {"confirmed": 2, "partly": 1}
"""How much a part that holds speaks for the member it was judged in."""


def judge_parts(declaration: Declaration, case_of: Callable[[Part], Case]) -> Outcome:
    """Return the verdict on a row from those on its parts.

    Where the row leaves open which member of a group it means, all parts mean the same one: the one
    in which most of them hold.  What the 前 cell says of no part must have stood in one of their items.
    """
    parts = declaration.parts
    members = dict.fromkeys(m for part in parts for t in part.targets if (m := _member(t.address)))
    cases = [[case_of(part) for part in parts]]
    if len(members) > 1:
        cases = [[case_of(_inside(part, member)) for part in parts] for member in members]
    results = [[judge(case) for case in each] for each in cases]
    best = max(range(len(results)), key=lambda n: sum(_RIGHT.get(o.verdict, 0) for o in results[n]))
    outcome = combine(results[best])
    if outcome.verdict == "confirmed" and not _all_stood(declaration.unplaced, cases[best]):
        return outcome._replace(verdict="partly", reason="before-differs-from-old")
    return outcome


def _all_stood(texts: tuple[str, ...], cases: list[Case]) -> bool:
    """Say whether texts stood in items that parts of a row are about, or nobody knows."""
    subjects = tuple(s for case in cases if case.compared for s in case.subjects)
    return all(stood(text, subjects, any(case.truncated.before for case in cases)) is not False for text in texts)


def _inside(part: Part, member: Address) -> Part:
    """Return *part* with its targets in one member only."""
    mine = tuple(t for t in part.targets if _member(t.address) in (None, member))
    return Part(tuple(Target(t.address, max(t.confidence, 1 / len(mine)), t.by) for t in mine), part.directive)


def _member(address: Address) -> Address | None:
    """Return the address of the numbered member that *address* lies in."""
    return next((address[: n + 1] for n, label in enumerate(address) if _MEMBER.match(label)), None)
